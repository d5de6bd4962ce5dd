from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.pathway.pages import page_of, step_of, text_of
from tests.web.pathway.stage import cast, opened, organisation, walked

from loopbrug.core.pathway.model import State
from loopbrug.core.pathway.states import Event
from loopbrug.web.accounts.models import User
from loopbrug.web.audit.models import Act
from loopbrug.web.pathway import services

pytestmark = pytest.mark.django_db


def test_step_is_taken_by_post_and_shown_after(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)

    response = enter(people.broker).post(
        step_of(dossier, Event.INVITE), {"seen": dossier.state}, follow=True
    )

    assert response.redirect_chain == [(page_of(dossier), 302)]
    assert "De kennismaking is geregeld" in text_of(response)
    dossier.refresh_from_db()
    assert dossier.state == State.INTAKE


def test_step_sent_twice_happens_once_and_says_so(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    client, path = enter(people.broker), step_of(dossier, Event.INVITE)
    client.post(path, {"seen": dossier.state})

    response = client.post(path, {"seen": dossier.state}, follow=True)

    assert response.status_code == 200
    assert "intussen verder gegaan" in text_of(response)
    assert Act.objects.filter(name="pathway.invite").count() == 1


def test_step_without_a_token_is_refused(client: Client) -> None:
    people = cast()
    dossier = opened(people)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people.broker)

    assert strict.post(step_of(dossier, Event.INVITE)).status_code == 403
    dossier.refresh_from_db()
    assert dossier.state == State.OPENED


def test_step_of_another_role_or_unknown_is_not_there(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    client = enter(people.amina)

    assert client.post(step_of(dossier, Event.INVITE)).status_code == 404
    assert client.post(page_of(dossier) + "stap/bestaat-niet/").status_code == 404


def test_step_that_needs_somebody_first_says_who(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = walked(people, opened(people), Event.INVITE)
    client = enter(people.amina)

    response = client.post(step_of(dossier, Event.REQUEST_ASSESSMENT), {"seen": dossier.state})

    assert response.status_code == 409
    assert "een opleiding" in text_of(response)


@pytest.mark.parametrize("event", [Event.STOP, Event.PAUSE])
def test_leaving_the_way_asks_for_a_reason(enter: Callable[[User], Client], event: Event) -> None:
    people = cast()
    dossier = opened(people)
    client, path = enter(people.amina), step_of(dossier, event)

    assert client.get(path).status_code == 200
    empty = client.post(path, {"seen": dossier.state, "waiting_for": "candidate"})
    assert empty.status_code == 200
    dossier.refresh_from_db()
    assert dossier.state == State.OPENED

    client.post(path, {"seen": dossier.state, "waiting_for": "candidate", "reason": "verhuizing"})

    dossier.refresh_from_db()
    assert dossier.state in {State.STOPPED, State.PAUSED}
    assert "verhuizing" in text_of(client.get(page_of(dossier)))


def test_paused_dossier_goes_on_again(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    client = enter(people.amina)
    client.post(
        step_of(dossier, Event.PAUSE),
        {"seen": "opened", "waiting_for": "school", "reason": "vakantie"},
    )

    client.post(step_of(dossier, Event.RESUME), {"seen": "paused"})

    dossier.refresh_from_db()
    assert dossier.state == State.OPENED


def test_broker_joins_school_and_institute(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    path = reverse("pathway:match", args=[dossier.pk])
    chosen = {
        "school": organisation("lindeschool").pk,
        "institute": organisation("hogeschool").pk,
    }

    assert enter(people.amina).get(path).status_code == 404
    client = enter(people.broker)
    assert client.get(path).status_code == 200
    client.post(path, chosen)

    dossier.refresh_from_db()
    assert dossier.school == organisation("lindeschool")
    assert client.post(path, {"school": organisation("desk").pk}).status_code == 200


def test_institute_lets_only_its_own_people_help(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    services.match(
        actor=people.broker,
        dossier=dossier,
        school=None,
        institute=organisation("hogeschool"),
        day=timezone.localdate(),
    )
    path = reverse("pathway:helper", args=[dossier.pk])
    client = enter(people.institute)

    page = client.get(path).content.decode()
    assert "Anna" in page
    assert "Carla" not in page
    membership = people.assessor.memberships.get()
    client.post(path, {"helper": membership.pk})

    part = dossier.participations.get()
    assert (part.user, part.role, part.side) == (people.assessor, "assessor", "institute")
