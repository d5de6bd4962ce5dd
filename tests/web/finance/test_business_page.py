import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.finance.purse import GIVEN, OFFER, WORK, fill_purse
from tests.web.pathway.stage import TODAY, TOLD, Cast, organisation, somebody

from loopbrug.core.terms.euro import cents
from loopbrug.web.finance.facts.cases import case_for_school
from loopbrug.web.finance.facts.school import practice_in_region
from loopbrug.web.finance.services.terms import enter_contribution, offer_terms, tell_career
from loopbrug.web.pathway import services
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db


def page(client: Client, who: object, dossier: Dossier, lang: str = "nl") -> str:
    client.force_login(who)  # type: ignore[arg-type]
    client.cookies["django_language"] = lang
    answer = client.get(reverse("finance:business", args=[dossier.pk]))
    assert answer.status_code == 200
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(unescape(text).replace("\u00a0", " ").split())


def test_page_says_salary_cost_sources_cash_and_what_stays_open(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    fill_purse(people, dossier)
    enter_contribution(actor=people.broker, dossier=dossier, contribution=GIVEN, day=TODAY)
    text = page(client, people.school, dossier)
    for part in (
        "Salaris op de schaal", "Minst volgens de cao", "Aannemelijk", "Gekozen",
        "Wat een jaar het bestuur kost", "De Algemene Rekenkamer rekent met 1,59",
        "Kosten van het traject", "Wie betaalt wat", "Scholingsbudget", "Per maand",
        "Wat niet gedekt is, en voor wie", "Wat nog onzeker is", "Stand per",
        "Wat de kandidaat verdiende, staat hier niet",
    ):  # fmt: skip
        assert part in text
    assert "Passend bij je oude loon" not in text


def test_page_says_the_same_in_english(client: Client, people: Cast, dossier: Dossier) -> None:
    fill_purse(people, dossier)
    text = page(client, people.board, dossier, "en")
    assert "What a year costs the board" in text
    assert "The Court of Audit reckons with 1.59" in text
    assert "Waarom" not in text


def test_page_has_a_picture_with_the_same_as_a_table(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    fill_purse(people, dossier)
    client.force_login(people.school)
    html = client.get(reverse("finance:business", args=[dossier.pk])).content.decode()
    assert '<svg class="lb-cash"' in html
    assert "style=" not in html[html.index("<main") : html.index("</main")]
    bars, rows = html.count('class="lb-cash__in"'), html.count('data-label="Saldo"')
    assert bars == rows > 0


def offered_elsewhere(people: Cast, count: int) -> None:
    """Let other boards of the region make offers with a chosen step."""
    for number in range(count):
        other = somebody(f"Kandidaat{number}")
        row, _ = services.open_dossier(actor=other, document=TOLD, region="midden", day=TODAY)
        services.match(
            actor=people.broker, dossier=row, school=organisation("beukschool"),
            institute=None, day=TODAY,
        )  # fmt: skip
        row = Dossier.objects.get(pk=row.pk)
        tell_career(actor=other, dossier=row, stretches=WORK, day=TODAY)
        terms = replace(OFFER, step=4 + number)
        offer_terms(actor=people.other_board, dossier=row, terms=terms, day=TODAY)


def test_of_others_nothing_is_told_below_five_cases(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    offered_elsewhere(people, 4)
    assert "nog geen vijf gevallen" in page(client, people.school, dossier)


def test_of_five_others_the_middle_is_told_and_never_one_of_them(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    offered_elsewhere(people, 5)
    case = case_for_school(dossier, TODAY)
    found = practice_in_region(dossier, case)
    assert found is not None
    assert (found.cases, found.step) == (5, Decimal(6))
    text = page(client, people.school, dossier)
    assert "In 5 gevallen: het midden is trede 6" in text
    assert "Kandidaat" not in text


def test_ones_own_offers_are_no_others(people: Cast, dossier: Dossier) -> None:
    for step in range(1, 7):
        offer_terms(
            actor=people.school, dossier=dossier, terms=replace(OFFER, step=step), day=TODAY
        )
    assert practice_in_region(dossier, case_for_school(dossier, TODAY)) is None


@pytest.mark.parametrize("fte", ["0.4", "0.8", "1"])
def test_part_time_is_the_table_times_the_size(
    client: Client, people: Cast, dossier: Dossier, fte: str
) -> None:
    terms = replace(OFFER, fte=Decimal(fte), study_fte=Decimal(0), step=6)
    offer_terms(actor=people.school, dossier=dossier, terms=terms, day=TODAY)
    # Step 6 of LB in secondary education, as of 1 January 2025.
    monthly = cents(4001 * Decimal(fte))
    shown = f"{monthly:,.2f}".replace(".00", "").translate(str.maketrans(",.", ".,"))
    assert f"€ {shown} bruto per maand" in page(client, people.school, dossier)


def test_a_stopped_track_still_has_its_page(client: Client, people: Cast, dossier: Dossier) -> None:
    fill_purse(people, dossier)
    from_state = Dossier.objects.filter(pk=dossier.pk)
    from_state.update(state="stopped")
    assert "Kosten van het traject" in page(client, people.school, dossier)
    assert date(2027, 2, 1) == case_for_school(dossier, TODAY).terms.starts_on
