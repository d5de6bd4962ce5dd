"""Writing letters, in the transaction of what they are about; they are sent after it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from loopbrug.web.accounts.queries import User
from loopbrug.web.post.facts import SECRET
from loopbrug.web.post.models import Letter, Mention
from loopbrug.web.post.postman import POSTMAN
from loopbrug.web.post.services.sending import send_letter

_TITLE = 200
_GAPS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What goes with a letter: ``calendar`` the text of an .ics file.

    ``secret`` is a link that only the reader may have: a template shows it as ``{{ secret }}``,
    and it is kept no longer than until the letter has left.
    """

    calendar: str = ""
    secret: str = ""


NOTHING = Enclosed()


def write_letter(
    *,
    template: str,
    values: Mapping[str, object],
    to: User | None = None,
    address: str = "",
    about: str | Sequence[str] = "",
    once: str = "",
    enclosed: Enclosed = NOTHING,
) -> Letter | None:
    """Write a letter, to be sent once the transaction is through.

    ``template`` is the name of ``letters/<template>.txt``: its first line is the title, the rest
    the body, in the language of ``to`` (a stranger: that of ``values``, else Dutch); ``address``
    in it is where this installation is found, to put before a path. ``about`` is the subject key
    of a dossier, or those of several. ``once`` names the occasion: a letter for it is written
    only once; then the answer is None. Text in ``values`` is brought onto one line, so that no
    name can pass for more of the letter. Raises ``ValueError`` without anybody to send it to.
    """
    if to is None and not address:
        raise ValueError("a letter needs somebody to go to")
    language = to.language if to else str(values.get("language", settings.LANGUAGE_CODE))
    title, body = _set(template, values, language)
    subjects = [about] if isinstance(about, str) else list(dict.fromkeys(about))
    facts = {
        "to": to,
        "address": address or (to.email if to else ""),
        "language": language,
        "template": template,
        "title": title,
        "body": body,
        "secret": enclosed.secret,
        "calendar": enclosed.calendar,
        "subject_key": subjects[0] if subjects else "",
    }
    letter, written = _keep(once, facts)
    if not written:
        return None
    Mention.objects.bulk_create(Mention(letter=letter, subject_key=key) for key in subjects[1:])
    # Sent or not, what it is about has happened: mail never breaks an act.
    # No partial: Django tells of a hook that fails by its name, and a partial has none.
    transaction.on_commit(lambda: _post(letter.pk), robust=True)
    return letter


def _post(key: int) -> None:
    """Give a letter to the postman of this process; without one it is sent here and now."""
    if not POSTMAN.wake():
        send_letter(key)


def _keep(once: str, facts: Mapping[str, object]) -> tuple[Letter, bool]:
    if once:
        return Letter.objects.get_or_create(once=once, defaults=facts)
    return Letter.objects.create(**facts), True


def _set(template: str, values: Mapping[str, object], language: str) -> tuple[str, str]:
    """Return title and body; a title is one line, whatever stands in the values."""
    known = {"address": settings.ADDRESS, "secret": SECRET}
    told = {name: on_one_line(value) for name, value in values.items()}
    with translation.override(language):
        text = render_to_string(f"letters/{template}.txt", {**known, **told})
    title, _, body = text.lstrip().partition("\n")
    return " ".join(title.split())[:_TITLE], _GAPS.sub("\n\n", body).strip() + "\n"


def on_one_line(value: object) -> object:
    """Return text without line breaks; anything else as it is."""
    return line_of(value) if isinstance(value, str) else value


def line_of(value: object) -> str:
    """Return what something is called, on one line."""
    return " ".join(str(value).split())
