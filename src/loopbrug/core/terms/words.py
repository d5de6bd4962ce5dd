"""Words that rooms share, without a rule in them."""

from dataclasses import dataclass
from datetime import date, time
from enum import IntEnum, StrEnum


class Sector(StrEnum):
    """The part of education somebody teaches in (*onderwijssector*)."""

    PO = "po"
    SO = "so"
    VO = "vo"
    MBO = "mbo"


class Degree(StrEnum):
    """The area a teaching qualification reaches (*bevoegdheidsgebied*)."""

    PRIMARY = "primary"
    SECOND = "second"
    FIRST = "first"
    VMBO_PROFILE = "vmbo-profile"
    LIMITED_SECOND = "limited-second"
    PDG = "pdg"


class Weekday(IntEnum):
    """Monday is 0, as in ``date.weekday()``."""

    MON = 0
    TUE = 1
    WED = 2
    THU = 3
    FRI = 4
    SAT = 5
    SUN = 6


class Profile(StrEnum):
    """The three profiles of people who come to teaching."""

    WORK_TO_WORK = "work-to-work"
    UNQUALIFIED = "unqualified"
    SECOND_QUALIFICATION = "second-qualification"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same text in Dutch and in English."""

    nl: str
    en: str

    def text(self, language: str) -> str:
        """Return the text in ``language`` ("nl" or "en")."""
        return self.en if language == "en" else self.nl


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both included; ``last`` None is open-ended.

    Examples
    --------
    >>> Period(date(2028, 2, 28), date(2028, 2, 29)).days
    2
    >>> Period(date(2027, 1, 1)).overlaps(Period(date(2026, 1, 1), date(2026, 12, 31)))
    False
    """

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            msg = f"a period cannot end ({self.last}) before it starts ({self.first})"
            raise ValueError(msg)

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    @property
    def days(self) -> int:
        """How many days it counts; raises ``ValueError`` when it has no end."""
        if self.last is None:
            msg = "an open-ended period has no number of days"
            raise ValueError(msg)
        return (self.last - self.first).days + 1

    def overlaps(self, other: "Period") -> bool:
        """Return whether the two share a day."""
        return (other.last is None or self.first <= other.last) and (
            self.last is None or other.first <= self.last
        )


@dataclass(frozen=True, slots=True)
class TimeSlot:
    """A part of one weekday, from ``start`` to ``end`` (not included), same day.

    Examples
    --------
    >>> a = TimeSlot(Weekday.TUE, time(18), time(21))
    >>> a.overlaps(TimeSlot(Weekday.TUE, time(21), time(22)))
    False
    """

    day: Weekday
    start: time
    end: time

    def __post_init__(self) -> None:
        if self.end <= self.start:
            msg = f"a time slot cannot end ({self.end}) before it starts ({self.start})"
            raise ValueError(msg)

    @property
    def minutes(self) -> int:
        """Its length in minutes."""
        return (self.end.hour - self.start.hour) * 60 + self.end.minute - self.start.minute

    def overlaps(self, other: "TimeSlot") -> bool:
        """Return whether the two share a moment."""
        return self.day == other.day and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map: four-digit postcode, name, and degrees north and east."""

    postcode: str
    name: str
    latitude: float
    longitude: float
