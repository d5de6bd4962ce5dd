"""What was promised out of funds, and what became free again when an agreement ended."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loopbrug.core.finance.model import NOTHING
from loopbrug.core.pathway.model import State
from loopbrug.core.pathway.states import Event
from loopbrug.web.finance.facts.progress import progress_of
from loopbrug.web.finance.queries.applications import applications_to
from loopbrug.web.finance.queries.funds import FundPromise, promises
from loopbrug.web.finance.queries.record import stopped_days
from loopbrug.web.pathway.queries import Dossier

_LEFT = {State.STOPPED: Event.STOP, State.TRANSFERRED: Event.TRANSFER}


class Ended(StrEnum):
    """Why a promise no longer holds."""

    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    TRANSFERRED = "transferred"


@dataclass(frozen=True, slots=True)
class Promised:
    """What a fund promised to a dossier; ``ended`` is why it no longer holds, since ``day``.

    ``paid`` is what the fund paid and did not get back: that stays gone, whatever ended.
    """

    row: FundPromise
    ended: Ended | None = None
    day: date | None = None
    paid: Decimal = NOTHING

    @property
    def dossier(self) -> Dossier:
        """Whom it was promised for."""
        found: Dossier = self.row.agreed.dossier
        return found

    @property
    def taken(self) -> Decimal:
        """What the fund cannot promise to anybody else."""
        amount: Decimal = self.row.amount
        return amount if self.ended is None else self.paid

    @property
    def released(self) -> Decimal:
        """What became free."""
        amount: Decimal = self.row.amount
        return max(NOTHING, amount - self.taken)


def promises_of(codes: Iterable[str]) -> dict[str, tuple[Promised, ...]]:
    """Return what each fund promised, in as many questions for one as for a hundred."""
    rows = list(promises(codes))
    ended = {row.pk: why for row in rows if (why := _ended(row))}
    over = [row for row in rows if row.pk in ended]
    days = stopped_days({row.agreed.dossier for row in over}, _LEFT.values()) if over else {}
    paid = _paid(over) if over else {}
    found: dict[str, list[Promised]] = defaultdict(list)
    for row in rows:
        why, key = ended.get(row.pk), row.agreed.dossier_id
        day = row.agreed.withdrawn.withdrawn_on if why is Ended.WITHDRAWN else days.get(key)
        told = Promised(row, why, day if why else None, paid.get((key, row.fund_code), NOTHING))
        found[row.fund_code].append(told)
    return {code: tuple(listed) for code, listed in found.items()}


def taken_from(codes: Collection[str], without: object = None) -> Mapping[str, Decimal]:
    """Return what cannot be promised again of each fund.

    ``without`` is the key of a dossier that does not count: its proposal is made anew.
    """
    return {
        code: sum((one.taken for one in listed if one.dossier.pk != without), NOTHING)
        for code, listed in promises_of(codes).items()
    }


def _ended(row: FundPromise) -> Ended | None:
    if hasattr(row.agreed, "withdrawn"):
        return Ended.WITHDRAWN
    state = State(row.agreed.dossier.state)
    return Ended(state.value) if state in _LEFT else None


def _paid(rows: Collection[FundPromise]) -> dict[tuple[object, str], Decimal]:
    """Return what funds paid to dossiers, less what came back."""
    found: dict[tuple[object, str], Decimal] = defaultdict(Decimal)
    dossiers = {row.agreed.dossier for row in rows}
    for each in applications_to({row.fund_code for row in rows}, dossiers):
        progress = progress_of(each)
        found[each.dossier_id, each.source] += progress.paid - progress.paid_back
    return found
