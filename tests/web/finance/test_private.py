from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.finance.purse import ODD, OFFER, PAY_FORM, PLAN, fill_purse
from tests.web.pathway.stage import TODAY, Cast

from loopbrug.core.finance.model import Scale
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.audit.models import Act
from loopbrug.web.finance.facts.cases import case_for_candidate, case_for_school
from loopbrug.web.finance.facts.private import old_job_of, supplement_of
from loopbrug.web.finance.models.private import PrivatePay, SupplementRow
from loopbrug.web.finance.services.private import (
    forget_old_pay,
    keep_old_pay,
    share_step,
    take_back_step,
)
from loopbrug.web.finance.services.terms import offer_terms
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.services import advance

pytestmark = pytest.mark.django_db


def url(name: str, dossier: Dossier) -> str:
    return reverse(f"finance:{name}", args=[dossier.pk])


def test_old_pay_comes_back_as_it_was_told(people: Cast, dossier: Dossier) -> None:
    fill_purse(people, dossier)
    assert old_job_of(dossier) == ODD
    assert supplement_of(dossier) == PLAN
    case = case_for_candidate(dossier, TODAY)
    assert (case.old_job, case.supplement, case.terms) == (ODD, PLAN, OFFER)


def test_case_of_the_school_holds_neither_old_pay_nor_supplement(
    people: Cast, dossier: Dossier
) -> None:
    fill_purse(people, dossier)
    case = case_for_school(dossier, TODAY)
    assert (case.old_job, case.supplement) == (None, None)
    assert case.experience
    assert case.terms == OFFER


def test_form_takes_amounts_as_people_write_them(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.amina)
    foreign = PAY_FORM | {"monthly": "5,100.50", "currency": "USD", "rate": "0,93"}
    assert client.post(url("old-pay", dossier), foreign).status_code == 302
    job = old_job_of(dossier)
    assert job is not None
    assert (job.monthly, job.currency, job.rate) == (Decimal("5100.50"), "USD", Decimal("0.93"))
    assert client.post(url("old-pay", dossier), PAY_FORM).status_code == 302
    assert old_job_of(dossier) == ODD
    assert PrivatePay.objects.count() == 1


def test_form_tells_all_errors_at_once_and_loses_nothing(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.amina)
    wrong = PAY_FORM | {
        "monthly": "veel", "hours": "44", "until": "2014-01-01", "currency": "USD",
        "holiday": "-1",
    }  # fmt: skip
    text = client.post(url("old-pay", dossier), wrong).content.decode()
    assert "“veel” is geen getal" in text
    assert "meer dan een volle werkweek" in text
    assert "vóór je eerste werkdag" in text
    assert "hoeveel euro één van deze munt" in text
    assert "Minder dan 0 kan niet" in text
    assert 'value="veel"' in text
    assert 'value="44"' in text
    assert not PrivatePay.objects.exists()


def test_candidate_takes_the_old_pay_away_and_nothing_is_left(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    fill_purse(people, dossier)
    client.force_login(people.amina)
    assert "Er blijft niets van over" in client.get(url("forget", dossier)).content.decode()
    assert client.post(url("forget", dossier)).status_code == 302
    assert not PrivatePay.objects.exists()
    assert not SupplementRow.objects.exists()
    forget_old_pay(actor=people.amina, dossier=dossier, day=TODAY)
    assert Act.objects.filter(name="finance.clear-private").count() == 1


def test_nobody_else_keeps_or_takes_away_old_pay(people: Cast, dossier: Dossier) -> None:
    fill_purse(people, dossier)
    for other in (people.school, people.board, people.broker, people.institute, people.coach):
        with pytest.raises(BadDataError):
            keep_old_pay(actor=other, dossier=dossier, job=ODD, day=TODAY)
        with pytest.raises(BadDataError):
            forget_old_pay(actor=other, dossier=dossier, day=TODAY)
    assert old_job_of(dossier) == ODD


@pytest.mark.parametrize("name", ["own", "old-pay", "forget", "supplement", "career"])
def test_own_pages_do_not_exist_for_anybody_else(
    client: Client, people: Cast, dossier: Dossier, name: str
) -> None:
    for other in (people.school, people.board, people.broker, people.institute, people.coach,
                  people.assessor, people.foundation, people.policy):  # fmt: skip
        client.force_login(other)
        assert client.get(url(name, dossier)).status_code == 404
        assert client.post(url(name, dossier), PAY_FORM).status_code in {404, 405}
    client.force_login(people.amina)
    answer = client.get(url(name, dossier))
    assert answer.status_code == 200
    if name != "career":
        assert "no-store" in answer["Cache-Control"]


def test_record_of_acts_says_that_something_changed_and_never_what(
    people: Cast, dossier: Dossier
) -> None:
    fill_purse(people, dossier)
    acts = Act.objects.filter(name="finance.keep-private")
    assert [act.details for act in acts] == [{"day": TODAY.isoformat()}] * 2


def test_old_pay_goes_when_the_dossier_is_over(people: Cast, dossier: Dossier) -> None:
    fill_purse(people, dossier)
    advance(actor=people.amina, dossier=dossier, event=Event.STOP, day=TODAY)
    assert not PrivatePay.objects.exists()
    assert not SupplementRow.objects.exists()


def test_step_of_the_last_salary_is_told_only_when_the_candidate_chose_to(
    people: Cast, dossier: Dossier
) -> None:
    fill_purse(people, dossier)
    offer_terms(
        actor=people.school, dossier=dossier, terms=replace(OFFER, last_salary_step=9), day=TODAY
    )
    assert case_for_school(dossier, TODAY).terms.last_salary_step is None
    share_step(actor=people.amina, dossier=dossier, scale=Scale.LB, step=7, day=TODAY)
    assert case_for_school(dossier, TODAY).terms.last_salary_step == 7
    take_back_step(actor=people.amina, dossier=dossier, day=TODAY)
    assert case_for_school(dossier, TODAY).terms.last_salary_step is None


def test_supplement_form_asks_for_the_years_in_order(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.amina)
    told = {"payer": "old-employer", "year_1": "100", "year_3": "50", "certainty": "offer"}
    assert (
        "Vul dit jaar ook in; 0 mag."
        in client.post(url("supplement", dossier), told).content.decode()
    )
    client.post(url("supplement", dossier), told | {"year_2": "75", "cap": "20"})
    plan = supplement_of(dossier)
    assert plan is not None
    assert plan.percentages == (Decimal(100), Decimal(75), Decimal(50))
    client.post(url("supplement", dossier), {"act": "clear"})
    assert supplement_of(dossier) is None
