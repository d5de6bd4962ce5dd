import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.pathway.stage import TODAY, Cast, cast, matched

from loopbrug.core.bridge.model import Evidence
from loopbrug.core.outcomes.evidence import Kind
from loopbrug.core.outcomes.model import Judgement, Remainder, Verdict
from loopbrug.web.outcomes.facts import gap_for, standing_of
from loopbrug.web.outcomes.matrix import Mark, matrix_of
from loopbrug.web.outcomes.services.recording import keep_evidence, record_judgements
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.spans import SpanState, spans_of

pytestmark = pytest.mark.django_db

BOTH = ("institute", "field")
QUERIES = 13


def judged(code: str, verdict: Verdict, reason: str = "", hours: int | None = None) -> Judgement:
    left = Remainder(hours=hours) if verdict is Verdict.PARTLY else None
    return Judgement(code, verdict, TODAY, BOTH, left, reason)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    dossier = matched(people)
    record_judgements(
        actor=people.assessor,
        dossier=dossier,
        judgements=[
            judged("VI-1", Verdict.VALIDATED, "Jaren les gegeven aan collega’s."),
            judged("VI-2", Verdict.PARTLY, "De eindtermen nog niet.", 4),
            judged("VI-3", Verdict.MISSING, "Nog niet gezien."),
            Judgement("VI-4", Verdict.MISSING, TODAY, ("institute",), reason="Nog geheim."),
        ],
    )
    keep_evidence(
        actor=people.amina,
        dossier=dossier,
        items=[Evidence("E1", "Cijferlijst bouwkunde", Kind.DIPLOMA, date(2012, 6, 1), ("VI-1",))],
    )
    return dossier


def page(client: Client, user: object, dossier: Dossier, query: str = "") -> str:
    client.force_login(user)  # type: ignore[arg-type]
    response = client.get(reverse("outcomes:gap", args=[dossier.pk]) + query)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def row(html: str, code: str) -> str:
    found = re.search(rf'<li class="lb-outcome[^>]*id="{code}">(.*?)</li> <li class="lb-outcome|'
                      rf'<li class="lb-outcome[^>]*id="{code}">(.*)', html)  # fmt: skip
    assert found, code
    return found[1] or found[2]


