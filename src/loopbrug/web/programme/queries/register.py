"""Reading the register of second-career offers."""

from django.db.models import QuerySet

from loopbrug.web.accounts.queries import Role, User, current_memberships
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.programme.models.register import OfferRow

__all__ = ["OfferRow", "institutes_kept_by", "offer_with_key", "offers_of", "open_offers"]


def open_offers() -> QuerySet[OfferRow]:
    """Return every offer that was not withdrawn, earliest start first."""
    return OfferRow.objects.filter(withdrawn_on=None).select_related("institute")


def offers_of(institutes: list[Organisation]) -> QuerySet[OfferRow]:
    """Return the offers of these institutes, earliest start first."""
    return open_offers().filter(institute__in=institutes)


def offer_with_key(key: int) -> OfferRow | None:
    """Return one offer, a withdrawn one as well, or None."""
    return OfferRow.objects.filter(pk=key).select_related("institute").first()


def institutes_kept_by(user: User) -> list[Organisation]:
    """Return the institutes whose offers somebody keeps: those they work for."""
    found = current_memberships(user).filter(role=Role.INSTITUTE)
    kinds = (m.organisation for m in found if m.organisation.kind == Organisation.Kind.INSTITUTE)
    return sorted(kinds, key=lambda place: place.name)
