"""The first page after signing in: one's own dossier, the list of cases, or the numbers."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loopbrug.core.pathway.model import Party, Phase
from loopbrug.web.accounts.queries import Role, User, current_memberships
from loopbrug.web.pathway.facts import Case, cases_of, counts_by_phase
from loopbrug.web.pathway.forms import ListFilter
from loopbrug.web.pathway.queries import living_dossier_of, visible_to
from loopbrug.web.pathway.views.door import signed_in

PER_PAGE = 25
ON_CASES = frozenset({Role.BROKER, Role.SCHOOL, Role.INSTITUTE, Role.ASSESSOR, Role.COACH})
PARTIES = {
    Role.BROKER: Party.BROKER,
    Role.SCHOOL: Party.SCHOOL,
    Role.INSTITUTE: Party.INSTITUTE,
    Role.ASSESSOR: Party.ASSESSORS,
    Role.COACH: Party.COACH,
}


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show what is the visitor's: their own dossier, their cases, or the region's numbers."""
    user = signed_in(request)
    memberships = list(current_memberships(user))
    roles = {Role(membership.role) for membership in memberships}
    if roles & ON_CASES:
        return _cases(request, user, roles)
    if roles:
        return _numbers(request, {membership.organisation.region for membership in memberships})
    if own := living_dossier_of(user):
        return redirect("pathway:dossier", own.pk)
    return render(request, "pathway/invitation.html")


def _cases(request: HttpRequest, user: User, roles: set[Role]) -> HttpResponse:
    cases = cases_of(visible_to(user), timezone.localdate())
    form = ListFilter(request.GET or None)
    kept = [case for case in cases if _fits(case, _asked(form))]
    mine = {PARTIES[role] for role in roles & ON_CASES}
    context = {
        "form": form,
        "page": Paginator(kept, PER_PAGE).get_page(request.GET.get("page")),
        "total": len(cases),
        "in_danger": sum(case.standing.in_danger for case in cases),
        "mine": mine,
        "my_turn": sum(case.standing.turn.party in mine for case in cases),
        "role": next(role for role in Role if role in roles),
        "query": _query(request),
        "phases": list(Phase),
        "parties": [party for party in Party if party is not Party.NOBODY],
        "day": timezone.localdate(),
    }
    return render(request, "pathway/cases.html", context)


def _asked(form: ListFilter) -> dict[str, Any]:
    """Return what the visitor asked for; a question that makes no sense asks for everything."""
    return form.cleaned_data if form.is_valid() else {}


def _fits(case: Case, asked: dict[str, Any]) -> bool:
    words = asked.get("q", "").casefold().split()
    text = f"{case.row.candidate} {case.row.code}".casefold()
    checks = (
        all(word in text for word in words),
        not asked.get("phase") or case.standing.phase == asked["phase"],
        not asked.get("turn") or case.standing.turn.party == asked["turn"],
        not asked.get("danger") or case.standing.in_danger,
    )
    return all(checks)


def _query(request: HttpRequest) -> str:
    """Return the filter as a query, so that a next page keeps it."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


def _numbers(request: HttpRequest, regions: set[str]) -> HttpResponse:
    return render(request, "pathway/numbers.html", {"regions": counts_by_phase(sorted(regions))})
