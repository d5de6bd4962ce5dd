"""What the page of a plan for everybody shows: what to decide, teams, who has no place, gains."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from loopbrug.core.programme.cohort.model import CohortPlan, Team, TeamKind
from loopbrug.core.programme.model import Catalogue, Offering, Programme
from loopbrug.core.terms.finding import Finding
from loopbrug.web.pathway.facts import ground_of
from loopbrug.web.pathway.queries import Dossier, visible_to
from loopbrug.web.programme.cohort_groups import (
    Decisions,
    Month,
    Words,
    decisions_of,
    months_of,
)
from loopbrug.web.programme.facts.cohorts import MARK, plan_of
from loopbrug.web.programme.facts.teams import Team as MemberTeam
from loopbrug.web.programme.facts.teams import days_of, team_title, teams_of_dossier
from loopbrug.web.programme.permissions.cohorts import Planner
from loopbrug.web.programme.queries.cohorts import CohortRun, dossiers_with_codes

NEXT = 3
"""So many meetings are named on the page of a programme."""
FEW = 20
"""So many people are read at once; more stand behind a line that opens."""


@dataclass(frozen=True, slots=True)
class Person:
    """A member as the visitor may know them: a name and a link, or only a code."""

    name: str
    school: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ShownTeam:
    """A team to form, with its members."""

    title: str
    team: Team
    members: tuple[Person, ...]
    schools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Somebody, and what there is to say of them."""

    person: Person
    finding: Finding


@dataclass(frozen=True, slots=True)
class Teamless:
    """Who has no team of a kind, and why that is so for all of them."""

    why: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class CohortPage:
    """One plan, ready to show."""

    plan: CohortPlan
    hours: int
    decisions: Decisions
    months: tuple[Month, ...]
    teams: tuple[ShownTeam, ...]
    unplaced: tuple[Reason, ...]
    teamless: tuple[Teamless, ...]
    gains: tuple[tuple[Person, int], ...]
    placed: tuple[tuple[Person, Programme], ...]
    newcomers: int
    changes: tuple[str, ...]

    @property
    def few(self) -> bool:
        """Whether so few have a programme that they can all be read at once."""
        return len(self.placed) <= FEW


def page_of(
    row: CohortRun, planner: Planner, before: CohortRun | None, catalogue: Catalogue, language: str
) -> CohortPage | None:
    """Return what to show of a plan; None as long as there is none."""
    plan = plan_of(row)
    if plan is None:
        return None
    people = _people(plan, planner)
    words = Words(catalogue, language, row.told or {})
    demand = tuple(one for one in plan.demand if MARK not in one.offering)
    reasons = tuple(_reason(one.member, one.reason, people, words) for one in plan.unplaced)
    lacking = [one for one in plan.findings if one.about in people]
    return CohortPage(
        plan=plan,
        hours=sum(one.programme.hours for one in plan.placed),
        # Nobody cancels a group because too few made-up people asked for it.
        decisions=decisions_of(demand, words, None if row.drawn else planner.institute),
        months=months_of(demand, words),
        teams=tuple(_team(team, people) for team in plan.teams),
        unplaced=reasons,
        teamless=tuple(_teamless(lacking, people)),
        gains=tuple((people[one.member], one.gain) for one in plan.placed if one.gain),
        placed=_in_order((people[one.member], one.programme) for one in plan.placed),
        newcomers=sum(one.gain is None for one in plan.placed),
        changes=tuple(_changes(plan, before)),
    )


def _reason(member: str, finding: Finding, people: Mapping[str, Person], words: Words) -> Reason:
    """Return a finding about somebody in words that name groups and not codes."""
    values = dict(finding.values)
    values["member"] = people[member].name
    if isinstance(given := values.get("offerings"), tuple):
        values["offerings"] = tuple(dict.fromkeys(words.title(str(one)) for one in given))
    return Reason(people[member], replace(finding, values=tuple(sorted(values.items()))))


