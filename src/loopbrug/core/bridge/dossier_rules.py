"""What a reader notices in a dossier that it can use: nothing lost, something to look at."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations

from loopbrug.core.bridge.model import Dossier
from loopbrug.core.orientation.model import Job, Post
from loopbrug.core.terms.finding import Finding, Weight

FULL_TIME = Decimal(1)
MUCH_EVIDENCE = 100
"""More items than two assessors can weigh one by one; a reminder, not a limit."""


def notices(dossier: Dossier) -> tuple[Finding, ...]:
    """Return everything worth a look in a dossier, in the order of its keys."""
    rules = (
        undated_diplomas,
        more_than_full_time,
        posts_with_other_ends,
        undated_evidence,
        evidence_codes_twice,
        much_evidence,
        no_study_hours,
    )
    return tuple(finding for rule in rules for finding in rule(dossier))


def undated_diplomas(dossier: Dossier) -> Iterator[Finding]:
    """A finished diploma without a date still counts; somebody should look it up."""
    for place, diploma in enumerate(dossier.person.diplomas):
        if diploma.finished and diploma.awarded_on is None:
            yield Finding.of(
                "bridge.diploma-undated",
                f"diplomas[{place}]",
                weight=Weight.WARNS,
                title=diploma.title,
            )


def more_than_full_time(dossier: Dossier) -> Iterator[Finding]:
    """Jobs and posts that go on when the programme starts, together over full-time."""
    start = dossier.started_on or dossier.wishes.start_on_or_after
    work: list[Job | Post] = [*dossier.person.jobs, *dossier.person.posts]
    going_on = [each for each in work if each.until is None or each.until >= start]
    total = sum((each.fte for each in going_on), Decimal(0))
    if total > FULL_TIME:
        yield Finding.of(
            "bridge.over-full-time",
            "jobs",
            weight=Weight.WARNS,
            total=total,
            count=len(going_on),
        )


def posts_with_other_ends(dossier: Dossier) -> Iterator[Finding]:
    """Posts at two schools of one employer whose contracts end on different days."""
    posts = [post for post in dossier.person.posts if post.until is not None]
    for one, other in combinations(posts, 2):
        same_job = one.employer == other.employer and one.school != other.school
        if same_job and one.until != other.until and _together(one, other):
            yield Finding.of(
                "bridge.posts-end-apart",
                "posts",
                weight=Weight.WARNS,
                employer=one.employer,
                first=min(_ends(one, other)),
                last=max(_ends(one, other)),
            )


def _ends(*posts: Post) -> list[date]:
    return [post.until for post in posts if post.until]


def _together(one: Post, other: Post) -> bool:
    """Return whether both posts run on some day."""
    return max(one.since, other.since) <= min(_ends(one, other))


def undated_evidence(dossier: Dossier) -> Iterator[Finding]:
    """Evidence without a date: assessors want to know how recent it is."""
    codes = tuple(each.code for each in dossier.evidence if each.dated is None)
    if codes:
        yield Finding.of("bridge.evidence-undated", "evidence", weight=Weight.WARNS, codes=codes)


def evidence_codes_twice(dossier: Dossier) -> Iterator[Finding]:
    """Two pieces of evidence with one code cannot be told apart in a judgement."""
    twice = _twice(each.code for each in dossier.evidence)
    if twice:
        yield Finding.of("bridge.evidence-twice", "evidence", weight=Weight.WARNS, codes=twice)


def _twice(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code, count in Counter(codes).items() if count > 1)


def much_evidence(dossier: Dossier) -> Iterator[Finding]:
    """So much evidence that a choice would help the assessors."""
    count = len(dossier.evidence)
    if count > MUCH_EVIDENCE:
        yield Finding.of("bridge.evidence-much", "evidence", weight=Weight.INFORMS, count=count)


def no_study_hours(dossier: Dossier) -> Iterator[Finding]:
    """Without an hour to study there is no programme, only the gap."""
    if dossier.wishes.study_hours == 0:
        yield Finding.of("bridge.no-study-hours", "week.study_hours", weight=Weight.WARNS)
