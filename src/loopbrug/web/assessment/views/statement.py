"""The statement: as a document for who is in the dossier, and a page where anybody verifies it."""

from datetime import date
from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from loopbrug.core.assessment.statement import Validity
from loopbrug.web.assessment.facts.decisions import docket_of, replacing, validity_of
from loopbrug.web.assessment.papers.statement import statement_facts, statement_paper, terms_told
from loopbrug.web.assessment.queries import StatementRow
from loopbrug.web.assessment.queries.decisions import appointed_on, statement_with_secret
from loopbrug.web.assessment.views.decision_door import pdf
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.views.door import visit
from loopbrug.web.ui.paper import Facts, print_paper

MOST_SECRET = 48


@require_safe
@login_required
def statement_pdf(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the statement that counts as an accessible PDF."""
    visited = visit(request, key, Act.SEE_DECISION)
    row = docket_of(visited.row).statement
    if row is None:
        raise Http404
    address = request.build_absolute_uri(reverse("assessment:verify", args=[row.secret]))
    paper = statement_paper(row, address, _appointed_on(row))
    return pdf(print_paper(paper, "statement"), f"verklaring-{row.number}.pdf")


@require_safe
@never_cache
def verify(request: HttpRequest, secret: str) -> HttpResponse:
    """Show to anybody with the code whether a statement is real, and whether it still counts.

    Every code that is not one gets the same page, whatever is wrong with it.
    """
    row = statement_with_secret(secret) if len(secret) <= MOST_SECRET else None
    if row is None:
        answer = render(request, "assessment/verify_unknown.html", status=HTTPStatus.NOT_FOUND)
    else:
        answer = render(request, "assessment/verify.html", _context(row))
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _context(row: StatementRow) -> dict[str, object]:
    return {
        "row": row,
        "valid": validity_of(row) is Validity.VALID,
        "later": replacing(row),
        "facts_blocks": (Facts(statement_facts(row, _appointed_on(row))),),
        "terms": terms_told(row),
    }


def _appointed_on(row: StatementRow) -> date | None:
    return appointed_on(row.decision.report.assessment.dossier)
