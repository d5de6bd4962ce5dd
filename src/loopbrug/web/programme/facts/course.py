"""How far people are: rows of many dossiers as the values a course is computed from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from loopbrug.core.outcomes.gap import decided
from loopbrug.core.outcomes.model import Judgement, Verdict
from loopbrug.core.pathway.model import State
from loopbrug.core.programme.course import Progress, Walked
from loopbrug.core.programme.lived import LivedSession
from loopbrug.core.programme.model import Form, PlannedUnit, Unit
from loopbrug.core.programme.on_course import progress_of
from loopbrug.core.terms.words import Bilingual, Period
from loopbrug.web.outcomes.facts import recorded_judgements
from loopbrug.web.pathway.facts import pauses_of, region_of
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.facts.editions import region_in
from loopbrug.web.programme.facts.progress import Walk, walks_of
from loopbrug.web.programme.queries.progress import assignment_titles


@dataclass(frozen=True, slots=True)
class Way:
    """One dossier with its programme as it was lived, and how far that is today."""

    dossier: Dossier
    walk: Walk
    progress: Progress
    titles: Mapping[str, Bilingual]
    forms: Mapping[str, Form]

    def title(self, unit: str, language: str) -> str:
        """Return what a unit is called; its code when nobody knows any more."""
        found = self.titles.get(unit)
        return found.text(language) if found else unit

    def coming(self, today: date) -> tuple[LivedSession, ...]:
        """Return the sessions still to come of what is not done, the first one first."""
        done = {unit.planned.offering for unit in self.progress.units if unit.done}
        return tuple(
            one
            for one in self.walk.sessions
            if one.day >= today and not one.cancelled and one.offering not in done
        )


def way_of(dossier: Dossier, today: date) -> Way:
    """Return how far one dossier is."""
    return ways_of([dossier], today)[0]


def ways_of(dossiers: Iterable[Dossier], today: date) -> tuple[Way, ...]:
    """Return how far dossiers are, in their order, in as many questions as for one."""
    rows = list(dossiers)
    walks, judged = walks_of(rows), recorded_judgements(rows)
    own = assignment_titles(rows)
    units = _units_of({(row.region, walks[row.pk].catalogue) for row in rows})
    return tuple(
        _way(
            (row, walks[row.pk]),
            _since([*judged.get(row.pk, ()), *walks[row.pk].shows]),
            units[row.region, walks[row.pk].catalogue],
            own,
            today,
        )
        for row in rows
    )


def _units_of(editions: Iterable[tuple[str, int]]) -> dict[tuple[str, int], dict[str, Unit]]:
    """Return the units by code: as they were in an edition, and what only came after it."""
    return {
        (region, number): {
            unit.code: unit
            for catalogue in (region_of(region).catalogue, region_in(region, number).catalogue)
            for unit in catalogue.units
        }
        for region, number in editions
    }


def _way(
    walked_by: tuple[Dossier, Walk],
    shown: Mapping[str, date],
    units: Mapping[str, Unit],
    own: Mapping[tuple[UUID, str], str],
    today: date,
) -> Way:
    dossier, walk = walked_by
    titles = {unit.code: unit.title for unit in units.values()}
    titles |= {
        code: Bilingual(text, text) for (key, code), text in own.items() if key == dossier.pk
    }
    forms = {unit.code: unit.form for unit in units.values()}
    forms |= {code: Form.WORKPLACE for key, code in own if key == dossier.pk}
    walked = Walked(
        units=_that_count(walk, shown),
        sessions=walk.sessions,
        results=walk.results,
        presences=walk.presences,
        shown=shown,
        forms=forms,
        holidays=walk.holidays,
        rests=_rests(dossier, walk),
        paused=dossier.state == State.PAUSED,
    )
    return Way(dossier, walk, progress_of(walked, today), titles, forms)


def _that_count(walk: Walk, shown: Mapping[str, date]) -> tuple[PlannedUnit, ...]:
    """Return the units of the last version, and earlier ones that have a result or were shown.

    What was left out of a later version, without either, was taken out by agreement.
    """
    now = {unit.offering for unit in walk.versions[-1].units} if walk.versions else set()
    told = {result.offering for result in walk.results}
    known = {unit.offering: unit for unit in walk.units}
    known |= {code: unit for code, unit in walk.by_offering.items() if code in told}
    return tuple(
        unit
        for code, unit in known.items()
        if code in now | told or (unit.closes and shown.keys() >= set(unit.closes))
    )


def _rests(dossier: Dossier, walk: Walk) -> tuple[Period, ...]:
    away = walk.versions[-1].away if walk.versions else ()
    return (*(pause.period for pause in pauses_of(dossier)), *away)


def _since(judgements: Iterable[Judgement]) -> dict[str, date]:
    """Return since when each outcome counts as shown."""
    found: dict[str, date] = {}
    for one in sorted(judgements, key=lambda judgement: judgement.judged_on):
        if not decided(one):
            continue
        if one.verdict is Verdict.VALIDATED:
            found.setdefault(one.outcome, one.judged_on)
        else:
            found.pop(one.outcome, None)
    return found
