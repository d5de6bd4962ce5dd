"""Both sides sign in the same second, or the candidate withdraws in it: never half a decision."""

from tests.web.assessment.verdict import judged, put, reported
from tests.web.outcomes.bench import Bench
from tests.web.pathway.stage import TODAY
from tests.web.together import SAME_SECOND, alone, at_once

from loopbrug.core.pathway.model import State
from loopbrug.core.pathway.states import Event
from loopbrug.web.assessment.models import (
    Assessment,
    DecisionRow,
    ReportRow,
    SignatureRow,
    StatementRow,
)
from loopbrug.web.assessment.services.decisions import sign
from loopbrug.web.assessment.services.statements import issue_statement
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.services import NotReadyError, StaleError, advance

pytestmark = SAME_SECOND


def waiting() -> tuple[Bench, int]:
    bench = judged()
    reported(bench)
    return bench, put(bench).pk


def counted() -> tuple[int, int, str]:
    return SignatureRow.objects.count(), StatementRow.objects.count(), Dossier.objects.get().state


def test_both_sign_in_the_same_second_and_there_is_one_statement() -> None:
    bench, row = alone(waiting)

    done = at_once(
        *[
            lambda who=who: sign(actor=who, dossier=bench.dossier, decision=row, day=TODAY)
            for who in (bench.anna, bench.femke)
        ]
    )

    assert sorted(type(each).__name__ for each in done) == ["NoneType", "StatementRow"]
    assert alone(counted) == (2, 1, State.SUITABLE)
    assert alone(lambda: Assessment.objects.get().ended_on) == TODAY


def test_one_person_signs_from_two_windows_and_it_counts_once() -> None:
    bench, row = alone(waiting)
    done = at_once(
        *[lambda: sign(actor=bench.anna, dossier=bench.dossier, decision=row, day=TODAY)] * 2
    )
    assert sorted(type(each).__name__ for each in done) == ["NoneType", "NotReadyError"]
    assert alone(counted) == (1, 0, State.ASSESSING)


def test_candidate_withdraws_in_the_second_of_the_last_signature() -> None:
    bench, row = alone(waiting)
    alone(lambda: sign(actor=bench.anna, dossier=bench.dossier, decision=row, day=TODAY))

    stopped, done = at_once(
        lambda: advance(
            actor=bench.people.amina, dossier=bench.dossier, event=Event.STOP, day=TODAY
        ),
        lambda: sign(actor=bench.femke, dossier=bench.dossier, decision=row, day=TODAY),
    )

    assert not isinstance(stopped, Exception)
    if isinstance(done, StatementRow):
        assert alone(counted) == (2, 1, State.STOPPED)
    else:
        assert isinstance(done, StaleError)
        assert alone(counted) == (1, 0, State.STOPPED)


def test_statements_issued_at_once_get_different_numbers() -> None:
    def two() -> tuple[Bench, list[DecisionRow]]:
        bench, row = waiting()
        other = put(bench, seen=row, reasons="Anders gezegd.")
        return bench, [DecisionRow.objects.get(pk=row), other]

    bench, rows = alone(two)

    done = at_once(
        *[
            lambda row=row: issue_statement(
                actor=bench.anna, dossier=bench.dossier, decision=row, replaces=None, day=TODAY
            )
            for row in rows
        ]
    )

    numbers = sorted(each.number[:13] for each in done if isinstance(each, StatementRow))
    assert numbers == ["GV-2026-00001", "GV-2026-00002"]


def test_a_report_made_from_two_tabs_is_one_version() -> None:
    bench = alone(judged)

    done = at_once(*[lambda: reported(bench)] * 2)

    assert sorted(type(each).__name__ for each in done) == ["NotReadyError", "ReportRow"]
    told = next(each for each in done if isinstance(each, NotReadyError))
    assert [finding.code for finding in told.findings] == ["assessment.report-no-reason"]
    assert alone(lambda: list(ReportRow.objects.values_list("version", flat=True))) == [1]


def test_two_texts_put_forward_at_once_are_one_and_the_other_is_told() -> None:
    def ready() -> Bench:
        bench = judged()
        reported(bench)
        return bench

    bench = alone(ready)

    done = at_once(*[lambda text=text: put(bench, reasons=text) for text in ("Helder.", "Veilig.")])

    assert sorted(type(each).__name__ for each in done) == ["DecisionRow", "StaleError"]
    assert alone(DecisionRow.objects.count) == 1


def test_a_text_is_not_signed_when_another_takes_its_place_in_that_second() -> None:
    bench, row = alone(waiting)

    signed, other = at_once(
        lambda: sign(actor=bench.femke, dossier=bench.dossier, decision=row, day=TODAY),
        lambda: put(bench, seen=row, reasons="Anders gezegd."),
    )

    assert isinstance(other, DecisionRow)
    on_old = alone(SignatureRow.objects.filter(decision=row).count)
    assert on_old == (0 if isinstance(signed, NotReadyError) else 1)
    assert alone(SignatureRow.objects.filter(decision=other).count) == 0
    assert alone(StatementRow.objects.count) == 0
