"""A programme as it was lived: one calendar out of every version that was taken.

A newer version changes what is still to come, never what has been. So a session keeps its name
through versions: the same day is the same session, and one that moves stays itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from loopbrug.core.programme.model import PlannedUnit
from loopbrug.core.programme.teaching_weeks import WEEK, session_days
from loopbrug.core.terms.words import Period, TimeSlot


@dataclass(frozen=True, slots=True)
class Taken:
    """A version that was taken on a day, with the periods in which the person is away."""

    on: date
    units: tuple[PlannedUnit, ...]
    away: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class LivedSession:
    """A session of a unit, the ``number``-th it ever got.

    ``sequence`` counts how often it moved, was cancelled or came back.
    """

    unit: str
    number: int
    offering: str
    day: date
    slot: TimeSlot
    sequence: int = 0
    cancelled: bool = False

    @property
    def moment(self) -> tuple[date, TimeSlot]:
        """When it is."""
        return self.day, self.slot


def lived_sessions(
    versions: Iterable[Taken], holidays: Iterable[Period]
) -> tuple[LivedSession, ...]:
    """Return every session that was ever to come, by day; those that fell away are cancelled.

    ``versions`` in the order they were taken. What was before a version was taken stays as the
    version before it had it.
    """
    free, found = tuple(holidays), dict[str, list[LivedSession]]()
    for version in versions:
        fresh: dict[str, list[LivedSession]] = {unit: [] for unit in found}
        for planned in version.units:
            fresh.setdefault(planned.unit, []).extend(_sessions(planned, version, free))
        for unit, sessions in fresh.items():
            found[unit] = _followed(found.get(unit, []), sessions, version.on)
    return tuple(
        sorted(
            (session for sessions in found.values() for session in sessions),
            key=lambda one: (one.day, one.slot.start, one.unit, one.number),
        )
    )


def lived_units(versions: Iterable[Taken]) -> tuple[PlannedUnit, ...]:
    """Return the units of the last version, and those of earlier ones that had begun by then."""
    found: dict[str, PlannedUnit] = {}
    for version in versions:
        begun = {code: one for code, one in found.items() if one.period.first < version.on}
        found = begun | {planned.offering: planned for planned in version.units}
    return tuple(sorted(found.values(), key=lambda one: (one.period.first, one.unit)))


def study_weeks(planned: PlannedUnit, holidays: Iterable[Period]) -> tuple[date, ...]:
    """Return the Mondays of the weeks a unit runs in, without weeks that are a holiday."""
    free = tuple(holidays)
    monday = planned.period.first - timedelta(days=planned.period.first.weekday())
    weeks = []
    while monday <= (planned.period.last or planned.period.first):
        days = [monday + timedelta(days=n) for n in range(5)]
        if not all(any(day in period for period in free) for day in days):
            weeks.append(monday)
        monday += WEEK
    return tuple(weeks)


def _sessions(
    planned: PlannedUnit, version: Taken, holidays: tuple[Period, ...]
) -> Iterator[LivedSession]:
    slot = planned.slot
    if slot is None:
        return
    for day in session_days(planned, (*holidays, *version.away)):
        yield LivedSession(planned.unit, 0, planned.offering, day, slot)


def _followed(
    before: list[LivedSession], fresh: list[LivedSession], since: date
) -> list[LivedSession]:
    """Return a unit's sessions after a version: the same, moved, cancelled and new ones."""
    past = [one for one in before if one.day < since]
    # Those that are on come first: of two names for one moment, the living one keeps it.
    coming = sorted((one for one in before if one.day >= since), key=lambda one: one.cancelled)
    wanted = {one.moment: one for one in fresh if one.day >= since}
    kept = [_kept(one, wanted.pop(one.moment)) for one in coming if one.moment in wanted]
    names = {one.number for one in kept}
    rest = [one for one in coming if one.number not in names]
    places = sorted(wanted.values(), key=lambda one: one.day)
    alive = [one for one in rest if not one.cancelled]
    moved = [_moved(one, place) for one, place in zip(alive, places, strict=False)]
    gone = [_cancelled(one) for one in alive[len(places) :]]
    dropped = [one for one in rest if one.cancelled]
    first = 1 + max((one.number for one in before), default=0)
    new = [replace(one, number=first + n) for n, one in enumerate(places[len(alive) :])]
    return [*past, *kept, *moved, *gone, *dropped, *new]


def _kept(one: LivedSession, place: LivedSession) -> LivedSession:
    back = one.sequence + 1 if one.cancelled else one.sequence
    return replace(one, offering=place.offering, sequence=back, cancelled=False)


def _moved(one: LivedSession, place: LivedSession) -> LivedSession:
    return replace(
        one,
        offering=place.offering,
        day=place.day,
        slot=place.slot,
        sequence=one.sequence + 1,
    )


def _cancelled(one: LivedSession) -> LivedSession:
    return replace(one, sequence=one.sequence + 1, cancelled=True)


@dataclass(frozen=True, slots=True)
class LivedDay:
    """A day that counts (a test, a deadline), by name; ``sequence`` as of a session."""

    name: str
    day: date
    sequence: int = 0
    cancelled: bool = False


def lived_days(history: Iterable[tuple[date, Mapping[str, date]]]) -> tuple[LivedDay, ...]:
    """Return every day that was ever to come, by name: moved ones, and cancelled ones as that.

    ``history`` holds what was agreed on a day: what had been by then stays.
    """
    found: dict[str, LivedDay] = {}
    for since, days in history:
        for name in {**found, **days}:
            before, day = found.get(name), days.get(name)
            if before is None:
                found[name] = LivedDay(name, days[name])
            elif before.day >= since:
                found[name] = _later(before, day)
            elif day is not None and day >= since:
                # What has been stays; the same name on a day to come is that day from now on.
                found[name] = _later(before, day)
    return tuple(sorted(found.values(), key=lambda one: (one.day, one.name)))


def _later(before: LivedDay, day: date | None) -> LivedDay:
    after = replace(before, day=day or before.day, cancelled=day is None)
    return before if after == before else replace(after, sequence=before.sequence + 1)
