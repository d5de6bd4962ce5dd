"""The same file twice, a virus, and what is cleared afterwards."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.web.outcomes import samples
from tests.web.outcomes.sending import LESSON, began, codes, piece_of, sent
from tests.web.pathway.stage import Cast

from loopbrug.web.audit.queries import acts_on
from loopbrug.web.outcomes.facts.evidence import refusal_of
from loopbrug.web.outcomes.files import shelf
from loopbrug.web.outcomes.files.scanner import Scan
from loopbrug.web.outcomes.models import StoredFile
from loopbrug.web.outcomes.services import uploads
from loopbrug.web.outcomes.services.evidence import withdraw_piece
from loopbrug.web.outcomes.services.uploads import (
    clear_uploads,
    finish,
    receive,
    scan_again,
    take_whole,
)
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db


def test_of_two_that_finish_one_file_at_once_the_second_gets_what_the_first_got(
    people: Cast, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = began(people, dossier)
    receive(key=row.pk, offset=0, data=LESSON)
    look = uploads._look_at

    def overtaken(path: Path) -> Any:
        monkeypatch.setattr(uploads, "_look_at", look)
        assert finish(actor=people.amina, key=row.pk).state == "kept"
        return look(path)

    monkeypatch.setattr(uploads, "_look_at", overtaken)
    assert finish(actor=people.amina, key=row.pk).state == "kept"
    assert StoredFile.objects.count() == 1
    assert shelf.place_of(row.pk).read_bytes() == LESSON


def test_the_same_content_twice_says_which_piece_it_is(people: Cast, dossier: Dossier) -> None:
    piece_of(people, dossier, sent(people, dossier), "Lesplan breuken")
    again = sent(people, dossier)
    assert codes(again) == ["outcomes.upload-same"]
    assert refusal_of(again)[0].value("piece") == "Lesplan breuken"
    assert StoredFile.objects.filter(state="kept").count() == 1


def test_the_same_content_from_two_tabs_at_once_is_one_file(people: Cast, dossier: Dossier) -> None:
    one, other = began(people, dossier), began(people, dossier)
    for row in (one, other):
        receive(key=row.pk, offset=0, data=LESSON)
    first, second = (finish(actor=people.amina, key=row.pk) for row in (one, other))
    assert first.pk == second.pk == one.pk
    assert StoredFile.objects.get(pk=other.pk).state == "refused"


def test_the_content_of_a_withdrawn_piece_asks_to_put_it_back(
    people: Cast, dossier: Dossier
) -> None:
    item = piece_of(people, dossier, sent(people, dossier))
    withdraw_piece(actor=people.amina, item=item, day=timezone.localdate())
    assert codes(sent(people, dossier)) == ["outcomes.upload-withdrawn"]


def test_who_may_not_see_evidence_does_not_hear_what_the_same_content_is(
    people: Cast, dossier: Dossier
) -> None:
    piece_of(people, dossier, sent(people, dossier), "Geheim lesplan")
    row = take_whole(
        actor=people.coach, dossier=dossier, name="x", size=len(LESSON), blocks=[LESSON]
    )
    assert codes(row) == ["outcomes.upload-known"]
    assert "Geheim" not in str(row.refusal)


def test_the_same_content_in_another_dossier_is_another_file(
    people: Cast, dossier: Dossier
) -> None:
    other = Dossier.objects.create(
        code="XXX-XXX", candidate=people.broker, started_on=timezone.localdate()
    )
    assert sent(people, dossier).state == "kept"
    row = take_whole(
        actor=people.broker, dossier=other, name="x", size=len(LESSON), blocks=[LESSON]
    )
    assert row.state == "kept"


def test_a_virus_is_refused_kept_out_and_on_the_record(
    people: Cast,
    dossier: Dossier,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    monkeypatch.setattr(uploads, "scan", lambda _path: Scan("infected", "Eicar"))
    with django_capture_on_commit_callbacks(execute=True):
        row = sent(people, dossier)
    assert (row.state, row.scan, codes(row)) == (
        "refused",
        "infected",
        ["outcomes.upload-infected"],
    )
    assert list(folder.iterdir()) == []
    assert acts_on(dossier.subject_key)[0].name == "outcomes.refuse-infected"


def test_a_file_is_scanned_later_and_taken_out_when_it_is_infected(
    people: Cast,
    dossier: Dossier,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    item = piece_of(people, dossier, sent(people, dossier))
    assert [said for _row, said in scan_again()] == ["not-scanned"]
    monkeypatch.setattr(uploads, "scan", lambda _path: Scan("infected", "Eicar"))
    with django_capture_on_commit_callbacks(execute=True):
        assert [said for _row, said in scan_again()] == ["infected"]
    item.refresh_from_db()
    assert item.file is not None
    assert codes(item.file) == ["outcomes.upload-infected-later"]
    assert list(folder.iterdir()) == []
    assert list(scan_again()) == []


def test_what_became_no_piece_is_cleared_and_pieces_stay(
    people: Cast,
    dossier: Dossier,
    folder: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    item = piece_of(people, dossier, sent(people, dossier))
    began(people, dossier)
    sent(people, dossier, samples.pdf("ander"))
    assert clear_uploads(before=timezone.now() - timedelta(days=7)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert clear_uploads(before=timezone.now() + timedelta(seconds=1)) == 2
    assert [path.name for path in folder.iterdir()] == [str(item.file_id)]
    assert sent(people, dossier, samples.pdf("ander")).state == "kept"


def test_the_command_tells_what_it_did(
    people: Cast, dossier: Dossier, capsys: pytest.CaptureFixture[str]
) -> None:
    sent(people, dossier)
    call_command("tend_files")
    assert capsys.readouterr().out == (
        "0 scanned, 0 infected and removed, 1 still waiting; 0 left behind and removed\n"
    )
