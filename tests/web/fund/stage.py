"""A foundation with its manager, two boards with places, and people who have no business here."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tests.web.pathway.stage import organisation, organisations, somebody

from loopbrug.web.accounts.models import User
from loopbrug.web.fund.models import PlaceRow
from loopbrug.web.fund.services import PlaceDraft, TermsDraft, add_place, set_terms
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.organisations.services import keep_organisation

TODAY = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Cast:
    manager: User
    other_manager: User
    linde: User
    beuk: User
    lindeschool: User
    broker: User
    policy: User
    candidate: User
    foundation: Organisation


def cast() -> Cast:
    """Lay out the region with a foundation that has no places yet."""
    organisations()
    for code in ("stichting", "andere-stichting"):
        keep_organisation(code=code, kind="foundation", name=code.title(), region="midden")
    return Cast(
        manager=somebody("Bas", "foundation", "stichting"),
        other_manager=somebody("Ank", "foundation", "andere-stichting"),
        linde=somebody("Bo", "school", "linde"),
        beuk=somebody("Olaf", "school", "beuk"),
        lindeschool=somebody("Sofie", "school", "lindeschool"),
        broker=somebody("Bram", "broker", "desk"),
        policy=somebody("Lon", "policy", "desk"),
        candidate=somebody("Amina"),
        foundation=organisation("stichting"),
    )


def place(people: Cast, board: str = "linde", days: int = 100, sector: str = "po") -> PlaceRow:
    draft = PlaceDraft(organisation(board), sector, TODAY - timedelta(days=days), 80)
    return add_place(actor=people.manager, foundation=people.foundation, draft=draft, day=TODAY)


def filled(people: Cast, linde: int = 4, beuk: int = 2) -> list[PlaceRow]:
    """Give the foundation a pool with conditions."""
    draft = TermsDraft(reserve=Decimal(40_000))
    set_terms(actor=people.manager, foundation=people.foundation, draft=draft, day=TODAY)
    places = [place(people, "linde", 100 + 150 * (n % 3)) for n in range(linde)]
    return places + [place(people, "beuk", 60 + 200 * (n % 2)) for n in range(beuk)]
