"""What is wrong with earlier work as told, and what is worth telling of it."""

from collections.abc import Iterator
from decimal import Decimal

from loopbrug.core.finance.career import Career, career_of
from loopbrug.core.finance.faults import below_zero, ends_first, outside
from loopbrug.core.finance.model import EndedBy, FinanceCase, OldJob
from loopbrug.core.finance.old_income import HOME
from loopbrug.core.terms.finding import Finding, Weight

MOST_HOURS = Decimal(60)
_HUNDRED = Decimal(100)
_AMOUNTS = ("fixed_monthly", "variable_yearly")


def career_findings(case: FinanceCase, worked: Career | None = None) -> Iterator[Finding]:
    """Yield faults of each stretch of work; then holes and doubles, which are no faults.

    ``worked`` is what the work counts for, where it was computed already.
    """
    for place, job in enumerate(case.experience):
        about = f"experience.{place}"
        yield from ends_first(f"{about}.until", job.since, job.until)
        if not 0 < job.fte <= 1:
            yield Finding.of("finance.fte", f"{about}.fte", found=job.fte)
        if job.since > case.terms.starts_on:
            yield Finding.of(
                "finance.work-after-start", f"{about}.since", weight=Weight.WARNS, first=job.since
            )
    worked = worked or career_of(case)
    for hole in worked.gaps:
        yield Finding.of(
            "finance.career-gap", "experience", weight=Weight.INFORMS, first=hole.first,
            last=hole.last or hole.first,
        )  # fmt: skip
    for double in worked.overlaps:
        yield Finding.of(
            "finance.career-overlap", "experience", weight=Weight.INFORMS, first=double.first,
            last=double.last or double.first,
        )  # fmt: skip


def old_job_faults(job: OldJob | None) -> Iterator[Finding]:
    """Yield what is wrong with the old job and its pay; amounts are never repeated in them."""
    if job is None:
        return
    if job.monthly <= 0:
        yield Finding.of("finance.old-pay-not-above-zero", "old_job.monthly")
    yield from _hours(job)
    yield from ends_first("old_job.until", job.since, job.until)
    for name in _AMOUNTS:
        yield from below_zero(f"old_job.{name}", getattr(job, name))
    for name in ("holiday", "year_end"):
        yield from outside(f"old_job.{name}", getattr(job, name), Decimal(0), _HUNDRED)
    yield from _currency(job)
    if job.until is not None and job.ended_by is EndedBy.NOT_ENDED:
        yield Finding.of(
            "finance.ended-or-not", "old_job.ended_by", weight=Weight.WARNS, last=job.until
        )


def _hours(job: OldJob) -> Iterator[Finding]:
    for name in ("hours", "full_time_hours"):
        found = getattr(job, name)
        if not 0 < found <= MOST_HOURS:
            yield Finding.of("finance.hours", f"old_job.{name}", found=found, most=MOST_HOURS)
    if MOST_HOURS >= job.hours > job.full_time_hours > 0:
        yield Finding.of(
            "finance.hours-above-full", "old_job.hours", weight=Weight.WARNS, found=job.hours,
            full_hours=job.full_time_hours,
        )  # fmt: skip


def _currency(job: OldJob) -> Iterator[Finding]:
    if job.rate is None:
        yield Finding.of("finance.rate-missing", "old_job.rate", currency=job.currency)
    elif job.rate <= 0:
        yield Finding.of("finance.rate-not-above-zero", "old_job.rate", found=job.rate)
    elif (job.currency == HOME) != (job.rate == 1):
        # A foreign coin worth exactly one euro is possible, but more often a rate left as it was.
        yield Finding.of(
            "finance.rate-doubtful", "old_job.rate", weight=Weight.WARNS, currency=job.currency,
            rate=job.rate,
        )  # fmt: skip
