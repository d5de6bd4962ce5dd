"""National tests on the page of a programme: the last sitting in time, and the next one."""

from collections.abc import Iterable
from dataclasses import replace

from loopbrug.core.orientation.model import Person
from loopbrug.core.outcomes.model import Gap
from loopbrug.core.programme.model import Programme, Wishes
from loopbrug.core.programme.sitting_rules import no_sitting, test_of
from loopbrug.core.programme.window import Window, window_of
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Sector
from loopbrug.web.pathway.facts import law
from loopbrug.web.programme.cards import Cards
from loopbrug.web.programme.page import Overview


def time_for(programme: Programme, wishes: Wishes, person: Person) -> Window | None:
    """Return the time somebody has for the tests of a programme, None when nothing ends it."""
    sector, appointed = person.wanted.sector, person.appointment
    return window_of(programme, wishes, sector, law(), appointed=appointed)


def with_sittings(overview: Overview, cards: Cards, window: Window | None) -> Overview:
    """Return the overview in which each national test says which sittings are left in time."""
    planned = {one.unit: one for one in overview.programme.units}
    told = tuple(
        replace(card, sitting=cards.sitting(planned[card.code], window)) if card.sitting else card
        for card in overview.cards
    )
    return replace(overview, cards=told)


def out_of_reach(
    gap: Gap | None, cards: Cards, sector: Sector, window: Window | None
) -> list[tuple[str, Finding]]:
    """Return the national tests that would close a gap but are not sat in time, by title."""
    if gap is None or window is None:
        return []
    needed = {need.outcome for need in gap.needs}
    found: Iterable[tuple[str, Finding | None]] = (
        (cards.title(unit.code), no_sitting(unit.code, test, window))
        for unit in cards.units.values()
        if (test := test_of(unit, cards.catalogue))
        and (not unit.sectors or sector in unit.sectors)
        and not needed.isdisjoint(code for code, _hours in unit.covers)
    )
    return [(title, finding) for title, finding in found if finding]
