"""The old pay is nowhere but on the candidate's own pages: every door is tried by everybody.

Two ways at once. The digits of an odd pay are looked for in every answer, row, letter and line
of the log, in every notation people write them. And another pay is filled in: whatever anybody
but the candidate can see must then be the same, to the letter, so that no amount computed from
it slips through either.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client
from tests.web.finance.doors import addresses, told
from tests.web.finance.purse import GIVEN, ODD, PAY_FORM, fill_purse
from tests.web.pathway.stage import TODAY, Cast
from tests.web.programme.agreement_scene import agreeable, signed

from loopbrug.core.finance.model import OldJob
from loopbrug.web.accounts.models import User
from loopbrug.web.finance.models.private import PrivatePay
from loopbrug.web.finance.services.terms import enter_contribution
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db
OTHERS = (
    "nobody", "school", "board", "other_board", "broker", "institute", "other_institute",
    "assessor", "field_assessor", "coach", "foundation", "policy",
)  # fmt: skip
OPEN_TO_ALL = 10
OTHER = replace(ODD, monthly=Decimal("9371.59"), variable_yearly=Decimal("8123.47"))


def digits(amount: Decimal) -> re.Pattern[str]:
    """Return what finds an amount however it is written: marks, spaces, codes of those."""
    whole, part = f"{amount:.2f}".split(".")
    mark = r"(?:[.,\s_'\u00a0\u202f]|&nbsp;|&#160;|&#39;)?"
    thousands = mark.join([whole[:-3], whole[-3:]]) if len(whole) > 3 else whole
    return re.compile(rf"(?<!\d){thousands}{mark}{part}(?!\d)")


def amounts(job: OldJob) -> tuple[Decimal, ...]:
    """Return the pay, and what it is for a full week, for a year, with holiday pay."""
    full = (job.monthly * job.full_time_hours / job.hours).quantize(Decimal("0.01"))
    with_holiday = [
        (one * Decimal("12.96")).quantize(Decimal("0.01")) for one in (job.monthly, full)
    ]
    return (job.monthly, full, 12 * job.monthly, 12 * full, *with_holiday)


TRACES = tuple(digits(amount) for amount in amounts(ODD))


def betrayed(text: str) -> bool:
    return any(trace.search(text) for trace in TRACES)


@pytest.mark.parametrize(
    "text",
    ["4357.91", "4.357,91", "4,357.91", "€ 4357,91", "435791", "4&nbsp;357,91", "4 357.91",
     '{"decimal": "4357.91"}', "52.294,92", "4.842,12"],
)  # fmt: skip
def test_digits_are_found_in_every_notation(text: str) -> None:
    assert betrayed(text)


@pytest.mark.parametrize("text", ["14357.91", "4357.92", "4.357,9", "43.57.91.0"])
def test_other_digits_are_not(text: str) -> None:
    assert not betrayed(text)


@pytest.fixture
def dossier(people: Cast, caplog: pytest.LogCaptureFixture) -> Dossier:
    """Return Amina's dossier, with a signed agreement, an offer, a contribution and letters."""
    caplog.set_level(logging.DEBUG)
    found = agreeable(people)
    signed(people, found)
    fill_purse(people, found)
    enter_contribution(actor=people.broker, dossier=found, contribution=GIVEN, day=TODAY)
    return found


def tell_another(dossier: Dossier) -> None:
    """Put another pay in the row itself: the line that something changed is no part of it."""
    told = {field: getattr(OTHER, field) for field in ("monthly", "variable_yearly")}
    assert PrivatePay.objects.filter(dossier=dossier).update(**told) == 1


def rows_elsewhere() -> Iterator[str]:
    """Yield every row of every table but the candidate's own, as text."""
    for model in apps.get_models():
        if model is not PrivatePay:
            yield from (str(row) for row in model._default_manager.values())


def door_of(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


@pytest.mark.parametrize("who", OTHERS)
def test_old_pay_is_on_no_page_of_anybody_else_and_changes_none(
    people: Cast, dossier: Dossier, caplog: pytest.LogCaptureFixture, who: str
) -> None:
    door = door_of(getattr(people, who, None))
    first = told(door, addresses([dossier.pk]))
    shown = {one: text for one, text in first.items() if text.startswith("200 ")}
    tell_another(dossier)
    second = told(door, shown, further=False)

    assert [one for one, text in first.items() if betrayed(text)] == []
    assert [one for one, text in shown.items() if second[one] != text] == []
    assert len(shown) >= OPEN_TO_ALL
    assert not betrayed(caplog.text)


def test_old_pay_is_on_the_candidates_own_pages_and_in_no_other_row(
    client: Client, people: Cast, dossier: Dossier, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(people.amina)
    form = f"/dossier/{dossier.pk}/geld/oude-baan/"
    assert client.post(form, PAY_FORM).status_code == 302
    assert client.post(form, PAY_FORM | {"hours": "99"}).status_code == 200

    pages = told(client, addresses([dossier.pk]))
    own = {one for one, text in pages.items() if betrayed(text)}
    assert own == {form, f"/dossier/{dossier.pk}/geld/"}
    assert [row for row in rows_elsewhere() if betrayed(row)] == []
    assert not any(betrayed(f"{letter.subject} {letter.body}") for letter in mail.outbox)
    assert not betrayed(caplog.text)
