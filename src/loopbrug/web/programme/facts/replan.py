"""A programme made again: the plan that was taken, what became of it, and what changed."""

from collections.abc import Iterable
from datetime import date

from loopbrug.core.bridge.build import build_bridge, gap_in, problem_of, qualification_of
from loopbrug.core.bridge.model import Bridge
from loopbrug.core.bridge.model import Dossier as DossierValue
from loopbrug.core.orientation.judge import orient
from loopbrug.core.programme.change_reasons import Occasion
from loopbrug.core.programme.progress import UnitResult
from loopbrug.core.programme.replan import Course
from loopbrug.web.pathway.facts import law
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.comparison import WITH_UNITS
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.facts.assignments import region_for
from loopbrug.web.programme.facts.progress import results_of
from loopbrug.web.programme.queries import accepted_version


def course_of(dossier: Dossier, day: date, told: Iterable[UnitResult] = ()) -> Course | None:
    """Return the programme that was taken and how it went; None when there is none to walk.

    ``told`` are results that are not recorded yet: what would be, if they were.
    """
    version = accepted_version(dossier)
    programme = programme_of(version) if version else None
    if programme is None or programme.status not in WITH_UNITS:
        return None
    return Course(programme.units, (*results_of(dossier), *told), day)


def over_of(dossier: Dossier, day: date) -> frozenset[str]:
    """Return the offerings of the programme that was taken that are behind us."""
    course = course_of(dossier, day)
    units = course.planned if course else ()
    return frozenset(one.offering for one in units if course and course.over(one))


def bridge_on_course(
    dossier: Dossier, value: DossierValue, day: date, told: Iterable[UnitResult] = ()
) -> Bridge:
    """Return what the core answers to ``value``; who walks a programme keeps what can stay."""
    course = course_of(dossier, day, told)
    return build_bridge(value, region_for(dossier), law(), day, course=course)


def occasion_of(
    dossier: Dossier, value: DossierValue, day: date, told: Iterable[UnitResult] = ()
) -> Occasion | None:
    """Return what a programme would be made again from; None when nothing can be planned."""
    course, region = course_of(dossier, day, told), region_for(dossier)
    qualification = qualification_of(value, region, orient(value.person, law(), day))
    if course is None or qualification is None:
        return None
    gap = gap_in(value, region, qualification)
    return Occasion(problem_of(value, region, gap, qualification), course)
