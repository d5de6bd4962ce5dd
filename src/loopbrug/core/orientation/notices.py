"""What is worth knowing about a person whatever the route: nothing lost, something to look at."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from loopbrug.core.orientation.case import Case, told
from loopbrug.core.orientation.class_rules import covers
from loopbrug.core.orientation.model import Job, Post, PostKind
from loopbrug.core.orientation.months import months_later
from loopbrug.core.orientation.profile import current, stands_in_class
from loopbrug.core.orientation.routes import months_of
from loopbrug.core.orientation.subjects import load_subjects
from loopbrug.core.orientation.wanted import DEGREES
from loopbrug.core.terms.finding import Finding, LegalSource, Value, Weight
from loopbrug.core.terms.words import Sector

FULL_TIME = Decimal(1)
_PRIMARY = {Sector.PO: "po.unqualified_allowed", Sector.SO: "so.unqualified_allowed"}
_GUEST = {Sector.VO: "vo.guest", Sector.MBO: "mbo.guest"}


def notices(case: Case) -> tuple[Finding, ...]:
    """Return everything worth a look, the most pressing first."""
    rules: tuple[Callable[[Case], Iterator[Finding]], ...] = (
        contracts_that_end,
        unqualified_in_primary,
        posts_that_end_apart,
        more_than_full_time,
        guests_with_many_lessons,
        wish_that_does_not_fit,
        unknown_subject,
        already_there,
        foreign_qualifications,
        undated_diplomas,
        unfinished_diplomas,
        later_diplomas,
        advice,
    )
    return tuple(finding for rule in rules for finding in rule(case))


def contracts_that_end(case: Case) -> Iterator[Finding]:
    """A post in class whose contract ends before two years of training could."""
    horizon = months_later(case.day, months_of(case.rule("zib.qualified_within")))
    for post in current(case.person.posts, case.day):
        if stands_in_class(post) and post.until is not None and post.until < horizon:
            yield _contract(case, post, post.until)


def _contract(case: Case, post: Post, until: date) -> Finding:
    """Return the warning, with the last day on which an assessment can still be asked for."""
    if post.sector is Sector.MBO:
        source = case.rule("pdg.qualified_within").source
        return _warns("contract-ends-mbo", post, source=source, until=until)
    rule = case.rule("go.assessment_max")
    latest = request_by(case, until)
    if latest >= case.day:
        return _warns("contract-ends", post, source=rule.source, until=until, request_by=latest)
    verdict = months_later(case.day, months_of(rule)) + _verdict_days(case)
    return _warns(
        "contract-ends-before-assessment",
        post,
        source=rule.source,
        until=until,
        verdict_by=verdict,
    )


def _warns(code: str, post: Post, source: LegalSource, **days: date) -> Finding:
    employer = post.employer
    values: dict[str, Value] = {"employer": employer, **days}
    return Finding(
        f"orientation.{code}", employer, tuple(sorted(values.items())), source, Weight.WARNS
    )


def request_by(case: Case, until: date) -> date:
    """Return the last day to ask for an assessment whose result comes before a contract ends.

    Counted with the longest terms of the law; our own goal is shorter.
    """
    months = months_of(case.rule("go.assessment_max"))
    return months_later(until - _verdict_days(case), -months)


def _verdict_days(case: Case) -> timedelta:
    return timedelta(days=int(case.number("go.verdict_max")))


def unqualified_in_primary(case: Case) -> Iterator[Finding]:
    """Primary and special education know no lawful term: a tolerated emergency."""
    for post in current(case.person.posts, case.day):
        if post.kind is not PostKind.UNQUALIFIED or post.sector not in _PRIMARY:
            continue
        rule = case.rule(_PRIMARY[post.sector])
        tolerated = case.rule("po.emergency_tolerated")
        yield told(
            "primary-unqualified",
            post.employer,
            Weight.WARNS,
            rule.source,
            employer=post.employer,
            sector=post.sector.value,
        )
        yield told("primary-emergency", post.employer, source=tolerated.source)


def posts_that_end_apart(case: Case) -> Iterator[Finding]:
    """Two running contracts that end on different days."""
    posts = [p for p in current(case.person.posts, case.day) if p.until is not None]
    for one, other in combinations(posts, 2):
        ends = sorted(each.until for each in (one, other) if each.until)
        if ends[0] != ends[1]:
            yield told(
                "posts-end-apart",
                one.employer,
                Weight.WARNS,
                one=one.school or one.employer,
                other=other.school or other.employer,
                first=ends[0],
                last=ends[1],
            )


def more_than_full_time(case: Case) -> Iterator[Finding]:
    """Work that adds up to more than a full-time job."""
    work: list[Job | Post] = [*case.person.jobs, *case.person.posts]
    running = [
        each
        for each in work
        if each.since <= case.day and (each.until is None or case.day <= each.until)
    ]
    total = sum((each.fte for each in running), Decimal(0))
    if total > FULL_TIME:
        yield told("over-full-time", weight=Weight.WARNS, total=total, count=len(running))


def guests_with_many_lessons(case: Case) -> Iterator[Finding]:
    """A guest who teaches more than guests may on average."""
    for post in current(case.person.posts, case.day):
        if post.kind is not PostKind.GUEST or post.sector not in _GUEST:
            continue
        rule = case.rule(_GUEST[post.sector])
        most = case.number(rule.name)
        if post.lessons_per_week > most:
            yield told(
                "guest-over-limit",
                post.employer,
                Weight.WARNS,
                rule.source,
                employer=post.employer,
                lessons=post.lessons_per_week,
                hours=most,
            )


def wish_that_does_not_fit(case: Case) -> Iterator[Finding]:
    """A degree that does not exist in the wanted sector: we look at the usual one."""
    wanted = case.person.wanted
    if wanted.degree not in DEGREES[wanted.sector]:
        yield told(
            "wish-does-not-fit",
            weight=Weight.WARNS,
            degree=wanted.degree.value,
            sector=wanted.sector.value,
            wanted_degree=case.wanted.degree.value,
        )


def unknown_subject(case: Case) -> Iterator[Finding]:
    """A subject that is not in the list."""
    subject = case.wanted.subject
    if subject and subject not in load_subjects():
        yield told("subject-unknown", weight=Weight.WARNS, subject=subject)


def already_there(case: Case) -> Iterator[Finding]:
    """Somebody who may already teach what is wanted."""
    if any(covers(held, case.wanted) for held in case.person.held):
        yield told("already-there")


def foreign_qualifications(case: Case) -> Iterator[Finding]:
    """A teaching qualification from elsewhere is recognised by DUO."""
    source = case.rule("foreign.qualification_recognised_by_duo").source
    for held in case.person.held:
        if not held.recognised:
            yield told("recognition-by-duo", source=source, country=held.country)


def undated_diplomas(case: Case) -> Iterator[Finding]:
    """A finished diploma without a date counts; somebody should look the date up."""
    for diploma in case.person.diplomas:
        if diploma.finished and diploma.awarded_on is None:
            yield told("diploma-undated", diploma.title, Weight.WARNS, title=diploma.title)


def unfinished_diplomas(case: Case) -> Iterator[Finding]:
    """An unfinished study is no diploma, but its results may count as evidence."""
    for diploma in case.person.diplomas:
        if not diploma.finished:
            yield told("diploma-unfinished", diploma.title, Weight.WARNS, title=diploma.title)


def later_diplomas(case: Case) -> Iterator[Finding]:
    """A diploma dated after the day does not count yet."""
    for diploma in case.person.diplomas:
        if diploma.awarded_on is not None and diploma.awarded_on > case.day:
            title, day = diploma.title, diploma.awarded_on
            yield told("diploma-later", title, Weight.WARNS, title=title, awarded_on=day)


def advice(case: Case) -> Iterator[Finding]:
    """Whatever the answer: the national desk gives free advice."""
    yield told("advice-desk", sector=case.wanted.sector.value)
