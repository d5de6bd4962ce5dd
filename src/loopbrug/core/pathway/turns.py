"""Whose turn it is in each state, and the one thing they do next."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from loopbrug.core.pathway.model import Party, State, Turn

TURNS: Mapping[State, tuple[Party, str]] = MappingProxyType(
    {
        State.EXPLORING: (Party.CANDIDATE, "pathway.action-open-dossier"),
        State.OPENED: (Party.BROKER, "pathway.action-plan-intake"),
        State.INTAKE: (Party.CANDIDATE, "pathway.action-bring-evidence"),
        State.MATCHING: (Party.BROKER, "pathway.action-find-school"),
        State.ASSESSMENT_REQUESTED: (Party.INSTITUTE, "pathway.action-plan-assessment"),
        State.ASSESSING: (Party.ASSESSORS, "pathway.action-judge"),
        State.SUITABLE: (Party.SCHOOL, "pathway.action-draft-agreement"),
        State.NOT_YET_SUITABLE: (Party.BROKER, "pathway.action-talk-other-ways"),
        State.AGREEING: (Party.SCHOOL, "pathway.action-sign-and-appoint"),
        State.APPOINTED: (Party.INSTITUTE, "pathway.action-enrol"),
        State.IN_TRAINING: (Party.CANDIDATE, "pathway.action-follow-programme"),
        State.FINAL_ASSESSMENT: (Party.ASSESSORS, "pathway.action-judge-final"),
        State.QUALIFIED: (Party.SCHOOL, "pathway.action-arrange-induction"),
        State.INDUCTION: (Party.COACH, "pathway.action-coach"),
        State.PAUSED: (Party.BROKER, "pathway.action-keep-contact"),
        State.SETTLED: (Party.NOBODY, "pathway.action-settled"),
        State.STOPPED: (Party.NOBODY, "pathway.action-stopped"),
        State.TRANSFERRED: (Party.NOBODY, "pathway.action-transferred"),
    }
)
"""Every state has a turn; a dossier that has ended waits for nobody."""


def turn_of(state: State, by: date | None = None) -> Turn:
    """Return whose turn it is in ``state``; ``by`` is the due date of the clock that runs.

    Examples
    --------
    >>> turn_of(State.OPENED).party
    <Party.BROKER: 'broker'>
    """
    party, action = TURNS[state]
    return Turn(party, action, None if party is Party.NOBODY else by)
