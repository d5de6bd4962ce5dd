"""Premiums, reserve with and without somebody behind the pool, and what it all rests on."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.core.fund.model import Backing, Contract, Entrant, Guarantee, Pool, TrackYear
from loopbrug.core.fund.pricing import Priced
from loopbrug.core.terms.finding import BadDataError
from loopbrug.core.terms.words import Sector
from loopbrug.web.fund.facts import SEED, swings_of
from loopbrug.web.fund.forms import GuaranteeForm
from loopbrug.web.fund.page import (
    beside,
    buffer_bars,
    crumbs,
    factor_lines,
    fan_rows,
    premium_lines,
    principle_lines,
    swing_lines,
    unsure,
)
from loopbrug.web.fund.views.door import Keeper, blame, head, keeper, tried

EXTRA = "extra"
USUAL_GUIDANCE = 80


@require_safe
@login_required
def premiums(request: HttpRequest) -> HttpResponse:
    """Show the premium of each board, four principles, and alone beside pooled."""
    here = keeper(request)
    found, findings = tried(here.kept.pool, here.day)
    context = {**head(_("Premies"), *crumbs()), "day": here.day, "found": found,
               "findings": findings}  # fmt: skip
    if found:
        context |= {
            "lines": premium_lines(found), "bars": buffer_bars(found),
            "principles": principle_lines(found), "terms": found.pool.terms,
        }  # fmt: skip
    return render(request, "fund/premiums.html", context)


@require_safe
@login_required
def reserve(request: HttpRequest) -> HttpResponse:
    """Show where the pool may stand in five years, and try somebody behind it."""
    here = keeper(request)
    form = GuaranteeForm(request.GET or None, initial={"seed": SEED})
    asked = form.is_bound and form.is_valid()
    seed = form.cleaned_data["seed"] if asked else SEED
    found, findings = tried(here.kept.pool, here.day, seed)
    context = {**head(_("Reserve"), *crumbs()), "day": here.day, "found": found,
               "findings": findings, "form": form}  # fmt: skip
    if found:
        lone = found.prospect
        amounts = [amount for band in lone.bands for amount in band]
        context |= {"fan": fan_rows(lone), "low": min(amounts), "high": max(amounts)}
    if found and asked:
        context |= _tried_with(here, form, found, seed)
    return render(request, "fund/reserve.html", context)


@require_safe
@login_required
def ground(request: HttpRequest) -> HttpResponse:
    """Show what the figures rest on: assumptions, their evidence and range, and the law."""
    here = keeper(request)
    found, findings = tried(here.kept.pool, here.day)
    context = {**head(_("Waar rust dit op?"), *crumbs()), "day": here.day, "found": found,
               "findings": findings}  # fmt: skip
    if found:
        context |= {
            "factors": factor_lines(found),
            "swings": swing_lines(found, swings_of(found.pool, here.day)),
            "unsure": unsure(found.steps),
        }  # fmt: skip
    return render(request, "fund/ground.html", context)


def _tried_with(here: Keeper, form: GuaranteeForm, found: Priced, seed: int) -> dict[str, object]:
    """Return the pool with somebody behind it; what cannot be is told beside its field."""
    backed, findings = tried(_backed(here.kept.pool, form), here.day, seed)
    if backed is None:
        blame(form, BadDataError(findings))
        return {}
    more = [finding for finding in findings if finding not in found.findings]
    both = beside(found.prospect, backed.prospect)
    return {"backed": backed, "backed_findings": more, "both": both}


def _backed(pool: Pool, form: GuaranteeForm) -> Pool:
    """Return the pool with who might stand behind it."""
    asked: Guarantee = form.guarantee
    if asked.kind is Backing.EXTRA_BOARD:
        sector, count = Sector(form.cleaned_data["sector"]), form.cleaned_data["places"]
        extra = tuple(
            Entrant(EXTRA, sector, list(TrackYear)[n % 2], USUAL_GUIDANCE, Contract.TEMPORARY)
            for n in range(count)
        )
        asked = replace(asked, entrants=extra)
    return replace(pool, guarantee=asked)
