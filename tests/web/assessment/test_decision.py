"""From judged to decided: what must be there, who signs, what follows in the same transaction."""

from datetime import timedelta
from typing import Any

import pytest
from tests.web.assessment.verdict import (
    NOT_YET,
    judged,
    not_yet,
    put,
    reported,
    signed,
    suitable,
    text_for,
)
from tests.web.outcomes.bench import Bench, assessing, first_round, judged_by
from tests.web.pathway.stage import TODAY, cast, matched, walked

from loopbrug.core.assessment.decision import Conclusion
from loopbrug.core.assessment.statement import is_number
from loopbrug.core.outcomes.model import Verdict
from loopbrug.core.pathway.model import State
from loopbrug.core.pathway.states import Event
from loopbrug.web.assessment.facts.decisions import docket_of, lacking_in, report_of
from loopbrug.web.assessment.models import (
    Assessment,
    DecisionRow,
    ReportRow,
    SignatureRow,
    StatementRow,
)
from loopbrug.web.assessment.services.decisions import put_forward, sign
from loopbrug.web.audit.models import Act, AppendOnlyError
from loopbrug.web.pathway import services
from loopbrug.web.pathway.models import ClockRow, Dossier
from loopbrug.web.pathway.services import NotAllowedError, NotReadyError, StaleError

pytestmark = pytest.mark.django_db


def refused(act: Any) -> set[str]:
    with pytest.raises(NotReadyError) as stopped:
        act()
    return {finding.code for finding in stopped.value.findings}


def state_of(bench: Bench) -> str:
    return Dossier.objects.get(pk=bench.dossier.pk).state


def test_report_freezes_verdicts_reasons_evidence_and_hours() -> None:
    bench = judged()
    report = report_of(reported(bench))

    first = report.outcomes[0]
    assert (first.verdict, first.text) == (Verdict.VALIDATED, "Ruim aangetoond.")
    assert first.evidence == ("Lesplan breuken",)
    partly, missing = report.outcomes[-2:]
    assert (partly.verdict, partly.hours) == (Verdict.PARTLY, 3)
    assert missing.verdict is Verdict.MISSING
    assert report.training_hours == 3 + missing.hours
    assert {(judge.name, judge.side) for judge in report.judges} == {
        ("Anna", "institute"),
        ("Femke", "field"),
    }
    assert report.unjudged == ()


def test_report_names_who_handed_in_and_the_evidence_they_pointed_at() -> None:
    bench = assessing()
    round_ = first_round(bench)
    judged_by(bench.anna, round_)
    judged_by(bench.femke, round_)

    report = report_of(reported(bench))

    assert all(outcome.evidence == ("Lesplan breuken",) for outcome in report.outcomes)
    assert "in de praktijk zien" in report.outcomes[0].text
    assert [judge.name for judge in report.judges] == ["Anna", "Femke"]
    assert lacking_in(bench.dossier, docket_of(bench.dossier), TODAY) != ()
    assert put(bench).pk


def test_new_version_says_why_and_the_old_one_stays() -> None:
    bench = judged()
    first = reported(bench)
    assert refused(lambda: reported(bench)) == {"assessment.report-no-reason"}

    second = reported(bench, why="Naam verkeerd gespeld.", day=TODAY + timedelta(days=1))

    assert (first.version, second.version, second.why) == (1, 2, "Naam verkeerd gespeld.")
    assert docket_of(bench.dossier).after(first) == second
    with pytest.raises(AppendOnlyError):
        ReportRow.objects.filter(pk=first.pk).update(why="")


def test_decision_needs_everything_judged_a_report_and_both_sides() -> None:
    bench = assessing()
    docket = docket_of(bench.dossier)
    codes = {finding.code for finding in lacking_in(bench.dossier, docket, TODAY)}
    assert {"assessment.decision-round-open", "assessment.decision-no-report"} <= codes

    services.end_help(
        actor=bench.people.broker, dossier=bench.dossier, user=bench.femke, role="assessor",
        reason="ziek", day=TODAY,
    )  # fmt: skip
    reported(bench, weight=None)
    told = lacking_in(bench.dossier, docket_of(bench.dossier), TODAY)
    codes = {finding.code for finding in told}
    assert {
        "assessment.decision-side-missing",
        "assessment.decision-unjudged",
        "assessment.decision-no-weight",
        "assessment.decision-no-lesson",
    } <= codes
    assert refused(lambda: put(bench)) >= {"assessment.decision-unjudged"}


