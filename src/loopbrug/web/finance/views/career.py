"""Earlier work that should count: told by the candidate, seen by the school."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loopbrug.core.bridge.money_file import experience_of
from loopbrug.web.finance.facts.terms import experience_told
from loopbrug.web.finance.forms.career import CareerRows
from loopbrug.web.finance.services.terms import tell_career
from loopbrug.web.pathway.facts import told_of
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.views.door import visit


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def career(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the candidate say which earlier work counts; begins with what the dossier tells."""
    found = visit(request, key, Act.TELL_CAREER)
    known = experience_told(found.dossier)
    begun = known or experience_of(told_of(found.dossier).person)
    initial = [asdict(one) for one in begun]
    # What comes in is compared with nothing: the list may have changed in another window.
    posted = request.method == "POST"
    rows = CareerRows(
        request.POST if posted else None, initial=None if posted else initial, prefix="werk"
    )
    if rows.is_bound and rows.is_valid():
        tell_career(
            actor=found.viewer, dossier=found.dossier, stretches=list(rows.stretches()),
            day=found.today,
        )  # fmt: skip
        messages.success(request, _("Bewaard. Hier rekenen jij en de school mee."))
        return redirect("finance:own", key=key)
    head = found.head(_("Werk dat meetelt"), part=(_("Geld"), "finance:own"))
    context = {**found.context, **head, "rows": rows, "form": rows, "told": bool(known)}
    return render(request, "finance/career.html", context)
