"""Keeping units and offerings on screen, and cancelling an offering."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loopbrug.core.programme.model import Offering, Unit
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.assessment.papers.telling import told
from loopbrug.web.pathway.facts import framework_of
from loopbrug.web.programme.facts.catalogue import national_tests
from loopbrug.web.programme.facts.catalogue_file import around_of
from loopbrug.web.programme.forms.catalogue import CancelForm, OfferingForm, UnitForm
from loopbrug.web.programme.queries.catalogue import (
    OfferingRow,
    UnitRow,
    accepted_with,
    offering_with_key,
    unit_with_code,
)
from loopbrug.web.programme.services.catalogue import cancel_offering
from loopbrug.web.programme.services.catalogue_rows import (
    keep_offering,
    keep_unit,
    remove_offering,
    remove_unit,
)
from loopbrug.web.programme.views.catalogue_door import Keeping, keeping

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@login_required
def unit(request: HttpRequest, code: str, unit: str = "") -> HttpResponse:
    """Show and change a unit; without one, add it."""
    kept = keeping(request, code)
    row = _unit_row(kept, unit) if unit else None
    language = get_language() or "nl"
    tests = national_tests(kept.institute.region)
    form = UnitForm(
        request.POST or None,
        row=row,
        tests=[(one.code, one.title.text(language)) for one in tests],
        around=around_of(kept.institute),
    )
    if form.is_bound and form.is_valid() and isinstance(form.read, Unit):
        keep_unit(actor=kept.user, institute=kept.institute, unit=form.read)
        messages.success(request, _("Bewaard. Dat telt zodra je publiceert."))
        return redirect("catalogue:units", code=code)
    context = {
        **kept.head(str(row) if row else _("Leereenheid toevoegen")),
        "form": form,
        "row": row,
        "test": next((one for one in tests if row and one.code == row.national), None),
        "outcomes": framework_of(kept.institute.region).outcomes,
    }
    return render(request, "programme/catalogue_unit.html", context)


@require_POST
@login_required
def unit_gone(request: HttpRequest, code: str, unit: str) -> HttpResponse:
    """Take a unit out, with its offerings."""
    kept = keeping(request, code)
    remove_unit(actor=kept.user, institute=kept.institute, code=_unit_row(kept, unit).code)
    messages.success(request, _("Weggehaald. Dat telt zodra je publiceert."))
    return redirect("catalogue:units", code=code)


@FORM
@login_required
def offering(request: HttpRequest, code: str, key: int | None = None) -> HttpResponse:
    """Show and change an offering; without one, add it."""
    kept = keeping(request, code)
    row = None if key is None else _offering_row(kept, key)
    form = OfferingForm(
        request.POST or None,
        units=kept.units,
        row=row,
        unit=request.GET.get("leereenheid", ""),
        around=around_of(kept.institute),
    )
    open_row = row is None or row.cancelled_on is None
    if form.is_bound and form.is_valid() and open_row and _keep(kept, form, key):
        messages.success(request, _("Bewaard. Dat telt zodra je publiceert."))
        return redirect("catalogue:offerings", code=code)
    title = _("Aanbod wijzigen") if row else _("Aanbod toevoegen")
    head = kept.head(title, ("offerings", _("Aanbod in de catalogus")))
    people = len(accepted_with(kept.institute.region, row.code)) if row else 0
    context = {**head, "form": form, "row": row, "people": people}
    return render(request, "programme/catalogue_offering.html", context)


@require_POST
@login_required
def offering_gone(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Take an offering out."""
    kept = keeping(request, code)
    remove_offering(actor=kept.user, institute=kept.institute, key=_offering_row(kept, key).pk)
    messages.success(request, _("Weggehaald. Dat telt zodra je publiceert."))
    return redirect("catalogue:offerings", code=code)


@FORM
@login_required
def cancel(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Cancel an offering, after showing how many people it is about."""
    kept = keeping(request, code)
    row = _offering_row(kept, key)
    form = CancelForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            count = cancel_offering(
                actor=kept.user,
                institute=kept.institute,
                key=key,
                reason=form.cleaned_data["reason"],
                day=kept.today,
            )
        except BadDataError as error:
            for finding in error.findings:
                form.add_error(None, told(finding))
        else:
            messages.success(request, _cancelled(count))
            return redirect("catalogue:offerings", code=code)
    context = {
        **kept.head(_("Aanbod laten vervallen"), ("offerings", _("Aanbod in de catalogus"))),
        "row": row,
        "form": form,
        "people": len(accepted_with(kept.institute.region, row.code)),
    }
    return render(request, "programme/catalogue_cancel.html", context)


def _cancelled(count: int) -> str:
    if not count:
        return _("Dit gaat niet door. Niemand had het in het programma.")
    words = ngettext(
        "Dit gaat niet door. %(count)s kandidaat krijgt daarover een e-mail.",
        "Dit gaat niet door. %(count)s kandidaten krijgen daarover een e-mail.",
        count,
    )
    return words % {"count": count}


def _keep(kept: Keeping, form: OfferingForm, key: int | None) -> bool:
    if not isinstance(form.read, Offering):
        return False
    try:
        keep_offering(actor=kept.user, institute=kept.institute, offering=form.read, key=key)
    except BadDataError as error:
        for finding in error.findings:
            form.add_finding(finding)
        return False
    return True


def _unit_row(kept: Keeping, code: str) -> UnitRow:
    row = unit_with_code(kept.institute, code)
    if row is None:
        raise Http404
    return row


def _offering_row(kept: Keeping, key: int) -> OfferingRow:
    row = offering_with_key(kept.institute, key)
    if row is None:
        raise Http404
    return row
