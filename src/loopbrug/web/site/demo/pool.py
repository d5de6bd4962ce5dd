"""The demo's pool: places at the boards of the region, conditions, and three claims."""

from datetime import date, timedelta
from decimal import Decimal

from loopbrug.core.terms.words import Sector
from loopbrug.region.midden import CODE, load_organisations
from loopbrug.web.accounts.queries import User
from loopbrug.web.fund.queries import PlaceRow, all_places_of, boards_in, terms_of
from loopbrug.web.fund.services import (
    ClaimDraft,
    PlaceDraft,
    TermsDraft,
    add_place,
    decide_claim,
    pay_claim,
    register_claim,
    set_terms,
)
from loopbrug.web.organisations.queries import organisation_with_code

RESERVE = Decimal(150_000)
GUIDANCE = (60, 80, 120)
SIZES = (11, 3, 7, 1, 9, 2, 5, 4)
"""How many places the boards have, in the order of their names: large ones and small ones."""
_CLAIMS = (
    # place, kind, days ago, amount, granted
    (0, "sickness", 70, 9_400, 9_400),
    (4, "training", 30, 3_075, 2_400),
    (7, "benefit", 9, 1_860, None),
)


def keep_demo_pool(manager: User | None, day: date) -> int:
    """Fill the pool of the demo's foundation when it is empty; return how many places came."""
    foundation = organisation_with_code(load_organisations().foundation.code)
    if all_places_of(foundation).exists() or terms_of(foundation):
        return 0
    set_terms(actor=manager, foundation=foundation, draft=TermsDraft(reserve=RESERVE), day=day)
    sectors = {board.code: board.sectors for board in load_organisations().boards}
    places = []
    for number, board in enumerate(boards_in(CODE)):
        for turn in range(SIZES[number % len(SIZES)]):
            taught = sectors[board.code]
            draft = PlaceDraft(
                board, Sector(taught[turn % len(taught)]).value,
                day - timedelta(days=40 + 61 * ((turn * 5 + number) % 10)),
                GUIDANCE[(turn + number) % len(GUIDANCE)],
            )  # fmt: skip
            places.append(add_place(actor=manager, foundation=foundation, draft=draft, day=day))
    if manager:
        _claims(manager, places, day)
    return len(places)


def _claims(manager: User, places: list[PlaceRow], day: date) -> None:
    """Register three claims: one paid, one granted in part, one that waits for a decision."""
    for number, kind, ago, amount, granted in _CLAIMS:
        place = places[number]
        happened = max(day - timedelta(days=ago), place.starts_on)
        draft = ClaimDraft(place, kind, happened, Decimal(amount))
        row = register_claim(actor=manager, draft=draft, day=day)
        if granted is None:
            continue
        reason = "Volgens de voorwaarden, na aftrek van het eigen risico."
        decide_claim(
            actor=manager, row=row, grant=True, amount=Decimal(granted), reason=reason, day=day
        )
        if granted == amount:
            pay_claim(actor=manager, row=row, day=day)
