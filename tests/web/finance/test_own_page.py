import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.finance.purse import ODD, OFFER, PLAN, WORK, fill_purse
from tests.web.pathway.stage import TODAY, Cast

from loopbrug.core.finance.model import EndedBy, Experience, ExperienceKind
from loopbrug.core.terms.words import Sector
from loopbrug.web.finance.facts.cases import case_for_candidate
from loopbrug.web.finance.facts.own import own_money
from loopbrug.web.finance.models.private import SharedStep
from loopbrug.web.finance.services.private import keep_old_pay, keep_supplement
from loopbrug.web.finance.services.terms import offer_terms, tell_career
from loopbrug.web.pathway.facts import law
from loopbrug.web.pathway.models import Dossier, Record

pytestmark = pytest.mark.django_db


def page(client: Client, people: Cast, dossier: Dossier, lang: str = "nl") -> str:
    client.force_login(people.amina)
    client.cookies["django_language"] = lang
    answer = client.get(reverse("finance:own", args=[dossier.pk]))
    assert answer.status_code == 200
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(unescape(text).replace("\u00a0", " ").split())


def in_mbo(dossier: Dossier) -> None:
    record = dossier.records.first()
    assert isinstance(record, Record)
    told = record.document | {"wanted": {"sector": "mbo", "degree": "pdg", "subject": "techniek"}}
    Record.objects.create(dossier=dossier, document=told)


def test_page_says_what_one_earns_beside_the_old_job(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    fill_purse(people, dossier)
    text = page(client, people, dossier)
    money = own_money(case_for_candidate(dossier, TODAY), law())
    assert money is not None
    assert money.private is not None
    pay = money.placements.chosen.value.pay
    for amount in (pay.monthly, pay.yearly, abs(money.private.gap)):
        shown = f"{amount:,.2f}".replace(".00", "").translate(str.maketrans(",.", ".,"))
        assert f"€ {shown}" in text
    assert "Je gaat erop achteruit" in text
    assert "Loonaanvulling" in text
    assert "afgesproken" in text
    assert "Die krijg je niet." in text
    assert "voorlopig" in text
    assert "Jaar 5, vanaf 1 februari 2031" in text


def test_page_says_the_same_in_english(client: Client, people: Cast, dossier: Dossier) -> None:
    fill_purse(people, dossier)
    text = page(client, people, dossier, "en")
    assert "You will earn less" in text
    assert "Only you see this" in text
    assert "4,357.91" in text
    assert "Waarom" not in text


def test_page_without_old_job_compares_nothing(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    text = page(client, people, dossier)
    assert "Vul je oude baan in" in text
    assert "bruto per maand" in text
    assert "Je oude jaarloon" not in text
    assert "De school heeft nog niets geboden" in text


@pytest.mark.parametrize(
    ("ended_by", "told"),
    [
        (EndedBy.EMPLOYER, "Je oude werkgever moet je betalen"),
        (EndedBy.AGREEMENT, "je kunt erover praten"),
        (EndedBy.EMPLOYEE, "Die krijg je niet."),
        (EndedBy.UNKNOWN, "hangt ervan af wie de baan beëindigt"),
    ],
)
def test_severance_depends_on_who_ends_the_job(
    client: Client, people: Cast, dossier: Dossier, ended_by: EndedBy, told: str
) -> None:
    job = replace(ODD, ended_by=ended_by)
    keep_old_pay(actor=people.amina, dossier=dossier, job=job, day=TODAY)
    assert told in page(client, people, dossier)


def test_supplement_nobody_offered_is_told_as_an_example(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    keep_old_pay(actor=people.amina, dossier=dossier, job=ODD, day=TODAY)
    assert "Niemand heeft je een aanvulling geboden" in page(client, people, dossier)
    keep_supplement(actor=people.amina, dossier=dossier, plan=PLAN, day=TODAY)
    assert "Niemand heeft je een aanvulling geboden" not in page(client, people, dossier)


def test_overlap_and_hole_in_a_career_are_told(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    first = Experience(ExperienceKind.CONTENT, date(2010, 1, 1), date(2014, 12, 31))
    second = Experience(ExperienceKind.COACHING, date(2014, 1, 1), date(2015, 12, 31))
    third = Experience(ExperienceKind.OTHER, date(2020, 1, 1), date(2021, 12, 31))
    tell_career(actor=people.amina, dossier=dossier, stretches=(first, second, third), day=TODAY)
    text = page(client, people, dossier)
    assert "2014" in text
    assert "bruto per maand" in text


def test_start_before_the_first_table_gives_no_amount(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    early = replace(OFFER, starts_on=date(2001, 9, 1))
    offer_terms(actor=people.school, dossier=dossier, terms=early, day=TODAY)
    text = page(client, people, dossier)
    assert "Dat weten we nog niet" in text
    assert "bruto per maand" not in text
    client.force_login(people.school)
    answer = client.get(reverse("finance:business", args=[dossier.pk])).content.decode()
    assert "Het salaris weten we niet" in answer


def test_mbo_candidate_may_share_the_step_and_take_it_back(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    in_mbo(dossier)
    fill_purse(people, dossier)
    assert case_for_candidate(dossier, TODAY).sector is Sector.MBO
    text = page(client, people, dossier)
    assert "Deel je die trede, dan weten de school en het regioloket ongeveer wat je" in text
    client.post(reverse("finance:share", args=[dossier.pk]), {"act": "share"})
    row = SharedStep.objects.get()
    # 4,357.91 for 36 of 40 hours is 4,842.12 for a full job.
    money = own_money(case_for_candidate(dossier, TODAY), law())
    assert money is not None
    assert money.placements.floor.value.pay.full_time_monthly >= Decimal("4842.12")
    assert row.step == money.placements.floor.value.step
    assert f"Je deelt schaal LB, trede {row.step}" in page(client, people, dossier)
    client.post(reverse("finance:share", args=[dossier.pk]), {"act": "back"})
    assert not SharedStep.objects.exists()


def test_others_than_mbo_have_no_step_to_share(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    fill_purse(people, dossier)
    assert "Wil je de trede" not in page(client, people, dossier)
    client.post(reverse("finance:share", args=[dossier.pk]), {"act": "share"})
    assert not SharedStep.objects.exists()


def test_page_asks_as_much_for_one_job_as_for_three(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    fill_purse(people, dossier)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, people, dossier)
        return len(queries)

    asked()
    one = asked()
    more = [
        replace(WORK[0], since=date(2000 + n, 1, 1), until=date(2000 + n, 6, 1)) for n in (1, 5)
    ]
    tell_career(actor=people.amina, dossier=dossier, stretches=(*WORK, *more), day=TODAY)
    assert asked() == one
