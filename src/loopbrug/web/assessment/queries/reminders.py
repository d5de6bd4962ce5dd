"""Reading what people may have to be reminded of: each kind in a constant number of questions."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from loopbrug.core.pathway.states import TERMINAL
from loopbrug.web.accounts.queries import Role, User, people_with_role
from loopbrug.web.assessment.models import (
    Assessment,
    DecisionRow,
    Message,
    Proposal,
    SignatureRow,
    Thread,
    TimeSpent,
)
from loopbrug.web.pathway.queries import Participation

_ENDED = [state.value for state in TERMINAL]


def regions_with_assessments() -> list[str]:
    """Return the regions in which an assessment runs."""
    running = Assessment.objects.filter(ended_on=None)
    return sorted(set(running.values_list("dossier__region", flat=True)))


def people_by_place(role: Role, places: Iterable[int | None]) -> dict[int, tuple[User, ...]]:
    """Return who has a role at each of these organisations now; who has nobody is left out."""
    found: dict[int, list[User]] = defaultdict(list)
    for membership in people_with_role([role], {place for place in places if place}):
        found[membership.organisation_id].append(membership.user)
    return {place: tuple(users) for place, users in found.items()}


def waiting_threads() -> QuerySet[Any]:
    """Return open questions of living dossiers with ``turn`` and ``said_at`` of the last word."""
    last = Message.objects.filter(thread=OuterRef("pk")).order_by("-pk")
    guides = Participation.objects.filter(ended_on=None, role=Participation.Role.GUIDE)
    return (
        Thread.objects.filter(closed_at=None)
        .exclude(dossier__state__in=_ENDED)
        .annotate(
            turn=Subquery(last.values("turn")[:1]), said_at=Subquery(last.values("said_at")[:1])
        )
        .exclude(turn="")
        .select_related("dossier__candidate")
        .prefetch_related(Prefetch("dossier__participations", guides.select_related("user")))
        .order_by("pk")
    )


def unsigned_decisions(before: date) -> QuerySet[DecisionRow]:
    """Return what was put forward before a day, was not replaced and lacks a signature."""
    assessors = Participation.objects.filter(ended_on=None, role=Participation.Role.ASSESSOR)
    return (
        DecisionRow.objects.filter(put_forward_on__lt=before, replaced_by=None)
        .exclude(report__assessment__dossier__state__in=_ENDED)
        .select_related("report__assessment__dossier__candidate")
        .prefetch_related(
            Prefetch("signatures", SignatureRow.objects.all()),
            Prefetch(
                "report__assessment__dossier__participations", assessors.select_related("user")
            ),
        )
        .order_by("pk")
    )


def proposals_since_before(day: date) -> QuerySet[Proposal]:
    """Return the plans that wait for a person since before a day."""
    found = Proposal.objects.filter(confirmed_at=None, dropped_at=None, made_at__date__lt=day)
    return found.order_by("pk")


def over_budget() -> QuerySet[Any]:
    """Return running assessments in which the guide spent more minutes than there are."""
    spent = TimeSpent.objects.filter(assessment=OuterRef("pk")).order_by()
    total = spent.values("assessment").annotate(total=Sum("minutes")).values("total")
    return (
        Assessment.objects.filter(ended_on=None)
        .annotate(spent=Coalesce(Subquery(total), 0))
        .filter(spent__gt=F("guide_minutes"))
        .select_related("dossier__candidate")
        .order_by("pk")
    )
