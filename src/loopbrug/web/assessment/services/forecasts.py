"""Asking for a forecast, and reckoning it in the background: one at a time, never half written."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from numpy.random import default_rng

from loopbrug.core.assessment.forecast import Run, replays
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
from loopbrug.web.assessment.queries.outlook import forecast_with_key
from loopbrug.web.work.services import Hand, ask, forget

KIND = "assessment.forecast"
KEPT = timedelta(days=60)
NOW, THEN = "now", "then"
"""The stages: the present is replayed first, then the change."""


@transaction.atomic
def ask_forecast(*, actor: User, asked: Asked) -> ForecastRow:
    """Ask a question; who asks what is being reckoned already waits with the others.

    An answer that is there stays until the new one is.
    """
    _forget_old()
    run = ask(actor=actor, kind=KIND, key=f"{asked.region}:{asked.key}", renew=True)
    row, _ = ForecastRow.objects.update_or_create(
        region=asked.region,
        key=asked.key,
        defaults={"run": run},
        create_defaults={"question": asked.plain, "run": run},
    )
    return row


def _forget_old() -> None:
    old = ForecastRow.objects.filter(run__asked_at__lt=timezone.now() - KEPT)
    over = list(old.exclude(run__outcome="").values_list("pk", "run"))
    ForecastRow.objects.filter(pk__in=[pk for pk, _ in over]).delete()
    forget(run for _, run in over)


def reckon(hand: Hand) -> None:
    """Answer the question of a run on the facts of now."""
    row = ForecastRow.objects.get(run=hand.run)
    asked = asked_in(row, timezone.localdate())
    stage = stage_for(asked.region, asked.question)
    mark, whole = mark_of(stage, asked), whole_of(asked.question)
    now = _known(asked.present, mark) or tuple(_played(hand, asked.present, stage, (NOW, 0, whole)))
    then: tuple[Run, ...] = ()
    if asked.question.changes:
        then = tuple(_played(hand, asked, stage, (THEN, len(now), whole)))
    result = {"now": plain_runs(now), "then": plain_runs(then)}
    with hand.finishing():
        ForecastRow.objects.filter(pk=row.pk).update(
            result=result, mark=mark, done_at=timezone.now()
        )


def _known(present: Asked, mark: str) -> tuple[Run, ...]:
    """Return the replays of the present as they were reckoned before from the same facts."""
    row = forecast_with_key(present.region, present.key)
    kept = row.result if row and row.mark == mark else None
    return runs_in(kept["now"]) if kept else ()


def _played(hand: Hand, asked: Asked, stage: Stage, place: tuple[str, int, int]) -> Iterator[Run]:
    """Yield the replays, and say after each how far it is; stop when it is not to go on."""
    word, before, whole = place
    hand.tell(word, before, whole)
    dice = default_rng(asked.seed)
    for number, run in enumerate(replays(stage, asked.question, dice, asked.seed), before + 1):
        hand.tell(word, number, whole)
        yield run


def whole_of(question: Question) -> int:
    """Return how many replays an answer takes."""
    return question.runs * (2 if question.changes else 1)
