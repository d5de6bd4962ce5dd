"""The values of the law room: dated parameters, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from loopbrug.core.terms.finding import LegalSource

LawValue = int | Decimal | date | bool | tuple[str, ...] | tuple[Decimal, ...]

_ONE_DAY = timedelta(days=1)


class Unit(StrEnum):
    """What a figure counts in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    SCHOOL_YEARS = "school-years"
    HOURS = "hours"
    HOURS_PER_WEEK = "hours-per-week"
    EUR = "eur"
    EUR_PER_YEAR = "eur-per-year"
    EUR_PER_MONTH = "eur-per-month"
    EUR_PER_DAY = "eur-per-day"
    EUR_PER_HOUR = "eur-per-hour"
    EUR_PER_KM = "eur-per-km"
    EUR_PER_MONTH_BY_STEP = "eur-per-month-by-step"
    """A salary scale: step 1 first."""
    FACTOR = "factor"
    FTE = "fte"
    PERCENT = "percent"
    PERCENT_BY_YEAR = "percent-by-year"
    """A percentage for each year, the first year first."""
    SCORE = "score"
    COUNT = "count"
    DATE = "date"
    YES_NO = "yes-no"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Dated:
    """One value of a parameter, in force from a day until the next value (or ``until``).

    ``checked_on`` is the day a person last compared it with its source. ``known_until`` is the
    last day the source speaks of: after it the value is *provisional* until somebody reads what
    came next. ``formula`` says how a derived value was computed, ``url`` where it can be read.
    """

    name: str
    value: LawValue
    unit: Unit
    valid_from: date
    until: date | None
    source: LegalSource
    checked_on: date
    note: str = ""
    known_until: date | None = None
    formula: str = ""
    url: str = ""

    def provisional_since(self, day: date) -> date | None:
        """Return the first day the source is silent about, when ``day`` is not before it."""
        if self.known_until is None or day <= self.known_until:
            return None
        return self.known_until + _ONE_DAY


class NoLawInForceError(LookupError):
    """No value of a parameter is known on a day."""

    def __init__(self, name: str, day: date) -> None:
        self.name, self.day = name, day
        super().__init__(f"no value of {name} is known on {day}")


@dataclass(frozen=True, slots=True)
class Law:
    """Every dated parameter, by name, earliest first."""

    parameters: tuple[Dated, ...]
    _by_name: Mapping[str, tuple[Dated, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name: dict[str, tuple[Dated, ...]] = {}
        for dated in self.parameters:
            by_name[dated.name] = (*by_name.get(dated.name, ()), dated)
        object.__setattr__(self, "_by_name", by_name)

    def on(self, name: str, day: date) -> Dated:
        """Return the value of ``name`` in force on ``day``; raises ``NoLawInForceError``."""
        found = self.find(name, day)
        if found is None:
            raise NoLawInForceError(name, day)
        return found

    def find(self, name: str, day: date) -> Dated | None:
        """Return the value of ``name`` in force on ``day``, or None when none is known."""
        # The latest first: that is nearly always the one that is asked for.
        for dated in reversed(self._by_name.get(name, ())):
            if dated.valid_from <= day and (dated.until is None or day <= dated.until):
                return dated
        return None

    def first_day(self, name: str) -> date | None:
        """Return the first day a value of ``name`` is known, or None for a name that is not."""
        return min((each.valid_from for each in self._by_name.get(name, ())), default=None)

    def knows(self, name: str, day: date) -> bool:
        """Return whether a value of ``name`` is in force on ``day``."""
        return self.find(name, day) is not None
