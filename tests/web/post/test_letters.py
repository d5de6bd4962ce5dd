"""Letters are written with what they are about, sent after it, and never lost out of sight."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from loopbrug.web.accounts.models import User
from loopbrug.web.post.models import Letter
from loopbrug.web.post.queries import letters_about
from loopbrug.web.post.services.sending import MOST_TRIES, send_letter, send_waiting
from loopbrug.web.post.services.writing import Enclosed, write_letter

pytestmark = pytest.mark.django_db

VALUES: dict[str, Any] = {
    "candidate": "Noor & Co",
    "name": "Piet",
    "piece": "Lesplan <groep 5>",
    "note": [],
    "expires_on": date(2027, 1, 4),
}


SECRET = Enclosed(secret="https://loopbrug.example/derde/geheim/")


class BrokenBackend(EmailBackend):
    """A post office that is closed."""

    def send_messages(self, _messages: Any) -> int:
        raise ConnectionRefusedError("closed")


def written(**more: Any) -> Letter:
    facts: dict[str, Any] = {"address": "piet@example.org", "about": "dossier:1", **more}
    letter = write_letter(template="third_party", values=VALUES, enclosed=SECRET, **facts)
    assert letter is not None
    return letter


def test_letter_leaves_after_the_transaction_and_says_so(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        letter = written()
        assert mail.outbox == []

    [sent] = mail.outbox
    assert sent.to == ["piet@example.org"]
    assert sent.subject == "Noor & Co vraagt je om hulp bij een overstap naar het onderwijs"
    assert '"Lesplan <groep 5>"' in sent.body
    assert "4 januari 2027" in sent.body
    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.problem) == ("sent", 1, "")
    assert letter.sent_at is not None


def test_a_sender_that_breaks_never_breaks_what_the_letter_is_about(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def broken(_key: int) -> None:
        raise RuntimeError("no postman")

    monkeypatch.setattr("loopbrug.web.post.services.writing._post", broken)
    with django_capture_on_commit_callbacks(execute=True):
        letter = written()
    letter.refresh_from_db()
    assert letter.state == "waiting"


def test_letter_of_a_transaction_that_fails_never_leaves() -> None:
    def act() -> None:
        with transaction.atomic():
            written()
            raise LookupError

    with pytest.raises(LookupError):
        act()

    assert (mail.outbox, Letter.objects.count()) == ([], 0)


def test_letter_is_written_in_the_language_of_the_reader() -> None:
    reader = User.objects.create_user("nina@example.org", name="Nina", language="en")

    letter = written(to=reader, address="")

    assert (letter.address, letter.language) == ("nina@example.org", "en")
    assert "January 2027" in letter.body


def test_letter_once_is_written_once() -> None:
    assert write_letter(template="third_party", values=VALUES, address="a@b.nl", once="x")
    assert write_letter(template="third_party", values=VALUES, address="a@b.nl", once="x") is None
    assert Letter.objects.count() == 1


def test_letter_to_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="somebody"):
        write_letter(template="third_party", values=VALUES)


def test_title_is_one_line_whatever_stands_in_it() -> None:
    letter = write_letter(
        template="third_party",
        values={**VALUES, "candidate": "Noor\nBcc: ieder@een.nl"},
        address="a@b.nl",
    )

    assert letter is not None
    assert "\n" not in letter.title


def test_letter_that_cannot_leave_keeps_the_reason_and_goes_later(settings: Any) -> None:
    letter = written()
    settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"
    assert send_waiting() == (0, 1)
    letter.refresh_from_db()
    assert (letter.state, letter.problem) == ("failed", "ConnectionRefusedError: closed")

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("send_letters")

    letter.refresh_from_db()
    assert (letter.state, letter.tries, len(mail.outbox)) == ("sent", 2, 1)


def test_letter_that_left_is_not_sent_again() -> None:
    letter = written()

    assert [send_letter(letter.pk), send_letter(letter.pk)] == [True, False]
    assert len(mail.outbox) == 1


def test_letter_tried_too_often_waits_for_a_person() -> None:
    letter = written()
    Letter.objects.filter(pk=letter.pk).update(tries=MOST_TRIES, state="failed")

    assert send_waiting() == (0, 0)


def test_letters_about_a_dossier_are_the_newest_first() -> None:
    first, other, second = written(), written(about="dossier:2"), written()

    assert list(letters_about(["dossier:1"])) == [second, first]
    assert list(letters_about(["dossier:2"])) == [other]


def test_switch_of_language_is_remembered_for_letters(client: Client) -> None:
    reader = User.objects.create_user("nina@example.org", name="Nina")
    client.force_login(reader)

    client.post(reverse("set_language"), {"language": "en"})

    reader.refresh_from_db()
    assert reader.language == "en"
    assert settings.LANGUAGE_CODE == "nl"
