"""The half-yearly overview: what an institute did, in numbers, and for nobody else."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.assessment.verdict import put, reported, signed, suitable
from tests.web.pathway.stage import TODAY, cast, organisation

from loopbrug.core.assessment.overview import Half
from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.facts.overviews import overview_for
from loopbrug.web.assessment.papers.overview import csv_of
from loopbrug.web.audit.models import Act
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.pathway.facts import law

pytestmark = pytest.mark.django_db
SECOND = {"jaar": "2026", "helft": "2"}


def asked(client: Client, who: User, name: str = "overview", **about: str) -> Any:
    client.force_login(who)
    return client.get(reverse(f"assessment:{name}"), about)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode())))


def test_overview_counts_what_happened_in_the_half_year() -> None:
    suitable()
    found = overview_for(organisation("hogeschool"), Half(2026, 2))
    assert (found.requested, found.started, found.decided, found.suitable) == (1, 1, 1, 1)
    assert (found.first_statements, found.within_goal, found.median_days) == (1, 1, 0)
    earlier = overview_for(organisation("hogeschool"), Half(2026, 1))
    assert (earlier.requested, earlier.decided, earlier.statements) == (0, 0, ())
    assert overview_for(organisation("andere-opleiding"), Half(2026, 2)).requested == 0


def test_file_holds_numbers_and_no_person(client: Client) -> None:
    bench, statement = suitable()
    response = asked(client, bench.people.institute, "overview-csv", **SECOND)

    assert response["Content-Type"].startswith("text/csv")
    assert "attachment" in response["Content-Disposition"]
    rows = rows_of(response.content)
    assert ["Verklaringen afgegeven", "1", "De wet noemt dit."] in rows
    assert [statement.number, "2026-11-23", ""] in rows
    assert all(len(row) == 3 for row in rows)
    text = response.content.decode()
    for hidden in ("Amina", "Anna", "Femke", statement.secret, bench.dossier.code):
        assert hidden not in text
    act = Act.objects.get(name="assessment.take-overview")
    assert (act.actor, act.subject) == (bench.people.institute, "organisation:hogeschool")


def test_replaced_statement_counts_once_as_issued(client: Client) -> None:
    bench, old = suitable()
    reported(bench, why="Uren.")
    new = signed(bench, put(bench, seen=old.decision_id))
    assert new is not None
    rows = rows_of(asked(client, bench.people.institute, "overview-csv", **SECOND).content)
    assert ["Verklaringen afgegeven", "1", "De wet noemt dit."] in rows
    assert [new.number, "2026-11-23", f"Vervangt {old.number}."] in rows


def test_page_previews_the_file_and_names_the_law(client: Client) -> None:
    bench, statement = suitable()
    response = asked(client, bench.people.institute, **SECOND)
    page = response.content.decode()
    assert "1 juli 2026" in page
    assert statement.number in page
    assert "WPO art. 176j" in page
    assert "Amina" not in page


@pytest.mark.parametrize("name", ["overview", "overview-csv"])
@pytest.mark.parametrize("who", ["amina", "broker", "school", "assessor", "coach", "policy"])
def test_overview_does_not_exist_for_others(client: Client, name: str, who: str) -> None:
    assert asked(client, getattr(cast(), who), name).status_code == 404


def test_institute_sees_its_own_overview_only(client: Client) -> None:
    people = cast()
    other = asked(client, people.institute, opleiding="andere-opleiding")
    assert other.status_code == 404
    assert asked(client, people.institute, opleiding="hogeschool").status_code == 200


@pytest.mark.parametrize(
    "about",
    [{}, {"jaar": "x"}, {"jaar": "2026", "helft": "3"}, {"jaar": "9999", "helft": "2"},
     {"jaar": "²", "helft": "1"}, {"jaar": "1900", "helft": "1"}],
)  # fmt: skip
def test_half_year_that_does_not_exist_gives_the_last_that_is_over(
    client: Client, about: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_about: TODAY)
    response = asked(client, cast().institute, **about)
    assert "Van 1 januari 2026 tot en met 30 juni 2026" in response.content.decode()


def test_name_that_looks_like_a_formula_is_text_in_the_file() -> None:
    cast()
    Organisation.objects.filter(code="hogeschool").update(name="=1+1")
    institute = organisation("hogeschool")
    found = overview_for(institute, Half(2026, 2))
    text = csv_of(found, institute, law().on("report.inspectie_asks", TODAY).source)
    assert "'=1+1" in text


def test_overview_asks_the_same_of_the_database_for_one_statement_and_three() -> None:
    bench, old = suitable()
    counted, last = [], old.decision_id
    for number in range(3):
        with CaptureQueriesContext(connection) as queries:
            overview_for(organisation("hogeschool"), Half(2026, 2))
        counted.append(len(queries))
        reported(bench, why=f"Versie {number}.")
        last = put(bench, seen=last).pk
        row = bench.dossier.assessments.get().reports.first().decisions.get(pk=last)
        signed(bench, row)
    assert len(set(counted)) == 1, counted
