from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.pathway.stage import TODAY, TOLD, organisations, somebody

from loopbrug.core.bridge.dossier_file import dossier_from
from loopbrug.core.orientation.answers import person_from_answers
from loopbrug.core.orientation.model import Person
from loopbrug.core.orientation.questions import QuestionKind, load_questions, options_of
from loopbrug.web.accounts.models import User
from loopbrug.web.orientation.facts import first_open
from loopbrug.web.orientation.services import ANSWERS_KEY
from loopbrug.web.pathway.facts import document_of, told_of
from loopbrug.web.pathway.models import Dossier

WEEK = {"study_hours": 12, "start_on_or_after": "2027-02-01"}
FORM = {"own_name": "Amina", "study_hours": "12", "start_on_or_after": "2027-02-01"}
TYPED = {QuestionKind.YEAR: "2012", QuestionKind.DAY: "2025-09-01"}


def answered(chosen: Mapping[str, str]) -> dict[str, object]:
    """Answer every question: as chosen, else with the first option."""
    answers: dict[str, object] = {}
    while question := first_open(answers):
        assert question.code not in answers, question.code
        given = chosen.get(question.code) or TYPED.get(question.kind)
        answers[question.code] = given or options_of(question, answers)[0].code
    return answers


def unnamed(person: Person) -> Person:
    """Return the person without names, which the questions do not ask for."""
    return replace(
        person,
        diplomas=tuple(replace(one, title="") for one in person.diplomas),
        jobs=tuple(replace(one, title="") for one in person.jobs),
        posts=tuple(replace(one, employer="") for one in person.posts),
    )


def codes(question: str) -> list[str]:
    found = next(each for each in load_questions() if each.code == question)
    return [option.code for option in found.options]


@pytest.fixture
def signed_in(client: Client, db: None) -> Client:
    organisations()
    client.force_login(somebody("Amina"))
    return client


def carry(client: Client, answers: Mapping[str, object]) -> None:
    session = client.session
    session[ANSWERS_KEY] = dict(answers)
    session.save()


def test_every_walk_through_the_questions_makes_a_readable_dossier() -> None:
    choices = product(codes("sector"), codes("level"), codes("teaching"))
    for sector, level, teaching in choices:
        answers = answered({"sector": sector, "level": level, "teaching": teaching})

        document = document_of(answers, "Amina", WEEK, TODAY)

        told = dossier_from(document, ())
        assert unnamed(told.person) == unnamed(person_from_answers(answers)), answers
        assert all(diploma.title for diploma in told.person.diplomas)
        assert all(job.title for job in told.person.jobs)
        assert told.wishes.start_on_or_after == date(2027, 2, 1)


def test_start_opens_a_dossier_with_the_answers_and_forgets_them(signed_in: Client) -> None:
    carry(signed_in, answered({"sector": "vo", "subject": "wiskunde", "level": "wo-master"}))
    path = reverse("pathway:start")

    assert "wiskunde" in signed_in.get(path).content.decode().lower()
    response = signed_in.post(path, FORM)

    dossier = Dossier.objects.get()
    assert response["Location"] == reverse("pathway:dossier", args=[dossier.pk])
    assert told_of(dossier).person.wanted.subject == "wiskunde"
    assert ANSWERS_KEY not in signed_in.session
    assert dossier.candidate.name == "Amina"


def test_start_sent_twice_opens_one_dossier(signed_in: Client) -> None:
    carry(signed_in, answered({}))
    signed_in.post(reverse("pathway:start"), FORM)

    again = signed_in.post(reverse("pathway:start"), FORM)

    assert again.status_code == 302
    assert again["Location"] == reverse("pathway:dossier", args=[Dossier.objects.get().pk])


def test_start_without_answers_leads_to_the_questions(signed_in: Client) -> None:
    response = signed_in.get(reverse("pathway:start"))

    assert reverse("orientation:start") in response.content.decode()


def test_start_with_half_the_answers_opens_nothing(signed_in: Client) -> None:
    carry(signed_in, {"sector": "vo"})

    signed_in.post(reverse("pathway:start"), FORM)

    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"own_name": ""},
        {"study_hours": "-1"},
        {"study_hours": "veel"},
        {"start_on_or_after": "31-02-2027"},
        {"start_on_or_after": "0001-01-01"},
    ],
)
def test_start_with_a_wrong_field_says_so_and_opens_nothing(
    signed_in: Client, wrong: dict[str, str]
) -> None:
    carry(signed_in, answered({}))

    response = signed_in.post(reverse("pathway:start"), FORM | wrong)

    assert response.status_code == 200
    assert (
        "lb-error-summary" in response.content.decode() or "lb-alert" in response.content.decode()
    )
    assert not Dossier.objects.exists()
    assert ANSWERS_KEY in signed_in.session


def test_start_keeps_the_answers_through_signing_up(client: Client, db: None) -> None:
    organisations()
    carry(client, answered({}))
    told = {"email": "b@example.org", "password1": "vier-woorden-op-rij", "password2": "x"}
    told["password2"] = told["password1"]

    client.post(f"{reverse('account_signup')}?next={reverse('pathway:start')}", told)

    assert User.objects.get().email == "b@example.org"
    assert 'name="own_name"' in client.get(reverse("pathway:start")).content.decode()


def test_told_stage_is_a_readable_document() -> None:
    assert dossier_from(TOLD, ()).name == "Amina"
