"""Reading the record of acts."""

from django.db.models import QuerySet

from loopbrug.web.audit.models import Act

__all__ = ["Act", "acts_on"]


def acts_on(subject: str) -> QuerySet[Act]:
    """Return the acts on ``subject``, newest first, with their actors."""
    return Act.objects.filter(subject=subject).select_related("actor")
