"""Reminders: one letter per person per day, each thing once, and only what somebody wants."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from tests.web.together import alone, at_once, real_database

from loopbrug.web.accounts.models import User
from loopbrug.web.post.models import Letter, Reminded
from loopbrug.web.post.queries import wants_reminders
from loopbrug.web.post.services import reminding
from loopbrug.web.post.services.reminding import Reminder, keep_wish, remind_hourly, send_reminders

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)


class Facts:
    """What there is to remind of, as a test says."""

    def __init__(self) -> None:
        self.rows: list[Reminder] = []

    def __call__(self, _day: date) -> Iterable[Reminder]:
        return self.rows


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch) -> Facts:
    found = Facts()
    monkeypatch.setattr(reminding, "_PROVIDERS", {"test": found})
    return found


@pytest.fixture
def guide() -> User:
    return User.objects.create_user("gerda@example.org", name="Gerda")


def of(user: User, key: str = "a", **more: Any) -> Reminder:
    facts: dict[str, Any] = {"template": "sign", "values": {"candidate": "Amina"}, **more}
    return Reminder(user, key, **facts)


def test_everything_of_a_day_is_one_letter(facts: Facts, guide: User) -> None:
    facts.rows = [of(guide, "a"), of(guide, "b", link="/dossier/x/")]

    assert send_reminders(MONDAY) == 1
    letter = Letter.objects.get()
    assert letter.title == "Herinnering van Loopbrug: 2 dingen"
    assert letter.body.count("wacht op je handtekening") == 2
    assert "/dossier/x/" in letter.body


def test_second_time_on_a_day_changes_nothing(facts: Facts, guide: User) -> None:
    facts.rows = [of(guide)]
    send_reminders(MONDAY)
    facts.rows.append(of(guide, "b"))

    assert send_reminders(MONDAY) == 0
    assert send_reminders(TUESDAY) == 1
    assert Letter.objects.order_by("-pk")[0].body.count("wacht op je handtekening") == 1


def test_what_was_told_is_not_told_again_until_it_comes_back(facts: Facts, guide: User) -> None:
    facts.rows = [of(guide)]
    days = [MONDAY + timedelta(days=number) for number in range(4)]
    written = [send_reminders(days[0]), send_reminders(days[1])]
    facts.rows = []
    written.append(send_reminders(days[2]))
    facts.rows = [of(guide)]
    written.append(send_reminders(days[3]))

    assert written == [1, 0, 0, 1]


def test_room_that_fails_keeps_nobody_waiting_and_forgets_nothing(
    facts: Facts, guide: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts.rows = [of(guide)]
    send_reminders(MONDAY)

    def broken(_day: date) -> Iterable[Reminder]:
        raise LookupError

    other = Facts()
    other.rows = [of(guide, "new")]
    monkeypatch.setattr(reminding, "_PROVIDERS", {"test": broken, "other": other})

    assert send_reminders(TUESDAY) == 1
    assert Reminded.objects.filter(over_on=None).count() == 2


def test_who_wants_no_reminders_hears_only_what_others_depend_on(facts: Facts, guide: User) -> None:
    keep_wish(user=guide, reminders=False)
    facts.rows = [of(guide)]
    assert send_reminders(MONDAY) == 0

    facts.rows.append(of(guide, "b", always=True))
    assert send_reminders(MONDAY) == 1
    assert Letter.objects.get().body.count("wacht op je handtekening") == 1


def test_choice_is_made_on_a_page(client: Client, guide: User) -> None:
    client.force_login(guide)
    client.post(reverse("post:mine"), {"keep": "1"})
    assert not wants_reminders(guide)

    shown = client.post(reverse("post:mine"), {"keep": "1", "reminders": "on"}, follow=True)
    assert wants_reminders(guide)
    assert "Je keuze is bewaard." in shown.text


def test_page_shows_own_letters_only(client: Client, facts: Facts, guide: User) -> None:
    other = User.objects.create_user("fred@example.org", name="Fred")
    facts.rows = [of(guide), of(other, "a"), of(other, "b")]
    send_reminders(MONDAY)
    client.force_login(guide)
    shown = client.get(reverse("post:mine")).text

    assert "Herinnering van Loopbrug" in shown
    assert "2 dingen" not in shown


def test_somebody_who_left_is_not_reminded(facts: Facts, guide: User) -> None:
    User.objects.update(is_active=False)
    guide.refresh_from_db()
    facts.rows = [of(guide)]

    assert send_reminders(MONDAY) == 0


def test_letter_is_in_the_language_of_its_reader(facts: Facts) -> None:
    reader = User.objects.create_user("nina@example.org", name="Nina", language="en")
    facts.rows = [of(reader)]
    send_reminders(MONDAY)

    letter = Letter.objects.get()
    assert letter.title == "Reminder from Loopbrug"
    assert "is waiting for your signature" in letter.body


def test_hour_of_a_working_day_begins_a_round_once(
    facts: Facts, guide: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "_done", {})
    facts.rows = [of(guide)]
    moments = ["2026-11-21T10:00", "2026-11-23T05:00", "2026-11-23T09:10", "2026-11-23T09:50"]
    counts = []
    for moment in moments:
        remind_hourly(datetime.fromisoformat(moment + "+01:00"))
        counts.append(Letter.objects.count())

    assert counts == [0, 0, 1, 1]


def test_command_says_how_many_and_refuses_a_day_that_is_none(
    facts: Facts, guide: User, capsys: pytest.CaptureFixture[str]
) -> None:
    facts.rows = [of(guide)]
    call_command("send_reminders", day="2026-11-23")
    assert "1 herinneringen" in capsys.readouterr().out

    with pytest.raises(CommandError, match="2026-11-23"):
        call_command("send_reminders", day="morgen")


@pytest.mark.together
@pytest.mark.django_db(transaction=True)
def test_two_reminders_at_once_write_one_letter(facts: Facts, guide: User, tmp_path: Path) -> None:
    facts.rows = [of(guide)]
    with real_database(tmp_path):
        found = at_once(lambda: send_reminders(MONDAY), lambda: send_reminders(MONDAY))
        assert sorted(found, key=str) == [0, 1]
        assert alone(Letter.objects.count) == 1
