"""Reading for the planning desk and for one's own appointments."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from loopbrug.web.accounts.queries import Membership, Role, User, current_memberships
from loopbrug.web.assessment.models import (
    AppointmentPerson,
    AppointmentRow,
    Assessment,
    AssessorProfile,
    CalendarChange,
    Proposal,
)
from loopbrug.web.assessment.queries.planning import PLANNED, whole
from loopbrug.web.organisations.queries import Organisation


def running_at(places: Iterable[int]) -> QuerySet[Assessment]:
    """Return the assessments that run for some desks or institutes, in the order they began."""
    keys = list(places)
    of_places = Q(dossier__desk__in=keys) | Q(dossier__institute__in=keys)
    return whole(Assessment.objects.filter(of_places, ended_on=None)).order_by("pk")


def with_keys(keys: Iterable[int]) -> QuerySet[Assessment]:
    """Return assessments by key, with everything that hangs on them."""
    return whole(Assessment.objects.filter(pk__in=list(keys))).order_by("pk")


def takes_part(owner: User | Organisation, places: Iterable[int]) -> bool:
    """Return whether somebody has an appointment to come in a case of some institutes."""
    mine = {"user": owner} if isinstance(owner, User) else {"organisation": owner}
    return AppointmentPerson.objects.filter(
        appointment__state=PLANNED,
        appointment__assessment__ended_on=None,
        appointment__assessment__dossier__institute__in=list(places),
        **mine,
    ).exists()


def people_at(places: Iterable[int]) -> QuerySet[User]:
    """Return who works at some organisations now."""
    at = Membership.objects.filter(organisation__in=list(places), ended_on=None)
    return User.objects.filter(pk__in=at.values("user"))


def people_planned(region: str, places: Iterable[int] | None) -> QuerySet[User]:
    """Return who can fall ill: who judges, guides or is assessed; ``places`` None: of everywhere.

    Of some institutes only: its own people, and who takes part in its cases.
    """
    running = Assessment.objects.filter(dossier__region=region, ended_on=None)
    if places is not None:
        running = running.filter(dossier__institute__in=list(places))
    parts = AppointmentPerson.objects.filter(
        appointment__state=PLANNED, appointment__assessment__in=running
    )
    judging = AssessorProfile.objects.filter(active=True).values("user")
    at = Membership.objects.filter(organisation__region=region, ended_on=None)
    if places is not None:
        at = at.filter(organisation__in=list(places))
    found = Q(pk__in=parts.exclude(user=None).values("user"))
    found |= Q(pk__in=judging) & Q(pk__in=at.values("user"))
    found |= Q(pk__in=running.values("dossier__candidate"))
    return User.objects.filter(found).order_by("name", "pk")


def schools_planned(region: str, places: Iterable[int] | None) -> QuerySet[Organisation]:
    """Return the schools that can fall out: those that offer lessons; of institutes: in a plan."""
    schools = Organisation.objects.filter(region=region, kind=Organisation.Kind.SCHOOL)
    if places is None:
        return schools.filter(calendar__isnull=False).order_by("name")
    parts = AppointmentPerson.objects.filter(
        appointment__state=PLANNED,
        appointment__assessment__dossier__institute__in=list(places),
        part="school",
    )
    return schools.filter(pk__in=parts.values("organisation")).order_by("name")


def away_now(
    day: date, people: Iterable[User], schools: Iterable[Organisation]
) -> QuerySet[CalendarChange]:
    """Return what the desk reported and has not passed, of these people and schools.

    What owners entered themselves is not among them.
    """
    of_them = Q(calendar__user__in=list(people)) | Q(calendar__organisation__in=list(schools))
    found = CalendarChange.objects.filter(of_them, reported=True, last__gte=day)
    return found.select_related("calendar__user", "calendar__organisation").order_by("last", "pk")


def appointments_of(user: User) -> QuerySet[AppointmentRow]:
    """Return the planned appointments somebody takes part in, oneself or as a school."""
    places = current_memberships(user).filter(role=Role.SCHOOL).values_list("organisation")
    of_school = Q(part="school") & (Q(organisation__in=places) | Q(organisation__board__in=places))
    parts = AppointmentPerson.objects.filter(Q(user=user) | of_school)
    people = AppointmentPerson.objects.select_related("user", "organisation__board")
    return (
        AppointmentRow.objects.filter(pk__in=parts.values("appointment"), state=PLANNED)
        .filter(assessment__ended_on=None)
        .select_related("assessment__dossier__candidate")
        .prefetch_related(Prefetch("people", people))
        .order_by("starts_at", "pk")
    )


def declines_of(rows: Iterable[AppointmentRow]) -> dict[tuple[int, str], list[Proposal]]:
    """Return the proposals about who cannot come, per assessment and step, the newest first.

    Those that were carried out are no news.
    """
    asked = list(rows)
    wanted = {(row.assessment_id, row.step) for row in asked}
    since = min((row.assessment.started_on for row in asked), default=date.max)
    known = Proposal.objects.filter(
        cause="decline", replaced_by=None, confirmed_at=None, made_at__date__gte=since
    )
    found: dict[tuple[int, str], list[Proposal]] = {}
    for proposal in known.order_by("-pk") if asked else ():
        for case, step in proposal.values["steps"]:
            if (int(case), step) in wanted:
                found.setdefault((int(case), step), []).append(proposal)
    return found


def proposals_in(region: str) -> QuerySet[Proposal]:
    """Return every proposal of a region that was not made anew since, the newest first."""
    found = Proposal.objects.filter(region=region, replaced_by=None)
    return found.select_related("made_by", "confirmed_by", "dropped_by")
