"""Ending a difference: one puts an outcome forward and the other agrees, or the third decides."""

from datetime import date

from django.db import transaction

from loopbrug.core.outcomes.judging import Side
from loopbrug.core.outcomes.opinions import remainder_findings
from loopbrug.core.outcomes.rounds import open_differences
from loopbrug.core.terms.finding import Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.outcomes.facts.rounds import Filled, judged_of, opinion_of
from loopbrug.web.outcomes.models import Round, SettlementRow, SettlementVoice
from loopbrug.web.outcomes.services.chairs import (
    NotAllowedError,
    NotReadyError,
    record_results,
    sit,
)
from loopbrug.web.outcomes.services.letters import tell_put_forward, tell_what_is_next
from loopbrug.web.pathway.facts import framework_of


class SettledError(ValueError):
    """There is nothing to settle about this outcome any more."""


class PutForwardError(ValueError):
    """Something was put forward already, and waits for what the other side says."""


@transaction.atomic
def settle(*, actor: User, round_: Round, filled: Filled, day: date) -> SettlementRow:
    """Put forward how a difference ends; from the third assessor it counts at once.

    Raises ``NotAllowedError``, ``SettledError``, ``PutForwardError``, and ``NotReadyError`` with
    everything that is missing: verdict, reason, a usable remainder.
    """
    row, side = sit(actor, round_)
    _still_open(row, filled.outcome)
    waiting = row.settlements.filter(outcome=filled.outcome, voice=None)
    if side is not Side.THIRD and waiting.filter(how=SettlementRow.How.TALK).exists():
        raise PutForwardError
    if faults := _faults(row, filled):
        raise NotReadyError(faults)
    third = side is Side.THIRD
    settlement: SettlementRow = SettlementRow.objects.create(
        round=row,
        outcome=filled.outcome,
        how=SettlementRow.How.THIRD if third else SettlementRow.How.TALK,
        side=side,
        by=actor,
        settled_on=day,
        **filled.columns,
    )
    details = {"outcome": filled.outcome, "day": day.isoformat()}
    if third:
        record_act(
            actor=actor, name="outcomes.decide-third", subject=row.dossier.subject_key, **details
        )
        record_results(row, actor)
        _tell_when_done(row)
    else:
        record_act(
            actor=actor, name="outcomes.put-forward", subject=row.dossier.subject_key, **details
        )
        tell_put_forward(settlement, row)
    return settlement


@transaction.atomic
def answer_settlement(
    *, actor: User, settlement: SettlementRow, agrees: bool, text: str, day: date
) -> bool:
    """Say whether the other side agrees; when it does, the judgement is recorded.

    Returns whether anything changed: saying it a second time changes nothing. Raises
    ``NotAllowedError`` for who put it forward, ``SettledError`` when it was settled otherwise.
    """
    row, side = sit(actor, settlement.round)
    if side is Side.THIRD or side.value == settlement.side:
        raise NotAllowedError
    if SettlementVoice.objects.filter(settlement=settlement).exists():
        return False
    _still_open(row, settlement.outcome)
    SettlementVoice.objects.create(
        settlement=settlement, by=actor, agrees=agrees, text=text, said_on=day
    )
    details = {"outcome": settlement.outcome, "day": day.isoformat()}
    subject = row.dossier.subject_key
    if agrees:
        record_act(actor=actor, name="outcomes.agree", subject=subject, **details)
        record_results(row, actor)
        _tell_when_done(row)
    else:
        record_act(actor=actor, name="outcomes.not-agree", subject=subject, **details)
    return True


def _tell_when_done(row: Round) -> None:
    """Tell that everything is judged; as long as differences are open, both know that."""
    if not open_differences(judged_of(row)):
        tell_what_is_next(row.pk)


def _still_open(row: Round, outcome: str) -> None:
    if outcome not in row.outcomes:
        raise NotAllowedError
    if outcome not in open_differences(judged_of(row)):
        raise SettledError


def _faults(row: Round, filled: Filled) -> tuple[Finding, ...]:
    opinion, found = opinion_of(filled), []
    if opinion is None:
        return (Finding.of("outcomes.opinion-missing", filled.outcome, outcome=filled.outcome),)
    if not filled.text.strip():
        code = "outcomes.settlement-no-reason"
        found.append(Finding.of(code, filled.outcome, outcome=filled.outcome))
    framework = framework_of(row.dossier.region)
    found.extend(remainder_findings(opinion.outcome, opinion.verdict, opinion.left, framework))
    return tuple(found)
