"""One promised day, everywhere: on the dossier, in the list of cases, in the queue of judges."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries
from tests.web.assessment.scene import requested, staged
from tests.web.pathway.stage import TODAY

from loopbrug.web.assessment.facts.known import known_assessors
from loopbrug.web.assessment.facts.promised import promised_days
from loopbrug.web.assessment.models import AssessorProfile
from loopbrug.web.outcomes.due_days import due_days
from loopbrug.web.outcomes.known_assessors import known_of
from loopbrug.web.pathway.facts import cases_of
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.queries import visible_to

pytestmark = pytest.mark.django_db


def test_list_and_queue_go_by_the_promise_not_by_the_last_day_allowed() -> None:
    stage = staged()
    row = requested(stage)
    promise = row.promises.last()
    assert promise is not None
    assert promise.promised_on is not None
    assert promise.promised_on < row.goal_on
    [case] = cases_of(visible_to(stage.cast.broker), TODAY)
    assert case.standing.due_on == promise.promised_on
    assert case.standing.days_left == (promise.promised_on - TODAY).days
    assert (case.standing.clock_word, case.standing.in_danger) == ("on-time", False)
    assert due_days([row.dossier], TODAY) == {row.dossier_id: promise.promised_on}


def test_a_promise_that_passed_is_late_for_everybody() -> None:
    stage = staged()
    row = requested(stage)
    promise = row.promises.last()
    assert promise is not None
    assert promise.promised_on is not None
    [case] = cases_of(visible_to(stage.cast.broker), promise.promised_on + timedelta(days=1))
    assert (case.standing.clock_word, case.standing.days_late) == ("late", 1)
    assert case.standing.in_danger


def test_without_a_promise_the_clock_of_the_dossier_says_it() -> None:
    stage = staged()
    AssessorProfile.objects.all().delete()
    row = requested(stage)
    assert promised_days([row.dossier], TODAY) == {}
    [case] = cases_of(visible_to(stage.cast.broker), TODAY)
    assert case.standing.due_on == row.goal_on


@pytest.mark.parametrize("count", [1, 3])
def test_promises_of_a_list_take_as_many_queries_for_one_as_for_three(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    stage = staged()
    for name in ("Amina", "Bilal", "Chloe")[:count]:
        requested(stage, name)
    dossiers = list(Dossier.objects.all())
    with django_assert_num_queries(8):
        assert len(promised_days(dossiers, TODAY)) == count


def test_dossier_page_shows_the_promised_day(client: Client) -> None:
    stage = staged()
    row = requested(stage)
    promise = row.promises.last()
    assert promise is not None
    client.force_login(row.dossier.candidate)
    page = client.get(f"/dossier/{row.dossier_id}/").content.decode()
    assert f"Uiterlijk {date_format(promise.promised_on, 'l j F Y')}" in page
    assert date_format(row.goal_on, "j F Y") not in page


def test_panels_know_what_an_assessor_may_judge() -> None:
    stage = staged()
    users = [stage.cast.assessor.pk, stage.second_field.pk]
    assert {key: known.subjects for key, known in known_of(users).items()} == {
        stage.cast.assessor.pk: {"vo"},
        stage.second_field.pk: {"wiskunde"},
    }
    AssessorProfile.objects.filter(user=stage.second_field).update(active=False)
    assert set(known_assessors(users)) == {stage.cast.assessor.pk}
