"""What routes ask of people who are in a school already, or come in beside a teacher."""

from collections.abc import Iterator

from loopbrug.core.orientation.case import Case, told
from loopbrug.core.orientation.model import Held, PostKind, Wanted
from loopbrug.core.orientation.profile import current, stands_in_class
from loopbrug.core.orientation.routes import Route, months_of
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Degree, Sector


def support_post(case: Case, route: Route) -> Iterator[Finding]:
    """The grant for support staff asks a running post as assistant or instructor."""
    source = route.source(case.wanted, case.law, case.day)
    posts = [p for p in current(case.person.posts, case.day) if p.kind is PostKind.SUPPORT]
    if posts:
        employer = posts[0].employer
        yield told("support-post-met", route.code, source=source, employer=employer)
    else:
        yield told("support-post-needed", route.code, Weight.BLOCKS, source)


def grant_support(case: Case, route: Route) -> Iterator[Finding]:
    """What the school can get for the training of support staff."""
    rule = case.rule("sool.max_total")
    yield told("grant-support", route.code, source=rule.source, amount=case.number(rule.name))


def board_decision(case: Case, route: Route) -> Iterator[Finding]:
    """Only a board may decide that somebody teaches unqualified for a time."""
    source = route.source(case.wanted, case.law, case.day)
    here = [post for post in case.posts_in(Sector.VO) if stands_in_class(post)]
    if here:
        yield told("already-in-class", route.code, source=source, employer=here[0].employer)
    else:
        yield told("board-decision", route.code, Weight.CONDITION, source)


def written_duty(case: Case, route: Route) -> Iterator[Finding]:
    """After the first term the law asks a written promise to qualify."""
    first, more, *_ = (case.rule(name) for name in route.terms(case.profile))
    yield told(
        "written-duty",
        route.code,
        source=more.source,
        months=months_of(first),
        extension=months_of(more),
    )


def guest_limit(case: Case, route: Route) -> Iterator[Finding]:
    """A guest teaches a few hours a week, averaged over a year, beside a named teacher."""
    rule = case.rule(route.ground[route.sector_for(case.wanted)])
    yield told("guest-limit", route.code, source=rule.source, hours=case.number(rule.name))


def school_wants(case: Case, route: Route) -> Iterator[Finding]:
    """A school that wants somebody in this role."""
    source = route.source(case.wanted, case.law, case.day)
    here = case.posts_in(route.sector_for(case.wanted))
    if here or case.person.appointment:
        yield told("school-at-hand", route.code, source=source)
    else:
        yield told("school-needed", route.code, Weight.CONDITION, source)


def qualified(case: Case, route: Route) -> Iterator[Finding]:
    """A teaching qualification that counts here, or one that DUO can still recognise."""
    source = route.source(case.wanted, case.law, case.day)
    recognised = [held for held in case.person.held if held.recognised]
    if recognised:
        yield told("held-counts", route.code, source=source, degree=recognised[0].degree.value)
    elif case.person.held:
        duo = case.rule("foreign.qualification_recognised_by_duo").source
        country = case.person.held[0].country
        yield told("recognition-first", route.code, Weight.CONDITION, duo, country=country)
    else:
        yield told("qualification-needed", route.code, Weight.BLOCKS, source)


def new_wish(case: Case, route: Route) -> Iterator[Finding]:
    """A second qualification is another one than the first."""
    if any(covers(held, case.wanted) for held in case.person.held):
        source = route.source(case.wanted, case.law, case.day)
        yield told("already-qualified", route.code, Weight.BLOCKS, source)


def covers(held: Held, wanted: Wanted) -> bool:
    """Return whether a recognised qualification is the one somebody wants, or reaches further.

    Examples
    --------
    >>> held = Held(Sector.VO, Degree.FIRST, "wiskunde")
    >>> covers(held, Wanted(Sector.VO, Degree.SECOND, "wiskunde"))
    True
    """
    enough = {wanted.degree}
    if wanted.degree in (Degree.SECOND, Degree.LIMITED_SECOND):
        enough |= {Degree.FIRST, Degree.SECOND}
    named = bool(wanted.subject) or wanted.degree is Degree.PRIMARY
    same = held.sector is wanted.sector and held.subject == wanted.subject
    return held.recognised and named and same and held.degree in enough
