"""The style guide, the choice of theme, and the two pages every page links to."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from loopbrug.web.ui.style_guide import Sample, examples

A_YEAR = 60 * 60 * 24 * 365


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Return the style guide: every component in each of its states."""
    form = Sample({"day": "31-31", "days": [], "sector": ""} if "fout" in request.GET else None)
    return render(request, "ui/style.html", {"form": form, **examples()})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Return what is kept of a visitor and a candidate."""
    return render(request, "ui/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Return how accessible the product is, and what has not been examined yet."""
    return render(request, "ui/accessibility.html")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice between light and dark in a cookie, and go back to the page."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    chosen = request.POST.get("theme", "")
    if chosen in {"light", "dark"}:
        response.set_cookie(
            "theme", chosen, A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response
