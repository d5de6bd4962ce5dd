"""Acts on a catalogue: publish it, cancel an offering. Each is one transaction."""

import hashlib
import json
from dataclasses import replace
from datetime import date

from django.db import transaction

from loopbrug.core.programme.agreement import Signer
from loopbrug.core.programme.exchange.listing import Cancelled, Listing
from loopbrug.core.programme.exchange.stored import stored
from loopbrug.core.programme.listing_rules import listing_findings
from loopbrug.core.terms.finding import BadDataError, Finding, blocking
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.catalogues import forget
from loopbrug.web.pathway.facts import ground_of
from loopbrug.web.post.services import write_letter
from loopbrug.web.programme.facts.catalogue import (
    others_than,
    published_listing,
    working_listing,
)
from loopbrug.web.programme.models import CatalogueVersion, OfferingRow
from loopbrug.web.programme.queries.catalogue import (
    accepted_with,
    head_of,
    last_document,
    offering_with_key,
)
from loopbrug.web.programme.services.catalogue_rows import lock_catalogue, take_listing
from loopbrug.web.programme.services.waiting_letters import tell_departures

PUBLISHED, CANCELLED = "published", "cancelled"
MOST_REASON = 300


@transaction.atomic
def publish(*, actor: User, institute: Organisation, day: date) -> CatalogueVersion | None:
    """Publish what an institute works on as a new version; None when it is the same as the last.

    Raises ``BadDataError`` with everything that blocks it.
    """
    lock_catalogue(actor, institute)
    listing = working_listing(institute)
    framework = ground_of(institute.region).framework
    if found := blocking(listing_findings(listing, others_than(institute), framework)):
        raise BadDataError(found)
    return keep_version(actor=actor, institute=institute, listing=listing, day=day)


@transaction.atomic
def keep_version(
    *,
    actor: User | None,
    institute: Organisation,
    listing: Listing,
    day: date,
    why: str = PUBLISHED,
) -> CatalogueVersion | None:
    """Freeze a listing as the next version of the region; None when nothing changed."""
    document = stored(listing)
    if document == last_document(institute):
        return None
    number, mark = head_of(institute.region)
    made: CatalogueVersion = CatalogueVersion.objects.create(
        region=institute.region,
        number=number + 1,
        institute=institute,
        document=document,
        mark=hashlib.sha256((mark + json.dumps(document)).encode()).hexdigest(),
        why=why,
        made_by=actor,
        made_on=day,
    )
    record_act(
        actor=actor, name="programme.publish-catalogue", subject=f"institute:{institute.code}",
        institute=institute.name, number=made.number,
    )  # fmt: skip
    forget()
    return made


@transaction.atomic
def cancel_offering(
    *, actor: User, institute: Organisation, key: int, reason: str, day: date
) -> int:
    """Cancel a published offering at once, and write to who is in it; return how many that are.

    What else the institute works on stays unpublished. Cancelling twice is cancelling once.
    Raises ``BadDataError`` without a reason, or when it was never published.
    """
    lock_catalogue(actor, institute)
    row, why = offering_with_key(institute, key), " ".join(reason.split())[:MOST_REASON]
    if row is None:
        raise BadDataError([Finding.of("programme.catalogue-not-yours")])
    if row.cancelled_on is not None:
        return 0
    if not why:
        raise BadDataError([Finding.of("programme.cancel-no-reason", "reason")])
    left = _without(published_listing(institute), row.code, day, why)
    OfferingRow.objects.filter(pk=row.pk).update(cancelled_on=day, cancel_reason=why)
    record_act(
        actor=actor, name="programme.cancel-offering", subject=f"institute:{institute.code}",
        offering=row.code, reason=why,
    )  # fmt: skip
    keep_version(actor=actor, institute=institute, listing=left, day=day, why=CANCELLED)
    return _tell(row, why, institute, (actor, day))


def seed_catalogue(*, institute: Organisation, listing: Listing, day: date) -> bool:
    """Take over and publish a listing for an institute that has none; return whether it did."""
    if last_document(institute) is not None:
        return False
    with transaction.atomic():
        take_listing(institute, listing)
        keep_version(actor=None, institute=institute, listing=listing, day=day)
    return True


def _without(listing: Listing, code: str, day: date, reason: str) -> Listing:
    """Return what was published, with one offering cancelled."""
    gone = [one for one in listing.offerings if one.code == code]
    if not gone:
        raise BadDataError([Finding.of("programme.cancel-unpublished", code)])
    return replace(
        listing,
        offerings=tuple(one for one in listing.offerings if one.code != code),
        cancelled=(*listing.cancelled, Cancelled(gone[0], day, reason)),
    )


def _tell(row: OfferingRow, reason: str, institute: Organisation, done: tuple[User, date]) -> int:
    """Write to everybody whose programme has the offering in it, and who agreed on it."""
    actor, day = done
    versions = accepted_with(institute.region, row.code)
    for version in versions:
        dossier = version.dossier
        english = dossier.candidate.language == "en"
        values = {
            "unit": row.unit.title_en if english else row.unit.title_nl,
            "institute": institute.name,
            "day": row.first,
            "reason": reason,
            "path": f"/dossier/{dossier.pk}/programma/",
            "name": str(dossier.candidate),
        }
        write_letter(
            template="offering_cancelled", values=values, to=dossier.candidate,
            about=dossier.subject_key, once=f"offering-cancelled:{row.pk}:{dossier.pk}",
        )  # fmt: skip
        others = (Signer.SCHOOL, Signer.INSTITUTE)
        tell_departures(dossier, actor, day, sides=others)
    return len(versions)
