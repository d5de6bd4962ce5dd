"""Hours that are learned while working: a workplace unit is done in one's hours in class."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from loopbrug.core.programme.model import (
    Block,
    BlockKind,
    Form,
    InWeeks,
    PlannedUnit,
    Unit,
    Wishes,
)  # fmt: skip
from loopbrug.core.programme.teaching_weeks import WEEK, Calendar
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Period

MINUTES = 60


def hours_in_class(wishes: Wishes, period: Period) -> int:
    """Return the whole hours in class of every week of ``period``; 0 when none are known.

    A block that holds in a part of the period only does not count; one in even or odd weeks
    counts for half.
    """
    blocks = [block for block in wishes.blocks if _throughout(block, period)]
    minutes = sum(
        block.slot.minutes * (2 if block.weeks is InWeeks.EVERY else 1) for block in blocks
    )
    return minutes // (2 * MINUTES)


def done_in_class(unit: Unit, per_week: int, period: Period, wishes: Wishes) -> bool:
    """Return whether a unit takes none of the study hours.

    So it is for a workplace unit that asks no more hours a week than there are in class. Who has
    too few, or has not told any yet, studies for it as for any other unit.
    """
    return unit.form is Form.WORKPLACE and per_week <= hours_in_class(wishes, period)


def class_hours_findings(
    units: Iterable[PlannedUnit], calendar: Calendar, wishes: Wishes
) -> Iterator[Finding]:
    """Yield, for the first week in which it is so, that workplace units ask more than there is."""
    planned = [unit for unit in units if unit.in_class]
    for monday in calendar.mondays:
        week = Period(monday, monday + WEEK - timedelta(days=1))
        asked = sum(unit.hours_per_week for unit in planned if unit.period.overlaps(week))
        has = hours_in_class(wishes, Period(monday, monday))
        if asked > has:
            yield Finding.of(
                "programme.class-hours-full", weight=Weight.WARNS, day=monday, asked=asked, has=has
            )
            return


def _throughout(block: Block, period: Period) -> bool:
    if block.kind is not BlockKind.CLASS:
        return False
    within = block.period
    if within is None:
        return True
    ends = within.last is None or (period.last is not None and period.last <= within.last)
    return within.first <= period.first and ends
