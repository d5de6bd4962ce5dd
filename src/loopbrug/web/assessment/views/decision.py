"""The decision as everybody around a dossier sees it, each as far as their role goes."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.core.assessment.decision import Conclusion
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.assessment.facts.decisions import (
    Docket,
    docket_of,
    lacking_in,
    report_of,
    signatures_of,
    text_of,
)
from loopbrug.web.assessment.facts.prospects import prospect_of
from loopbrug.web.assessment.papers.decision import letter_blocks, objection_blocks, said, signed_by
from loopbrug.web.assessment.papers.prospect import moments_of
from loopbrug.web.assessment.papers.report import amounts_grid
from loopbrug.web.assessment.papers.statement import terms_told
from loopbrug.web.assessment.queries import DecisionRow
from loopbrug.web.assessment.views.decision_door import head_of, not_ready
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.views.door import Visit, visit
from loopbrug.web.ui.paper import Block, Facts, Heading, Paragraph

LOOKS = {Conclusion.SUITABLE: "done", Conclusion.PARTLY: "partly", Conclusion.NOT_YET: "missing"}


@dataclass(frozen=True, slots=True)
class Shown:
    """The decision in force; ``blocks`` hold no more than the visitor's role may see."""

    row: DecisionRow
    conclusion: Conclusion
    look: str
    said: str
    blocks: tuple[Block, ...]


@require_safe
@login_required
def decision(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the decision, with potential, progress and grant beside it."""
    visited, today = visit(request, key, Act.SEE_DECISION), timezone.localdate()
    docket = docket_of(visited.row)
    try:
        prospect = prospect_of(visited.row, docket, today)
    except BadDataError as error:
        return not_ready(request, visited, error.findings)
    statement = docket.statement
    context = {
        "visit": visited,
        "dossier": visited.row,
        "docket": docket,
        "shown": _shown(visited, docket),
        "statement": statement,
        "terms": terms_told(statement) if statement else (),
        "prospect": prospect,
        "moments": moments_of(prospect.progress, docket),
        "see_report": visited.may(Act.SEE_REPORT),
        "day": today,
        **_work(visited, docket),
        **head_of(visited, _("Besluit")),
    }
    return render(request, "assessment/decision.html", context)


def _shown(visited: Visit, docket: Docket) -> Shown | None:
    """Return the decision in force as the visitor may see it.

    Reasons, doors and how to object are for who may see the report; a school sees what it must
    arrange: the verdict, and how much training and guidance is needed.
    """
    row = docket.in_force
    if row is None:
        return None
    text = text_of(row)
    report = report_of(row.report)
    blocks: list[Block] = [amounts_grid(report, text)]
    if visited.may(Act.SEE_REPORT):
        blocks = [Heading(_("Waarom"), 2), Paragraph(text.reasons), *blocks]
        if text.conclusion is not Conclusion.SUITABLE:
            blocks += letter_blocks(text, report)
    blocks += [Heading(_("Wie tekenden"), 2), Facts(tuple(signed_by(row)))]
    if visited.may(Act.SEE_REPORT):
        blocks += objection_blocks(row, report, visited.row)
    return Shown(row, text.conclusion, LOOKS[text.conclusion], said(text.conclusion), tuple(blocks))


def _work(visited: Visit, docket: Docket) -> dict[str, object]:
    """Return what the visitor can do next, and what is lacking for it."""
    waiting = docket.waiting
    signs, makes = visited.may(Act.SIGN_DECISION), visited.may(Act.MAKE_REPORT)
    mine = waiting is not None and any(
        each.person == str(visited.user.pk) for each in signatures_of(waiting)
    )
    lacking = lacking_in(visited.row, docket, timezone.localdate()) if makes or signs else ()
    return {
        "may_make": makes and docket.assessment is not None,
        "may_propose": signs and docket.report is not None,
        "may_sign": signs and waiting is not None and not mine,
        "signed_by_me": signs and mine,
        "lacking": lacking if docket.assessment and not docket.in_force else (),
    }
