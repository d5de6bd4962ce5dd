"""The values of the outcomes room: frameworks, requirements, judgements, the gap."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loopbrug.core.terms.finding import LegalSource
from loopbrug.core.terms.words import Bilingual, Degree, Sector


class Verdict(StrEnum):
    """What assessors decide about one outcome; there is no fourth verdict."""

    VALIDATED = "validated"
    PARTLY = "partly"
    MISSING = "missing"


class EvidenceBase(StrEnum):
    """Where evidence for an outcome mostly comes from."""

    WORKPLACE = "workplace"
    STUDY = "study"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One learning outcome (*leeruitkomst*).

    ``identifier`` is a lower-case UUID version 4 (CASE accepts no other), ``code`` the human
    code ("VD-4", "WI-3"), ``area`` the code of its parent group ("VI", "WI"), ``sectors`` where
    it applies (empty: everywhere), ``subject`` the subject it belongs to or "" for generic,
    ``hours`` the study hours of closing it from nothing in the plainest taught way.
    """

    identifier: str
    code: str
    statement: Bilingual
    area: str
    base: EvidenceBase
    hours: int
    subject: str = ""
    sectors: tuple[Sector, ...] = ()
    precedes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A group of outcomes: the parent in the tree.

    ``parent`` is the code of the area it lies in, "" when it lies right under the framework.
    """

    identifier: str
    code: str
    title: Bilingual
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Framework:
    """An immutable version of a framework of learning outcomes (*raamwerk*)."""

    identifier: str
    version: str
    title: Bilingual
    creator: str
    published_on: date
    source: LegalSource
    areas: tuple[Area, ...]
    outcomes: tuple[Outcome, ...]

    def outcome(self, code: str) -> Outcome:
        """Return the outcome with ``code``; raises ``KeyError`` when there is none."""
        for outcome in self.outcomes:
            if outcome.code == code:
                return outcome
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Qualification:
    """A teaching qualification (*bevoegdheid*) and the outcomes it requires.

    ``code`` as in "vo2-wiskunde", "po", "pdg-zorg"; ``second`` marks the set for somebody who
    is qualified already (*nevenbevoegdheid*): then ``requires`` leaves out what that shows.
    """

    code: str
    title: Bilingual
    sector: Sector
    degree: Degree
    subject: str
    requires: tuple[str, ...]
    source: LegalSource
    second: bool = False


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is left of a partly validated outcome: other outcomes, or study hours."""

    outcomes: tuple[str, ...] = ()
    hours: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The decision on one outcome by the assessors who signed it; append-only.

    ``by`` names the sides that judged ("institute", "field"). The latest judgement of an
    outcome counts; earlier ones stay. ``left`` is there exactly when the verdict is PARTLY.
    ``rule`` is the ``judging.Rule`` it was judged by: both sides, or one examiner.
    """

    outcome: str
    verdict: Verdict
    judged_on: date
    by: tuple[str, ...]
    left: Remainder | None = None
    reason: str = ""
    rule: str = "two-judges"


@dataclass(frozen=True, slots=True)
class Need:
    """One outcome that a programme must still close, with the share that is left.

    ``hours_left`` is None when all of it is left; else study hours, less than the full hours.
    """

    outcome: str
    hours_left: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between a person and a qualification.

    ``validated``, ``partly`` and ``missing`` are outcome codes in framework order and together
    are the required set. ``needs`` is what a programme must close: every missing outcome, and
    what is left of every partly validated one.
    """

    qualification: str
    validated: tuple[str, ...]
    partly: tuple[str, ...]
    missing: tuple[str, ...]
    needs: tuple[Need, ...]
