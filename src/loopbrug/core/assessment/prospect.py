"""What candidate and school see beside a decision: potential in hours, and the grant."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loopbrug.core.assessment.decision import Conclusion
from loopbrug.core.law.kinds import day_of_year
from loopbrug.core.law.model import Dated, Law
from loopbrug.core.outcomes.model import Framework, Gap
from loopbrug.core.terms.finding import Finding, Value, Weight
from loopbrug.core.terms.words import Profile, Sector


@dataclass(frozen=True, slots=True)
class Potential:
    """How much is there already: outcomes, and study hours of the plainest taught way.

    ``spared`` are the hours nobody needs to spend again, ``hours`` those still needed. The real
    programme can be shorter: one unit often closes more than one outcome.
    """

    validated: int
    partly: int
    total: int
    hours: int
    spared: int


def potential_of(gap: Gap, framework: Framework) -> Potential:
    """Return the potential that follows from a gap."""
    whole = {outcome.code: outcome.hours for outcome in framework.outcomes}
    required = (*gap.validated, *gap.partly, *gap.missing)
    hours = sum(
        whole[need.outcome] if need.hours_left is None else need.hours_left for need in gap.needs
    )
    all_hours = sum(whole[code] for code in required)
    return Potential(
        len(gap.validated), len(gap.partly), len(required), hours, max(0, all_hours - hours)
    )


@dataclass(frozen=True, slots=True)
class GrantCase:
    """What of one candidate matters for the grant; ``starts_on`` None: not known yet."""

    profile: Profile
    sector: Sector
    starts_on: date | None = None
    conclusion: Conclusion | None = None


def grant_findings(case: GrantCase, law: Law, day: date) -> tuple[Finding, ...]:
    """Return what is known of the grant to the board (*subsidie zij-instroom*) on ``day``.

    Each finding has its source and how sure we are; whether a board gets it is decided elsewhere.
    """
    if case.conclusion not in (None, Conclusion.SUITABLE):
        return (Finding.of("assessment.grant-not-now", weight=Weight.INFORMS),)
    return tuple(_grant(case, law, day))


def _grant(case: GrantCase, law: Law, day: date) -> Iterator[Finding]:
    amount = law.on("subsidy.amount", day)
    if isinstance(amount.value, Decimal):
        yield _told("amount", amount, amount=amount.value)
    yield from _deadline(case, law, day)
    proof = "take-part" if case.sector is Sector.MBO else "agreement"
    yield _told(proof, law.on("subsidy.needs_agreement", day))
    if case.profile is Profile.SECOND_QUALIFICATION:
        second = law.on("subsidy.second_qualification", day)
        yield _told("second" if second.value else "not-second", second)
    student = law.on("subsidy.no_student", day)
    if isinstance(student.value, int):
        yield _told("no-student", student, years=student.value)
    if law.knows("subsidy.ceiling", day):
        ceiling = law.on("subsidy.ceiling", day)
        if isinstance(ceiling.value, Decimal):
            yield _told("ceiling", ceiling, Weight.WARNS, amount=ceiling.value)


def _deadline(case: GrantCase, law: Law, day: date) -> Iterator[Finding]:
    """Tell the last day to apply: a day of the year after training starts, last seen in 2023."""
    dated = law.on("subsidy.deadline", day)
    month, number = day_of_year(dated)
    if case.starts_on is None:
        in_that_year = date(day.year + 1, month, number)
        yield _told("deadline-open", dated, Weight.WARNS, example=in_that_year, year=day.year)
    else:
        last = date(case.starts_on.year + 1, month, number)
        yield _told("deadline", dated, Weight.WARNS, last=last, starts_on=case.starts_on)


def _told(name: str, dated: Dated, weight: Weight = Weight.INFORMS, **values: Value) -> Finding:
    return Finding(
        f"assessment.grant-{name}", "", tuple(sorted(values.items())), dated.source, weight
    )
