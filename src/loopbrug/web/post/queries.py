"""Reading what was sent, and what somebody wants to be sent."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from loopbrug.web.accounts.queries import User
from loopbrug.web.post.models import Letter, Mention, Reminded, Wish

__all__ = [
    "Letter",
    "Reminded",
    "Wish",
    "letter_with_key",
    "letters_about",
    "letters_not_arrived",
    "letters_not_sent",
    "letters_on",
    "letters_to",
    "wants_reminders",
    "without_reminders",
]


def letters_about(subject_keys: Iterable[str]) -> QuerySet[Letter]:
    """Return the letters about some dossiers, the newest first."""
    keys = list(subject_keys)
    mentioned = Mention.objects.filter(subject_key__in=keys).values("letter")
    about = Q(subject_key__in=keys) | Q(pk__in=mentioned)
    return Letter.objects.filter(about).select_related("to")


def letters_not_sent() -> QuerySet[Letter]:
    """Return the letters that have not left or came back, the newest first."""
    rows = Letter.objects.exclude(state=Letter.State.SENT).select_related("to")
    return rows.prefetch_related("mentions")


def letters_not_arrived() -> QuerySet[Letter]:
    """Return the letters that failed or came back, the newest first."""
    return letters_not_sent().exclude(state=Letter.State.WAITING)


def letters_to(user: User) -> QuerySet[Letter]:
    """Return the letters to somebody, the newest first."""
    return Letter.objects.filter(to=user)


def letters_on(occasions: Iterable[str]) -> dict[str, Letter]:
    """Return the letters that were written for some occasions, by the occasion."""
    found = Letter.objects.filter(once__in=[each for each in occasions if each])
    return {letter.once: letter for letter in found}


def letter_with_key(key: int) -> Letter | None:
    """Return one letter, or None."""
    return Letter.objects.filter(pk=key).select_related("to").first()


def wants_reminders(user: User) -> bool:
    """Return whether somebody wants reminders; who said nothing does."""
    return not Wish.objects.filter(user=user, reminders=False).exists()


def without_reminders(users: Iterable[int]) -> frozenset[int]:
    """Return which of these users, by key, want no reminders."""
    found = Wish.objects.filter(user__in=list(users), reminders=False)
    return frozenset(found.values_list("user", flat=True))
