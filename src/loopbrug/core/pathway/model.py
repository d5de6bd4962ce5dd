"""The values of the pathway room: states, events, clocks, whose turn it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loopbrug.core.terms.finding import Finding, LegalSource
from loopbrug.core.terms.words import Period


class State(StrEnum):
    """Where a dossier is, from first contact to qualified."""

    EXPLORING = "exploring"
    OPENED = "opened"
    INTAKE = "intake"
    MATCHING = "matching"
    ASSESSMENT_REQUESTED = "assessment-requested"
    ASSESSING = "assessing"
    SUITABLE = "suitable"
    NOT_YET_SUITABLE = "not-yet-suitable"
    AGREEING = "agreeing"
    APPOINTED = "appointed"
    IN_TRAINING = "in-training"
    FINAL_ASSESSMENT = "final-assessment"
    QUALIFIED = "qualified"
    INDUCTION = "induction"
    SETTLED = "settled"
    PAUSED = "paused"
    STOPPED = "stopped"
    TRANSFERRED = "transferred"


class Party(StrEnum):
    """Who can have the turn."""

    CANDIDATE = "candidate"
    BROKER = "broker"
    SCHOOL = "school"
    INSTITUTE = "institute"
    ASSESSORS = "assessors"
    COACH = "coach"
    NOBODY = "nobody"


class Phase(StrEnum):
    """The nine phases of the national desk's journey, the axis for reports."""

    INTERESSEREN = "interesseren"
    ORIENTEREN = "oriënteren"
    BESLISSEN = "beslissen"
    MATCHEN = "matchen"
    VOORBEREIDEN = "voorbereiden"
    STARTEN = "starten"
    OPLEIDEN = "opleiden"
    INDUCTIE = "inductie"
    BEHOUDEN = "behouden"


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is, what they do now, and by when (None: no date set)."""

    party: Party
    action: str
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """A visible pause of a clock: who waits for whom, and why."""

    period: Period
    waiting_for: Party
    reason: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A term that runs: started on a day, due after ``days`` that are not paused.

    ``source`` is the law or agreement that sets the term.
    """

    name: str
    started_on: date
    days: int
    source: LegalSource
    pauses: tuple[Pause, ...] = ()
    stopped_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A clock read on a day: the due date, days used and left, and whether it is late."""

    due_on: date
    days_used: int
    days_left: int
    paused: bool
    late: bool
    findings: tuple[Finding, ...] = ()
