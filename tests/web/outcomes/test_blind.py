"""Blind until both are in: whatever page an assessor can come to, by any link, says the same."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.web.crawling import pages_of
from tests.web.outcomes.bench import Bench, assessing, draft_all, judged_by, small_round
from tests.web.outcomes.portfolio import file_piece
from tests.web.pathway.stage import TODAY, somebody

from loopbrug.web.accounts.models import User
from loopbrug.web.audit.models import Act
from loopbrug.web.outcomes.models import JudgementRow, Round
from loopbrug.web.outcomes.services.questions import Asked, ask_more

pytestmark = pytest.mark.django_db
SECRET = "Zeepaardje-4711"
ROUND_THE_DOSSIER = ("amina", "school", "board", "broker", "institute", "coach")


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr("loopbrug.web.outcomes.views.worth.chances_of", lambda *_: None)
    bench = assessing()
    file_piece(bench.people.amina, bench.dossier)
    return bench


@pytest.fixture
def round_(bench: Bench) -> Round:
    return small_round(bench)


def seen_by(user: User, bench: Bench, round_: Round) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    starts = ["/", reverse("pathway:home"), reverse("judging:queue"), reverse("judging:agreement")]
    starts += [reverse("pathway:dossier", args=[bench.dossier.pk])]
    names = ("round", "submit", "differences", "case-agreement", "ask")
    starts += [reverse(f"judging:{name}", args=[round_.pk]) for name in names]
    starts += [reverse("judging:put-forward", args=[round_.pk, code]) for code in round_.outcomes]
    return pages_of(client, starts)


def differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))


def test_pages_are_really_visited(bench: Bench, round_: Round) -> None:
    pages = seen_by(bench.femke, bench, round_)
    assert len(pages) > 20
    whole = [text for text in pages.values() if text.startswith("200 ")]
    assert len(whole) > len(pages) / 2
    assert any(text.startswith("200 %PDF-") for text in pages.values())


def test_no_page_of_an_assessor_changes_when_the_other_hands_in(
    bench: Bench,
    round_: Round,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    draft_all(bench.femke, round_)
    before = seen_by(bench.femke, bench, round_)

    with django_capture_on_commit_callbacks(execute=True):
        judged_by(bench.anna, round_, SECRET, VI_1="missing")

    assert differing(before, seen_by(bench.femke, bench, round_)) == []
    assert [each.to for each in mail.outbox if bench.femke.email in each.to] == []


@pytest.mark.parametrize("who", ROUND_THE_DOSSIER)
def test_nobody_around_the_dossier_reads_what_one_judge_found_or_asked(
    bench: Bench, round_: Round, who: str
) -> None:
    asked = Asked("school", f"{SECRET} in een vraag", TODAY.replace(day=30), "VI-1")
    judged_by(bench.anna, round_, SECRET, VI_1="missing")
    draft_all(bench.femke, round_, SECRET)
    if who not in ("school", "board"):
        ask_more(actor=bench.femke, round_=round_, asked=asked, day=TODAY)

    pages = seen_by(getattr(bench.people, who), bench, round_)

    assert [key for key, text in pages.items() if SECRET in text] == []


def test_letters_and_record_hold_nothing_of_what_was_found(
    bench: Bench,
    round_: Round,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        judged_by(bench.anna, round_, SECRET, VI_1="missing")
    assert SECRET not in "".join(f"{each.subject} {each.body}" for each in mail.outbox)
    assert SECRET not in "".join(str(each.details) for each in Act.objects.all())
    assert not JudgementRow.objects.exists()


def test_who_judges_elsewhere_reads_nothing_at_all(bench: Bench, round_: Round) -> None:
    stranger = somebody("Wim", "assessor", "andere-opleiding")
    judged_by(bench.anna, round_, SECRET)
    pages = seen_by(stranger, bench, round_)
    assert [key for key, text in pages.items() if SECRET in text] == []
    assert pages[reverse("judging:round", args=[round_.pk])].startswith("404 ")
