"""Money somebody gives for this person, as entered: judged on whether it can be so."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.model import (
    NOTHING,
    Contribution,
    FinanceCase,
    SourceStatus,
    SourceVerdict,
)
from loopbrug.core.finance.sources.reasons import Reason, closed, findings_of, open_to, ruled
from loopbrug.core.orientation.months import months_later
from loopbrug.core.terms.finding import Finding, Weight

YEAR = 12
"""Months a monthly sum counts when nobody says until when, and training tells nothing either."""


def given(case: FinanceCase, gift: Contribution) -> SourceVerdict:
    """Return a contribution as a source: what it brings in all, and how sure it is."""
    months = _months(case, gift)
    reasons = (*_wrong(gift), *_told(case, gift))
    shut = ruled(reasons) is SourceStatus.NOT_ELIGIBLE
    return SourceVerdict(
        source=source_of(gift),
        payer=gift.payer,
        status=ruled(reasons),
        amount=NOTHING if shut else (gift.once or NOTHING) + (gift.monthly or NOTHING) * months,
        reasons=findings_of(reasons),
        applicant=gift.payer,
        paid_on=gift.since,
        pays_back=(Finding.of("finance.gift-back-ask", source_of(gift), weight=Weight.WARNS),),
        for_kinds=gift.for_kinds,
        certainty=gift.certainty,
        paid_until=_last(case, gift) if gift.monthly is not None else None,
        title=gift.ground,
    )


def source_of(gift: Contribution) -> str:
    """Return what a contribution is called: its code, or a name that tells it from others.

    Examples
    --------
    >>> from loopbrug.core.finance.model import Payer
    >>> source_of(Contribution(Payer.UWV, "Scholing", date(2027, 1, 1), once=Decimal(500)))
    'given-uwv-2027-01-01-500-Scholing'
    """
    if gift.code:
        return gift.code
    amount = gift.once if gift.once is not None else gift.monthly
    return f"given-{gift.payer.value}-{gift.since}-{amount}-{gift.ground}"


def _wrong(gift: Contribution) -> Iterator[Reason]:
    amounts = [each for each in (gift.once, gift.monthly) if each is not None]
    if len(amounts) != 1:
        yield closed(Finding.of("finance.gift-once-or-monthly", source_of(gift), name=gift.ground))
    elif amounts[0] < 0:
        yield closed(
            Finding.of(
                "finance.gift-negative", source_of(gift), name=gift.ground, amount=amounts[0]
            )
        )
    if gift.until is not None and gift.until < gift.since:
        yield closed(
            Finding.of(
                "finance.gift-backwards",
                source_of(gift),
                name=gift.ground,
                first=gift.since,
                last=gift.until,
            )
        )


def _told(case: FinanceCase, gift: Contribution) -> Iterator[Reason]:
    yield open_to(
        Finding.of(
            "finance.gift-told",
            source_of(gift),
            weight=Weight.INFORMS,
            payer=gift.payer.value,
            certainty=gift.certainty.value,
            name=gift.ground,
        )
    )
    if gift.monthly is not None and gift.until is None:
        yield open_to(
            Finding.of(
                "finance.gift-no-end",
                source_of(gift),
                weight=Weight.WARNS,
                name=gift.ground,
                last=_last(case, gift),
            )
        )


def _last(case: FinanceCase, gift: Contribution) -> date:
    """Return the last day of a monthly sum: as entered, else the end of training, else a year."""
    if gift.until is not None:
        return gift.until
    ends = case.training.ends_on
    return ends if ends and ends >= gift.since else months_later(gift.since, YEAR - 1)


def _months(case: FinanceCase, gift: Contribution) -> Decimal:
    """Return how often a monthly sum is paid: on the same day of each month, the first included."""
    last = _last(case, gift)
    if last < gift.since:
        return NOTHING
    months = (last.year - gift.since.year) * YEAR + last.month - gift.since.month
    return Decimal(months + 1 if months_later(gift.since, months) <= last else months)
