"""Funds on screen: who keeps them, versions, what is left, and what a running proposal keeps."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.finance.purse import OFFER
from tests.web.pathway.stage import TODAY, Cast, somebody

from loopbrug.core.finance.proposal import Side
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.accounts.models import User
from loopbrug.web.finance.facts.funds import KeptFund, kept_funds
from loopbrug.web.finance.facts.proposals import proposal_of
from loopbrug.web.finance.models.applications import ApplicationStep
from loopbrug.web.finance.models.funds import FundVersion
from loopbrug.web.finance.models.proposals import FundPromise, ProposalVersion
from loopbrug.web.finance.queries.funds import current_funds
from loopbrug.web.finance.services.agreeing import agree_to_proposal, withdraw_agreement
from loopbrug.web.finance.services.applications import prepare_application
from loopbrug.web.finance.services.proposals import put_proposal
from loopbrug.web.finance.services.terms import offer_terms
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.organisations.services import keep_organisation
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.services import advance

pytestmark = pytest.mark.django_db
FORM: dict[str, Any] = {
    "name": "Potje nieuwe leraren",
    "amount": "5.000",
    "share": "100",
    "budget": "7.500",
    "valid_from": "2026-01-01",
    "apply_by": "2027-10-01",
    "account_by": "2028-03-01",
    "for_kinds": ["training"],
    "needs": "Kopie van de overeenkomst\nBegroting",
}


@pytest.fixture
def mayor() -> User:
    """Somebody who keeps the funds of a municipality."""
    for code in ("de-dorp", "elders"):
        keep_organisation(
            code=code, board="", kind="municipality", name=code.title(), region="midden"
        )
    return somebody("Mirjam", "municipality", "de-dorp")


def new(client: Client, **changes: object) -> Any:
    return client.post(reverse("money:fund-new"), FORM | changes)


def fund() -> FundVersion:
    return current_funds("midden").get()


def test_a_fund_is_taken_in_changed_and_keeps_its_versions(client: Client, mayor: User) -> None:
    client.force_login(mayor)
    assert new(client).status_code == 302
    row = fund()
    assert (row.amount, row.needs) == (5000, ["Kopie van de overeenkomst", "Begroting"])
    address = reverse("money:fund", args=[row.code])
    assert client.get(address).status_code == 200
    for _ in range(2):
        change = FORM | {"amount": "6.000", "version": "1", "why": "Meer geld"}
        client.post(address, change)
    assert [row.number for row in FundVersion.objects.order_by("number")] == [1, 2]
    stale = client.post(address, FORM | {"amount": "6.500", "version": "1"})
    assert stale.status_code == 409
    assert "Iemand anders heeft dit fonds" in stale.content.decode()
    assert "Potje nieuwe leraren" in client.get(reverse("money:funds")).content.decode()


def test_all_errors_at_once_and_nothing_lost(client: Client, mayor: User) -> None:
    client.force_login(mayor)
    answer = new(
        client, name="", amount="-5", share="120", budget="veel", valid_from="2027-05-01",
        valid_until="2027-01-01", apply_by="",
    ).content.decode()  # fmt: skip
    assert "“veel” is geen getal" in answer
    assert "Vul hooguit 100 in" in answer
    assert "vóór de dag dat het fonds opengaat" in answer
    assert 'value="veel"' in answer
    assert not FundVersion.objects.exists()


def test_a_name_twice_is_refused(client: Client, mayor: User) -> None:
    client.force_login(mayor)
    new(client)
    again = new(client, amount="1")
    assert again.status_code == 409
    assert "Er is al een fonds met deze naam" in again.content.decode()


@pytest.mark.parametrize("who", ["amina", "school", "board", "institute", "coach", "policy"])
def test_others_keep_no_funds(client: Client, people: Cast, who: str) -> None:
    client.force_login(getattr(people, who))
    assert client.get(reverse("money:funds")).status_code == 404
    assert new(client).status_code == 404


def test_another_municipality_cannot_touch_a_fund(client: Client, mayor: User) -> None:
    client.force_login(mayor)
    new(client)
    code = fund().code
    client.force_login(somebody("Els", "municipality", "elders"))
    assert client.get(reverse("money:fund", args=[code])).status_code == 404
    assert client.post(reverse("money:fund", args=[code]), FORM).status_code == 404


def test_list_asks_the_same_for_one_and_three_funds(client: Client, mayor: User) -> None:
    client.force_login(mayor)

    def questions() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("money:funds"))
        return len(caught)

    new(client)
    first = questions()
    new(client, name="Tweede")
    new(client, name="Derde")
    assert questions() == first


def test_agreed_money_is_taken_from_the_fund_and_a_running_proposal_keeps_its_version(
    client: Client, people: Cast, dossier: Dossier, mayor: User
) -> None:
    client.force_login(mayor)
    new(client)
    offer_terms(actor=people.school, dossier=dossier, terms=OFFER, day=TODAY)
    town = Organisation.objects.get(code="de-dorp")
    version = put_proposal(actor=people.broker, dossier=dossier, municipality=town, day=TODAY)
    part = proposal_of(version).of(Side.MUNICIPALITY)[0]
    assert (part.source, part.fund_version, part.amount) == (fund().code, 1, Decimal(5000))
    change = FORM | {"amount": "2.000", "version": "1"}
    client.post(reverse("money:fund", args=[part.source]), change)
    for who in (people.board, mayor, people.broker):
        agree_to_proposal(actor=who, dossier=dossier, number=1, mark=version.mark, day=TODAY)
    told = kept_funds(current_funds("midden"))[0]
    assert (told.row.number, told.promised, told.left) == (2, 5000, 2500)


def test_a_fund_that_ran_out_meanwhile_stops_the_last_consent(
    client: Client, people: Cast, dossier: Dossier, mayor: User
) -> None:
    client.force_login(mayor)
    new(client)
    offer_terms(actor=people.school, dossier=dossier, terms=OFFER, day=TODAY)
    town = Organisation.objects.get(code="de-dorp")
    version = put_proposal(actor=people.broker, dossier=dossier, municipality=town, day=TODAY)
    change = FORM | {"budget": "1.000", "version": "1"}
    client.post(reverse("money:fund", args=[fund().code]), change)
    for who in (people.board, mayor):
        agree_to_proposal(actor=who, dossier=dossier, number=1, mark=version.mark, day=TODAY)
    with pytest.raises(BadDataError, match="proposal-fund-empty"):
        agree_to_proposal(
            actor=people.broker, dossier=dossier, number=1, mark=version.mark, day=TODAY
        )


@pytest.fixture
def promised(client: Client, people: Cast, dossier: Dossier, mayor: User) -> ProposalVersion:
    """An agreement that takes 5,000 from a fund with a budget of 7,500."""
    client.force_login(mayor)
    new(client)
    offer_terms(actor=people.school, dossier=dossier, terms=OFFER, day=TODAY)
    town = Organisation.objects.get(code="de-dorp")
    version = put_proposal(actor=people.broker, dossier=dossier, municipality=town, day=TODAY)
    for who in (people.board, mayor, people.broker):
        agree_to_proposal(actor=who, dossier=dossier, number=1, mark=version.mark, day=TODAY)
    return version


def kept() -> KeptFund:
    return kept_funds(current_funds("midden"))[0]


def pages(client: Client) -> tuple[str, str]:
    """Return the list of funds and the page of the fund, without their spaces."""
    one = client.get(reverse("money:fund", args=[fund().code]))
    both = client.get(reverse("money:funds")), one
    first, second = (" ".join(each.content.decode().split()) for each in both)
    return first, second


def test_a_promise_is_free_again_when_the_dossier_stops_and_the_manager_sees_why(
    client: Client, people: Cast, promised: ProposalVersion, dossier: Dossier
) -> None:
    assert "Weer vrij" not in pages(client)[0]
    advance(actor=people.broker, dossier=dossier, event=Event.STOP, day=TODAY)
    assert (kept().promised, kept().released, kept().left) == (0, 5000, 7500)
    listed, page = pages(client)
    assert "Weer vrij" in listed
    assert "Daarmee kwam € 5.000 vrij" in page
    assert dossier.code in page
    assert "Amina" not in page


def test_what_a_fund_paid_to_somebody_who_stopped_stays_gone_until_it_is_paid_back(
    client: Client, people: Cast, promised: ProposalVersion, dossier: Dossier
) -> None:
    row = prepare_application(
        actor=people.school, dossier=dossier, source=fund().code, amount=Decimal(5000), day=TODAY
    )
    Dossier.objects.filter(pk=dossier.pk).update(state="stopped")
    for stage, amount in (("sent", None), ("granted", 5000), ("paid", 2000)):
        ApplicationStep.objects.create(
            application=row, stage=stage, day=TODAY, amount=amount, entered_by=people.school,
            entered_on=TODAY,
        )  # fmt: skip
    assert (kept().promised, kept().released, kept().left) == (2000, 3000, 5500)
    assert "Het fonds betaalde al € 2.000" in pages(client)[1]


def test_a_promise_is_free_again_when_the_agreement_is_withdrawn(
    client: Client, people: Cast, promised: ProposalVersion, dossier: Dossier, mayor: User
) -> None:
    withdraw_agreement(actor=mayor, dossier=dossier, number=1, why="Andere keuze", day=TODAY)
    assert (kept().promised, kept().released, kept().left) == (0, 5000, 7500)
    assert "De partijen trokken de afspraak in" in pages(client)[1]


def test_a_qualified_teacher_frees_nothing(promised: ProposalVersion, dossier: Dossier) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(state="settled")
    assert (kept().promised, kept().released) == (5000, 0)


def test_funds_ask_the_same_for_one_promise_and_for_three(
    client: Client, promised: ProposalVersion, dossier: Dossier
) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(state="stopped")

    def questions() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("money:funds"))
        return len(caught)

    first, agreed = questions(), promised.agreed
    for _ in range(2):
        FundPromise.objects.create(
            agreed=agreed, fund_code=fund().code, fund_version=1, amount=Decimal(100)
        )
    assert len(kept().promises) == 3
    assert questions() == first
