"""Rows of funds as values of the core, with what is left in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.model import NOTHING, CostKind, LocalFund, Payer
from loopbrug.core.terms.words import Sector
from loopbrug.web.finance.facts.promises import Promised, promises_of, taken_from
from loopbrug.web.finance.queries.funds import FundVersion, current_funds
from loopbrug.web.finance.queries.proposals import proposals_of
from loopbrug.web.organisations.queries import Kind
from loopbrug.web.pathway.queries import Dossier

PAYERS = {
    Kind.MUNICIPALITY: Payer.MUNICIPALITY,
    Kind.DESK: Payer.REGION,
    Kind.FOUNDATION: Payer.FOUNDATION,
}


@dataclass(frozen=True, slots=True)
class KeptFund:
    """A fund as its manager sees it: the version that counts, promised, left (None: unknown)."""

    row: FundVersion
    promised: Decimal
    left: Decimal | None
    promises: tuple[Promised, ...] = ()

    @property
    def released(self) -> Decimal:
        """What was promised once and became free."""
        return sum((one.released for one in self.promises), NOTHING)


def kept_funds(rows: Iterable[FundVersion]) -> tuple[KeptFund, ...]:
    """Return funds with what was promised out of them, and what became free again."""
    listed = tuple(rows)
    told = promises_of([row.code for row in listed])
    return tuple(_with(row, told.get(row.code, ())) for row in listed)


def funds_for(
    region: str, day: date, municipality: int | None, without: object = None
) -> tuple[tuple[LocalFund, int], ...]:
    """Return the funds that can pay in a region on ``day``, each with the version it has now.

    A municipality pays only where it is asked: its funds are there when it is ``municipality``.
    ``without`` is the dossier whose own promise does not count against what is left.
    """
    rows = [row for row in current_funds(region) if _pays(row, day, municipality)]
    taken = taken_from([row.code for row in rows], without) if rows else {}
    return tuple((local_fund(row, taken.get(row.code, NOTHING)), row.number) for row in rows)


def funds_of(dossier: Dossier, day: date) -> tuple[LocalFund, ...]:
    """Return the funds that can pay for a dossier, with the municipality of its last proposal."""
    latest = proposals_of(dossier).first()
    municipality = latest.municipality_id if latest else None
    found = funds_for(dossier.region, day, municipality, dossier.pk)
    return tuple(fund for fund, _ in found)


def local_fund(row: FundVersion, taken: Decimal) -> LocalFund:
    """Return a fund as a value, with what is left in it after ``taken``."""
    return LocalFund(
        code=row.code,
        name=row.name,
        payer=PAYERS[Kind(row.manager.kind)],
        amount=row.amount,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        share=row.share,
        sectors=tuple(Sector(each) for each in row.sectors),
        for_kinds=tuple(CostKind(each) for each in row.for_kinds),
        excludes=tuple(row.excludes),
        apply_by=row.apply_by,
        account_by=row.account_by,
        left=_left(row, taken),
        needs=tuple(row.needs),
        source=row.source,
    )


def _with(row: FundVersion, promises: tuple[Promised, ...]) -> KeptFund:
    taken = sum((one.taken for one in promises), NOTHING)
    return KeptFund(row, taken, _left(row, taken), promises)


def _left(row: FundVersion, taken: Decimal) -> Decimal | None:
    return None if row.budget is None else max(NOTHING, row.budget - taken)


def _pays(row: FundVersion, day: date, municipality: int | None) -> bool:
    asked = row.manager.kind != Kind.MUNICIPALITY or row.manager_id == municipality
    return asked and not row.closed and (row.valid_until is None or row.valid_until >= day)