def test_decision_tells_everything_that_is_wrong_with_its_text_at_once() -> None:
    bench = judged()
    reported(bench)

    found = refused(
        lambda: put(bench, conclusion=Conclusion.NOT_YET, reasons=" ", areas=(), next_doors="")
    )

    assert found == {
        "assessment.decision-no-reasons",
        "assessment.decision-no-next-doors",
        "assessment.decision-area-missing",
    }


def test_suitable_cannot_follow_when_experience_weighs_too_little() -> None:
    bench = judged()
    reported(bench, weight=False)
    assert refused(lambda: put(bench)) == {"assessment.decision-too-light"}


def test_second_signature_decides_everything_at_once() -> None:
    bench = judged()
    reported(bench)
    row = put(bench)

    assert sign(actor=bench.femke, dossier=bench.dossier, decision=row.pk, day=TODAY) is None
    assert state_of(bench) == State.ASSESSING
    statement = sign(actor=bench.anna, dossier=bench.dossier, decision=row.pk, day=TODAY)

    assert statement is not None
    assert is_number(statement.number)
    assert statement.number.startswith("GV-2026-00001-")
    assert state_of(bench) == State.SUITABLE
    assert Assessment.objects.get(dossier=bench.dossier).ended_on == TODAY
    assert not ClockRow.objects.filter(dossier=bench.dossier, stopped_on=None).exists()
    names = list(
        Act.objects.filter(subject=bench.dossier.subject_key, name__startswith="assessment.")
        .order_by("pk")
        .values_list("name", flat=True)
    )
    assert names[-5:] == [
        "assessment.make-report",
        "assessment.put-forward",
        "assessment.sign",
        "assessment.sign",
        "assessment.issue-statement",
    ]


def test_decision_that_is_no_yes_gives_no_statement() -> None:
    bench = not_yet()
    assert state_of(bench) == State.NOT_YET_SUITABLE
    assert not StatementRow.objects.exists()


def test_partly_suitable_is_not_yet_suitable_to_the_pathway() -> None:
    bench = judged()
    reported(bench)
    signed(bench, put(bench, **{**NOT_YET, "conclusion": Conclusion.PARTLY}))
    assert state_of(bench) == State.NOT_YET_SUITABLE


def test_nobody_signs_twice_or_for_the_other_side() -> None:
    bench = judged()
    reported(bench)
    row = put(bench)
    sign(actor=bench.anna, dossier=bench.dossier, decision=row.pk, day=TODAY)

    again = refused(
        lambda: sign(actor=bench.anna, dossier=bench.dossier, decision=row.pk, day=TODAY)
    )

    assert "assessment.sign-twice" in again
    assert SignatureRow.objects.count() == 1


@pytest.mark.parametrize("who", ["amina", "broker", "school", "institute", "coach", "policy"])
def test_only_assessors_of_the_dossier_put_forward_and_sign(who: str) -> None:
    bench = judged()
    row = reported(bench)
    other = getattr(bench.people, who)
    with pytest.raises(NotAllowedError):
        put_forward(actor=other, dossier=bench.dossier, day=TODAY, text=text_for(row))
    decision = put(bench)
    with pytest.raises(NotAllowedError):
        sign(actor=other, dossier=bench.dossier, decision=decision.pk, day=TODAY)


def test_changed_text_must_be_signed_anew() -> None:
    bench = judged()
    reported(bench)
    old = put(bench)
    sign(actor=bench.anna, dossier=bench.dossier, decision=old.pk, day=TODAY)
    with pytest.raises(StaleError):
        put(bench, reasons="Zonder te kijken wat er ligt.")
    new = put(bench, seen=old.pk, reasons="Beter gezegd.")

    assert refused(
        lambda: sign(actor=bench.femke, dossier=bench.dossier, decision=old.pk, day=TODAY)
    ) == {"assessment.sign-replaced"}
    assert signed(bench, new) is not None


