"""Who assesses: their profiles, whether they can be planned, and the rooms of institutes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loopbrug.web.accounts.queries import Membership, User, current_memberships
from loopbrug.web.assessment.facts.availability import WEEKS, free_blocks
from loopbrug.web.assessment.facts.calendars import user_key
from loopbrug.web.assessment.forms.staffing import SECTORS, ProfileForm, RoomsForm
from loopbrug.web.assessment.permissions import (
    Desk,
    desk_of_user,
    may_keep_profile,
    may_keep_rooms,
)
from loopbrug.web.assessment.queries import AssessorProfile
from loopbrug.web.assessment.queries.calendars import (
    assessing_at,
    institutes_planned_by,
    person_with_key,
    profile_of,
)
from loopbrug.web.assessment.queries.planning import room_pools_in
from loopbrug.web.assessment.services.staffing import change_rooms, keep_assessor
from loopbrug.web.assessment.views.calendar_door import SURE, carried_out, subject_choices
from loopbrug.web.pathway.views.door import signed_in
from loopbrug.web.ui.parts import Crumb


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody who assesses or guides; ``blocks`` None: no hours, so never planned."""

    person: User
    places: tuple[str, ...]
    profile: AssessorProfile | None
    blocks: int | None
    expired: bool


@require_safe
@login_required
def people(request: HttpRequest) -> HttpResponse:
    """Show who assesses and guides, what they judge, and whether they can be planned."""
    desk, today = _desk(request), timezone.localdate()
    institutes = list(institutes_planned_by(desk.user, desk.region, whole=desk.whole))
    where = [] if desk.whole else [place.pk for place in institutes]
    blocks = free_blocks(desk.region, today)
    rooms = room_pools_in(desk.region)
    lines = _lines(assessing_at(where, desk.region), blocks, today)
    context = {
        "assessors": [line for line in lines if line.profile is not None],
        "others": [line for line in lines if line.profile is None],
        "rooms": [(place, rooms.get(place.pk, 1)) for place in institutes],
        "weeks": WEEKS,
        "crumbs": [_crumbs()[0], Crumb(_("Wie beoordelen en begeleiden"))],
        "day": today,
    }
    return render(request, "assessment/calendar_people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def person(request: HttpRequest, key: int) -> HttpResponse:
    """Let the desk or an institute say what somebody judges."""
    desk, today = _desk(request), timezone.localdate()
    who = person_with_key(key)
    if who is None or not may_keep_profile(desk.user, who):
        raise Http404
    known, back = profile_of(who), reverse("assessment:people")
    kinds = {membership.organisation.kind for membership in current_memberships(who)}
    form = ProfileForm(
        request.POST or None,
        initial=_initial(known),
        subjects=subject_choices(),
        kinds=kinds,
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        profile, sure = form.profile(), SURE in request.POST
        return carried_out(
            request,
            lambda: keep_assessor(
                actor=desk.user, person=who, profile=profile, day=today, sure=sure
            ),
            back,
            _("Bewaard: wat %(who)s beoordeelt.") % {"who": who},
            who=str(who),
        )
    crumbs = [*_crumbs(), Crumb(str(who))]
    context = {"form": form, "title": str(who), "crumbs": crumbs, "back": back, "known": known}
    return render(request, "assessment/calendar_profile.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rooms(request: HttpRequest, code: str) -> HttpResponse:
    """Let the desk or an institute say how many rooms there are."""
    desk, today = _desk(request), timezone.localdate()
    found = institutes_planned_by(desk.user, desk.region, whole=desk.whole)
    institute = next((each for each in found if each.code == code), None)
    if institute is None or not may_keep_rooms(desk.user, institute):
        raise Http404
    back = reverse("assessment:people")
    now = room_pools_in(institute.region).get(institute.pk, 1)
    form = RoomsForm(request.POST or None, initial={"rooms": now})
    if request.method == "POST" and form.is_valid():
        count, sure = form.cleaned_data["rooms"], SURE in request.POST
        return carried_out(
            request,
            lambda: change_rooms(
                actor=desk.user, institute=institute, rooms=count, day=today, sure=sure
            ),
            back,
            _("Het aantal ruimtes is bewaard."),
            who=institute.name,
        )
    crumbs = [*_crumbs(), Crumb(institute.name)]
    context = {"form": form, "title": institute.name, "crumbs": crumbs, "back": back}
    return render(request, "assessment/calendar_profile.html", context)


def _desk(request: HttpRequest) -> Desk:
    desk = desk_of_user(signed_in(request))
    if desk is None:
        raise Http404
    return desk


def _crumbs() -> list[Crumb]:
    return [
        Crumb(_("Planning"), reverse("assessment:desk")),
        Crumb(_("Wie beoordelen en begeleiden"), reverse("assessment:people")),
    ]


def _lines(memberships: Iterable[Membership], blocks: dict[str, int], today: date) -> list[Line]:
    """Return a line for each person: somebody with two roles is one person."""
    places: dict[User, list[str]] = {}
    for membership in memberships:
        found = places.setdefault(membership.user, [])
        if membership.organisation.name not in found:
            found.append(membership.organisation.name)
    return [_line(who, tuple(names), blocks, today) for who, names in places.items()]


def _line(who: User, names: tuple[str, ...], blocks: dict[str, int], today: date) -> Line:
    profile: AssessorProfile | None = getattr(who, "assessor_profile", None)
    until = profile.certified_until if profile else None
    expired = until is not None and until < today
    return Line(who, names, profile, blocks.get(user_key(who.pk)), expired)


def _initial(profile: AssessorProfile | None) -> dict[str, Any]:
    if profile is None:
        return {}
    sectors = {code for code, _name in SECTORS}
    return {
        "side": profile.side,
        "sectors": [each for each in profile.subjects if each in sectors],
        "subjects": [each for each in profile.subjects if each not in sectors],
        "certified_until": profile.certified_until,
        "active": profile.active,
    }
