"""The triangle: who may see and change what, versions, agreeing, and what stays as it was."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.finance.purse import OFFER
from tests.web.pathway.stage import TODAY, Cast, somebody

from loopbrug.core.finance.model import Contribution, CostKind, Payer
from loopbrug.core.finance.proposal import OWN, Side
from loopbrug.core.law.model import Law
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.accounts.models import User
from loopbrug.web.audit.models import Act as AuditRow
from loopbrug.web.finance.facts import proposals as proposals_facts
from loopbrug.web.finance.facts.proposals import papers_of, proposal_of
from loopbrug.web.finance.models.proposals import ProposalAgreement, ProposalVersion
from loopbrug.web.finance.services.agreeing import agree_to_proposal
from loopbrug.web.finance.services.proposals import adjust_part, put_proposal
from loopbrug.web.finance.services.terms import enter_contribution, offer_terms
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.organisations.services import keep_organisation
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.post.models import Letter

pytestmark = pytest.mark.django_db
GIVEN = Contribution(
    Payer.MUNICIPALITY, "Budget van werk naar werk", date(2027, 2, 1), once=Decimal(15000),
    for_kinds=(CostKind.TRAINING, CostKind.STUDY_LEAVE),
)  # fmt: skip


@pytest.fixture
def town() -> Organisation:
    """A municipality of the region."""
    keep_organisation(
        code="de-dorp", board="", kind="municipality", name="Gemeente De Dorp", region="midden"
    )
    return Organisation.objects.get(code="de-dorp")


@pytest.fixture
def mayor(town: Organisation) -> User:
    """Somebody who speaks for the municipality."""
    return somebody("Mirjam", "municipality", town.code)


@pytest.fixture
def version(people: Cast, dossier: Dossier, town: Organisation, mayor: User) -> ProposalVersion:
    """A first proposal of three parties."""
    offer_terms(actor=people.school, dossier=dossier, terms=OFFER, day=TODAY)
    enter_contribution(actor=people.broker, dossier=dossier, contribution=GIVEN, day=TODAY)
    return put_proposal(actor=people.broker, dossier=dossier, municipality=town, day=TODAY)


def url(dossier: Dossier, name: str = "proposal", *more: object) -> str:
    return reverse(f"finance:{name}", args=[dossier.pk, *more])


def gift(row: ProposalVersion) -> str:
    return proposal_of(row).of(Side.MUNICIPALITY)[0].source


def adjusted(
    actor: User, row: ProposalVersion, amount: str, why: str = "Minder geld dit jaar"
) -> ProposalVersion:
    return adjust_part(
        actor=actor, dossier=row.dossier, number=row.number,
        amounts={gift(row): Decimal(amount)}, why=why, day=TODAY,
    )  # fmt: skip


def agree(actor: User, row: ProposalVersion) -> ProposalAgreement:
    return agree_to_proposal(
        actor=actor, dossier=row.dossier, number=row.number, mark=row.mark, day=TODAY
    )


def test_proposal_adds_up_to_the_costs(version: ProposalVersion) -> None:
    told = proposal_of(version)
    assert told.total > 0
    assert told.paid + told.uncovered == told.total
    assert {part.side for part in told.parts} >= {Side.BOARD, Side.MUNICIPALITY, Side.MINISTRY}
    assert told.case.old_job is None


def test_municipality_sees_the_proposal_and_nothing_else_of_the_dossier(
    client: Client, version: ProposalVersion, dossier: Dossier, mayor: User
) -> None:
    client.force_login(mayor)
    page = client.get(url(dossier)).content.decode()
    assert "Budget van werk naar werk" in page
    assert "jullie deel" in page
    assert client.get(reverse("pathway:dossier", args=[dossier.pk])).status_code == 404
    assert client.get(reverse("finance:business", args=[dossier.pk])).status_code == 404
    assert "Amina" in client.get(reverse("money:proposals")).content.decode()


@pytest.mark.parametrize(
    "who", ["amina", "institute", "coach", "other_board", "policy", "foundation"]
)
def test_nobody_else_sees_the_proposal(
    client: Client, version: ProposalVersion, dossier: Dossier, people: Cast, who: str
) -> None:
    client.force_login(getattr(people, who))
    assert client.get(url(dossier)).status_code == 404
    assert client.get(url(dossier, "proposal-pdf", 1)).status_code == 404
    assert client.post(url(dossier, "proposal-agree"), {"read": "on"}).status_code == 404
    assert client.post(url(dossier, "proposal-put"), {}).status_code == 404


def test_another_municipality_sees_nothing(
    client: Client, version: ProposalVersion, dossier: Dossier
) -> None:
    keep_organisation(code="elders", board="", kind="municipality", name="Elders", region="midden")
    client.force_login(somebody("Els", "municipality", "elders"))
    assert client.get(url(dossier)).status_code == 404
    assert "Amina" not in client.get(reverse("money:proposals")).content.decode()


def test_three_agree_and_the_agreement_is_a_page_and_a_paper(
    client: Client, people: Cast, version: ProposalVersion, dossier: Dossier, mayor: User
) -> None:
    for who in (people.board, mayor, people.broker):
        client.force_login(who)
        answer = client.post(
            url(dossier, "proposal-agree"),
            {"version": version.number, "mark": version.mark, "read": "on"},
            follow=True,
        )
        assert answer.status_code == 200
    assert "Iedereen is akkoord. De afspraak ligt vast." in answer.content.decode()
    assert papers_of(dossier).in_force == version
    page = client.get(url(dossier, "proposal-version", 1)).content.decode()
    for text in ("Afspraak over de kosten", "Nagekeken op", "Mirjam", "Geldt sinds"):
        assert text in page
    pdf = pypdf.PdfReader(io.BytesIO(client.get(url(dossier, "proposal-pdf", 1)).content))
    assert "Afspraak over de kosten" in pdf.pages[0].extract_text()
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert AuditRow.objects.filter(name="finance.agree-proposal").count() == 3


def test_agreeing_twice_is_once_and_one_person_speaks_for_one_corner(
    people: Cast, version: ProposalVersion, town: Organisation
) -> None:
    assert agree(people.board, version) == agree(people.board, version)
    with pytest.raises(BadDataError, match="proposal-agreed-already"):
        agree(people.school, version)
    assert ProposalAgreement.objects.count() == 1


def test_a_change_asks_everybody_again_and_the_old_version_stays(
    people: Cast, version: ProposalVersion, mayor: User, dossier: Dossier
) -> None:
    for who in (people.board, mayor, people.broker):
        agree(who, version)
    before = dict(version.document)
    later = adjusted(mayor, version, "12000")
    assert later.number == 2
    assert papers_of(dossier).in_force.number == 1
    assert ProposalVersion.objects.get(pk=version.pk).document == before
    told = proposal_of(later)
    assert told.part(gift(later)).amount == 12000
    assert told.part(gift(later)).why == "Minder geld dit jaar"
    assert told.paid + told.uncovered == told.total
    with pytest.raises(BadDataError, match="proposal-stale"):
        agree(people.board, version)


def test_what_is_outside_the_room_or_without_a_reason_is_told_at_once(
    client: Client, version: ProposalVersion, dossier: Dossier, mayor: User
) -> None:
    client.force_login(mayor)
    data = {"version": "1", "part-0": "99.000", "why": ""}
    page = client.post(url(dossier, "proposal-adjust"), data).content.decode()
    assert "Schrijf op waarom" in page
    assert 'value="99.000"' in page
    page = client.post(url(dossier, "proposal-adjust"), data | {"why": "Meer"}).content.decode()
    assert "hooguit € 15.000" in page
    assert ProposalVersion.objects.count() == 1
    with pytest.raises(BadDataError) as caught:
        adjusted(mayor, version, "99000", " ")
    assert {each.code for each in caught.value.findings} == {
        "finance.proposal-outside", "finance.proposal-no-why",
    }  # fmt: skip


def test_nobody_changes_the_part_of_another(
    people: Cast, version: ProposalVersion, mayor: User
) -> None:
    with pytest.raises(BadDataError, match="proposal-not-your-part"):
        adjusted(people.board, version, "1000")
    with pytest.raises(BadDataError, match="proposal-not-your-part"):
        adjust_part(
            actor=mayor, dossier=version.dossier, number=1, amounts={OWN: Decimal(1)}, why="x",
            day=TODAY,
        )  # fmt: skip
    with pytest.raises(BadDataError, match="proposal-not-yours"):
        adjusted(people.amina, version, "1000")
    with pytest.raises(BadDataError, match="proposal-stale"):
        adjust_part(actor=mayor, dossier=version.dossier, number=7, amounts={}, why="x", day=TODAY)


def test_board_can_lower_and_raise_its_own_but_no_cost_is_paid_twice(
    people: Cast, version: ProposalVersion
) -> None:
    def own(number: int, amount: Decimal) -> ProposalVersion:
        return adjust_part(
            actor=people.board, dossier=version.dossier, number=number, amounts={OWN: amount},
            why="Anders verdeeld", day=TODAY,
        )  # fmt: skip

    told = proposal_of(version)
    lower = proposal_of(own(1, Decimal(0)))
    assert lower.uncovered == told.uncovered + told.part(OWN).amount
    all_of_it = told.part(OWN).amount + told.uncovered
    assert proposal_of(own(2, all_of_it)).uncovered == 0
    with pytest.raises(BadDataError, match="proposal-too-much"):
        own(3, all_of_it + 1)


def test_letters_go_to_who_must_agree_and_no_line_twice(
    people: Cast, version: ProposalVersion, mayor: User
) -> None:
    letters = Letter.objects.filter(template="proposal_agree")
    assert mayor.pk in {letter.to_id for letter in letters}
    assert people.broker.pk not in {letter.to_id for letter in letters}
    assert put_again(people, version) == version
    assert AuditRow.objects.filter(name="finance.put-proposal").count() == 1


def put_again(people: Cast, version: ProposalVersion) -> ProposalVersion:
    return put_proposal(
        actor=people.broker, dossier=version.dossier, municipality=version.municipality, day=TODAY
    )


def test_list_asks_the_same_for_one_and_for_three_versions(
    client: Client, people: Cast, version: ProposalVersion, mayor: User
) -> None:
    client.force_login(mayor)

    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(reverse("money:proposals")).status_code == 200
        return len(caught)

    first = questions()
    adjusted(mayor, version, "12000")
    assert questions() == first


def test_without_a_school_or_with_a_board_as_town_there_is_no_proposal(
    people: Cast, dossier: Dossier
) -> None:
    with pytest.raises(BadDataError, match="proposal-no-municipality"):
        put_proposal(
            actor=people.broker, dossier=dossier,
            municipality=Organisation.objects.get(code="linde"), day=TODAY,
        )  # fmt: skip


def test_a_later_rule_is_told_and_changes_nothing(
    client: Client,
    people: Cast,
    version: ProposalVersion,
    dossier: Dossier,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = version.document
    rules = proposals_facts.law()
    changed = tuple(
        replace(each, value=Decimal(9000)) if each.name == "subsidy.amount" else each
        for each in rules.parameters
    )
    monkeypatch.setattr(proposals_facts, "law", lambda: Law(changed))
    client.force_login(people.school)
    page = client.get(url(dossier, "proposal-version", 1)).content.decode()
    assert "Met de regels van vandaag zou het anders zijn" in page
    assert "hooguit € 25.000 toen, nu hooguit € 9.000" in page
    assert "Subsidie zij-instroom: bedrag" in page
    assert ProposalVersion.objects.get().document == before


def test_others_paying_more_lowers_what_the_board_pays_of_its_own(
    people: Cast, version: ProposalVersion, mayor: User
) -> None:
    lower = adjusted(mayor, version, "1000")
    told = proposal_of(lower)
    taken = adjust_part(
        actor=people.board, dossier=version.dossier, number=lower.number,
        amounts={OWN: told.part(OWN).amount + told.uncovered}, why="Wij vullen aan", day=TODAY,
    )  # fmt: skip
    full = proposal_of(taken)
    more = proposal_of(adjusted(mayor, taken, "3000"))
    assert full.uncovered == more.uncovered == 0
    assert more.part(OWN).amount == full.part(OWN).amount - 2000
