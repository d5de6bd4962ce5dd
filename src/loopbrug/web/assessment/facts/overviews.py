"""The half-yearly overview of an institute, read from its assessments; no person is in it."""

from datetime import date

from loopbrug.core.assessment.decision import Conclusion
from loopbrug.core.assessment.overview import AssessmentFacts, Half, Issued, Overview, overview_of
from loopbrug.core.pathway.deadlines import days_of
from loopbrug.web.assessment.facts.decisions import is_signed
from loopbrug.web.assessment.queries import Assessment, DecisionRow
from loopbrug.web.assessment.queries.decisions import (
    assessments_by,
    days_of_acts,
    decisions_of,
    dossiers_of,
    statements_by,
)
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.facts import law


def overview_for(institute: Organisation, half: Half) -> Overview:
    """Return what an institute did in a half year."""
    assessments = list(assessments_by(institute))
    started = days_of_acts("pathway.start-assessment", [each.dossier for each in assessments])
    decided: dict[int, DecisionRow] = {}
    for row in decisions_of(assessments).order_by("pk"):
        if is_signed(row):
            decided[row.report.assessment_id] = row
    facts = [
        _facts(each, decided.get(each.pk), started.get(each.dossier.subject_key, []))
        for each in assessments
    ]
    statements = [
        Issued(row.number, row.issued_on, row.replaces.number if row.replaces else "")
        for row in statements_by(institute)
    ]
    passed = days_of_acts("pathway.pass", dossiers_of(institute))
    days = [day for each in passed.values() for day in each]
    goal = days_of(law().on("go.target_total", _known(half)))
    return overview_of(half, facts, statements, days, goal)


def _facts(row: Assessment, decision: DecisionRow | None, started: list[date]) -> AssessmentFacts:
    """Return one assessment; of several starts of a dossier the first after the request counts."""
    began = [day for day in started if day >= row.started_on]
    return AssessmentFacts(
        requested_on=row.started_on,
        started_on=began[0] if began else None,
        decided_on=row.ended_on if decision else None,
        conclusion=Conclusion(decision.verdict) if decision else None,
        stopped_on=None if decision else row.ended_on,
    )


def _known(half: Half) -> date:
    """Return the last day of a half year, or the first day our goal is known for before that."""
    last = half.period.last or half.period.first
    return max(last, date(2022, 1, 1))
