"""The demo's catalogue: what the readable files of the region say, as rows of each institute."""

from datetime import date

from loopbrug.core.programme.exchange.listing import listing_of
from loopbrug.region.midden import CODE, load_region
from loopbrug.web.organisations.queries import organisations_of_kind
from loopbrug.web.programme.services.catalogue import seed_catalogue


def keep_demo_catalogue(day: date) -> int:
    """Publish what the files say for institutes that published nothing yet; return how many.

    What an institute keeps already stays as it is.
    """
    catalogue = load_region().catalogue
    institutes = organisations_of_kind(CODE, "institute").order_by("code")
    return sum(
        seed_catalogue(institute=one, listing=listing_of(one.code, catalogue), day=day)
        for one in institutes
    )
