"""Acts on a pool: places, conditions, and claims that a person decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from loopbrug.core.fund.checks import checked, place_faults
from loopbrug.core.fund.model import Contract, LossKind, Principle, Split
from loopbrug.core.terms.finding import BadDataError, Finding, Weight
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.fund.facts import Claim, ClaimState, claim_of, entrant_of, kept_pool, with_terms
from loopbrug.web.fund.models import ClaimActRow, ClaimRow, PlaceRow, TermsRow
from loopbrug.web.organisations.queries import Organisation

_RECORDED = {
    "grant": "fund.grant-claim",
    "decline": "fund.decline-claim",
    "pay": "fund.pay-claim",
}


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """A place as it is filled in."""

    board: Organisation
    sector: str
    starts_on: date
    guidance_hours: int
    contract: str = Contract.TEMPORARY.value
    effort_made: bool = True


@dataclass(frozen=True, slots=True)
class TermsDraft:
    """Conditions as they are filled in."""

    covers: tuple[str, ...] = tuple(kind.value for kind in LossKind)
    reserve: Decimal = Decimal(0)
    principle: str = Principle.EXPECTED.value
    split: str = Split.BY_EXPECTED.value
    loading: Decimal = Decimal(30)
    deviations: Decimal = Decimal("0.5")
    variance: Decimal = Decimal("0.05")
    quantile: Decimal = Decimal(90)
    costs: Decimal = Decimal(250)
    own_share: Decimal = Decimal(15)
    stop_months: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """A claim as it is filled in; ``reference`` is the board's own, never a name."""

    place: PlaceRow
    kind: str
    happened_on: date
    amount: Decimal
    reference: str = ""


def row_of(foundation: Organisation, draft: PlaceDraft, day: date) -> PlaceRow:
    """Return a place as a row that is not kept; raises ``BadDataError`` with everything wrong."""
    row = PlaceRow(
        foundation=foundation, board=draft.board, sector=draft.sector, starts_on=draft.starts_on,
        guidance_hours=draft.guidance_hours, contract=draft.contract,
        effort_made=draft.effort_made,
    )  # fmt: skip
    wrong = list(place_faults(entrant_of(row, day)))
    own = draft.board.sector
    if own and own != draft.sector:
        wrong.append(
            Finding.of("fund.sector-of-board", "sector", board=draft.board.name, sector=own)
        )
    if wrong:
        raise BadDataError(wrong)
    return row


@transaction.atomic
def add_place(
    *, actor: User | None, foundation: Organisation, draft: PlaceDraft, day: date
) -> PlaceRow:
    """Take a place into the pool; raises ``BadDataError`` with everything that cannot be right."""
    row = row_of(foundation, draft, day)
    row.save()
    record_act(
        actor=actor, name="fund.add-place", subject=f"pool:{foundation.pk}",
        board=draft.board.name, sector=draft.sector,
    )  # fmt: skip
    return row


@transaction.atomic
def end_place(*, actor: User, row: PlaceRow, day: date) -> None:
    """Let a place leave the pool after ``day``; twice is once."""
    kept = PlaceRow.objects.select_for_update(of=("self",)).select_related("board").get(pk=row.pk)
    if kept.ended_on:
        return
    kept.ended_on = max(day, kept.starts_on)
    kept.save(update_fields=["ended_on"])
    record_act(
        actor=actor, name="fund.end-place", subject=f"pool:{kept.foundation_id}",
        board=kept.board.name,
    )  # fmt: skip


@transaction.atomic
def set_terms(
    *, actor: User | None, foundation: Organisation, draft: TermsDraft, day: date
) -> TermsRow:
    """Set the conditions that hold from now; raises ``BadDataError`` with everything wrong."""
    row = TermsRow(
        foundation=foundation, kept_on=day, kept_by=actor, covers=list(draft.covers),
        reserve=draft.reserve, principle=draft.principle, split=draft.split,
        loading=draft.loading, deviations=draft.deviations, variance=draft.variance,
        quantile=draft.quantile, costs=draft.costs, own_share=draft.own_share,
        stop_months=draft.stop_months,
    )  # fmt: skip
    pool = with_terms(kept_pool(foundation, day).pool, row)
    wrong = [one for one in checked(pool) if one.weight is Weight.BLOCKS and one.about]
    if wrong:
        raise BadDataError(wrong)
    row.save()
    record_act(
        actor=actor, name="fund.set-terms", subject=f"pool:{foundation.pk}",
        principle=draft.principle, reserve=str(draft.reserve),
    )  # fmt: skip
    return row


