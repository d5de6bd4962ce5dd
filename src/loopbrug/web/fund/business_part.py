"""What the foundation's pool shows beside a business case: alone, or with the foundation.

Only who works for the board itself sees it, as with the premium.
"""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from loopbrug.core.finance.model import FinanceCase
from loopbrug.core.fund.carried import Carried, carried
from loopbrug.core.fund.model import Board, Contract, Entrant, TrackYear
from loopbrug.core.law.model import NoLawInForceError
from loopbrug.web.accounts.queries import User
from loopbrug.web.finance.beside import Beside
from loopbrug.web.fund.facts import ground_on, kept_pool
from loopbrug.web.fund.page import euros, in_hundred
from loopbrug.web.fund.permissions import pays_for
from loopbrug.web.fund.queries import foundations_in
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.queries import Dossier

USUAL_GUIDANCE = 80


def alone_or_pooled(user: User, dossier: Dossier, case: FinanceCase, day: date) -> Beside | None:
    """Return what this place comes to for its board, alone and with the foundation."""
    board = _board(user, dossier)
    foundation = foundations_in(board.region).first() if board else None
    if board is None or foundation is None:
        return None
    pool = kept_pool(foundation, day).pool
    try:
        found = carried(pool, _entrant(case, board), Board(board.code, board.name), ground_on(day))
    except NoLawInForceError:
        return None
    return _told(found, foundation)


def _board(user: User, dossier: Dossier) -> Organisation | None:
    """Return the board of the dossier's school, when the visitor works for that board."""
    school = dossier.school
    board = school.board or school if school else None
    return board if board in pays_for(user) else None


def _entrant(case: FinanceCase, board: Organisation) -> Entrant:
    hours = case.terms.guidance_hours
    contract = Contract.TEMPORARY if case.terms.temporary else Contract.PERMANENT
    return Entrant(
        board.code,
        case.sector,
        TrackYear.FIRST_YEAR,
        hours[0] if hours else USUAL_GUIDANCE,
        contract,
    )


def _told(found: Carried, foundation: Organisation) -> Beside:
    return Beside(
        title=_("Het risico van het eerste jaar"),
        lead=_(
            "In zo'n baan stopt iemand %(chance)s in het eerste jaar. Dat zegt niets over deze "
            "persoon: het hangt af van sector, begeleiding en contract."
        ) % {"chance": in_hundred(found.chance)},
        headers=(_("Wat"), _("Zelf dragen"), _("Met %(name)s") % {"name": foundation.name}),
        rows=(
            (_("Gemiddeld per jaar"), euros(found.expected),
             _("%(pooled)s: %(premium)s premie en %(kept)s eigen risico") % {
                 "pooled": euros(found.pooled), "premium": euros(found.premium),
                 "kept": euros(found.kept(found.expected)),
             }),
            (_("Als het contract stopt, gemiddeld"), euros(found.leaving),
             euros(found.kept(found.leaving))),
            (_("Als het contract stopt, op zijn duurst"), euros(found.dearest),
             euros(found.kept(found.dearest))),
        ),
        mark=_(
            "Berekend, niet gemeten. Zelf dragen kost gemiddeld tussen %(low)s en %(high)s per "
            "jaar, naar gelang er weinig of veel stoppen. Loonkosten tellen voor iedereen "
            "hetzelfde."
        ) % {"low": euros(found.low), "high": euros(found.high)},
        url=reverse("fund:own"),
        act=_("Jullie premie, en waarop die rust"),
    )  # fmt: skip
