"""Money that goes to a city, a region or a benefit, and reaches a person only through others."""

from collections.abc import Iterator

from loopbrug.core.finance.lookup import source_on
from loopbrug.core.finance.model import NOTHING, CostKind, FinanceCase, Payer, SourceVerdict
from loopbrug.core.finance.sources.reasons import Reason, closed, findings_of, ruled, undecided
from loopbrug.core.law.model import Law
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Sector


def big_cities(case: FinanceCase, law: Law) -> SourceVerdict:
    """Return what the money for five large cities means here: primary education, by plan."""
    return _verdict("g5", Payer.MINISTRY, tuple(_city_reasons(case, law)))


def education_region(case: FinanceCase, law: Law) -> SourceVerdict:
    """Return what the money for education regions means here: asked by the region, not per head."""
    source = source_on(law, "region.activities", case.day)
    reason = undecided(
        Finding.of("finance.region-through-plan", source=source, weight=Weight.INFORMS)
    )
    return _verdict("region", Payer.REGION, (reason,), applicant=Payer.REGION)


def benefits_agency(case: FinanceCase, law: Law) -> SourceVerdict:
    """Return what is known of the benefits agency (UWV): training on benefit, a trial placement."""
    reasons = tuple(_benefit_reasons(case, law))
    return _verdict("uwv", Payer.UWV, reasons, applicant=Payer.CANDIDATE)


def _verdict(
    source: str, payer: Payer, reasons: tuple[Reason, ...], applicant: Payer = Payer.BOARD
) -> SourceVerdict:
    return SourceVerdict(
        source=source,
        payer=payer,
        status=ruled(reasons),
        amount=NOTHING,
        reasons=findings_of(reasons),
        applicant=applicant,
        for_kinds=(CostKind.TRAINING, CostKind.GUIDANCE),
    )


def _city_reasons(case: FinanceCase, law: Law) -> Iterator[Reason]:
    source = source_on(law, "g5.sectors", case.day)
    if case.sector not in (Sector.PO, Sector.SO):
        yield closed(Finding.of("finance.g5-sector", source=source))
    else:
        yield undecided(Finding.of("finance.g5-through-plan", source=source, weight=Weight.INFORMS))


def _benefit_reasons(case: FinanceCase, law: Law) -> Iterator[Reason]:
    source = source_on(law, "ww.percent_later", case.day)
    on_benefit = case.background.on_benefit
    if on_benefit is False:
        yield closed(Finding.of("finance.uwv-no-benefit", source=source))
    elif on_benefit is None:
        yield undecided(
            Finding.of("finance.uwv-benefit-unknown", source=source, weight=Weight.WARNS)
        )
    else:
        yield undecided(Finding.of("finance.uwv-ask-bridge", source=source, weight=Weight.WARNS))
        yield undecided(Finding.of("finance.uwv-ask-trial", source=source, weight=Weight.INFORMS))
