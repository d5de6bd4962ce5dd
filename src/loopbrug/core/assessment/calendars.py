"""When somebody is free: weekly hours, what differs on a day, busy moments, holidays.

Hours are local time on the wall of the region; busy moments come from anywhere and bear a zone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from itertools import groupby
from zoneinfo import ZoneInfo

from loopbrug.core.assessment.grids import blocks_within, last_block_until
from loopbrug.core.assessment.model import Grid
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Period, TimeSlot, Weekday

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_DAY_ENDS = time.max
_Span = tuple[time, time]


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Hours that come back every week, in a period or (None) always."""

    slots: tuple[TimeSlot, ...]
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class TimeOff:
    """Days on which somebody is not there: whole days, or from ``start`` to ``end`` on each.

    Why is nobody's business: no reason is kept.
    """

    period: Period
    start: time = time.min
    end: time = _DAY_ENDS


@dataclass(frozen=True, slots=True)
class ExtraHours:
    """Hours on one day on top of the weekly ones."""

    day: date
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Busy:
    """A moment that is taken, from ``start`` to ``end`` (not included).

    With a zone it is converted to local time; without, it is local time already.
    """

    start: datetime
    end: datetime


Change = TimeOff | ExtraHours
"""What differs from the weekly hours on certain days."""


def free_mask(
    grid: Grid,
    weekly: Iterable[WeeklyHours],
    changes: Iterable[Change] = (),
    busy: Iterable[Busy] = (),
    holidays: Iterable[Period] = (),
    *,
    zone: tzinfo = AMSTERDAM,
) -> int:
    """Return the blocks in which somebody is free, as the bits of a whole number.

    A block is free when it lies wholly inside the hours given, weekly or extra, and no time
    off, busy moment or holiday touches it.

    Examples
    --------
    >>> from loopbrug.core.assessment.grids import standard_grid
    >>> grid = standard_grid(date(2027, 1, 4), 1)
    >>> mornings = WeeklyHours((TimeSlot(Weekday.MON, time(8), time(12)),))
    >>> bin(free_mask(grid, [mornings], [TimeOff(Period(date(2027, 1, 4)), end=time(9, 30))]))
    '0b10'
    """
    changes = tuple(changes)
    bits = _weekly_bits(grid, tuple(weekly)) | _extra_bits(grid, changes)
    bits &= ~blocks_within(grid, holidays)
    for each in changes:
        if isinstance(each, TimeOff):
            bits &= ~_off_bits(grid, each)
    for moment in busy:
        bits &= ~_touched(grid, _local(moment.start, zone), _local(moment.end, zone))
    return bits


def calendar_findings(
    grid: Grid,
    weekly: Iterable[WeeklyHours],
    changes: Iterable[Change] = (),
    holidays: Iterable[Period] = (),
    about: str = "",
) -> tuple[Finding, ...]:
    """Return what is odd about a calendar: no hours, hours that hold no block, never free."""
    weekly, changes = tuple(weekly), tuple(changes)
    slots = [slot for hours in weekly for slot in hours.slots]
    extra = [each for each in changes if isinstance(each, ExtraHours)]
    if not slots and not extra:
        return (Finding.of("assessment.calendar-without-hours", about),)
    found = [*_useless_slots(grid, slots, about), *_useless_extra(grid, extra, about)]
    if not found and not free_mask(grid, weekly, changes, (), holidays):
        found.append(Finding.of("assessment.calendar-never-free", about))
    return tuple(found)


def merged(busy: Iterable[Busy]) -> tuple[Busy, ...]:
    """Return busy moments in order, those that overlap or touch as one.

    All have a zone, or none has.
    """
    found: list[Busy] = []
    for each in sorted(busy, key=lambda one: (one.start, one.end)):
        if found and each.start <= found[-1].end:
            found[-1] = Busy(found[-1].start, max(found[-1].end, each.end))
        else:
            found.append(each)
    return tuple(found)


def _weekly_bits(grid: Grid, weekly: tuple[WeeklyHours, ...]) -> int:
    bits = 0
    for hours in weekly:
        week = 0
        for day, slots in groupby(sorted(hours.slots, key=_in_order), key=lambda each: each.day):
            if day < Weekday.SAT:
                spans = [(slot.start, slot.end) for slot in slots]
                week |= _inside(grid, spans) << day * grid.per_day
        always = sum(week << place * 5 * grid.per_day for place in range(grid.weeks))
        bits |= always if hours.period is None else always & blocks_within(grid, [hours.period])
    return bits


def _in_order(slot: TimeSlot) -> tuple[Weekday, time]:
    return slot.day, slot.start


def _extra_bits(grid: Grid, changes: Iterable[Change]) -> int:
    bits = 0
    for each in changes:
        if isinstance(each, ExtraHours) and each.day.weekday() < Weekday.SAT:
            first = grid.first_block(each.day)
            if 0 <= first < grid.blocks:
                bits |= _inside(grid, [(each.start, each.end)]) << first
    return bits


def _off_bits(grid: Grid, off: TimeOff) -> int:
    whole = blocks_within(grid, [off.period])
    if off.start == time.min and off.end == _DAY_ENDS:
        return whole
    day = sum(
        1 << place
        for place, (start, end) in enumerate(grid.times)
        if start < off.end and off.start < end
    )
    return whole & sum(day << place for place in range(0, grid.blocks, grid.per_day))


def _inside(grid: Grid, spans: Iterable[_Span]) -> int:
    """Return the blocks of a day that lie wholly in ``spans``, which are in order of start."""
    joined = tuple(_joined(spans))
    return sum(
        1 << place
        for place, (start, end) in enumerate(grid.times)
        if any(first <= start and end <= last for first, last in joined)
    )


def _joined(spans: Iterable[_Span]) -> Iterator[_Span]:
    """Yield spans that touch or overlap as one: nine to ten and ten to twelve is a morning."""
    current: _Span | None = None
    for start, end in spans:
        if current and start <= current[1]:
            current = current[0], max(current[1], end)
            continue
        if current:
            yield current
        current = start, end
    if current:
        yield current


def _local(moment: datetime, zone: tzinfo) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)


def _touched(grid: Grid, start: datetime, end: datetime) -> int:
    """Return the blocks that a moment touches; in the hour that comes twice it may look empty."""
    bits = 0
    first = max(grid.first_block(start.date()), 0)
    for block in range(first, last_block_until(grid, end.date()) + 1):
        if grid.starts_at(block) < end and start < grid.ends_at(block):
            bits |= 1 << block
    return bits


def _useless_slots(grid: Grid, slots: Iterable[TimeSlot], about: str) -> Iterator[Finding]:
    for day, group in groupby(sorted(slots, key=_in_order), key=lambda each: each.day):
        for start, end in _joined((slot.start, slot.end) for slot in group):
            if day >= Weekday.SAT or not _inside(grid, [(start, end)]):
                yield Finding.of(
                    "assessment.hours-hold-no-block", about, weight=Weight.WARNS,
                    weekday=day.name.lower(), start=f"{start:%H:%M}", end=f"{end:%H:%M}",
                )  # fmt: skip


def _useless_extra(grid: Grid, extra: Iterable[ExtraHours], about: str) -> Iterator[Finding]:
    for each in extra:
        if not _extra_bits(grid, [each]):
            yield Finding.of(
                "assessment.extra-hours-hold-no-block", about, weight=Weight.WARNS,
                day=each.day, start=f"{each.start:%H:%M}", end=f"{each.end:%H:%M}",
            )  # fmt: skip
