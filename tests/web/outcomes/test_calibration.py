from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.pathway.pages import text_of
from tests.web.pathway.stage import TODAY, Cast

from loopbrug.core.outcomes.model import Verdict
from loopbrug.web.accounts.models import User
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.outcomes.facts.calibration import result_of
from loopbrug.web.outcomes.models import CalibrationAnswer, CalibrationSet
from loopbrug.web.outcomes.services.calibration import (
    AnsweredAlreadyError,
    ClosedError,
    Found,
    Invented,
    answer_set,
    close_set,
    make_set,
)
from loopbrug.web.outcomes.services.chairs import NotAllowedError, NotReadyError

pytestmark = pytest.mark.django_db
CASES = (
    Invented("PE-1", "Een filmpje van vier minuten."),
    Invented("PE-2", "Een brief van de directeur."),
)


def made(people: Cast) -> CalibrationSet:
    return make_set(
        actor=people.institute, region="midden", title="Pedagogiek, najaar", cases=CASES, day=TODAY
    )


def answered(user: User, calibration: CalibrationSet, *verdicts: str, reason: str = "") -> None:
    found = {place: Found(Verdict(one), reason) for place, one in enumerate(verdicts, 1)}
    answer_set(actor=user, calibration=calibration, found=found, day=TODAY)


def at(name: str, *parts: object) -> str:
    return reverse(f"judging:{name}", args=parts)


def test_results_tell_agreement_per_pair_and_over_all(people: Cast) -> None:
    calibration = made(people)
    answered(people.assessor, calibration, "validated", "missing")
    answered(people.field_assessor, calibration, "validated", "partly")
    result = result_of(calibration)
    [pair] = result.pairs
    assert (str(pair.one), str(pair.other), pair.agreement.percentage) == ("Anna", "Fred", 0.5)
    assert result.alpha == pytest.approx(1 - 2 * 3 / 10)
    assert [case.same for case in result.cases] == [True, False]


def test_an_assessor_answers_once_and_for_every_case(people: Cast) -> None:
    calibration = made(people)
    with pytest.raises(NotReadyError) as refused:
        answered(people.assessor, calibration, "validated")
    assert [one.about for one in refused.value.findings] == ["2"]
    answered(people.assessor, calibration, "validated", "missing")
    with pytest.raises(AnsweredAlreadyError):
        answered(people.assessor, calibration, "missing", "missing")
    assert CalibrationAnswer.objects.count() == 2


def test_a_closed_set_takes_no_answers(people: Cast) -> None:
    calibration = made(people)
    assert close_set(actor=people.institute, calibration=calibration, day=TODAY) is True
    assert close_set(actor=people.institute, calibration=calibration, day=TODAY) is False
    with pytest.raises(ClosedError):
        answered(people.assessor, calibration, "validated", "missing")


@pytest.mark.parametrize("who", ["assessor", "broker", "school", "amina"])
def test_only_an_institute_makes_and_closes_sets(people: Cast, who: str) -> None:
    actor = getattr(people, who)
    with pytest.raises(NotAllowedError):
        make_set(actor=actor, region="midden", title="X", cases=CASES, day=TODAY)
    with pytest.raises(NotAllowedError):
        close_set(actor=actor, calibration=made(people), day=TODAY)


def test_a_set_names_every_outcome_that_does_not_exist(people: Cast) -> None:
    cases = (*CASES, Invented("XX-1", "Niets."), Invented("XX-2", "Niets."))
    with pytest.raises(NotReadyError) as refused:
        make_set(actor=people.institute, region="midden", title="X", cases=cases, day=TODAY)
    assert [one.about for one in refused.value.findings] == ["XX-1", "XX-2"]
    with pytest.raises(NotReadyError):
        make_set(actor=people.institute, region="midden", title="X", cases=(), day=TODAY)


def test_every_act_has_a_line(people: Cast) -> None:
    calibration = made(people)
    answered(people.assessor, calibration, "validated", "missing")
    close_set(actor=people.institute, calibration=calibration, day=TODAY)
    names = [act.name for act in acts_on(f"calibration:{calibration.pk}")]
    assert names == [
        "outcomes.close-calibration", "outcomes.answer-calibration", "outcomes.make-calibration",
    ]  # fmt: skip


