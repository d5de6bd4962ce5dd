"""Evidence and judgements of a dossier. Judgements are only ever added."""

from loopbrug.web.outcomes.models.calibration import (
    CalibrationAnswer,
    CalibrationItem,
    CalibrationSet,
)
from loopbrug.web.outcomes.models.evidence import (
    ClaimRow,
    Confirmation,
    EvidenceItem,
    EvidenceShown,
    Invitation,
    StoredFile,
)
from loopbrug.web.outcomes.models.judgements import JudgementRow
from loopbrug.web.outcomes.models.rounds import (
    AnswerRow,
    Draft,
    OpinionRow,
    QuestionRow,
    Round,
    Seat,
    SettlementRow,
    SettlementVoice,
    SubmissionRow,
)

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
]