@transaction.atomic
def register_claim(*, actor: User, draft: ClaimDraft, day: date) -> ClaimRow:
    """Write a claim down; raises ``BadDataError`` with everything that cannot be right."""
    if wrong := list(_claim_faults(draft, day)):
        raise BadDataError(wrong)
    row: ClaimRow = ClaimRow.objects.create(
        place=draft.place, kind=draft.kind, happened_on=draft.happened_on, amount=draft.amount,
        reference=draft.reference, registered_on=day, registered_by=actor,
    )  # fmt: skip
    record_act(
        actor=actor, name="fund.register-claim", subject=f"claim:{row.pk}",
        board=draft.place.board.name, amount=str(draft.amount),
    )  # fmt: skip
    return row


@transaction.atomic
def decide_claim(
    *, actor: User, row: ClaimRow, grant: bool, amount: Decimal, reason: str, day: date
) -> None:
    """Grant a claim, wholly or in part, or decline it, with a reason; a person does so, once."""
    locked = _locked(row)
    if locked.state is not ClaimState.REGISTERED:
        raise BadDataError([Finding.of("fund.claim-decided")])
    wrong = [] if reason.strip() else [Finding.of("fund.claim-reason", "reason")]
    if grant and not 0 < amount <= row.amount:
        wrong.append(Finding.of("fund.claim-granted-amount", "amount", amount=row.amount))
    if wrong:
        raise BadDataError(wrong)
    act = ClaimActRow.Act.GRANT if grant else ClaimActRow.Act.DECLINE
    given = amount if grant else Decimal(0)
    _done(actor, row, act, day, amount=given, reason=reason.strip())


@transaction.atomic
def pay_claim(*, actor: User, row: ClaimRow, day: date) -> None:
    """Say that what was granted was paid; twice is once."""
    locked = _locked(row)
    if locked.state is ClaimState.PAID:
        return
    if locked.state is not ClaimState.GRANTED or locked.granted is None:
        raise BadDataError([Finding.of("fund.claim-not-granted")])
    _done(actor, row, ClaimActRow.Act.PAY, day, amount=locked.granted)


def _done(
    actor: User, row: ClaimRow, act: str, day: date, *, amount: Decimal, reason: str = ""
) -> None:
    ClaimActRow.objects.create(
        claim=row, act=act, amount=amount, reason=reason, done_on=day, done_by=actor
    )
    record_act(
        actor=actor, name=_RECORDED[act], subject=f"claim:{row.pk}",
        board=row.place.board.name, amount=str(amount),
    )  # fmt: skip


def _locked(row: ClaimRow) -> Claim:
    """Return the claim as it is now, with nobody else deciding on it meanwhile."""
    rows = ClaimRow.objects.select_for_update(of=("self",)).prefetch_related("acts")
    return claim_of(rows.get(pk=row.pk))


def _claim_faults(draft: ClaimDraft, day: date) -> Iterator[Finding]:
    if draft.amount <= 0:
        yield Finding.of("fund.claim-amount", "amount", amount=draft.amount)
    if draft.happened_on > day:
        yield Finding.of("fund.claim-ahead", "happened_on", day=draft.happened_on)
    if draft.happened_on < draft.place.starts_on:
        yield Finding.of("fund.claim-before", "happened_on", day=draft.place.starts_on)
    stops = draft.place.ended_on
    if stops and draft.happened_on > stops and draft.kind == LossKind.SICKNESS:
        yield Finding.of("fund.claim-after", "happened_on", day=stops)
