"""Reading questions in dossiers, and the guide's time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, Sum

from loopbrug.core.pathway.states import TERMINAL
from loopbrug.web.accounts.queries import User, current_memberships
from loopbrug.web.assessment.models import (
    AppointmentRow,
    Assessment,
    Message,
    Thread,
    TimeSpent,
)
from loopbrug.web.pathway.queries import Dossier, Participation


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
    rows = TimeSpent.objects.filter(assessment=assessment)
    return rows.select_related("guide", "set_right_by")


def minutes_spent_on(assessment: Assessment) -> int:
    """Return how many minutes of guidance went into an assessment."""
    return time_spent_on(assessment).aggregate(total=Sum("minutes"))["total"] or 0


def minutes_spent_by(assessments: Iterable[Assessment]) -> dict[int, int]:
    """Return how many minutes of guidance went into each of some assessments, by its key."""
    rows = TimeSpent.objects.filter(assessment__in=list(assessments)).order_by()
    totals = rows.values("assessment").annotate(total=Sum("minutes"))
    return {row["assessment"]: row["total"] for row in totals}


def guided_dossiers(user: User) -> list[Dossier]:
    """Return the dossiers on their way that somebody guides, by name of the candidate."""
    if not current_memberships(user).exists():
        return []
    parts = Participation.objects.filter(user=user, role=Participation.Role.GUIDE, ended_on=None)
    ended = [state.value for state in TERMINAL]
    found = Dossier.objects.filter(pk__in=parts.values("dossier")).exclude(state__in=ended)
    return list(found.select_related("candidate").order_by("candidate__name", "pk"))


def newest_assessments(dossiers: Iterable[Dossier]) -> dict[object, Assessment]:
    """Return the last assessment of each dossier that has one, by the key of the dossier."""
    rows = Assessment.objects.filter(dossier__in=list(dossiers)).order_by("number")
    return {row.dossier_id: row for row in rows}


def coming_talks(user: User, moment: datetime) -> dict[int, AppointmentRow]:
    """Return somebody's first appointment from ``moment`` on in each assessment, by its key."""
    rows = AppointmentRow.objects.filter(
        state=AppointmentRow.State.PLANNED, people__user=user, starts_at__gte=moment
    )
    found: dict[int, AppointmentRow] = {}
    for row in rows.select_related("assessment").order_by("starts_at"):
        found.setdefault(row.assessment_id, row)
    return found


def guide_talks(assessment: Assessment) -> QuerySet[AppointmentRow]:
    """Return the talks with the guide that were or are planned, the first one first."""
    kept = assessment.appointments.exclude(state=AppointmentRow.State.CANCELLED)
    return kept.filter(people__part="guide").order_by("starts_at")


def time_row(assessment: Assessment, key: int) -> TimeSpent | None:
    """Return one entry of the guide's time, or None."""
    return time_spent_on(assessment).filter(pk=key).first()


def running_assessment_of(dossier: Dossier) -> Assessment | None:
    """Return the assessment that runs, or else the last one, or None."""
    rows = Assessment.objects.filter(dossier=dossier)
    return rows.filter(ended_on=None).first() or rows.first()
