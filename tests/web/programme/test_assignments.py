from collections.abc import Callable

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.web.pathway.stage import TODAY, Cast, organisation, somebody
from tests.web.programme.scene import prepared, validate
from tests.web.programme.school_scene import (
    FIRST,
    LAST,
    answered,
    needed,
    proposed,
    statuses,
    taught_in,
    wanted,
)

from loopbrug.core.pathway.states import Event
from loopbrug.core.programme.assignments import Coverage, CoverageVerdict
from loopbrug.core.programme.model import Status
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.audit.models import AppendOnlyError
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.pathway import services as pathway
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.models import AssignmentRow, CoverageRow, ProgrammeVersion
from loopbrug.web.programme.queries import latest_version
from loopbrug.web.programme.services import accept_programme, make_programme
from loopbrug.web.programme.services.assignments import (
    answer_assignment,
    propose_assignment,
    withdraw_assignment,
)

pytestmark = pytest.mark.django_db

Capture = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    dossier = prepared(people)
    return pathway.advance(actor=people.broker, dossier=dossier, event=Event.INVITE, day=TODAY)


@pytest.fixture
def version(people: Cast, dossier: Dossier) -> ProgrammeVersion:
    made = make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert made is not None
    return made


def acts(dossier: Dossier) -> list[str]:
    return [act.name for act in acts_on(dossier.subject_key) if "assignment" in act.name][::-1]


def refused(act: Callable[[], object]) -> list[str]:
    with pytest.raises(BadDataError) as caught:
        act()
    return [finding.code.removeprefix("programme.") for finding in caught.value.findings]


