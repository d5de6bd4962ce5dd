"""Deadlines from the law and from our own goal: they call for help and never reject anybody."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from loopbrug.core.law.model import Dated, Law, Unit
from loopbrug.core.pathway.model import Clock, Party
from loopbrug.core.terms.finding import Finding, LegalSource, Weight
from loopbrug.core.terms.words import Sector

_SCHOOL_YEAR_ENDS = (7, 31)


@dataclass(frozen=True, slots=True)
class Milestones:
    """The days on which things happened to one dossier; None is not yet.

    ``chances`` counts the dates planned for the final assessment; None: nothing planned yet.
    """

    opened_on: date | None = None
    requested_on: date | None = None
    started_on: date | None = None
    assessed_on: date | None = None
    verdict_on: date | None = None
    appointed_on: date | None = None
    extended: bool = False
    passed_on: date | None = None
    certificate_on: date | None = None
    chances: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day for one thing, the rule that sets it, and when it was done.

    ``alerts`` is the party that hears about it when the day passes.
    """

    code: str
    due_on: date
    source: LegalSource
    alerts: Party
    met_on: date | None = None


def days_of(dated: Dated) -> int:
    """Return a parameter that counts days; raises ``TypeError`` for anything else."""
    if dated.unit is not Unit.DAYS or not isinstance(dated.value, int):
        raise TypeError(f"{dated.name} counts {dated.unit}, not days")
    return dated.value


def promised_on(opened_on: date, law: Law) -> date:
    """Return the day on which we promise a verdict on suitability: our own goal."""
    return after(opened_on, law.on("go.target_total", opened_on))


def clock_of(name: str, parameter: str, started_on: date, law: Law) -> Clock:
    """Return a clock for a term in days, such as "go.target_total"."""
    dated = law.on(parameter, started_on)
    return Clock(name, started_on, days_of(dated), dated.source)


def after(day: date, dated: Dated) -> date:
    """Return the last day of a term that starts on ``day``.

    A month later is the same day of the month, or the last day of a shorter month. Raises
    ``TypeError`` for a parameter that is no term.

    Examples
    --------
    >>> from loopbrug.core.terms.finding import LegalSource
    >>> term = Dated("x", 2, Unit.MONTHS, date(2026, 1, 1), None, LegalSource("B"), date.max)
    >>> after(date(2027, 12, 31), term)
    datetime.date(2028, 2, 29)
    """
    if not isinstance(dated.value, int):
        raise TypeError(f"{dated.name} is no term")
    if dated.unit is Unit.DAYS:
        return day + timedelta(days=dated.value)
    if dated.unit is Unit.WEEKS:
        return day + timedelta(weeks=dated.value)
    if dated.unit is Unit.SCHOOL_YEARS:
        return school_year_end(day, dated.value)
    months = {Unit.MONTHS: 1, Unit.YEARS: 12}
    if dated.unit not in months:
        raise TypeError(f"{dated.name} counts {dated.unit}, which is no term")
    return _months_later(day, dated.value * months[dated.unit])


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def school_year_end(day: date, years: int = 1) -> date:
    """Return the last day of the ``years``-th school year, counting the one ``day`` is in.

    Examples
    --------
    >>> school_year_end(date(2027, 2, 1), years=2)
    datetime.date(2028, 7, 31)
    """
    this_year = date(day.year, *_SCHOOL_YEAR_ENDS)
    first_end = day.year if day <= this_year else day.year + 1
    return date(first_end + years - 1, *_SCHOOL_YEAR_ENDS)


def term_of(name: str, sector: Sector, day: date, law: Law) -> Dated:
    """Return a rule on the appointment as the act of a sector has it.

    ``name`` is that of primary education, which stands for a sector without a rule of its own.
    """
    own = name.replace(".", f"_{sector}.", 1)
    return law.on(own if law.knows(own, day) else name, day)


def appointment_ends(appointed_on: date, law: Law, *, extended: bool = False) -> date:
    """Return the last day of a temporary appointment on a statement of suitability."""
    ends = after(appointed_on, law.on("appointment.zib_max", appointed_on))
    return after(ends, law.on("appointment.zib_extension", appointed_on)) if extended else ends


def deadlines_of(known: Milestones, law: Law) -> tuple[Deadline, ...]:
    """Return every deadline that runs or ran for a dossier, earliest first."""
    terms = (
        ("pathway.deadline-own-goal", "go.target_total", known.opened_on, known.verdict_on),
        ("pathway.deadline-start", "go.start_max", known.requested_on, known.started_on),
        ("pathway.deadline-assessment", "go.assessment_max", known.requested_on, known.assessed_on),
        ("pathway.deadline-verdict", "go.verdict_max", known.assessed_on, known.verdict_on),
        ("pathway.deadline-certificate", "certificate.max", known.passed_on, known.certificate_on),
    )
    found = [
        _term(code, law.on(parameter, begins), begins, met_on)
        for code, parameter, begins, met_on in terms
        if begins
    ]
    return tuple(sorted([*found, *_appointment(known, law)], key=lambda each: each.due_on))


def _term(code: str, dated: Dated, begins: date, met_on: date | None) -> Deadline:
    return Deadline(code, after(begins, dated), dated.source, Party.BROKER, met_on)


def _appointment(known: Milestones, law: Law) -> tuple[Deadline, ...]:
    if known.appointed_on is None:
        return ()
    source = law.on("appointment.zib_max", known.appointed_on).source
    ends = appointment_ends(known.appointed_on, law, extended=known.extended)
    code = "pathway.deadline-appointment"
    return (Deadline(code, ends, source, Party.SCHOOL, known.passed_on),)


def escalations(deadlines: Iterable[Deadline], day: date) -> tuple[Finding, ...]:
    """Return a warning for every deadline that passed, or was met too late.

    A dossier is never closed by a date: somebody is told, and people decide.
    """
    return tuple(
        Finding.of(
            deadline.code,
            deadline.alerts,
            source=deadline.source,
            weight=Weight.WARNS,
            due_on=deadline.due_on,
            party=deadline.alerts.value,
        )
        for deadline in deadlines
        if (deadline.met_on or day) > deadline.due_on
    )


def chances_findings(known: Milestones, law: Law, day: date) -> tuple[Finding, ...]:
    """Return a warning when fewer chances are planned for the final assessment than is due."""
    least = law.on("bo.min_chances", day)
    if known.chances is None or not isinstance(least.value, int) or known.chances >= least.value:
        return ()
    return (
        Finding.of(
            "pathway.chances-too-few",
            source=least.source,
            weight=Weight.WARNS,
            planned=known.chances,
            least=least.value,
        ),
    )
