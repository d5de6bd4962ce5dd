"""The demo's second-career offers, as rows of the register."""

from loopbrug.region.offers import OfferRead, load_offers
from loopbrug.web.organisations.queries import organisation_with_code
from loopbrug.web.programme.queries.register import open_offers
from loopbrug.web.programme.services.register import Draft, keep_offer


def keep_demo_offers() -> int:
    """Add the offers of the region when the register is empty; return how many were added.

    A register that somebody keeps already stays as it is.
    """
    if open_offers().exists():
        return 0
    listed = load_offers()
    for each in listed:
        institute = organisation_with_code(each.institute)
        keep_offer(actor=None, institute=institute, draft=_draft(each), day=each.checked_on)
    return len(listed)


def _draft(read: OfferRead) -> Draft:
    return Draft(
        qualification=read.qualification, starts_on=read.starts_on, source=read.source,
        contact=read.contact, assessments=read.assessments, closes_on=read.closes_on,
        price=read.price, places=read.places,
    )  # fmt: skip
