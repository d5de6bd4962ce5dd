from collections.abc import Callable
from typing import Any

import pytest
from tests.web.pathway.stage import TODAY, Cast
from tests.web.programme.agreement_scene import agreeable, fill, forward, sign, signed

from loopbrug.core.pathway.states import Event
from loopbrug.core.programme.agreement import CHANCES, FIELDS, Signer
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.accounts.services import join
from loopbrug.web.audit.models import AppendOnlyError
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.pathway import services as pathway
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.services import NotReadyError
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.facts.agreement import mark_of, papers_of, text_of
from loopbrug.web.programme.models import AgreementAnswers, AgreementSignature, AgreementVersion
from loopbrug.web.programme.papers.agreement import agreement_blocks
from loopbrug.web.programme.queries import latest_version
from loopbrug.web.programme.services.agreement import (
    fill_agreement,
    put_agreement_forward,
)
from loopbrug.web.ui.paper import Heading

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    return agreeable(people)


def refused(act: Callable[[], object]) -> list[str]:
    with pytest.raises(BadDataError) as caught:
        act()
    return [finding.code.removeprefix("programme.") for finding in caught.value.findings]


def test_the_agreement_holds_what_the_dossier_knows(people: Cast, dossier: Dossier) -> None:
    text = papers_of(dossier, TODAY).now
    programme = programme_of(latest_version(dossier))  # type: ignore[arg-type]
    assert (text.candidate, text.board, text.institute) == ("Amina", "Linde", "Hogeschool")
    assert (text.hours, text.finish) == (programme.hours, programme.finish)
    assert {part.unit for part in text.parts} == {unit.unit for unit in programme.units}
    assert text.coaches == ("Carla",)
    assert text.validated
    assert text.answers == ()


def test_all_sixteen_points_are_there_and_unknown_is_called_unknown(dossier: Dossier) -> None:
    blocks = agreement_blocks(papers_of(dossier, TODAY).now)
    numbered = [block.text.split(".")[0] for block in blocks if isinstance(block, Heading)]
    assert numbered == [str(number) for number in range(1, 17)]
    assert "Nog niet bekend. Dit vult de school in." in str(blocks)
    assert "Nog niet bekend. Dit vult de opleiding in." in str(blocks)


def test_the_first_version_begins_the_agreement_on_the_pathway(
    people: Cast, dossier: Dossier
) -> None:
    fill(people, dossier)
    version = forward(people, dossier)
    assert Dossier.objects.get(pk=dossier.pk).state == "agreeing"
    assert version.number == 1
    assert version.mark == mark_of(AgreementVersion.objects.get().document)
    assert text_of(AgreementVersion.objects.get()) == papers_of(dossier, TODAY).now


def test_everything_that_lacks_is_told_at_once(people: Cast, dossier: Dossier) -> None:
    found = refused(lambda: forward(people, dossier))
    # The two chances follow from the plan.
    asked = sum(field.legal and field.code not in CHANCES for field in FIELDS)
    assert found == ["agreement-open"] * asked
    assert refused(
        lambda: put_agreement_forward(actor=people.institute, dossier=dossier, day=TODAY)
    )[-1] == ("agreement-school-first")
    assert Dossier.objects.get(pk=dossier.pk).state == "suitable"


def test_putting_the_same_text_forward_twice_is_once(people: Cast, dossier: Dossier) -> None:
    fill(people, dossier)
    assert forward(people, dossier) == forward(people, dossier)
    assert AgreementVersion.objects.count() == 1


