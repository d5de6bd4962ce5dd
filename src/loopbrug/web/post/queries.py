"""Reading what was sent."""

from collections.abc import Iterable

from django.db.models import QuerySet

from loopbrug.web.post.models import Letter

__all__ = ["Letter", "letters_about", "letters_not_sent"]


def letters_about(subject_keys: Iterable[str]) -> QuerySet[Letter]:
    """Return the letters about some dossiers, the newest first."""
    return Letter.objects.filter(subject_key__in=list(subject_keys)).select_related("to")


def letters_not_sent() -> QuerySet[Letter]:
    """Return the letters that have not left, the newest first."""
    return Letter.objects.exclude(state=Letter.State.SENT).select_related("to")
