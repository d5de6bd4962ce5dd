from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.outcomes.bench import Bench, assessing, judged_by, small_round
from tests.web.pathway.pages import text_of

from loopbrug.web.outcomes.agreement_told import as_number, as_percent
from loopbrug.web.outcomes.facts.agreement import agreement_in, agreement_over_time
from loopbrug.web.outcomes.models import Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> Bench:
    return assessing()


def judged(
    bench: Bench, outcomes: tuple[str, ...] = ("VI-1", "VI-2", "VD-1"), **field: str
) -> Round:
    round_ = small_round(bench, outcomes)
    judged_by(bench.anna, round_)
    judged_by(bench.femke, round_, **field)
    return round_


def case(round_: Round) -> str:
    return reverse("judging:case-agreement", args=[round_.pk])


OVER_TIME = "judging:agreement"


def test_agreement_of_a_case_counts_both_before_they_spoke(bench: Bench) -> None:
    found = agreement_in(judged(bench, VI_2="missing"))
    assert found is not None
    assert found.items == 3
    assert found.percentage == pytest.approx(2 / 3)


def test_agreement_of_a_case_waits_until_both_are_in(client: Client, bench: Bench) -> None:
    round_ = small_round(bench)
    judged_by(bench.anna, round_)
    assert agreement_in(round_) is None
    client.force_login(bench.anna)
    response = client.get(case(round_), follow=True)
    assert "Dit kan pas als allebei de kanten hebben ingeleverd." in text_of(response)


def test_agreement_that_cannot_be_computed_says_why(client: Client, bench: Bench) -> None:
    client.force_login(bench.femke)
    text = text_of(client.get(case(judged(bench))))
    assert "niet te berekenen" in text
    assert "100%" in text
    assert "AC1 van Gwet" in text
    assert "gevalideerd" in text


def test_agreement_over_time_tells_numbers_and_no_persons(client: Client, bench: Bench) -> None:
    judged(bench, VI_2="missing")
    judged(bench, ("PE-1", "PE-2"))
    client.force_login(bench.people.policy)
    text = text_of(client.get(reverse(OVER_TIME)))
    assert "2 ronden waarin allebei de kanten hebben ingeleverd." in text
    assert "80%" in text
    assert "november 2026" in text
    for name in ("Anna", "Femke", "Amina", bench.dossier.code):
        assert name not in text


def test_agreement_over_time_leaves_out_what_one_examiner_judged(bench: Bench) -> None:
    alone = small_round(bench, ("WI-2",))
    assert alone.rule == "one-examiner"
    judged_by(bench.anna, alone)
    assert agreement_over_time(["midden"]).rounds == 0


def test_agreement_over_time_says_when_there_is_nothing_yet(client: Client, bench: Bench) -> None:
    client.force_login(bench.people.institute)
    assert "Er is nog niets te tellen" in text_of(client.get(reverse(OVER_TIME)))


@pytest.mark.parametrize("who", ["amina", "school", "assessor", "coach", "foundation"])
def test_agreement_over_time_does_not_exist_for_others(
    client: Client, bench: Bench, who: str
) -> None:
    client.force_login(getattr(bench.people, who))
    assert client.get(reverse(OVER_TIME)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_agreement_over_time_asks_as_many_queries_for_one_round_as_for_three(
    client: Client, bench: Bench, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        judged(bench, ("PE-1", "PE-2"))
    client.force_login(bench.people.broker)
    with django_assert_num_queries(8):
        client.get(reverse(OVER_TIME))


def test_figures_are_told_in_dutch() -> None:
    assert (as_percent(None), as_number(None)) == ("niet te berekenen",) * 2
    assert (as_percent(0.834), as_number(0.5), as_number(-0.001)) == ("83%", "0,50", "0,00")
