"""National tests (*landelijke kennistoetsen*): sat on the same days in the whole country."""

from dataclasses import dataclass
from datetime import date

from loopbrug.core.terms.finding import LegalSource
from loopbrug.core.terms.words import Bilingual


@dataclass(frozen=True, slots=True)
class NationalTest:
    """A test that no institute dates itself, with the days it is sat as far as they are known.

    ``sittings`` are earliest first; none: nobody published any yet. ``source`` says where they
    stand and how sure that is, ``checked_on`` when a person last compared them with it.
    ``example`` days were made up for a demo and hold nowhere: every page says so.
    """

    code: str
    title: Bilingual
    sittings: tuple[date, ...]
    source: LegalSource
    checked_on: date
    example: bool = False

    @property
    def known_until(self) -> date | None:
        """The last sitting that is known; what comes after it nobody knows yet."""
        return self.sittings[-1] if self.sittings else None

    def knows(self, day: date) -> bool:
        """Return whether the sittings of the time around ``day`` are known."""
        return bool(self.sittings) and day <= self.sittings[-1]

    def after(self, day: date) -> date | None:
        """Return the first known sitting after ``day``, None when none is known."""
        return next((sitting for sitting in self.sittings if sitting > day), None)

    def nearest(self, day: date) -> date | None:
        """Return the known sitting nearest to ``day``; of two equally near ones the later."""
        return min(
            self.sittings, key=lambda one: (abs((one - day).days), -one.toordinal()), default=None
        )
