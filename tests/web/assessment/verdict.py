"""Amina's assessment when everything is judged: two people still decide and sign."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests.web.outcomes.bench import Bench, assessing
from tests.web.pathway.stage import TODAY

from loopbrug.core.assessment.decision import AreaAmount, Conclusion, DecisionText
from loopbrug.core.outcomes.model import Judgement, Remainder, Verdict
from loopbrug.web.assessment.facts.decisions import report_of
from loopbrug.web.assessment.models import DecisionRow, ReportRow, StatementRow
from loopbrug.web.assessment.services.decisions import make_report, put_forward, sign
from loopbrug.web.outcomes.facts import gap_for
from loopbrug.web.outcomes.models import Round
from loopbrug.web.outcomes.services.recording import record_judgements
from loopbrug.web.pathway.models import Dossier

BOTH = ("institute", "field")
WEIGHT = "Je bouwde tien jaar aan bruggen en gaf daarover les aan collega’s."


def judged(text: str = "Ruim aangetoond.") -> Bench:
    """Return the bench with every outcome judged: one partly, one missing, the rest validated."""
    bench = assessing()
    Round.objects.filter(dossier=bench.dossier).update(dropped_on=TODAY)
    gap = gap_for(bench.dossier, TODAY)
    assert gap is not None
    *shown, partly, missing = gap.missing
    judgements = [Judgement(code, Verdict.VALIDATED, TODAY, BOTH, reason=text) for code in shown]
    judgements += [
        Judgement(partly, Verdict.PARTLY, TODAY, BOTH, Remainder(hours=3), "Nog drie uur."),
        Judgement(missing, Verdict.MISSING, TODAY, BOTH, reason="Nog niet gezien."),
    ]
    record_judgements(actor=None, dossier=bench.dossier, judgements=judgements)
    return bench


def reported(bench: Bench, **other: Any) -> ReportRow:
    """Return the report that Anna makes."""
    facts: dict[str, Any] = {"weight": True, "weight_text": WEIGHT, "day": TODAY, **other}
    return make_report(actor=bench.anna, dossier=bench.dossier, **facts)


def text_for(row: ReportRow, **other: Any) -> DecisionText:
    """Return a text that can be signed: suitable, with the hours of the report."""
    areas = tuple(
        AreaAmount(area.code, area.training_hours, 7)
        for area in report_of(row).areas
        if area.training_hours
    )
    text = DecisionText(Conclusion.SUITABLE, "Je les was helder en veilig.", areas)
    return replace(text, **other)


def put(bench: Bench, seen: int = 0, **other: Any) -> DecisionRow:
    """Return the decision that Anna puts forward on the newest report."""
    row = ReportRow.objects.first()
    assert row is not None
    return put_forward(
        actor=bench.anna, dossier=bench.dossier, day=TODAY, text=text_for(row, **other), seen=seen
    )


def signed(bench: Bench, decision: DecisionRow, day: date = TODAY) -> StatementRow | None:
    """Return the statement after both signed, if there is one."""
    sign(actor=bench.anna, dossier=bench.dossier, decision=decision.pk, day=day)
    return sign(actor=bench.femke, dossier=bench.dossier, decision=decision.pk, day=day)


def suitable() -> tuple[Bench, StatementRow]:
    """Return the bench after the decision, with the statement."""
    bench = judged()
    reported(bench)
    statement = signed(bench, put(bench))
    assert statement is not None
    return replace(bench, dossier=Dossier.objects.get(pk=bench.dossier.pk)), statement


NOT_YET: dict[str, Any] = {
    "conclusion": Conclusion.NOT_YET,
    "reasons": "Je les liep uit de hand.",
    "next_doors": "Pabo in deeltijd\nOnderwijsassistent worden",
}


def not_yet() -> Bench:
    """Return the bench after a decision that is no yes."""
    bench = judged()
    reported(bench)
    assert signed(bench, put(bench, **NOT_YET)) is None
    return replace(bench, dossier=Dossier.objects.get(pk=bench.dossier.pk))
