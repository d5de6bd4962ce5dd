"""Two windows press the button in the same second: one page goes on, the other says why not."""

import re
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.assessment.verdict import judged, put, reported
from tests.web.outcomes import samples
from tests.web.outcomes.bench import (
    Bench,
    assessing,
    draft_all,
    judged_by,
    small_round,
)
from tests.web.outcomes.portfolio import told
from tests.web.pathway.stage import TODAY, Cast, cast, matched
from tests.web.together import SAME_SECOND, alone, at_once

from loopbrug.core.pathway.model import State
from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.models import SignatureRow, StatementRow
from loopbrug.web.assessment.services.decisions import sign
from loopbrug.web.outcomes.models import (
    Confirmation,
    EvidenceItem,
    JudgementRow,
    QuestionRow,
    Round,
    StoredFile,
    SubmissionRow,
)
from loopbrug.web.outcomes.services.invitations import Guest, invite
from loopbrug.web.pathway.models import Dossier

pytestmark = SAME_SECOND


def window(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def pressing(client: Client, url: str, data: Callable[[], dict[str, Any]]) -> Callable[[], Any]:
    return lambda: client.post(url, data())


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


def scene() -> tuple[Cast, Dossier]:
    people = cast()
    return people, matched(people)


def in_round(*, by_both: bool) -> tuple[Bench, Round]:
    bench = assessing()
    round_ = small_round(bench)
    draft_all(bench.anna, round_, "Van Anna.")
    if by_both:
        draft_all(bench.femke, round_, "Van Femke.")
    return bench, round_


def test_the_same_file_from_two_tabs_makes_one_piece_and_keeps_the_other_form() -> None:
    people, dossier = alone(scene)
    windows = alone(lambda: [window(people.amina), window(people.amina)])
    url = reverse("outcomes:evidence-add", args=[dossier.pk])

    def filled() -> dict[str, Any]:
        file = SimpleUploadedFile("verslag.pdf", samples.pdf("les"), "application/pdf")
        return told(carrier="file", text="", file=file, amount="12 hele lessen")

    done = at_once(*[pressing(each, url, filled) for each in windows])

    assert sorted(each.status_code for each in done) == [200, 302]  # type: ignore[attr-defined]
    [other] = [each for each in done if each.status_code == 200]  # type: ignore[attr-defined]
    page = other.text  # type: ignore[attr-defined]
    assert "staat al in je dossier" in page or "is er niet meer" in page
    assert 'value="12 hele lessen"' in page
    assert alone(EvidenceItem.objects.count) == 1
    assert alone(StoredFile.objects.filter(state="kept").count) == 1


def test_both_judges_press_hand_in() -> None:
    bench, round_ = alone(lambda: in_round(by_both=True))
    windows = alone(lambda: [window(bench.anna), window(bench.femke)])
    url = reverse("judging:submit", args=[round_.pk])

    done = at_once(*[pressing(each, url, dict) for each in windows])

    assert [each.status_code for each in done] == [302, 302]  # type: ignore[attr-defined]
    assert alone(SubmissionRow.objects.count) == 2
    assert alone(JudgementRow.objects.filter(round=round_).count) == len(round_.outcomes)


def test_one_judge_presses_hand_in_in_two_tabs() -> None:
    bench, round_ = alone(lambda: in_round(by_both=False))
    tabs = alone(lambda: [window(bench.anna), window(bench.anna)])
    url = reverse("judging:submit", args=[round_.pk])

    done = at_once(*[pressing(each, url, dict) for each in tabs])

    assert [each.status_code for each in done] == [302, 302]  # type: ignore[attr-defined]
    assert alone(SubmissionRow.objects.count) == 1
    told_in = alone(lambda: " ".join(words(tab.get(done[0]["Location"])) for tab in tabs))  # type: ignore[index]
    assert "jouw oordeel staat vast" in told_in
    assert "Je had al ingeleverd" in told_in


def test_one_judge_saves_two_texts_in_two_tabs_and_both_can_be_read() -> None:
    bench, round_ = alone(lambda: in_round(by_both=False))
    tabs = alone(lambda: [window(bench.anna), window(bench.anna)])
    url = reverse("judging:outcome", args=[round_.pk, "VI-1"])

    def filled(text: str) -> dict[str, Any]:
        return {
            "verdict": "validated", "reasons": ["shown-in-practice"], "text": text,
            "evidence": ["E1"], "seen": "1", "act": "stay",
        }  # fmt: skip

    texts = ("De eerste tekst.", "De tweede tekst.")
    done = at_once(
        *[
            pressing(tab, url, lambda text=text: filled(text))
            for tab, text in zip(tabs, texts, strict=True)
        ]
    )

    assert sorted(each.status_code for each in done) == [302, 409]  # type: ignore[attr-defined]
    [other] = [each for each in done if each.status_code == 409]  # type: ignore[attr-defined]
    assert all(text in other.text for text in texts)  # type: ignore[attr-defined]


def test_a_second_question_in_another_tab_gives_its_text_back() -> None:
    bench, round_ = alone(lambda: in_round(by_both=False))
    tabs = alone(lambda: [window(bench.anna), window(bench.anna)])
    url = reverse("judging:ask", args=[round_.pk])
    due = TODAY.replace(year=TODAY.year + 20).isoformat()
    texts = ("Heb je een filmpje?", "Heb je een lesplan?")

    def filled(text: str) -> dict[str, Any]:
        return {"to": "candidate", "text": text, "due_on": due, "outcome": ""}

    done = at_once(
        *[
            pressing(tab, url, lambda text=text: filled(text))
            for tab, text in zip(tabs, texts, strict=True)
        ]
    )

    statuses = [each.status_code for each in done]  # type: ignore[attr-defined]
    assert sorted(statuses) == [302, 409]
    lost = statuses.index(409)
    assert texts[lost] in words(done[lost])
    assert alone(lambda: QuestionRow.objects.get().text) == texts[1 - lost]


def test_differences_are_put_forward_from_both_sides_and_the_second_text_is_not_lost() -> None:
    def differing() -> tuple[Bench, Round]:
        bench = assessing()
        round_ = small_round(bench)
        judged_by(bench.anna, round_)
        judged_by(bench.femke, round_, VI_2="missing")
        return bench, round_

    bench, round_ = alone(differing)
    windows = alone(lambda: [window(bench.anna), window(bench.femke)])
    url = reverse("judging:put-forward", args=[round_.pk, "VI-2"])
    texts = ("Samen bekeken en gezien.", "Samen bekeken en toch niet.")

    done = at_once(
        *[
            pressing(each, url, lambda text=text: {"verdict": "missing", "text": text})
            for each, text in zip(windows, texts, strict=True)
        ]
    )

    statuses = [each.status_code for each in done]  # type: ignore[attr-defined]
    assert sorted(statuses) == [302, 409]
    lost = statuses.index(409)
    assert texts[lost] in words(done[lost])
    assert "Er ligt al een voorstel" in words(done[lost])


# The day of the decision


def signing() -> tuple[Bench, int]:
    bench = judged()
    reported(bench)
    row = put(bench)
    sign(actor=bench.anna, dossier=bench.dossier, decision=row.pk, day=TODAY)
    return bench, row.pk


def test_the_candidate_withdraws_while_the_last_signature_is_pressed() -> None:
    bench, row = alone(signing)
    candidate, signer = alone(lambda: [window(bench.people.amina), window(bench.femke)])
    key = bench.dossier.pk

    stopped, done = at_once(
        pressing(
            candidate,
            reverse("pathway:step", args=[key, "stop"]),
            lambda: {"seen": State.ASSESSING.value, "reason": "Een andere baan"},
        ),
        pressing(
            signer,
            reverse("assessment:sign", args=[key]),
            lambda: {"decision": row, "read": "on"},
        ),
    )

    assert (stopped.status_code, done.status_code) in ((302, 302), (409, 302))  # type: ignore[attr-defined]
    state, signatures, statements = alone(
        lambda: (
            Dossier.objects.get().state,
            SignatureRow.objects.count(),
            StatementRow.objects.count(),
        )
    )
    assert (state, signatures, statements) in (
        (State.STOPPED, 1, 0),
        (State.SUITABLE, 2, 1),
    )


def test_a_third_party_presses_twice() -> None:
    def asked() -> str:
        people, dossier = scene()
        guest = Guest("Wies", "wies@example.org")
        _row, secret = invite(
            actor=people.amina, dossier=dossier, guest=guest, item=None, day=TODAY
        )
        return reverse("third-party:door", args=[secret])

    url = alone(asked)
    texts = ("Zij legde alles uit.", "Zij legde alles heel goed uit.")

    done = at_once(
        *[
            pressing(Client(), url, lambda text=text: {"carrier": "text", "text": text})
            for text in texts
        ]
    )

    statuses = [each.status_code for each in done]  # type: ignore[attr-defined]
    assert sorted(statuses) == [302, 404]
    lost = statuses.index(404)
    assert texts[lost] in words(done[lost])
    assert alone(EvidenceItem.objects.count) == 1
    assert alone(Confirmation.objects.count) == 0
