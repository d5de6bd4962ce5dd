"""The values of evidence: what somebody brings, and what each piece is said to show."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What sort of evidence a piece is (*soort bewijs*)."""

    DIPLOMA = "diploma"
    """Diploma or transcript."""
    WORK_PRODUCT = "work-product"
    VIDEO = "video"
    OBSERVATION = "observation"
    TEST_RESULT = "test-result"
    STATEMENT = "statement"
    """Reference or statement by a third party."""
    CERTIFICATE = "certificate"
    EVC = "evc"
    """Certificate of recognised prior learning (*ervaringscertificaat*)."""
    TEACHING_RECORD = "teaching-record"


class Carrier(StrEnum):
    """How a piece is kept."""

    FILE = "file"
    LINK = "link"
    TEXT = "text"


class Authorship(StrEnum):
    """How sure it is that a piece is the candidate's own."""

    UNSAID = "unsaid"
    DECLARED = "declared"
    """The candidate declares it to be own work, or about their own work."""
    CONFIRMED = "confirmed"
    """A third party confirmed or wrote it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One link from a piece to an outcome: what it shows, and where in the piece.

    ``where`` is a page ("blz. 3") or a moment ("12:40"); "" when the whole piece shows it.
    """

    outcome: str
    what: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class EvidencePiece:
    """One piece of evidence (*bewijsstuk*); never a judgement by itself.

    ``made_from`` to ``made_until`` is when it was made or what period it is about (``made_until``
    alone: one day). ``still_practised`` with its reason is the ground that keeps an old piece
    current. ``amount`` says how much it is about ("120 lessen"), "" when unsaid.
    """

    key: str
    title: str
    kind: Kind
    carrier: Carrier = Carrier.TEXT
    made_from: date | None = None
    made_until: date | None = None
    still_practised: str = ""
    authorship: Authorship = Authorship.UNSAID
    amount: str = ""
    shows: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a candidate says about themself, as a CV does: to be evidenced, never evidence.

    ``kind`` is "job", "education", "skill", "language" or "training"; days may be known by year
    only: then ``since`` and ``until`` are its first and last day.
    """

    kind: str
    title: str
    organisation: str = ""
    since: date | None = None
    until: date | None = None
    ongoing: bool = False
    level: str = ""
    text: str = ""
