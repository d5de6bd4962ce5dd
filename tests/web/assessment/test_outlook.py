"""From rows to a forecast: who is there, what is taken, and one answer at a time."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.web.assessment.outlooks import DECEMBER, FRENCH, MATHS, asked, draft, expecting
from tests.web.assessment.scene import Stage, requested, staged
from tests.web.pathway.stage import TODAY
from tests.web.working import do_waiting, let_lapse

from loopbrug.core.assessment.forecast_rules import stage_findings
from loopbrug.core.assessment.model import Part
from loopbrug.core.assessment.region_load import Side
from loopbrug.core.terms.words import Sector
from loopbrug.web.assessment.facts.outlook import answer_of, mark_of, stage_for
from loopbrug.web.assessment.models import (
    AssessorProfile,
    CalendarChange,
    Estimate,
    ForecastRow,
    Hours,
)
from loopbrug.web.assessment.services import forecasts
from loopbrug.web.assessment.services.estimates import OvertakenError, lay_down_estimate
from loopbrug.web.assessment.services.forecasts import ask_forecast
from loopbrug.web.audit.models import Act
from loopbrug.web.work.models import Run
from loopbrug.web.work.services import LetGoError
from loopbrug.web.work.services import hand as hands

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def stage() -> Stage:
    return staged()


def test_region_is_made_of_people_with_hours_and_what_is_expected(stage: Stage) -> None:
    expecting(stage)
    region = stage_for("midden", asked().question).region

    names = {each.name: (each.side, each.organisations) for each in region.assessors}
    assert names == {
        "Anna": (Side.INSTITUTE, ("hogeschool",)),
        "Fred": (Side.FIELD, ("linde",)),
        "Fenna": (Side.FIELD, ("beuk",)),
    }
    assert {each.name for each in region.guides} == {"Gerda"}
    assert {each.school for each in region.lessons} == {"beukschool", "eikschool"}
    assert region.institutes[Sector.VO] == ("hogeschool",)
    assert [(each.subject, each.per_year) for each in region.expected] == [("wiskunde", 24)]
    told = {each.code: dict(each.values) for each in region.assumptions}
    assert told["assessment.assumed-inflow"]["grade"] == "B"
    assert told["assessment.assumed-without-hours"]["count"] == 1


def test_region_counts_a_class_of_one_subject_for_that_subject_only(stage: Stage) -> None:
    expecting(stage)
    Hours.objects.filter(calendar__organisation__code="eikschool").update(subject="frans")
    found = stage_for("midden", asked().question)
    frans = {each.key for each in found.region.lessons if each.subject == "frans"}
    assert len(frans) == 1
    assert frans <= set(found.resources)
    maths = found.region.choices(Sector.VO, "wiskunde")[Part.SCHOOL]
    french = found.region.choices(Sector.VO, "frans")[Part.SCHOOL]
    assert set(french) - set(maths) == frans


def test_region_leaves_out_whose_certificate_ended(stage: Stage) -> None:
    expecting(stage)
    AssessorProfile.objects.filter(user=stage.second_field).update(
        certified_until=TODAY - timedelta(days=1)
    )
    names = {each.name for each in stage_for("midden", asked().question).region.assessors}
    assert names == {"Anna", "Fred"}


def test_appointments_in_hand_take_hours(stage: Stage) -> None:
    expecting(stage)
    row = requested(stage)
    found = stage_for("midden", asked().question)
    people = [p for a in row.appointments.all() for p in a.people.all() if p.part == "institute"]
    key = f"user:{stage.cast.assessor.pk}"
    assert len([span for span in found.taken if span[0] == key]) == len(people) > 0
    load = answer_of(asked(), found, None).now.months[0].loads[0]
    assert load.part is Part.INSTITUTE
    assert load.taken > 0


def test_stage_asks_a_fixed_number_of_queries(
    stage: Stage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    expecting(stage)
    requested(stage)
    with django_assert_num_queries(QUERIES):
        stage_for("midden", asked().question)
    for name in ("Bilal", "Chris"):
        requested(stage, name)
    with django_assert_num_queries(QUERIES):
        stage_for("midden", asked().question)


QUERIES = 16


def test_mark_changes_with_what_the_answer_rests_on_and_with_nothing_else(stage: Stage) -> None:
    made = expecting(stage)

    def mark() -> str:
        return mark_of(stage_for("midden", asked().question), asked())

    before = mark()
    assert mark() == before
    calendar = stage.cast.assessor.calendar
    CalendarChange.objects.create(calendar=calendar, first=DECEMBER, last=DECEMBER)
    with_leave = mark()
    assert with_leave != before
    lay_down_estimate(actor=None, region="midden", draft=draft({MATHS: 25}, made))
    assert mark() not in {before, with_leave}


def test_forecast_is_asked_once_and_answered_once(stage: Stage) -> None:
    expecting(stage)
    first = ask_forecast(actor=stage.cast.broker, asked=asked())
    again = ask_forecast(actor=stage.cast.institute, asked=asked())
    assert first.pk == again.pk
    assert ForecastRow.objects.count() == 1

    assert do_waiting() == 1
    assert do_waiting() == 0
    row, run = ForecastRow.objects.get(), Run.objects.get()
    assert (run.outcome, run.token, run.done, run.total) == ("done", None, 2, 2)
    answer = answer_of(asked(), stage_for("midden", asked().question), row)
    assert answer.now.runs == 2
    assert not answer.stale
    assert answer.now.months[1].on_time is not None


def test_answer_is_the_same_for_the_same_number(stage: Stage) -> None:
    expecting(stage)
    rows = []
    for _time in range(2):
        ask_forecast(actor=stage.cast.broker, asked=asked())
        ForecastRow.objects.update(mark="")
        do_waiting()
        rows.append(ForecastRow.objects.get().result)
    assert rows[0] == rows[1]


def test_same_question_on_the_same_facts_is_not_played_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    expecting(stage)
    ask_forecast(actor=stage.cast.broker, asked=asked())
    do_waiting()
    result = ForecastRow.objects.get().result

    def never(*_about: object) -> None:
        raise AssertionError

    monkeypatch.setattr(forecasts, "replays", never)
    ask_forecast(actor=stage.cast.broker, asked=asked())
    assert do_waiting() == 1
    assert ForecastRow.objects.get().result == result


def test_change_stands_beside_the_present_with_the_same_candidates(stage: Stage) -> None:
    expecting(stage)
    changed = asked(less=(stage.cast.assessor,))
    ask_forecast(actor=stage.cast.broker, asked=changed)
    do_waiting()
    answer = answer_of(changed, stage_for("midden", changed.question), ForecastRow.objects.get())
    assert answer.then is not None
    for one, other in zip(answer.now.months, answer.then.months, strict=True):
        assert [each.cases for each in one.runs] == [each.cases for each in other.runs]
        assert other.loads[0].free == 0
    assert all(gain.mean <= 0 for gain in answer.gains)


def test_answer_is_old_once_the_facts_changed(stage: Stage) -> None:
    expecting(stage)
    ask_forecast(actor=stage.cast.broker, asked=asked())
    do_waiting()
    Hours.objects.filter(calendar__user=stage.guide).delete()
    answer = answer_of(asked(), stage_for("midden", asked().question), ForecastRow.objects.get())
    assert answer.stale


def test_who_dies_at_work_is_followed_up_and_can_no_longer_write(stage: Stage) -> None:
    expecting(stage)
    row = ask_forecast(actor=stage.cast.broker, asked=asked())
    dead = hands._in_hand(row.run_id)
    assert dead is not None
    assert do_waiting() == 0
    let_lapse()

    assert do_waiting() == 1
    done = ForecastRow.objects.get()
    with pytest.raises(LetGoError), dead.finishing():
        ForecastRow.objects.update(result={"now": [], "then": []})
    assert ForecastRow.objects.get().result == done.result


def test_answer_is_not_written_when_somebody_else_took_over(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    expecting(stage)
    ask_forecast(actor=stage.cast.broker, asked=asked())
    played = forecasts.replays

    def taken_over(*about: object) -> object:
        later = timezone.now() + timedelta(minutes=1)
        Run.objects.update(token=uuid4(), lease_until=later)
        return played(*about)  # type: ignore[arg-type]

    monkeypatch.setattr(forecasts, "replays", taken_over)
    assert do_waiting() == 0
    assert ForecastRow.objects.get().result is None
    assert Run.objects.get().outcome == ""


def test_failure_is_said_and_the_old_answer_stays(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    expecting(stage)
    ask_forecast(actor=stage.cast.broker, asked=asked())
    do_waiting()
    result = ForecastRow.objects.get().result
    ForecastRow.objects.update(mark="")

    def breaks(*_about: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(forecasts, "replays", breaks)
    ask_forecast(actor=stage.cast.broker, asked=asked())
    assert do_waiting() == 0
    run = Run.objects.get()
    assert (run.outcome, run.problem) == ("failed", "work.failed")
    assert ForecastRow.objects.get().result == result


def test_old_answers_go_with_their_runs_and_what_is_waited_for_stays(stage: Stage) -> None:
    expecting(stage)
    ask_forecast(actor=stage.cast.broker, asked=asked())
    do_waiting()
    waited = ask_forecast(actor=stage.cast.broker, asked=asked(seed=2))
    Run.objects.update(asked_at=timezone.now() - 2 * forecasts.KEPT)
    ask_forecast(actor=stage.cast.broker, asked=asked(seed=3))
    assert ForecastRow.objects.count() == Run.objects.count() == 2
    assert ForecastRow.objects.filter(pk=waited.pk).exists()


def test_region_in_which_nobody_is_expected_or_judges_says_so(stage: Stage) -> None:
    codes = [each.code for each in stage_findings(stage_for("midden", asked().question))]
    assert codes == ["assessment.forecast-nobody-expected"]
    expecting(stage, {MATHS: 24, FRENCH: 3})
    codes = [each.code for each in stage_findings(stage_for("midden", asked().question))]
    assert codes == ["assessment.forecast-not-played"]


def test_estimate_keeps_the_source_of_what_stays_and_is_written_down(stage: Stage) -> None:
    made = expecting(stage, {MATHS: 24, FRENCH: 3})
    new = lay_down_estimate(
        actor=stage.cast.broker,
        region="midden",
        draft=draft({MATHS: 30, FRENCH: 3}, made, by="Dit jaar"),
    )
    assert new is not None
    lines = {line.subject: (line.per_year, line.told_by) for line in new.lines.all()}
    assert lines == {"wiskunde": (30, "Dit jaar"), "frans": (3, "Vorig jaar")}
    acts = Act.objects.filter(name="assessment.estimate")
    assert acts.count() == 2
    assert acts.first().details["count"] == 33  # type: ignore[union-attr]


def test_estimate_that_changes_nothing_is_not_written(stage: Stage) -> None:
    made = expecting(stage)
    same = draft({MATHS: 24}, made)
    assert lay_down_estimate(actor=None, region="midden", draft=same) is None
    assert Estimate.objects.count() == 1


def test_estimate_of_who_was_second_is_refused(stage: Stage) -> None:
    expecting(stage)
    with pytest.raises(OvertakenError):
        lay_down_estimate(actor=None, region="midden", draft=draft({MATHS: 5}, None))


def test_estimate_of_a_later_day_counts_from_that_day(stage: Stage) -> None:
    made = expecting(stage)
    later = draft({MATHS: 100}, made)
    lay_down_estimate(
        actor=None,
        region="midden",
        draft=type(later)(date(2027, 1, 1), later.per_year, later.months, later.told, made.pk),
    )
    region = stage_for("midden", asked().question).region
    assert region.expected[0].per_year == 24
