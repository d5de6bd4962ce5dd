"""Making a proposal from the best lawful stack, and changing one part of it within its room."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.cost_line import CostLine
from loopbrug.core.finance.deadlines import deadlines
from loopbrug.core.finance.model import (
    NOTHING,
    Certainty,
    FinanceCase,
    Payer,
    SourceStatus,
    SourceVerdict,
)
from loopbrug.core.finance.proposal import (
    OWN,
    Part,
    Proposal,
    ProposedCost,
    Side,
    UsedFigure,
    spread_over,
)
from loopbrug.core.finance.stacking import Stack, best_stack, limit, shut_out
from loopbrug.core.finance.uncovered import uncovered
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, figures_in
from loopbrug.core.terms.finding import BadDataError, Finding, Weight

_SURE = (Certainty.AGREED, Certainty.RECEIVED)


def proposed(
    case: FinanceCase,
    law: Law,
    costs: Sequence[CostLine],
    verdicts: Sequence[SourceVerdict],
    parties: tuple[Side, ...],
) -> Proposal:
    """Return the proposal that the rules make: the best lawful stack, the board paying its own.

    Sources that may go with the stack but are not needed stand in it with nothing: a party can
    still choose to pay from them.
    """
    stack = best_stack(case, costs, verdicts)
    parts = tuple(_parts(stack, verdicts, parties))
    return Proposal(
        case=case,
        parties=parties,
        costs=tuple(_cost(line) for line in costs if line.amount or not line.known),
        parts=(*parts, _own(case, stack)),
        figures=_used_figures(costs, verdicts, frozenset(part.source for part in parts)),
        deadlines=deadlines(case, law, verdicts),
    )


def adjusted(proposal: Proposal, side: Side, amounts: Mapping[str, Decimal], why: str) -> Proposal:
    """Return the proposal with other amounts for parts of one corner.

    What the board pays out of its own gives way when the others pay more. Raises
    ``BadDataError`` with everything that is wrong at once.
    """
    findings = [*_outside(proposal, side, amounts)]
    changed = {
        source: amount
        for source, amount in amounts.items()
        if (part := proposal.part(source)) and part.amount != amount
    }
    if not findings and not changed:
        findings.append(Finding.of("finance.proposal-same"))
    if not why.strip():
        findings.append(Finding.of("finance.proposal-no-why", "why"))
    if findings:
        raise BadDataError(findings)
    parts = tuple(
        replace(part, amount=changed[part.source], why=why.strip())
        if part.source in changed
        else part
        for part in proposal.parts
    )
    return replace(proposal, parts=_fitting(replace(proposal, parts=parts), OWN in changed))


def side_of(payer: Payer, parties: tuple[Side, ...]) -> Side:
    """Return whose corner a payer is in; who has no corner is looked after by the broker."""
    if payer is Payer.BOARD:
        return Side.BOARD
    if payer is Payer.MUNICIPALITY and Side.MUNICIPALITY in parties:
        return Side.MUNICIPALITY
    return Side.MINISTRY


def _outside(proposal: Proposal, side: Side, amounts: Mapping[str, Decimal]) -> Iterator[Finding]:
    for source, amount in amounts.items():
        part = proposal.part(source)
        if part is None or part.side is not side:
            yield Finding.of("finance.proposal-not-your-part", source)
        elif not part.least <= amount <= part.most:
            yield Finding.of(
                "finance.proposal-outside", source, money_source=part.title, amount=amount,
                least_amount=part.least, most_amount=part.most,
            )  # fmt: skip


def _fitting(proposal: Proposal, own_chosen: bool) -> tuple[Part, ...]:
    """Return the parts so that no cost is paid twice; raises when they do not fit."""
    over = proposal.paid - spread_over(proposal.parts, proposal.costs).total
    own = proposal.part(OWN)
    if over > 0 and own is not None and not own_chosen:
        others = [part for part in proposal.parts if part.source != OWN]
        room = proposal.total - spread_over(others, proposal.costs).total
        gives = replace(own, amount=max(own.least, min(own.amount, room)))
        parts = tuple(gives if part.source == OWN else part for part in proposal.parts)
        proposal = replace(proposal, parts=parts)
        over = proposal.paid - spread_over(proposal.parts, proposal.costs).total
    if over > 0:
        raise BadDataError([Finding.of("finance.proposal-too-much", amount=over)])
    return proposal.parts


def _parts(
    stack: Stack, verdicts: Sequence[SourceVerdict], parties: tuple[Side, ...]
) -> Iterator[Part]:
    totals = stack.costs
    used = {line.verdict.source: line for line in stack.used}
    for line in stack.used:
        yield _part(line.verdict, line.amount, limit(line.verdict, totals), parties)
    for verdict in verdicts:
        open_ = verdict.status in (SourceStatus.ELIGIBLE, SourceStatus.NOT_YET)
        foes = any(shut_out(verdict, line.verdict) for line in stack.used)
        most = limit(verdict, totals)
        if verdict.source not in used and open_ and most > 0 and not foes:
            yield _part(verdict, NOTHING, most, parties)


def _part(
    verdict: SourceVerdict, amount: Decimal, most: Decimal, parties: tuple[Side, ...]
) -> Part:
    sure = verdict.certainty in _SURE
    return Part(
        source=verdict.source,
        title=verdict.title or verdict.source,
        side=side_of(verdict.payer, parties),
        payer=verdict.payer,
        amount=amount,
        most=most,
        # What was promised already may not become less.
        least=amount if sure else NOTHING,
        since=verdict.paid_on or verdict.opens_on,
        until=verdict.paid_until,
        for_kinds=verdict.for_kinds,
        status=verdict.status,
        certainty=verdict.certainty,
        grounds=tuple(each for each in _grounds(verdict)),
    )


def _grounds(verdict: SourceVerdict) -> Iterator[Finding]:
    if verdict.step is not None:
        yield verdict.step.said
    yield from verdict.reasons


def _own(case: FinanceCase, stack: Stack) -> Part:
    """Return what the board pays out of its own: what an employer is left with in any case."""
    bears = [each for each in uncovered(case, stack) if each.bearer is Payer.BOARD]
    amount = sum((each.amount for each in bears), NOTHING)
    return Part(
        source=OWN,
        title=OWN,
        side=Side.BOARD,
        payer=Payer.BOARD,
        amount=amount,
        most=stack.total,
        since=case.terms.starts_on,
        grounds=(Finding.of("finance.part-board-own", weight=Weight.INFORMS),),
    )


def _cost(line: CostLine) -> ProposedCost:
    told = (line.step.said, *line.marks)
    return ProposedCost(
        line.kind, line.amount, line.since, line.until, line.known, tuple(dict.fromkeys(told))
    )


def _used_figures(
    costs: Sequence[CostLine], verdicts: Sequence[SourceVerdict], sources: frozenset[str]
) -> tuple[UsedFigure, ...]:
    """Return the figures behind costs and parts; each version of a figure once."""
    steps = [line.step for line in costs]
    steps += [each.step for each in verdicts if each.step and each.source in sources]
    found: dict[tuple[str, date], UsedFigure] = {}
    for each in figures_in(steps):
        found.setdefault((each.dated.name, each.dated.valid_from), _used(each))
    return tuple(found.values())


def _used(each: Figure) -> UsedFigure:
    dated = each.dated
    return UsedFigure(
        dated.name, dated.value, dated.unit, dated.valid_from, each.used_for, dated.source,
        dated.checked_on, each.provisional_since,
    )  # fmt: skip
