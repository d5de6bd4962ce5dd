"""Cases that tests of money are about."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.model import FinanceCase, OldJob, Terms
from loopbrug.core.terms.words import Degree, Sector

DAY = date(2026, 9, 1)


def case(sector: Sector = Sector.PO, **terms: object) -> FinanceCase:
    """Return somebody who starts full time on 1 September 2026; ``terms`` replaces the offer."""
    offer = replace(Terms(DAY, Decimal(1)), **terms)  # type: ignore[arg-type]
    return FinanceCase(DAY, sector, Degree.PRIMARY, offer)


def old_job(monthly: str = "4000", hours: str = "40", **others: object) -> OldJob:
    """Return an old job since 2011 with holiday pay and nothing else."""
    job = OldJob(Decimal(monthly), Decimal(hours), date(2011, 1, 1))
    return replace(job, **others)  # type: ignore[arg-type]
