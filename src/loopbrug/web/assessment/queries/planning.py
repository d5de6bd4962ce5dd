"""Reading assessments with everything planning needs, in a constant number of questions."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Prefetch, Q, QuerySet

from loopbrug.web.accounts.queries import Membership
from loopbrug.web.assessment.models import (
    AppointmentPerson,
    AppointmentRow,
    Assessment,
    AssessorProfile,
    Calendar,
    PromiseRow,
    Proposal,
    RoomPool,
)
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.queries import Dossier, Participation, PauseRow, Record

PLANNED, HELD, CANCELLED = (state.value for state in AppointmentRow.State)


def running_in(region: str) -> QuerySet[Assessment]:
    """Return the assessments of a region that have not ended, in the order they began."""
    return whole(Assessment.objects.filter(dossier__region=region, ended_on=None)).order_by("pk")


def running_of(dossiers: Iterable[Dossier]) -> QuerySet[Assessment]:
    """Return the assessments that have not ended of these dossiers."""
    return whole(Assessment.objects.filter(dossier__in=list(dossiers), ended_on=None))


def latest_of(dossier: Dossier) -> Assessment | None:
    """Return the last assessment of a dossier, running or ended, or None."""
    return whole(Assessment.objects.filter(dossier=dossier)).first()


def whole(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Return assessments with dossier, promises, appointments, pauses and who helps."""
    people = AppointmentPerson.objects.select_related("user", "organisation__board")
    appointments = AppointmentRow.objects.exclude(state=CANCELLED).prefetch_related(
        Prefetch("people", people)
    )
    helpers = Participation.objects.filter(ended_on=None).select_related("user")
    return rows.select_related(
        "dossier__candidate", "dossier__school__board", "dossier__institute", "dossier__desk"
    ).prefetch_related(
        Prefetch("promises", PromiseRow.objects.order_by("pk")),
        Prefetch("appointments", appointments),
        Prefetch("dossier__pauses", PauseRow.objects.select_related("ended_by")),
        Prefetch("dossier__participations", helpers),
    )


def appointment_with_id(key: UUID) -> AppointmentRow | None:
    """Return an appointment with its assessment and people, or None."""
    people = AppointmentPerson.objects.select_related("user", "organisation__board")
    found = AppointmentRow.objects.filter(pk=key).select_related("assessment__dossier")
    return found.prefetch_related(Prefetch("people", people)).first()


def cancelled_of(assessment: Assessment) -> QuerySet[AppointmentRow]:
    """Return what was cancelled, the last first."""
    # Asked anew: what was read with the assessment leaves them out, and would do so here.
    rows = AppointmentRow.objects.filter(assessment=assessment, state=CANCELLED)
    return rows.order_by("-starts_at")


def busy_from(region: str, moment: datetime) -> QuerySet[AppointmentPerson]:
    """Return who is taken from ``moment`` on by an appointment of an assessment that has ended."""
    return (
        AppointmentPerson.objects.filter(
            appointment__state=PLANNED,
            appointment__starts_at__gte=moment,
            appointment__assessment__dossier__region=region,
        )
        .exclude(appointment__assessment__ended_on=None)
        .select_related("appointment")
    )


def told_in(region: str) -> dict[int, Record]:
    """Return per assessment that runs in a region what its candidate told last."""
    running = Assessment.objects.filter(dossier__region=region, ended_on=None)
    latest = Record.objects.filter(dossier__in=running.values("dossier"))
    newest = latest.values("dossier").annotate(newest=Max("pk")).order_by().values("newest")
    by_dossier = {record.dossier_id: record for record in Record.objects.filter(pk__in=newest)}
    found = ((key, by_dossier.get(of)) for key, of in running.values_list("pk", "dossier"))
    return {key: record for key, record in found if record}


def calendars_in(region: str) -> QuerySet[Calendar]:
    """Return every calendar of people and schools of a region, with all that is in it."""
    of_region = (
        Q(organisation__region=region)
        | Q(user__memberships__organisation__region=region)
        | Q(user__dossiers__region=region)
    )
    keys = Calendar.objects.filter(of_region).values("pk")
    return Calendar.objects.filter(pk__in=keys).prefetch_related("hours", "changes", "feeds")


def room_pools_in(region: str) -> dict[int, int]:
    """Return how many rooms each institute has, by its key."""
    pools = RoomPool.objects.filter(institute__region=region)
    return dict(pools.values_list("institute", "rooms"))


def assessors_in(region: str) -> QuerySet[AssessorProfile]:
    """Return who judges in a region, with name."""
    people = Membership.objects.filter(organisation__region=region, ended_on=None).values("user")
    return AssessorProfile.objects.filter(active=True, user__in=people).select_related("user")


def profiles_of(users: Iterable[int]) -> QuerySet[AssessorProfile]:
    """Return what these users may judge; who does not judge any more has no part in it."""
    return AssessorProfile.objects.filter(active=True, user__in=list(users))


def memberships_in(region: str) -> QuerySet[Membership]:
    """Return who has which role where in a region now."""
    found = Membership.objects.filter(organisation__region=region, ended_on=None)
    return found.select_related("user", "organisation__board").order_by("pk")


def guided_in(region: str) -> QuerySet[Participation]:
    """Return who guides or coaches whom in a region now."""
    roles = (Participation.Role.GUIDE, Participation.Role.COACH)
    return Participation.objects.filter(
        dossier__region=region, role__in=roles, ended_on=None
    ).select_related("dossier")


def schools_in(region: str) -> QuerySet[Organisation]:
    """Return the schools of a region."""
    kind = Organisation.Kind.SCHOOL
    return Organisation.objects.filter(region=region, kind=kind).select_related("board")


def started_since(region: str, moment: datetime) -> int:
    """Return how many assessments began in a region since a moment."""
    return Assessment.objects.filter(dossier__region=region, started_on__gte=moment.date()).count()


def waiting_proposals(region: str) -> QuerySet[Proposal]:
    """Return the plans that wait for somebody, the newest first."""
    return Proposal.objects.filter(
        region=region, confirmed_at=None, dropped_at=None
    ).select_related("made_by")


def proposal_with_key(key: int) -> Proposal | None:
    """Return one proposal, or None."""
    return Proposal.objects.filter(pk=key).select_related("made_by", "confirmed_by").first()
