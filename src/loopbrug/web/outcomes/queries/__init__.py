"""Reading evidence and judgements."""

from collections.abc import Iterable

from django.db.models import QuerySet

from loopbrug.web.outcomes.models import (
    AnswerRow,
    CalibrationAnswer,
    CalibrationItem,
    CalibrationSet,
    ClaimRow,
    Confirmation,
    Draft,
    EvidenceItem,
    EvidenceShown,
    Invitation,
    JudgementRow,
    OpinionRow,
    QuestionRow,
    Round,
    Seat,
    SettlementRow,
    SettlementVoice,
    StoredFile,
    SubmissionRow,
)
from loopbrug.web.pathway.queries import Dossier

__all__ = [
    "AnswerRow",
    "CalibrationAnswer",
    "CalibrationItem",
    "CalibrationSet",
    "ClaimRow",
    "Confirmation",
    "Draft",
    "EvidenceItem",
    "EvidenceShown",
    "Invitation",
    "JudgementRow",
    "OpinionRow",
    "QuestionRow",
    "Round",
    "Seat",
    "SettlementRow",
    "SettlementVoice",
    "StoredFile",
    "SubmissionRow",
    "evidence_items",
    "judgement_rows",
    "judgements_in",
]


def evidence_items(dossier: Dossier) -> QuerySet[EvidenceItem]:
    """Return what the candidate brought, in the order it came in."""
    return EvidenceItem.objects.filter(dossier=dossier, withdrawn_on=None).prefetch_related("shown")


def judgement_rows(dossier: Dossier) -> QuerySet[JudgementRow]:
    """Return every judgement, the oldest first: of two on one outcome the later counts."""
    return JudgementRow.objects.filter(dossier=dossier)


def judgements_in(dossiers: Iterable[Dossier]) -> QuerySet[JudgementRow]:
    """Return every judgement in many dossiers, the oldest first."""
    return JudgementRow.objects.filter(dossier__in=[dossier.pk for dossier in dossiers])
