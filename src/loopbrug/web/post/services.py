"""Writing letters in the transaction of what they are about, and sending them after it."""

from collections.abc import Mapping
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from loopbrug.web.accounts.queries import User
from loopbrug.web.post.models import Letter

MOST_TRIES = 5
"""After so many tries a letter waits for a person to look at the address."""

_PROBLEM = 300
_TITLE = 200


def write_letter(
    *,
    template: str,
    values: Mapping[str, object],
    to: User | None = None,
    address: str = "",
    about: str = "",
    once: str = "",
) -> Letter | None:
    """Write a letter, to be sent once the transaction is through.

    ``template`` is the name of ``letters/<template>.txt``: its first line is the title, the rest
    the body, in the language of ``to`` (a stranger: Dutch); ``address`` in it is where this
    installation is found, to put before a path. ``about`` is the subject key of a dossier.
    ``once`` names the occasion: a letter for it is written only once; then the answer is None.
    Raises ``ValueError`` without anybody to send it to.
    """
    if to is None and not address:
        raise ValueError("a letter needs somebody to go to")
    language = to.language if to else "nl"
    title, body = _set(template, values, language)
    facts = {
        "to": to,
        "address": address or (to.email if to else ""),
        "language": language,
        "template": template,
        "title": title,
        "body": body,
        "subject_key": about,
    }
    letter, written = _keep(once, facts)
    if not written:
        return None
    transaction.on_commit(partial(send_letter, letter.pk))
    return letter


def send_letter(key: int) -> bool:
    """Try to send one letter that was not sent yet; return whether it left.

    Whoever takes it first sends it: two senders never send the same letter. A letter that cannot
    leave keeps the reason.
    """
    unsent = Q(state=Letter.State.WAITING) | Q(state=Letter.State.FAILED)
    letter = Letter.objects.filter(unsent, pk=key).first()
    if letter is None:
        return False
    claimed = Letter.objects.filter(unsent, pk=key, tries=letter.tries).update(tries=F("tries") + 1)
    if not claimed:
        return False
    try:
        EmailMessage(letter.title, letter.body, to=[letter.address]).send()
    except (SMTPException, OSError, ValueError) as error:
        problem = f"{type(error).__name__}: {error}"[:_PROBLEM]
        Letter.objects.filter(pk=key).update(state=Letter.State.FAILED, problem=problem)
        return False
    now = timezone.now()
    Letter.objects.filter(pk=key).update(state=Letter.State.SENT, sent_at=now, problem="")
    return True


def send_waiting() -> tuple[int, int]:
    """Try every letter that has not left and was not tried too often; return (sent, failed)."""
    waiting = Letter.objects.exclude(state=Letter.State.SENT).filter(tries__lt=MOST_TRIES)
    left = [send_letter(key) for key in waiting.order_by("pk").values_list("pk", flat=True)]
    return sum(left), len(left) - sum(left)


def _keep(once: str, facts: Mapping[str, object]) -> tuple[Letter, bool]:
    if once:
        return Letter.objects.get_or_create(once=once, defaults=facts)
    return Letter.objects.create(**facts), True


def _set(template: str, values: Mapping[str, object], language: str) -> tuple[str, str]:
    """Return title and body; a title is one line, whatever stands in the values."""
    with translation.override(language):
        text = render_to_string(f"letters/{template}.txt", {"address": settings.ADDRESS, **values})
    title, _, body = text.lstrip().partition("\n")
    return " ".join(title.split())[:_TITLE], body.strip() + "\n"
