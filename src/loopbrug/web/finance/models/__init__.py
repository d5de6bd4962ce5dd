"""What is stored about money: the private pay, the terms, what is paid and asked for."""

from loopbrug.web.finance.models.private import PrivatePay, SharedStep, SupplementRow
from loopbrug.web.finance.models.terms import CareerRow, ContributionRow, TermsOffer

__all__ = [
    "CareerRow",
    "ContributionRow",
    "PrivatePay",
    "SharedStep",
    "SupplementRow",
    "TermsOffer",
]
