"""What follows from the row of a letter."""

from collections.abc import Container

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loopbrug.web.post.queries import Letter

SECRET = "‹‹geheim››"  # noqa: S105
"""Stands in a body where the secret goes in while it is sent."""
WITHDRAWN = "withdrawn"
"""The problem of a letter about something that is no more."""
_PROBLEMS: dict[str, Promise] = {
    "SMTPRecipientsRefused": _("het adres werd geweigerd"),
    "SMTPDataError": _("de inhoud werd geweigerd"),
    "SMTPAuthenticationError": _("de mailserver kent Loopbrug niet"),
    "BadHeaderError": _("het adres klopt niet"),
    "ValueError": _("het adres klopt niet"),
    WITHDRAWN: _("de vraag is ingetrokken"),
}


def can_go_again(letter: Letter) -> bool:
    """Return whether a letter that did not arrive can be sent once more.

    One with a secret that left before cannot: the secret is gone, and somebody makes a new one.
    """
    lost = SECRET in letter.body and not letter.secret
    return letter.state in (Letter.State.FAILED, Letter.State.RETURNED) and not lost


def is_about(letter: Letter, subject_keys: Container[str]) -> bool:
    """Return whether a letter is about one of some dossiers."""
    mentioned = (one.subject_key for one in letter.mentions.all())
    return letter.subject_key in subject_keys or any(key in subject_keys for key in mentioned)


def problem_of(letter: Letter) -> Promise | str:
    """Return in words why a letter did not leave, "" when nothing is wrong.

    What the server said stays in the row, for who runs the installation.
    """
    if letter.state == Letter.State.RETURNED:
        return _("het adres bestaat niet of neemt niets aan")
    if not letter.problem:
        return ""
    name = letter.problem.partition(":")[0]
    return _PROBLEMS.get(name, _("de mailserver was niet bereikbaar"))
