"""Claims: registered, decided by a person with a reason, paid; nothing changed or removed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.fund.stage import TODAY, Cast, filled

from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.audit.models import Act, AppendOnlyError
from loopbrug.web.fund.facts import ClaimState, claim_of, paid_in
from loopbrug.web.fund.models import ClaimActRow, ClaimRow
from loopbrug.web.fund.services import (
    ClaimDraft,
    decide_claim,
    end_place,
    pay_claim,
    register_claim,
)


@pytest.fixture
def claim(people: Cast) -> ClaimRow:
    row = filled(people)[0]
    draft = ClaimDraft(row, "benefit", TODAY, Decimal(5_000), "K-17")
    return register_claim(actor=people.manager, draft=draft, day=TODAY)


def decide(people: Cast, row: ClaimRow, amount: int, reason: str = "Volgt uit de regels.") -> None:
    decide_claim(
        actor=people.manager, row=row, grant=amount > 0, amount=Decimal(amount), reason=reason,
        day=TODAY,
    )  # fmt: skip


def state(row: ClaimRow) -> ClaimState:
    return claim_of(ClaimRow.objects.get(pk=row.pk)).state


def told(error: pytest.ExceptionInfo[BadDataError]) -> list[str]:
    return [finding.code for finding in error.value.findings]


def test_a_claim_is_granted_in_part_and_paid(people: Cast, claim: ClaimRow) -> None:
    assert state(claim) is ClaimState.REGISTERED
    decide(people, claim, 4_250)
    assert state(claim) is ClaimState.GRANTED
    for _ in range(2):
        pay_claim(actor=people.manager, row=claim, day=TODAY)
    assert state(claim) is ClaimState.PAID
    assert paid_in([claim_of(claim)], TODAY.year) == 4_250
    assert list(Act.objects.filter(subject=f"claim:{claim.pk}").values_list("name", flat=True)) == [
        "fund.pay-claim", "fund.grant-claim", "fund.register-claim"
    ]  # fmt: skip


def test_a_claim_is_decided_once(people: Cast, claim: ClaimRow) -> None:
    decide(people, claim, 0)
    assert state(claim) is ClaimState.DECLINED
    with pytest.raises(BadDataError) as again:
        decide(people, claim, 100)
    assert told(again) == ["fund.claim-decided"]
    with pytest.raises(BadDataError) as unpaid:
        pay_claim(actor=people.manager, row=claim, day=TODAY)
    assert told(unpaid) == ["fund.claim-not-granted"]


def test_a_decision_takes_a_reason_and_no_more_than_was_asked(
    people: Cast, claim: ClaimRow
) -> None:
    with pytest.raises(BadDataError) as wrong:
        decide(people, claim, 6_000, reason="  ")
    assert told(wrong) == ["fund.claim-reason", "fund.claim-granted-amount"]
    assert not ClaimActRow.objects.exists()


def test_nothing_of_a_claim_is_changed_or_removed(people: Cast, claim: ClaimRow) -> None:
    decide(people, claim, 100)
    claim.amount = Decimal(9)
    with pytest.raises(AppendOnlyError):
        claim.save()
    with pytest.raises(AppendOnlyError):
        ClaimActRow.objects.get().delete()


def test_claims_that_cannot_be_are_told_at_once(people: Cast) -> None:
    row = filled(people)[0]
    ahead = ClaimDraft(row, "benefit", TODAY + timedelta(days=1), Decimal(-5))
    before = ClaimDraft(row, "benefit", row.starts_on - timedelta(days=1), Decimal(5))
    for draft, codes in (
        (ahead, ["fund.claim-amount", "fund.claim-ahead"]),
        (before, ["fund.claim-before"]),
    ):
        with pytest.raises(BadDataError) as wrong:
            register_claim(actor=people.manager, draft=draft, day=TODAY)
        assert told(wrong) == codes


def test_illness_after_a_place_left_is_not_the_pools(people: Cast) -> None:
    row = filled(people)[0]
    end_place(actor=people.manager, row=row, day=TODAY - timedelta(days=10))
    row.refresh_from_db()
    register_claim(
        actor=people.manager, draft=ClaimDraft(row, "benefit", TODAY, Decimal(5)), day=TODAY
    )
    with pytest.raises(BadDataError) as wrong:
        register_claim(
            actor=people.manager, draft=ClaimDraft(row, "sickness", TODAY, Decimal(5)), day=TODAY
        )
    assert told(wrong) == ["fund.claim-after"]


def test_the_pages_of_a_claim(client: Client, people: Cast) -> None:
    row = filled(people)[0]
    client.force_login(people.manager)
    asked = {"place": row.pk, "kind": "training", "happened_on": "2026-11-20", "amount": "1234,50"}
    response = client.post(reverse("fund:register"), asked)
    claim = ClaimRow.objects.get()
    assert response.headers["Location"] == reverse("fund:claim", args=[claim.pk])
    address = reverse("fund:claim", args=[claim.pk])
    wrong = client.post(address, {"decision": "grant", "amount": "2000", "reason": ""})
    assert "Schrijf waarom" in wrong.content.decode()
    client.post(address, {"decision": "grant", "amount": "1000", "reason": "Eigen risico eraf."})
    assert "Dit is betaald" in client.get(address).content.decode()
    client.post(reverse("fund:pay", args=[claim.pk]))
    assert "Eigen risico eraf." in client.get(address).content.decode()
    assert state(claim) is ClaimState.PAID


def test_a_claim_that_was_declined_is_not_paid_by_page(
    client: Client, people: Cast, claim: ClaimRow
) -> None:
    decide(people, claim, 0)
    client.force_login(people.manager)
    response = client.post(reverse("fund:pay", args=[claim.pk]), follow=True)
    assert "Er is niets betaald" in response.content.decode()


def test_nobody_else_sees_or_decides_a_claim(client: Client, people: Cast, claim: ClaimRow) -> None:
    for user in (people.other_manager, people.linde, people.broker, people.candidate):
        client.force_login(user)
        for name in ("claim", "pay"):
            address = reverse(f"fund:{name}", args=[claim.pk])
            assert client.post(address, {"decision": "grant"}).status_code == 404
    assert state(claim) is ClaimState.REGISTERED
