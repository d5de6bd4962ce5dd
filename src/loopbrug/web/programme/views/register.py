"""The register of second-career offers that anybody can read: a page and a document."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.core.programme.register.document import register_document
from loopbrug.core.programme.register.offer import Offer
from loopbrug.core.terms.words import Sector
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.papers.telling import word
from loopbrug.web.programme.facts.register import all_offers, found_in
from loopbrug.web.programme.forms.register import AskForm
from loopbrug.web.programme.permissions.register import keeps_offers
from loopbrug.web.ui.parts import Crumb


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """Show who trains people from another career, from when, and at what price."""
    today, every = timezone.localdate(), all_offers()
    form = AskForm(request.GET or None, lists=_lists(every))
    also = {sector.value: word(sector.value, "sector") for sector in Sector}
    found = found_in(every, form.asked, today, also)
    user = request.user
    context = {
        "title": _("Aanbod voor zij-instromers"),
        "crumbs": [Crumb(_("Aanbod voor zij-instromers"))],
        "form": form,
        "offers": [(offer, offer.stale(today), offer.closed(today)) for offer in found.offers],
        "unknown": found.unknown,
        "count": len(every),
        "day": today,
        "keeps": isinstance(user, User) and keeps_offers(user),
    }
    return render(request, "programme/offers.html", context)


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """Give the whole register as JSON, for others to load."""
    del request
    response = JsonResponse(
        register_document(all_offers(), timezone.localdate()), json_dumps_params={"indent": 1}
    )
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _lists(every: Iterable[Offer]) -> dict[str, list[tuple[str, str]]]:
    listed = list(every)
    sectors = {offer.qualification.sector.value for offer in listed}
    months = {f"{offer.starts_on:%Y-%m}": offer.starts_on for offer in listed}
    return {
        "sector": [(s.value, word(s.value, "sector")) for s in Sector if s.value in sectors],
        "institute": sorted({(offer.institute, offer.institute_name) for offer in listed}),
        "month": [(key, date_format(months[key], "F Y")) for key in sorted(months)],
    }
