"""The bridge as one JSON object: the form that ``docs/bridge.schema.json`` describes."""

from datetime import date
from decimal import Decimal

from loopbrug.core.bridge.model import Bridge, Dossier, KeyDate, Region
from loopbrug.core.orientation.model import Orientation, RouteJudgement
from loopbrug.core.outcomes.model import Gap
from loopbrug.core.programme.model import PlannedUnit, Programme, Status, Unit
from loopbrug.core.terms.finding import Finding, Value
from loopbrug.web.site.sentences.book import tell

Object = dict[str, object]


def bridge_object(dossier: Dossier, bridge: Bridge, region: Region, language: str) -> Object:
    """Return the whole bridge; sentences in ``language`` stand beside the codes."""
    return routes_object(dossier, bridge.orientation, bridge.day, language) | {
        "qualification": bridge.qualification.code if bridge.qualification else None,
        "gap": _gap(bridge.gap),
        "programme": _programme(bridge.programme, region, language),
        "dates": [_date(each, language) for each in bridge.dates],
        "findings": [_finding(each, language) for each in bridge.findings],
    }


def routes_object(dossier: Dossier, found: Orientation, day: date, language: str) -> Object:
    """Return the routes and the terms of unqualified teaching."""
    return {
        "code": dossier.code,
        "name": dossier.name,
        "day": day.isoformat(),
        "profile": found.profile.value,
        "routes": [_route(each, language) for each in found.routes],
        "terms": [
            {
                "employer": term.employer,
                "first": term.first.isoformat(),
                "last": term.last.isoformat(),
                "extended_last": _plain(term.extended_last),
                "source": str(term.source),
                "findings": [_finding(each, language) for each in term.findings],
            }
            for term in found.terms
        ],
        "findings": [_finding(each, language) for each in (*dossier.findings, *found.findings)],
    }


def _route(route: RouteJudgement, language: str) -> Object:
    return {
        "code": route.code,
        "status": route.status.value,
        "findings": [_finding(each, language) for each in route.findings],
        "opens": [_finding(each, language) for each in route.opens],
        "next_step": _finding(route.next_step, language),
        "decided_by": route.decided_by.value,
        "source": str(route.source),
        "months": [route.months_min, route.months_max],
        "paid": route.paid,
        "nearest": list(route.nearest),
        "qualification": route.qualification,
    }


def _finding(finding: Finding, language: str) -> Object:
    return {
        "code": finding.code,
        "source": str(finding.source) if finding.source else None,
        "weight": finding.weight.value,
        "about": finding.about,
        "values": {name: _plain(value) for name, value in finding.values},
        "text": tell(finding, language),
    }


def _plain(value: Value | None) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return list(value) if isinstance(value, tuple) else value


def _gap(gap: Gap | None) -> Object | None:
    if gap is None:
        return None
    return {
        "validated": list(gap.validated),
        "partly": list(gap.partly),
        "missing": list(gap.missing),
    }


def _programme(programme: Programme | None, region: Region, language: str) -> Object | None:
    if programme is None:
        return None
    known: Object = {
        "status": programme.status.value,
        "proved": programme.proved,
        "full_route_hours": programme.full_route_hours,
    }
    if programme.status is Status.IMPOSSIBLE:
        conflicts = [[_finding(each, language) for each in c.wishes] for c in programme.conflicts]
        return known | {"conflicts": conflicts}
    units = {unit.code: unit for unit in region.catalogue.units}
    return known | {
        "units": [_unit(each, units[each.unit], language) for each in programme.units],
        "hours": programme.hours,
        "bound": programme.bound,
        "finish": _plain(programme.finish),
        "peak_week_hours": programme.peak_week_hours,
    }


def _unit(planned: PlannedUnit, unit: Unit, language: str) -> Object:
    slot = planned.slot
    return {
        "code": planned.unit,
        "closes": list(planned.closes),
        "hours": planned.hours,
        "start": planned.period.first.isoformat(),
        "end": _plain(planned.period.last),
        "title": unit.title.text(language),
        "institute": unit.institute,
        "form": unit.form.value,
        "offering": planned.offering,
        "hours_per_week": planned.hours_per_week,
        "in_class": planned.in_class,
        "every_weeks": planned.every,
        "slot": slot
        and {
            "day": slot.day.name.lower(),
            "from": slot.start.isoformat("minutes"),
            "until": slot.end.isoformat("minutes"),
        },
    }


def _date(each: KeyDate, language: str) -> Object:
    return {
        "code": each.code,
        "day": each.day.isoformat(),
        "why": _finding(each.why, language),
    }
