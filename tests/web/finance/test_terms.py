from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.finance.purse import GIVEN, OFFER, TERMS_FORM, WORK, fill_purse
from tests.web.pathway.stage import TODAY, Cast

from loopbrug.core.finance.model import Certainty, ExperienceKind
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.finance.facts.terms import contributions_of, experience_told
from loopbrug.web.finance.models.terms import CareerRow, ContributionRow, TermsOffer
from loopbrug.web.finance.queries.terms import latest_offer
from loopbrug.web.finance.services.terms import (
    enter_contribution,
    offer_terms,
    tell_career,
    withdraw_contribution,
)
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db
GIVEN_FORM: dict[str, Any] = {
    "payer": "municipality",
    "ground": "Scholingsbudget",
    "once": "15.000",
    "since": "2027-02-01",
    "certainty": "offer",
    "for_kinds": ["training"],
}


def url(name: str, dossier: Dossier, *more: object) -> str:
    return reverse(f"finance:{name}", args=[dossier.pk, *more])


def test_school_makes_an_offer_and_a_change_is_the_next_one(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.school)
    assert client.get(url("terms", dossier)).status_code == 200
    for _ in range(2):
        assert client.post(url("terms", dossier), TERMS_FORM).status_code == 302
    assert client.post(url("terms", dossier), TERMS_FORM | {"step": "5"}).status_code == 302
    rows = list(TermsOffer.objects.order_by("number"))
    assert [row.number for row in rows] == [1, 2]
    assert rows[0].terms["step"] is None
    assert rows[1].terms["step"] == 5


def test_terms_tell_all_errors_at_once_and_lose_nothing(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.school)
    wrong = TERMS_FORM | {
        "fte": "1,2", "step": "13", "allowance": "-50", "double_fte": "0,2", "guidance_1": "",
    }  # fmt: skip
    text = client.post(url("terms", dossier), wrong).content.decode()
    assert "Meer dan een volle baan (1) kan niet" in text
    assert "hooguit 12" in text
    assert "Minder dan 0 kan niet" in text
    assert "hoeveel maanden" in text
    assert "Vul dit jaar ook in; 0 mag." in text
    assert 'value="1,2"' in text
    assert not TermsOffer.objects.exists()


def test_study_time_cannot_be_more_than_the_job(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.school)
    text = client.post(url("terms", dossier), TERMS_FORM | {"study_fte": "0,9"}).content.decode()
    assert "samen meer dan de aanstelling" in text


def test_contribution_is_entered_changed_and_withdrawn(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.broker)
    assert client.post(url("contributions", dossier), GIVEN_FORM).status_code == 302
    row = ContributionRow.objects.get()
    page = client.get(url("contributions", dossier)).content.decode()
    assert "15.000" in page
    assert "De gemeente" in page
    address = url("contribution", dossier, row.pk)
    assert "Scholingsbudget" in client.get(address).content.decode()
    client.post(address, GIVEN_FORM | {"certainty": "agreed"})
    (now,) = contributions_of(dossier)
    assert (now.once, now.certainty) == (Decimal(15000), Certainty.AGREED)
    # Whoever still looks at the first one is told that it is gone.
    late = client.post(url("withdraw", dossier, row.pk))
    assert late.status_code == 409
    assert "intussen veranderd of ingetrokken" in late.content.decode()
    client.post(url("withdraw", dossier, ContributionRow.objects.latest("pk").pk))
    assert contributions_of(dossier) == ()
    assert ContributionRow.objects.count() == 3


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"monthly": "100"}, "Vul één van beide in"),
        ({"once": ""}, "Vul één van beide in"),
        ({"once": "-5"}, "Minder dan 0 kan niet"),
        ({"until": "2027-03-01"}, "heeft geen laatste dag"),
        ({"ground": ""}, "Schrijf op waarom"),
        ({"once": "", "monthly": "5", "until": "2026-01-01"}, "ligt vóór de eerste dag"),
    ],
)
def test_contribution_says_what_is_wrong(
    client: Client, people: Cast, dossier: Dossier, other: dict[str, str], told: str
) -> None:
    client.force_login(people.school)
    assert told in client.post(url("contributions", dossier), GIVEN_FORM | other).content.decode()
    assert not ContributionRow.objects.exists()


