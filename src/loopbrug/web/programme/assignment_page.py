"""What pages show of workplace assignments: outcome by outcome, with what the planner does."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loopbrug.core.outcomes.model import Outcome
from loopbrug.core.programme.assignments import CoverageVerdict, LibraryAssignment, saved_by
from loopbrug.core.programme.model import PlannedUnit
from loopbrug.web.outcomes.facts import Standing
from loopbrug.web.programme.cards import Cards
from loopbrug.web.programme.comparison import WITH_UNITS
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.facts.assignments import Assignment
from loopbrug.web.programme.queries import ProgrammeVersion


@dataclass(frozen=True, slots=True)
class ShownOutcome:
    """An outcome of an assignment with its hours, and what the institute said of it if it did.

    ``full`` are the hours of learning it from nothing.
    """

    code: str
    statement: str
    hours: int
    full: int
    verdict: CoverageVerdict | None


@dataclass(frozen=True, slots=True)
class ShownAssignment:
    """An assignment ready to show; ``planned`` is its place in the newest programme, or None."""

    assignment: Assignment
    outcomes: tuple[ShownOutcome, ...]
    planned: PlannedUnit | None

    @property
    def idle(self) -> bool:
        """Whether it counts, but the planner found something that is less."""
        return self.assignment.counts and self.planned is None


@dataclass(frozen=True, slots=True)
class ShownLibrary:
    """An assignment of the library with the outcomes that this candidate still needs."""

    assignment: LibraryAssignment
    needed: tuple[Outcome, ...]
    hours: int
    saves: int


def shown(
    assignments: Iterable[Assignment],
    version: ProgrammeVersion | None,
    cards: Cards,
    standing: Standing,
) -> list[ShownAssignment]:
    """Return assignments with everything a page needs."""
    planned = {unit.unit: unit for unit in programme_of(version).units} if version else {}
    full = {outcome.code: outcome.hours for outcome in standing.region.framework.outcomes}
    return [
        ShownAssignment(one, _outcomes(one, cards, full), planned.get(one.row.code))
        for one in assignments
    ]


def _outcomes(one: Assignment, cards: Cards, full: dict[str, int]) -> tuple[ShownOutcome, ...]:
    said = {verdict.outcome: verdict for verdict in one.verdicts}
    return tuple(
        ShownOutcome(code, cards.reason(code).statement, hours, full.get(code, 0), said.get(code))
        for code, hours in one.covers
    )


def library_for(
    library: Iterable[LibraryAssignment], standing: Standing, assignments: Iterable[Assignment]
) -> list[ShownLibrary]:
    """Return what of the library serves this candidate, what covers most first.

    What another open assignment of the candidate covers already is not needed any more.
    """
    if standing.gap is None or standing.qualification is None:
        return []
    taken = {code for one in assignments if one.open for code, _hours in one.covers}
    needed = {need.outcome for need in standing.gap.needs} - taken
    known = {outcome.code: outcome for outcome in standing.region.framework.outcomes}
    found = []
    for one in library:
        covers = [(code, hours) for code, hours in one.covers if code in needed]
        if covers and (not one.sectors or standing.qualification.sector in one.sectors):
            hours = sum(hours for _code, hours in covers)
            outcomes = tuple(known[code] for code, _hours in covers)
            saves = sum(outcome.hours for outcome in outcomes) - hours
            found.append(ShownLibrary(one, outcomes, hours, saves))
    return sorted(found, key=lambda each: (-each.saves, each.assignment.code))


def saved_words(old: ProgrammeVersion, new: ProgrammeVersion, cards: Cards) -> str:
    """Return what a new version saves over another, in a sentence; "" when nothing changes."""
    before, after = programme_of(old), programme_of(new)
    if before.status not in WITH_UNITS or after.status not in WITH_UNITS:
        return ""
    saved = saved_by(before, after)
    if saved is None:
        return ""
    parts = [_hours(saved.hours)]
    for word, codes in ((_("Valt af: %(titles)s."), saved.gone),
                        (_("Komt erbij: %(titles)s."), saved.added)):  # fmt: skip
        if codes:
            parts.append(word % {"titles": ", ".join(_title(cards, code) for code in codes)})
    if saved.finish_after and saved.finish_after != saved.finish_before:
        day = date_format(saved.finish_after, "j F Y")
        parts.append(_("Klaar op %(day)s.") % {"day": day})
    return " ".join(part for part in parts if part)


def _hours(saved: int) -> str:
    if saved > 0:
        return _("Het programma wordt %(hours)s uur korter.") % {"hours": saved}
    if saved < 0:
        return _("Het programma wordt %(hours)s uur langer.") % {"hours": -saved}
    return _("Het programma houdt evenveel uren.")


def _title(cards: Cards, code: str) -> str:
    unit = cards.units.get(code)
    return unit.title.text(cards.language) if unit else code