def test_an_institute_makes_a_set_on_screen(client: Client, people: Cast) -> None:
    client.force_login(people.institute)
    data = {
        "title": "Najaar", "rows": "3", "act": "make",
        "geval-1-outcome": "PE-1", "geval-1-text": "Een filmpje.",
        "geval-3-outcome": "PE-2", "geval-3-text": "Een brief.",
    }  # fmt: skip
    client.post(at("make-calibration"), data)
    calibration = CalibrationSet.objects.get()
    items = calibration.items.values_list("place", "outcome", "text")
    assert list(items) == [(1, "PE-1", "Een filmpje."), (2, "PE-2", "Een brief.")]


def test_another_case_keeps_what_was_typed_and_complains_of_nothing(
    client: Client, people: Cast
) -> None:
    client.force_login(people.institute)
    data = {"rows": "3", "act": "more", "geval-1-text": "Alvast iets."}
    text = text_of(client.post(at("make-calibration"), data))
    assert "Geval 4" in text
    assert "Alvast iets." in text
    assert "Dit klopt nog niet" not in text
    assert not CalibrationSet.objects.exists()


def test_half_a_case_is_told(client: Client, people: Cast) -> None:
    client.force_login(people.institute)
    data = {"title": "Najaar", "rows": "3", "act": "make", "geval-1-text": "Zonder uitkomst."}
    assert "Kies bij dit bewijs een leeruitkomst." in text_of(
        client.post(at("make-calibration"), data)
    )
    empty = {"title": "Najaar", "rows": "nonsens", "act": "make"}
    assert "nog geen geval" in text_of(client.post(at("make-calibration"), empty))


def test_assessors_judge_apart_and_then_see_each_other(client: Client, people: Cast) -> None:
    calibration = made(people)
    answered(people.assessor, calibration, "validated", "missing", reason="Zeepaardje")
    client.force_login(people.field_assessor)
    before = client.get(at("calibration-results", calibration.pk), follow=True)
    assert "zodra je zelf alle gevallen hebt beoordeeld" in text_of(before)
    assert "Zeepaardje" not in text_of(before)
    half = {"geval-1-verdict": "partly", "geval-1-reason": "Half."}
    page = client.post(at("calibrate", calibration.pk), half)
    assert "Kies een oordeel." in text_of(page)
    assert "Half." in text_of(page)
    data = {**half, "geval-2-verdict": "missing"}
    after = client.post(at("calibrate", calibration.pk), data, follow=True)
    assert "Zeepaardje" in text_of(after)
    assert "Anna – Fred" in text_of(after)
    again = client.post(at("calibrate", calibration.pk), data)
    assert again["Location"] == at("calibration-results", calibration.pk)
    assert CalibrationAnswer.objects.count() == 4


def test_the_maker_sees_results_and_closes(client: Client, people: Cast) -> None:
    calibration = made(people)
    answered(people.assessor, calibration, "validated", "missing", reason="Zeepaardje")
    client.force_login(people.institute)
    assert "Zeepaardje" in text_of(client.get(at("calibration-results", calibration.pk)))
    client.post(at("close-calibration", calibration.pk))
    calibration.refresh_from_db()
    assert calibration.closed_on
    client.force_login(people.other_institute)
    assert client.post(at("close-calibration", calibration.pk)).status_code == 404


@pytest.mark.parametrize("who", ["amina", "broker", "school", "coach", "policy"])
def test_calibration_does_not_exist_for_others(client: Client, people: Cast, who: str) -> None:
    calibration = made(people)
    client.force_login(getattr(people, who))
    doors = (
        ("calibration", ()),
        ("calibrate", (calibration.pk,)),
        ("calibration-results", (calibration.pk,)),
        ("make-calibration", ()),
    )
    for name, parts in doors:
        assert client.get(at(name, *parts)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_sets_asks_as_many_queries_for_one_as_for_three(
    client: Client, people: Cast, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        made(people)
    client.force_login(people.assessor)
    with django_assert_num_queries(6):
        client.get(at("calibration"))
