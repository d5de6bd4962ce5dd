"""Reading rounds of judging, with everything that stands in them."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, F, Prefetch, Q, QuerySet

from loopbrug.core.outcomes.judging import Side
from loopbrug.core.pathway.model import State
from loopbrug.web.accounts.queries import Membership, Role, User, current_memberships
from loopbrug.web.outcomes.models import (
    Draft,
    QuestionRow,
    Round,
    Seat,
    SettlementRow,
    SubmissionRow,
)
from loopbrug.web.pathway.queries import Dossier, Participation, PauseRow, visible_to

JUDGED_STATES = (State.ASSESSING, State.IN_TRAINING, State.FINAL_ASSESSMENT)
_YEAR = 365


def round_with_key(key: int) -> Round | None:
    """Return a round with seats, submissions, settlements and questions, or None."""
    return _with_all(Round.objects.filter(pk=key)).first()


def rounds_of(dossier: Dossier) -> QuerySet[Round]:
    """Return every round of a dossier, the first one first; dropped ones too."""
    return _with_all(Round.objects.filter(dossier=dossier))


def rounds_seen_by(user: User) -> QuerySet[Round]:
    """Return the rounds that were not dropped of every dossier ``user`` may know of."""
    dossiers = visible_to(user).values("pk")
    return _with_all(Round.objects.filter(dossier__in=dossiers, dropped_on=None))


def rounds_in_hand(day: date) -> QuerySet[Round]:
    """Return the rounds of dossiers in which is judged, opened within a year and not dropped."""
    return _with_all(
        Round.objects.filter(
            dossier__state__in=[state.value for state in JUDGED_STATES],
            dropped_on=None,
            opened_on__gte=day - timedelta(days=_YEAR),
        )
    ).order_by("pk")


def seats_of(user: User) -> QuerySet[Seat]:
    """Return where ``user`` sits now, with the whole round; ``drafted`` counts their own side.

    Who is no assessor any more, or takes no part in the dossier, sits nowhere.
    """
    if not current_memberships(user).filter(role=Role.ASSESSOR).exists():
        return Seat.objects.none()
    part = Participation.objects.filter(
        user=user, role=Participation.Role.ASSESSOR, ended_on=None
    ).values("dossier")
    seats = Seat.objects.filter(
        assessor=user, left_on=None, round__dropped_on=None, round__dossier__in=part
    )
    own = Q(round__drafts__side=F("side")) & ~Q(round__drafts__verdict="")
    drafted = seats.annotate(drafted=Count("round__drafts", filter=own, distinct=True))
    whole = Prefetch("round", _with_all(Round.objects.all()))
    return drafted.prefetch_related(whole)


def drafts_of(round_: Round, side: Side) -> QuerySet[Draft]:
    """Return what a side is about to find, with who wrote it."""
    return Draft.objects.filter(round=round_, side=side).select_related("author")


def draft_of(round_: Round, side: Side, outcome: str) -> Draft | None:
    """Return what a side is about to find of one outcome, or None."""
    return drafts_of(round_, side).filter(outcome=outcome).first()


def question_with_key(dossier: Dossier, key: int) -> QuestionRow | None:
    """Return a question of a dossier with its answer, or None."""
    found = QuestionRow.objects.filter(round__dossier=dossier, pk=key)
    return found.select_related("round__dossier", "answer").first()


def settlement_with_key(round_: Round, key: int) -> SettlementRow | None:
    """Return a settlement of a round with what the other side said, or None."""
    return SettlementRow.objects.filter(round=round_, pk=key).select_related("voice").first()


def judged_rounds(regions: Iterable[str]) -> QuerySet[Round]:
    """Return the rounds of regions in which both sides handed in, with their opinions."""
    found = Round.objects.filter(dossier__region__in=list(regions))
    for side in (Side.INSTITUTE, Side.FIELD):
        found = found.filter(pk__in=SubmissionRow.objects.filter(side=side).values("round"))
    return found.prefetch_related("submissions__opinions", "settlements__voice")


def assessors_of(region: str) -> QuerySet[Membership]:
    """Return the current memberships of assessors in a region, by name."""
    found = Membership.objects.filter(
        role=Role.ASSESSOR, ended_on=None, organisation__region=region, user__is_active=True
    )
    return found.select_related("user", "organisation").order_by("user__name", "pk")


def memberships_of(users: Iterable[int]) -> QuerySet[Membership]:
    """Return every current membership of some people, with organisation and board."""
    found = Membership.objects.filter(user__in=list(users), ended_on=None)
    return found.select_related("organisation__board")


def guides_of(dossier: Dossier) -> frozenset[int]:
    """Return the keys of everybody who coaches or guides the candidate, now or before."""
    helping = (Participation.Role.COACH, Participation.Role.GUIDE)
    parts = Participation.objects.filter(dossier__candidate=dossier.candidate_id, role__in=helping)
    return frozenset(parts.values_list("user", flat=True))


def _with_all(rows: QuerySet[Round]) -> QuerySet[Round]:
    """Return the rounds with all they hold; what of it may be shown is for ``facts`` to say."""
    return rows.select_related(
        "dossier__candidate", "dossier__desk", "dossier__school__board", "dossier__institute"
    ).prefetch_related(
        "dossier__clocks",
        Prefetch("dossier__pauses", PauseRow.objects.select_related("ended_by")),
        Prefetch("seats", Seat.objects.select_related("assessor")),
        Prefetch("submissions", SubmissionRow.objects.select_related("assessor")),
        "submissions__opinions",
        Prefetch("settlements", SettlementRow.objects.select_related("by", "voice")),
        Prefetch("questions", QuestionRow.objects.select_related("answer", "asked_by")),
    )
