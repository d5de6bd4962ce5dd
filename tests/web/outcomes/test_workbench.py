import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.outcomes.bench import (
    SHOWN,
    Bench,
    assessing,
    draft_all,
    first_round,
    found,
    judged_by,
    small_round,
)
from tests.web.pathway.pages import text_of
from tests.web.pathway.stage import TODAY, somebody

from loopbrug.core.outcomes.judging import Side
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.outcomes.models import Draft, JudgementRow, Round, SubmissionRow
from loopbrug.web.outcomes.services.drafts import save_draft
from loopbrug.web.outcomes.services.questions import Asked, ask_more
from loopbrug.web.outcomes.services.seats import Chosen, move_seat, seat_assessor
from loopbrug.web.outcomes.services.settling import settle

pytestmark = pytest.mark.django_db
SECRET = "Zeepaardje-4711"


@pytest.fixture
def bench() -> Bench:
    return assessing()


@pytest.fixture
def round_(bench: Bench) -> Round:
    return small_round(bench)


def at(name: str, *parts: object) -> str:
    return reverse(f"judging:{name}", args=parts)


def filled(**other: Any) -> dict[str, Any]:
    return {
        "verdict": "validated", "reasons": ["shown-in-practice"], "text": "Sterk lesplan.",
        "evidence": ["E1"], "seen": "0", "act": "stay", **other,
    }  # fmt: skip


def test_the_bench_shows_outcome_evidence_questions_and_reasons(
    client: Client, bench: Bench, round_: Round
) -> None:
    client.force_login(bench.anna)
    text = text_of(client.get(at("outcome", round_.pk, "VI-2")))
    assert "Je kent de opbouw van het leerplan" in text
    assert "Lesplan breuken" in text
    assert "2 van 3 · Vakinhoudelijke bekwaamheid" in text
    assert "Je laat dit in de praktijk zien" in text
    assert "Er is nog geen bewijs voor deze leeruitkomst." in text
    assert "Ze zijn geen oordeel en tellen niet op" in text


def test_saving_keeps_the_draft_and_goes_on_to_the_next(
    client: Client, bench: Bench, round_: Round
) -> None:
    client.force_login(bench.anna)
    response = client.post(at("outcome", round_.pk, "VI-1"), filled(act="next"))
    assert response["Location"] == at("outcome", round_.pk, "VI-2")
    draft = Draft.objects.get()
    assert (draft.verdict, draft.reasons, draft.evidence, draft.author) == (
        "validated",
        ["shown-in-practice"],
        ["E1"],
        bench.anna,
    )
    page = client.get(at("outcome", round_.pk, "VI-1")).content.decode()
    assert "Sterk lesplan." in page
    assert 'value="1" id="id_seen"' in page


def test_saving_the_last_goes_back_to_the_overview(
    client: Client, bench: Bench, round_: Round
) -> None:
    client.force_login(bench.anna)
    response = client.post(at("outcome", round_.pk, "VD-1"), filled(act="next"))
    assert response["Location"] == at("round", round_.pk)


def test_a_stale_window_shows_both_texts_and_loses_nothing(
    client: Client, bench: Bench, round_: Round
) -> None:
    save_draft(actor=bench.anna, round_=round_, filled=found("VI-1", text="Nieuwere."), seen=0)
    client.force_login(bench.anna)
    response = client.post(at("outcome", round_.pk, "VI-1"), filled(text="Oudere."))
    assert response.status_code == 409
    page = response.content.decode()
    assert "Nieuwere." in page
    assert re.search(r"<textarea[^>]*>\s*Oudere\.", page)
    assert Draft.objects.get().text == "Nieuwere."
    again = client.post(at("outcome", round_.pk, "VI-1"), filled(text="Oudere.", seen="1"))
    assert again.status_code == 302
    assert Draft.objects.get().text == "Oudere."


def test_too_many_hours_left_are_refused_with_what_was_typed(
    client: Client, bench: Bench, round_: Round
) -> None:
    client.force_login(bench.anna)
    data = filled(verdict="partly", left_hours="40", text="Blijft staan.")
    page = text_of(client.post(at("outcome", round_.pk, "VI-1"), data))
    assert "Vul minder dan 40 uur in." in page
    assert "Blijft staan." in page
    assert not Draft.objects.exists()


def test_saving_after_handing_in_gives_the_text_back(
    client: Client, bench: Bench, round_: Round
) -> None:
    judged_by(bench.anna, round_)
    client.force_login(bench.anna)
    data = filled(seen="1", text="Toch nog iets.")
    response = client.post(at("outcome", round_.pk, "VI-1"), data)
    assert response.status_code == 409
    text = text_of(response)
    assert "Je had al ingeleverd" in text
    assert "Toch nog iets." in text


