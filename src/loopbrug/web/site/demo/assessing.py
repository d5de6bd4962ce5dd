"""Who assesses in the demo region: people with calendars, classes and rooms, as rows."""

from collections.abc import Iterable
from datetime import date

from loopbrug.core.assessment.region_load import (
    Assessor,
    Grade,
    LessonPlace,
    Person,
    RegionAssessment,
    Side,
)
from loopbrug.core.outcomes.judging import Side as Judges
from loopbrug.region.midden import CODE
from loopbrug.web.accounts.queries import Role, User
from loopbrug.web.accounts.services import join, keep_demo_person
from loopbrug.web.assessment.queries.outlook import latest_estimate
from loopbrug.web.assessment.services.calendars_keep import (
    Times,
    keep_calendar,
    keep_profile,
    keep_rooms,
)
from loopbrug.web.assessment.services.estimates import Draft, Told, lay_down_estimate
from loopbrug.web.organisations.queries import organisation_with_code
from loopbrug.web.site.demo.people import HELPERS

_ENTERING = {helper.key: helper for helper in HELPERS}
EXPECTED_FROM = date(2026, 8, 1)
"""The school year in which the demo begins."""
EXPECTED_BY = (
    "Landelijke aantallen, omgerekend naar de omvang van de regio; de verdeling over profielen, "
    "vakken en maanden is geschat"
)
_SIDES = {Side.INSTITUTE: Judges.INSTITUTE, Side.FIELD: Judges.FIELD}


def keep_assessing(region: RegionAssessment) -> int:
    """Bring everybody who assesses up to date; return how many people or places changed."""
    changed = sum(_assessor(assessor) for assessor in region.assessors)
    changed += sum(_guide(guide) for guide in region.guides)
    changed += sum(_class(place) for place in region.lessons)
    for rooms in region.rooms:
        institute = organisation_with_code(rooms.institute)
        changed += keep_rooms(institute=institute, rooms=rooms.count)
    return changed + _expected(region)


def _expected(region: RegionAssessment) -> bool:
    """Lay down who is expected, unless somebody did."""
    if latest_estimate(CODE) is not None:
        return False
    draft = Draft(
        valid_from=EXPECTED_FROM,
        per_year={(each.profile, each.sector, each.subject): each.per_year
                  for each in region.expected},
        months=region.month_weights,
        told=Told(EXPECTED_BY, Grade.JUDGED),
        base=None,
    )  # fmt: skip
    return lay_down_estimate(actor=None, region=CODE, draft=draft) is not None


def _assessor(assessor: Assessor) -> bool:
    user, changed = _person(assessor, Role.ASSESSOR)
    subjects: Iterable[str] = assessor.subjects or [sector.value for sector in assessor.sectors]
    kept = keep_profile(user=user, side=_SIDES[assessor.side], subjects=subjects)
    return _times(user, assessor) or kept or changed


def _guide(guide: Person) -> bool:
    user, changed = _person(guide, Role.COACH)
    return _times(user, guide) or changed


def _person(person: Person, role: str) -> tuple[User, bool]:
    """Return the person with a role at each place; only those of the stories can be entered as."""
    known = _ENTERING.get(person.key)
    user, changed = keep_demo_person(
        email=f"{person.key}@demo.loopbrug.example",
        name=person.name,
        story=known.story if known else "",
        enters=known is not None,
    )
    for place in person.organisations:
        held = known.role if known else role
        _, added = join(actor=None, user=user, organisation=place, role=held)
        changed = changed or added
    return user, changed


def _times(user: User, person: Person) -> bool:
    return keep_calendar(owner=user, times=Times(person.hours, person.leave))


def _class(place: LessonPlace) -> bool:
    """A class has its hours outside the holidays, and in the weeks of a summer school."""
    extra = tuple((slot, period) for period in place.open_in for slot in place.hours)
    times = Times(place.hours, (), extra)
    return keep_calendar(owner=organisation_with_code(place.school), times=times)
