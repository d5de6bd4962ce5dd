"""Acts on applications: prepare, say what happened, undo, keep what was spent."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from loopbrug.core.finance.application import (
    Happened,
    Stage,
    not_ready,
    twice,
    wrong_step,
)
from loopbrug.core.finance.model import CostKind, SourceVerdict
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.finance.facts.applications import (
    desk_of,
    fields_of,
)
from loopbrug.web.finance.facts.progress import last_step, lines_of, progress_of
from loopbrug.web.finance.models.applications import Application, ApplicationStep, SpentLine
from loopbrug.web.finance.queries.applications import applications_of, applications_of_person
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.programme.frozen import freeze


@transaction.atomic
def prepare_application(
    *, actor: User, dossier: Dossier, source: str, amount: Decimal, day: date
) -> Application:
    """Prepare an application from the dossier; what is lacking is told on its page.

    Raises ``BadDataError``: no source of this dossier, too much, or asked for before.
    """
    row = _locked(actor, dossier)
    desk = desk_of(row, day)
    verdict = desk.verdict(source)
    if verdict is None:
        raise BadDataError([Finding.of("finance.application-source-gone")])
    if findings := [*_twice(row, verdict, desk.case.qualification), *_amount(verdict, amount)]:
        raise BadDataError(findings)
    made: Application = Application.objects.create(
        dossier=row,
        source=source,
        title=verdict.title or source,
        qualification=desk.case.qualification,
        amount=amount,
        apply_by=verdict.apply_by,
        account_by=verdict.account_by,
        document=fields_of(row, desk.case, amount),
        verdict=freeze(verdict),
        prepared_by=actor,
        prepared_on=day,
    )
    _write(actor, row, "finance.prepare-application", day)
    return made


@transaction.atomic
def follow_application(
    *, actor: User, application: Application, step: Happened, note: str, day: date
) -> ApplicationStep:
    """Say what happened to an application. Sending asks that everything is there.

    Raises ``BadDataError`` with everything against it at once.
    """
    row = _locked(actor, application.dossier)
    current = _fresh(application)
    findings = list(wrong_step(progress_of(current), step, day))
    if step.stage is Stage.SENT and not findings:
        desk = desk_of(row, day)
        verdict = desk.verdict(current.source)
        if verdict is None:
            findings.append(Finding.of("finance.application-source-gone"))
        else:
            findings += not_ready(verdict, desk.case, current.amount)
    if findings:
        raise BadDataError(findings)
    made: ApplicationStep = ApplicationStep.objects.create(
        application=current, stage=step.stage.value, day=step.day, amount=step.amount,
        note=note.strip()[:300], entered_by=actor, entered_on=day,
    )  # fmt: skip
    _write(actor, row, "finance.follow-application", day, stage=step.stage.value)
    return made


@transaction.atomic
def undo_step(*, actor: User, application: Application, number: int, day: date) -> ApplicationStep:
    """Undo the last step, as a new row. Raises ``BadDataError`` when it is not the last."""
    row = _locked(actor, application.dossier)
    current = _fresh(application)
    last = last_step(current)
    if last is None or last.pk != number:
        raise BadDataError([Finding.of("finance.application-nothing-to-undo")])
    made: ApplicationStep = ApplicationStep.objects.create(
        application=current, stage=last.stage, day=day, undoes=last, entered_by=actor,
        entered_on=day,
    )  # fmt: skip
    _write(actor, row, "finance.undo-application", day, stage=last.stage)
    return made


@transaction.atomic
def keep_spent(
    *,
    actor: User,
    application: Application,
    kind: CostKind,
    amount: Decimal,
    paid_on: date,
    proof: str,
    day: date,
) -> SpentLine:
    """Keep one payment out of a grant; the rules of the account say later what counts."""
    row = _locked(actor, application.dossier)
    if paid_on > day:
        raise BadDataError([Finding.of("finance.application-future", "day", day=paid_on)])
    made: SpentLine = SpentLine.objects.create(
        application=application, kind=kind.value, amount=amount, day=paid_on,
        proof=proof.strip()[:160], entered_by=actor, entered_on=day,
    )  # fmt: skip
    _write(actor, row, "finance.keep-spent", day)
    return made


@transaction.atomic
def undo_spent(*, actor: User, application: Application, number: int, day: date) -> SpentLine:
    """Take a payment away, as a new row. Raises ``BadDataError`` when it is gone already."""
    row = _locked(actor, application.dossier)
    found = next((each for each in lines_of(_fresh(application)) if each.pk == number), None)
    if found is None:
        raise BadDataError([Finding.of("finance.spent-gone")])
    made: SpentLine = SpentLine.objects.create(
        application=application, kind=found.kind, amount=found.amount, day=found.day,
        undoes=found, entered_by=actor, entered_on=day,
    )  # fmt: skip
    _write(actor, row, "finance.undo-spent", day)
    return made


def _twice(row: Dossier, verdict: SourceVerdict, qualification: str) -> list[Finding]:
    """Return why not, when the same was asked for this person before, in any dossier."""
    for other in applications_of_person(row.candidate_id):
        known = (other.source, other.qualification, progress_of(other))
        if twice(verdict.source, qualification, [known]):
            told = Finding.of(
                "finance.application-twice", verdict.source, day=other.prepared_on,
                money_source=verdict.title or verdict.source,
            )  # fmt: skip
            return [told]
    return []


def _amount(verdict: SourceVerdict, amount: Decimal) -> list[Finding]:
    if 0 < amount <= verdict.amount:
        return []
    return [Finding.of("finance.application-amount", "amount", most_amount=verdict.amount)]


def _fresh(application: Application) -> Application:
    """Return the application as it is under the lock."""
    found: Application = applications_of(application.dossier).get(pk=application.pk)
    return found


def _locked(actor: User, dossier: Dossier) -> Dossier:
    row: Dossier = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("candidate", "school__board", "institute", "desk")
        .get(pk=dossier.pk)
    )
    if row.candidate_id == actor.pk or not may(actor, Act.HANDLE_APPLICATION, row):
        raise BadDataError([Finding.of("finance.not-allowed")])
    return row


def _write(actor: User, dossier: Dossier, name: str, day: date, **more: str | int) -> None:
    record_act(actor=actor, name=name, subject=dossier.subject_key, day=day.isoformat(), **more)
