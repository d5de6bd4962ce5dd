"""What a CV says: read it, choose what to keep, and bring evidence for it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from loopbrug.core.outcomes.europass import MOST_BYTES, read_cv
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.outcomes.facts.claims import claims_from, mark_of, marks_of, plain_claims
from loopbrug.web.outcomes.forms.invitations import CvForm
from loopbrug.web.outcomes.queries.evidence import claims_of, claims_with_numbers
from loopbrug.web.outcomes.services.claims import drop_claim, keep_claims
from loopbrug.web.outcomes.views.door import head, posted
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.views.door import Visit, visit

HOUR = 60 * 60
"""How long a preview can wait; it travels with the page, signed, and is kept nowhere."""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bring(request: HttpRequest, key: UUID) -> HttpResponse:
    """Read a CV and show what it says; nothing is kept yet."""
    visited = visit(request, key, Act.ADD_EVIDENCE)
    form = CvForm(posted(request), request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, visited, form)
    sent = form.cleaned_data["cv"]
    try:
        found = read_cv(sent.read(MOST_BYTES + 1))
    except BadDataError as error:
        return _form(request, visited, form, error.findings)
    if not found.claims:
        return _form(request, visited, form, found.findings)
    known = marks_of(claims_of(visited.row))
    context = {
        **head(visited, _("Dit staat in je cv")),
        "claims": [(place, one, mark_of(one) in known) for place, one in enumerate(found.claims)],
        "findings": found.findings,
        "sealed": signing.dumps(plain_claims(found.claims), salt=_salt(visited), compress=True),
    }
    return render(request, "outcomes/claims_choose.html", context)


@require_POST
@login_required
def keep(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep the claims that were ticked."""
    visited = visit(request, key, Act.ADD_EVIDENCE)
    try:
        sealed: list[dict[str, Any]] = signing.loads(
            request.POST.get("sealed", ""), salt=_salt(visited), max_age=HOUR
        )
    except signing.BadSignature:
        messages.info(request, _("Deze pagina was te lang open. Kies je cv nog een keer."))
        return redirect("outcomes:claims-bring", key)
    ticked = set(request.POST.getlist("claim"))
    chosen = [one for place, one in enumerate(claims_from(sealed)) if str(place) in ticked]
    new = keep_claims(actor=visited.user, dossier=visited.row, claims=chosen)
    told = ngettext("%(new)s regel bewaard.", "%(new)s regels bewaard.", new) % {"new": new}
    messages.success(request, told if new else _("Er was niets nieuws: alles stond er al."))
    return redirect("outcomes:evidence", key)


@require_POST
@login_required
def drop(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Remove one claim."""
    visited = visit(request, key, Act.ADD_EVIDENCE)
    claim = claims_with_numbers(visited.row, [number]).first()
    if claim is None:
        raise Http404
    drop_claim(actor=visited.user, claim=claim)
    messages.success(request, _("Weggehaald."))
    return redirect("outcomes:evidence", key)


def _form(
    request: HttpRequest, visited: Visit, form: CvForm, findings: tuple[Finding, ...] = ()
) -> HttpResponse:
    context = {**head(visited, _("Haal op wat je cv zegt")), "form": form, "findings": findings}
    return render(request, "outcomes/claims_bring.html", context)


def _salt(visited: Visit) -> str:
    return f"outcomes.claims:{visited.row.pk}:{visited.user.pk}"
