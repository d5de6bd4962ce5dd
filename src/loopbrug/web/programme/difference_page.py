"""What changes about units and offerings in words: what each was, and what it becomes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from loopbrug.core.programme.exchange.difference import Altered, Difference
from loopbrug.core.programme.model import Offering, Unit
from loopbrug.core.terms.words import TimeSlot
from loopbrug.web.assessment.papers.telling import in_language, longday, word
from loopbrug.web.programme.cards import form_word

SHOWN = 10
"""So many are told in full; of the rest there is the number."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing about it: what it is called, what it was and what it becomes."""

    label: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A unit or an offering that changes, and everything that changes about it."""

    title: str
    code: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The first few that change in full, and how many there are besides."""

    shown: tuple[Changed, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What changes about units, and about offerings."""

    units: Changes
    offerings: Changes


def told_of(units: Difference, offerings: Difference, titles: Iterable[Unit]) -> Told:
    """Return both in words; ``titles`` are the units that lend offerings their titles."""
    known = tuple(titles)
    return Told(changes_in(units, known), changes_in(offerings, known))


def changes_in(part: Difference, units: Iterable[Unit]) -> Changes:
    """Return in words what changes; ``units`` lend offerings their titles."""
    titles = {unit.code: in_language(unit.title) for unit in units}
    shown = tuple(_changed(one, titles) for one in part.changed[:SHOWN])
    return Changes(shown, max(0, len(part.changed) - SHOWN))


def _changed(one: Altered, titles: dict[str, str]) -> Changed:
    was, becomes = dict(_about(one.was)), dict(_about(one.becomes))
    changes = tuple(
        Change(label, was.get(label, ""), words)
        for label, words in becomes.items()
        if was.get(label, "") != words
    )
    if isinstance(one.was, Unit):
        return Changed(in_language(one.was.title), one.code, changes)
    title = titles.get(one.was.unit, one.was.unit)
    return Changed(f"{title}, {longday(one.was.period.first)}", one.code, changes)


def _about(thing: Unit | Offering) -> Iterator[tuple[str, str]]:
    """Yield everything that is told of a unit or an offering, with what it is called."""
    yield from _about_unit(thing) if isinstance(thing, Unit) else _about_offering(thing)


def _about_unit(unit: Unit) -> Iterator[tuple[str, str]]:
    yield _("Titel"), unit.title.nl
    yield _("Titel in het Engels"), unit.title.en
    yield _("Vorm"), str(form_word(unit.form))
    yield _("Uren per leeruitkomst"), "; ".join(f"{code}: {hours}" for code, hours in unit.covers)
    yield _("Uren die iedereen maakt"), str(unit.fixed_hours)
    skips = _("ja") if unit.exemptible else _("nee")
    yield _("Wie een leeruitkomst al heeft, slaat die uren over"), skips
    yield _("Eerst leeruitkomsten"), _listed(unit.needs_outcomes)
    yield _("Eerst leereenheden"), _listed(unit.needs_units)
    yield _("Sectoren"), _listed(word(sector.value, "sector") for sector in unit.sectors)
    yield _("Landelijke kennistoets"), unit.national or "–"


def _about_offering(offering: Offering) -> Iterator[tuple[str, str]]:
    yield _("Leereenheid"), offering.unit
    yield _("Begint op"), longday(offering.period.first)
    yield _("Eindigt op"), longday(offering.period.last)
    yield _("Wanneer"), _when(offering.slot)
    yield _("Om de hoeveel weken?"), str(offering.every)
    yield _("Plaats"), offering.place.name if offering.place else _("online of eigen school")
    yield _("Plekken"), str(offering.capacity)
    yield _("Gaat door vanaf hoeveel mensen?"), str(offering.smallest)


def _when(slot: TimeSlot | None) -> str:
    if slot is None:
        return _("eigen tempo")
    return f"{word(slot.day, 'weekday')} {slot.start:%H:%M}–{slot.end:%H:%M}"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words) or "–"