def test_handing_in_tells_what_is_missing_with_links(
    client: Client, bench: Bench, round_: Round
) -> None:
    client.force_login(bench.anna)
    page = client.get(at("submit", round_.pk)).content.decode()
    for code in SHOWN:
        assert f'href="{at("outcome", round_.pk, code)}"' in page
    assert "Lever mijn oordeel in" not in page
    assert client.post(at("submit", round_.pk)).status_code == 409
    assert not SubmissionRow.objects.exists()


def test_handing_in_twice_is_friendly(client: Client, bench: Bench, round_: Round) -> None:
    draft_all(bench.anna, round_)
    client.force_login(bench.anna)
    assert "Lever mijn oordeel in" in text_of(client.get(at("submit", round_.pk)))
    assert "Jouw oordeel staat vast" not in text_of(client.get(at("round", round_.pk)))
    client.post(at("submit", round_.pk))
    text = text_of(client.post(at("submit", round_.pk), follow=True))
    assert "Je had al ingeleverd. Dat oordeel staat; er is niets veranderd." in text
    assert SubmissionRow.objects.count() == 1


def test_a_successor_sees_whose_drafts_they_are(
    client: Client, bench: Bench, round_: Round
) -> None:
    save_draft(actor=bench.femke, round_=round_, filled=found("VI-1", text="Begonnen."), seen=0)
    rosa = somebody("Rosa", "assessor", "beukschool")
    move_seat(
        actor=bench.people.broker, round_=round_, side=Side.FIELD, chosen=Chosen(rosa),
        reason="Ander werk.", day=TODAY,
    )  # fmt: skip
    client.force_login(rosa)
    assert "van je voorganger Femke" in text_of(client.get(at("round", round_.pk)))
    text = text_of(client.get(at("outcome", round_.pk, "VI-1")))
    assert "Dit concept is van je voorganger, Femke." in text
    assert "Begonnen." in text
    client.force_login(bench.femke)
    assert client.get(at("round", round_.pk)).status_code == 404


def addresses(bench: Bench, round_: Round) -> list[str]:
    """Return every page an assessor can come to around a round."""
    key = bench.dossier.pk
    names = ("round", "submit", "differences", "case-agreement", "ask")
    pages = [at(name, round_.pk) for name in names]
    pages += [at("outcome", round_.pk, code) for code in round_.outcomes]
    pages += [at("put-forward", round_.pk, code) for code in round_.outcomes]
    pages += [at("queue"), at("panel", key), reverse("outcomes:gap", args=[key])]
    pages += [reverse("pathway:dossier", args=[key]), reverse("pathway:home")]
    return [*pages, reverse("outcomes:evidence", args=[key])]


def everything(client: Client, bench: Bench, round_: Round) -> str:
    """Return all that these pages say, where they lead as well."""
    return "".join(
        client.get(address, follow=True).content.decode() for address in addresses(bench, round_)
    )


def test_an_assessor_sees_nothing_of_the_other_until_both_are_in(
    client: Client, bench: Bench, round_: Round
) -> None:
    asked = Asked("school", f"{SECRET} in een vraag", TODAY.replace(day=30), "VI-1")
    client.force_login(bench.femke)
    before = everything(client, bench, round_)
    draft_all(bench.anna, round_, SECRET, VI_1="missing")
    drafted = everything(client, bench, round_)
    assert SECRET not in drafted
    assert without_tokens(drafted) == without_tokens(before)
    ask_more(actor=bench.anna, round_=round_, asked=asked, day=TODAY)
    assert SECRET not in everything(client, bench, round_)


def test_an_assessor_cannot_tell_from_any_page_that_the_other_handed_in(
    client: Client, bench: Bench, round_: Round
) -> None:
    client.force_login(bench.femke)
    before = everything(client, bench, round_)
    judged_by(bench.anna, round_, SECRET, VI_1="missing")
    after = everything(client, bench, round_)
    assert SECRET not in after
    assert without_tokens(after) == without_tokens(before)


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


@pytest.mark.parametrize("who", ["amina", "school", "broker", "institute", "coach", "board"])
def test_nobody_around_the_dossier_sees_what_one_judge_found(
    client: Client, bench: Bench, round_: Round, who: str
) -> None:
    judged_by(bench.anna, round_, SECRET, VI_1="missing")
    draft_all(bench.femke, round_, SECRET)
    client.force_login(getattr(bench.people, who))
    assert SECRET not in everything(client, bench, round_)
    told = [str(act.details) for act in acts_on(bench.dossier.subject_key)]
    assert SECRET not in "".join(told)
    assert not JudgementRow.objects.exists()


