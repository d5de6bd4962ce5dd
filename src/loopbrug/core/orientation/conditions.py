"""What a route asks beside diplomas: a school, hours, arithmetic, Dutch, papers."""

from collections.abc import Iterator
from decimal import Decimal

from loopbrug.core.orientation.case import HOME, Case, told
from loopbrug.core.orientation.model import Dutch, Job, Post
from loopbrug.core.orientation.months import months_covered
from loopbrug.core.orientation.routes import Route
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Degree, Period, Profile, Sector

_APPOINTS = {
    Sector.PO: "zib_po.board_appoints",
    Sector.SO: "zib_so.board_appoints",
    Sector.VO: "zib_vo.board_appoints",
    Sector.MBO: "pdg.board_appoints",
}


def experience(case: Case, route: Route) -> Iterator[Finding]:
    """Training, work and life experience are weighed together in the assessment."""
    source = case.rule("zib.experience_weighed").source
    work: list[Job | Post] = [*case.person.jobs, *case.person.posts]
    months = months_covered([Period(each.since, each.until) for each in work], case.day)
    if work:
        yield told("experience-weighed", route.code, source=source, months=months)
    else:
        yield told("experience-to-show", route.code, Weight.CONDITION, source)


def appointment(case: Case, route: Route) -> Iterator[Finding]:
    """A board that wants to appoint: promised, one's own board to ask, or still to find."""
    sector = route.sector_for(case.wanted)
    source, here = case.rule(_APPOINTS[sector]).source, case.posts_in(sector)
    if case.person.appointment:
        yield told("appointment-promised", route.code, source=source)
    elif here:
        employer = here[0].employer
        yield told("board-to-ask", route.code, Weight.CONDITION, source, employer=employer)
    else:
        yield told("appointment-needed", route.code, Weight.CONDITION, source)


def hours(case: Case, route: Route) -> Iterator[Finding]:
    """Enough hours in class to learn the work: a rule of institutes."""
    least = case.rule("job.min_fte")
    fewest = case.number(least.name)
    size = _size(case, route)
    if size is None:
        yield told("hours-asked", route.code, source=least.source, least=fewest)
    elif size < fewest:
        yield told(
            "hours-too-few",
            route.code,
            Weight.CONDITION,
            least.source,
            fte=size,
            least=fewest,
        )
    if route.sector_for(case.wanted) is Sector.VO:
        yield from _lessons(case, route)


def _size(case: Case, route: Route) -> Decimal | None:
    """Return the fte promised or worked in the sector; None when nobody knows yet."""
    if case.person.appointment_fte is not None:
        return case.person.appointment_fte
    worked = sum((post.fte for post in case.posts_in(route.sector_for(case.wanted))), Decimal(0))
    return worked or None


def _lessons(case: Case, route: Route) -> Iterator[Finding]:
    rule = case.rule("job.min_lessons")
    least = case.number(rule.name)
    given = sum((post.lessons_per_week for post in case.posts_in(Sector.VO)), Decimal(0))
    if given and given < least:
        yield told(
            "lessons-too-few",
            route.code,
            Weight.CONDITION,
            rule.source,
            lessons=given,
            least=least,
        )


def wiscat(case: Case, route: Route) -> Iterator[Finding]:
    """The arithmetic test for primary education: passed, again, or not this way now."""
    if any(held.degree is Degree.PRIMARY and held.recognised for held in case.person.held):
        return
    score, tries = case.person.wiscat, case.person.wiscat_tries
    norm, floor, most = (case.rule(f"wiscat.{each}") for each in ("pass", "resit_from", "tries"))
    passes, again = case.number(norm.name), case.number(floor.name)
    if score is None:
        yield told("wiscat-needed", route.code, Weight.CONDITION, norm.source, norm=passes)
    elif score >= passes:
        yield told("wiscat-passed", route.code, source=norm.source, score=score)
    elif score < again:
        yield told(
            "wiscat-too-low",
            route.code,
            Weight.BLOCKS,
            floor.source,
            score=score,
            least=again,
        )
    elif tries >= case.number(most.name):
        yield told("wiscat-tries-used", route.code, Weight.BLOCKS, most.source, tries=tries)
    else:
        yield told(
            "wiscat-resit", route.code, Weight.CONDITION, norm.source, score=score, norm=passes
        )


def dutch(case: Case, route: Route) -> Iterator[Finding]:
    """Dutch is needed in class; a Dutch diploma shows it when nothing was said."""
    rule = case.rule("dutch.accepted")
    said = case.person.dutch
    educated_here = any(diploma.country == HOME for diploma in case.finished())
    if said in case.codes(rule.name) or (said is Dutch.UNKNOWN and educated_here):
        return
    code = "dutch-unknown" if said is Dutch.UNKNOWN else "dutch-to-show"
    yield told(code, route.code, Weight.CONDITION, rule.source)


def vog(case: Case, route: Route) -> Iterator[Finding]:
    """A certificate of conduct, not older than the law says: the school asks for it."""
    rule = case.rule("vog.max_age")
    yield told("vog", route.code, source=rule.source, months=case.number(rule.name))


def subsidy(case: Case, route: Route) -> Iterator[Finding]:
    """The grant goes to the board; having been a student lately may take it away."""
    grant, rule = case.rule("subsidy.amount"), case.rule("subsidy.no_student")
    yield told("grant", route.code, source=grant.source, amount=case.number(grant.name))
    if case.person.student_since is not None:
        yield told(
            "student-lately",
            route.code,
            Weight.WARNS,
            rule.source,
            since=case.person.student_since,
            years=case.number(rule.name),
        )


def own_way(case: Case, route: Route) -> Iterator[Finding]:
    """Somebody qualified has a shorter assessment of their own."""
    if case.profile is Profile.SECOND_QUALIFICATION:
        yield told("own-way-for-qualified", route.code)