def test_filling_in_the_same_twice_is_once_and_each_side_its_own(
    people: Cast, dossier: Dossier
) -> None:
    fill(people, dossier)
    fill(people, dossier)
    assert AgreementAnswers.objects.count() == 2

    def wrong(who: Any, side: Signer, **answers: str) -> Callable[[], object]:
        return lambda: fill_agreement(
            actor=who, dossier=dossier, side=side, answers=answers, day=TODAY
        )

    assert refused(wrong(people.school, Signer.INSTITUTE)) == ["agreement-not-yours"]
    assert refused(wrong(people.amina, Signer.CANDIDATE)) == ["agreement-not-yours"]
    assert refused(wrong(people.other_board, Signer.SCHOOL)) == ["agreement-not-yours"]
    assert refused(wrong(people.school, Signer.SCHOOL, tutor="Ik")) == ["agreement-not-your-side"]


def test_three_sign_and_only_then_the_board_appoints(people: Cast, dossier: Dossier) -> None:
    fill(people, dossier)
    version = forward(people, dossier)
    sign(people.amina, version)
    row = Dossier.objects.get(pk=dossier.pk)
    with pytest.raises(NotReadyError) as caught:
        pathway.advance(actor=people.school, dossier=row, event=Event.APPOINT, day=TODAY)
    assert caught.value.findings[0].value("parties") == ("school", "institute")
    sign(people.board, version)
    sign(people.institute, version)
    row = pathway.advance(actor=people.school, dossier=row, event=Event.APPOINT, day=TODAY)
    assert row.state == "appointed"
    papers = papers_of(row, TODAY)
    assert papers.in_force == version
    assert not papers.renewed, "an appointment is no change of what was agreed"
    names = [act.name for act in acts_on(row.subject_key)]
    assert names.count("programme.sign-agreement") == 3


def test_who_made_no_agreement_here_can_still_be_appointed(people: Cast, dossier: Dossier) -> None:
    row = pathway.advance(
        actor=people.school, dossier=dossier, event=Event.DRAFT_AGREEMENT, day=TODAY
    )
    row = pathway.advance(actor=people.school, dossier=row, event=Event.APPOINT, day=TODAY)
    assert row.state == "appointed"


@pytest.mark.parametrize("who", ["broker", "assessor", "coach", "other_board", "other_institute"])
def test_only_parties_sign(people: Cast, dossier: Dossier, who: str) -> None:
    fill(people, dossier)
    version = forward(people, dossier)
    assert refused(lambda: sign(getattr(people, who), version)) == ["agreement-not-yours"]


def test_signing_twice_is_once_and_never_for_two_parties(people: Cast, dossier: Dossier) -> None:
    fill(people, dossier)
    version = forward(people, dossier)
    assert sign(people.school, version) == sign(people.school, version)
    assert refused(lambda: sign(people.board, version)) == ["agreement-signed-already"]
    join(actor=None, user=people.school, organisation="hogeschool", role="institute")
    sign(people.school, version)
    assert AgreementSignature.objects.count() == 1


def test_one_signs_the_text_that_one_read(people: Cast, dossier: Dossier) -> None:
    fill(people, dossier)
    version = forward(people, dossier)
    assert refused(lambda: sign(people.amina, version, mark="0" * 64)) == ["agreement-stale"]
    fill(people, dossier, guide="Iemand anders")
    second = forward(people, dossier, why="Andere begeleider")
    assert refused(lambda: sign(people.amina, version)) == ["agreement-stale"]
    sign(people.amina, second)


def test_a_change_after_signing_is_a_new_version_that_all_sign_again(
    people: Cast, dossier: Dossier
) -> None:
    first = signed(people, dossier)
    fill(people, dossier, guide="Iemand anders")
    assert refused(lambda: forward(people, dossier)) == ["agreement-no-why"]
    second = forward(people, dossier, why="Andere begeleider")
    papers = papers_of(dossier, TODAY)
    assert (papers.in_force, papers.waiting) == (first, second)
    assert text_of(first).answer("guide") == "over guide"
    for who in (people.amina, people.school, people.institute):
        sign(who, second)
    assert papers_of(dossier, TODAY).in_force == second


def test_rows_are_never_changed(people: Cast, dossier: Dossier) -> None:
    version = signed(people, dossier)
    version.document = {}
    with pytest.raises(AppendOnlyError):
        version.save()
