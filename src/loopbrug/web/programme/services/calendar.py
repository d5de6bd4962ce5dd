"""Acts on the secret address of a calendar: make it, make it anew, revoke it."""

from datetime import date
from secrets import token_urlsafe

from django.db import transaction

from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.programme.models.calendar import CalendarFeed
from loopbrug.web.programme.queries.calendar import feed_of, mark_of

LENGTH = 32
"""Bytes of chance in the secret: nobody guesses 256 bits."""


@transaction.atomic
def make_feed(*, actor: User, dossier: Dossier, seen: int | None, day: date) -> str | None:
    """Make the address, in the place of the one there was; return its secret, told only now.

    ``seen`` is the last feed the page showed: sent twice, the second time makes nothing and
    returns None. Raises ``BadDataError`` when the feed is not the actor's to make.
    """
    _ask(actor, dossier)
    last = feed_of(dossier)
    if (last.pk if last else None) != seen:
        return None
    CalendarFeed.objects.filter(dossier=dossier, revoked_on=None).update(revoked_on=day)
    secret = token_urlsafe(LENGTH)
    CalendarFeed.objects.create(dossier=dossier, mark=mark_of(secret), made_by=actor, made_on=day)
    record_act(actor=actor, name="programme.make-feed", subject=dossier.subject_key)
    return secret


@transaction.atomic
def revoke_feed(*, actor: User, dossier: Dossier, day: date) -> bool:
    """Close the address; return whether there was one open. Closing twice is closing once."""
    _ask(actor, dossier)
    closed = CalendarFeed.objects.filter(dossier=dossier, revoked_on=None).update(revoked_on=day)
    if closed:
        record_act(actor=actor, name="programme.revoke-feed", subject=dossier.subject_key)
    return bool(closed)


def note_read(feed: CalendarFeed, day: date) -> None:
    """Keep the last day a calendar read the feed; no act of a person, so no line in the record."""
    if feed.last_read_on != day:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_read_on=day)


def _ask(actor: User, dossier: Dossier) -> None:
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    if not may(actor, Act.KEEP_FEED, dossier):
        raise BadDataError([Finding.of("programme.progress-not-yours")])
