"""A version of the proposal as a document, on a page and as an accessible PDF."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from loopbrug.core.law.titles import titles
from loopbrug.web.assessment.papers.telling import in_language
from loopbrug.web.assessment.views.decision_door import pdf
from loopbrug.web.finance.facts.proposals import (
    Papers,
    figures_changed,
    open_sides,
    proposal_of,
    would_now_be,
)
from loopbrug.web.finance.papers.proposal import proposal_paper
from loopbrug.web.finance.queries.proposals import ProposalVersion
from loopbrug.web.finance.views.triangle_door import corner
from loopbrug.web.ui.paper import print_paper


@require_safe
@login_required
def version(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Show a version whole, with what today's rules would make of it beside it."""
    found = corner(request, key)
    row = _version(found.papers, number)
    paper = proposal_paper(row, newer=_newer(found.papers, row))
    proposal = proposal_of(row)
    names = [titles().get(name) for name in figures_changed(proposal)]
    context = {
        **found.head(paper.title, below=True),
        "row": row,
        "paper": paper,
        "left": open_sides(row),
        "now": would_now_be(proposal, found.today),
        "figures": [in_language(name) for name in names if name],
    }
    return render(request, "finance/proposal_version.html", context)


@require_safe
@login_required
def version_pdf(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Give a version as an accessible PDF."""
    found = corner(request, key)
    row = _version(found.papers, number)
    paper = proposal_paper(row, newer=_newer(found.papers, row))
    return pdf(print_paper(paper), f"afspraak-kosten-{found.dossier.code}-{number}.pdf")


def _version(papers: Papers, number: int) -> ProposalVersion:
    row = next((each for each in papers.versions if each.number == number), None)
    if row is None:
        raise Http404
    return row


def _newer(papers: Papers, row: ProposalVersion) -> ProposalVersion | None:
    """Return a later version that everybody agreed to, or None."""
    in_force = papers.in_force
    return in_force if in_force and in_force.number > row.number else None
