"""Acts on the tripartite agreement: fill in, put forward, sign. Each is one transaction."""

from collections.abc import Mapping
from datetime import date
from secrets import token_urlsafe

from django.db import transaction

from loopbrug.core.pathway.model import State
from loopbrug.core.pathway.states import Event
from loopbrug.core.programme.agreement import (
    FIELDS,
    Signer,
    findings_before_signing,
)
from loopbrug.core.terms.finding import BadDataError, Finding, blocking
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, Role, may, roles_on
from loopbrug.web.pathway.services import advance
from loopbrug.web.programme.facts.agreement import (
    document_of,
    mark_of,
    papers_of,
    signed_by,
    unsigned_by,
)
from loopbrug.web.programme.models.agreements import (
    AgreementAnswers,
    AgreementSignature,
    AgreementVersion,
)
from loopbrug.web.programme.permissions import sides_of
from loopbrug.web.programme.queries.agreements import agreements_of, answers_of
from loopbrug.web.programme.services.waiting_letters import tell_to_sign

SECRET_BYTES = 24
MOST_WHY = 300


@transaction.atomic
def fill_agreement(
    *, actor: User, dossier: Dossier, side: Signer, answers: Mapping[str, str], day: date
) -> AgreementAnswers:
    """Keep what a side filled in; the same twice is once. A frozen version never changes.

    Raises ``BadDataError`` for who is not of that side, and for fields of another side.
    """
    row = _locked(dossier)
    if side not in sides_of(actor, row) or not may(actor, Act.FILL_AGREEMENT, row):
        raise BadDataError([Finding.of("programme.agreement-not-yours")])
    own = {field.code for field in FIELDS if field.side is side}
    if not own.issuperset(answers):
        raise BadDataError([Finding.of("programme.agreement-not-your-side")])
    filled = {code: text.strip() for code, text in answers.items() if text.strip()}
    known = answers_of(row).get(side.value)
    if known is not None and known.answers == filled:
        return known
    made: AgreementAnswers = AgreementAnswers.objects.create(
        dossier=row, side=side.value, answers=filled, filled_by=actor, filled_on=day
    )
    _write(actor, row, "programme.fill-agreement", day, side=side.value)
    return made


@transaction.atomic
def put_agreement_forward(
    *, actor: User, dossier: Dossier, day: date, why: str = ""
) -> AgreementVersion:
    """Freeze what the agreement says now as the next version, for three to sign.

    Earlier versions stay as they were signed. The first one of a dossier that was found suitable
    also begins the agreement on its pathway. Raises ``BadDataError`` with everything that is
    lacking.
    """
    row = _locked(dossier)
    if not may(actor, Act.FILL_AGREEMENT, row):
        raise BadDataError([Finding.of("programme.agreement-not-yours")])
    papers = papers_of(row, day)
    document = document_of(papers.now)
    findings = [*blocking(findings_before_signing(papers.now))]
    if papers.latest is not None:
        if not papers.renewed:
            return papers.latest
        if not why.strip():
            findings.append(Finding.of("programme.agreement-no-why"))
    begins = State(row.state) is State.SUITABLE
    if begins and Role.SCHOOL not in roles_on(actor, row):
        findings.append(Finding.of("programme.agreement-school-first"))
    if findings:
        raise BadDataError(findings)
    made: AgreementVersion = AgreementVersion.objects.create(
        dossier=row,
        number=papers.latest.number + 1 if papers.latest else 1,
        document=document,
        mark=mark_of(document),
        secret=token_urlsafe(SECRET_BYTES),
        why=why.strip()[:MOST_WHY],
        made_by=actor,
        made_on=day,
    )
    _write(actor, row, "programme.put-agreement-forward", day, version=made.number)
    tell_to_sign(made, actor)
    if begins:
        advance(actor=actor, dossier=row, event=Event.DRAFT_AGREEMENT, day=day)
    return made


@transaction.atomic
def sign_agreement(
    *, actor: User, dossier: Dossier, number: int, mark: str, day: date
) -> AgreementSignature:
    """Sign a version for one's side; ``mark`` is that of the text the actor read.

    Signing twice is signing once. Raises ``BadDataError`` with why not: not a party, a newer
    version, another text, signed for that side already, or by this person for another side.
    """
    row = _locked(dossier)
    sides = sides_of(actor, row)
    if not sides or not may(actor, Act.SIGN_AGREEMENT, row):
        raise BadDataError([Finding.of("programme.agreement-not-yours")])
    latest = agreements_of(row).first()
    if latest is None or (latest.number, latest.mark) != (number, mark):
        raise BadDataError([Finding.of("programme.agreement-stale")])
    mine: AgreementSignature | None = next(
        (one for one in latest.signatures.all() if one.user_id == actor.pk), None
    )
    if mine is not None and Signer(mine.side) in sides:
        return mine
    side = _side_of(sides, latest, signed_before=mine is not None)
    made: AgreementSignature = AgreementSignature.objects.create(
        version=latest, side=side.value, user=actor, mark=mark, signed_on=day
    )
    _write(actor, row, "programme.sign-agreement", day, party=side.value, version=number)
    return made


def lacking_signatures(dossier: Dossier, event: Event) -> tuple[Finding, ...]:
    """Return who must still sign before the board appoints, when there is an agreement here."""
    latest = agreements_of(dossier).first()
    left = unsigned_by(latest) if latest else ()
    if not left:
        return ()
    parties = tuple(side.value for side in left)
    return (Finding.of("programme.agreement-unsigned", event.value, parties=parties),)


def _side_of(
    sides: tuple[Signer, ...], version: AgreementVersion, *, signed_before: bool
) -> Signer:
    if signed_before:
        raise BadDataError([Finding.of("programme.agreement-same-person")])
    side = next((each for each in sides if each not in signed_by(version)), None)
    if side is None:
        taken = Finding.of("programme.agreement-signed-already", party=sides[0].value)
        raise BadDataError([taken])
    return side


def _locked(dossier: Dossier) -> Dossier:
    rows = Dossier.objects.select_for_update(of=("self",))
    found: Dossier = rows.select_related("candidate", "school__board", "institute").get(
        pk=dossier.pk
    )
    return found


def _write(actor: User, dossier: Dossier, name: str, day: date, **more: str | int) -> None:
    record_act(actor=actor, name=name, subject=dossier.subject_key, day=day.isoformat(), **more)
