"""What the tests of the outlook share: a region that expects somebody, and questions about it."""

from datetime import date

from tests.web.assessment.scene import Stage
from tests.web.pathway.stage import TODAY

from loopbrug.core.assessment.region_load import Grade
from loopbrug.core.assessment.whatif import extra_from
from loopbrug.core.terms.words import Profile, Sector
from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.facts.outlook import Asked, question_on
from loopbrug.web.assessment.models import Estimate
from loopbrug.web.assessment.services.estimates import Draft, Told, Who, lay_down_estimate

MATHS: Who = (Profile.WORK_TO_WORK, Sector.VO, "wiskunde")
FRENCH: Who = (Profile.WORK_TO_WORK, Sector.VO, "frans")
EVEN = (100,) * 12
DECEMBER = date(2026, 12, 1)


def draft(
    per_year: dict[Who, int], base: Estimate | None = None, *, by: str = "Vorig jaar"
) -> Draft:
    return Draft(TODAY, per_year, EVEN, Told(by, Grade.SINGLE), base.pk if base else None)


def expecting(stage: Stage, per_year: dict[Who, int] | None = None) -> Estimate:
    """Return what the region expects from today on: 24 people a year for maths by default."""
    wanted = draft({MATHS: 24} if per_year is None else per_year)
    made = lay_down_estimate(actor=stage.cast.broker, region="midden", draft=wanted)
    assert made is not None
    return made


def asked(*extra: str, less: tuple[User, ...] = (), seed: int = 1, runs: int = 2) -> Asked:
    question = question_on(
        TODAY,
        first=DECEMBER,
        months=2,
        runs=runs,
        extra=tuple(extra_from(each) for each in extra),
        less=tuple(f"user:{user.pk}" for user in less),
    )
    return Asked("midden", question, seed)
