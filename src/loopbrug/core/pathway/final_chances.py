"""The two chances for the final competence assessment, and whether they fall within the term."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loopbrug.core.law.model import Dated, Law
from loopbrug.core.pathway.deadlines import after, appointment_ends, term_of
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Period, Sector

WEEK = timedelta(weeks=1)
SCHOOL_DAYS = 5

SECTORS = (Sector.PO, Sector.SO, Sector.VO)
"""Where the decree on second-career teachers holds; mbo has rules of its own."""


@dataclass(frozen=True, slots=True)
class FinalChances:
    """Weeks, by their Monday, in which the final assessment can be; the last day of the term.

    ``ends_on`` is the last day of an appointment that begins on ``appointed_on``.
    """

    weeks: tuple[date, ...]
    appointed_on: date
    ends_on: date
    findings: tuple[Finding, ...]


def final_chances(
    finish: date,
    appointed_on: date,
    holidays: Iterable[Period],
    law: Law,
    sector: Sector = Sector.PO,
) -> FinalChances:
    """Return as many chances as the law asks after a programme that ends on ``finish``.

    The first is in the first school week after it. How long after that the next is, no rule
    says: the region's assumption is in the register, and says that it is one.
    """
    free = tuple(holidays)
    least = law.on("bo.min_chances", appointed_on)
    between = law.on("bo.between_chances", finish)
    count = least.value if isinstance(least.value, int) else 1
    weeks = [_school_week(finish - timedelta(days=finish.weekday()) + WEEK, free)]
    while len(weeks) < count:
        weeks.append(_school_week(after(weeks[-1], between), free))
    ends_on = appointment_ends(appointed_on, law)
    extension = term_of("appointment.zib_extension", sector, appointed_on, law)
    findings = tuple(_outside(weeks, appointed_on, ends_on, law, extension))
    return FinalChances(tuple(weeks), appointed_on, ends_on, findings)


def _outside(
    weeks: list[date], appointed_on: date, ends_on: date, law: Law, extension: Dated
) -> Iterator[Finding]:
    """Yield what it takes when not every chance is over within the term of the appointment."""
    late = [week for week in weeks if week + timedelta(days=SCHOOL_DAYS - 1) > ends_on]
    if not late:
        return
    chances = law.on("bo.min_chances", appointed_on)
    yield Finding.of(
        "pathway.chances-outside-term",
        source=chances.source,
        weight=Weight.WARNS,
        week=late[0],
        ends_on=ends_on,
        count=len(late),
    )
    yield Finding.of(
        "pathway.extension-needed",
        source=extension.source,
        weight=Weight.WARNS,
        until=appointment_ends(appointed_on, law, extended=True),
    )


def _school_week(monday: date, holidays: tuple[Period, ...]) -> date:
    """Return the first week from ``monday`` on of which not every school day is a holiday."""
    while all(
        any(monday + timedelta(days=day) in each for each in holidays) for day in range(SCHOOL_DAYS)
    ):
        monday += WEEK
    return monday
