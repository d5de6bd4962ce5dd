"""What could be otherwise: the choices of which a table of alternatives tells what they do.

A choice is a kind and a value, so that a link can carry it. What it does to the wishes is a pure
function; nothing is looked up, and nothing is planned here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby

from loopbrug.core.programme.model import Wishes
from loopbrug.core.terms.words import Weekday

HOUR_STEPS = (2, 4, -2)
MOST_HOURS = 60
TRAVEL_STEPS = (15, 30)
MOST_TRAVEL = 240
LATER_STARTS = 2


class ChoiceKind(StrEnum):
    """What is otherwise."""

    VALIDATION = "validation"
    """One more outcome validated; ``value`` is its code."""
    DAY = "day"
    """A day of the week wholly free; ``value`` is its number, Monday 0."""
    HOURS = "hours"
    """Other study hours a week; ``value`` is how many."""
    START = "start"
    """Another first day; ``value`` is that day."""
    INSTITUTE = "institute"
    """Units of one institute only; ``value`` is its code."""
    ONLINE = "online"
    """Sessions online only (``only``), or at a place as well (``too``)."""
    TRAVEL = "travel"
    """More travel; ``value`` is the most minutes one way."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that could be otherwise."""

    kind: ChoiceKind
    value: str

    @property
    def key(self) -> str:
        """The choice in one word, as in ``hours-18``."""
        return f"{self.kind}-{self.value}"


def choice_of(key: str) -> Choice | None:
    """Return the choice that ``key`` names, None when it names none.

    Examples
    --------
    >>> choice_of("hours-18").value, choice_of("weather-fine")
    ('18', None)
    """
    kind, _dash, value = key.partition("-")
    known = {one.value: one for one in ChoiceKind}
    return Choice(known[kind], value) if kind in known and value else None


def wishes_with(choice: Choice, wishes: Wishes) -> Wishes | None:
    """Return the wishes with this choice made.

    None when it is none of their own to make (a validation, an institute), or when its value
    makes no sense.
    """
    makers = {
        ChoiceKind.DAY: _with_day_free,
        ChoiceKind.HOURS: _with_hours,
        ChoiceKind.START: _with_start,
        ChoiceKind.ONLINE: _with_online,
        ChoiceKind.TRAVEL: _with_travel,
    }
    make = makers.get(choice.kind)
    try:
        return make(choice.value, wishes) if make else None
    except (ValueError, OverflowError):
        return None


def own_choices(wishes: Wishes, intakes: Iterable[date], day: date) -> Iterator[Choice]:
    """Yield the choices somebody with these wishes can make, on ``day``.

    ``intakes`` are the days on which something starts.
    """
    yield from _days(wishes)
    for step in HOUR_STEPS:
        if 0 < wishes.study_hours + step <= MOST_HOURS:
            yield Choice(ChoiceKind.HOURS, str(wishes.study_hours + step))
    for start in _starts(wishes.start_on_or_after, intakes, day):
        yield Choice(ChoiceKind.START, start.isoformat())
    yield Choice(ChoiceKind.ONLINE, "too" if wishes.online_only else "only")
    if wishes.travel_minutes is not None and not wishes.online_only:
        for minutes in TRAVEL_STEPS:
            if wishes.travel_minutes + minutes <= MOST_TRAVEL:
                yield Choice(ChoiceKind.TRAVEL, str(wishes.travel_minutes + minutes))


def _days(wishes: Wishes) -> Iterator[Choice]:
    taken = {block.slot.day for block in wishes.blocks} | set(wishes.days_off)
    for day in Weekday:
        if day in taken:
            yield Choice(ChoiceKind.DAY, str(int(day)))


def _starts(start: date, intakes: Iterable[date], day: date) -> Iterator[date]:
    """Yield the first intake there still is, the one before ``start``, and the next ones after.

    One intake a month: the first day of a month on which something starts. Who has started
    already (``start`` is past) has no other start.
    """
    if start < day:
        return
    coming = sorted(intake for intake in set(intakes) if intake >= day)
    months = [next(days) for _, days in groupby(coming, lambda one: (one.year, one.month))]
    earlier = [one for one in months if (one.year, one.month) < (start.year, start.month)]
    later = [one for one in months if (one.year, one.month) > (start.year, start.month)]
    yield from dict.fromkeys((*earlier[:1], *earlier[-1:], *later[:LATER_STARTS]))


def _with_day_free(value: str, wishes: Wishes) -> Wishes:
    free = Weekday(int(value))
    return replace(
        wishes,
        blocks=tuple(block for block in wishes.blocks if block.slot.day != free),
        days_off=tuple(day for day in wishes.days_off if day != free),
    )


def _with_hours(value: str, wishes: Wishes) -> Wishes | None:
    hours = int(value)
    return replace(wishes, study_hours=hours) if 0 < hours <= MOST_HOURS else None


def _with_start(value: str, wishes: Wishes) -> Wishes | None:
    start = date.fromisoformat(value)
    if wishes.finish_by is not None and start > wishes.finish_by:
        return None
    return replace(wishes, start_on_or_after=start)


def _with_online(value: str, wishes: Wishes) -> Wishes | None:
    return replace(wishes, online_only=value == "only") if value in {"only", "too"} else None


def _with_travel(value: str, wishes: Wishes) -> Wishes | None:
    minutes = int(value)
    return replace(wishes, travel_minutes=minutes) if 0 < minutes <= MOST_TRAVEL else None
