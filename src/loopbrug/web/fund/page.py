"""What the pages of a pool show: lines, pictures, and the mark every simulated figure carries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loopbrug.core.fund.explain import said
from loopbrug.core.fund.model import Footing, Pool
from loopbrug.core.fund.premium import BoardPremium, Loaded
from loopbrug.core.fund.pricing import Priced, Swing
from loopbrug.core.fund.reserve import Prospect
from loopbrug.core.law.trace import Figure, Step, uncertain
from loopbrug.core.terms.finding import Finding, LegalSource
from loopbrug.core.terms.words import Sector
from loopbrug.web.fund.queries import TermsRow
from loopbrug.web.ui import amounts
from loopbrug.web.ui.parts import BarPair, Crumb, FanRow

EVIDENCE = {
    Footing.PUBLISHED: gettext_lazy("gepubliceerd"),
    Footing.DERIVED: gettext_lazy("afgeleid"),
    Footing.ASSUMPTION: gettext_lazy("aanname"),
}


def euros(amount: float | Decimal) -> str:
    """Return whole euros as people read them; a computed figure has no cents to boast of."""
    return amounts.euros(amount, whole=True)


def rounded(amount: float) -> str:
    """Return an amount that was drawn, in hundreds: more digits would be false precision."""
    return euros(round(amount / 100) * 100)


def percents(share: float) -> str:
    """Return a chance in percents, one digit behind the comma below ten."""
    digits = 1 if share < 0.1 else 0  # noqa: PLR2004
    return f"{number_format(100 * share, digits, use_l10n=True)}%"


def in_hundred(share: float) -> str:
    """Return a chance in words people can picture: so many of 100 cases."""
    if share < 0.005:  # noqa: PLR2004
        return _("minder dan 1 van de 200 keer")
    return _("ongeveer %(count)s van de 100 keer") % {"count": round(100 * share) or 1}


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A board in the pool: how many places, of which kinds; nobody is named."""

    name: str
    places: int
    first_year: int
    sectors: tuple[Sector, ...]


@dataclass(frozen=True, slots=True)
class FactorLine:
    """A factor as a page shows it."""

    said: Finding
    evidence: str
    low: str
    high: str
    sources: tuple[LegalSource, ...]


@dataclass(frozen=True, slots=True)
class PremiumLine:
    """A board's premium beside what it expects to lose, and what it would face alone."""

    name: str
    premium: BoardPremium
    alone: str
    pooled: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A pool without and with somebody behind it, on the same axis."""

    before: Prospect
    after: Prospect
    fan_before: tuple[FanRow, ...]
    fan_after: tuple[FanRow, ...]
    low: float
    high: float


def board_lines(pool: Pool) -> tuple[BoardLine, ...]:
    """Return the boards with counts, largest first."""
    found = []
    for board in pool.boards:
        mine = [entrant for entrant in pool.entrants if entrant.board == board.code]
        first = sum(entrant.phase.value == "first-year" for entrant in mine)
        sectors = tuple(dict.fromkeys(sorted(entrant.sector for entrant in mine)))
        found.append(BoardLine(board.name, len(mine), first, sectors))
    return tuple(sorted(found, key=lambda line: (-line.places, line.name)))


def factor_lines(found: Priced) -> tuple[FactorLine, ...]:
    """Return what the pool rests on, for the sectors that are in it."""
    present = {entrant.sector.value for entrant in found.pool.entrants}
    absent = {sector.value for sector in Sector} - present
    return tuple(
        FactorLine(
            said(factor), str(EVIDENCE[factor.evidence]), _plain(factor.low), _plain(factor.high),
            tuple(dict.fromkeys(figure.dated.source for figure in factor.figures)),
        )
        for factor in found.assumed.factors
        if factor.name.rpartition("-")[2] not in absent
    )  # fmt: skip


def premium_lines(found: Priced) -> tuple[PremiumLine, ...]:
    """Return each board's premium, largest board first."""
    names = {board.code: board.name for board in found.pool.boards}
    premiums = {one.board: one for one in found.premiums}
    return tuple(
        PremiumLine(
            names[one.board], premiums[one.board],
            rounded(one.alone.safe / one.places), rounded(one.pooled.safe / one.places),
        )
        for one in found.boards
    )  # fmt: skip


def buffer_bars(found: Priced) -> tuple[BarPair, ...]:
    """Return what each board must hold for a bad year: alone beside in the pool, for one place."""
    names = {board.code: board.name for board in found.pool.boards}
    return tuple(
        BarPair(
            names[one.board], one.alone.safe / one.places, one.pooled.safe / one.places,
            rounded(one.alone.safe / one.places), rounded(one.pooled.safe / one.places),
            _("%(count)s in de pool") % {"count": one.places},
        )
        for one in found.boards
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SwingLine:
    """What a factor does to the expected loss of a year."""

    said: Finding
    low: str
    high: str


def swing_lines(found: Priced, swings: Iterable[Swing]) -> tuple[SwingLine, ...]:
    """Return what moves the outcome most, first."""
    return tuple(
        SwingLine(said(found.assumed.of(one.name)), rounded(one.low), rounded(one.high))
        for one in swings
    )


def principle_lines(found: Priced) -> tuple[tuple[str, Loaded, bool], ...]:
    """Return the four principles by name, and which one was chosen."""
    words = dict(TermsRow.Principle.choices)
    chosen = found.pool.terms.principle
    return tuple(
        (str(words[one.principle.value]), one, one.principle is chosen) for one in found.principles
    )


def fan_rows(prospect: Prospect) -> tuple[FanRow, ...]:
    """Return what the pool may hold at each moment."""
    labels = [_("nu"), *(_("jaar %(number)s") % {"number": n} for n in range(1, 99))]
    pairs = zip(labels, prospect.bands, strict=False)
    return tuple(FanRow(label, *band) for label, band in pairs)


def beside(before: Prospect, after: Prospect) -> Beside:
    """Return two prospects on one axis."""
    amounts = [one for prospect in (before, after) for band in prospect.bands for one in band]
    return Beside(before, after, fan_rows(before), fan_rows(after), min(amounts), max(amounts))


def unsure(steps: Iterable[tuple[Sector, tuple[Step, ...]]]) -> tuple[Figure, ...]:
    """Return the figures that are provisional or only remembered."""
    return uncertain(step for _sector, many in steps for step in many)


def crumbs(*more: Crumb) -> Iterator[Crumb]:
    """Yield the way to a page below the pool."""
    yield Crumb(_("De pool"), reverse("fund:pool"))
    yield from more


def _plain(value: Decimal) -> str:
    return number_format(value.normalize() + 0, use_l10n=True)
