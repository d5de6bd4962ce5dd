"""A programme week by week: what is on, how many hours, and which weeks are free."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from loopbrug.core.terms.words import Period, TimeSlot
from loopbrug.web.programme.cards import Card

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Session:
    """A unit's session on a day, from ``slot.start`` to ``slot.end``."""

    day: date
    slot: TimeSlot
    card: Card


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday on. ``free`` is "holiday", "away" or "": then there are no sessions."""

    first: date
    hours: int
    sessions: tuple[Session, ...]
    at_own_pace: tuple[Card, ...]
    starts: tuple[Card, ...]
    free: str
    past: bool
    heaviest: bool = False

    @property
    def number(self) -> int:
        """The number of the week in its year."""
        return self.first.isocalendar().week

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + WEEK - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Month:
    """The weeks whose Monday falls in one month."""

    first: date
    weeks: tuple[Week, ...]

    @property
    def past(self) -> bool:
        """Whether all of it lies behind us."""
        return all(week.past for week in self.weeks)

    @property
    def most(self) -> int:
        """The study hours of its heaviest week."""
        return max(week.hours for week in self.weeks)


def months_of(
    cards: Iterable[Card], holidays: Iterable[Period], away: Iterable[Period], today: date
) -> tuple[Month, ...]:
    """Return every week from the first to the last unit, by month; none without units."""
    cards, free = tuple(cards), (tuple(holidays), tuple(away))
    weeks = [_week(cards, monday, free, today) for monday in _mondays(cards)]
    peak = max((week.hours for week in weeks), default=0)
    weeks = [replace(week, heaviest=0 < week.hours == peak) for week in weeks]
    return tuple(
        Month(date(year, month, 1), tuple(group))
        for (year, month), group in groupby(weeks, lambda week: (week.first.year, week.first.month))
    )


def _mondays(cards: tuple[Card, ...]) -> Iterator[date]:
    if not cards:
        return
    first = min(card.period.first for card in cards)
    last = max(_end(card) for card in cards)
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        yield monday
        monday += WEEK


def _end(card: Card) -> date:
    return card.period.last or card.period.first


def _on(card: Card, monday: date) -> bool:
    return card.period.first < monday + WEEK and monday <= _end(card)


def _week(
    cards: tuple[Card, ...],
    monday: date,
    free: tuple[tuple[Period, ...], tuple[Period, ...]],
    today: date,
) -> Week:
    why_free = _free(monday, *free)
    on = [] if why_free else [card for card in cards if _on(card, monday)]
    return Week(
        first=monday,
        hours=sum(card.load for card in on),
        sessions=tuple(_sessions(on, monday, (*free[0], *free[1]))),
        at_own_pace=tuple(card for card in on if card.slot is None),
        starts=tuple(card for card in on if card.period.first >= monday),
        free=why_free,
        past=monday + WEEK <= today,
    )


def _sessions(on: list[Card], monday: date, free: tuple[Period, ...]) -> Iterator[Session]:
    given = [(card.slot, card) for card in on if card.slot is not None]
    for slot, card in sorted(given, key=lambda one: (one[0].day, one[0].start)):
        day = monday + timedelta(days=int(slot.day))
        meets = day in card.period and _weeks_since(card, day) % card.every == 0
        if meets and not any(day in period for period in free):
            yield Session(day, slot, card)


def _weeks_since(card: Card, day: date) -> int:
    """Return how many weeks ``day`` is after the first day of that name in the card's period."""
    return (day - card.period.first).days // 7


def _free(monday: date, holidays: tuple[Period, ...], away: tuple[Period, ...]) -> str:
    """Return why a whole working week is free, or ""."""
    days = [monday + timedelta(days=day) for day in range(5)]
    for word, periods in (("away", away), ("holiday", holidays)):
        if all(any(day in period for period in periods) for day in days):
            return word
    return ""
