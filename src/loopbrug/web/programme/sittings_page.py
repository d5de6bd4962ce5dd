"""National tests on the page of a programme: the last sitting in time, and the next one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from loopbrug.core.law.model import NoLawInForceError
from loopbrug.core.outcomes.model import Gap
from loopbrug.core.pathway.deadlines import after, appointment_ends
from loopbrug.core.programme.model import Programme, Wishes
from loopbrug.core.programme.sitting_rules import Window, no_sitting, test_of
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Sector
from loopbrug.web.pathway.facts import law
from loopbrug.web.programme.cards import Cards
from loopbrug.web.programme.final import SECTORS
from loopbrug.web.programme.page import Overview


def window_of(
    programme: Programme, wishes: Wishes, sector: Sector, *, appointed: bool
) -> Window | None:
    """Return the time in which tests have to be passed: the years of the law, or less if wished.

    The appointment is taken to begin with the programme. None when nothing ends it.
    """
    starts = (unit.period.first for unit in programme.units)
    begins = min(starts, default=wishes.start_on_or_after)
    term = _term(begins, sector) if appointed else None
    ends = min((day for day in (term, wishes.finish_by) if day), default=None)
    return Window(begins, ends, term=ends == term) if ends else None


def _term(begins: date, sector: Sector) -> date | None:
    try:
        if sector is Sector.MBO:
            return after(begins, law().on("pdg.qualified_within", begins))
        return appointment_ends(begins, law()) if sector in SECTORS else None
    except NoLawInForceError:
        return None


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
