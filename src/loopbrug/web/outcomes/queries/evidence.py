"""Reading pieces of evidence, files, invitations and claims."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Prefetch, QuerySet

from loopbrug.core.outcomes.rounds import NEEDED
from loopbrug.core.pathway.states import TERMINAL
from loopbrug.web.accounts.queries import User
from loopbrug.web.outcomes.models import (
    ClaimRow,
    Confirmation,
    EvidenceItem,
    Invitation,
    JudgementRow,
    OpinionRow,
    Round,
    SettlementRow,
    StoredFile,
)
from loopbrug.web.pathway.queries import Dossier, Record


def pieces_of(dossier: Dossier) -> QuerySet[EvidenceItem]:
    """Return every piece with file, links and confirmations, the withdrawn ones too."""
    return _whole(EvidenceItem.objects.filter(dossier=dossier))


def piece_with_number(dossier: Dossier, number: int) -> EvidenceItem | None:
    """Return one piece of a dossier by its primary key, or None."""
    return _whole(EvidenceItem.objects.filter(dossier=dossier, pk=number)).first()


def observations_by(user: User, dossier: Dossier) -> QuerySet[EvidenceItem]:
    """Return the pieces somebody else than the candidate put in a dossier."""
    return EvidenceItem.objects.filter(dossier=dossier, added_by=user)


def judged_codes(dossier: Dossier) -> frozenset[str]:
    """Return the codes of pieces that a judgement rests on, in rounds where everybody handed in.

    Before that it would tell one assessor, or the candidate, what another found.
    """
    needed = {rule.value: len(sides) for rule, sides in NEEDED.items()}
    counted = Round.objects.filter(dossier=dossier).annotate(handed_in=Count("submissions"))
    complete = [row.pk for row in counted if row.handed_in >= needed[row.rule]]
    opinions = OpinionRow.objects.filter(submission__round__in=complete)
    settlements = SettlementRow.objects.filter(round__dossier=dossier)
    told = [
        *opinions.values_list("evidence", flat=True),
        *settlements.values_list("evidence", flat=True),
    ]
    return frozenset(str(code) for codes in told for code in codes)


def marks_of(dossiers: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """Return the last record and the last judgement of each dossier, 0 for none."""
    keys = list(dossiers)
    told = Record.objects.filter(dossier__in=keys).order_by()
    judged = JudgementRow.objects.filter(dossier__in=keys).order_by()
    records = dict(told.values_list("dossier").annotate(last=Max("pk")))
    judgements = dict(judged.values_list("dossier").annotate(last=Max("pk")))
    return {key: (records.get(key, 0), judgements.get(key, 0)) for key in keys}


def file_with_key(key: UUID) -> StoredFile | None:
    """Return a file, half or whole, or None."""
    return StoredFile.objects.filter(pk=key).select_related("dossier").first()


def file_with_content(dossier: Dossier, sha256: str) -> StoredFile | None:
    """Return the kept file of a dossier with this content, with its piece, or None."""
    kept = StoredFile.objects.filter(dossier=dossier, sha256=sha256, state=StoredFile.State.KEPT)
    return kept.select_related("item").first()


def files_to_scan() -> QuerySet[StoredFile]:
    """Return the kept files no scanner has seen yet."""
    return StoredFile.objects.filter(state=StoredFile.State.KEPT, scan=StoredFile.Scan.NOT_SCANNED)


def invitations_of(dossier: Dossier) -> QuerySet[Invitation]:
    """Return the invitations of a dossier with their pieces, the newest first."""
    return Invitation.objects.filter(dossier=dossier).select_related("item", "confirmation")


def invitations_ending(first: date, last: date) -> QuerySet[Invitation]:
    """Return the open invitations of living dossiers whose last day is in these days."""
    ended = [state.value for state in TERMINAL]
    found = Invitation.objects.filter(
        used_at=None, taken_back_at=None, expires_on__gte=first, expires_on__lte=last
    )
    return found.exclude(dossier__state__in=ended).select_related("dossier__candidate")


def invitation_with_hash(secret_hash: str) -> Invitation | None:
    """Return the invitation a secret belongs to, or None."""
    found = Invitation.objects.filter(secret_hash=secret_hash)
    return found.select_related("dossier__candidate", "item__file", "made_by").first()


def claims_of(dossier: Dossier) -> QuerySet[ClaimRow]:
    """Return what the candidate's CV says, with the evidence brought for it."""
    return ClaimRow.objects.filter(dossier=dossier).select_related("evidence")


def claims_with_numbers(dossier: Dossier, numbers: Iterable[int]) -> QuerySet[ClaimRow]:
    """Return some claims of a dossier by primary key."""
    return ClaimRow.objects.filter(dossier=dossier, pk__in=list(numbers))


def _whole(rows: QuerySet[EvidenceItem]) -> QuerySet[EvidenceItem]:
    said = Prefetch("confirmations", Confirmation.objects.order_by("pk"))
    return rows.select_related("file", "added_by", "dossier").prefetch_related("shown", said)
