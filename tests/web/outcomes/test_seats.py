import pytest
from tests.web.outcomes.bench import Bench, assessing, found, judged_by, small_round
from tests.web.pathway.stage import TODAY, somebody

from loopbrug.core.outcomes.judging import Side
from loopbrug.web.accounts.models import User
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.outcomes.facts import standing_of
from loopbrug.web.outcomes.facts.panel import eligible_for, panel_faults
from loopbrug.web.outcomes.known_assessors import _PROVIDERS, Known, provide
from loopbrug.web.outcomes.models import Draft, Round
from loopbrug.web.outcomes.services.chairs import HandedInError, NotAllowedError, NotReadyError
from loopbrug.web.outcomes.services.drafts import save_draft
from loopbrug.web.outcomes.services.seats import Chosen, move_seat
from loopbrug.web.pathway.models import Participation
from loopbrug.web.pathway.permissions import Role, roles_on

pytestmark = pytest.mark.django_db
ILL = "Griep, duurt nog weken."


@pytest.fixture
def bench() -> Bench:
    return assessing()


@pytest.fixture
def round_(bench: Bench) -> Round:
    return small_round(bench)


@pytest.fixture
def rosa() -> User:
    return somebody("Rosa", "assessor", "beukschool")


def move(bench: Bench, round_: Round, user: User, why: str = "") -> None:
    move_seat(
        actor=bench.people.institute, round_=round_, side=Side.FIELD,
        chosen=Chosen(user, why), reason=ILL, day=TODAY,
    )  # fmt: skip


def test_who_takes_over_finds_the_drafts_with_their_author(
    bench: Bench, round_: Round, rosa: User
) -> None:
    save_draft(actor=bench.femke, round_=round_, filled=found("VI-1", text="Mooi."), seen=0)
    move(bench, round_, rosa)
    draft = Draft.objects.get(side="field")
    assert (draft.text, draft.author) == ("Mooi.", bench.femke)
    mine = save_draft(actor=rosa, round_=round_, filled=found("VI-1", "missing"), seen=1)
    assert (mine.author, mine.version) == (rosa, 2)


def test_who_left_sees_the_dossier_no_more_and_who_came_does(
    bench: Bench, round_: Round, rosa: User
) -> None:
    round_before = Round.objects.get(number=1)
    assert round_before.dropped_on
    move(bench, round_, rosa)
    assert roles_on(bench.femke, bench.dossier) == frozenset()
    assert roles_on(rosa, bench.dossier) == {Role.ASSESSOR}
    with pytest.raises(NotAllowedError):
        save_draft(actor=bench.femke, round_=round_, filled=found("VI-1"), seen=0)
    seats = round_.seats.filter(side="field").values_list("assessor__name", "left_on", "left_why")
    assert list(seats) == [("Femke", TODAY, ILL), ("Rosa", None, "")]


def test_the_record_says_nothing_of_an_illness(bench: Bench, round_: Round, rosa: User) -> None:
    move(bench, round_, rosa)
    assert ILL not in str([act.details for act in acts_on(bench.dossier.subject_key)])
    assert not Participation.objects.filter(user=bench.femke, ended_on=None).exists()


def test_who_still_judges_in_another_round_keeps_a_part(
    bench: Bench, round_: Round, rosa: User
) -> None:
    Round.objects.filter(number=1).update(dropped_on=None)
    move(bench, round_, rosa)
    assert roles_on(bench.femke, bench.dossier) == {Role.ASSESSOR}


def test_nobody_takes_over_after_handing_in(bench: Bench, round_: Round, rosa: User) -> None:
    judged_by(bench.femke, round_)
    with pytest.raises(HandedInError):
        move(bench, round_, rosa)


@pytest.mark.parametrize("who", ["amina", "school", "assessor", "other_institute", "coach"])
def test_only_institute_and_broker_say_who_judges(
    bench: Bench, round_: Round, rosa: User, who: str
) -> None:
    with pytest.raises(NotAllowedError):
        move_seat(
            actor=getattr(bench.people, who), round_=round_, side=Side.FIELD,
            chosen=Chosen(rosa), reason=ILL, day=TODAY,
        )  # fmt: skip


def test_the_law_keeps_somebody_of_the_involved_board_out_whatever_is_said(
    bench: Bench, round_: Round
) -> None:
    with pytest.raises(NotReadyError) as refused:
        move(bench, round_, bench.people.field_assessor, "Er is echt niemand anders.")
    [finding] = refused.value.findings
    assert finding.code == "outcomes.panel-field-of-board"
    assert round_.seats.get(side="field", left_on=None).assessor == bench.femke


def test_good_practice_gives_way_to_a_reason(bench: Bench, round_: Round, rosa: User) -> None:
    Participation.objects.create(dossier=bench.dossier, user=rosa, role="coach", ended_on=TODAY)
    with pytest.raises(NotReadyError) as refused:
        move(bench, round_, rosa)
    assert [one.code for one in refused.value.findings] == ["outcomes.panel-coach"]
    move(bench, round_, rosa, "Eén kennismaking, langer geleden.")
    assert round_.seats.get(left_on=None, side="field").why_anyway.startswith("Eén kenn")


def test_somebody_who_is_no_assessor_gets_no_seat(bench: Bench, round_: Round) -> None:
    with pytest.raises(NotReadyError) as refused:
        move(bench, round_, somebody("Zoë", "school", "beukschool"))
    assert [one.code for one in refused.value.findings] == ["outcomes.seat-no-assessor"]


def test_eligible_for_puts_those_the_law_keeps_out_last(
    bench: Bench, round_: Round, rosa: User
) -> None:
    standing = standing_of(bench.dossier, TODAY)
    people = eligible_for(round_, Side.FIELD, standing, TODAY)
    assert [str(one.user) for one in people if one.blocked] == ["Fred", "Anna"]
    assert [str(one.user) for one in people][:2] == ["Femke", "Rosa"]


def test_a_subject_that_is_known_counts(bench: Bench, round_: Round, rosa: User) -> None:
    provide("test", lambda _users: {rosa.pk: Known(subjects=frozenset({"duits"}))})
    try:
        with pytest.raises(NotReadyError) as refused:
            move(bench, round_, rosa)
    finally:
        _PROVIDERS.pop("test")
    assert [one.code for one in refused.value.findings] == ["outcomes.panel-subject"]


def test_panel_faults_names_an_empty_side(bench: Bench, round_: Round) -> None:
    standing = standing_of(bench.dossier, TODAY)
    assert "outcomes.panel-side-missing" not in _codes(panel_faults(round_, standing, TODAY))
    round_.seats.filter(side="field").update(left_on=TODAY)
    assert "outcomes.panel-side-missing" in _codes(panel_faults(round_, standing, TODAY))


def _codes(findings: object) -> set[str]:
    return {finding.code for finding in findings}  # type: ignore[attr-defined]
