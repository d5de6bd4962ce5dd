"""The feed of a calendar: made, read by a second library, made anew, revoked."""

import re
from datetime import timedelta

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.pathway.stage import TODAY, Cast
from tests.web.programme.scene import validate
from tests.web.programme.walked import go_to, taken

from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.facts.progress import walk_of
from loopbrug.web.programme.models.calendar import CalendarFeed
from loopbrug.web.programme.services import accept_programme, make_programme
from loopbrug.web.programme.services.calendar import make_feed

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    return taken(people)


def page(dossier: Dossier) -> str:
    return reverse("programme:calendar", args=[dossier.pk])


def make(client: Client, people: Cast, dossier: Dossier) -> str:
    """Return the path of the feed that the page shows once."""
    client.force_login(people.amina)
    last = CalendarFeed.objects.first()
    html = client.post(page(dossier), {"act": "make", "seen": last.pk if last else ""})
    found = re.search(r"http://testserver(/feed/[\w-]+/programma\.ics)", html.content.decode())
    assert found, html.content.decode()
    client.logout()
    return found[1]


def test_a_feed_opens_without_signing_in_and_holds_every_session(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    answer = client.get(make(client, people, dossier))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = vobject.readOne(answer.content.decode()).vevent_list
    timed = [one for one in events if hasattr(one.dtstart.value, "hour")]
    walk = walk_of(dossier)
    assert len(timed) == len(walk.sessions) > 0
    assert {one.dtstart.value.date() for one in timed} == {one.day for one in walk.sessions}
    assert "Programma klaar" in {one.summary.value for one in events}


def test_nothing_private_is_in_the_feed(client: Client, people: Cast, dossier: Dossier) -> None:
    text = client.get(make(client, people, dossier)).content.decode()
    for private in ("moeder", "Amina", "Carla", "Lindeschool", "amina@example.org"):
        assert private not in text


def test_only_a_hash_of_the_secret_is_kept(client: Client, people: Cast, dossier: Dossier) -> None:
    secret = make(client, people, dossier).split("/")[2]
    row = CalendarFeed.objects.get()
    assert len(secret) >= 40
    assert secret not in (row.mark, str(row))
    client.force_login(people.amina)
    assert secret not in client.get(page(dossier)).content.decode()


def test_a_revoked_feed_does_not_exist_any_more(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    path = make(client, people, dossier)
    client.force_login(people.amina)
    client.post(page(dossier), {"act": "revoke"})
    client.post(page(dossier), {"act": "revoke"})
    client.logout()
    assert client.get(path).status_code == 404
    assert client.get("/feed/geraden/programma.ics").status_code == 404


def test_a_new_address_closes_the_old_one_and_sending_twice_makes_one(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    old = make(client, people, dossier)
    new = make(client, people, dossier)
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    client.force_login(people.amina)
    client.post(page(dossier), {"act": "make", "seen": ""})
    assert CalendarFeed.objects.count() == 2
    assert client.get(new).status_code == 200


def test_what_did_not_change_is_not_sent_again(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    path = make(client, people, dossier)
    first = client.get(path)
    assert "max-age=3600" in first["Cache-Control"]
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_page_tells_when_it_was_read_last(
    client: Client, people: Cast, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(client, people, dossier)
    client.force_login(people.amina)
    assert "Nog niet gelezen." in client.get(page(dossier)).content.decode()
    go_to(TODAY + timedelta(days=3), monkeypatch)
    client.get(path)
    client.force_login(people.amina)
    assert "26 november 2026" in client.get(page(dossier)).content.decode()


def test_sessions_that_fall_away_are_cancelled_and_the_others_keep_their_name(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    path = make(client, people, dossier)
    before = vobject.readOne(client.get(path).content.decode()).vevent_list
    validate(dossier, 2)
    version = make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert version is not None
    accept_programme(actor=people.amina, version=version, day=TODAY)
    after = vobject.readOne(client.get(path).content.decode()).vevent_list
    names = {one.uid.value for one in before}
    assert names <= {one.uid.value for one in after}
    gone = [one for one in after if one.status.value == "CANCELLED"]
    assert gone
    assert all(int(one.sequence.value) > 0 for one in gone)


def test_the_file_is_the_candidates_only(client: Client, people: Cast, dossier: Dossier) -> None:
    address = reverse("programme:calendar-file", args=[dossier.pk])
    client.force_login(people.amina)
    answer = client.get(address)
    assert "attachment" in answer["Content-Disposition"]
    vobject.readOne(answer.content.decode())
    for other in (people.coach, people.school, people.institute, people.broker):
        client.force_login(other)
        assert client.get(address).status_code == 404
        assert client.get(page(dossier)).status_code == 404
        with pytest.raises(BadDataError):
            make_feed(actor=other, dossier=dossier, seen=None, day=TODAY)


@pytest.mark.parametrize("missing", [3, 9])
def test_the_feed_asks_as_many_queries_for_few_sessions_as_for_many(
    missing: int, client: Client, people: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = make(client, people, taken(people, missing))
    client.get(path)
    with django_assert_num_queries(10):
        client.get(path)


def test_the_calendar_in_english(client: Client, people: Cast, dossier: Dossier) -> None:
    people.amina.language = "en"
    people.amina.save()
    assert "Programme done" in client.get(make(client, people, dossier)).content.decode()