def test_an_accepted_assignment_makes_a_proved_shorter_programme_a_proposal(
    people: Cast,
    dossier: Dossier,
    version: ProgrammeVersion,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    accept_programme(actor=people.amina, version=version, day=TODAY)
    covers = [(code, 6) for code in taught_in(dossier, version)]
    row = proposed(people, dossier, covers)
    with django_capture_on_commit_callbacks(execute=True):
        answered(people, row)
    latest = latest_version(dossier)
    assert latest is not None
    assert (latest.number, latest.reason) == (version.number + 1, "assignment")
    before, after = programme_of(version), programme_of(latest)
    assert after.status is Status.PROVED
    assert after.hours < before.hours
    assert row.code in {unit.unit for unit in after.units}
    assert not hasattr(latest, "acceptance"), "the candidate takes it, nobody else"


def test_a_proposal_that_nobody_answered_changes_no_programme(
    people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    proposed(people, dossier, [(code, 1) for code in needed(dossier)])
    again = make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert again == version
    assert statuses(dossier) == ["proposed"]


def test_partly_accepted_counts_with_the_extra_hours(
    people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    codes = taught_in(dossier, version)
    row = proposed(people, dossier, [(code, 4) for code in codes])
    said = [CoverageVerdict(code, Coverage.ACCEPTED) for code in codes[1:]]
    answered(people, row, CoverageVerdict(codes[0], Coverage.PARTLY, 3, "Een verslag."), *said)
    made = make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert made is not None
    unit = next(each for each in programme_of(made).units if each.unit == row.code)
    assert unit.hours == 4 * len(codes) + 3
    assert statuses(dossier) == ["partly"]


def test_declined_coverage_is_never_planned(
    people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    row = proposed(people, dossier, [(code, 1) for code in needed(dossier)])
    no = [CoverageVerdict(code, Coverage.DECLINED, reason="Te weinig.") for code in needed(dossier)]
    answered(people, row, *no)
    assert make_programme(actor=people.amina, dossier=dossier, day=TODAY) == version
    assert statuses(dossier) == ["declined"]


def test_withdrawing_takes_it_out_of_the_next_programme(
    people: Cast,
    dossier: Dossier,
    version: ProgrammeVersion,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    row = proposed(people, dossier, [(code, 4) for code in taught_in(dossier, version)])
    with django_capture_on_commit_callbacks(execute=True):
        answered(people, row)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            withdraw_assignment(
                actor=people.coach, dossier=dossier, number=1, reason="Ziek", day=TODAY
            )
    latest = latest_version(dossier)
    assert latest is not None
    assert programme_of(latest).hours == programme_of(version).hours
    assert latest.number == version.number + 2
    assert statuses(dossier) == ["withdrawn"]
    assert acts(dossier) == [
        "programme.propose-assignment",
        "programme.answer-assignment",
        "programme.withdraw-assignment",
    ]


def test_a_change_is_a_new_row_that_must_be_answered_anew(people: Cast, dossier: Dossier) -> None:
    code = needed(dossier)[0]
    row = proposed(people, dossier, [(code, 5)])
    answered(people, row)
    changed = proposed(people, dossier, [(code, 7)], changes=row.pk)
    assert (changed.number, changed.replaces, AssignmentRow.objects.count()) == (1, row, 2)
    assert statuses(dossier) == ["proposed"]
    assert refused(lambda: proposed(people, dossier, [(code, 8)], changes=row.pk)) == [
        "assignment-gone"
    ]
    assert refused(lambda: answered(people, row)) == ["coverage-stale"]


def test_the_same_proposal_or_answer_twice_is_once(people: Cast, dossier: Dossier) -> None:
    code = needed(dossier)[0]
    rows = {proposed(people, dossier, [(code, 5)]).pk for _ in range(2)}
    assert len(rows) == 1
    for _ in range(2):
        answered(people, AssignmentRow.objects.get())
    assert CoverageRow.objects.count() == 1


def test_an_answer_can_be_set_right_by_a_later_one(people: Cast, dossier: Dossier) -> None:
    code = needed(dossier)[0]
    row = proposed(people, dossier, [(code, 5)])
    answered(people, row)
    answered(people, row, CoverageVerdict(code, Coverage.DECLINED, reason="Vergissing."))
    assert statuses(dossier) == ["declined"]
    assert CoverageRow.objects.count() == 2


@pytest.mark.parametrize(
    "who", ["amina", "broker", "institute", "assessor", "other_board", "foundation", "policy"]
)
def test_only_the_school_proposes(people: Cast, dossier: Dossier, who: str) -> None:
    wish = wanted(people, [(needed(dossier)[0], 5)])
    actor = getattr(people, who)
    assert refused(
        lambda: propose_assignment(actor=actor, dossier=dossier, wanted=wish, day=TODAY)
    ) == ["assignment-not-yours"]


@pytest.mark.parametrize("who", ["school", "board", "coach"])
def test_school_board_and_its_coach_propose(people: Cast, dossier: Dossier, who: str) -> None:
    wish = wanted(people, [(needed(dossier)[0], 5)])
    made = propose_assignment(actor=getattr(people, who), dossier=dossier, wanted=wish, day=TODAY)
    assert made.proposed_by == getattr(people, who)


def test_a_coach_of_the_institute_does_not_speak_for_the_school(
    people: Cast, dossier: Dossier
) -> None:
    tutor = somebody("Tineke", "coach", "hogeschool")
    pathway.name_helper(
        actor=people.institute, dossier=dossier, user=tutor, role="coach", side="", day=TODAY
    )
    wish = wanted(people, [(needed(dossier)[0], 5)])
    assert refused(
        lambda: propose_assignment(actor=tutor, dossier=dossier, wanted=wish, day=TODAY)
    ) == ["assignment-not-yours"]


@pytest.mark.parametrize(
    "who", ["amina", "broker", "school", "coach", "assessor", "other_institute"]
)
def test_only_the_institute_answers(people: Cast, dossier: Dossier, who: str) -> None:
    code = needed(dossier)[0]
    row = proposed(people, dossier, [(code, 5)])
    said = [CoverageVerdict(code, Coverage.ACCEPTED)]
    actor = getattr(people, who)
    assert refused(
        lambda: answer_assignment(
            actor=actor, dossier=dossier, key=row.pk, verdicts=said, day=TODAY
        )
    ) == ["coverage-not-yours"]


def test_everything_wrong_is_told_at_once_and_nothing_is_kept(
    people: Cast, dossier: Dossier
) -> None:
    gone = needed(dossier)[0]
    other = needed(dossier)[1]
    proposed(people, dossier, [(other, 5)])
    validate(dossier, missing=6)
    found = refused(
        lambda: proposed(
            people,
            dossier,
            [(gone, 5), (other, 0), ("XX-1", 5)],
            title="",
            first=LAST,
            last=FIRST,
            guide=people.institute,
            observer=people.amina,
        )
    )
    assert found == [
        "assignment-guide-elsewhere",
        "assignment-observer-elsewhere",
        "assignment-no-title",
        "assignment-not-in-gap",
        "assignment-outcome-taken",
        "assignment-hours-wrong",
        "assignment-outcome-unknown",
        "assignment-ends-first",
    ]
    assert AssignmentRow.objects.count() == 1


def test_without_an_institute_nobody_could_answer(people: Cast, dossier: Dossier) -> None:
    pathway.match(
        actor=people.broker,
        dossier=dossier,
        school=organisation("lindeschool"),
        institute=None,
        day=TODAY,
    )
    assert refused(lambda: proposed(people, dossier, [(needed(dossier)[0], 5)])) == [
        "assignment-no-institute"
    ]


def test_a_dossier_that_ended_takes_no_assignment(people: Cast, dossier: Dossier) -> None:
    code = needed(dossier)[0]
    pathway.advance(actor=people.amina, dossier=dossier, event=Event.STOP, day=TODAY, reason="x")
    assert refused(lambda: proposed(people, dossier, [(code, 5)])) == ["assignment-not-yours"]


def test_withdrawing_asks_for_a_reason(people: Cast, dossier: Dossier) -> None:
    proposed(people, dossier, [(needed(dossier)[0], 5)])

    def withdraw(number: int) -> object:
        return withdraw_assignment(
            actor=people.school, dossier=dossier, number=number, reason=" ", day=TODAY
        )

    assert refused(lambda: withdraw(1)) == ["assignment-no-reason"]
    assert refused(lambda: withdraw(2)) == ["assignment-gone"]


def test_rows_cannot_be_changed(people: Cast, dossier: Dossier) -> None:
    row = proposed(people, dossier, [(needed(dossier)[0], 5)])
    row.title = "Anders"
    with pytest.raises(AppendOnlyError):
        row.save()
