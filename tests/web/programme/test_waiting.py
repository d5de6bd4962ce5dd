"""Whose turn it is: a letter at once, a task with a day, a reminder when the day has come."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.pathway.stage import TODAY, Cast
from tests.web.programme.agreement_scene import agreeable, fill, forward, own_fields, sign
from tests.web.programme.school_scene import answered, needed, proposed, wanted

from loopbrug.core.pathway.model import State
from loopbrug.core.programme.agreement import Signer
from loopbrug.core.programme.assignments import Coverage, CoverageVerdict
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.post.models import Letter
from loopbrug.web.post.services.reminding import send_reminders
from loopbrug.web.programme.facts.waiting import Kind, Wait, for_user, waits_in
from loopbrug.web.programme.models import CoverageConsent, CoverageRow
from loopbrug.web.programme.queries.waiting import concerning, living
from loopbrug.web.programme.services.agreement import fill_agreement
from loopbrug.web.programme.services.assignments import (
    agree_to_answer,
    propose_assignment,
    withdraw_assignment,
)
from loopbrug.web.programme.services.waiting_reminders import waiting_reminders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
DUE = date(2026, 11, 26)
"""Three working days after ``TODAY``."""


def waits() -> list[tuple[Kind, Signer]]:
    return [(one.kind, one.side) for one in waits_in(living())]


def letters(template: str) -> set[str]:
    return {str(one.to) for one in Letter.objects.filter(template=template)}


def reminded(day: date) -> list[tuple[str, str]]:
    return [(str(one.to), one.template) for one in waiting_reminders(day)]


def declined(people: Cast, dossier: Dossier, which: int = 0) -> None:
    row = proposed(people, dossier, [(needed(dossier)[which], 4)])
    no = CoverageVerdict(row.covers[0][0], Coverage.DECLINED, 0, "te weinig lessen")
    answered(people, row, no)


def test_an_assignment_waits_for_the_institute_with_a_letter_and_a_day(
    people: Cast, dossier: Dossier
) -> None:
    proposed(people, dossier, [(needed(dossier)[0], 4)])
    (one,) = waits_in(living())
    assert (one.kind, one.side, one.due_on) == (Kind.ANSWER, Signer.INSTITUTE, DUE)
    assert letters("assignment_proposed") == {str(people.institute)}
    letter = Letter.objects.get(template="assignment_proposed")
    assert "26 november 2026" in letter.body
    assert "Een reeks lessen" in letter.body


def test_sending_the_same_assignment_twice_writes_one_letter(
    people: Cast, dossier: Dossier
) -> None:
    covers = [(needed(dossier)[0], 4)]
    for _time in range(2):
        propose_assignment(
            actor=people.school, dossier=dossier, wanted=wanted(people, covers), day=TODAY
        )
    assert Letter.objects.filter(template="assignment_proposed").count() == 1


def test_an_answer_is_told_to_the_school_and_a_no_waits_for_it(
    people: Cast, dossier: Dossier
) -> None:
    declined(people, dossier)
    assert waits() == [(Kind.CHANGE, Signer.SCHOOL)]
    assert str(people.school) in letters("assignment_answered")
    assert "niet akkoord" in Letter.objects.filter(template="assignment_answered")[0].body
    number = dossier.assignments.get().number
    withdraw_assignment(
        actor=people.school, dossier=dossier, number=number, reason="anders", day=TODAY
    )
    assert waits() == []


def in_part(people: Cast, dossier: Dossier, at: int = 0) -> None:
    """Let the institute accept one outcome with hours on top, and decline another."""
    first, second = needed(dossier)[at : at + 2]
    row = proposed(people, dossier, [(first, 4), (second, 4)])
    more = CoverageVerdict(first, Coverage.PARTLY, 3, "met een verslag")
    no = CoverageVerdict(second, Coverage.DECLINED, 0, "te weinig lessen")
    answered(people, row, more, no)


def agree(people: Cast, dossier: Dossier, key: int | None = None) -> CoverageConsent:
    answer = CoverageRow.objects.latest("pk")
    return agree_to_answer(actor=people.school, dossier=dossier, key=key or answer.pk, day=TODAY)


def test_a_yes_to_a_part_waits_for_the_school_until_it_says_what_it_does(
    people: Cast, dossier: Dossier
) -> None:
    in_part(people, dossier)
    assert waits() == [(Kind.AGREE, Signer.SCHOOL)]
    told = Letter.objects.get(template="assignment_answered", to=people.school).body
    assert "Zeg liefst uiterlijk 26 november 2026 of het zo kan" in told
    assert agree(people, dossier) == agree(people, dossier)
    assert waits() == []
    assert CoverageConsent.objects.count() == 1


def test_a_later_answer_in_part_asks_the_school_again(people: Cast, dossier: Dossier) -> None:
    in_part(people, dossier)
    old = agree(people, dossier).answer_id
    row = dossier.assignments.get()
    codes = [code for code, _hours in row.covers]
    answered(people, row, *(CoverageVerdict(c, Coverage.PARTLY, 9, "meer") for c in codes))
    assert waits() == [(Kind.AGREE, Signer.SCHOOL)]
    with pytest.raises(BadDataError) as refused:
        agree(people, dossier, old)
    assert [one.code for one in refused.value.findings] == ["programme.consent-stale"]


@pytest.mark.parametrize("who", ["amina", "institute", "broker", "other_board"])
def test_nobody_agrees_for_the_school(people: Cast, dossier: Dossier, who: str) -> None:
    in_part(people, dossier)
    key = CoverageRow.objects.get().pk
    with pytest.raises(BadDataError):
        agree_to_answer(actor=getattr(people, who), dossier=dossier, key=key, day=TODAY)
    assert waits() == [(Kind.AGREE, Signer.SCHOOL)]


def test_the_school_agrees_on_the_page(client: Client, people: Cast, dossier: Dossier) -> None:
    in_part(people, dossier)
    client.force_login(people.school)
    page = reverse("programme:assignments", args=[dossier.pk])
    assert "Akkoord, zo kan het" in client.get(page).content.decode()
    address = reverse("programme:assignment-agree", args=[dossier.pk, 1])
    assert client.post(address, {"seen": "0"}).status_code == 409
    assert client.post(address, {"seen": "x"}).status_code == 409
    assert waits() == [(Kind.AGREE, Signer.SCHOOL)]
    seen = str(CoverageRow.objects.get().pk)
    assert client.post(address, {"seen": seen}).status_code == 302
    html = client.get(page).content.decode()
    assert "Akkoord van de school" in html
    assert "Akkoord, zo kan het" not in html
    client.force_login(people.institute)
    assert client.post(address, {"seen": seen}).status_code == 404


def test_a_yes_waits_for_nobody(people: Cast, dossier: Dossier) -> None:
    answered(people, proposed(people, dossier, [(needed(dossier)[0], 4)]))
    assert waits() == []
    assert (
        "telt mee in het programma" in Letter.objects.filter(template="assignment_answered")[0].body
    )


def test_the_agreement_waits_for_who_did_not_sign(people: Cast) -> None:
    dossier = agreeable(people)
    fill(people, dossier)
    version = forward(people, dossier)
    assert {side for kind, side in waits() if kind is Kind.SIGN} == set(Signer)
    assert letters("agreement_sign") == {str(people.amina), str(people.institute)}
    sign(people.amina, version)
    assert {side for _kind, side in waits()} == {Signer.SCHOOL, Signer.INSTITUTE}


def test_a_half_filled_agreement_waits_for_the_other_side(people: Cast) -> None:
    dossier = agreeable(people)
    assert waits() == []
    fill_agreement(
        actor=people.institute, dossier=dossier, side=Signer.INSTITUTE,
        answers=own_fields(Signer.INSTITUTE), day=TODAY,
    )  # fmt: skip
    assert waits() == [(Kind.FILL, Signer.SCHOOL)]
    fill(people, dossier)
    assert waits() == []


def test_reminders_begin_on_the_day_and_go_to_whose_turn_it_is(
    people: Cast, dossier: Dossier
) -> None:
    proposed(people, dossier, [(needed(dossier)[0], 4)])
    assert reminded(DUE - timedelta(days=1)) == []
    assert reminded(DUE) == [(str(people.institute), "waiting_answer")]
    send_reminders(DUE)
    letter = Letter.objects.get(template="reminders", to=people.institute)
    assert "wacht sinds 23 november 2026 op jullie antwoord" in letter.body
    send_reminders(DUE + timedelta(days=1))
    assert Letter.objects.filter(template="reminders", to=people.institute).count() == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_kind_of_reminder_can_be_written(people: Cast, language: str) -> None:
    for user in (people.amina, people.school, people.institute):
        user.language = language
        user.save()
    dossier = agreeable(people)
    declined(people, dossier, -1)
    in_part(people, dossier, 4)
    proposed(people, dossier, [(needed(dossier)[-2], 4)])
    fill(people, dossier)
    forward(people, dossier)
    kinds = {template for _to, template in reminded(DUE)}
    assert kinds == {
        "waiting_agree",
        "waiting_answer",
        "waiting_change",
        "waiting_sign",
    }
    send_reminders(DUE)
    assert Letter.objects.filter(template="reminders").count() >= 3


def test_what_ended_waits_for_nobody(people: Cast, dossier: Dossier) -> None:
    proposed(people, dossier, [(needed(dossier)[0], 4)])
    Dossier.objects.filter(pk=dossier.pk).update(state=State.STOPPED)
    assert waits() == []


def test_somebody_sees_only_their_own_turn(people: Cast, dossier: Dossier) -> None:
    proposed(people, dossier, [(needed(dossier)[0], 4)])

    def mine(user: object) -> tuple[Wait, ...]:
        return for_user(waits_in(concerning(user)), user)  # type: ignore[arg-type]

    assert len(mine(people.institute)) == 1
    for other in (people.school, people.amina, people.other_institute, people.broker):
        assert mine(other) == ()


def test_the_page_and_the_door_say_what_waits_and_until_when(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    proposed(people, dossier, [(needed(dossier)[0], 4)])
    client.force_login(people.institute)
    html = client.get(reverse("walking:glance")).content.decode()
    assert "1 ding wacht op jou" in html
    assert "Liefst uiterlijk klaar op 26 november 2026" in html
    assert reverse("programme:assignments", args=[dossier.pk]) in html
    door = client.get(reverse("pathway:dossier", args=[dossier.pk])).content.decode()
    assert "1 wacht op jou, liefst uiterlijk 26 november" in door


def test_three_waits_ask_no_more_questions_than_one(people: Cast, dossier: Dossier) -> None:
    asked = []
    for count, code in enumerate(needed(dossier)[:3], start=1):
        proposed(people, dossier, [(code, 4)], title=f"Opdracht {count}")
        with CaptureQueriesContext(connection) as captured:
            assert len(waits_in(living())) == count
        asked.append(len(captured))
    assert asked[0] == asked[2]
