"""What must be right before a cohort can be planned: one function per rule, one sentence each."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from loopbrug.core.programme.cohort.model import CohortProblem, TeamOption
from loopbrug.core.terms.finding import Finding, Weight

Rule = Callable[[CohortProblem], Iterator[Finding]]


def somebody_to_plan(problem: CohortProblem) -> Iterator[Finding]:
    """There is somebody to plan."""
    if not problem.members:
        yield Finding.of("programme.cohort-nobody", weight=Weight.INFORMS)


def each_member_once(problem: CohortProblem) -> Iterator[Finding]:
    """Every member has a code of their own."""
    for code, count in _twice(member.code for member in problem.members):
        yield Finding.of("programme.cohort-member-twice", code, member=code, count=count)


def each_offering_once(problem: CohortProblem) -> Iterator[Finding]:
    """Every offering has a code of its own: places are counted by it."""
    for code, count in _twice(offering.code for offering in problem.catalogue.offerings):
        yield Finding.of("programme.cohort-offering-twice", code, offering=code, count=count)


def each_team_once(problem: CohortProblem) -> Iterator[Finding]:
    """Every team has a code of its own."""
    for code, count in _twice(team.code for team in problem.teams):
        yield Finding.of("programme.cohort-team-twice", code, team=code, count=count)


def teams_can_be(problem: CohortProblem) -> Iterator[Finding]:
    """A team has an end, room for its smallest size, and for two schools."""
    for team in sorted(problem.teams, key=lambda team: team.code):
        yield from _team(team)


def places_somewhere(problem: CohortProblem) -> Iterator[Finding]:
    """Some offering has a place."""
    offerings = problem.catalogue.offerings
    if problem.members and not any(offering.capacity > 0 for offering in offerings):
        yield Finding.of("programme.cohort-no-places", weight=Weight.WARNS)


RULES: tuple[Rule, ...] = (
    somebody_to_plan, each_member_once, each_offering_once, each_team_once, teams_can_be,
    places_somewhere,
)  # fmt: skip


def cohort_findings(problem: CohortProblem) -> tuple[Finding, ...]:
    """Return everything that is wrong with the cohort itself, all at once."""
    return tuple(finding for rule in RULES for finding in rule(problem))


def _twice(codes: Iterable[str]) -> list[tuple[str, int]]:
    return sorted((code, count) for code, count in Counter(codes).items() if count > 1)


def _team(team: TeamOption) -> Iterator[Finding]:
    if team.period.last is None:
        yield Finding.of("programme.cohort-team-endless", team.code, team=team.code)
    if team.largest < max(2, team.smallest):
        yield Finding.of(
            "programme.cohort-team-size", team.code,
            team=team.code, smallest=team.smallest, largest=team.largest,
        )  # fmt: skip
