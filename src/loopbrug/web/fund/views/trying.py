"""Two things to know beforehand: somebody stops in a month; employed by the foundation."""

from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.core.finance.model import EndedBy
from loopbrug.core.fund.checks import lacking
from loopbrug.core.fund.employment import LoanTerms, endings, loan, parts, questions, usual_cost
from loopbrug.core.fund.model import Contract, Entrant, TrackYear
from loopbrug.core.fund.stopping import stopped
from loopbrug.core.law.model import NoLawInForceError
from loopbrug.core.terms.finding import BadDataError
from loopbrug.core.terms.words import Sector
from loopbrug.web.assessment.papers.telling import told
from loopbrug.web.fund.facts import ground_on
from loopbrug.web.fund.forms import LoanForm, StopForm
from loopbrug.web.fund.page import crumbs
from loopbrug.web.fund.views.door import Keeper, blame, head, keeper, tried

USUAL_GUIDANCE = 80


@require_safe
@login_required
def stopping(request: HttpRequest) -> HttpResponse:
    """Show what it costs when somebody stops in a month."""
    here = keeper(request)
    form = StopForm(request.GET or None)
    context = {**head(_("Als iemand stopt"), *crumbs()), "day": here.day, "form": form}
    if form.is_bound and form.is_valid():
        try:
            context["found"] = _stopped(form, here)
        except BadDataError as error:
            blame(form, error)
        except NoLawInForceError as error:
            form.add_error(None, told(lacking(error)))
    return render(request, "fund/stopping.html", context)


@require_safe
@login_required
def employment(request: HttpRequest) -> HttpResponse:
    """Show what a month costs a board when the foundation employs, and what must be asked."""
    here = keeper(request)
    form = LoanForm(request.GET or None)
    context = {
        **head(_("In dienst bij de stichting"), *crumbs()), "day": here.day, "form": form,
        "parts": parts(), "questions": questions(),
    }  # fmt: skip
    try:
        ground = ground_on(here.day)
        context["endings"] = endings(ground.law, here.day)
        if form.is_bound and form.is_valid():
            context["loan"] = loan(_terms(form, here), ground.law, here.day)
    except BadDataError as error:
        blame(form, error)
    except NoLawInForceError as error:
        context["lack"] = told(lacking(error))
    return render(request, "fund/employment.html", context)


def _stopped(form: StopForm, here: Keeper) -> object:
    asked = form.cleaned_data
    entrant = Entrant("", Sector(asked["sector"]), TrackYear.FIRST_YEAR, USUAL_GUIDANCE,
                      Contract.TEMPORARY)  # fmt: skip
    ground = ground_on(here.day)
    return stopped(entrant, asked["month"], EndedBy(asked["ended_by"]), asked["received"], ground)


def _terms(form: LoanForm, here: Keeper) -> LoanTerms:
    """Return the employer's cost with the pool's premium for a place in that sector."""
    pool = here.kept.pool
    found, _findings = tried(pool, here.day)
    sector, costs = Sector(form.cleaned_data["sector"]), pool.terms.costs
    each = Decimal(0)
    if found:
        boards = {entrant.board for entrant in pool.entrants if entrant.sector is sector}
        paid = [one for one in found.premiums if one.board in boards] or list(found.premiums)
        places = sum(one.places for one in paid)
        each = sum((one.expected + one.loading for one in paid), Decimal(0)) / places
    given = form.cleaned_data["employer_cost"]
    cost = usual_cost(sector, ground_on(here.day)).value.yearly if given is None else given
    return LoanTerms(cost, each, costs)
