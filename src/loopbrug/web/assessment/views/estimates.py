"""Who the region expects: the figures on a page, and laying down others."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loopbrug.web.assessment.forms.estimates import EstimateForm
from loopbrug.web.assessment.permissions import Desk, may_estimate
from loopbrug.web.assessment.queries.outlook import estimates_of, latest_estimate
from loopbrug.web.assessment.services.estimates import OvertakenError, lay_down_estimate
from loopbrug.web.assessment.views.forecast import planner
from loopbrug.web.ui.parts import Crumb

HISTORY = 10


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def inflow(request: HttpRequest) -> HttpResponse:
    """Show who is expected; at the desk of the region itself it can be laid down anew."""
    desk, today = planner(request), timezone.localdate()
    make = partial(
        EstimateForm, estimate=latest_estimate(desk.region), region=desk.region, today=today
    )
    if request.method != "POST":
        return _page(request, desk, make())
    if not may_estimate(desk):
        raise Http404
    sent = request.POST.dict()
    if "add" in sent:
        return _page(request, desk, make(initial=sent))
    form = make(sent)
    if form.is_valid() and _laid_down(request, desk, form):
        return redirect("assessment:inflow")
    return _page(request, desk, form)


def _laid_down(request: HttpRequest, desk: Desk, form: EstimateForm) -> bool:
    """Lay down what was filled in; False when somebody else was first: then one looks again."""
    try:
        made = lay_down_estimate(actor=desk.user, region=desk.region, draft=form.draft)
    except OvertakenError:
        form.overtaken()
        return False
    if made is None:
        messages.info(request, _("Er is niets veranderd: deze getallen stonden er al."))
    else:
        messages.success(request, _("De verwachte instroom is vastgelegd."))
    return True


def _page(request: HttpRequest, desk: Desk, form: EstimateForm) -> HttpResponse:
    title = _("Verwachte instroom")
    context = {
        "title": title,
        "crumbs": [
            Crumb(_("Planning"), reverse("assessment:desk")),
            Crumb(_("Vooruitblik"), reverse("assessment:outlook")),
            Crumb(title),
        ],
        "form": form,
        "writes": may_estimate(desk),
        "history": estimates_of(desk.region).prefetch_related("lines")[:HISTORY],
        "day": timezone.localdate(),
    }
    return render(request, "assessment/inflow.html", context)
