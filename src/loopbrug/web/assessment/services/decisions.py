"""Acts that lead to a decision: make a report, put a text forward, sign it."""

from datetime import date

from django.db import transaction

from loopbrug.core.assessment.decision import (
    Conclusion,
    DecisionText,
    Signature,
    both_signed,
    event_of,
    faults_of,
    lacking_for_signature,
)
from loopbrug.core.assessment.documents import document_of
from loopbrug.core.terms.finding import Finding, blocking
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.decisions import (
    Docket,
    docket_of,
    lacking_in,
    report_of,
    report_on,
    side_of,
    signatures_of,
    text_of,
)
from loopbrug.web.assessment.models import DecisionRow, ReportRow, SignatureRow, StatementRow
from loopbrug.web.assessment.services.decision_letters import ask_to_sign, tell_decided
from loopbrug.web.assessment.services.statements import issue_statement
from loopbrug.web.audit.services import record_act
from loopbrug.web.pathway.facts import law
from loopbrug.web.pathway.permissions import ACTS, Act, may, roles_on
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.pathway.services import NotAllowedError, NotReadyError, StaleError, advance


@transaction.atomic
def make_report(
    *,
    actor: User,
    dossier: Dossier,
    day: date,
    weight: bool | None,
    weight_text: str = "",
    why: str = "",
) -> ReportRow:
    """Freeze what was found as the next version of the report; earlier ones stay as they were.

    ``weight`` and ``weight_text`` answer whether training and experience weigh enough. Raises
    ``NotReadyError`` without an assessment, without a set of outcomes, or when a new version
    does not say ``why``; ``NotAllowedError``; ``StaleError`` when the dossier has moved on.
    """
    row = _locked(actor, dossier, Act.MAKE_REPORT)
    docket = docket_of(row)
    if docket.assessment is None:
        raise NotReadyError((Finding.of("assessment.no-assessment"),))
    report = report_on(row, docket.assessment, day, weight, weight_text.strip())
    if report is None:
        raise NotReadyError((Finding.of("assessment.report-no-outcomes"),))
    if docket.report and not why.strip():
        raise NotReadyError((Finding.of("assessment.report-no-reason"),))
    version = docket.report.version + 1 if docket.report else 1
    made: ReportRow = ReportRow.objects.create(
        assessment=docket.assessment,
        version=version,
        document=document_of(report),
        made_on=day,
        made_by=actor,
        why=why.strip(),
    )
    _write(actor, row, "assessment.make-report", day, version=version)
    return made


@transaction.atomic
def put_forward(
    *, actor: User, dossier: Dossier, day: date, text: DecisionText, seen: int = 0
) -> DecisionRow:
    """Put a decision forward on the newest report, for both sides to sign.

    It takes the place of what was put forward before; a decision in force stays so until both
    signed the new one. ``seen`` is the key of the decision that the actor saw last, 0 for none.
    Raises ``NotReadyError`` with everything that is lacking or wrong, ``NotAllowedError``,
    ``StaleError`` when the dossier has moved on or somebody else put another text forward.
    """
    row = _locked(actor, dossier, Act.SIGN_DECISION)
    docket = docket_of(row)
    last = docket.decisions[-1] if docket.decisions else None
    if (last.pk if last else 0) != seen:
        raise StaleError(row.state)
    stops = _stops(row, docket, text, day)
    if stops or docket.report is None:
        raise NotReadyError(stops)
    made: DecisionRow = DecisionRow.objects.create(
        report=docket.report,
        verdict=text.conclusion.value,
        reasons=text.reasons.strip(),
        areas=[
            {
                "area": each.area,
                "training_hours": each.training_hours,
                "guidance_hours": each.guidance_hours,
            }
            for each in text.areas
        ],
        next_doors=text.next_doors.strip(),
        put_forward_by=actor,
        put_forward_on=day,
        replaces=last,
    )
    _write(actor, row, "assessment.put-forward", day)
    ask_to_sign(actor, row)
    return made


@transaction.atomic
def sign(*, actor: User, dossier: Dossier, decision: int, day: date) -> StatementRow | None:
    """Sign a decision for one's side; return the statement when that was the last signature.

    ``decision`` is the key of the text the actor read. With the second signature, in the same
    transaction, the dossier steps on, its clock stops and the statement is issued. Raises
    ``NotReadyError`` with every reason why not, ``NotAllowedError``, and ``StaleError`` when the
    dossier has moved on meanwhile: then nothing was signed.
    """
    row = _locked(actor, dossier, Act.SIGN_DECISION)
    docket = docket_of(row)
    text = next((each for each in docket.decisions if each.pk == decision), None)
    if text is None:
        raise StaleError(row.state)
    signer = Signature(str(actor.pk), side_of(actor, row))
    signed = signatures_of(text)
    if stops := lacking_for_signature(
        signed,
        signer,
        replaced=text.pk != docket.decisions[-1].pk,
        report_replaced=docket.after(text.report) is not None,
    ):
        raise NotReadyError(stops)
    SignatureRow.objects.create(decision=text, user=actor, side=signer.side, signed_on=day)
    _write(actor, row, "assessment.sign", day, side=signer.side)
    if not both_signed((*signed, signer)):
        return None
    return _decide(actor, row, docket, text, day)


def _decide(
    actor: User, dossier: Dossier, docket: Docket, decision: DecisionRow, day: date
) -> StatementRow | None:
    """Do what follows from the second signature."""
    conclusion, before = Conclusion(decision.verdict), docket.in_force
    if before is None:
        advance(actor=actor, dossier=dossier, event=event_of(conclusion), day=day)
    else:
        _write(actor, dossier, "assessment.correct", day)
    tell_decided(dossier, corrected=before is not None)
    if conclusion is not Conclusion.SUITABLE:
        return None
    return issue_statement(
        actor=actor, dossier=dossier, decision=decision, replaces=docket.statement, day=day
    )


def _stops(dossier: Dossier, docket: Docket, text: DecisionText, day: date) -> tuple[Finding, ...]:
    lacking = blocking(lacking_in(dossier, docket, day))
    if docket.report is None:
        return lacking
    before = text_of(docket.in_force).conclusion if docket.in_force else None
    return (*lacking, *faults_of(text, report_of(docket.report), law(), day, before))


def _locked(actor: User, dossier: Dossier, act: Act) -> Dossier:
    """Return the dossier, nobody else's until the end of the transaction, for who may ``act``."""
    row: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if not may(actor, act, row):
        who, _when = ACTS[act]
        raise NotAllowedError if who.isdisjoint(roles_on(actor, row)) else StaleError(row.state)
    return row


def _write(actor: User, dossier: Dossier, name: str, day: date, **more: str | int) -> None:
    record_act(actor=actor, name=name, subject=dossier.subject_key, day=day.isoformat(), **more)