def test_gap_page_shows_each_state_with_reason_and_who_judged(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    html = page(client, people.amina, dossier)
    assert "Gevalideerd" in row(html, "VI-1")
    assert "Jaren les gegeven" in row(html, "VI-1")
    assert "Beoordeeld door de opleiding en het werkveld, 23 november 2026" in row(html, "VI-1")
    assert "Deels gevalideerd" in row(html, "VI-2")
    assert "nog 4 uur" in row(html, "VI-2")
    assert "Ontbreekt nog" in row(html, "VI-3")
    assert "Nog niet beoordeeld" in row(html, "VI-5")


def test_gap_page_keeps_what_one_assessor_wrote_to_itself(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    for user in (people.amina, people.field_assessor, people.institute):
        html = page(client, user, dossier)
        assert "Nog geheim" not in html
        assert "Nog niet beoordeeld" in row(html, "VI-4")


def test_gap_page_names_no_assessor(client: Client, people: Cast, dossier: Dossier) -> None:
    html = page(client, people.amina, dossier)
    assert "Anna" not in html
    assert "Fred" not in html


@pytest.mark.parametrize(
    ("who", "evidence"),
    [
        ("amina", True),
        ("institute", True),
        ("assessor", True),
        ("broker", False),
        ("school", False),
        ("board", False),
        ("coach", False),
    ],
)
def test_gap_page_shows_evidence_to_those_who_may_see_it(
    client: Client, people: Cast, dossier: Dossier, who: str, evidence: bool
) -> None:
    html = page(client, getattr(people, who), dossier)
    assert ("Cijferlijst bouwkunde" in html) is evidence


@pytest.mark.parametrize("who", ["other_board", "other_institute", "foundation", "policy"])
def test_gap_page_does_not_exist_for_others(
    client: Client, people: Cast, dossier: Dossier, who: str
) -> None:
    client.force_login(getattr(people, who))
    assert client.get(reverse("outcomes:gap", args=[dossier.pk])).status_code == 404


def test_gap_page_asks_a_stranger_to_sign_in(client: Client, dossier: Dossier) -> None:
    response = client.get(reverse("outcomes:gap", args=[dossier.pk]))
    assert response.status_code == 302


@pytest.mark.parametrize(
    ("state", "codes"),
    [("gevalideerd", {"VI-1"}), ("deels", {"VI-2"}), ("ontbreekt", {"VI-3"})],
)
def test_gap_page_filters_by_state(
    client: Client, people: Cast, dossier: Dossier, state: str, codes: set[str]
) -> None:
    html = page(client, people.amina, dossier, f"?stand={state}")
    assert set(re.findall(r'<li class="lb-outcome[^>]*id="([^"]+)"', html)) == codes


def test_gap_page_with_a_filter_nobody_has_says_so(client: Client, people: Cast) -> None:
    html = page(client, people.amina, matched(people), "?stand=deels")
    assert "Geen leeruitkomst in deze stand" in html


def test_gap_page_shows_everything_for_a_filter_that_does_not_exist(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    everything = page(client, people.amina, dossier).count('<li class="lb-outcome')
    html = page(client, people.amina, dossier, "?stand=alles")
    assert html.count('<li class="lb-outcome') == everything > 3


def test_gap_page_speaks_english(client: Client, people: Cast, dossier: Dossier) -> None:
    client.cookies["django_language"] = "en"
    html = page(client, people.amina, dossier)
    assert "What you can do already" in html
    assert "Judged by the training institute and the field" in html
    assert "Gevalideerd" not in html


@pytest.mark.parametrize("more", [1, 3])
def test_gap_page_asks_as_many_queries_for_one_row_as_for_three(
    client: Client,
    people: Cast,
    dossier: Dossier,
    more: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    codes = ("VD-1", "VD-2", "VD-3")[:more]
    record_judgements(
        actor=None, dossier=dossier, judgements=[judged(code, Verdict.VALIDATED) for code in codes]
    )
    keep_evidence(
        actor=None,
        dossier=dossier,
        items=[Evidence(f"M{code}", "Meer", Kind.WORK_PRODUCT, None, (code,)) for code in codes],
    )
    client.force_login(people.amina)
    with django_assert_num_queries(QUERIES):
        client.get(reverse("outcomes:gap", args=[dossier.pk]))


def test_matrix_counts_add_up_and_spare_what_is_validated(dossier: Dossier) -> None:
    standing = standing_of(dossier, TODAY)
    matrix = matrix_of(standing, "nl")
    assert matrix is not None
    assert sum(one.count for one in matrix.counts) == matrix.total
    assert matrix.validated == 1
    framework = standing.region.framework
    whole = framework.outcome("VI-1").hours + framework.outcome("VI-2").hours
    assert matrix.spared == whole - 4


def test_matrix_has_every_required_outcome_once(dossier: Dossier) -> None:
    gap, matrix = gap_for(dossier, TODAY), matrix_of(standing_of(dossier, TODAY), "nl")
    assert gap is not None
    assert matrix is not None
    codes = [row.code for group in matrix.groups for row in group.rows]
    assert sorted(codes) == sorted((*gap.validated, *gap.partly, *gap.missing))


def test_matrix_counts_do_not_change_with_the_filter(dossier: Dossier) -> None:
    whole = matrix_of(standing_of(dossier, TODAY), "nl")
    partly = matrix_of(standing_of(dossier, TODAY), "nl", Mark.PARTLY)
    assert whole is not None
    assert partly is not None
    assert whole.counts == partly.counts


def test_span_says_how_many_are_validated(people: Cast, dossier: Dossier) -> None:
    spans = {span.code: span for span in spans_of(dossier, people.amina, TODAY)}
    assert spans["outcomes"].state is SpanState.NOW
    assert spans["outcomes"].summary.startswith("1 van de ")
    assert spans["outcomes"].url == reverse("outcomes:gap", args=[dossier.pk])
