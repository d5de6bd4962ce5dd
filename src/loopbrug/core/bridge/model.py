"""The values of the bridge: a dossier goes in, a bridge comes out."""

from dataclasses import dataclass, field
from datetime import date

from loopbrug.core.finance.model import (
    Background,
    Contribution,
    Experience,
    LocalFund,
    OldJob,
    SupplementPlan,
    Terms,
    Training,
)
from loopbrug.core.orientation.model import Orientation, Person
from loopbrug.core.outcomes.evidence import Kind
from loopbrug.core.outcomes.model import Framework, Gap, Judgement, Qualification
from loopbrug.core.programme.model import Catalogue, Programme, Wishes
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Place


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something a person brings: never a judgement by itself.

    ``shows`` are outcome codes it is said to show.
    """

    code: str
    title: str
    kind: Kind
    dated: date | None
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """What a dossier file says of money: the candidate's own, never part of what roles share.

    Of several ``old_jobs`` the first is reckoned with. ``terms`` None: no school has offered any.
    ``training`` holds what was told; days and hours that are lacking come from the programme.
    """

    old_jobs: tuple[OldJob, ...] = ()
    experience: tuple[Experience, ...] = ()
    terms: Terms | None = None
    training: Training = field(default_factory=Training)
    background: Background = field(default_factory=Background)
    contributions: tuple[Contribution, ...] = ()
    local_funds: tuple[LocalFund, ...] = ()
    supplement: SupplementPlan | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """One candidate's dossier as a plain value: the input of everything.

    ``findings`` are what the reader noticed while nothing was lost (a diploma without a date).
    ``money`` is None where the file says nothing of it, and in every dossier the web keeps.
    """

    code: str
    name: str
    person: Person
    evidence: tuple[Evidence, ...]
    judgements: tuple[Judgement, ...]
    wishes: Wishes
    story: str = ""
    started_on: date | None = None
    findings: tuple[Finding, ...] = ()
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """What a region offers: framework, qualifications, catalogue, places by postcode.

    ``version`` is the number of the published catalogue in it, 0 where files are all there is.
    """

    code: str
    framework: Framework
    qualifications: tuple[Qualification, ...]
    catalogue: Catalogue
    places: tuple[Place, ...]
    version: int = 0


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A date that matters, with the rule or plan it comes from (a finding code with values)."""

    code: str
    day: date
    why: Finding


@dataclass(frozen=True, slots=True)
class Bridge:
    """What Loopbrug answers to a dossier, on a day."""

    day: date
    orientation: Orientation
    qualification: Qualification | None
    gap: Gap | None
    programme: Programme | None
    dates: tuple[KeyDate, ...]
    findings: tuple[Finding, ...]
