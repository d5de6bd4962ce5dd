"""What could be otherwise: one more day by somebody, or somebody less."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from loopbrug.core.assessment.calendars import ExtraHours, free_mask
from loopbrug.core.assessment.model import Grid, Resource
from loopbrug.core.assessment.region_load import RegionAssessment, Side
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.core.terms.words import Sector

OFFICE_HOURS = (time(9), time(16))
"""The hours of an extra day."""
_WORDS = 3
_SIDES = frozenset(side.value for side in Side)


@dataclass(frozen=True, slots=True)
class Kind:
    """Somebody who judges for a side, of whom it does not matter who it is.

    For the field's side it is somebody who judges ``subject`` (po and so: "po").
    """

    side: Side
    sector: Sector
    subject: str

    def __str__(self) -> str:
        """Return it as in ``field:vo:wiskunde``."""
        return f"{self.side.value}:{self.sector.value}:{self.subject}"


@dataclass(frozen=True, slots=True)
class Extra:
    """One more day, on ``OFFICE_HOURS``: by a person (their key), or by one of a kind.

    Of a kind it is whoever has the least hours.
    """

    who: Kind | str
    day: date

    def __str__(self) -> str:
        """Return it as in ``field:vo:wiskunde:2027-05-12``; ``extra_from`` reads it."""
        return f"{self.who}:{self.day.isoformat()}"


def extra_from(text: str) -> Extra:
    """Return the extra day in a text: ``side:sector:subject:day``, or ``person:day``.

    Raises ``BadDataError`` when it is none.

    Examples
    --------
    >>> extra_from("field:vo:wiskunde:2027-05-12").who
    Kind(side=<Side.FIELD: 'field'>, sector=<Sector.VO: 'vo'>, subject='wiskunde')
    >>> str(extra_from("user:12:2027-05-12"))
    'user:12:2027-05-12'
    """
    who, _, day = text.rpartition(":")
    try:
        return Extra(_who(who), date.fromisoformat(day))
    except ValueError:
        raise BadDataError([Finding.of("assessment.extra-wrong", text, found=text)]) from None


def _who(text: str) -> Kind | str:
    words = text.split(":")
    if words[0] in _SIDES and len(words) == _WORDS:
        return Kind(Side(words[0]), Sector(words[1]), words[2])
    if not text or words[0] in _SIDES:
        raise ValueError(text)
    return text


def able(region: RegionAssessment, who: Kind | str) -> tuple[str, ...]:
    """Return the keys of everybody who could give a day: one person, or all of a kind."""
    if isinstance(who, Kind):
        return tuple(each.key for each in region.assessors_for(who.side, who.sector, who.subject))
    people = (*region.assessors, *region.guides)
    return tuple(each.key for each in people if each.key == who)


def day_mask(region: RegionAssessment, grid: Grid, day: date) -> int:
    """Return the blocks of an extra day; none on a day on which everything is closed."""
    hours = [ExtraHours(day, *OFFICE_HOURS)]
    return free_mask(grid, [], hours, holidays=region.public_holidays)


def with_extra(
    region: RegionAssessment,
    grid: Grid,
    resources: Mapping[str, Resource],
    extra: Iterable[Extra],
) -> dict[str, Resource]:
    """Return the resources with each extra day; one for which there is nobody changes nothing."""
    found = dict(resources)
    for each in extra:
        if keys := [key for key in able(region, each.who) if key in found]:
            key = min(keys, key=lambda one: (found[one].free.bit_count(), one))
            bits = day_mask(region, grid, each.day)
            found[key] = replace(found[key], free=found[key].free | bits)
    return found


def without(resources: Mapping[str, Resource], less: Iterable[str]) -> dict[str, Resource]:
    """Return the resources with some never free.

    They stay where they are: the same candidates are drawn with them as without.
    """
    gone = set(less)
    return {key: replace(one, free=0) if key in gone else one for key, one in resources.items()}
