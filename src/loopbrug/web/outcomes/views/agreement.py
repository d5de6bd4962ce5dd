"""How far assessors agree: in one case for the two of them, and over time in numbers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.web.accounts.queries import Role, current_memberships
from loopbrug.web.outcomes.agreement_told import figures_of, months_of, shares_of
from loopbrug.web.outcomes.facts.agreement import agreement_in, agreement_over_time
from loopbrug.web.outcomes.views.chair import take_seat
from loopbrug.web.pathway.views.door import signed_in
from loopbrug.web.ui.parts import Crumb

READERS = (Role.INSTITUTE, Role.BROKER, Role.POLICY)


@require_safe
@login_required
def of_case(request: HttpRequest, key: int) -> HttpResponse:
    """Show two assessors how far they agreed, once both are in."""
    chair = take_seat(request, key)
    found = agreement_in(chair.row) if chair.all_in else None
    if found is None:
        messages.info(request, _("Dit kan pas als allebei de kanten hebben ingeleverd."))
        return redirect("judging:round", key)
    crumb = Crumb(_("Verschillen"), reverse("judging:differences", args=[key]))
    context = chair.page(
        _("Overeenstemming"),
        crumb,
        agreement=found,
        figures=figures_of(found),
        shares=shares_of(found),
    )
    return render(request, "judging/case_agreement.html", context)


@require_safe
@login_required
def over_time(request: HttpRequest) -> HttpResponse:
    """Show institute, broker and policy how far the sides agree: numbers, no persons."""
    user = signed_in(request)
    held = current_memberships(user).filter(role__in=READERS)
    regions = {membership.organisation.region for membership in held}
    if not regions:
        raise Http404
    found = agreement_over_time(sorted(regions))
    title = _("Overeenstemming")
    context = {
        "title": title,
        "crumbs": [Crumb(_("Beoordelen"), reverse("judging:queue")), Crumb(title)],
        "found": found,
        "agreement": found.whole,
        "figures": figures_of(found.whole),
        "shares": shares_of(found.whole),
        "months": months_of(found.months),
        "day": timezone.localdate(),
    }
    return render(request, "judging/agreement.html", context)
