"""Acts on pieces of evidence: each one transaction, with its line in the record."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from loopbrug.core.outcomes.evidence import Carrier, Kind, Shown
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.outcomes.models import ClaimRow, EvidenceItem, EvidenceShown, StoredFile
from loopbrug.web.outcomes.queries.evidence import judged_codes
from loopbrug.web.pathway.facts import framework_of
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.services import NotAllowedError

CODE = re.compile(r"E(\d{1,9})")


@dataclass(frozen=True, slots=True)
class PieceFacts:
    """What somebody says of a piece, besides its content and its links."""

    title: str
    kind: Kind
    made_from: date | None = None
    dated: date | None = None
    still_practised: str = ""
    own_work: bool = False
    amount: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a piece is kept as: a text, a link or a file that came in."""

    carrier: Carrier
    text: str = ""
    link: str = ""
    file: StoredFile | None = None


@transaction.atomic
def add_piece(
    *,
    actor: User,
    dossier: Dossier,
    facts: PieceFacts,
    content: Content,
    shown: Iterable[Shown] = (),
    claim: ClaimRow | None = None,
) -> EvidenceItem:
    """Add a piece with what it shows; ``claim`` is what the CV says of it.

    The candidate adds anything; school, assessor and coach add what they saw themselves. Raises
    ``NotAllowedError``, or ``BadDataError`` with everything that does not fit.
    """
    row = locked(dossier)
    own = may(actor, Act.ADD_EVIDENCE, row)
    observed = facts.kind is Kind.OBSERVATION and may(actor, Act.ADD_OBSERVATION, row)
    if not (own or observed):
        raise NotAllowedError
    links = tuple(shown)
    refuse([*unknown_outcomes(row, links), *unusable(content.file, row, actor)])
    item = keep_piece(row, facts, content, actor=actor, given_by="" if own else str(actor))
    _write_links(item, links)
    if claim is not None:
        ClaimRow.objects.filter(pk=claim.pk, dossier=row).update(evidence=item)
    if own:
        record_act(
            actor=actor, name="outcomes.add-evidence", subject=row.subject_key, piece=item.code
        )
    else:
        record_act(
            actor=actor, name="outcomes.add-observation", subject=row.subject_key, piece=item.code
        )
    return item


@transaction.atomic
def change_piece(*, actor: User, item: EvidenceItem, facts: PieceFacts) -> EvidenceItem:
    """Change what is said of a piece; its content stays, and so does a piece that was judged on.

    Raises ``NotAllowedError`` or ``BadDataError``.
    """
    row = own_piece(actor, item)
    if row.code in judged_codes(row.dossier):
        raise BadDataError([Finding.of("outcomes.piece-judged", row.code, piece=row.title)])
    told = {name: value for name, value in asdict(facts).items() if getattr(row, name) != value}
    if told:
        for name, value in told.items():
            setattr(row, name, value)
        row.save(update_fields=list(told))
        record_act(
            actor=actor,
            name="outcomes.change-evidence",
            subject=row.dossier.subject_key,
            piece=row.code,
        )
    return row


@transaction.atomic
def link_piece(*, actor: User, item: EvidenceItem, shown: Iterable[Shown]) -> bool:
    """Keep what a piece shows, instead of what it showed; return whether anything changed.

    Raises ``NotAllowedError``, or ``BadDataError`` for outcomes that do not exist or come twice,
    and for a link that goes while somebody judged on the piece.
    """
    row, links = own_piece(actor, item), tuple(shown)
    before = {link.outcome: Shown(link.outcome, link.what, link.where) for link in row.shown.all()}
    gone = before.keys() - {link.outcome for link in links}
    judged = bool(gone) and row.code in judged_codes(row.dossier)
    kept = [Finding.of("outcomes.link-judged", code, outcome=code) for code in sorted(gone)]
    refuse([*unknown_outcomes(row.dossier, links), *(kept if judged else [])])
    if tuple(before.values()) == links:
        return False
    row.shown.exclude(outcome__in=[link.outcome for link in links]).delete()
    _write_links(row, links)
    _record_links(actor, row, links)
    return True


@transaction.atomic
def add_link(*, actor: User, item: EvidenceItem, outcome: str) -> bool:
    """Add one outcome to what a piece shows; return whether it was new."""
    row, link = own_piece(actor, item), Shown(outcome)
    refuse(unknown_outcomes(row.dossier, (link,)))
    if row.shown.filter(outcome=outcome).exists():
        return False
    _write_links(row, (link,))
    _record_links(actor, row, (link,))
    return True


