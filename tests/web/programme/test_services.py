import pytest
from tests.web.pathway.stage import TODAY, TOLD, Cast
from tests.web.programme.scene import validate, wishes_of

from loopbrug.core.programme.model import Status
from loopbrug.core.terms.finding import BadDataError
from loopbrug.core.terms.words import Weekday
from loopbrug.web.audit.models import AppendOnlyError
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.pathway.models import Dossier, Record
from loopbrug.web.pathway.services import record_document
from loopbrug.web.programme.comparison import Change
from loopbrug.web.programme.facts import dossier_value, programme_of, wishes_then
from loopbrug.web.programme.models import Acceptance, ProgrammeVersion
from loopbrug.web.programme.queries import accepted_version, latest_record, shown_version
from loopbrug.web.programme.services import (
    accept_programme,
    make_programme,
    propose_week,
    take_week,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(people: Cast, dossier: Dossier) -> ProgrammeVersion:
    return made(people, dossier)


def made(people: Cast, dossier: Dossier) -> ProgrammeVersion:
    version = make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert version is not None
    return version


def seen(dossier: Dossier) -> int:
    record = latest_record(dossier)
    assert record is not None
    return record.pk


def names_of_acts(dossier: Dossier) -> list[str]:
    acts = acts_on(dossier.subject_key)
    return [act.name for act in acts if act.name.split(".")[0] == "programme"][::-1]


def codes(refused: pytest.ExceptionInfo[BadDataError]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def test_make_programme_is_proved_and_every_unit_has_a_reason(version: ProgrammeVersion) -> None:
    programme = programme_of(version)
    assert programme.status is Status.PROVED
    assert programme.units
    assert all(unit.closes for unit in programme.units)
    assert programme.full_route_hours > programme.hours > 0


def test_make_programme_freezes_what_was_asked(dossier: Dossier, version: ProgrammeVersion) -> None:
    assert wishes_then(version) == dossier_value(dossier).wishes


def test_make_programme_twice_is_one_version_and_one_line(
    people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    assert made(people, dossier).pk == version.pk
    assert names_of_acts(dossier) == ["programme.make"]


def test_make_programme_makes_a_new_version_when_more_is_validated(
    people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    validate(dossier, missing=3)
    later = made(people, dossier)
    assert later.number == version.number + 1
    assert programme_of(later).hours < programme_of(version).hours


def test_make_programme_of_a_finished_gap_has_nothing_to_learn(
    people: Cast, dossier: Dossier
) -> None:
    validate(dossier, missing=0)
    programme = programme_of(made(people, dossier))
    assert (programme.status, programme.units, programme.hours) == (Status.PROVED, (), 0)


def test_make_programme_without_a_set_of_outcomes_makes_nothing(
    people: Cast, dossier: Dossier
) -> None:
    wanted = {"sector": "vo", "degree": "first", "subject": "latijn"}
    record_document(actor=people.amina, dossier=dossier, document={**TOLD, "wanted": wanted})
    assert make_programme(actor=people.amina, dossier=dossier, day=TODAY) is None
    assert not ProgrammeVersion.objects.exists()


def test_make_programme_never_plans_what_began_before_today(people: Cast, dossier: Dossier) -> None:
    week = {"study_hours": 12, "start_on_or_after": "2026-09-01"}
    record_document(actor=people.amina, dossier=dossier, document={**TOLD, "week": week})
    units = programme_of(made(people, dossier)).units
    assert units
    assert all(unit.period.first >= TODAY for unit in units)


def test_accept_programme_counts_from_then_on(
    people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    assert accepted_version(dossier) is None
    accept_programme(actor=people.amina, version=version, day=TODAY)
    assert accepted_version(dossier) == version
    assert names_of_acts(dossier) == ["programme.make", "programme.accept"]


def test_accept_programme_twice_is_once(people: Cast, version: ProgrammeVersion) -> None:
    first = accept_programme(actor=people.amina, version=version, day=TODAY)
    again = accept_programme(actor=people.amina, version=version, day=TODAY)
    assert first == again
    assert Acceptance.objects.count() == 1


@pytest.mark.parametrize("who", ["broker", "school", "institute", "assessor", "coach", "policy"])
def test_accept_programme_is_only_for_the_candidate(
    people: Cast, version: ProgrammeVersion, who: str
) -> None:
    with pytest.raises(BadDataError) as refused:
        accept_programme(actor=getattr(people, who), version=version, day=TODAY)
    assert codes(refused) == ["programme.accept-not-yours"]
    assert not Acceptance.objects.exists()


def test_accept_programme_refuses_a_version_that_is_no_longer_the_last(
    people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    validate(dossier, missing=3)
    made(people, dossier)
    with pytest.raises(BadDataError) as refused:
        accept_programme(actor=people.amina, version=version, day=TODAY)
    assert codes(refused) == ["programme.accept-stale"]


def test_accept_programme_refuses_a_version_without_a_programme(
    people: Cast, dossier: Dossier
) -> None:
    week = {"study_hours": 1, "start_on_or_after": "2027-02-01", "finish_by": "2027-02-02"}
    record_document(actor=people.amina, dossier=dossier, document={**TOLD, "week": week})
    with pytest.raises(BadDataError) as refused:
        accept_programme(actor=people.amina, version=made(people, dossier), day=TODAY)
    assert codes(refused) == ["programme.accept-nothing"]


def test_a_version_cannot_be_changed_or_removed(version: ProgrammeVersion) -> None:
    version.reason = "anders"
    with pytest.raises(AppendOnlyError):
        version.save()
    with pytest.raises(AppendOnlyError):
        version.delete()


def test_propose_week_keeps_nothing(
    people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    before = (Record.objects.count(), ProgrammeVersion.objects.count(), seen(dossier))
    wishes = wishes_of(dossier, online_only=True)
    proposal = propose_week(dossier=dossier, wishes=wishes, day=TODAY)
    assert proposal.comparison is not None
    assert (Record.objects.count(), ProgrammeVersion.objects.count(), seen(dossier)) == before


def test_propose_week_moves_the_classes_of_a_day_that_becomes_free(
    people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    given = {unit.slot.day for unit in programme_of(version).units if unit.slot}
    assert given, "the scene needs a programme with classes"
    day = min(given)
    proposal = propose_week(dossier=dossier, wishes=wishes_of(dossier, days_off=(day,)), day=TODAY)
    assert proposal.comparison is not None
    assert proposal.comparison.alters
    new = proposal.comparison.new
    assert day not in {unit.slot.day for unit in new.units if unit.slot}


def test_propose_week_of_the_same_week_alters_nothing(
    dossier: Dossier, version: ProgrammeVersion
) -> None:
    proposal = propose_week(dossier=dossier, wishes=wishes_of(dossier), day=TODAY)
    assert proposal.comparison is not None
    assert {unit.change for unit in proposal.comparison.units} == {Change.SAME}


def test_take_week_keeps_the_week_and_takes_its_programme(
    people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    wishes = wishes_of(dossier, study_hours=6, days_off=(Weekday.WED, Weekday.SUN))
    taken = take_week(
        actor=people.amina, dossier=dossier, wishes=wishes, day=TODAY, seen=seen(dossier)
    )
    assert dossier_value(dossier).wishes == wishes
    assert taken is not None
    assert accepted_version(dossier) == taken
    assert programme_of(taken).peak_week_hours <= 6


def test_take_week_leaves_the_rest_of_what_was_told_as_it_was(
    people: Cast, dossier: Dossier
) -> None:
    before = dossier_value(dossier)
    wishes = wishes_of(dossier, study_hours=10)
    take_week(actor=people.amina, dossier=dossier, wishes=wishes, day=TODAY, seen=seen(dossier))
    after = dossier_value(dossier)
    assert (after.person, after.evidence, after.judgements) == (
        before.person,
        before.evidence,
        before.judgements,
    )


def test_take_week_twice_is_once(people: Cast, dossier: Dossier) -> None:
    wishes, record = wishes_of(dossier, study_hours=10), seen(dossier)
    for _ in range(2):
        take_week(actor=people.amina, dossier=dossier, wishes=wishes, day=TODAY, seen=record)
    assert Record.objects.count() == 2
    assert Acceptance.objects.count() == 1


def test_take_week_refuses_when_the_dossier_changed_meanwhile(
    people: Cast, dossier: Dossier
) -> None:
    record = seen(dossier)
    week = {"study_hours": 9, "start_on_or_after": "2027-02-01"}
    record_document(actor=people.amina, dossier=dossier, document={**TOLD, "week": week})
    with pytest.raises(BadDataError) as refused:
        take_week(
            actor=people.amina,
            dossier=dossier,
            wishes=wishes_of(dossier, study_hours=10),
            day=TODAY,
            seen=record,
        )
    assert codes(refused) == ["programme.week-changed-meanwhile"]
    assert dossier_value(dossier).wishes.study_hours == 9
    assert shown_version(dossier) is None


def test_take_week_that_is_impossible_keeps_the_week_but_takes_nothing(
    people: Cast, dossier: Dossier
) -> None:
    wishes = wishes_of(dossier, study_hours=1, finish_by=wishes_of(dossier).start_on_or_after)
    taken = take_week(
        actor=people.amina, dossier=dossier, wishes=wishes, day=TODAY, seen=seen(dossier)
    )
    assert taken is not None
    assert programme_of(taken).status is Status.IMPOSSIBLE
    assert programme_of(taken).conflicts
    assert accepted_version(dossier) is None
    assert dossier_value(dossier).wishes == wishes
