"""A catalogue as its institute keeps it: units, offerings, what to publish, earlier versions."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loopbrug.core.programme.catalogue_changes import touching
from loopbrug.core.programme.exchange.difference import difference
from loopbrug.core.programme.exchange.listing import Listing
from loopbrug.core.programme.listing_rules import listing_findings
from loopbrug.core.terms.finding import BadDataError, blocking
from loopbrug.core.terms.words import Bilingual
from loopbrug.web.pathway.facts import framework_of
from loopbrug.web.programme.cards import form_word
from loopbrug.web.programme.difference_page import told_of
from loopbrug.web.programme.facts.catalogue import (
    national_tests,
    others_than,
    people_ahead,
    published_listing,
    unit_from,
    with_names,
    working_listing,
)
from loopbrug.web.programme.facts.catalogue_file import Preview
from loopbrug.web.programme.forms.catalogue import FilterForm, SearchForm
from loopbrug.web.programme.queries.catalogue import (
    offerings_found,
    units_found,
    version_rows,
)
from loopbrug.web.programme.services.catalogue import publish as publish_catalogue
from loopbrug.web.programme.views.catalogue_door import first_kept, keeping

PAGE = 50
MOST_FINDINGS = 60


@require_safe
@login_required
def own(request: HttpRequest) -> HttpResponse:
    """Lead to the catalogue of the institute one works for."""
    return redirect("catalogue:units", code=first_kept(request).code)


@require_safe
@login_required
def units(request: HttpRequest, code: str) -> HttpResponse:
    """List the units."""
    kept = keeping(request, code)
    form = SearchForm(request.GET)
    text = form.asked("q")
    page = Paginator(units_found(kept.institute, text), PAGE).get_page(request.GET.get("page"))
    rows = [(row, unit_from(row, kept.institute.code)) for row in page.object_list]
    tests = {one.code: one for one in national_tests(kept.institute.region)}
    context = {
        **kept.head(_("Catalogus")),
        "form": form,
        "asking": urlencode({"q": text}) if text else "",
        "page": page,
        "rows": [(row, unit, form_word(unit.form), tests.get(row.national)) for row, unit in rows],
        "last": version_rows(kept.institute).first(),
    }
    return render(request, "programme/catalogue_units.html", context)


@require_safe
@login_required
def offerings(request: HttpRequest, code: str) -> HttpResponse:
    """List the offerings, with a search."""
    kept = keeping(request, code)
    form = FilterForm(request.GET, units=kept.units)
    text, unit, show = (form.asked(name) for name in ("q", "unit", "show"))
    found = offerings_found(kept.institute, text, unit, show, kept.today)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    kept_asking = request.GET.copy()
    kept_asking.pop("page", None)
    tests = {one.code: one for one in national_tests(kept.institute.region)}
    context = {
        **kept.head(_("Aanbod in de catalogus")),
        "rows": [(row, tests.get(row.unit.national)) for row in page.object_list],
        "form": form,
        "page": page,
        "asking": kept_asking.urlencode(),
    }
    return render(request, "programme/catalogue_offerings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Show what would be published and what is wrong with it; publish."""
    kept = keeping(request, code)
    if request.method == "POST":
        try:
            version = publish_catalogue(actor=kept.user, institute=kept.institute, day=kept.today)
        except BadDataError:
            messages.error(request, _("Dit kan nog niet gepubliceerd worden."))
        else:
            told = _("Gepubliceerd als versie %(number)s. Nieuwe programma's rekenen hiermee.")
            words = told % {"number": version.number} if version else _("Er was niets veranderd.")
            messages.success(request, words)
            return redirect("catalogue:units", code=code)
    listing, before = working_listing(kept.institute), published_listing(kept.institute)
    framework = framework_of(kept.institute.region)
    found = with_names(listing_findings(listing, others_than(kept.institute), framework))
    touched = touching(before.offerings, listing.offerings)
    named = _named(before, listing)
    preview = Preview(
        difference(before.units, listing.units), difference(before.offerings, listing.offerings)
    )
    context = {
        **kept.head(_("Publiceren")),
        "preview": preview,
        "told": told_of(preview.units, preview.offerings, listing.units),
        "people": [
            (named[code], code, count)
            for code, count in people_ahead(kept.institute.region, touched, kept.today)
        ],
        "blocking": blocking(found)[:MOST_FINDINGS],
        "warnings": [one for one in found if one not in blocking(found)][:MOST_FINDINGS],
        "count": len(found),
    }
    return render(request, "programme/catalogue_publish.html", context)


@require_safe
@login_required
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """List what was published, the newest first."""
    kept = keeping(request, code)
    page = Paginator(version_rows(kept.institute), PAGE).get_page(request.GET.get("page"))
    context = {**kept.head(_("Versies van de catalogus")), "page": page}
    return render(request, "programme/catalogue_versions.html", context)


def _named(*listings: Listing) -> dict[str, tuple[Bilingual | None, date]]:
    """Return for every offering the title of its unit and its first day; the last listing wins."""
    titles = {unit.code: unit.title for listing in listings for unit in listing.units}
    return {
        one.code: (titles.get(one.unit), one.period.first)
        for listing in listings
        for one in listing.offerings
    }
