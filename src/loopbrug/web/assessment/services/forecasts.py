"""Asking for a forecast and reckoning it in the background: one at a time, never half written.

The row of a question is all there is: it says whether an answer is wanted and who works on it
until when. Who dies loses it after that; asking again, or just looking again, starts anew.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from numpy.random import default_rng

from loopbrug.core.assessment.forecast import Run, replays
from loopbrug.core.assessment.role_load import cases_in
from loopbrug.core.assessment.stage import Question, Stage
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.outlook import (
    Asked,
    asked_in,
    mark_of,
    plain_runs,
    runs_in,
    stage_for,
)
from loopbrug.web.assessment.models import ForecastRow
from loopbrug.web.assessment.queries.outlook import (
    forecast_with_key,
    is_reckoning,
    unheld,
    waiting_forecasts,
)

LEASE, PER_CASE = timedelta(seconds=60), timedelta(seconds=0.5)
"""So long somebody may work on one replay: in all, and for each case that is expected in it."""
START = timedelta(seconds=30)
"""So long a process may take to begin before another is called."""
KEPT = timedelta(days=60)
logger = logging.getLogger(__name__)


@transaction.atomic
def ask_forecast(*, actor: User, asked: Asked) -> ForecastRow:
    """Ask a question; who asks what is being reckoned already waits with the others.

    An answer that is there stays until the new one is.
    """
    now = timezone.now()
    ForecastRow.objects.filter(wanted=False, asked_at__lt=now - KEPT).delete()
    row, _ = ForecastRow.objects.get_or_create(
        region=asked.region,
        key=asked.key,
        defaults={"question": asked.plain, "asked_at": now, "asked_by": actor, "wanted": False},
    )
    fresh = {"wanted": True, "failed": False, "asked_at": now, "asked_by": actor, "tries": 0}
    given_up = Q(tries__gte=ForecastRow.MOST_TRIES) & unheld(now)
    ForecastRow.objects.filter(Q(wanted=False) | given_up, pk=row.pk).update(**fresh)
    row.refresh_from_db()
    start_reckoning()
    return row


def start_reckoning() -> None:
    """Let a process of its own reckon what is asked, unless one does; it ends when all is done.

    Of two that call for it in the same second one is heard.
    """
    now = timezone.now()
    first = waiting_forecasts(now).first()
    if first is None or not settings.FORECASTS_APART or is_reckoning(now):
        return
    called = ForecastRow.objects.filter(unheld(now), pk=first.pk, wanted=True)
    if called.update(token=None, lease_until=now + START):
        transaction.on_commit(_start_process)


def _start_process() -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    command = [sys.executable, "-m", "django", "reckon_forecasts"]
    nothing = subprocess.DEVNULL
    # On its own: it outlives the server that started it, and takes no time from its answers.
    subprocess.Popen(  # noqa: S603
        command, env=environment, stdin=nothing, stdout=nothing, start_new_session=True
    )


def reckon_waiting() -> int:
    """Reckon every question that somebody waits for; return how many were answered."""
    answered = 0
    while (work := _next_work()) is not None:
        answered += _reckon(work)
    return answered


class LostError(RuntimeError):
    """Somebody else took up the work, because it seemed to lie still."""


@dataclass(frozen=True, slots=True)
class _Work:
    row: ForecastRow
    token: UUID

    def holds(self, **changes: object) -> bool:
        """Change the row if it is still ours; return whether it was."""
        mine = ForecastRow.objects.filter(pk=self.row.pk, token=self.token, wanted=True)
        return mine.update(**changes) == 1


def _next_work() -> _Work | None:
    """Take one question in hand; when another was first, try the next."""
    for row in waiting_forecasts(timezone.now()):
        now, token = timezone.now(), uuid4()
        free = waiting_forecasts(now).filter(pk=row.pk)
        if free.update(token=token, lease_until=now + LEASE, played=0, tries=F("tries") + 1):
            return _Work(row, token)
    return None


def _reckon(work: _Work) -> bool:
    try:
        return _answer(work, timezone.localdate())
    except LostError:
        logger.warning("forecast %s was taken up by another", work.row.pk)
        return False
    except Exception:
        # Whatever goes wrong, the question must not be asked for ever; the log has why.
        logger.exception("forecast %s failed", work.row.pk)
        work.holds(wanted=False, failed=True, token=None, lease_until=None)
        return False


def _answer(work: _Work, today: date) -> bool:
    asked = asked_in(work.row, today)
    stage = stage_for(asked.region, asked.question)
    mark = mark_of(stage, asked)
    now = _known(asked.present, mark) or tuple(_played(work, asked.present, stage, 0))
    then: tuple[Run, ...] = ()
    if asked.question.changes:
        then = tuple(_played(work, asked, stage, len(now)))
    result = {"now": plain_runs(now), "then": plain_runs(then)}
    return work.holds(
        result=result, mark=mark, done_at=timezone.now(),
        wanted=False, failed=False, token=None, lease_until=None,
    )  # fmt: skip


def _known(present: Asked, mark: str) -> tuple[Run, ...]:
    """Return the replays of the present as they were reckoned before from the same facts."""
    row = forecast_with_key(present.region, present.key)
    kept = row.result if row and row.mark == mark else None
    return runs_in(kept["now"]) if kept else ()


def _played(work: _Work, asked: Asked, stage: Stage, before: int) -> Iterator[Run]:
    """Yield the replays, and say after each how far it is; stop when somebody took it over."""
    lease = LEASE + PER_CASE * cases_in(stage.region, stage.period)
    _go_on(work, before, lease)
    dice = default_rng(asked.seed)
    for number, run in enumerate(replays(stage, asked.question, dice, asked.seed), before + 1):
        _go_on(work, number, lease)
        yield run


def _go_on(work: _Work, played: int, lease: timedelta) -> None:
    if not work.holds(played=played, lease_until=timezone.now() + lease):
        raise LostError(work.row.pk)


def whole_of(question: Question) -> int:
    """Return how many replays an answer takes."""
    return question.runs * (2 if question.changes else 1)