def _teamless(lacking: Iterable[Finding], people: Mapping[str, Person]) -> Iterator[Teamless]:
    """Yield who has no team together, per kind of team and reason."""
    found: dict[tuple[str, str], list[Person]] = {}
    for one in lacking:
        found.setdefault((str(one.value("team_kind")), one.code), []).append(people[one.about])
    for (kind, code), members in sorted(found.items()):
        by_name = sorted(members, key=lambda person: person.name)
        yield Teamless(_why_teamless(kind, code), tuple(by_name))


def _why_teamless(kind: str, code: str) -> str:
    subject, full = kind == TeamKind.SUBJECT, code == "programme.cohort-teams-full"
    if subject and full:
        return _("Geen vakteam: op elk moment dat zij kunnen, is het team vol.")
    if subject:
        return _(
            "Geen vakteam: op de momenten dat zij kunnen, zijn er te weinig mensen of te weinig "
            "uren van begeleiders."
        )
    if full:
        return _("Geen algemeen leerteam: op elk moment dat zij kunnen, is het team vol.")
    return _(
        "Geen algemeen leerteam: op de momenten dat zij kunnen, zijn er te weinig mensen of te "
        "weinig uren van begeleiders."
    )


def teams_for(dossier: Dossier, day: date) -> tuple[tuple[MemberTeam, str, tuple[date, ...]], ...]:
    """Return the teams of a dossier with what they are called and their next meetings."""
    holidays = ground_of(dossier.region).catalogue.holidays
    return tuple(
        (
            team,
            team_title(team.kind, team.subject),
            tuple(when for when in days_of(team, holidays) if when >= day)[:NEXT],
        )
        for team in teams_of_dossier(dossier, day)
    )


def _people(plan: CohortPlan, planner: Planner) -> dict[str, Person]:
    codes = _placed(plan) | {one.member for one in plan.unplaced}
    codes |= {member for team in plan.teams for member in team.members}
    rows = dossiers_with_codes(codes)
    known = visible_to(planner.user).filter(code__in=codes).prefetch_related(None)
    seen = set(known.select_related(None).values_list("code", flat=True))
    return {code: _person(code, rows.get(code), seen) for code in codes}


def _in_order(
    found: Iterable[tuple[Person, Programme]],
) -> tuple[tuple[Person, Programme], ...]:
    return tuple(sorted(found, key=lambda one: one[0].name))


def _person(code: str, row: Dossier | None, seen: set[str]) -> Person:
    if row is None or code not in seen:
        return Person(code, "")
    school = row.school.name if row.school else ""
    return Person(str(row.candidate), school, reverse("programme:programme", args=[row.pk]))


def _team(team: Team, people: Mapping[str, Person]) -> ShownTeam:
    members = tuple(people[code] for code in team.members)
    schools = tuple(sorted({one.school for one in members if one.school}))
    return ShownTeam(team_title(team.option.kind, team.option.subject), team, members, schools)


def _changes(plan: CohortPlan, before: CohortRun | None) -> Iterator[str]:
    old = plan_of(before) if before else None
    if old is None:
        return
    was, now = _placed(old), _placed(plan)
    counts = (
        (_("Nieuw ingepland: %(count)s"), len(now - was)),
        (_("Niet meer in dit plan: %(count)s"), len(was - now)),
        (_("Leerteams: %(count)s"), len(plan.teams)),
    )
    yield from (words % {"count": count} for words, count in counts)


def _placed(plan: CohortPlan) -> set[str]:
    return {one.member for one in plan.placed}


def months_from(today: date, offerings: Iterable[Offering], most: int = 14) -> tuple[date, ...]:
    """Return the months from this one on in which something begins, the first ``most``."""
    found = {one.period.first.replace(day=1) for one in offerings}
    return tuple(sorted(month for month in found if month >= today.replace(day=1)))[:most]
