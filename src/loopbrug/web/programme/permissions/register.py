"""Who keeps offers in the register: whoever works for the institute that gives them."""

from loopbrug.web.accounts.queries import User
from loopbrug.web.programme.queries.register import OfferRow, institutes_kept_by


def keeps_offers(user: User) -> bool:
    """Return whether somebody works for an institute, and so keeps its offers."""
    return bool(institutes_kept_by(user))


def may_keep_offer(user: User, row: OfferRow) -> bool:
    """Return whether somebody may change this offer: it is of their own institute, and open."""
    return row.withdrawn_on is None and row.institute in institutes_kept_by(user)