def test_new_report_stops_signing_of_the_text_on_the_old_one() -> None:
    bench = judged()
    reported(bench)
    row = put(bench)
    reported(bench, why="Nog een les gezien.")
    assert refused(
        lambda: sign(actor=bench.anna, dossier=bench.dossier, decision=row.pk, day=TODAY)
    ) == {"assessment.sign-report-replaced"}


def test_pathway_takes_no_verdict_without_a_signed_decision() -> None:
    bench = judged()
    for event in (Event.FIND_SUITABLE, Event.FIND_NOT_YET_SUITABLE):
        found = refused(
            lambda event=event: services.advance(
                actor=bench.anna, dossier=bench.dossier, event=event, day=TODAY
            )
        )
        assert found == {"assessment.decision-not-signed"}


def test_dossier_from_before_there_were_assessments_is_let_by() -> None:
    people = cast()
    dossier = walked(people, matched(people), Event.START_ASSESSMENT)
    Assessment.objects.filter(dossier=dossier).delete() if False else None
    rows = Assessment.objects.filter(dossier=dossier)
    for row in rows:
        row.promises.model.objects.filter(assessment=row)._raw_delete("default")
    rows.delete()

    services.advance(actor=people.assessor, dossier=dossier, event=Event.FIND_SUITABLE, day=TODAY)

    assert Dossier.objects.get(pk=dossier.pk).state == State.SUITABLE


def test_candidate_who_withdraws_first_leaves_nothing_half_written() -> None:
    bench = judged()
    reported(bench)
    row = put(bench)
    sign(actor=bench.anna, dossier=bench.dossier, decision=row.pk, day=TODAY)
    services.advance(
        actor=bench.people.amina, dossier=bench.dossier, event=Event.STOP, day=TODAY, reason="x"
    )

    with pytest.raises(StaleError):
        sign(actor=bench.femke, dossier=bench.dossier, decision=row.pk, day=TODAY)

    assert SignatureRow.objects.count() == 1
    assert not StatementRow.objects.exists()
    assert state_of(bench) == State.STOPPED


def test_correction_replaces_decision_and_statement_once_both_signed() -> None:
    bench, old = suitable()
    later = TODAY + timedelta(days=9)
    reported(bench, why="Uren rechtgezet.", day=later)
    row = put(bench, seen=old.decision_id, reasons="Met de goede uren.")

    sign(actor=bench.anna, dossier=bench.dossier, decision=row.pk, day=later)
    assert docket_of(bench.dossier).statement == old
    new = sign(actor=bench.femke, dossier=bench.dossier, decision=row.pk, day=later)

    assert new is not None
    assert (new.replaces, new.issued_on) == (old, later)
    assert new.number != old.number
    assert state_of(bench) == State.SUITABLE
    assert DecisionRow.objects.count() == 2
    assert Act.objects.filter(name="assessment.correct").count() == 1


def test_correction_does_not_turn_the_verdict() -> None:
    bench, old = suitable()
    assert refused(lambda: put(bench, seen=old.decision_id, **NOT_YET)) == {
        "assessment.decision-turns"
    }


def test_first_decision_is_possible_only_while_the_assessment_runs() -> None:
    bench = judged()
    Dossier.objects.filter(pk=bench.dossier.pk).update(state=State.SUITABLE)
    reported(bench)
    assert "assessment.decision-too-late" in refused(lambda: put(bench))


def test_statement_numbers_follow_each_other_within_a_year() -> None:
    bench, first = suitable()
    numbers = [first.number]
    for day, why in ((TODAY, "een"), (TODAY.replace(year=2027), "twee")):
        reported(bench, why=why, day=day)
        last = DecisionRow.objects.last()
        assert last is not None
        made = signed(bench, put(bench, seen=last.pk), day)
        assert made is not None
        numbers.append(made.number)
    assert [number[:13] for number in numbers] == [
        "GV-2026-00001",
        "GV-2026-00002",
        "GV-2027-00001",
    ]
