"""The groups of a plan for everybody: how full they are, and what there is to decide about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loopbrug.core.programme.cohort.model import Demand
from loopbrug.core.programme.model import Catalogue, Offering, Unit
from loopbrug.core.terms.words import TimeSlot
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.programme.queries.catalogue import keys_of_offerings


@dataclass(frozen=True, slots=True)
class Group:
    """A group that is given, as people read it."""

    title: str
    starts: date | None
    slot: TimeSlot | None
    taken: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of one unit in one month: its groups with their people."""

    title: str
    groups: tuple[Group, ...]

    @property
    def taken(self) -> int:
        """How many people want it."""
        return sum(group.taken for group in self.groups)


@dataclass(frozen=True, slots=True)
class Month:
    """What begins in a month; ``first`` is None where nobody knows when any more."""

    first: date | None
    units: tuple[Wanted, ...]

    @property
    def taken(self) -> int:
        """How many places are taken in them together."""
        return sum(unit.taken for unit in self.units)

    @property
    def groups(self) -> int:
        """How many groups begin."""
        return sum(len(unit.groups) for unit in self.units)


@dataclass(frozen=True, slots=True)
class Decision:
    """Something to decide about a group: ``note`` in words, ``url`` where it can be done."""

    group: Group
    note: str
    order: tuple[float, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What there is to decide: groups to open or enlarge, and groups that are too small."""

    to_open: tuple[Decision, ...] = ()
    too_small: tuple[Decision, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.to_open or self.too_small)


class Words:
    """Makes words of codes; a plan of before may name what is no longer there."""

    def __init__(self, catalogue: Catalogue, language: str, told: Mapping[str, object]) -> None:
        self.units = {unit.code: unit for unit in catalogue.units}
        self.offerings = {one.code: one for one in catalogue.offerings}
        self.language = language
        found = told.get("cancelled", {})
        self.cancelled: Mapping[str, list[int]] = found if isinstance(found, dict) else {}

    def title(self, offering: str) -> str:
        """Return what the unit of an offering is called, or its code."""
        unit = self._unit(offering)
        return unit.title.text(self.language) if unit else offering

    def _unit(self, offering: str) -> Unit | None:
        given = self.offerings.get(offering)
        return self.units.get(given.unit) if given else None

    def group(self, demand: Demand) -> Group:
        """Return how full an offering is."""
        given = self.offerings.get(demand.offering)
        return Group(
            title=self.title(demand.offering),
            starts=given.period.first if given else None,
            slot=given.slot if given else None,
            taken=demand.taken,
            capacity=demand.capacity,
        )


def decisions_of(
    demand: Iterable[Demand], words: Words, institute: Organisation | None
) -> Decisions:
    """Return what there is to decide, the most useful first; an institute finds its own doors."""
    listed = [one for one in demand if one.below_smallest or round(one.price)]
    keys = keys_of_offerings(institute, [one.offering for one in listed]) if institute else {}
    code = institute.code if institute else ""
    small, scarce = [], []
    for one in listed:
        given, key = words.offerings.get(one.offering), keys.get(one.offering)
        if one.below_smallest and given is not None:
            url = reverse("catalogue:cancel", args=[code, key]) if key else ""
            small.append(_small(one, given, words, url))
        elif round(one.price):
            url = reverse("catalogue:offering", args=[code, key]) if key else ""
            scarce.append(_scarce(one, words, url))
    return Decisions(_in_order(scarce), _in_order(small))


def _in_order(found: Iterable[Decision]) -> tuple[Decision, ...]:
    return tuple(sorted(found, key=lambda one: (one.order, one.group.title)))


def _scarce(demand: Demand, words: Words, url: str) -> Decision:
    hours = _("%(count)s uur") % {"count": round(demand.price)}
    told = (
        _("Vol. Eén plaats meer scheelt samen ongeveer %(hours)s studie.")
        if demand.capacity
        else _("Niet open. Elke plaats die je opent, scheelt samen ongeveer %(hours)s studie.")
    )
    return Decision(words.group(demand), told % {"hours": hours}, (-demand.price,), url)


def _small(demand: Demand, given: Offering, words: Words, url: str) -> Decision:
    told = _("Te klein: %(taken)s van minstens %(smallest)s.") % {
        "taken": demand.taken,
        "smallest": given.smallest,
    }
    hours, stuck = words.cancelled.get(demand.offering, (None, 0))
    cost = _cost(hours, stuck)
    order = (hours is None, stuck, hours or 0, demand.taken)
    return Decision(words.group(demand), f"{told} {cost}", order, url)


def _cost(hours: int | None, stuck: int) -> str:
    """Return in words what it costs when a group is not given."""
    if hours is None:
        return _("Wat het kost als de groep niet doorgaat, is niet uitgerekend.")
    if not hours and not stuck:
        return _("Gaat de groep niet door, dan past ieder zonder extra studie in een andere groep.")
    parts = []
    if hours:
        cost = _("Gaat de groep niet door, dan kost dat samen minstens %(hours)s uur studie.")
        parts.append(cost % {"hours": hours})
    if stuck:
        lost = ngettext(
            "%(count)s kandidaat heeft dan geen programma meer.",
            "%(count)s kandidaten hebben dan geen programma meer.",
            stuck,
        )
        parts.append(lost % {"count": stuck})
    return " ".join(parts)


def months_of(demand: Iterable[Demand], words: Words) -> tuple[Month, ...]:
    """Return what is wanted per month in which it begins, and in it per unit."""
    groups = sorted(
        (words.group(one) for one in demand if one.taken),
        key=lambda one: (_month(one) or date.min, one.title, one.starts or date.min),
    )
    return tuple(
        Month(
            first,
            tuple(Wanted(title, tuple(g)) for title, g in groupby(found, lambda one: one.title)),
        )
        for first, found in groupby(groups, key=_month)
    )


def _month(group: Group) -> date | None:
    return group.starts.replace(day=1) if group.starts else None
