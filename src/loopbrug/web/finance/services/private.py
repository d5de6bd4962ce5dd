"""Acts on what only the candidate sees. The record says that something changed, never what.

Nothing here writes an amount anywhere but in the candidate's own row: not in the record of acts,
not in the log, not in a message.
"""

from dataclasses import asdict
from datetime import date

from django.db import transaction

from loopbrug.core.finance.model import OldJob, Scale, SupplementPlan
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.finance.models.private import PrivatePay, SharedStep, SupplementRow
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, may


@transaction.atomic
def keep_old_pay(*, actor: User, dossier: Dossier, job: OldJob, day: date) -> PrivatePay:
    """Keep the old pay as the candidate tells it now; what stood there is overwritten.

    Raises ``BadDataError`` for anybody but the candidate.
    """
    row = _own(actor, dossier)
    told = {name: _plain(value) for name, value in asdict(job).items()}
    kept, _ = PrivatePay.objects.update_or_create(dossier=row, defaults={**told, "changed_on": day})
    _write(actor, row, "finance.keep-private", day)
    return kept


@transaction.atomic
def keep_supplement(
    *, actor: User, dossier: Dossier, plan: SupplementPlan | None, day: date
) -> None:
    """Keep the wage supplement the candidate knows of; None takes it away."""
    row = _own(actor, dossier)
    if plan is None:
        SupplementRow.objects.filter(dossier=row).delete()
    else:
        SupplementRow.objects.update_or_create(
            dossier=row,
            defaults={
                "payer": plan.payer.value,
                "percentages": [str(share) for share in plan.percentages],
                "cap": plan.cap,
                "certainty": plan.certainty.value,
                "changed_on": day,
            },
        )
    _write(actor, row, "finance.keep-private", day)


@transaction.atomic
def forget_old_pay(*, actor: User, dossier: Dossier, day: date) -> None:
    """Take the old pay away with everything that was computed from it; nothing is left.

    The supplement goes with it. Twice is once.
    """
    row = _own(actor, dossier)
    if _forget(row):
        _write(actor, row, "finance.clear-private", day)


@transaction.atomic
def share_step(*, actor: User, dossier: Dossier, scale: Scale, step: int, day: date) -> None:
    """Let the school know the step that the last salary leads to: the step, never the salary."""
    row = _own(actor, dossier)
    SharedStep.objects.update_or_create(
        dossier=row, defaults={"scale": scale.value, "step": step, "shared_on": day}
    )
    _write(actor, row, "finance.share-step", day)


@transaction.atomic
def take_back_step(*, actor: User, dossier: Dossier, day: date) -> None:
    """Stop sharing the step. Twice is once."""
    row = _own(actor, dossier)
    if SharedStep.objects.filter(dossier=row).delete()[0]:
        _write(actor, row, "finance.take-back-step", day)


def forget_when_over(_actor: User, dossier: Dossier, _event: Event, _day: date) -> None:
    """Take the private rows away once a dossier is over: nobody needs them any more."""
    _forget(dossier)


def _forget(dossier: Dossier) -> int:
    gone = PrivatePay.objects.filter(dossier=dossier).delete()[0]
    return gone + SupplementRow.objects.filter(dossier=dossier).delete()[0]


def _own(actor: User, dossier: Dossier) -> Dossier:
    row = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if not may(actor, Act.KEEP_OLD_PAY, row):
        raise BadDataError([Finding.of("finance.private-not-yours")])
    return row


def _plain(value: object) -> object:
    return getattr(value, "value", value)


def _write(actor: User, row: Dossier, name: str, day: date, **details: object) -> None:
    record_act(actor=actor, name=name, subject=row.subject_key, day=day.isoformat(), **details)
