"""Sending letters that were written: each once, whoever sends, and with a reason when it fails."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.post.facts import SECRET, WITHDRAWN, can_go_again
from loopbrug.web.post.models import Letter

MOST_TRIES = 5
"""After so many tries a letter waits for a person to look at the address."""
WAITS = (1, 5, 30, 120)
"""Minutes between two tries by the postman: a mail server is seldom back at once."""
CLAIMED = timedelta(minutes=10)
"""A letter that somebody took so long ago and that is neither sent nor failed is free again."""
FILE = "loopbrug.ics"
NUMBER = "X-Loopbrug-Letter"
"""The header by which a letter that came back is known."""

_PROBLEM = 300
_OF_LETTER = (SMTPRecipientsRefused, SMTPDataError, ValueError)
"""What is wrong with one letter; anything else is wrong with the server, for all of them."""
_NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
_backend: ContextVar[str | None] = ContextVar("post_backend", default=None)


@contextmanager
def sent_nowhere() -> Iterator[None]:
    """Let letters be written and marked as sent without leaving: for stories of the past."""
    token = _backend.set(_NOWHERE)
    try:
        yield
    finally:
        _backend.reset(token)


def send_letter(key: int) -> bool:
    """Try to send one letter that was not sent yet; return whether it left.

    A letter that cannot leave keeps the reason.
    """
    sent, _ = _send([key])
    return bool(sent)


def send_waiting() -> tuple[int, int]:
    """Try every letter that has not left and was not tried too often; return (sent, failed)."""
    return _send(_keys(_unsent().filter(tries__lt=MOST_TRIES)))


def send_due(now: datetime) -> tuple[int, int]:
    """Try the letters whose turn it is on ``now``: new ones, and others some time after a try."""
    due = Q(tries=0)
    for tries, minutes in enumerate(WAITS, start=1):
        due |= Q(tries=tries, tried_at__lte=now - timedelta(minutes=minutes))
    return _send(_keys(_unsent().filter(due)))


@transaction.atomic
def send_again(*, actor: User, letter: Letter) -> bool:
    """Let a letter that failed or came back go once more, right after this transaction.

    Returns whether it will be tried.
    """
    row = Letter.objects.select_for_update().get(pk=letter.pk)
    if not can_go_again(row):
        return False
    row.state, row.tries = Letter.State.FAILED, 0
    row.save(update_fields=["state", "tries"])
    record_act(actor=actor, name="post.send-again", subject=_subject(row), letter=row.pk)
    # No partial: Django tells of a hook that fails by its name, and a partial has none.
    transaction.on_commit(lambda: send_letter(row.pk), robust=True)
    return True


def drop_unsent(once: str) -> None:
    """Let the letter of an occasion that is no more stay here, as far as it has not left."""
    _unsent().filter(once=once).update(
        state=Letter.State.FAILED, tries=MOST_TRIES, secret="", problem=WITHDRAWN
    )


@transaction.atomic
def mark_returned(*, actor: User | None, letter: Letter) -> bool:
    """Say that a letter that left came back; return whether it had left."""
    sent = Letter.objects.filter(pk=letter.pk, state=Letter.State.SENT)
    changed = sent.update(state=Letter.State.RETURNED)
    if changed:
        record_act(actor=actor, name="post.returned", subject=_subject(letter), letter=letter.pk)
    return bool(changed)


def _subject(letter: Letter) -> str:
    return letter.subject_key or f"letter:{letter.pk}"


def _unsent() -> QuerySet[Letter]:
    return Letter.objects.filter(state__in=(Letter.State.WAITING, Letter.State.FAILED))


def _keys(rows: QuerySet[Letter]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _send(keys: Iterable[int]) -> tuple[int, int]:
    """Send letters over one connection; when the server fails, the rest is not tried."""
    connection, sent, failed = get_connection(_backend.get()), 0, 0
    try:
        for key in keys:
            letter = _claimed(key)
            if letter is None:
                continue
            error = _left(letter, connection)
            sent, failed = sent + (error is None), failed + (error is not None)
            if error is not None and not isinstance(error, _OF_LETTER):
                break
    finally:
        _close(connection)
    return sent, failed


def _claimed(key: int) -> Letter | None:
    """Return the letter when it is ours to send: of two senders only one gets it."""
    now = timezone.now()
    free = Q(state=Letter.State.FAILED) | Q(state=Letter.State.WAITING, tried_at=None)
    free |= Q(state=Letter.State.WAITING, tried_at__lt=now - CLAIMED)
    claimed = Letter.objects.filter(free, pk=key).update(
        state=Letter.State.WAITING, tries=F("tries") + 1, tried_at=now
    )
    return Letter.objects.get(pk=key) if claimed else None


def _left(letter: Letter, connection: Any) -> Exception | None:
    """Send one letter and write down what came of it; return what went wrong, if anything."""
    row = Letter.objects.filter(pk=letter.pk)
    try:
        connection.open()
        _message(letter, connection).send()
    except (SMTPException, OSError, ValueError) as error:
        problem = f"{type(error).__name__}: {error}"[:_PROBLEM]
        row.update(state=Letter.State.FAILED, problem=problem)
        return error
    row.update(state=Letter.State.SENT, sent_at=timezone.now(), problem="", secret="")
    return None


def _message(letter: Letter, connection: Any) -> EmailMessage:
    body = letter.body.replace(SECRET, letter.secret) if letter.secret else letter.body
    headers = {NUMBER: str(letter.pk), "Content-Language": letter.language}
    message = EmailMessage(
        letter.title, body, to=[letter.address], connection=connection, headers=headers
    )
    if letter.calendar:
        message.attach(FILE, letter.calendar, "text/calendar")
    return message


def _close(connection: Any) -> None:
    """Close the connection; one that is gone already is closed."""
    try:
        connection.close()
    except (SMTPException, OSError):
        return
