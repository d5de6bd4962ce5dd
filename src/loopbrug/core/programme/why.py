"""Why each unit is in a programme as it is: why not sooner, and what would make it needless.

Pure, and about a programme as it stands: every other unit stays where it is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from loopbrug.core.outcomes.model import Need
from loopbrug.core.programme.model import PlannedUnit, Programme, ProgrammeProblem
from loopbrug.core.programme.optimise import Search
from loopbrug.core.programme.scope import FINISHED, Scope, scope_of
from loopbrug.core.programme.translate import Seat, Translation, kernel_of, translate
from loopbrug.core.terms.finding import Finding, Weight

NODES_PER_OUTCOME = 20_000


@dataclass(frozen=True, slots=True)
class NotSooner:
    """Reasons that together rule out ``times`` earlier starts; the last of those is ``latest``.

    One of them is enough to rule a start out; where several stand, all would have to give way.
    """

    reasons: tuple[Finding, ...]
    times: int
    latest: date


@dataclass(frozen=True, slots=True)
class UnitWhy:
    """Why one unit is where it is.

    ``sooner`` are the reasons against earlier starts, the most frequent first; empty when this is
    the first time it is given. ``without`` says what would make it needless.
    """

    unit: str
    sooner: tuple[NotSooner, ...]
    without: tuple[Finding, ...]


def whys_of(problem: ProgrammeProblem, programme: Programme) -> tuple[UnitWhy, ...]:
    """Return the explanation of every unit, in the order of the programme.

    Only what is offered of these units is looked at; units that the catalogue lost are left out.
    """
    planned = {unit.unit for unit in programme.units}
    offerings = tuple(one for one in problem.catalogue.offerings if one.unit in planned)
    translation = translate(
        replace(problem, catalogue=replace(problem.catalogue, offerings=offerings))
    )
    taken = _taken(translation, programme.units)
    return tuple(
        UnitWhy(code, _sooner(seat, translation, taken), tuple(_without(seat, translation, taken)))
        for code, seat in taken.items()
    )


def hours_saved(problem: ProgrammeProblem, programme: Programme) -> tuple[tuple[str, int], ...]:
    """Return, for what is shown already, how many hours more there would certainly be without it.

    Proved from below: the least hours that cover what would then be needed, the weeks left aside,
    less the hours of the programme. Together they are more, or less, than one by one.
    """
    partly = [need.outcome for need in problem.needs if need.hours_left is not None]
    held = [code for code in problem.required if code in problem.held]
    found = ((code, _least(_unshown(problem, code)) - programme.hours) for code in (*held, *partly))
    return tuple((code, max(0, hours)) for code, hours in found)


def _taken(translation: Translation, units: Iterable[PlannedUnit]) -> dict[str, Seat]:
    """Return the seat of every planned unit, in the order of the programme."""
    seats = {seat.offering.code: seat for seat in translation.seats}
    return {unit.unit: seats[unit.offering] for unit in units if unit.offering in seats}


def _sooner(seat: Seat, translation: Translation, taken: dict[str, Seat]) -> tuple[NotSooner, ...]:
    others = [other for code, other in taken.items() if code != seat.unit.code]
    begins = seat.offering.period.first
    times: Counter[tuple[Finding, ...]] = Counter()
    latest: dict[tuple[Finding, ...], date] = {}
    for earlier in translation.seats:
        first = earlier.offering.period.first
        if earlier.unit.code != seat.unit.code or first >= begins:
            continue
        reasons = _against(earlier, translation, others)
        times[reasons] += 1
        latest[reasons] = max(first, latest.get(reasons, first))
    return tuple(
        NotSooner(reasons, count, latest[reasons])
        for reasons, count in sorted(times.items(), key=lambda one: (-one[1], str(one[0])))
    )


def _against(seat: Seat, translation: Translation, others: list[Seat]) -> tuple[Finding, ...]:
    """Return what rules out taking a seat beside the others: wishes, else the other units."""
    if seat.breaks:
        return tuple(sorted(seat.breaks, key=lambda wish: (wish.code, str(wish.values))))
    found = (
        *_out_of_order(seat, translation.scope, others),
        *_at_once(seat, others),
        *_too_full(seat, others, translation.ceiling()),
    )
    return found or (_finding("programme.why-no-gain"),)


def _out_of_order(seat: Seat, scope: Scope, others: list[Seat]) -> Iterator[Finding]:
    """Yield the units that must end first, and those that would begin before this one ends."""
    asked = scope.asks(seat.unit)
    for other in others:
        if asked & scope.closes(other.unit) and other.weeks[1] > seat.weeks[0]:
            yield _finding("programme.why-after", unit=other.unit.code)


def _at_once(seat: Seat, others: list[Seat]) -> Iterator[Finding]:
    for other in others:
        share = seat.weeks[0] < other.weeks[1] and other.weeks[0] < seat.weeks[1]
        if share and seat.rhythm and other.rhythm and seat.rhythm.clashes(other.rhythm):
            yield _finding("programme.why-at-once", unit=other.unit.code)


def _too_full(seat: Seat, others: list[Seat], ceiling: int) -> Iterator[Finding]:
    weeks: Counter[int] = Counter()
    for one in (seat, *others):
        weeks.update(dict.fromkeys(range(*one.weeks), one.load))
    peak = max(weeks[week] for week in range(*seat.weeks))
    if peak > ceiling:
        yield _finding("programme.why-too-full", hours=ceiling)


def _without(seat: Seat, translation: Translation, taken: dict[str, Seat]) -> Iterator[Finding]:
    """Yield what only this unit closes, and which units ask that it is finished first."""
    scope = translation.scope
    others = [other.unit for code, other in taken.items() if code != seat.unit.code]
    wanted = set(scope.needed).union(*(scope.asks(other) for other in others))
    elsewhere = frozenset().union(*(scope.closes(other) for other in others))
    alone = (scope.closes(seat.unit) & wanted) - elsewhere
    name = FINISHED + seat.unit.code
    outcomes = tuple(sorted(alone - {name}, key=_as_numbered))
    if outcomes:
        word = "one" if len(outcomes) == 1 else "all"
        yield _finding(f"programme.why-without-{word}", outcomes=outcomes)
    for other in others:
        if name in scope.asks(other):
            yield _finding("programme.why-asked-by", unit=other.code)


def _as_numbered(code: str) -> tuple[str, int, str]:
    """Return what puts PE-10 after PE-4."""
    return code.rpartition("-")[0], len(code), code


def _unshown(problem: ProgrammeProblem, outcome: str) -> ProgrammeProblem:
    """Return the problem as it would be had nobody seen this outcome."""
    others = tuple(need for need in problem.needs if need.outcome != outcome)
    return replace(problem, needs=(*others, Need(outcome)), held=problem.held - {outcome})


def _least(problem: ProgrammeProblem) -> int:
    scope = scope_of(problem.catalogue, problem.needs, problem.held)
    return Search(kernel_of(scope, (), 0), NODES_PER_OUTCOME).least_cover()


def _finding(code: str, **values: str | int | tuple[str, ...]) -> Finding:
    return Finding(code, values=tuple(sorted(values.items())), weight=Weight.INFORMS)
