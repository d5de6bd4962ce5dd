"""Reading what long work there is."""

from datetime import datetime

from django.db.models import Q, QuerySet

from loopbrug.web.work.models import Run

__all__ = ["Outcome", "Run", "free", "living", "lying", "run_with_key", "unheld", "worn_out"]

Outcome = Run.Outcome


def run_with_key(kind: str, key: str) -> Run | None:
    """Return the run of a request, or None when it was never asked."""
    return Run.objects.filter(kind=kind, key=key).first()


def living() -> QuerySet[Run]:
    """Return what somebody waits for, the first asked first."""
    return Run.objects.filter(outcome="")


def unheld(now: datetime) -> Q:
    """Return what is true of a run that nobody holds any more, and nobody was just called to."""
    return Q(lease_until=None) | Q(lease_until__lt=now)


def free(now: datetime) -> QuerySet[Run]:
    """Return what a worker may take in hand: waited for, not held, not tried too often."""
    idle = Q(token=None) | unheld(now)
    return living().filter(idle, stopping=False, tries__lt=Run.MOST_TRIES)


def lying(now: datetime) -> QuerySet[Run]:
    """Return what is waited for and lies still."""
    return living().filter(unheld(now), stopping=False, tries__lt=Run.MOST_TRIES)


def worn_out(now: datetime) -> QuerySet[Run]:
    """Return what no worker will take up again: tried too often, or stopped while it lay still."""
    return living().filter(Q(tries__gte=Run.MOST_TRIES) | Q(stopping=True), unheld(now))
