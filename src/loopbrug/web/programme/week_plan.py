"""The dated plan: what each week holds, day by day, beside the hours there are for it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from loopbrug.core.programme.model import Form
from loopbrug.core.terms.words import Period, TimeSlot
from loopbrug.web.programme.cards import Card
from loopbrug.web.programme.facts.teams import Meeting
from loopbrug.web.programme.weeks import WEEK, Month, Session, Week

WEEKS_AT_ONCE = 4
TESTS = (Form.KNOWLEDGE_TEST, Form.TEST_ONLY)


@dataclass(frozen=True, slots=True)
class Study:
    """What one unit asks in a week beside its sessions; ``in_class`` takes no study hours."""

    card: Card
    hours: int
    in_class: bool


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day, or some, of a week without lessons: a holiday, or the candidate is away."""

    first: date
    last: date
    away: bool


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """One week with all that is in it; ``tests`` and ``ends`` are to be done by its end."""

    week: Week
    sessions: tuple[Session, ...]
    study: tuple[Study, ...]
    tests: tuple[Card, ...]
    ends: tuple[Card, ...]
    off: tuple[DayOff, ...]
    current: bool
    meetings: tuple[Meeting, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do and nothing to know."""
        return not (self.sessions or self.study or self.tests or self.ends or self.meetings)


@dataclass(frozen=True, slots=True)
class Pages:
    """Some weeks of the plan, and the Mondays that the ways on lead to; None where it ends."""

    weeks: tuple[PlannedWeek, ...]
    earlier: date | None
    later: date | None
    now: date | None
    everything: bool


def week_plan(
    months: Iterable[Month],
    cards: Sequence[Card],
    free: tuple[Iterable[Period], Iterable[Period]],
    today: date,
) -> tuple[PlannedWeek, ...]:
    """Return every week of the plan; ``free`` are the holidays, and when the candidate is away."""
    holidays, away = tuple(free[0]), tuple(free[1])
    return tuple(
        _planned(week, cards, (holidays, away), today) for month in months for week in month.weeks
    )


def with_meetings(
    weeks: tuple[PlannedWeek, ...], meetings: Iterable[Meeting]
) -> tuple[PlannedWeek, ...]:
    """Return the weeks with the meetings of learning teams that fall in them."""
    every = tuple(meetings)
    return tuple(
        replace(
            one,
            meetings=tuple(each for each in every if one.week.first <= each.day <= one.week.last),
        )
        for one in weeks
    )


def pages_of(
    weeks: tuple[PlannedWeek, ...], asked: date | None, today: date, *, everything: bool
) -> Pages:
    """Return the weeks from ``asked`` on, else from this week, else from the first."""
    mondays = [one.week.first for one in weeks]
    this = today - timedelta(days=today.weekday())
    now = this if this in mondays else None
    if everything or not weeks:
        return Pages(weeks, None, None, now, everything=everything)
    start = _place(mondays, asked or this)
    end = start + WEEKS_AT_ONCE
    return Pages(
        weeks=weeks[start:end],
        earlier=mondays[max(0, start - WEEKS_AT_ONCE)] if start else None,
        later=mondays[end] if end < len(mondays) else None,
        now=now,
        everything=False,
    )


def day_in(text: str) -> date | None:
    """Return the day an address names, None when it names none.

    Examples
    --------
    >>> day_in("2027-02-01"), day_in("gisteren")
    (datetime.date(2027, 2, 1), None)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _place(mondays: Sequence[date], day: date) -> int:
    """Return the number of the week that holds ``day``, or of the nearest."""
    before = sum(monday <= day for monday in mondays)
    return max(0, before - 1)


def _planned(
    week: Week, cards: Sequence[Card], free: tuple[tuple[Period, ...], ...], today: date
) -> PlannedWeek:
    on = [] if week.free else [card for card in cards if _on(card, week)]
    return PlannedWeek(
        week=week,
        sessions=week.sessions,
        study=tuple(_study(on, week)),
        tests=tuple(card for card in on if card.form in TESTS and _ends(card, week)),
        ends=tuple(card for card in on if card.form not in TESTS and _ends(card, week)),
        off=() if week.free else tuple(_off(week, *free)),
        current=week.first <= today <= week.last,
    )


def _study(on: Iterable[Card], week: Week) -> Iterator[Study]:
    """Yield the hours of each unit that are left when its sessions of this week are over."""
    for card in on:
        spent = sum(_minutes(one.slot) for one in week.sessions if one.card is card) // 60
        hours = card.hours_per_week if card.in_class else max(0, card.hours_per_week - spent)
        if hours:
            yield Study(card, hours, card.in_class)


def _off(week: Week, holidays: tuple[Period, ...], away: tuple[Period, ...]) -> Iterator[DayOff]:
    days = Period(week.first, week.first + timedelta(days=4))
    for is_away, periods in ((False, holidays), (True, away)):
        for period in periods:
            if days.last and period.overlaps(days):
                last = min(period.last or days.last, days.last)
                yield DayOff(max(period.first, days.first), last, is_away)


def _minutes(slot: TimeSlot) -> int:
    return (slot.end.hour - slot.start.hour) * 60 + slot.end.minute - slot.start.minute


def _on(card: Card, week: Week) -> bool:
    last = card.period.last or card.period.first
    return card.period.first < week.first + WEEK and week.first <= last


def _ends(card: Card, week: Week) -> bool:
    return week.first <= (card.period.last or card.period.first) <= week.last
