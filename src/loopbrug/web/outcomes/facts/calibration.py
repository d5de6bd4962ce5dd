"""How alike assessors judged the same invented cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from loopbrug.core.outcomes.agreement import Agreement, Measure, agreement_of, alpha
from loopbrug.web.accounts.queries import User
from loopbrug.web.outcomes.queries import CalibrationItem, CalibrationSet


@dataclass(frozen=True, slots=True)
class PairOfAssessors:
    """Two assessors with how far they agree."""

    one: User
    other: User
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Given:
    """What one assessor found of a case, with the reason."""

    who: User
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case with what everybody found; ``same`` when all found the same."""

    item: CalibrationItem
    given: tuple[Given, ...]

    @property
    def same(self) -> bool:
        """Whether everybody found the same."""
        return len({one.verdict for one in self.given}) <= 1


@dataclass(frozen=True, slots=True)
class CalibrationResult:
    """A set with everything in it. The two alphas are None when they cannot be computed."""

    assessors: tuple[User, ...]
    pairs: tuple[PairOfAssessors, ...]
    cases: tuple[CaseResult, ...]
    alpha: float | None
    alpha_ordinal: float | None


def has_answered(row: CalibrationSet, user: User) -> bool:
    """Return whether somebody answered every case of a set."""
    items = list(row.items.all())
    by = [{answer.assessor_id for answer in item.answers.all()} for item in items]
    return bool(items) and all(user.pk in who for who in by)


def result_of(row: CalibrationSet) -> CalibrationResult:
    """Return what came of a set so far; asks nothing when all was prefetched."""
    items = list(row.items.all())
    answers: dict[int, Mapping[int, str]] = {
        item.pk: {one.assessor_id: one.verdict for one in item.answers.all()} for item in items
    }
    people = {one.assessor_id: one.assessor for item in items for one in item.answers.all()}
    assessors = tuple(sorted(people.values(), key=lambda user: (str(user), user.pk)))
    units = [[answers[item.pk].get(user.pk) for user in assessors] for item in items]
    pairs = tuple(
        PairOfAssessors(
            one,
            other,
            agreement_of((answers[i.pk].get(one.pk), answers[i.pk].get(other.pk)) for i in items),
        )
        for one, other in combinations(assessors, 2)
    )
    cases = tuple(
        CaseResult(
            item,
            tuple(Given(one.assessor, one.verdict, one.reason) for one in item.answers.all()),
        )
        for item in items
    )
    ordinal = alpha(units, Measure.ORDINAL)
    return CalibrationResult(assessors, pairs, cases, alpha(units), ordinal)
