"""Asking for long work, stopping it, and taking up what a dead worker left."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from loopbrug.web.accounts.queries import User
from loopbrug.web.work.beside import BESIDE
from loopbrug.web.work.kinds import task_for
from loopbrug.web.work.models import Run
from loopbrug.web.work.queries import living, lying, unheld, worn_out

CALLED = timedelta(seconds=30)
"""So long a worker may take to begin before another is called."""
logger = logging.getLogger(__name__)


@transaction.atomic
def ask(*, actor: User | None, kind: str, key: str, renew: bool = False) -> Run:
    """Ask for work; who asks for what is asked already waits with the others.

    What is done stays done, unless ``renew``. What failed or was stopped begins anew. Works
    begins when this transaction is whole.
    """
    now = timezone.now()
    fresh = {
        "asked_at": now, "asked_by": actor, "outcome": "", "problem": "", "ended_at": None,
        "stopping": False, "tries": 0, "stage": "", "done": 0, "total": 0,
        "token": None, "lease_until": None, "queued": "",
    }  # fmt: skip
    run, _ = Run.objects.get_or_create(kind=kind, key=key, defaults=fresh)
    over = Q(outcome__in=[Run.Outcome.FAILED, Run.Outcome.STOPPED])
    over |= Q(outcome=Run.Outcome.DONE) if renew else Q()
    worn = Q(pk__in=worn_out(now).values("pk"))
    Run.objects.filter(over | worn, pk=run.pk).update(**fresh)
    run.refresh_from_db()
    _call(run, now)
    run.refresh_from_db()
    return run


@transaction.atomic
def stop(*, run: Run) -> bool:
    """Stop work; who has it in hand is told and lets go. Return whether there was any to stop."""
    now = timezone.now()
    idle = living().filter(Q(token=None) | unheld(now), pk=run.pk)
    if idle.update(outcome=Run.Outcome.STOPPED, ended_at=now, token=None, lease_until=None):
        return True
    return bool(living().filter(pk=run.pk).update(stopping=True))


def forget(runs: Iterable[int]) -> None:
    """Throw away runs that are over, by their keys."""
    Run.objects.filter(pk__in=list(runs)).exclude(outcome="").delete()


def take_up(now: datetime | None = None) -> int:
    """Put what lies still in the queue again, and give up what killed too many workers.

    Called when a worker begins, every minute by the server, and by who looks at the work. Return
    how many pieces were put in the queue.
    """
    now = now or timezone.now()
    worn = worn_out(now)
    ended = {"ended_at": now, "token": None, "lease_until": None}
    worn.filter(stopping=True).update(outcome=Run.Outcome.STOPPED, **ended)
    worn.filter(stopping=False).update(outcome=Run.Outcome.FAILED, problem="work.gave-up", **ended)
    return sum(_call(run, now) for run in lying(now))


def _call(run: Run, now: datetime) -> bool:
    """Put a run in the queue unless it is there or in hand; of two that do so one is heard."""
    if _is_queued(run):
        transaction.on_commit(_wake)
        return False
    mine = living().filter(unheld(now), pk=run.pk)
    called = mine.update(token=None, lease_until=now + CALLED)
    if called:
        transaction.on_commit(partial(_enqueue, run.pk, run.kind))
    return bool(called)


def _is_queued(run: Run) -> bool:
    """Return whether the queue still has it to give out, as far as the queue can tell."""
    task = task_for(run.kind)
    if not run.queued or task is None:
        return False
    try:
        return task.get_result(run.queued).status == TaskResultStatus.READY
    except (TaskResultDoesNotExist, NotImplementedError):
        return False


def _enqueue(key: int, kind: str) -> None:
    task = task_for(kind)
    if task is None:
        logger.error("no room does work of the kind %s", kind)
        return
    result = task.enqueue(key)
    Run.objects.filter(pk=key).update(queued=result.id)
    _wake()


def _wake() -> None:
    BESIDE.wake()
