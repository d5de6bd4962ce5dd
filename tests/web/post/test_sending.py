"""Sending: once, whoever sends; a server that is down; an address that is refused; coming back."""

from datetime import datetime, timedelta
from pathlib import Path
from queue import Queue
from smtplib import SMTPRecipientsRefused
from threading import Event
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone
from tests.web.together import alone, at_once, real_database

from loopbrug.web.accounts.models import User
from loopbrug.web.audit.models import Act
from loopbrug.web.post.facts import can_go_again
from loopbrug.web.post.models import Letter
from loopbrug.web.post.postman import Postman
from loopbrug.web.post.services import Enclosed, write_letter
from loopbrug.web.post.services.sending import (
    drop_unsent,
    mark_returned,
    send_again,
    send_due,
    send_letter,
    send_waiting,
    sent_nowhere,
)

pytestmark = pytest.mark.django_db
LINK = "https://loopbrug.example/derde/geheim/"
OPENED: list[str] = []
SENT: list[str] = []


class Picky(EmailBackend):
    """A server that refuses one address."""

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            if message.to == ["fout@example.org"]:
                raise SMTPRecipientsRefused({"fout@example.org": (550, b"unknown")})
        return super().send_messages(messages) or 0


class Down(EmailBackend):
    """A server nobody can reach, that counts how often it is tried."""

    def open(self) -> bool:
        OPENED.append("try")
        raise ConnectionRefusedError("closed")


class Lasting(EmailBackend):
    """A server that counts its connections."""

    def __init__(self, *args: Any, **options: Any) -> None:
        OPENED.append("connection")
        super().__init__(*args, **options)


class Counting(EmailBackend):
    """A server that takes its time and counts in a place that threads share."""

    def send_messages(self, messages: Any) -> int:
        Event().wait(0.2)
        SENT.extend(message.to[0] for message in messages)
        return len(messages)


def letter(address: str = "piet@example.org", **more: Any) -> Letter:
    values = {"candidate": "Noor", "name": "Piet", "other": "Anna", "link": "/x/"}
    row = write_letter(template="sign", values=values, address=address, **more)
    assert row is not None
    return row


def use(settings: Any, backend: type) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"


def test_refused_address_keeps_no_other_letter(settings: Any) -> None:
    use(settings, Picky)
    rows = [letter(), letter("fout@example.org"), letter()]

    assert send_waiting() == (2, 1)
    rows[1].refresh_from_db()
    assert rows[1].problem.startswith("SMTPRecipientsRefused")


def test_server_that_is_down_is_tried_once_a_round(settings: Any) -> None:
    use(settings, Down)
    OPENED.clear()
    rows = [letter() for _ in range(5)]

    assert send_waiting() == (0, 1)
    assert len(OPENED) == 1
    assert Letter.objects.filter(tries=0).count() == len(rows) - 1


def test_letter_that_failed_waits_longer_each_time(settings: Any) -> None:
    use(settings, Down)
    row, now = letter(), timezone.now()
    send_due(now)
    assert send_due(now + timedelta(seconds=30)) == (0, 0)
    assert send_due(now + timedelta(minutes=2)) == (0, 1)
    assert send_due(now + timedelta(minutes=3)) == (0, 0)

    row.refresh_from_db()
    assert row.tries == 2


def test_letter_of_a_sender_that_died_is_taken_up_again() -> None:
    row, now = letter(), timezone.now()
    Letter.objects.filter(pk=row.pk).update(tries=1, tried_at=now - timedelta(minutes=5))
    assert not send_letter(row.pk)

    Letter.objects.filter(pk=row.pk).update(tried_at=now - timedelta(minutes=11))
    assert send_letter(row.pk)


@pytest.mark.together
@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_it_once(settings: Any, tmp_path: Path) -> None:
    use(settings, Counting)
    SENT.clear()
    Letter.objects.create(address="piet@example.org", template="sign", title="x", body="y")
    with real_database(tmp_path):
        found = at_once(send_waiting, send_waiting)
        state = alone(lambda: Letter.objects.get().state)

    assert (len(SENT), state) == (1, "sent")
    assert sorted(found, key=str) == [(0, 0), (1, 0)]


