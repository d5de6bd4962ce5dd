"""How a promise stands on a day: working, paused, at risk (and by which step), late, done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from loopbrug.core.assessment.grids import working_days_after, working_days_between
from loopbrug.core.pathway.clocks import read_clock
from loopbrug.core.pathway.model import Clock, Pause
from loopbrug.core.terms.finding import Finding, LegalSource, Value, Weight

NEAR = 2
"""With fewer working days than this between the last step and the promise, it is at risk."""
_PROMISE = LegalSource("Belofte van Loopbrug")


class Stand(StrEnum):
    """How an assessment stands; the later ones ask for more."""

    DONE = "done"
    WORKING = "working"
    PAUSED = "paused"
    AT_RISK = "at-risk"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Stage:
    """A step as its clock sees it: the day it is planned on (None: on no day), and if held."""

    step: str
    on: date | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """One assessment on its way.

    ``promised_on`` as it was written down on ``made_on``; None: nothing is promised yet.
    ``pauses`` are those of the dossier, also those before ``made_on``.
    """

    stages: tuple[Stage, ...]
    made_on: date
    promised_on: date | None = None
    pauses: tuple[Pause, ...] = ()
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an assessment stands on a day.

    ``due_on`` is the promised day with the pauses since; ``done_on`` the day of the last step as
    planned, None when a step has no day; ``endangers`` the step that puts the promise at risk.
    ``findings`` are all reasons.
    """

    stand: Stand
    due_on: date | None
    done_on: date | None
    days_left: int | None
    findings: tuple[Finding, ...] = ()
    endangers: str = ""


def due_after(made_on: date, due_on: date, pauses: tuple[Pause, ...], day: date) -> date:
    """Return a day that was promised on ``made_on``, later by the paused days since.

    Examples
    --------
    >>> from loopbrug.core.pathway.model import Party
    >>> from loopbrug.core.terms.words import Period
    >>> pause = Pause(Period(date(2027, 3, 3), date(2027, 3, 5)), Party.CANDIDATE, "diploma")
    >>> due_after(date(2027, 3, 1), date(2027, 3, 31), (pause,), date(2027, 3, 10))
    datetime.date(2027, 4, 3)
    """
    clock = Clock("assessment.promise", made_on, (due_on - made_on).days, _PROMISE, pauses)
    return read_clock(clock, day).due_on


def with_room(promised_on: date, done_on: date, goal_on: date) -> date:
    """Return the day to promise: with room for a mishap, as long as it stays on time.

    Examples
    --------
    >>> with_room(date(2027, 3, 4), date(2027, 3, 4), date(2027, 4, 1))
    datetime.date(2027, 3, 8)
    """
    roomy = max(promised_on, working_days_after(done_on, NEAR))
    return max(promised_on, min(roomy, goal_on))


def standing_on(course: Course, day: date) -> Standing:
    """Return how ``course`` stands at the start of ``day``.

    Late is a promise that has passed; at risk one that the plan does not keep with ease. A
    pause is shown as a pause, and what endangers the promise stands beside it.
    """
    due = course.promised_on
    if due is not None:
        due = due_after(course.made_on, due, course.pauses, day)
    done = _done_on(course)
    if course.ended_on is not None:
        return Standing(Stand.DONE, due, done, None)
    risks = tuple(_risks(course, due, day))
    paused = tuple(_paused(course, day))
    late = due is not None and day > due and not paused
    stand = Stand.WORKING
    if late:
        stand = Stand.LATE
    elif paused:
        stand = Stand.PAUSED
    elif risks:
        stand = Stand.AT_RISK
    left = None if due is None else (due - day).days
    findings = (*_late(due, day, late=late), *paused, *risks)
    return Standing(stand, due, done, left, findings, risks[0].about if risks else "")


def _done_on(course: Course) -> date | None:
    days = [stage.on for stage in course.stages]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _late(due: date | None, day: date, *, late: bool) -> Iterator[Finding]:
    if late and due is not None:
        yield Finding.of(
            "assessment.clock-late", weight=Weight.WARNS, promised_on=due, days=(day - due).days
        )


def _paused(course: Course, day: date) -> Iterator[Finding]:
    for pause in course.pauses:
        if day in pause.period:
            yield Finding.of(
                "assessment.clock-paused", weight=Weight.INFORMS, first=pause.period.first,
                party=pause.waiting_for.value, reason=pause.reason,
            )  # fmt: skip


def _risks(course: Course, due: date | None, day: date) -> Iterator[Finding]:
    if due is None:
        yield Finding.of("assessment.risk-no-promise", weight=Weight.WARNS)
    yield from _unmarked(course, day)
    for stage in course.stages:
        if stage.held or (stage.on is not None and stage.on < day):
            continue
        if stage.on is None:
            yield _risk("assessment.risk-step-unplanned", stage.step)
        elif due is not None and stage.on > due:
            yield _risk("assessment.risk-step-too-late", stage.step, day=stage.on, promised_on=due)
        elif due is not None and (days := _spare(stage.on, due)) < NEAR:
            yield _risk("assessment.risk-little-room", stage.step, day=stage.on, days=days)


def _unmarked(course: Course, day: date) -> Iterator[Finding]:
    """Yield the steps that are past and that nobody said anything of: all in one sentence."""
    past = [(one.on, one.step) for one in course.stages if not one.held and one.on and one.on < day]
    if len(past) == 1:
        yield _risk("assessment.risk-step-unmarked", past[0][1], day=past[0][0])
    elif past:
        steps = tuple(step for _, step in past)
        told = (("assessment_step", steps), ("day", min(past)[0]))
        yield Finding("assessment.risk-steps-unmarked", steps[0], told, None, Weight.WARNS)


def _spare(on: date, due: date) -> int:
    return working_days_between(on + timedelta(days=1), due)


def _risk(code: str, step: str, **values: Value) -> Finding:
    told: dict[str, Value] = {"assessment_step": step, **values}
    return Finding(code, step, tuple(sorted(told.items())), None, Weight.WARNS)
