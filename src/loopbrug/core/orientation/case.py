"""What every requirement looks at: one person, the wish, the law and the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loopbrug.core.law.kinds import codes_in
from loopbrug.core.law.model import Dated, Law
from loopbrug.core.orientation.model import Diploma, Level, Person, Post, Wanted
from loopbrug.core.orientation.profile import current
from loopbrug.core.terms.finding import Finding, LegalSource, Value, Weight
from loopbrug.core.terms.words import Profile, Sector

HOME = "NL"
_ORDER = tuple(Level)


@dataclass(frozen=True, slots=True)
class Case:
    """A person with a wish that fits its sector, on a day, under the law."""

    person: Person
    wanted: Wanted
    profile: Profile
    law: Law
    day: date

    def rule(self, name: str) -> Dated:
        """Return the value of a parameter in force; raises ``NoLawInForceError``."""
        return self.law.on(name, self.day)

    def codes(self, name: str) -> tuple[str, ...]:
        """Return a parameter that is a list of codes; raises ``TypeError`` for another."""
        return codes_in(self.rule(name))

    def number(self, name: str) -> int | Decimal:
        """Return a parameter that is a figure; raises ``TypeError`` for another."""
        value = self.rule(name).value
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise TypeError(f"{name} is no figure")
        return value

    def posts_in(self, sector: Sector) -> tuple[Post, ...]:
        """Return the posts in a sector that run on the day."""
        return tuple(post for post in current(self.person.posts, self.day) if post.sector is sector)

    def finished(self) -> tuple[Diploma, ...]:
        """Return the diplomas finished by the day; one without a date counts."""
        return tuple(
            diploma
            for diploma in self.person.diplomas
            if diploma.finished and (diploma.awarded_on or self.day) <= self.day
        )

    def fields(self) -> Iterator[str]:
        """Yield the fields of finished diplomas, then those of jobs."""
        yield from (diploma.field for diploma in self.finished())
        yield from (job.field for job in self.person.jobs)


def told(
    code: str,
    about: str = "",
    weight: Weight = Weight.INFORMS,
    source: LegalSource | None = None,
    **values: Value,
) -> Finding:
    """Return a finding of this room; ``code`` without the name of the room."""
    return Finding(f"orientation.{code}", about, tuple(sorted(values.items())), source, weight)


def counts_as(diploma: Diploma) -> Level | None:
    """Return the level a diploma counts at here; None for a foreign one not valued yet.

    Examples
    --------
    >>> counts_as(Diploma("Lehramt", Level.WO_MASTER, "duits", country="DE")) is None
    True
    """
    return diploma.level if diploma.country == HOME else diploma.valued_as


def height(level: Level) -> int:
    """Return the place of a level in the order of levels, the lowest first."""
    return _ORDER.index(level)
