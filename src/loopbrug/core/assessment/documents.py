"""A report as plain data and back: what was frozen must be readable when the core has grown."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from enum import Enum
from typing import Any

from loopbrug.core.assessment.report import Judge, Report, ReportedArea, ReportedOutcome
from loopbrug.core.outcomes.model import Verdict
from loopbrug.core.terms.words import Bilingual

Document = dict[str, Any]


def document_of(report: Report) -> Document:
    """Return a report as what JSON can hold; days as ISO text."""
    plain: Document = _plain(asdict(report))
    return plain


def report_from(document: Mapping[str, Any]) -> Report:
    """Return the report that ``document`` was made from.

    What the document does not have takes its default; what is no longer known is passed over.
    Raises ``KeyError`` or ``ValueError`` for a document no report was made into.
    """
    known = _known(Report, document)
    return Report(
        **known
        | {
            "qualification": Bilingual(**document["qualification"]),
            "framework": Bilingual(**document["framework"]),
            "areas": tuple(_area(each) for each in document["areas"]),
            "judges": tuple(Judge(**_known(Judge, each)) for each in document.get("judges", ())),
            "requested_on": _day(document.get("requested_on")),
            "lesson_on": _day(document.get("lesson_on")),
            "interview_on": _day(document.get("interview_on")),
        }
    )


def _area(document: Mapping[str, Any]) -> ReportedArea:
    known = _known(ReportedArea, document)
    outcomes = tuple(_outcome(each) for each in document["outcomes"])
    return ReportedArea(**known | {"title": Bilingual(**document["title"]), "outcomes": outcomes})


def _outcome(document: Mapping[str, Any]) -> ReportedOutcome:
    verdict = document["verdict"]
    return ReportedOutcome(
        **_known(ReportedOutcome, document)
        | {
            "statement": Bilingual(**document["statement"]),
            "verdict": None if verdict is None else Verdict(verdict),
            "judged_on": _day(document.get("judged_on")),
            "by": tuple(document.get("by", ())),
            "evidence": tuple(document.get("evidence", ())),
            "left": tuple(document.get("left", ())),
        }
    )


def _known(kind: type, document: Mapping[str, Any]) -> Document:
    names = {each.name for each in fields(kind)}
    return {name: value for name, value in document.items() if name in names}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
