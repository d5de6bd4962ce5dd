"""Report and decision as each role sees them, and the way to a signature in pages."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.assessment.verdict import (
    NOT_YET,
    judged,
    not_yet,
    put,
    reported,
    signed,
    suitable,
)
from tests.web.pathway.stage import TODAY, cast, matched

from loopbrug.core.pathway.states import Event
from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.facts.decisions import report_of
from loopbrug.web.assessment.models import DecisionRow, ReportRow, SignatureRow, StatementRow
from loopbrug.web.pathway import services
from loopbrug.web.pathway.models import Dossier

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

REASON, EVIDENCE = "Ruim aangetoond.", "Lesplan breuken"


def seen(client: Client, who: User, name: str, dossier: Dossier, *more: Any) -> Any:
    client.force_login(who)
    return client.get(reverse(f"assessment:{name}", args=[dossier.pk, *more]))


def sent(client: Client, who: User, name: str, dossier: Dossier, **filled: Any) -> Any:
    client.force_login(who)
    return client.post(reverse(f"assessment:{name}", args=[dossier.pk]), filled, follow=True)


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def form_for(row: ReportRow, **other: Any) -> dict[str, Any]:
    filled: dict[str, Any] = {"verdict": "suitable", "reasons": "Je les was helder.", "seen": 0}
    for area in report_of(row).areas:
        filled[f"training_{area.code}"] = area.training_hours
        filled[f"guidance_{area.code}"] = 5 if area.training_hours else 0
    return filled | other


def test_report_is_made_text_put_forward_and_signed_in_pages(client: Client) -> None:
    bench = judged()
    made = sent(
        client, bench.people.institute, "report-make", bench.dossier, weight="yes",
        weight_text="Je ervaring past.",
    )  # fmt: skip
    assert "Je ervaring past." in text_of(made)
    row = ReportRow.objects.get()

    put_it = sent(client, bench.anna, "propose", bench.dossier, **form_for(row))
    assert "Je les was helder." in text_of(put_it)
    decision = DecisionRow.objects.get()
    first = sent(client, bench.anna, "sign", bench.dossier, decision=decision.pk, read="on")
    assert "Je handtekening staat erbij." in text_of(first)
    second = sent(client, bench.femke, "sign", bench.dossier, decision=decision.pk, read="on")

    number = StatementRow.objects.get().number
    assert f"De verklaring is afgegeven: {number}." in text_of(second)
    assert SignatureRow.objects.count() == 2


def test_signing_needs_the_whole_text_read_and_a_tick(client: Client) -> None:
    bench = judged()
    reported(bench)
    row = put(bench)

    page = text_of(seen(client, bench.femke, "sign", bench.dossier))
    assert "Je les was helder en veilig." in page
    assert REASON in page
    unticked = text_of(sent(client, bench.femke, "sign", bench.dossier, decision=row.pk))

    assert "Zet een vinkje om te tekenen." in unticked
    assert not SignatureRow.objects.exists()


@pytest.mark.parametrize("forged", ["", "abc", "²", "99999999", "-1"])
def test_signing_something_else_than_what_lies_there_signs_nothing(
    client: Client, forged: str
) -> None:
    bench = judged()
    reported(bench)
    put(bench)
    page = text_of(sent(client, bench.femke, "sign", bench.dossier, decision=forged, read="on"))
    assert "Intussen ligt er een andere tekst." in page
    assert not SignatureRow.objects.exists()


def test_form_tells_everything_that_is_wrong(client: Client) -> None:
    bench = judged()
    row = reported(bench)
    client.force_login(bench.anna)
    filled = form_for(row, verdict="not-yet", next_doors="") | {"guidance_VI": "veel"}

    page = text_of(client.post(reverse("assessment:propose", args=[bench.dossier.pk]), filled))
    assert "Dit is geen heel getal." in page
    filled["guidance_VI"] = "1"
    page = text_of(client.post(reverse("assessment:propose", args=[bench.dossier.pk]), filled))
    assert "Schrijf op welke deuren nu wel open staan" in page
    assert not DecisionRow.objects.exists()


def test_form_begins_with_open_doors_and_the_hours_of_the_report(client: Client) -> None:
    bench = judged()
    row = reported(bench)
    content = seen(client, bench.anna, "propose", bench.dossier).content.decode()
    needed = next(area for area in report_of(row).areas if area.training_hours)
    assert f'value="{needed.training_hours}"' in content
    assert "Tweedegraads lerarenopleiding in deeltijd" in content


def test_candidate_sees_nothing_of_a_text_before_both_signed(client: Client) -> None:
    bench = judged()
    reported(bench)
    row = put(bench)
    page = text_of(seen(client, bench.people.amina, "decision", bench.dossier))
    assert "Er is nog geen besluit" in page
    assert row.reasons not in page
    assert "Er is nog geen rapport" in text_of(
        seen(client, bench.people.amina, "report", bench.dossier)
    )
    assert seen(client, bench.people.amina, "report-version", bench.dossier, 1).status_code == 404
    assert seen(client, bench.people.amina, "report-pdf", bench.dossier, 1).status_code == 404


def test_decided_report_is_read_by_candidate_and_desk(client: Client) -> None:
    bench, _statement = suitable()
    for who in (bench.people.amina, bench.people.broker, bench.people.institute, bench.anna):
        page = text_of(seen(client, who, "report", bench.dossier))
        assert REASON in page
        assert EVIDENCE in page
        assert "Je les was helder en veilig." in page
        assert "Anna (de opleiding)" in page


def test_school_sees_verdict_and_amounts_but_no_reasons_and_no_evidence(client: Client) -> None:
    bench, statement = suitable()
    for who in (bench.people.school, bench.people.board):
        page = text_of(seen(client, who, "decision", bench.dossier))
        assert "Het besluit: geschikt" in page
        assert statement.number in page
        assert "Begeleiding" in page
        for hidden in (REASON, EVIDENCE, "Je les was helder", "Nog drie uur", "Lees het hele"):
            assert hidden not in page
        assert seen(client, who, "report", bench.dossier).status_code == 404
        assert seen(client, who, "report-pdf", bench.dossier, 1).status_code == 404


def test_school_sees_no_reasons_doors_or_objection_of_a_no(client: Client) -> None:
    bench = not_yet()
    page = text_of(seen(client, bench.people.school, "decision", bench.dossier))
    assert "Het besluit: nog niet geschikt" in page
    for hidden in (NOT_YET["reasons"], "Pabo in deeltijd", "Ben je het er niet mee eens?"):
        assert hidden not in page


def test_no_tells_candidate_what_can_change_it_the_doors_and_how_to_object(client: Client) -> None:
    bench = not_yet()
    page = text_of(seen(client, bench.people.amina, "decision", bench.dossier))
    for said in (
        "Je bent nu nog niet geschikt.",
        NOT_YET["reasons"],
        "Wat kan dit nog veranderen?",
        "Onderwijsassistent worden",
        "regelt de opleiding zelf",
        "binnen 6 weken in beroep",
        "niet nagezocht",
        "Ilse, ilse@example.org",
    ):
        assert said in page, said
    assert "is er langs deze weg nu geen subsidie" in page


def test_decision_page_shows_potential_progress_and_grant(client: Client) -> None:
    bench, _statement = suitable()
    page = text_of(seen(client, bench.people.school, "decision", bench.dossier))
    for said in ("25.000 euro", "15 oktober 2028", "Niet zeker: deze regel",
                 "Onderzoek aangevraagd", "leeruitkomsten zijn gevalideerd",
                 "uur hoeft niet opnieuw", "Verklaring afgegeven"):  # fmt: skip
        assert said in page, said


def test_decision_page_is_there_before_anything_was_asked_for(client: Client) -> None:
    people = cast()
    dossier = matched(people)
    page = text_of(seen(client, people.amina, "decision", dossier))
    assert "Het onderzoek is nog niet aangevraagd." in page
    assert "25.000 euro" in page


@pytest.mark.parametrize(
    "name", ["report", "report-make", "decision", "propose", "sign", "statement-pdf"]
)
@pytest.mark.parametrize("who", ["other_board", "other_institute", "foundation", "policy"])
def test_pages_do_not_exist_for_strangers(client: Client, name: str, who: str) -> None:
    bench, _statement = suitable()
    assert seen(client, getattr(bench.people, who), name, bench.dossier).status_code == 404


@pytest.mark.parametrize("name", ["report-make", "propose", "sign"])
@pytest.mark.parametrize("who", ["amina", "broker", "school"])
def test_doors_to_decide_do_not_exist_for_others(client: Client, name: str, who: str) -> None:
    bench = judged()
    reported(bench)
    put(bench)
    assert seen(client, getattr(bench.people, who), name, bench.dossier).status_code == 404


def test_candidate_withdrew_and_the_signer_is_told_so(client: Client) -> None:
    bench = judged()
    reported(bench)
    row = put(bench)
    services.advance(
        actor=bench.people.amina, dossier=bench.dossier, event=Event.STOP, day=TODAY, reason="x"
    )
    page = text_of(sent(client, bench.femke, "sign", bench.dossier, decision=row.pk, read="on"))
    assert "Er is niets gewijzigd: dit dossier is intussen verder gegaan." in page
    assert not SignatureRow.objects.exists()


def test_old_report_stays_and_says_by_what_it_was_replaced(client: Client) -> None:
    bench, old = suitable()
    reported(bench, why="Naam verkeerd gespeld.")
    signed(bench, put(bench, seen=old.decision_id), TODAY + timedelta(days=1))
    page = text_of(seen(client, bench.people.amina, "report-version", bench.dossier, 1))
    assert "Dit rapport is vervangen" in page
    assert "kwam er versie 2. De reden: Naam verkeerd gespeld." in page
    newest = text_of(seen(client, bench.people.amina, "report", bench.dossier))
    assert "Dit rapport is vervangen" not in newest


def test_dossier_page_leads_to_the_decision(client: Client) -> None:
    bench = judged()
    reported(bench)
    put(bench)
    client.force_login(bench.femke)
    page = client.get(reverse("pathway:dossier", args=[bench.dossier.pk])).content.decode()
    assert reverse("assessment:decision", args=[bench.dossier.pk]) in page
    assert "wacht op jouw handtekening" in page


def test_pages_ask_the_same_of_the_database_for_one_version_and_three(client: Client) -> None:
    bench, old = suitable()
    counted = []
    last = old.decision_id
    for number in range(3):
        for name in ("decision", "report"):
            client.force_login(bench.people.amina)
            address = reverse(f"assessment:{name}", args=[bench.dossier.pk])
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            counted.append((name, len(asked)))
        reported(bench, why=f"Versie {number}.")
        row = put(bench, seen=last)
        last = row.pk
        signed(bench, row)
    assert len(set(counted)) == 2, counted


def test_pages_speak_english(client: Client) -> None:
    bench = not_yet()
    client.cookies["django_language"] = "en"
    page = seen(client, bench.people.amina, "decision", bench.dossier).content.decode()
    assert 'lang="en"' in page
    assert "How to object to this decision is up to the institute." in page


def test_a_text_put_forward_too_late_stays_beside_the_one_that_came_first(client: Client) -> None:
    bench = judged()
    report = reported(bench)
    first = put(bench, reasons="Van Anna.")
    filled = form_for(report, reasons="Van Femke, lang over nagedacht.")
    url = reverse("assessment:propose", args=[bench.dossier.pk])
    client.force_login(bench.femke)

    response = client.post(url, filled)

    assert response.status_code == 409
    page = response.text
    assert "Er ligt intussen een andere tekst klaar" in page
    assert "Van Anna." in page
    assert "Van Femke, lang over nagedacht." in page
    assert f'name="seen" value="{first.pk}"' in page
    assert client.post(url, {**filled, "seen": first.pk}).status_code == 302
