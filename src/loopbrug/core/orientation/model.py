"""The values of the orientation room: facts about a person, routes, and how each is judged."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loopbrug.core.terms.finding import Finding, LegalSource
from loopbrug.core.terms.words import Degree, Profile, Sector


class Level(StrEnum):
    """Level of a diploma, in the Dutch system."""

    NONE = "none"
    VMBO = "vmbo"
    HAVO = "havo"
    VWO = "vwo"
    MBO_2 = "mbo-2"
    MBO_3 = "mbo-3"
    MBO_4 = "mbo-4"
    AD = "ad"
    HBO_BACHELOR = "hbo-bachelor"
    HBO_MASTER = "hbo-master"
    WO_BACHELOR = "wo-bachelor"
    WO_MASTER = "wo-master"


class PostKind(StrEnum):
    """In what capacity somebody stands in class now."""

    UNQUALIFIED = "unqualified"
    OTHER_SUBJECT = "other-subject"
    """Qualified for some subject, teaching another (*benoembaar*)."""
    QUALIFIED = "qualified"
    GUEST = "guest"
    SUPPORT = "support"
    """Assistant or instructor (*onderwijsassistent, instructeur*)."""


@dataclass(frozen=True, slots=True)
class Diploma:
    """A diploma; ``awarded_on`` None when the date is unknown or it is not finished.

    ``field`` is a code of the field list (``orientation/fields.yaml``), ``country`` ISO 3166
    alpha-2, ``valued_as`` the level a foreign diploma was valued at (*diplomawaardering*).
    """

    title: str
    level: Level
    field: str
    awarded_on: date | None = None
    country: str = "NL"
    valued_as: Level | None = None
    finished: bool = True


@dataclass(frozen=True, slots=True)
class Post:
    """A current or past teaching post at one employer."""

    employer: str
    sector: Sector
    kind: PostKind
    since: date
    until: date | None = None
    subject: str = ""
    fte: Decimal = Decimal(0)
    lessons_per_week: Decimal = Decimal(0)
    school: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """Work outside teaching. ``field`` as for diplomas; ``hbo_level`` as the person states it."""

    title: str
    field: str
    since: date
    until: date | None = None
    fte: Decimal = Decimal(1)
    hbo_level: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A teaching qualification already held."""

    sector: Sector
    degree: Degree
    subject: str = ""
    obtained_on: date | None = None
    country: str = "NL"
    recognised: bool = True


@dataclass(frozen=True, slots=True)
class Wanted:
    """The qualification somebody wants."""

    sector: Sector
    degree: Degree
    subject: str = ""


class Dutch(StrEnum):
    """Command of Dutch."""

    NATIVE = "native"
    NT2_II = "nt2-ii"
    """Passed Staatsexamen NT2 Programma II, or educated in Dutch."""
    BELOW = "below"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """Everything orientation asks about a person; no name, no age, no origin.

    ``wiscat`` is the best score of the entrance arithmetic test, with ``wiscat_tries`` tries.
    ``appointment`` is True when a board has promised an appointment.
    ``student_since`` is set when enrolled at a teacher training at or before the start.
    """

    wanted: Wanted
    diplomas: tuple[Diploma, ...] = ()
    posts: tuple[Post, ...] = ()
    jobs: tuple[Job, ...] = ()
    held: tuple[Held, ...] = ()
    dutch: Dutch = Dutch.UNKNOWN
    appointment: bool = False
    appointment_fte: Decimal | None = None
    wiscat: int | None = None
    wiscat_tries: int = 0
    student_since: date | None = None


class RouteStatus(StrEnum):
    """Whether somebody may take a route; closed always shows the nearest open door."""

    OPEN = "open"
    CONDITIONAL = "conditional"
    CLOSED = "closed"


class Decider(StrEnum):
    """Who decides whether a route is really open."""

    BOARD = "board"
    INSTITUTE = "institute"
    ADMISSIONS = "admissions"
    DUO = "duo"
    MBO_BOARD = "mbo-board"


@dataclass(frozen=True, slots=True)
class RouteJudgement:
    """One route, judged for one person, with all findings.

    ``opens`` are findings that say what would open or ease it; ``next_step`` is the first thing
    to do; ``nearest`` are codes of open or conditional routes when this one is closed.
    ``qualification`` is the code of the qualification the route leads to for this person's wish.
    """

    code: str
    status: RouteStatus
    findings: tuple[Finding, ...]
    opens: tuple[Finding, ...]
    next_step: Finding
    decided_by: Decider
    source: LegalSource
    months_min: int
    months_max: int
    paid: bool
    nearest: tuple[str, ...] = ()
    qualification: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """The lawful term of teaching unqualified at one employer, with its last day."""

    employer: str
    rule: str
    first: date
    last: date
    extended_last: date | None
    source: LegalSource
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Orientation:
    """The whole answer: profile, every route, terms of unqualified teaching."""

    profile: Profile
    routes: tuple[RouteJudgement, ...]
    terms: tuple[Term, ...]
    findings: tuple[Finding, ...]
