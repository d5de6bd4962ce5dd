"""Whose turn it is within the five weeks, and what they do: finer than the state of a dossier."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from loopbrug.core.assessment.clock import Course, Stage, Stand, Standing
from loopbrug.core.assessment.model import Part
from loopbrug.core.pathway.model import Party
from loopbrug.core.terms.finding import Finding, Value, Weight

AFTER_JUDGING = frozenset({"decision", "explanation"})
_PARTIES = {
    Part.CANDIDATE: Party.CANDIDATE,
    Part.INSTITUTE: Party.ASSESSORS,
    Part.FIELD: Party.ASSESSORS,
    Part.GUIDE: Party.COACH,
}
"""Who is asked first of those that take part: the candidate, then who judges, then the guide."""
_HOLDERS = {**_PARTIES, Part.CANDIDATE: Party.INSTITUTE}


@dataclass(frozen=True, slots=True)
class Ask:
    """Who is asked for something now, and what; ``finding`` says it."""

    party: Party
    finding: Finding


@dataclass(frozen=True, slots=True)
class Situation:
    """An assessment on a day: how it stands, whether it has begun, and who is in each step."""

    course: Course
    standing: Standing
    begun: bool
    parts: Mapping[str, tuple[Part, ...]]


def ask_on(situation: Situation, day: date) -> Ask:
    """Return whose turn it is on a day; there is always somebody, until it has ended."""
    return next(_asks(situation, day))


def _asks(situation: Situation, day: date) -> Iterator[Ask]:
    """Yield what is asked, the most pressing first."""
    course = situation.course
    if course.ended_on is not None:
        yield Ask(Party.NOBODY, _says("now-ended"))
    for pause in course.pauses:
        if day in pause.period:
            yield Ask(pause.waiting_for, _says("now-wait", reason=pause.reason))
    if course.promised_on is None:
        yield Ask(Party.BROKER, _says("now-find-people"))
    if past := _unmarked(course.stages, day):
        party = _first(situation.parts.get(past.step, ()), _HOLDERS, Party.INSTITUTE)
        yield Ask(party, _says("now-mark", assessment_step=past.step))
    judged = _judged(course.stages)
    if situation.standing.stand in (Stand.AT_RISK, Stand.LATE) and not judged:
        yield Ask(Party.BROKER, _says("now-look"))
    if not situation.begun:
        yield Ask(Party.INSTITUTE, _says("now-start"))
    yield Ask(Party.ASSESSORS, _says("now-decide")) if judged else _coming(situation)


def _coming(situation: Situation) -> Ask:
    stages = [stage for stage in situation.course.stages if stage.on and not stage.held]
    if not stages:
        return Ask(Party.BROKER, _says("now-look"))
    soonest = min(stages, key=lambda stage: stage.on or date.max)
    party = _first(situation.parts.get(soonest.step, ()), _PARTIES, Party.INSTITUTE)
    on = soonest.on or date.max
    return Ask(party, _says("now-come", assessment_step=soonest.step, day=on))


def _unmarked(stages: Iterable[Stage], day: date) -> Stage | None:
    past = [stage for stage in stages if stage.on and stage.on < day and not stage.held]
    return min(past, key=lambda stage: stage.on or date.max, default=None)


def _judged(stages: Iterable[Stage]) -> bool:
    before = [stage for stage in stages if stage.step not in AFTER_JUDGING]
    return bool(before) and all(stage.held for stage in before)


def _first(parts: tuple[Part, ...], parties: Mapping[Part, Party], otherwise: Party) -> Party:
    return next((parties[part] for part in parties if part in parts), otherwise)


def _says(code: str, **values: Value) -> Finding:
    return Finding(f"assessment.{code}", "", tuple(sorted(values.items())), None, Weight.INFORMS)
