"""Which rules of recurrence are followed: a small text must not cost an hour of work.

A rule that never matches a day is looked for until the year 9999, and one that repeats by the
second has millions of moments. So rules are followed of the shapes that calendars write, and
only as long as all of them together stay within a number of steps.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

EARLIEST = 1970
"""A series that begins before this year is not followed."""
MAX_STEPS = 400_000
"""Steps that may be taken over all rules of one feed: a few seconds at the most."""
_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365}
_SHAPES = {
    "DAILY": [set(), {"BYDAY"}],
    "WEEKLY": [set(), {"BYDAY"}],
    "MONTHLY": [set(), {"BYDAY"}, {"BYMONTHDAY"}, {"BYDAY", "BYSETPOS"}],
    "YEARLY": [
        set(), {"BYMONTH"}, {"BYMONTH", "BYMONTHDAY"}, {"BYMONTH", "BYDAY"},
        {"BYMONTH", "BYDAY", "BYSETPOS"},
    ],
}  # fmt: skip
_OTHER = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
_OF_A_DAY = {"BYHOUR", "BYMINUTE", "BYSECOND"}
_DAYS_A_STEP = 15
"""A month or a year of which days are picked costs more than a step."""
_EVERY_MONTH_DAYS, _EVERY_MONTH_WEEKS = 28, 4
_MARGIN = timedelta(days=2)


@dataclass(slots=True)
class Effort:
    """Steps that following rules has cost so far."""

    steps: int = 0


def follow(event: Any, last: date, effort: Effort) -> bool:
    """Return whether the rule of an event can be followed up to ``last``; else take it away.

    What is left of an event without its rule is the first occurrence. ``effort`` grows.
    """
    rule = event.get("RRULE")
    if rule is None:
        return True
    start = _day(event["DTSTART"].dt)
    if start.year >= EARLIEST and isinstance(rule, Mapping) and _usual(rule):
        steps = _steps(rule, start, last)
        if effort.steps + steps <= MAX_STEPS:
            effort.steps += steps
            return True
    del event["RRULE"]
    return False


def alive(event: Any, first: date) -> bool:
    """Return whether a series can still have an occurrence on ``first`` or later."""
    rule = event.get("RRULE")
    if not isinstance(rule, Mapping) or "UNTIL" not in rule or "RDATE" in event:
        return True
    return _day(rule["UNTIL"][0]) + _length(event) + _MARGIN >= first


def _usual(rule: Mapping[str, Any]) -> bool:
    """Return whether a rule has a shape that calendars write, and so matches again and again."""
    frequency = [str(each).upper() for each in rule.get("FREQ", [])]
    keys = {key.upper() for key in rule} - _OTHER
    if len(frequency) != 1 or frequency[0] not in _DAYS or _interval(rule) < 1:
        return False
    if any(len(rule.get(key, [])) > 1 for key in _OF_A_DAY):
        return False
    if keys - _OF_A_DAY not in _SHAPES[frequency[0]]:
        return False
    return _matches(rule, frequency[0])


def _matches(rule: Mapping[str, Any], frequency: str) -> bool:
    """Return whether the days a rule names exist in every period it comes by."""
    places = [abs(int(each)) for each in rule.get("BYSETPOS", [])]
    places += [abs(int(each.relative or 0)) for each in rule.get("BYDAY", [])]
    days = [abs(int(each)) for each in rule.get("BYMONTHDAY", [])]
    if frequency == "DAILY" and "BYDAY" in rule:
        return _interval(rule) == 1
    fits = max(places, default=0) <= _EVERY_MONTH_WEEKS
    if frequency == "MONTHLY" and _interval(rule) == 1:
        return max(places, default=0) <= _EVERY_MONTH_WEEKS + 1
    return fits and min(days, default=0) <= _EVERY_MONTH_DAYS


def _steps(rule: Mapping[str, Any], start: date, last: date) -> int:
    """Return about how many steps following a rule costs."""
    frequency = str(rule["FREQ"][0]).upper()
    days_a_step = _DAYS[frequency] * _interval(rule)
    if {key.upper() for key in rule} - _OTHER:
        days_a_step = min(days_a_step, _DAYS_A_STEP)
    ends = min(last, _day(rule["UNTIL"][0])) if "UNTIL" in rule else last
    return max((ends - start).days, 0) // days_a_step + 1


def _interval(rule: Mapping[str, Any]) -> int:
    return int(rule.get("INTERVAL", [1])[0])


def _length(event: Any) -> timedelta:
    if "DURATION" in event:
        length: timedelta = event["DURATION"].dt
        return length
    start, end = event["DTSTART"].dt, event["DTEND"].dt if "DTEND" in event else None
    return _day(end) - _day(start) if end else timedelta(days=1)


def _day(given: object) -> date:
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    raise TypeError(given)
