"""Reading feeds of calendars by their secret."""

import hashlib

from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.models.calendar import CalendarFeed

__all__ = ["CalendarFeed", "feed_of", "feed_with", "mark_of"]


def mark_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def feed_with(secret: str) -> CalendarFeed | None:
    """Return the feed at a secret address, or None when it is unknown or revoked."""
    found = CalendarFeed.objects.filter(mark=mark_of(secret), revoked_on=None)
    return found.select_related("dossier__candidate").first()


def feed_of(dossier: Dossier) -> CalendarFeed | None:
    """Return the feed of a dossier that was made last, revoked or not; None without one."""
    return CalendarFeed.objects.filter(dossier=dossier).first()
