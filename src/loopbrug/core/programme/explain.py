"""Why a programme is as it is, and why there is none."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from loopbrug.core.programme.model import Conflict
from loopbrug.core.programme.optimise import Search
from loopbrug.core.programme.rules import wish_study_hours
from loopbrug.core.programme.scope import FINISHED
from loopbrug.core.programme.translate import Seat, Translation, kernel_of
from loopbrug.core.terms.finding import Finding

MOST_QUESTIONS = 300
NODES_PER_QUESTION = 60_000


def closes(seats: Iterable[Seat], translation: Translation) -> dict[str, tuple[str, ...]]:
    """Return per offering the outcomes it closes: each goes to the earliest end that covers it.

    A unit that only has to be finished for another one shows all it covers for this person.
    """
    scope = translation.scope
    earliest: dict[str, Seat] = {}
    ordered = sorted(seats, key=lambda seat: (seat.weeks[1], seat.offering.code))
    for seat in ordered:
        for outcome in scope.closes(seat.unit) & scope.lacking:
            earliest.setdefault(outcome, seat)
    given: dict[str, tuple[str, ...]] = {}
    for seat in ordered:
        first = sorted(code for code, owner in earliest.items() if owner is seat)
        given[seat.offering.code] = tuple(first or sorted(scope.closes(seat.unit) & scope.lacking))
    return given


def conflicts(translation: Translation) -> tuple[Conflict, ...]:
    """Return the smallest sets of wishes that exclude each other, all of the least size.

    Without any wish still impossible: the facts that make it so.
    """
    wishes = frozenset(_wishes(translation))
    if _possible(translation, wishes) is False:
        return tuple(Conflict((fact,)) for fact in facts(translation))
    asked = 0
    for size in range(1, len(wishes) + 1):
        found: list[Conflict] = []
        for kept in combinations(_ordered(wishes), size):
            asked += 1
            if asked > MOST_QUESTIONS:
                return (*found, Conflict(_shrunk(translation, wishes))) if not found else (*found,)
            if _possible(translation, wishes - set(kept)) is False:
                found.append(Conflict(kept))
        if found:
            return tuple(found)
    return (Conflict(tuple(_ordered(wishes))),)


def facts(translation: Translation) -> Iterator[Finding]:
    """Yield what in the catalogue itself makes a programme impossible."""
    scope, reached = translation.scope, _reachable(translation)
    units = [seat.unit for seat in translation.seats]
    taught = frozenset().union(*(scope.closes(unit) for unit in units))
    said = False
    for outcome in scope.needed:
        if outcome in reached:
            continue
        said = True
        if outcome not in taught:
            yield _untaught(translation, outcome)
        else:
            yield from _blocked(translation, outcome, reached, taught)
    if not said:
        yield Finding.of("programme.no-room")


def _untaught(translation: Translation, outcome: str) -> Finding:
    """Return why nothing can be taken for an outcome: it is full, or nobody teaches it."""
    scope, offerings = translation.scope, translation.problem.catalogue.offerings
    units = {code for code, unit in scope.units.items() if outcome in scope.closes(unit)}
    full = sorted({each.unit for each in offerings if each.unit in units and each.capacity <= 0})
    if full:
        return Finding.of("programme.outcome-full", outcome, outcome=outcome, units=tuple(full))
    return Finding.of("programme.untaught-outcome", outcome, outcome=outcome)


def _blocked(
    translation: Translation, outcome: str, reached: frozenset[str], taught: frozenset[str]
) -> Iterator[Finding]:
    """Yield why no unit that covers ``outcome`` can ever start."""
    scope = translation.scope
    for unit in scope.units.values():
        if outcome not in scope.closes(unit):
            continue
        for asked in sorted(scope.asks(unit) - reached):
            name = asked.removeprefix(FINISHED)
            code = "prerequisite-ring" if asked in taught else "prerequisite-untaught"
            yield Finding.of(f"programme.{code}", unit.code, unit=unit.code, outcome=name)


def _reachable(translation: Translation) -> frozenset[str]:
    """Return everything that can be closed when time plays no part."""
    scope, reached = translation.scope, frozenset[str]()
    units = {seat.unit.code: seat.unit for seat in translation.seats}
    while True:
        closed = (scope.closes(unit) for unit in units.values() if scope.asks(unit) <= reached)
        wider = reached.union(*closed)
        if wider == reached:
            return reached
        reached = wider


def _wishes(translation: Translation) -> Iterator[Finding]:
    yield wish_study_hours(translation.problem.wishes)
    for seat in translation.seats:
        yield from seat.breaks


def _ordered(wishes: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(wishes, key=lambda wish: (wish.code, wish.about, str(wish.values))))


def _possible(translation: Translation, dropped: frozenset[Finding]) -> bool | None:
    seats = translation.open_seats(dropped)
    kernel = kernel_of(translation.scope, seats, translation.ceiling(dropped))
    return Search(kernel, NODES_PER_QUESTION).possible()


def _shrunk(translation: Translation, wishes: frozenset[Finding]) -> tuple[Finding, ...]:
    """Return one set that cannot be smaller, found by leaving out one wish after another."""
    kept = wishes
    for wish in _ordered(wishes):
        if _possible(translation, wishes - (kept - {wish})) is False:
            kept -= {wish}
    return _ordered(kept)
