"""Every route judged for one person: the answer to "could I become a teacher?"."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from loopbrug.core.law.model import Law
from loopbrug.core.orientation.case import Case, told
from loopbrug.core.orientation.diplomas import kin_subjects
from loopbrug.core.orientation.model import Orientation, Person, RouteJudgement, RouteStatus
from loopbrug.core.orientation.next_steps import next_step_of, opens_of, status_of
from loopbrug.core.orientation.notices import notices
from loopbrug.core.orientation.profile import profile_of
from loopbrug.core.orientation.requirements import findings_for
from loopbrug.core.orientation.routes import Route, load_routes
from loopbrug.core.orientation.subjects import load_subjects
from loopbrug.core.orientation.terms import terms_of
from loopbrug.core.orientation.wanted import fitting, qualification_code
from loopbrug.core.terms.words import Degree, Profile

MOST_NEAREST = 3


def orient(person: Person, law: Law, day: date) -> Orientation:
    """Return every route towards what somebody wants, as it stands on ``day``.

    First the routes that lead there, then other doors nearby that are not closed (marked by the
    finding ``orientation.other-door``); of each group those that are closed come last. A closed
    route names the nearest doors. A route whose legal ground is not known on ``day`` is left
    out; raises ``NoLawInForceError`` for a day before the rules of institutes (2021).
    """
    case = Case(person, fitting(person.wanted), profile_of(person, day), law, day)
    routes = [each for each in load_routes().values() if each.exists(case.wanted, law, day)]
    wished = [judged(case, route) for route in routes if route.concerns(case.wanted)]
    others = [
        door
        for route in routes
        if not route.concerns(case.wanted) and route.is_other_door(case.wanted)
        for door in other_door(case, route)
    ]
    ways = [*sorted(wished, key=lambda way: _rank(case, way)), *others]
    return Orientation(
        profile=case.profile,
        routes=tuple(with_nearest(way, ways) for way in ways),
        terms=terms_of(person, law, day),
        findings=notices(case),
    )


def judged(case: Case, route: Route) -> RouteJudgement:
    """Return one route with all its findings; what is nearest when closed comes later."""
    findings = findings_for(case, route)
    status, opens = status_of(findings), opens_of(findings)
    return RouteJudgement(
        code=route.code,
        status=status,
        findings=findings,
        opens=opens,
        next_step=next_step_of(route, status, opens, ()),
        decided_by=route.decider(case.wanted),
        source=route.source(case.wanted, case.law, case.day),
        months_min=route.months,
        months_max=route.longest(case.profile, case.law, case.day),
        paid=route.paid,
        qualification=_qualification(case, route),
    )


def _qualification(case: Case, route: Route) -> str:
    if route.without_qualification:
        return ""
    return qualification_code(route.target(case.wanted), case.profile)


def other_door(case: Case, route: Route) -> Iterator[RouteJudgement]:
    """Yield a route nearby for the subject that fits it, unless it is closed."""
    subject = _subject_behind(case, route)
    if subject is None:
        return
    wish = replace(route.target(case.wanted), subject=subject)
    door = judged(replace(case, wanted=wish), route)
    if door.status is not RouteStatus.CLOSED:
        yield replace(door, findings=(told("other-door", route.code), *door.findings))


def _subject_behind(case: Case, route: Route) -> str | None:
    """Return the wanted subject if it is taught there, else one that the person's field suggests.

    None when neither leads anywhere.
    """
    degree = route.target(case.wanted).degree
    if route.without_qualification or degree is Degree.PRIMARY or not case.wanted.subject:
        return case.wanted.subject
    known = load_subjects().get(case.wanted.subject)
    if known is None or degree in known.degrees:
        return case.wanted.subject
    return next(iter(kin_subjects(case, degree)), None)


def _rank(case: Case, way: RouteJudgement) -> tuple[bool, bool]:
    """Closed routes come last; for the qualified their own route comes first."""
    own = case.profile is Profile.SECOND_QUALIFICATION and way.code != "second-qualification"
    return way.status is RouteStatus.CLOSED, own


def with_nearest(way: RouteJudgement, ways: list[RouteJudgement]) -> RouteJudgement:
    """Return a closed route with its nearest doors; any other as it is.

    Doors that lead to a qualification come before those that only lead into a school.
    """
    if way.status is not RouteStatus.CLOSED:
        return way
    doors = [each for each in ways if each.status is not RouteStatus.CLOSED]
    doors.sort(key=lambda each: not each.qualification)
    nearest = tuple(each.code for each in doors[:MOST_NEAREST])
    route = load_routes()[way.code]
    step = next_step_of(route, way.status, way.opens, nearest)
    return replace(way, nearest=nearest, next_step=step)
