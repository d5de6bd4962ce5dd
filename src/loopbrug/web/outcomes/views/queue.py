"""The queue: what is mine to judge, and what waits where I arrange the panels."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loopbrug.web.accounts.queries import Role, current_memberships
from loopbrug.web.outcomes.desk import arranged_by, queue_of
from loopbrug.web.pathway.views.door import signed_in

FIGURES_FOR = frozenset({Role.INSTITUTE, Role.BROKER, Role.POLICY})
CALIBRATES = frozenset({Role.INSTITUTE, Role.ASSESSOR})


@require_safe
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """Show the visitor's rounds, the one with the least slack first."""
    user, today = signed_in(request), timezone.localdate()
    roles = {Role(one.role) for one in current_memberships(user)}
    doing, done = queue_of(user, today)
    context = {
        "doing": doing,
        "done": done,
        "arranged": arranged_by(user, today),
        "assessor": Role.ASSESSOR in roles,
        "sees_figures": bool(roles & FIGURES_FOR),
        "calibrates": bool(roles & CALIBRATES),
        "day": today,
    }
    return render(request, "judging/queue.html", context)
