"""The life of a dossier: one table of states and events, and the phase each state belongs to."""

from enum import StrEnum
from types import MappingProxyType

from loopbrug.core.pathway.model import Phase, State


class Event(StrEnum):
    """What can happen to a dossier."""

    OPEN = "open"
    INVITE = "invite"
    SEEK_SCHOOL = "seek-school"
    REQUEST_ASSESSMENT = "request-assessment"
    START_ASSESSMENT = "start-assessment"
    FIND_SUITABLE = "find-suitable"
    FIND_NOT_YET_SUITABLE = "find-not-yet-suitable"
    DRAFT_AGREEMENT = "draft-agreement"
    APPOINT = "appoint"
    START_TRAINING = "start-training"
    REQUEST_FINAL = "request-final"
    PASS = "pass"  # noqa: S105
    FALL_SHORT = "fall-short"
    START_INDUCTION = "start-induction"
    SETTLE = "settle"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    TRANSFER = "transfer"


class NoSuchStepError(ValueError):
    """An event that cannot happen in a state."""

    def __init__(self, state: State, event: Event) -> None:
        self.state, self.event = state, event
        super().__init__(f"{event} cannot happen to a dossier that is {state}")


_WAY = {
    (State.EXPLORING, Event.OPEN): State.OPENED,
    (State.OPENED, Event.INVITE): State.INTAKE,
    (State.INTAKE, Event.SEEK_SCHOOL): State.MATCHING,
    # Somebody who has a school already, or applies in person, needs no matching first.
    (State.INTAKE, Event.REQUEST_ASSESSMENT): State.ASSESSMENT_REQUESTED,
    # Routes that ask for no statement of suitability: part-time training, a pabo teacher in vo.
    (State.INTAKE, Event.START_TRAINING): State.IN_TRAINING,
    (State.MATCHING, Event.REQUEST_ASSESSMENT): State.ASSESSMENT_REQUESTED,
    (State.MATCHING, Event.START_TRAINING): State.IN_TRAINING,
    (State.ASSESSMENT_REQUESTED, Event.START_ASSESSMENT): State.ASSESSING,
    (State.ASSESSING, Event.FIND_SUITABLE): State.SUITABLE,
    (State.ASSESSING, Event.FIND_NOT_YET_SUITABLE): State.NOT_YET_SUITABLE,
    (State.NOT_YET_SUITABLE, Event.INVITE): State.INTAKE,
    (State.NOT_YET_SUITABLE, Event.REQUEST_ASSESSMENT): State.ASSESSMENT_REQUESTED,
    (State.SUITABLE, Event.DRAFT_AGREEMENT): State.AGREEING,
    (State.AGREEING, Event.APPOINT): State.APPOINTED,
    (State.APPOINTED, Event.START_TRAINING): State.IN_TRAINING,
    (State.IN_TRAINING, Event.REQUEST_FINAL): State.FINAL_ASSESSMENT,
    (State.FINAL_ASSESSMENT, Event.PASS): State.QUALIFIED,
    (State.FINAL_ASSESSMENT, Event.FALL_SHORT): State.IN_TRAINING,
    (State.QUALIFIED, Event.START_INDUCTION): State.INDUCTION,
    (State.INDUCTION, Event.SETTLE): State.SETTLED,
}

TERMINAL = frozenset({State.SETTLED, State.STOPPED, State.TRANSFERRED})
LIVE = tuple(state for state in State if state not in TERMINAL and state is not State.PAUSED)

_ASIDE = {
    (state, event): to
    for state in LIVE
    for event, to in (
        (Event.PAUSE, State.PAUSED),
        (Event.STOP, State.STOPPED),
        (Event.TRANSFER, State.TRANSFERRED),
    )
} | {
    (State.PAUSED, Event.STOP): State.STOPPED,
    (State.PAUSED, Event.TRANSFER): State.TRANSFERRED,
}

NEXT = MappingProxyType(_WAY | _ASIDE)
"""The one table: in this state, after this event, the dossier is there.

``RESUME`` is the only event without a row: it leads back to where the pause began (``step``).
"""

_PHASES = {
    State.EXPLORING: Phase.INTERESSEREN,
    State.OPENED: Phase.ORIENTEREN,
    State.INTAKE: Phase.BESLISSEN,
    State.MATCHING: Phase.MATCHEN,
    State.ASSESSMENT_REQUESTED: Phase.VOORBEREIDEN,
    State.ASSESSING: Phase.VOORBEREIDEN,
    State.SUITABLE: Phase.VOORBEREIDEN,
    State.NOT_YET_SUITABLE: Phase.BESLISSEN,
    State.AGREEING: Phase.VOORBEREIDEN,
    State.APPOINTED: Phase.STARTEN,
    State.IN_TRAINING: Phase.OPLEIDEN,
    State.FINAL_ASSESSMENT: Phase.OPLEIDEN,
    State.QUALIFIED: Phase.INDUCTIE,
    State.INDUCTION: Phase.INDUCTIE,
    State.SETTLED: Phase.BEHOUDEN,
}


def step(state: State, event: Event, came_from: State | None = None) -> State:
    """Return the state after ``event``; ``came_from`` is where a paused dossier was.

    Raises ``NoSuchStepError`` when the event cannot happen here, or when a dossier must resume
    and nobody knows where it was.

    Examples
    --------
    >>> step(State.OPENED, Event.INVITE)
    <State.INTAKE: 'intake'>
    >>> step(State.PAUSED, Event.RESUME, came_from=State.MATCHING)
    <State.MATCHING: 'matching'>
    """
    if state is State.PAUSED and event is Event.RESUME and came_from in LIVE:
        return came_from
    try:
        return NEXT[state, event]
    except KeyError:
        raise NoSuchStepError(state, event) from None


def steps_from(state: State) -> tuple[Event, ...]:
    """Return the events that can happen in ``state``, in the order of ``Event``."""
    resuming = {Event.RESUME} if state is State.PAUSED else set()
    possible = {event for at, event in NEXT if at is state} | resuming
    return tuple(event for event in Event if event in possible)


def phase_of(state: State, came_from: State | None = None) -> Phase | None:
    """Return the phase of the national journey a state belongs to.

    A dossier that paused, stopped or moved is in the phase it came from; None when unknown.

    Examples
    --------
    >>> phase_of(State.ASSESSING)
    <Phase.VOORBEREIDEN: 'voorbereiden'>
    """
    return _PHASES.get(state) or (_PHASES.get(came_from) if came_from else None)
