"""A programme taken, and a week changed, from two tabs in the same second."""

from tests.web.pathway.stage import TODAY, Cast, cast
from tests.web.programme.scene import prepared, wishes_of
from tests.web.together import SAME_SECOND, alone, at_once

from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.models import Acceptance, ProgrammeVersion
from loopbrug.web.programme.queries import latest_record
from loopbrug.web.programme.services import accept_programme, make_programme, take_week

pytestmark = SAME_SECOND


def scene() -> tuple[Cast, Dossier]:
    people = cast()
    return people, prepared(people, missing=3)


def test_a_programme_made_and_taken_twice_is_one() -> None:
    people, dossier = alone(scene)

    made = at_once(*[lambda: make_programme(actor=None, dossier=dossier, day=TODAY)] * 2)
    [version] = {one for one in made if isinstance(one, ProgrammeVersion)}
    taken = at_once(*[lambda: accept_programme(actor=people.amina, version=version, day=TODAY)] * 2)

    assert {type(one) for one in taken} == {Acceptance}
    assert alone(ProgrammeVersion.objects.count) == alone(Acceptance.objects.count) == 1


def test_two_weeks_at_once_are_one_and_the_other_is_told() -> None:
    people, dossier = alone(scene)

    def seen() -> int | None:
        record = latest_record(dossier)
        return record.pk if record else None

    key = alone(seen)

    def taking(hours: int) -> object:
        wishes = wishes_of(dossier, study_hours=hours)
        return take_week(actor=people.amina, dossier=dossier, wishes=wishes, day=TODAY, seen=key)

    done = at_once(lambda: taking(10), lambda: taking(14))

    [told] = [one for one in done if isinstance(one, BaseException)]
    assert isinstance(told, BadDataError)
    assert [each.code for each in told.findings] == ["programme.week-changed-meanwhile"]
    assert alone(ProgrammeVersion.objects.count) == 1
