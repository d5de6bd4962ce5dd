"""Reading pools: foundations, places, conditions, claims."""

from datetime import date

from django.db.models import Q, QuerySet

from loopbrug.web.accounts.queries import Role, User, current_memberships
from loopbrug.web.fund.models import ClaimActRow, ClaimRow, PlaceRow, TermsRow
from loopbrug.web.organisations.queries import Kind, Organisation, organisations_of_kind

__all__ = [
    "ClaimActRow",
    "ClaimRow",
    "PlaceRow",
    "TermsRow",
    "all_places_of",
    "boards_in",
    "boards_of",
    "claim_with_key",
    "claims_of",
    "foundation_of",
    "foundations_in",
    "place_with_key",
    "places_of",
    "terms_of",
    "works_at_school",
]

YEARS = 2
"""How long a place stays in the pool: the first two years."""


def foundation_of(user: User) -> Organisation | None:
    """Return the foundation somebody manages, or None."""
    found = current_memberships(user).filter(role=Role.FOUNDATION)
    kept = (m.organisation for m in found if m.organisation.kind == Kind.FOUNDATION)
    return next(iter(sorted(kept, key=lambda place: place.name)), None)


def boards_of(user: User) -> list[Organisation]:
    """Return the boards somebody works for: a board itself, not one of its schools."""
    found = current_memberships(user).filter(role=Role.SCHOOL)
    return [m.organisation for m in found if m.organisation.kind == Kind.BOARD]


def works_at_school(user: User) -> bool:
    """Return whether somebody works for a school or a board."""
    return current_memberships(user).filter(role=Role.SCHOOL).exists()


def foundations_in(region: str) -> QuerySet[Organisation]:
    """Return the foundations of a region."""
    return organisations_of_kind(region, Kind.FOUNDATION)


def boards_in(region: str) -> QuerySet[Organisation]:
    """Return the boards of a region, by name."""
    return organisations_of_kind(region, Kind.BOARD)


def places_of(foundation: Organisation, day: date) -> QuerySet[PlaceRow]:
    """Return the places in the pool on ``day``: begun, not ended, within their two years."""
    begun = _years_before(day, YEARS)
    open_on = Q(ended_on=None) | Q(ended_on__gte=day)
    found = PlaceRow.objects.filter(open_on, foundation=foundation, starts_on__gt=begun)
    return found.filter(starts_on__lte=day).select_related("board")


def place_with_key(foundation: Organisation, key: int) -> PlaceRow | None:
    """Return a place of this foundation, or None."""
    found = PlaceRow.objects.filter(foundation=foundation, pk=key).select_related("board")
    return found.first()


def all_places_of(foundation: Organisation) -> QuerySet[PlaceRow]:
    """Return every place there ever was: a claim may come after the end."""
    return PlaceRow.objects.filter(foundation=foundation).select_related("board")


def terms_of(foundation: Organisation) -> TermsRow | None:
    """Return the conditions that hold, or None when none were ever set."""
    return TermsRow.objects.filter(foundation=foundation).select_related("kept_by").first()


def claims_of(foundation: Organisation) -> QuerySet[ClaimRow]:
    """Return the claims on this pool with what was done, newest first."""
    found = ClaimRow.objects.filter(place__foundation=foundation)
    return found.select_related("place__board").prefetch_related("acts__done_by")


def claim_with_key(foundation: Organisation, key: int) -> ClaimRow | None:
    """Return a claim on this pool, or None."""
    return claims_of(foundation).filter(pk=key).first()


def _years_before(day: date, years: int) -> date:
    """Return the same day some years before; of 29 February the day before."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
