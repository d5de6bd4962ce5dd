"""What must be right before courses can be levelled: one function per rule."""

from collections import Counter
from collections.abc import Callable, Iterator

from loopbrug.core.programme.levelling.model import LevellingProblem
from loopbrug.core.terms.finding import Finding

Rule = Callable[[LevellingProblem], Iterator[Finding]]


def some_periods(problem: LevellingProblem) -> Iterator[Finding]:
    """There is a period to put something in."""
    if problem.periods < 1:
        yield Finding.of("programme.levelling-no-periods")


def each_course_once(problem: LevellingProblem) -> Iterator[Finding]:
    """Every course has a code of its own and a load that is not negative."""
    for code, count in sorted(Counter(course.code for course in problem.courses).items()):
        if count > 1:
            yield Finding.of("programme.levelling-course-twice", code, course=code, count=count)
    for course in problem.courses:
        if course.load < 0:
            yield Finding.of(
                "programme.levelling-load-negative", course.code, course=course.code,
                load=course.load,
            )  # fmt: skip


def courses_known(problem: LevellingProblem) -> Iterator[Finding]:
    """Curricula and orders name courses that are there, a curriculum each of them once."""
    known = {course.code for course in problem.courses}
    for curriculum in problem.curricula:
        for code, count in sorted(Counter(curriculum.courses).items()):
            if code not in known:
                yield _unknown(curriculum.code, code)
            elif count > 1:
                yield Finding.of(
                    "programme.levelling-course-twice", curriculum.code, course=code, count=count
                )
    for pair in problem.before:
        yield from (_unknown("before", code) for code in pair if code not in known)


def order_fits(problem: LevellingProblem) -> Iterator[Finding]:
    """No course comes before itself, and no chain is longer than there are periods."""
    after: dict[str, list[str]] = {}
    for first, then in problem.before:
        after.setdefault(first, []).append(then)
    depth = dict.fromkeys((code for pair in problem.before for code in pair), 1)
    for _ in range(max(problem.periods, 0)):
        for first, thens in after.items():
            for then in thens:
                depth[then] = max(depth[then], depth[first] + 1)
    for code in sorted(code for code, length in depth.items() if length > problem.periods):
        yield Finding.of(
            "programme.levelling-chain-long", code, course=code, periods=problem.periods
        )


RULES: tuple[Rule, ...] = (some_periods, each_course_once, courses_known, order_fits)


def levelling_findings(problem: LevellingProblem) -> tuple[Finding, ...]:
    """Return everything that is wrong with the problem itself, all at once."""
    return tuple(finding for rule in RULES for finding in rule(problem))


def _unknown(where: str, code: str) -> Finding:
    return Finding.of("programme.levelling-course-unknown", where, course=code)