def test_hundred_letters_leave_over_one_connection(settings: Any) -> None:
    use(settings, Lasting)
    OPENED.clear()
    for number in range(100):
        letter(f"lezer{number}@example.org")

    assert send_waiting() == (100, 0)
    assert (len(mail.outbox), len(OPENED)) == (100, 1)


def test_header_cannot_be_slipped_in_by_a_name() -> None:
    evil = "Noor\r\nBcc: ieder@een.nl"
    values = {"candidate": evil, "name": evil, "other": evil, "link": "/x/"}
    row = write_letter(template="sign", values=values, address="piet@example.org")
    assert row is not None
    send_letter(row.pk)
    [sent] = mail.outbox

    assert sent.recipients() == ["piet@example.org"]
    assert "\nBcc" not in sent.message().as_string()


def test_broken_address_is_a_problem_and_no_error() -> None:
    row = letter()
    Letter.objects.filter(pk=row.pk).update(address="piet@example.org\nBcc: x@y.nl")

    assert not send_letter(row.pk)
    row.refresh_from_db()
    assert row.problem.startswith("BadHeaderError")


def test_secret_is_gone_once_it_left() -> None:
    row = letter(enclosed=Enclosed(secret=LINK))
    Letter.objects.filter(pk=row.pk).update(body="Kijk: ‹‹geheim››")
    send_letter(row.pk)
    row.refresh_from_db()

    assert LINK in mail.outbox[0].body
    assert LINK not in row.body + row.secret


def test_letter_without_its_secret_cannot_go_again() -> None:
    row = letter(enclosed=Enclosed(secret=LINK))
    Letter.objects.filter(pk=row.pk).update(body="Kijk: ‹‹geheim››")
    send_letter(row.pk)
    mark_returned(actor=None, letter=row)
    row.refresh_from_db()

    assert row.state == "returned"
    assert not can_go_again(row)


def test_letter_goes_again_when_a_person_says_so(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    broker = User.objects.create_user("bram@example.org", name="Bram")
    row = letter(about="dossier:1")
    use(settings, Down)
    send_letter(row.pk)
    use(settings, EmailBackend)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with django_capture_on_commit_callbacks(execute=True):
        assert send_again(actor=broker, letter=row)

    row.refresh_from_db()
    assert row.state == "sent"
    assert Act.objects.get(name="post.send-again").subject == "dossier:1"


def test_letter_that_left_does_not_go_again(django_capture_on_commit_callbacks: Any) -> None:
    row = letter()
    send_letter(row.pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert not send_again(actor=User.objects.create_user("b@example.org"), letter=row)

    assert len(mail.outbox) == 1


def test_letter_of_what_is_no_more_stays_here() -> None:
    row = letter(once="invitation:1", enclosed=Enclosed(secret=LINK))
    drop_unsent("invitation:1")

    assert send_waiting() == (0, 0)
    row.refresh_from_db()
    assert row.secret == ""


def test_command_marks_what_came_back(capsys: pytest.CaptureFixture[str]) -> None:
    row = letter()
    send_letter(row.pk)
    assert mail.outbox[0].extra_headers["X-Loopbrug-Letter"] == str(row.pk)
    call_command("letter_returned", str(row.pk))

    row.refresh_from_db()
    assert row.state == "returned"
    with pytest.raises(CommandError, match="999"):
        call_command("letter_returned", "999")


def test_stories_of_the_past_are_written_and_go_nowhere(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with sent_nowhere(), django_capture_on_commit_callbacks(execute=True):
        row = letter()

    row.refresh_from_db()
    assert (row.state, mail.outbox) == ("sent", [])


def test_postman_goes_on_after_a_round_that_fails() -> None:
    seen: list[datetime] = []

    def broken(_now: datetime) -> None:
        raise LookupError

    postman = Postman()
    postman.walk("broken", broken)
    postman.walk("whole", seen.append)
    postman.once(timezone.now())

    assert len(seen) == 1
    assert not postman.wake()


def test_postman_comes_at_once_when_there_is_a_letter() -> None:
    came = Queue[datetime]()
    postman = Postman(seconds=60)
    postman.walk("letters", came.put)
    postman.start()
    first = came.get(timeout=10)

    assert postman.wake()
    assert came.get(timeout=10) >= first
