"""Too few study hours a week: which units ask more than that, and with how many it would fit."""

from collections.abc import Iterable, Iterator

from loopbrug.core.programme.model import Conflict
from loopbrug.core.programme.optimise import Search
from loopbrug.core.programme.rules import wish_study_hours
from loopbrug.core.programme.translate import Seat, Translation, kernel_of
from loopbrug.core.terms.finding import Finding, Weight

MOST_HOURS = 40
"""Nobody studies more in a week beside a job."""
MOST_UNITS = 5
NODES_PER_QUESTION = 60_000


def hours_findings(translation: Translation, conflicts: Iterable[Conflict]) -> tuple[Finding, ...]:
    """Return what does not fit in so few hours and what would; nothing when hours are not it."""
    wish = wish_study_hours(translation.problem.wishes)
    if not any(conflict.wishes == (wish,) for conflict in conflicts):
        return ()
    seats = translation.open_seats(frozenset({wish}))
    heavy = tuple(_too_heavy(translation, seats))[:MOST_UNITS]
    enough = _enough(translation, seats)
    if enough is None:
        return heavy
    told = Finding.of("programme.hours-enough", weight=Weight.INFORMS, hours=enough)
    return (*heavy, told)


def _too_heavy(translation: Translation, seats: tuple[Seat, ...]) -> Iterator[Finding]:
    """Yield the lightest way to each outcome that asks more in a week than there is."""
    most = translation.problem.wishes.study_hours
    said: set[str] = set()
    for outcome in translation.scope.needed:
        ways = [seat for seat in seats if outcome in translation.scope.closes(seat.unit)]
        lightest = min(ways, key=lambda seat: (seat.load, seat.unit.code), default=None)
        if lightest is None or lightest.load <= most or lightest.unit.code in said:
            continue
        said.add(lightest.unit.code)
        yield Finding.of(
            "programme.unit-too-heavy", lightest.unit.code, weight=Weight.INFORMS,
            unit=lightest.unit.code, hours=lightest.load, most=most,
        )  # fmt: skip


def _enough(translation: Translation, seats: tuple[Seat, ...]) -> int | None:
    """Return the fewest hours a week with which a programme was found, None when none was."""
    low, high = translation.problem.wishes.study_hours + 1, MOST_HOURS
    if low > high or not _fits(translation, seats, high):
        return None
    while low < high:
        middle = (low + high) // 2
        if _fits(translation, seats, middle):
            high = middle
        else:
            low = middle + 1
    return high


def _fits(translation: Translation, seats: tuple[Seat, ...], hours: int) -> bool:
    kernel = kernel_of(translation.scope, seats, hours)
    return Search(kernel, NODES_PER_QUESTION).possible() is True
