"""Two people decide on one claim in the same second: one decision stands, the other is told."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.web.fund.stage import TODAY, cast, filled
from tests.web.together import alone, at_once, real_database

from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.fund.models import ClaimActRow, ClaimRow
from loopbrug.web.fund.services import ClaimDraft, decide_claim, pay_claim, register_claim

pytestmark = [pytest.mark.together, pytest.mark.django_db(transaction=True)]


def test_one_decision_and_one_payment_stand(tmp_path: Path) -> None:
    people = cast()
    draft = ClaimDraft(filled(people)[0], "benefit", TODAY, Decimal(900))
    claim = register_claim(actor=people.manager, draft=draft, day=TODAY)

    def decide() -> None:
        decide_claim(
            actor=people.manager, row=ClaimRow.objects.get(pk=claim.pk), grant=True,
            amount=Decimal(900), reason="Volgt uit de regels.", day=TODAY,
        )  # fmt: skip

    def pay() -> None:
        pay_claim(actor=people.manager, row=ClaimRow.objects.get(pk=claim.pk), day=TODAY)

    with real_database(tmp_path):
        decided, paid = at_once(decide, decide), at_once(pay, pay)
        acts = alone(lambda: [act.act for act in ClaimActRow.objects.filter(claim=claim.pk)])
    assert [type(one) for one in decided if one is not None] == [BadDataError]
    assert paid == [None, None]
    assert acts == ["grant", "pay"]
