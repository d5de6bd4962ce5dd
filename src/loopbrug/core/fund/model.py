"""What the joint foundation carries: entrants, boards, assumptions, who stands behind it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from loopbrug.core.law.trace import Figure
from loopbrug.core.terms.words import Sector

NOTHING = Decimal(0)


class TrackYear(StrEnum):
    """How far somebody is in the two years of the track."""

    FIRST_YEAR = "first-year"
    SECOND_YEAR = "second-year"


class Contract(StrEnum):
    """What somebody was appointed for."""

    TEMPORARY = "temporary"
    PERMANENT = "permanent"


class LossKind(StrEnum):
    """What can cost the pool money."""

    BENEFIT = "benefit"
    """The board's share of an unemployment benefit (*WW*)."""
    SICKNESS = "sickness"
    """Somebody else in the class while pay goes on."""
    TRAINING = "training"
    """Training that was paid and leads to nothing."""
    SEVERANCE = "severance"
    """What is due at the end of a contract (*transitievergoeding*)."""


class Footing(StrEnum):
    """How well a figure is founded, best first."""

    PUBLISHED = "published"
    DERIVED = "derived"
    ASSUMPTION = "assumption"


@dataclass(frozen=True, slots=True)
class Factor:
    """A figure the risk rests on: its value, how far it may be off, how well it is founded.

    ``figures`` are the dated values it was read or derived from.
    """

    name: str
    value: Decimal
    low: Decimal
    high: Decimal
    evidence: Footing = Footing.ASSUMPTION
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Entrant:
    """A place in the pool: facts about the job and its guidance, and nothing about the person.

    There is no field for age, sex, origin, health, family or what somebody earned: what may not
    weigh cannot be held. ``effort_made`` is what the *board* did for other work in time.
    """

    board: str
    sector: Sector
    phase: TrackYear
    guidance_hours: int
    contract: Contract = Contract.TEMPORARY
    effort_made: bool = True


@dataclass(frozen=True, slots=True)
class Board:
    """A board that takes part."""

    code: str
    name: str


class Backing(StrEnum):
    """How somebody stands behind the pool."""

    NONE = "none"
    MUNICIPALITY = "municipality"
    """Pays a share of what a year costs above a level, up to a sum a year."""
    EXTRA_BOARD = "extra-board"
    """Joins with its own entrants: the risk is spread wider."""


@dataclass(frozen=True, slots=True)
class Guarantee:
    """What stands behind the pool.

    A municipality pays ``share`` percent of a year's loss above ``level`` percent of the expected
    loss, at most ``most`` euros a year. An extra board brings ``entrants``.
    """

    kind: Backing = Backing.NONE
    level: Decimal = Decimal(120)
    share: Decimal = Decimal(100)
    most: Decimal = NOTHING
    entrants: tuple[Entrant, ...] = ()


class Principle(StrEnum):
    """On which principle a premium is loaded above the expected loss."""

    EXPECTED = "expected"
    VARIANCE = "variance"
    DEVIATION = "deviation"
    QUANTILE = "quantile"


class Split(StrEnum):
    """On which principle the premium of the pool is divided over boards."""

    BY_EXPECTED = "by-expected"
    """Each its expected loss; the loading in the same proportion."""
    BY_RISK = "by-risk"
    """The loading by what a board adds to the variance of the pool."""
    BY_HEADS = "by-heads"
    """The same for each entrant, whatever the sector."""


@dataclass(frozen=True, slots=True)
class PremiumTerms:
    """How premiums are set; the loadings of the four principles each have their own measure.

    ``loading`` is a percentage of the expected loss, ``deviations`` a number of standard
    deviations, ``variance`` euros for each 10,000 squared euros, ``quantile`` a percentage of
    years a premium should suffice for. ``costs`` is what running the pool costs a year for each
    entrant, ``own_share`` the percentage of each loss a board keeps itself.
    """

    principle: Principle = Principle.EXPECTED
    split: Split = Split.BY_EXPECTED
    loading: Decimal = Decimal(30)
    deviations: Decimal = Decimal("0.5")
    variance: Decimal = Decimal("0.05")
    quantile: Decimal = Decimal(90)
    costs: Decimal = Decimal(250)
    own_share: Decimal = Decimal(15)


@dataclass(frozen=True, slots=True)
class Pool:
    """Who is in it, what it carries, what it has.

    ``stop_months`` is after how many months of benefit the pool stops paying for one person
    (None: never before the benefit itself ends).
    """

    boards: tuple[Board, ...]
    entrants: tuple[Entrant, ...]
    covers: frozenset[LossKind] = frozenset(LossKind)
    reserve: Decimal = NOTHING
    terms: PremiumTerms = PremiumTerms()
    guarantee: Guarantee = Guarantee()
    stop_months: int | None = None
