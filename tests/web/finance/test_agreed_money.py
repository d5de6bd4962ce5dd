"""What an agreement does: offers become agreed, and all of it comes back when it is withdrawn."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.finance.purse import OFFER
from tests.web.pathway.stage import TODAY, Cast, somebody

from loopbrug.core.finance.model import Certainty, Contribution, CostKind, Payer
from loopbrug.core.finance.proposal import Side
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.accounts.models import User
from loopbrug.web.audit.models import Act as AuditRow
from loopbrug.web.finance.facts.proposals import papers_of, proposal_of
from loopbrug.web.finance.facts.terms import contributions_of, given_to
from loopbrug.web.finance.models.proposals import ProposalVersion, WithdrawnProposal
from loopbrug.web.finance.services.agreeing import agree_to_proposal, withdraw_agreement
from loopbrug.web.finance.services.proposals import adjust_part, put_proposal
from loopbrug.web.finance.services.terms import enter_contribution, offer_terms
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.organisations.services import keep_organisation
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.post.models import Letter

pytestmark = pytest.mark.django_db
GIFT = Contribution(
    Payer.MUNICIPALITY, "Budget van werk naar werk", date(2027, 2, 1), once=Decimal(15000),
    for_kinds=(CostKind.TRAINING, CostKind.STUDY_LEAVE),
)  # fmt: skip


@pytest.fixture
def mayor() -> User:
    """Somebody who speaks for the municipality."""
    keep_organisation(
        code="de-dorp", board="", kind="municipality", name="Gemeente De Dorp", region="midden"
    )
    return somebody("Mirjam", "municipality", "de-dorp")


@pytest.fixture
def version(people: Cast, dossier: Dossier, mayor: User) -> ProposalVersion:
    """A proposal with an offer of the municipality in it."""
    offer_terms(actor=people.school, dossier=dossier, terms=OFFER, day=TODAY)
    enter_contribution(actor=people.broker, dossier=dossier, contribution=GIFT, day=TODAY)
    return put(people, dossier)


def put(people: Cast, dossier: Dossier) -> ProposalVersion:
    town = Organisation.objects.get(code="de-dorp")
    return put_proposal(actor=people.broker, dossier=dossier, municipality=town, day=TODAY)


def agreed(people: Cast, mayor: User, version: ProposalVersion) -> None:
    for who in (people.board, mayor, people.broker):
        agree_to_proposal(
            actor=who, dossier=version.dossier, number=version.number, mark=version.mark, day=TODAY
        )


def withdraw(who: User, version: ProposalVersion, why: str = "Gaat niet door") -> WithdrawnProposal:
    return withdraw_agreement(
        actor=who, dossier=version.dossier, number=version.number, why=why, day=TODAY
    )


def certainty(dossier: Dossier) -> list[Certainty]:
    return [gift.certainty for gift in contributions_of(dossier)]


def test_offers_become_agreed_when_everybody_agreed_and_not_before(
    client: Client, people: Cast, mayor: User, version: ProposalVersion, dossier: Dossier
) -> None:
    for who in (people.board, mayor):
        agree_to_proposal(actor=who, dossier=dossier, number=1, mark=version.mark, day=TODAY)
    assert certainty(dossier) == [Certainty.OFFER]
    agree_to_proposal(actor=people.broker, dossier=dossier, number=1, mark=version.mark, day=TODAY)
    (one,) = given_to(dossier)
    assert (one.counts.certainty, one.version) == (Certainty.AGREED, 1)
    assert one.agreed == one.counts.once == proposal_of(version).of(Side.MUNICIPALITY)[0].amount
    told = AuditRow.objects.get(name="finance.close-proposal").details
    assert (told["version"], told["gifts"]) == (1, 1)
    client.force_login(people.broker)
    page = client.get(reverse("finance:contributions", args=[dossier.pk])).content.decode()
    assert "<strong>Afgesproken.</strong>" in page
    assert "In de afspraak (versie 1)" in page


def test_what_was_agreed_changes_nothing_of_the_proposal_itself(
    people: Cast, mayor: User, version: ProposalVersion, dossier: Dossier
) -> None:
    agreed(people, mayor, version)
    assert put(people, dossier) == version


def test_a_part_of_an_offer_is_agreed_for_that_part(
    people: Cast, mayor: User, version: ProposalVersion, dossier: Dossier
) -> None:
    source = proposal_of(version).of(Side.MUNICIPALITY)[0].source
    later = adjust_part(
        actor=mayor, dossier=dossier, number=1, amounts={source: Decimal(4000)}, why="Minder",
        day=TODAY,
    )  # fmt: skip
    agreed(people, mayor, later)
    (gift,) = contributions_of(dossier)
    assert (gift.once, gift.certainty) == (4000, Certainty.AGREED)


def test_a_changed_contribution_is_an_offer_again(
    client: Client, people: Cast, mayor: User, version: ProposalVersion, dossier: Dossier
) -> None:
    agreed(people, mayor, version)
    (one,) = given_to(dossier)
    client.force_login(people.broker)
    page = client.get(reverse("finance:contribution", args=[dossier.pk, one.row.pk]))
    assert "zit in de afspraak van versie 1" in page.content.decode()
    more = replace(GIFT, once=Decimal(16000))
    enter_contribution(
        actor=people.broker, dossier=dossier, contribution=more, day=TODAY, replaces=one.row.pk
    )
    assert certainty(dossier) == [Certainty.OFFER]


def test_withdrawing_turns_everything_back_and_asks_for_a_new_version(
    client: Client, people: Cast, mayor: User, version: ProposalVersion, dossier: Dossier
) -> None:
    agreed(people, mayor, version)
    client.force_login(mayor)
    address = reverse("finance:proposal-withdraw", args=[dossier.pk])
    empty = client.post(address, {"version": "1", "reason": " "})
    assert "Schrijf op waarom jullie de afspraak intrekken" in empty.content.decode()
    assert papers_of(dossier).in_force == version
    said = {"version": "1", "reason": "Het budget is op"}
    page = client.post(address, said, follow=True).content.decode()
    assert "De afspraak van versie 1 is ingetrokken" in page
    assert "Het budget is op" in page
    assert papers_of(dossier).in_force is None
    assert certainty(dossier) == [Certainty.OFFER]
    assert (
        AuditRow.objects.get(name="finance.withdraw-proposal").details["corner"] == "municipality"
    )
    letters = Letter.objects.filter(template="proposal_withdrawn")
    assert {people.broker.pk} <= {letter.to_id for letter in letters}
    assert mayor.pk not in {letter.to_id for letter in letters}
    again = put(people, dossier)
    assert again.number == 2
    agreed(people, mayor, again)
    assert certainty(dossier) == [Certainty.AGREED]
    paper = client.get(reverse("finance:proposal-version", args=[dossier.pk, 1])).content.decode()
    assert "Versie 2 van" in paper


def test_twice_without_a_reason_by_others_or_after_the_end_nothing_is_withdrawn(
    client: Client, people: Cast, mayor: User, version: ProposalVersion, dossier: Dossier
) -> None:
    with pytest.raises(BadDataError, match="nothing-agreed"):
        withdraw(mayor, version)
    agreed(people, mayor, version)
    for who in (people.amina, people.institute, people.policy, people.other_board):
        with pytest.raises(BadDataError, match="proposal-not-yours"):
            withdraw(who, version)
    with pytest.raises(BadDataError, match="withdraw-why"):
        withdraw(mayor, version, " ")
    withdraw(people.board, version)
    with pytest.raises(BadDataError, match="nothing-agreed"):
        withdraw(mayor, version)
    client.force_login(people.broker)
    late = client.post(
        reverse("finance:proposal-withdraw", args=[dossier.pk]), {"version": "1", "reason": "Ook"}
    )
    assert late.status_code == 409
    assert "iemand deed dat al" in late.content.decode()
    assert WithdrawnProposal.objects.count() == 1
    client.force_login(mayor)
    assert "Ingetrokken" in client.get(reverse("money:proposals")).content.decode()
