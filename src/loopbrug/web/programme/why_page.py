"""What the programme page tells of why: at each unit, and of the hours that were saved."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from loopbrug.core.programme.why import NotSooner, UnitWhy
from loopbrug.web.programme.cards import Against, Card, Cards, Why
from loopbrug.web.programme.facts.why import Explanation, Piece, Shown
from loopbrug.web.programme.page import Overview, discreet


@dataclass(frozen=True, slots=True)
class Saved:
    """An outcome that need not be learned any more, what it saves, and what shows it.

    ``hours`` are certain: without it the programme would be at least so much longer; None when
    that is not known.
    """

    code: str
    statement: str
    whole: bool
    hours: int | None
    judged_on: date | None
    by: tuple[str, ...]
    evidence: tuple[Piece, ...]


def with_whys(overview: Overview, explanation: Explanation, cards: Cards, own: bool) -> Overview:
    """Return the overview with its why at every card; others read nothing private in it."""
    whys = {one.unit: _why(one, cards, own) for one in explanation.units}
    told = tuple(_with_why(card, whys) for card in overview.cards)
    return replace(overview, cards=told)


def saved_of(
    shown: Iterable[Shown], explanation: Explanation | None, cards: Cards
) -> tuple[Saved, ...]:
    """Return what was saved by what, that which saves most first."""
    hours = dict(explanation.saved) if explanation else {}
    rows = [_saved(one, hours.get(one.outcome), cards) for one in shown]
    return tuple(sorted(rows, key=lambda row: -(row.hours or 0)))


def _saved(one: Shown, hours: int | None, cards: Cards) -> Saved:
    return Saved(
        code=one.outcome,
        statement=cards.reason(one.outcome).statement,
        whole=one.whole,
        hours=hours,
        judged_on=one.judged_on,
        by=one.by,
        evidence=one.evidence,
    )


def _with_why(card: Card, whys: dict[str, Why]) -> Card:
    return replace(card, why=whys.get(card.code))


def _why(one: UnitWhy, cards: Cards, own: bool) -> Why:
    sooner = tuple(_against(each, cards, own) for each in one.sooner)
    return Why(sooner, tuple(cards.titled(finding) for finding in one.without))


def _against(one: NotSooner, cards: Cards, own: bool) -> Against:
    told = one.reasons if own else tuple(dict.fromkeys(map(discreet, one.reasons)))
    return Against(tuple(cards.titled(each) for each in told), one.times, one.latest)