@transaction.atomic
def withdraw_piece(*, actor: User, item: EvidenceItem, day: date) -> EvidenceItem:
    """Take a piece back; it stays on the record, and in sight of who judged on it."""
    row = own_piece(actor, item)
    if row.withdrawn_on is None:
        row.withdrawn_on = day
        row.save(update_fields=["withdrawn_on"])
        row.invitations.filter(used_at=None, taken_back_at=None).update(
            taken_back_at=timezone.now()
        )
        record_act(
            actor=actor,
            name="outcomes.withdraw-evidence",
            subject=row.dossier.subject_key,
            piece=row.code,
        )
    return row


@transaction.atomic
def put_back_piece(*, actor: User, item: EvidenceItem) -> EvidenceItem:
    """Bring a withdrawn piece back, as it was."""
    row = own_piece(actor, item)
    if row.withdrawn_on is not None:
        row.withdrawn_on = None
        row.save(update_fields=["withdrawn_on"])
        record_act(
            actor=actor,
            name="outcomes.put-back-evidence",
            subject=row.dossier.subject_key,
            piece=row.code,
        )
    return row


@transaction.atomic
def record_opening(*, actor: User, item: EvidenceItem) -> None:
    """Record that somebody opened a file knowing that nobody scanned it."""
    record_act(
        actor=actor,
        name="outcomes.open-unscanned",
        subject=item.dossier.subject_key,
        piece=item.code,
    )


def locked(dossier: Dossier) -> Dossier:
    """Return the dossier with its row locked until the transaction ends."""
    return Dossier.objects.select_for_update().get(pk=dossier.pk)


def own_piece(actor: User, item: EvidenceItem) -> EvidenceItem:
    """Return the piece as it is now, its dossier locked; raises ``NotAllowedError``."""
    dossier = locked(item.dossier)
    if not may(actor, Act.ADD_EVIDENCE, dossier):
        raise NotAllowedError
    return EvidenceItem.objects.select_related("dossier").get(pk=item.pk)


def keep_piece(
    dossier: Dossier, facts: PieceFacts, content: Content, *, actor: User | None, given_by: str
) -> EvidenceItem:
    """Write a piece under the next code of the dossier, which must be locked."""
    return EvidenceItem.objects.create(
        dossier=dossier,
        code=_next_code(dossier),
        carrier=content.carrier.value,
        text=content.text,
        link=content.link,
        file=content.file,
        given_by=given_by[:160],
        added_by=actor,
        **asdict(facts),
    )


def refuse(findings: Iterable[Finding]) -> None:
    """Pass when there are none; raises ``BadDataError`` with all of them otherwise."""
    if found := tuple(findings):
        raise BadDataError(found)


def unknown_outcomes(dossier: Dossier, links: Iterable[Shown]) -> list[Finding]:
    """Return a finding for every outcome the framework does not know, or that comes twice."""
    known = {outcome.code for outcome in framework_of(dossier.region).outcomes}
    seen: set[str] = set()
    found = []
    for code in (link.outcome for link in links):
        if code not in known:
            found.append(Finding.of("outcomes.link-outcome-unknown", code, outcome=code))
        elif code in seen:
            found.append(Finding.of("outcomes.link-twice", code, outcome=code))
        seen.add(code)
    return found


def unusable(file: StoredFile | None, dossier: Dossier, sent_by: User | None) -> list[Finding]:
    """Return why a file cannot become a piece, if it cannot; it is locked until that is done.

    Clearing away what was left behind waits meanwhile, or went first: then the file is gone.
    """
    if file is None:
        return []
    row = StoredFile.objects.select_for_update().get(pk=file.pk)
    sender = sent_by.pk if sent_by else None
    usable = (row.dossier_id, row.sent_by_id, row.state) == (
        dossier.pk,
        sender,
        StoredFile.State.KEPT,
    )
    if not usable:
        return [Finding.of("outcomes.upload-gone")]
    taken = EvidenceItem.objects.filter(file=row).first()
    return [Finding.of("outcomes.upload-same", piece=taken.title)] if taken else []


def _write_links(item: EvidenceItem, links: Iterable[Shown]) -> None:
    EvidenceShown.objects.bulk_create(
        [
            EvidenceShown(item=item, outcome=link.outcome, what=link.what, where=link.where)
            for link in links
        ],
        update_conflicts=True,
        unique_fields=["item", "outcome"],
        update_fields=["what", "where"],
    )


def _record_links(actor: User, item: EvidenceItem, links: Iterable[Shown]) -> None:
    codes = [link.outcome for link in links]
    record_act(
        actor=actor,
        name="outcomes.link-evidence",
        subject=item.dossier.subject_key,
        piece=item.code,
        outcomes=codes,
    )


def _next_code(dossier: Dossier) -> str:
    codes = EvidenceItem.objects.filter(dossier=dossier).values_list("code", flat=True)
    taken = [int(match[1]) for code in codes if (match := CODE.fullmatch(code))]
    return f"E{max(taken, default=0) + 1}"
