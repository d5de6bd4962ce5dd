"""Reading calendars, other people's feeds, and what stands in them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from loopbrug.web.accounts.queries import Membership, Role, User, current_memberships
from loopbrug.web.assessment.models import (
    AppointmentPerson,
    Assessment,
    AssessorProfile,
    Calendar,
    CalendarChange,
    Feed,
    Hours,
)
from loopbrug.web.assessment.queries.planning import PLANNED
from loopbrug.web.organisations.queries import Organisation

Owner = User | Organisation


def calendar_row(owner: Owner) -> Calendar | None:
    """Return the calendar of a person or school with all that is in it, or None."""
    of_user = Q(user=owner) if isinstance(owner, User) else Q(organisation=owner)
    rows = Calendar.objects.filter(of_user).select_related("user", "organisation")
    return rows.prefetch_related("hours", "changes", "feeds").first()


def has_week(user: User) -> bool:
    """Return whether somebody gave hours of every week."""
    return Hours.objects.filter(calendar__user=user).exists()


def change_of(owner: Owner, key: int) -> CalendarChange | None:
    """Return one exception in the calendar of an owner, or None."""
    return CalendarChange.objects.filter(calendar__in=_calendars(owner), pk=key).first()


def hours_of(owner: Owner, key: int) -> Hours | None:
    """Return one line of weekly hours of an owner, or None."""
    return Hours.objects.filter(calendar__in=_calendars(owner), pk=key).first()


def feed_of(owner: Owner, key: int) -> Feed | None:
    """Return one feed of an owner, or None."""
    rows = Feed.objects.filter(calendar__in=_calendars(owner), pk=key)
    return rows.select_related("calendar__user", "calendar__organisation").first()


def feeds_to_read(before: datetime) -> QuerySet[Feed]:
    """Return the subscribed feeds not read since, those that waited longest first."""
    rows = Feed.objects.filter(draft=False, read_at__lt=before).exclude(address="")
    return rows.select_related("calendar__user", "calendar__organisation").order_by("read_at")


def drafts_before(moment: datetime) -> QuerySet[Feed]:
    """Return the feeds that were looked at and never used."""
    return Feed.objects.filter(draft=True, read_at__lt=moment)


def standing_in(owner: Owner, moment: datetime) -> QuerySet[AppointmentPerson]:
    """Return the part of an owner in every appointment that is planned and has not ended."""
    rows = AppointmentPerson.objects.filter(
        appointment__state=PLANNED, appointment__ends_at__gt=moment
    )
    if isinstance(owner, User):
        rows = rows.filter(user=owner)
    else:
        rows = rows.filter(organisation=owner, part="school")
    found = rows.select_related("appointment__assessment__dossier__candidate", "organisation")
    return found.order_by("appointment__starts_at", "pk")


def regions_of(owner: Owner) -> tuple[str, ...]:
    """Return the regions in which somebody is planned, or a school is, in order."""
    if isinstance(owner, Organisation):
        return (owner.region,)
    places = current_memberships(owner).values_list("organisation__region", flat=True)
    own = Assessment.objects.filter(dossier__candidate=owner, ended_on=None)
    found = {*places, *own.values_list("dossier__region", flat=True)}
    return tuple(sorted(found))


def schools_kept_by(user: User) -> QuerySet[Organisation]:
    """Return the schools somebody offers lesson hours for: their own, and those of their board."""
    places = [m.organisation_id for m in current_memberships(user) if m.role == Role.SCHOOL]
    kept = Q(pk__in=places) | Q(board__in=places)
    return Organisation.objects.filter(kept, kind=Organisation.Kind.SCHOOL)


def school_with_code(code: str) -> Organisation | None:
    """Return a school, or None."""
    kind = Organisation.Kind.SCHOOL
    return Organisation.objects.filter(code=code, kind=kind).select_related("board").first()


def institutes_planned_by(user: User, region: str, *, whole: bool) -> QuerySet[Organisation]:
    """Return the institutes whose rooms somebody keeps: all of a region, or their own."""
    kind = Organisation.Kind.INSTITUTE
    if whole:
        return Organisation.objects.filter(region=region, kind=kind)
    places = [m.organisation_id for m in current_memberships(user) if m.role == Role.INSTITUTE]
    return Organisation.objects.filter(pk__in=places, kind=kind)


def assessing_at(places: Iterable[int], region: str) -> QuerySet[Membership]:
    """Return who can assess or guide, of some organisations or (none given) of a whole region."""
    wanted = list(places)
    where = Q(organisation__in=wanted) if wanted else Q(organisation__region=region)
    roles = (Role.ASSESSOR, Role.COACH, Role.INSTITUTE)
    profiles = Prefetch("user__assessor_profile", AssessorProfile.objects.all())
    rows = Membership.objects.filter(where, role__in=roles, ended_on=None, user__is_active=True)
    return (
        rows.select_related("user", "organisation")
        .prefetch_related(profiles)
        .order_by("user__name", "pk")
    )


def profile_of(user: User) -> AssessorProfile | None:
    """Return what somebody judges, or None when that was never said."""
    return AssessorProfile.objects.filter(user=user).first()


def person_with_key(key: int) -> User | None:
    """Return a person, or None."""
    return User.objects.filter(pk=key, is_active=True).first()


def _calendars(owner: Owner) -> QuerySet[Calendar]:
    if isinstance(owner, User):
        return Calendar.objects.filter(user=owner)
    return Calendar.objects.filter(organisation=owner)