def test_contribution_comes_back_as_it_was_entered(people: Cast, dossier: Dossier) -> None:
    enter_contribution(actor=people.school, dossier=dossier, contribution=GIVEN, day=TODAY)
    (found,) = contributions_of(dossier)
    row = ContributionRow.objects.get()
    assert found.code == f"C{row.pk}"
    assert (found.payer, found.monthly, found.until) == (GIVEN.payer, GIVEN.monthly, GIVEN.until)
    assert found.for_kinds == GIVEN.for_kinds


def test_others_can_neither_offer_nor_enter(people: Cast, dossier: Dossier) -> None:
    for other in (people.amina, people.institute, people.other_board, people.coach):
        with pytest.raises(BadDataError):
            offer_terms(actor=other, dossier=dossier, terms=OFFER, day=TODAY)
        with pytest.raises(BadDataError):
            enter_contribution(actor=other, dossier=dossier, contribution=GIVEN, day=TODAY)
        with pytest.raises(BadDataError):
            withdraw_contribution(actor=other, dossier=dossier, number=1, day=TODAY)


def test_career_begins_with_the_jobs_of_the_dossier(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.amina)
    text = client.get(url("career", dossier)).content.decode()
    assert "Constructeur" in text
    assert experience_told(dossier) == ()
    rows: dict[str, str] = {
        "werk-TOTAL_FORMS": "3", "werk-INITIAL_FORMS": "1",
        "werk-0-title": "Constructeur", "werk-0-kind": "content", "werk-0-since": "2015-01-01",
        "werk-0-fte": "0,8",
        "werk-1-title": "Bijles", "werk-1-kind": "coaching", "werk-1-since": "2020-01-01",
        "werk-1-until": "2019-01-01", "werk-1-fte": "1,2",
        "werk-2-kind": "content", "werk-2-fte": "1",
    }  # fmt: skip
    text = client.post(url("career", dossier), rows).content.decode()
    assert "ligt vóór de eerste dag" in text
    assert "hooguit 1" in text
    rows |= {"werk-1-until": "2021-01-01", "werk-1-fte": "0,1"}
    assert client.post(url("career", dossier), rows).status_code == 302
    first, second = experience_told(dossier)
    assert (first.kind, first.fte) == (ExperienceKind.CONTENT, Decimal("0.8"))
    assert second.kind is ExperienceKind.COACHING
    rows["werk-0-DELETE"] = "on"
    client.post(url("career", dossier), rows)
    assert [one.title for one in experience_told(dossier)] == ["Bijles"]


def test_same_career_twice_is_one_row(people: Cast, dossier: Dossier) -> None:
    for _ in range(2):
        tell_career(actor=people.amina, dossier=dossier, stretches=WORK, day=TODAY)
    assert CareerRow.objects.count() == 1


def test_business_case_is_for_school_board_and_broker(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    fill_purse(people, dossier)
    for who in (people.school, people.board, people.broker):
        client.force_login(who)
        assert client.get(url("business", dossier)).status_code == 200
    for who in (people.amina, people.other_board, people.institute, people.assessor,
                people.coach, people.foundation, people.policy):  # fmt: skip
        client.force_login(who)
        assert client.get(url("business", dossier)).status_code == 404
    assert latest_offer(dossier) is not None


def test_list_of_contributions_asks_as_much_for_one_as_for_three(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.school)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(url("contributions", dossier))
        return len(queries)

    enter_contribution(actor=people.school, dossier=dossier, contribution=GIVEN, day=TODAY)
    asked()
    one = asked()
    for _ in range(2):
        enter_contribution(actor=people.broker, dossier=dossier, contribution=GIVEN, day=TODAY)
    assert asked() == one
