"""Applications: prepared, checked, followed, undone, paid back; accounted for with a sample."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.finance.purse import OFFER
from tests.web.pathway.stage import TODAY, Cast

from loopbrug.core.finance.application import Happened, Stage
from loopbrug.core.finance.model import CostKind
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.finance.facts.progress import lines_of, progress_of
from loopbrug.web.finance.models.applications import (
    Application,
    ApplicationStep,
    SampleCheck,
    SampleDraw,
)
from loopbrug.web.finance.queries.applications import applications_of
from loopbrug.web.finance.services.applications import (
    follow_application,
    keep_spent,
    prepare_application,
    undo_spent,
    undo_step,
)
from loopbrug.web.finance.services.deadline_letters import deadline_reminders
from loopbrug.web.finance.services.funds import keep_fund
from loopbrug.web.finance.services.terms import offer_terms
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db
FUND: dict[str, Any] = {
    "name": "Regiopotje", "amount": Decimal(5000), "share": Decimal(100), "budget": None,
    "valid_from": date(2026, 1, 1), "valid_until": None, "apply_by": date(2026, 12, 1),
    "account_by": date(2028, 3, 1), "sectors": [], "for_kinds": ["training"], "excludes": [],
    "needs": ["Begroting"], "source": "", "closed": False,
}  # fmt: skip
CODE = "desk-regiopotje"


@pytest.fixture
def row(people: Cast, dossier: Dossier) -> Application:
    """An application to a regional fund, prepared."""
    offer_terms(actor=people.school, dossier=dossier, terms=OFFER, day=TODAY)
    desk = Organisation.objects.get(code="desk")
    keep_fund(actor=people.broker, manager=desk, facts=FUND, day=TODAY)
    return prepare_application(
        actor=people.school, dossier=dossier, source=CODE, amount=Decimal(4000), day=TODAY
    )


def happen(people: Cast, row: Application, stage: str, amount: str = "") -> ApplicationStep:
    step = Happened(Stage(stage), TODAY, Decimal(amount) if amount else None)
    return follow_application(actor=people.school, application=row, step=step, note="", day=TODAY)


def paid(people: Cast, row: Application) -> None:
    happen(people, row, "sent")
    happen(people, row, "granted", "4000")
    happen(people, row, "paid", "4000")


def fresh(row: Application) -> Application:
    return applications_of(row.dossier).get(pk=row.pk)


def url(row: Application, name: str = "application") -> str:
    return reverse(f"finance:{name}", args=[row.dossier.pk, row.pk])


def test_the_whole_way_and_back(client: Client, people: Cast, row: Application) -> None:
    paid(people, row)
    keep_spent(
        actor=people.school, application=row, kind=CostKind.TRAINING, amount=Decimal(1500),
        paid_on=TODAY, proof="F-1", day=TODAY,
    )  # fmt: skip
    happen(people, row, "accounted")
    happen(people, row, "paid-back", "2500")
    told = progress_of(fresh(row))
    assert (told.stage, told.paid, told.paid_back) == (Stage.PAID_BACK, 4000, 2500)
    client.force_login(people.school)
    assert "terugbetaald" in client.get(url(row)).content.decode()


def test_out_of_order_too_much_and_in_the_future_are_told_together(
    people: Cast, row: Application
) -> None:
    step = Happened(Stage.PAID, date(2027, 1, 1), Decimal(9999))
    with pytest.raises(BadDataError) as caught:
        follow_application(actor=people.school, application=row, step=step, note="", day=TODAY)
    assert {each.code for each in caught.value.findings} == {
        "finance.application-order", "finance.application-future",
        "finance.application-amount-over",
    }  # fmt: skip


def test_a_step_is_undone_by_a_new_row_and_only_the_last(people: Cast, row: Application) -> None:
    sent = happen(people, row, "sent")
    granted = happen(people, row, "granted", "4000")
    with pytest.raises(BadDataError, match="nothing-to-undo"):
        undo_step(actor=people.school, application=row, number=sent.pk, day=TODAY)
    undo_step(actor=people.school, application=row, number=granted.pk, day=TODAY)
    with pytest.raises(BadDataError, match="nothing-to-undo"):
        undo_step(actor=people.school, application=row, number=granted.pk, day=TODAY)
    assert progress_of(fresh(row)).stage is Stage.SENT
    assert ApplicationStep.objects.count() == 3


def test_the_same_twice_is_refused_until_the_first_is_withdrawn(
    people: Cast, row: Application
) -> None:
    def again() -> Application:
        return prepare_application(
            actor=people.broker, dossier=row.dossier, source=CODE, amount=Decimal(1), day=TODAY
        )

    with pytest.raises(BadDataError, match="application-twice"):
        again()
    happen(people, row, "withdrawn")
    assert again().pk != row.pk


def test_the_subsidy_cannot_be_sent_before_everything_is_there(
    client: Client, people: Cast, row: Application
) -> None:
    client.force_login(people.school)
    page = client.get(reverse("finance:prepare", args=[row.dossier.pk, "subsidy"])).content.decode()
    assert "Ontbreekt" in page
    assert "DUO" in page
    made = prepare_application(
        actor=people.school, dossier=row.dossier, source="subsidy", amount=Decimal(25000), day=TODAY
    )
    answer = client.post(url(made, "follow"), {"stage": "sent", "day": TODAY.isoformat()})
    assert answer.status_code == 200
    assert "Een stuk dat erbij moet, is er nog niet." in answer.content.decode()
    assert progress_of(fresh(made)).stage is None


def test_who_stops_in_month_three_sees_what_goes_back(
    client: Client, people: Cast, row: Application
) -> None:
    paid(people, row)
    client.force_login(people.school)
    stops = OFFER.starts_on.replace(month=OFFER.starts_on.month + 2)
    page = client.get(url(row), {"stops_on": stops.isoformat()}).content.decode()
    assert "maand 3" in page
    assert "Terug naar" in page


def test_export_has_the_fields_and_no_formula(
    client: Client, people: Cast, row: Application
) -> None:
    people.amina.name = "=HYPERLINK(1)"
    people.amina.save()
    happen(people, row, "withdrawn")
    made = prepare_application(
        actor=people.school, dossier=row.dossier, source=CODE, amount=Decimal(4000), day=TODAY
    )
    client.force_login(people.school)
    text = client.get(url(made, "export")).content.decode()
    assert "Gevraagd bedrag in euro;4.000" in text
    assert "Kandidaat;'=HYPERLINK(1)" in text


@pytest.mark.parametrize(
    "who", ["amina", "institute", "coach", "other_board", "policy", "foundation", "assessor"]
)
def test_others_see_no_applications(
    client: Client, people: Cast, row: Application, who: str
) -> None:
    client.force_login(getattr(people, who))
    for name in ("application", "export", "spending"):
        assert client.get(url(row, name)).status_code == 404
    assert client.post(url(row, "follow"), {"stage": "sent"}).status_code == 404
    assert client.get(reverse("money:account", args=[CODE])).status_code == 404


def test_account_and_a_sample_that_comes_back(
    client: Client, people: Cast, row: Application
) -> None:
    paid(people, row)
    for number, amount in enumerate(("100", "900", "20", "1400", "300"), start=1):
        keep_spent(
            actor=people.school, application=row, kind=CostKind.TRAINING, amount=Decimal(amount),
            paid_on=TODAY, proof=f"F-{number}", day=TODAY,
        )  # fmt: skip
    client.force_login(people.school)
    address = reverse("money:draw", args=[CODE])
    for _ in range(2):
        assert client.post(address, {"size": "3", "seed": "42"}).status_code == 302
    first, second = SampleDraw.objects.all()
    assert first.drawn == second.drawn
    assert 1 <= len(first.drawn) <= 3
    check = reverse("money:check", args=[CODE, first.pk])
    client.post(check, {"line": first.drawn[0], "right": "no", "note": "Factuur ontbreekt"})
    client.post(check, {"line": first.drawn[0], "right": "no", "note": "Factuur ontbreekt"})
    assert SampleCheck.objects.count() == 1
    page = client.get(reverse("money:account", args=[CODE])).content.decode()
    assert "startgetal 42" in page
    assert "Factuur ontbreekt" in page
    assert "F-4" in client.get(reverse("money:account-export", args=[CODE])).content.decode()
    client.force_login(people.other_board)
    assert client.post(check, {"line": first.drawn[0], "right": "yes"}).status_code == 404


def test_what_is_wrong_with_a_payment_names_it_as_people_know_it(
    client: Client, people: Cast, row: Application
) -> None:
    paid(people, row)
    keep_spent(
        actor=people.school, application=row, kind=CostKind.GUIDANCE, amount=Decimal("820.50"),
        paid_on=TODAY, proof="", day=TODAY,
    )  # fmt: skip
    client.force_login(people.school)
    page = client.get(url(row, "spending")).content.decode()
    assert "De uitgave van € 820,50 voor begeleiding, 23 november 2026: er is geen bewijs" in page
    assert "daar is dit geld niet voor bedoeld" in page
    shown = client.get(url(row)).content.decode()
    assert f"<dd>{row.document['qualification']}</dd>" not in shown


def test_a_payment_is_taken_away_once(people: Cast, row: Application) -> None:
    line = keep_spent(
        actor=people.school, application=row, kind=CostKind.TRAINING, amount=Decimal(10),
        paid_on=TODAY, proof="", day=TODAY,
    )  # fmt: skip
    undo_spent(actor=people.school, application=row, number=line.pk, day=TODAY)
    with pytest.raises(BadDataError, match="spent-gone"):
        undo_spent(actor=people.school, application=row, number=line.pk, day=TODAY)
    assert lines_of(fresh(row)) == ()


def test_deadlines_are_on_the_page_and_remind_once_and_go_when_done(
    client: Client, people: Cast, row: Application
) -> None:
    client.force_login(people.broker)
    page = client.get(reverse("money:deadlines")).content.decode()
    assert "1 december 2026" in page
    keys = [one.key for one in deadline_reminders(TODAY)]
    assert keys
    assert keys == [one.key for one in deadline_reminders(date(2026, 11, 24))]
    happen(people, row, "sent")
    assert "1 december 2026" not in client.get(reverse("money:deadlines")).content.decode()
    assert not list(deadline_reminders(TODAY))


def test_deadlines_ask_the_same_for_one_and_three(
    client: Client, people: Cast, row: Application
) -> None:
    client.force_login(people.broker)

    def questions() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("money:deadlines"))
        return len(caught)

    first = questions()
    for source in ("subsidy",):
        prepare_application(
            actor=people.school, dossier=row.dossier, source=source, amount=Decimal(1), day=TODAY
        )
    assert questions() == first
