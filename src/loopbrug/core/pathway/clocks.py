"""Clocks: terms that run, with pauses that shift the due date and stay visible."""

from collections.abc import Iterable
from datetime import date, timedelta

from loopbrug.core.pathway.model import Clock, Pause, Reading
from loopbrug.core.terms.finding import Finding, Value, Weight
from loopbrug.core.terms.words import Period

_ONE = timedelta(days=1)


def read_clock(clock: Clock, day: date) -> Reading:
    """Return the clock as it stands at the end of ``day``.

    The day after the start is day 1; a due date is a calendar day, and the clock is late from
    the day after it. Days that fall in more than one pause count once. A pause without an end
    has lasted until ``day``; a stopped clock is read on the day it stopped.

    Examples
    --------
    >>> from loopbrug.core.terms.finding import LegalSource
    >>> clock = Clock("pathway.clock-assessment", date(2028, 2, 1), 35, LegalSource("afspraak"))
    >>> read_clock(clock, date(2028, 2, 29)).due_on
    datetime.date(2028, 3, 7)
    """
    reading_day = min(day, clock.stopped_on) if clock.stopped_on else day
    spans = _merged(clock.pauses, clock.started_on, reading_day)
    due_on = _due(clock.started_on, clock.days, spans)
    used = _days_used(clock.started_on, reading_day, spans)
    late = reading_day > due_on
    return Reading(
        due_on=due_on,
        days_used=used,
        days_left=clock.days - used,
        paused=clock.stopped_on is None and any(day in pause.period for pause in clock.pauses),
        late=late,
        findings=_findings(clock, due_on, reading_day),
    )


def _merged(pauses: Iterable[Pause], start: date, day: date) -> list[Period]:
    """Return the paused days after ``start`` as periods that do not touch, earliest first."""
    spans: list[Period] = []
    for pause in sorted(pauses, key=lambda each: each.period.first):
        first = max(pause.period.first, start + _ONE)
        last = pause.period.last or day
        if last < first:
            continue
        if spans and spans[-1].last and first <= spans[-1].last + _ONE:
            spans[-1] = Period(spans[-1].first, max(spans[-1].last, last))
        else:
            spans.append(Period(first, last))
    return spans


def _due(start: date, days: int, spans: Iterable[Period]) -> date:
    due = start + timedelta(days=days)
    for span in spans:
        if span.first <= due:
            due += timedelta(days=span.days)
    return due


def _days_used(start: date, day: date, spans: Iterable[Period]) -> int:
    """Return the days after ``start`` up to ``day`` that no pause takes away."""
    if day <= start:
        return 0
    paused = sum(
        Period(span.first, min(day, span.last or day)).days for span in spans if span.first <= day
    )
    return (day - start).days - paused


def _findings(clock: Clock, due_on: date, day: date) -> tuple[Finding, ...]:
    """Return every pause, and lateness: nothing that stopped a clock is ever hidden."""
    pauses = [_pause_finding(clock, pause) for pause in clock.pauses]
    if day <= due_on:
        return tuple(pauses)
    late = Finding.of(
        "pathway.clock-late",
        clock.name,
        source=clock.source,
        weight=Weight.WARNS,
        due_on=due_on,
        days=(day - due_on).days,
    )
    return (*pauses, late)


def _pause_finding(clock: Clock, pause: Pause) -> Finding:
    values: dict[str, Value] = {
        "first": pause.period.first,
        "party": pause.waiting_for.value,
        "reason": pause.reason,
    }
    code = "pathway.clock-pause-open"
    if pause.period.last is not None:
        code = "pathway.clock-pause"
        values["last"] = pause.period.last
    return Finding(code, clock.name, tuple(sorted(values.items())), None, Weight.INFORMS)
