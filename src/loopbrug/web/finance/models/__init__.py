"""What is stored about money: the private pay, the terms, what is paid and asked for."""

from loopbrug.web.finance.models.applications import (
    Application,
    ApplicationStep,
    SampleCheck,
    SampleDraw,
    SpentLine,
)
from loopbrug.web.finance.models.funds import FundVersion
from loopbrug.web.finance.models.private import PrivatePay, SharedStep, SupplementRow
from loopbrug.web.finance.models.proposals import (
    AgreedProposal,
    FundPromise,
    ProposalAgreement,
    ProposalVersion,
    WithdrawnProposal,
)
from loopbrug.web.finance.models.terms import CareerRow, ContributionRow, TermsOffer

__all__ = [
    "AgreedProposal",
    "Application",
    "ApplicationStep",
    "CareerRow",
    "ContributionRow",
    "FundPromise",
    "FundVersion",
    "PrivatePay",
    "ProposalAgreement",
    "ProposalVersion",
    "SampleCheck",
    "SampleDraw",
    "SharedStep",
    "SpentLine",
    "SupplementRow",
    "TermsOffer",
    "WithdrawnProposal",
]
