"""The values of judging: what each assessor finds, apart, and what comes of it together."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loopbrug.core.outcomes.model import Remainder, Verdict


class Side(StrEnum):
    """The two sides of a panel, and the third who is asked when they keep differing."""

    INSTITUTE = "institute"
    FIELD = "field"
    THIRD = "third"


class Rule(StrEnum):
    """Who must judge in a round."""

    TWO_JUDGES = "two-judges"
    ONE_EXAMINER = "one-examiner"
    """A test with a fixed key, where the framework says that one examiner is enough."""


UNIT_RESULT = "unit-result"
"""Stands in the place of a rule where a unit is finished: the institute says so, nobody judged."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one assessor finds of one outcome.

    ``reasons`` are codes of the catalogue of reasons, ``text`` is in the assessor's own words,
    ``evidence`` the keys of the pieces it rests on. ``left`` is there exactly when PARTLY.
    """

    outcome: str
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    text: str = ""
    left: Remainder | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything one assessor handed in for one round: final, and unseen until both are in."""

    assessor: str
    side: Side
    opinions: tuple[Opinion, ...]
    handed_in_on: date


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a difference on one outcome ended: after a talk, or by the third assessor."""

    outcome: str
    verdict: Verdict
    how: str
    """ "talk" or "third"."""
    reason: str
    settled_on: date
    left: Remainder | None = None


@dataclass(frozen=True, slots=True)
class Assessor:
    """What the panel rules need to know of an assessor; nothing more.

    ``boards`` are the codes of boards they are staff of, ``institutes`` likewise; ``subjects``
    what they are qualified to judge ("wiskunde", "po" …); ``coaches`` keys of candidates they
    coach or guide; ``certified_until`` None: not known.
    """

    key: str
    side: Side
    subjects: frozenset[str]
    boards: frozenset[str] = frozenset()
    institutes: frozenset[str] = frozenset()
    coaches: frozenset[str] = frozenset()
    certified_until: date | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """Who judges one candidate, for what, and where the lesson is seen.

    ``board`` and ``school`` are those involved: that want to appoint the candidate ("" when
    nobody yet); ``lesson_school`` is where the lesson is observed ("" when not planned).
    ``at_work``: the candidate teaches there already, and is observed in that work.
    """

    candidate: str
    subject: str
    assessors: tuple[Assessor, ...]
    board: str = ""
    school: str = ""
    lesson_school: str = ""
    at_work: bool = False
