"""Reading questions in dossiers, and the guide's time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, Sum

from loopbrug.web.assessment.models import Assessment, Message, Thread, TimeSpent
from loopbrug.web.pathway.queries import Dossier


def threads_of(dossier: Dossier) -> QuerySet[Thread]:
    """Return the questions of a dossier with their messages, open ones first, then the newest."""
    messages = Prefetch("messages", Message.objects.select_related("author"))
    rows = Thread.objects.filter(dossier=dossier).select_related("opened_by", "closed_by")
    return rows.prefetch_related(messages).order_by("closed_at", "-opened_at", "-pk")


def thread_with_id(dossier: Dossier, key: int) -> Thread | None:
    """Return one question of a dossier, or None."""
    return threads_of(dossier).filter(pk=key).first()


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open question, the role that is to answer ("" nobody), and when the last word was said."""

    thread: Thread
    turn: str
    said_at: datetime


def open_threads(dossiers: Iterable[Dossier]) -> list[Waiting]:
    """Return the open questions of dossiers; the one that waits longest comes first."""
    last = Message.objects.filter(thread=OuterRef("pk")).order_by("-pk")
    rows: QuerySet[Any] = (
        Thread.objects.filter(dossier__in=list(dossiers), closed_at=None)
        .select_related("dossier__candidate")
        .annotate(
            turn=Subquery(last.values("turn")[:1]), said_at=Subquery(last.values("said_at")[:1])
        )
        .order_by("said_at", "pk")
    )
    return [Waiting(row, row.turn, row.said_at) for row in rows]


def time_spent_on(assessment: Assessment) -> QuerySet[TimeSpent]:
    """Return what the guide wrote down, the oldest first."""
    return TimeSpent.objects.filter(assessment=assessment).select_related("guide")


def minutes_spent_on(assessment: Assessment) -> int:
    """Return how many minutes of guidance went into an assessment."""
    return time_spent_on(assessment).aggregate(total=Sum("minutes"))["total"] or 0


def running_assessment_of(dossier: Dossier) -> Assessment | None:
    """Return the assessment that runs, or else the last one, or None."""
    rows = Assessment.objects.filter(dossier=dossier)
    return rows.filter(ended_on=None).first() or rows.first()
