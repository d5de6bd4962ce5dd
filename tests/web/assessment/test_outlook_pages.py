"""The months to come on a page: for who plans, with every wrong answer told and nothing lost."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.web.assessment.outlooks import MATHS, expecting
from tests.web.assessment.scene import Stage, requested, staged
from tests.web.pathway.stage import TODAY
from tests.web.working import do_waiting

from loopbrug.web.assessment.forms.outlook import usual
from loopbrug.web.assessment.models import AssessorProfile, Estimate, ForecastRow
from loopbrug.web.audit.models import Act
from loopbrug.web.work.models import Run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PAGE, INFLOW = "assessment:outlook", "assessment:inflow"
ASKED = {"first": "2026-12", "months": "1", "seed": "1"}


@pytest.fixture
def stage() -> Stage:
    return staged()


@pytest.fixture
def broker(client: Client, stage: Stage) -> Client:
    expecting(stage)
    client.force_login(stage.cast.broker)
    return client


def shown(client: Client, **asked: str) -> str:
    return client.get(reverse(PAGE), {**ASKED, **asked}).text


@pytest.mark.parametrize("who", ["broker", "institute", "other_institute"])
def test_outlook_is_for_who_plans(client: Client, stage: Stage, who: str) -> None:
    expecting(stage)
    client.force_login(getattr(stage.cast, who))
    assert client.get(reverse(PAGE)).status_code == 200
    assert reverse(PAGE) in client.get(reverse("assessment:desk")).text


@pytest.mark.parametrize(
    "who", ["amina", "school", "board", "assessor", "field_assessor", "coach", "policy"]
)
@pytest.mark.parametrize("page", [PAGE, INFLOW])
def test_outlook_is_not_there_for_others(client: Client, stage: Stage, who: str, page: str) -> None:
    client.force_login(getattr(stage.cast, who))
    assert client.get(reverse(page)).status_code == 404
    assert client.post(reverse(page), ASKED).status_code == 404
    assert reverse(PAGE) not in client.get(reverse("assessment:desk")).text


def test_outlook_needs_somebody_signed_in(client: Client) -> None:
    assert client.get(reverse(PAGE)).status_code == 302


def test_outlook_begins_with_the_six_months_after_this_one(broker: Client) -> None:
    assert usual(TODAY) == {"first": "2026-12", "months": "6", "seed": "1"}
    text = broker.get(reverse(PAGE)).text
    assert text.count('<svg class="lb-load"') == 5
    assert "Nog niet geteld" in text
    assert "bewijs B" in text


def test_chance_is_asked_waited_for_and_shown(broker: Client) -> None:
    answer = broker.post(reverse(PAGE), ASKED)
    assert answer.status_code == 302
    assert answer["Location"].endswith("?first=2026-12&months=1&seed=1&wacht=1")
    waiting = broker.get(answer["Location"]).text
    assert '<meta http-equiv="refresh"' in waiting
    assert "Nagespeeld: 0 van 8 keer" in waiting
    still = shown(broker)
    assert "Nagespeeld: 0 van 8 keer" in still
    assert 'http-equiv="refresh"' not in still
    assert "Extra dagen" in still
    assert "Extra dagen" not in waiting

    do_waiting()
    text = broker.get(answer["Location"]).text
    assert 'http-equiv="refresh"' not in text
    assert '<svg class="lb-chance"' in text
    assert "met toevalsgetal 1" in text
    assert "Berekend op" in text
    assert "nagespeelde halve jaren" in text


def test_looking_never_asks(broker: Client) -> None:
    shown(broker)
    assert not ForecastRow.objects.exists()


def test_change_is_shown_beside_the_present(broker: Client, stage: Stage) -> None:
    asked = {**ASKED, "less": f"user:{stage.guide.pk}"}
    broker.post(reverse(PAGE), asked)
    do_waiting()
    text = shown(broker, **asked)
    assert "Wat de verandering doet" in text
    assert "Kans in december 2026" in text
    assert "Begeleiders in december 2026" in text
    assert "dezelfde kandidaten (toevalsgetal 1)" in text


def test_change_of_facts_is_said_and_can_be_counted_anew(broker: Client) -> None:
    broker.post(reverse(PAGE), ASKED)
    do_waiting()
    ForecastRow.objects.update(mark="other")
    text = shown(broker)
    assert "Sindsdien is er iets veranderd" in text
    assert '<svg class="lb-chance"' in text


def test_failure_is_said(broker: Client) -> None:
    broker.post(reverse(PAGE), ASKED)
    Run.objects.update(outcome="failed")
    assert "Het tellen is niet gelukt" in shown(broker)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"first": "2026-10"}, "Deze maand is al voorbij"),
        ({"first": "2029-10"}, "Zo ver vooruit zijn er geen agenda"),
        ({"first": "mei"}, "Dit is geen maand"),
        ({"first": ""}, "Kies een maand"),
        ({"months": "0"}, "van 1 tot en met 12"),
        ({"months": "veel"}, "van 1 tot en met 12"),
        ({"seed": "zeven"}, "van 0 tot en met 4294967295"),
        ({"seed": "-1"}, "van 0 tot en met 4294967295"),
        ({"who_1": "field:vo:wiskunde"}, "Kies ook een dag"),
        ({"day_1": "2026-12-02"}, "Kies ook wie die dag geeft"),
        ({"who_1": "field:vo:wiskunde", "day_1": "ooit"}, "Dit is geen dag"),
        ({"who_1": "field:vo:wiskunde", "day_1": "2026-12-05"}, "valt in het weekend"),
        ({"who_1": "field:vo:wiskunde", "day_1": "2026-12-25"}, "een vrije dag voor iedereen"),
        ({"who_1": "field:vo:wiskunde", "day_1": "2027-03-02"}, "buiten de gekozen maanden"),
        ({"who_1": "field:vo:wiskunde", "day_1": "2026-12-02"}, "Deze extra dag verandert niets"),
        ({"who_1": "user:999999", "day_1": "2026-12-02"}, "999999"),
    ],
)
def test_wrong_question_is_told_and_nothing_is_lost(
    broker: Client, wrong: dict[str, str], sentence: str
) -> None:
    kept = {**ASKED, "seed": "41", **wrong}
    for text in (broker.post(reverse(PAGE), kept).text, shown(broker, **kept)):
        assert "Dit klopt nog niet" in text
        assert sentence in text
        assert all(f'value="{value}"' in text for value in wrong.values() if value.count("-") != 0
                   and ":" not in value)  # fmt: skip
    assert not ForecastRow.objects.exists()


def test_months_are_read_the_same_everywhere(broker: Client) -> None:
    for months in ("3.0", " 3 ", "03"):
        text = shown(broker, months=months)
        assert "Dit klopt nog niet" not in text
        assert all(word in text for word in ("dec:", "jan:", "feb:"))
        assert "mrt:" not in text


def test_everything_wrong_is_told_at_once(broker: Client) -> None:
    asked = {"seed": "x", "months": "0", "first": "2026-10", "day_2": "2026-12-08"}
    text = shown(broker, **asked, who_1="field:vo:wiskunde", day_1="2026-12-05")
    assert "van 1 tot en met 12" in text
    assert "4294967295" in text
    assert "Deze maand is al voorbij" in text
    assert "valt in het weekend" in text
    assert "buiten de gekozen maanden" not in text
    assert "Kies ook wie die dag geeft" in text


def test_day_of_a_subject_nobody_judges_is_refused(client: Client, stage: Stage) -> None:
    expecting(stage, {MATHS: 24, (*MATHS[:2], "frans"): 2})
    client.force_login(stage.cast.broker)
    text = shown(client, who_1="field:vo:frans", day_1="2026-12-02")
    assert "Niemand uit het werkveld in deze regio beoordeelt Frans" in text


def test_region_without_assessors_shows_the_load_and_counts_nothing(
    broker: Client, stage: Stage
) -> None:
    AssessorProfile.objects.all().update(active=False)
    text = shown(broker)
    assert "De kans is niet te tellen" in text
    assert "geen assessoren van de opleidingen met uren" in text
    broker.post(reverse(PAGE), ASKED)
    assert not ForecastRow.objects.exists()


def test_region_that_expects_nobody_says_so(client: Client, stage: Stage) -> None:
    client.force_login(stage.cast.broker)
    assert "Er wordt niemand verwacht" in shown(client)


def test_outlook_asks_a_fixed_number_of_queries(
    broker: Client, stage: Stage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    requested(stage)
    shown(broker)
    with django_assert_num_queries(QUERIES):
        shown(broker)
    for name in ("Bilal", "Chris"):
        requested(stage, name)
    with django_assert_num_queries(QUERIES):
        shown(broker)


QUERIES = 21


def filled(stage: Stage, **changes: str) -> dict[str, Any]:
    """Return the form of the expected inflow as a browser would send it."""
    made = Estimate.objects.first()
    found = {f"month_{month}": "100" for month in range(1, 13)}
    for sector, subject in (("po", "po"), ("so", "po"), ("vo", "wiskunde")):
        for profile in ("work-to-work", "unqualified", "second-qualification"):
            found[f"n_{profile}_{sector}_{subject}"] = "0"
    found |= {
        "n_work-to-work_vo_wiskunde": "24",
        "base": str(made.pk) if made else "",
        "told_by": "Aanmeldingen",
        "grade": "A",
        "valid_from": TODAY.isoformat(),
    }
    return found | changes


def test_broker_lays_down_what_is_expected(broker: Client, stage: Stage) -> None:
    answer = broker.post(reverse(INFLOW), filled(stage, n_unqualified_po_po="7"), follow=True)
    assert "De verwachte instroom is vastgelegd" in answer.text
    newest = Estimate.objects.order_by("-pk")[0]
    lines = {(line.sector, line.profile): line for line in newest.lines.all()}
    assert lines["po", "unqualified"].per_year == 7
    assert (lines["po", "unqualified"].told_by, lines["po", "unqualified"].grade) == (
        "Aanmeldingen",
        "A",
    )
    assert lines["vo", "work-to-work"].told_by == "Vorig jaar"
    act = Act.objects.filter(name="assessment.estimate").first()
    assert act is not None
    assert (act.actor_id, act.details["changed"]) == (stage.cast.broker.pk, 1)


def test_planner_of_an_institute_reads_it_only(client: Client, stage: Stage) -> None:
    expecting(stage)
    client.force_login(stage.cast.institute)
    text = client.get(reverse(INFLOW)).text
    assert "Alleen het regioloket" in text
    assert "Leg vast" not in text
    assert client.post(reverse(INFLOW), filled(stage)).status_code == 404
    assert Estimate.objects.count() == 1


def test_saving_the_same_says_that_nothing_changed(broker: Client, stage: Stage) -> None:
    answer = broker.post(reverse(INFLOW), filled(stage), follow=True)
    assert "Er is niets veranderd" in answer.text
    assert Estimate.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"n_work-to-work_vo_wiskunde": "10000"}, "van 0 tot en met 500"),
        ({"n_work-to-work_vo_wiskunde": "-1"}, "van 0 tot en met 500"),
        ({"n_work-to-work_vo_wiskunde": "veel"}, "van 0 tot en met 500"),
        ({"told_by": ""}, "Schrijf op waar deze getallen vandaan komen"),
        ({"valid_from": "2026-11-01"}, "Deze dag is al voorbij"),
        ({"valid_from": "2036-11-01"}, "binnen twee jaar"),
        ({"grade": "Z"}, "Z"),
        ({f"month_{month}": "0" for month in range(1, 13)}, "Niet alle maanden kunnen nul zijn"),
    ],
)
def test_wrong_figures_are_told_and_nothing_is_lost(
    broker: Client, stage: Stage, wrong: dict[str, str], sentence: str
) -> None:
    answer = broker.post(reverse(INFLOW), filled(stage, n_unqualified_po_po="321", **wrong))
    assert sentence in answer.text
    assert 'value="321"' in answer.text
    assert Estimate.objects.count() == 1


def test_who_was_second_sees_own_figures_and_can_save_again(broker: Client, stage: Stage) -> None:
    late = filled(stage, n_unqualified_po_po="9")
    broker.post(reverse(INFLOW), filled(stage, n_unqualified_po_po="5"))
    answer = broker.post(reverse(INFLOW), late)
    assert "Iemand anders heeft intussen andere getallen vastgelegd" in answer.text
    assert 'value="9"' in answer.text
    newest = Estimate.objects.order_by("-pk")[0]
    assert f'value="{newest.pk}"' in answer.text
    broker.post(reverse(INFLOW), {**late, "base": str(newest.pk)})
    assert Estimate.objects.order_by("-pk")[0].lines.get(sector="po", profile="unqualified"
                                                         ).per_year == 9  # fmt: skip


def test_subject_can_be_added_without_losing_what_was_filled_in(
    broker: Client, stage: Stage
) -> None:
    added = filled(stage, n_unqualified_po_po="5", added="vo:frans", add="1")
    text = broker.post(reverse(INFLOW), added).text
    assert 'name="n_work-to-work_vo_frans"' in text
    assert 'value="5"' in text
    assert Estimate.objects.count() == 1
    forgot = broker.post(reverse(INFLOW), filled(stage, added="vo:frans")).text
    assert "Vul bij Frans (vo), van werk naar werk een heel getal in" in forgot
    french = {f"n_{profile}_vo_frans": "2" for profile in
              ("work-to-work", "unqualified", "second-qualification")}  # fmt: skip
    broker.post(reverse(INFLOW), filled(stage, **french))
    assert Estimate.objects.order_by("-pk")[0].lines.filter(subject="frans").count() == 3


def test_running_work_is_told_with_how_far_it_is(broker: Client) -> None:
    broker.post(reverse(PAGE), ASKED)
    soon = timezone.now() + timezone.timedelta(minutes=1)
    Run.objects.update(token=uuid4(), lease_until=soon, done=3, total=8)
    assert "Nagespeeld: 3 van 8 keer" in shown(broker)
