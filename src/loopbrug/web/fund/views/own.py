"""A board's own premium, and what it rests on; of no other board it sees anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.core.fund.premium import BoardPremium
from loopbrug.core.fund.pricing import Priced, Swing
from loopbrug.web.fund.facts import board_range, kept_pool
from loopbrug.web.fund.page import FactorLine, factor_lines
from loopbrug.web.fund.permissions import is_at_school, pays_for
from loopbrug.web.fund.queries import foundations_in
from loopbrug.web.fund.views.door import head, tried
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.views.door import signed_in


@dataclass(frozen=True, slots=True)
class OwnPremium:
    """What one board pays to one foundation."""

    board: Organisation
    foundation: Organisation
    premium: BoardPremium
    found: Priced
    factors: tuple[FactorLine, ...]
    range: Swing


@require_safe
@login_required
def own(request: HttpRequest) -> HttpResponse:
    """Show the premiums of the boards somebody works for."""
    user, today = signed_in(request), timezone.localdate()
    if not is_at_school(user):
        raise Http404
    boards = pays_for(user)
    context = {
        **head(_("Premie van de stichting")), "day": today, "boards": boards,
        "premiums": list(_premiums(boards, today)),
    }  # fmt: skip
    return render(request, "fund/own.html", context)


def _premiums(boards: list[Organisation], day: date) -> Iterator[OwnPremium]:
    for region in sorted({board.region for board in boards}):
        for foundation in foundations_in(region):
            found, _findings = tried(kept_pool(foundation, day).pool, day)
            paid = {one.board: one for one in found.premiums} if found else {}
            for board in boards:
                if found and board.code in paid:
                    lines = factor_lines(found)
                    swing = board_range(found.pool, board.code, day)
                    yield OwnPremium(board, foundation, paid[board.code], found, lines, swing)
