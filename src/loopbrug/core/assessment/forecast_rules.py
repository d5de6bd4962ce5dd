"""What a forecast cannot answer, and what is odd about a question: each with its own finding."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from loopbrug.core.assessment.forecast import Forecast
from loopbrug.core.assessment.grids import is_working_day
from loopbrug.core.assessment.model import Part
from loopbrug.core.assessment.region_load import Inflow, RegionAssessment, Side
from loopbrug.core.assessment.role_load import cases_in, groups_of
from loopbrug.core.assessment.stage import Question, Stage, lacking, months_of, playable
from loopbrug.core.assessment.whatif import Extra, Kind, able, day_mask
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Weekday

MOST_CASES = 400
"""More cases than this in the time asked about are not replayed: it would take very long."""
MONTHS_AHEAD = 24
MOST_MONTHS = 12
MOST_SEED = 2**32 - 1
TIGHT = 0.85
"""From this share of its time asked on, a role is called tight."""


def question_findings(question: Question, today: date) -> tuple[Finding, ...]:
    """Return what is wrong with the months asked about."""
    first = question.first.replace(day=1)
    months = 12 * (first.year - today.year) + first.month - today.month
    if months < 0:
        return (Finding.of("assessment.forecast-month-past", day=today),)
    if months + question.months > MONTHS_AHEAD:
        return (Finding.of("assessment.forecast-month-far", months=MONTHS_AHEAD),)
    return ()


def whatif_findings(stage: Stage, question: Question) -> tuple[Finding, ...]:
    """Return what is wrong or odd about the extra days, and about who is not there."""
    found = [finding for each in question.extra for finding in _extra(stage, question, each)]
    people = {each.key for each in (*stage.region.assessors, *stage.region.guides)}
    unknown = (key for key in question.less if key not in people)
    found += [Finding.of("assessment.extra-nobody-known", key, who=key) for key in unknown]
    return tuple(found)


def _extra(stage: Stage, question: Question, extra: Extra) -> Iterator[Finding]:
    about, day = str(extra), extra.day
    months, region = months_of(question), stage.region
    first, last = months[0].first, months[-1].last or months[-1].first
    keys = able(region, extra.who)
    if not keys:
        yield _nobody(extra)
    if not first <= day <= last:
        yield Finding.of("assessment.extra-outside", about, day=day, first=first, last=last)
    elif day.weekday() >= Weekday.SAT:
        yield Finding.of("assessment.extra-weekend", about, day=day)
    elif not is_working_day(day, region.public_holidays):
        yield Finding.of("assessment.extra-holiday", about, day=day)
    elif keys:
        bits = day_mask(region, stage.grid, day)
        if all(not bits & ~stage.resources[key].free for key in keys if key in stage.resources):
            yield Finding.of("assessment.extra-there-already", about, day=day)
        if any(day in each for each in region.school_holidays):
            yield _warns("assessment.extra-school-holiday", about, day)


def _warns(code: str, about: str, day: date) -> Finding:
    return Finding(code, about, (("day", day),), None, Weight.WARNS)


def _nobody(extra: Extra) -> Finding:
    if not isinstance(extra.who, Kind):
        return Finding.of("assessment.extra-nobody-known", str(extra), who=extra.who)
    kind = extra.who
    if kind.side is Side.FIELD:
        return Finding.of(
            "assessment.extra-nobody-judges", str(extra), subject=kind.subject, sector=kind.sector
        )
    return Finding.of("assessment.extra-nobody-of-institute", str(extra), sector=kind.sector)


def stage_findings(stage: Stage) -> tuple[Finding, ...]:
    """Return why the chance cannot be counted, or not for everybody.

    Those that block leave the load only: nobody to judge, nobody expected, too many expected.
    """
    region = stage.region
    blocking = tuple(_blocking(stage))
    if blocking:
        return blocking
    played = set(playable(region))
    left = (each for each in region.expected if each.per_year and each not in played)
    return tuple(_left_out(region, each) for each in left)


def _blocking(stage: Stage) -> Iterator[Finding]:
    region = stage.region
    if not any(each.per_year for each in region.expected):
        yield Finding.of("assessment.forecast-nobody-expected")
        return
    empty = [part for part, keys in region.keys_by_part().items() if not keys]
    for part in empty:
        yield Finding.of("assessment.forecast-nobody", part.value, capacity=part.value)
    if not region.lessons:
        yield Finding.of("assessment.forecast-nobody", "school", capacity=Part.SCHOOL.value)
    if (count := round(cases_in(region, stage.period))) > MOST_CASES:
        yield Finding.of("assessment.forecast-too-many", count=count, most=MOST_CASES)


def _left_out(region: RegionAssessment, inflow: Inflow) -> Finding:
    return Finding.of(
        "assessment.forecast-not-played", weight=Weight.WARNS, count=inflow.per_year,
        subject=inflow.subject, sector=inflow.sector.value, profile=inflow.profile.value,
        capacities=tuple(part.value for part in lacking(region, inflow)),
    )  # fmt: skip


def bottleneck(found: Forecast, region: RegionAssessment) -> tuple[Finding, ...]:
    """Return which role is the tightest and when, and whether that is tight at all."""
    tightest = found.tightest
    if tightest is None:
        return ()
    month, load = tightest
    percent = Decimal(round(100 * load.use))
    name = "short" if load.use > 1 else "tight" if load.use >= TIGHT else "roomy"
    weight = Weight.INFORMS if name == "roomy" else Weight.WARNS
    first = Finding.of(
        f"assessment.forecast-{name}", weight=weight,
        capacity=load.part.value, percent=percent, month=str(month.month.month),
    )  # fmt: skip
    if not load.group:
        return (first,)
    subjects = groups_of(region)[load.group]
    return first, Finding.of(
        "assessment.forecast-subjects", weight=Weight.INFORMS, subjects=subjects
    )
