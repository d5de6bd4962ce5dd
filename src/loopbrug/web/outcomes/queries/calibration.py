"""Reading calibration sets."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, QuerySet

from loopbrug.web.accounts.queries import User
from loopbrug.web.outcomes.models import CalibrationAnswer, CalibrationSet


def sets_in(regions: Iterable[str], user: User) -> QuerySet[CalibrationSet]:
    """Return the sets of regions, the newest first, with ``cases``, ``answered`` and ``mine``.

    ``answered`` counts the assessors who answered, ``mine`` says whether ``user`` did.
    """
    own = CalibrationAnswer.objects.filter(item__set=OuterRef("pk"), assessor=user)
    return CalibrationSet.objects.filter(region__in=list(regions)).annotate(
        cases=Count("items", distinct=True),
        answered=Count("items__answers__assessor", distinct=True),
        mine=Exists(own),
    )


def set_with_key(key: int) -> CalibrationSet | None:
    """Return a set with its cases and every answer, or None."""
    found = CalibrationSet.objects.filter(pk=key)
    return found.prefetch_related("items__answers__assessor").first()
