"""Reading what is planned together: runs, teams, and whom there is to plan."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Q, QuerySet

from loopbrug.core.pathway.model import State
from loopbrug.core.pathway.states import TERMINAL
from loopbrug.web.outcomes.queries import JudgementRow
from loopbrug.web.pathway.queries import Dossier, Record
from loopbrug.web.programme.models import (
    Acceptance,
    AssignmentRow,
    AssignmentWithdrawal,
    CohortRun,
    CoverageRow,
    LearningTeam,
    ProgrammeVersion,
    TeamMember,
    TeamMoment,
)

__all__ = [
    "CohortRun",
    "LearningTeam",
    "TeamMember",
    "TeamMoment",
    "cohort_with_key",
    "cohorts_of",
    "dossiers_with_codes",
    "ever_in_teams",
    "last_published",
    "moments_of",
    "newest_facts",
    "team_places",
    "to_plan",
]

_BEGUN = (State.SUITABLE, State.AGREEING, State.APPOINTED, State.IN_TRAINING)
_OUT = (*TERMINAL, State.PAUSED, State.QUALIFIED, State.INDUCTION, State.FINAL_ASSESSMENT)


def to_plan(region: str, institute: int | None) -> QuerySet[Dossier]:
    """Return whom there is to plan: found suitable, in training, or with a programme made."""
    begun = Q(state__in=[state.value for state in _BEGUN])
    made = Q(pk__in=ProgrammeVersion.objects.values("dossier"))
    found = Dossier.objects.filter(begun | made, region=region)
    found = found.exclude(state__in=[state.value for state in _OUT])
    if institute is not None:
        found = found.filter(institute=institute)
    return found.select_related("candidate", "school", "institute", "desk").order_by("code")


def newest_facts(dossiers: Iterable[Dossier]) -> dict[str, dict[object, int]]:
    """Return per kind of fact the newest row of each dossier: a constant number of questions."""
    keys = [row.pk for row in dossiers]
    kinds = {
        "told": (Record.objects, "dossier"),
        "judged": (JudgementRow.objects, "dossier"),
        "accepted": (Acceptance.objects, "version__dossier"),
        "assigned": (AssignmentRow.objects, "dossier"),
        "answered": (CoverageRow.objects, "assignment__dossier"),
        "withdrawn": (AssignmentWithdrawal.objects, "assignment__dossier"),
    }
    found = {}
    for name, (rows, path) in kinds.items():
        newest = rows.filter(**{f"{path}__in": keys}).order_by().values_list(path)
        found[name] = dict(newest.annotate(Max("pk")))
    return found


def cohorts_of(region: str, institute: int | None) -> QuerySet[CohortRun]:
    """Return the plannings of a desk or an institute, the last asked first."""
    found = CohortRun.objects.filter(region=region, institute=institute, dropped_at=None)
    return found.select_related("run", "asked_by", "published_by")


def cohort_with_key(key: int) -> CohortRun | None:
    """Return one planning, or None."""
    found = CohortRun.objects.filter(pk=key, dropped_at=None)
    return found.select_related("run", "asked_by", "published_by", "institute").first()


def last_published(cohort: CohortRun) -> CohortRun | None:
    """Return what was published before a planning by the same desk or institute, or None."""
    found = CohortRun.objects.filter(region=cohort.region, institute=cohort.institute_id)
    found = found.exclude(published_at=None).exclude(pk=cohort.pk).order_by("-published_at")
    return found.first()


def moments_of(region: str, institute: int | None) -> QuerySet[TeamMoment]:
    """Return the moments at which teams could meet and none does yet."""
    found = TeamMoment.objects.filter(institute__region=region, ended_on=None, team=None)
    if institute is not None:
        found = found.filter(institute=institute)
    return found.select_related("institute")


def team_places(dossiers: Iterable[object], day: date) -> QuerySet[TeamMember]:
    """Return who of these dossiers, by key, is in a team that still meets on or after a day."""
    found = TeamMember.objects.filter(dossier__in=list(dossiers), left_on=None)
    found = found.filter(team__last__gte=day)
    return found.select_related("team", "version__acceptance").order_by("team__first", "pk")


def ever_in_teams(dossier: Dossier) -> QuerySet[TeamMember]:
    """Return every team somebody was ever in or asked for, the first one first."""
    found = TeamMember.objects.filter(dossier=dossier)
    return found.select_related("team", "version__acceptance").order_by("team__first", "pk")


def dossiers_with_codes(codes: Iterable[str]) -> dict[str, Dossier]:
    """Return dossiers by code, with candidate and school."""
    found = Dossier.objects.filter(code__in=list(codes))
    return {row.code: row for row in found.select_related("candidate", "school", "institute")}