def test_a_third_assessor_sees_both_once_they_are_in(
    client: Client, bench: Bench, round_: Round
) -> None:
    judged_by(bench.anna, round_, SECRET)
    judged_by(bench.femke, round_, "Anders gezien.", VI_2="missing")
    tess = somebody("Tess", "assessor", "andere-opleiding")
    seat_assessor(
        actor=bench.people.institute, round_=round_, side=Side.THIRD, chosen=Chosen(tess), day=TODAY
    )
    client.force_login(tess)
    text = text_of(client.get(at("differences", round_.pk)))
    assert SECRET in text
    assert "Anders gezien." in text
    assert "Lesplan breuken" in text_of(client.get(at("outcome", round_.pk, "VI-2")))
    data = {"verdict": "missing", "text": "Ik zie het nergens."}
    response = client.post(at("put-forward", round_.pk, "VI-2"), data)
    assert response.status_code == 302
    assert JudgementRow.objects.get(outcome="VI-2").verdict == "missing"


def test_differences_are_put_forward_and_agreed_to_on_screen(
    client: Client, bench: Bench, round_: Round
) -> None:
    judged_by(bench.anna, round_)
    judged_by(bench.femke, round_, VI_2="missing")
    client.force_login(bench.femke)
    page = text_of(client.get(at("differences", round_.pk)))
    assert "Jullie zijn het over 2 van de 3 leeruitkomsten eens." in page
    data = {"verdict": "partly", "left_hours": "5", "text": "De helft is er."}
    client.post(at("put-forward", round_.pk, "VI-2"), data)
    assert "Wacht op antwoord" in text_of(client.get(at("differences", round_.pk)))
    client.force_login(bench.anna)
    page = client.get(at("differences", round_.pk)).content.decode()
    [number] = re.findall(rf'action="{at("differences", round_.pk)[:-13]}/voorstel/(\d+)/"', page)
    wrong = client.post(at("voice", round_.pk, number), {"text": "Bijna."})
    assert wrong.status_code == 400
    assert "Bijna." in text_of(wrong)
    client.post(at("voice", round_.pk, number), {"agrees": "yes"})
    row = JudgementRow.objects.get(outcome="VI-2")
    assert (row.verdict, row.left_hours) == ("partly", 5)
    assert "Er zijn geen verschillen meer" in text_of(client.get(at("differences", round_.pk)))


def test_put_forward_without_a_reason_keeps_what_was_chosen(
    client: Client, bench: Bench, round_: Round
) -> None:
    judged_by(bench.anna, round_)
    judged_by(bench.femke, round_, VI_2="missing")
    client.force_login(bench.anna)
    page = client.post(at("put-forward", round_.pk, "VI-2"), {"verdict": "missing"})
    assert "Schrijf op waarom" in text_of(page)
    without_rest = {"verdict": "partly", "text": "Deels."}
    text = text_of(client.post(at("put-forward", round_.pk, "VI-2"), without_rest))
    assert "Deels." in text


def test_settling_what_was_settled_meanwhile_is_friendly(
    client: Client, bench: Bench, round_: Round
) -> None:
    judged_by(bench.anna, round_)
    judged_by(bench.femke, round_, VI_2="missing")
    settle(
        actor=bench.anna, round_=round_, filled=found("VI-2", "missing", "Toch niet."), day=TODAY
    )
    client.force_login(bench.femke)
    data = {"verdict": "missing", "text": "Dubbel."}
    text = text_of(client.post(at("put-forward", round_.pk, "VI-2"), data, follow=True))
    assert "Er ligt al een voorstel." in text


@pytest.mark.parametrize("who", ["amina", "broker", "institute", "other_institute", "foundation"])
def test_the_bench_does_not_exist_for_who_has_no_seat(
    client: Client, bench: Bench, round_: Round, who: str
) -> None:
    client.force_login(getattr(bench.people, who))
    for address in (at("round", round_.pk), at("outcome", round_.pk, "VI-1"), at("ask", round_.pk)):
        assert client.get(address).status_code == 404
    assert client.post(at("outcome", round_.pk, "VI-1"), filled()).status_code == 404


def test_an_outcome_outside_the_round_and_a_dropped_round_do_not_exist(
    client: Client, bench: Bench, round_: Round
) -> None:
    client.force_login(bench.anna)
    assert client.get(at("outcome", round_.pk, "PE-1")).status_code == 404
    assert client.get(at("round", first_round(bench).pk)).status_code == 404


@pytest.mark.parametrize("drafted", [1, 3])
def test_the_overview_asks_as_many_queries_for_one_draft_as_for_three(
    client: Client, bench: Bench, round_: Round, drafted: int, django_assert_num_queries: Any
) -> None:
    for code in SHOWN[:drafted]:
        save_draft(actor=bench.anna, round_=round_, filled=found(code), seen=0)
    client.force_login(bench.anna)
    with django_assert_num_queries(OVERVIEW):
        client.get(at("round", round_.pk))


OVERVIEW = 18
