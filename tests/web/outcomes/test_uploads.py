"""Files that come in piece by piece: dropped lines, doubles, and everything that is refused."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from tests.web.outcomes import samples
from tests.web.pathway.stage import Cast, cast, matched

from loopbrug.core.outcomes.evidence import Carrier, Kind
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.accounts.models import User
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.outcomes.facts.evidence import refusal_of
from loopbrug.web.outcomes.files import shelf
from loopbrug.web.outcomes.files.scanner import Scan
from loopbrug.web.outcomes.models import EvidenceItem, StoredFile
from loopbrug.web.outcomes.services import uploads
from loopbrug.web.outcomes.services.evidence import Content, PieceFacts, add_piece, withdraw_piece
from loopbrug.web.outcomes.services.uploads import (
    clear_uploads,
    finish,
    receive,
    scan_again,
    start_upload,
    take_whole,
)
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.services import NotAllowedError

pytestmark = pytest.mark.django_db
LESSON = samples.pdf("les")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    return matched(people)


def began(people: Cast, dossier: Dossier, content: bytes = LESSON) -> StoredFile:
    return start_upload(actor=people.amina, dossier=dossier, name="les.pdf", size=len(content))


def sent(people: Cast, dossier: Dossier, content: bytes = LESSON) -> StoredFile:
    return take_whole(
        actor=people.amina,
        dossier=dossier,
        name="les.pdf",
        size=len(content),
        blocks=[content[:50], content[50:]],
    )


def piece_of(people: Cast, dossier: Dossier, file: StoredFile, title: str = "Les") -> EvidenceItem:
    facts = PieceFacts(title=title, kind=Kind.WORK_PRODUCT)
    content = Content(Carrier.FILE, file=file)
    return add_piece(actor=people.amina, dossier=dossier, facts=facts, content=content)


def codes(row: StoredFile) -> list[str]:
    return [finding.code for finding in refusal_of(row)]


def test_a_file_in_chunks_is_kept_whole_under_a_random_name(
    people: Cast, dossier: Dossier, folder: Path
) -> None:
    row = began(people, dossier)
    for offset in range(0, len(LESSON), 100):
        receive(key=row.pk, offset=offset, data=LESSON[offset : offset + 100])
    done = finish(actor=people.amina, key=row.pk)
    assert (done.state, done.media_type, done.scan) == ("kept", "application/pdf", "not-scanned")
    assert [path.name for path in folder.iterdir()] == [str(row.pk)]
    assert (folder / str(row.pk)).read_bytes() == LESSON


def test_a_chunk_that_comes_twice_counts_once(people: Cast, dossier: Dossier) -> None:
    row = began(people, dossier)
    for _ in range(2):
        assert receive(key=row.pk, offset=0, data=LESSON[:100]).received == 100
    assert receive(key=row.pk, offset=50, data=LESSON[50:150]).received == 150
    receive(key=row.pk, offset=150, data=LESSON[150:])
    assert finish(actor=people.amina, key=row.pk).state == "kept"
    assert shelf.place_of(row.pk).read_bytes() == LESSON


def test_a_chunk_that_would_leave_a_hole_is_not_written(people: Cast, dossier: Dossier) -> None:
    row = began(people, dossier)
    assert receive(key=row.pk, offset=100, data=LESSON[100:]).received == 0
    assert shelf.part_of(row.pk).read_bytes() == b""


def test_what_was_written_but_never_counted_is_written_over(people: Cast, dossier: Dossier) -> None:
    row = began(people, dossier)
    receive(key=row.pk, offset=0, data=LESSON[:100])
    with shelf.part_of(row.pk).open("ab") as file:
        file.write(b"half a chunk of a process that died" * 100)
    receive(key=row.pk, offset=100, data=LESSON[100:])
    assert finish(actor=people.amina, key=row.pk).state == "kept"
    assert shelf.place_of(row.pk).read_bytes() == LESSON


def test_more_than_announced_is_refused_and_removed(
    people: Cast,
    dossier: Dossier,
    folder: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    row = began(people, dossier, b"x" * 10)
    with django_capture_on_commit_callbacks(execute=True):
        refused = receive(key=row.pk, offset=0, data=b"x" * 11)
    assert codes(refused) == ["outcomes.upload-more-than-said"]
    assert list(folder.iterdir()) == []
    assert receive(key=row.pk, offset=0, data=b"x").state == "refused"


@pytest.mark.parametrize(
    ("size", "code"),
    [
        (0, "outcomes.upload-empty"),
        (-5, "outcomes.upload-empty"),
        (2_000_000_000, "outcomes.upload-too-big"),
    ],
)
def test_a_size_nobody_takes_is_refused_before_anything_is_sent(
    people: Cast, dossier: Dossier, folder: Path, size: int, code: str
) -> None:
    with pytest.raises(BadDataError) as refused:
        start_upload(actor=people.amina, dossier=dossier, name="x", size=size)
    assert [finding.code for finding in refused.value.findings] == [code]
    assert not StoredFile.objects.exists()
    assert not folder.exists()


def test_a_file_that_is_not_all_here_is_not_finished(people: Cast, dossier: Dossier) -> None:
    row = began(people, dossier)
    receive(key=row.pk, offset=0, data=LESSON[:100])
    assert finish(actor=people.amina, key=row.pk).state == "receiving"
    assert not shelf.place_of(row.pk).exists()


def test_a_whole_that_breaks_off_is_refused(people: Cast, dossier: Dossier) -> None:
    row = take_whole(
        actor=people.amina, dossier=dossier, name="x", size=len(LESSON), blocks=[LESSON[:100]]
    )
    assert codes(row) == ["outcomes.upload-broken-off"]


def test_finishing_twice_gives_the_same_answer(people: Cast, dossier: Dossier) -> None:
    row = sent(people, dossier)
    again = finish(actor=people.amina, key=row.pk)
    assert (again.pk, again.state, again.sha256) == (row.pk, "kept", row.sha256)


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


@pytest.mark.parametrize("who", ["broker", "institute", "other_board", "policy"])
def test_who_may_add_nothing_cannot_send_a_file(people: Cast, dossier: Dossier, who: str) -> None:
    with pytest.raises(NotAllowedError):
        start_upload(actor=getattr(people, who), dossier=dossier, name="x", size=5)


# The same over the line


class Line:
    """What upload.js does, with the answers as values."""

    def __init__(self, client: Client, user: User, dossier: Dossier) -> None:
        client.force_login(user)
        self.client, self.dossier = client, dossier

    def start(self, size: int, name: str = "les.pdf") -> Any:
        url = reverse("outcomes:upload-start", args=[self.dossier.pk])
        told = json.dumps({"name": name, "size": size})
        return self.client.post(url, told, content_type="text/plain")

    def put(self, url: str, offset: object, data: bytes) -> Any:
        return self.client.put(
            f"{url}?offset={offset}", data, content_type="application/octet-stream"
        )


@pytest.fixture
def line(client: Client, people: Cast, dossier: Dossier) -> Line:
    return Line(client, people.amina, dossier)


def test_a_dropped_line_goes_on_where_it_stopped(line: Line) -> None:
    begun = line.start(len(LESSON)).json()
    assert line.put(begun["chunk"], 0, LESSON[:100]).json()["received"] == 100
    state = line.client.get(begun["chunk"]).json()
    assert (state["state"], state["received"], state["size"]) == ("receiving", 100, len(LESSON))
    assert line.put(begun["chunk"], 100, LESSON[100:]).json()["received"] == len(LESSON)
    done = line.client.post(begun["end"])
    assert (done.status_code, done.json()["state"]) == (200, "kept")
    assert line.client.post(begun["end"]).json() == done.json()


def test_a_chunk_out_of_order_hears_where_to_go_on(line: Line) -> None:
    begun = line.start(len(LESSON)).json()
    answer = line.put(begun["chunk"], 100, LESSON[100:])
    assert (answer.status_code, answer.json()["received"]) == (409, 0)


def test_finishing_too_early_hears_where_to_go_on(line: Line) -> None:
    begun = line.start(len(LESSON)).json()
    line.put(begun["chunk"], 0, LESSON[:100])
    answer = line.client.post(begun["end"])
    assert (answer.status_code, answer.json()["received"]) == (409, 100)


def test_half_a_chunk_counts_for_nothing(line: Line) -> None:
    begun = line.start(len(LESSON)).json()
    broken: Any = {"wsgi.input": io.BytesIO(LESSON[:60]), "CONTENT_LENGTH": "100"}
    answer = line.client.put(begun["chunk"] + "?offset=0", **broken)
    assert (answer.status_code, answer.json()["received"]) == (409, 0)


@pytest.mark.parametrize("offset", ["-1", "x", "", "9" * 40, "١"])
def test_an_offset_that_is_none_is_refused(line: Line, offset: str) -> None:
    begun = line.start(len(LESSON)).json()
    assert line.put(begun["chunk"], offset, b"x").status_code == 400


def test_a_chunk_that_is_too_large_is_refused(line: Line) -> None:
    begun = line.start(50_000_000).json()
    assert line.put(begun["chunk"], 0, bytes(uploads.BLOCK + 1)).status_code == 400


@pytest.mark.parametrize("told", ["", "[]", "{}", '{"name": "x", "size": "groot"}', "nee"])
def test_a_start_that_says_nothing_is_refused(line: Line, told: str) -> None:
    url = reverse("outcomes:upload-start", args=[line.dossier.pk])
    assert line.client.post(url, told, content_type="text/plain").status_code == 400


def test_two_gigabytes_are_refused_with_a_sentence(line: Line, settings: Settings) -> None:
    settings.FILE_LIMIT = 500_000_000
    answer = line.start(2_000_000_000)
    assert answer.status_code == 422
    assert "hooguit 500 MB" in answer.json()["html"]


def test_a_web_page_called_pdf_is_refused_with_a_sentence(line: Line) -> None:
    page = b"<!doctype html><p>hoi</p>"
    begun = line.start(len(page), "verslag.pdf").json()
    line.put(begun["chunk"], 0, page)
    answer = line.client.post(begun["end"])
    assert answer.status_code == 422
    assert "Dit is een webpagina" in answer.json()["html"]
    assert line.client.get(begun["chunk"]).status_code == 422


@pytest.mark.parametrize("who", ["assessor", "institute", "broker", "other_board"])
def test_nobody_else_reaches_an_upload(line: Line, people: Cast, who: str) -> None:
    begun = line.start(len(LESSON)).json()
    line.client.force_login(getattr(people, who))
    for answer in (
        line.client.get(begun["chunk"]),
        line.put(begun["chunk"], 0, b"x"),
        line.client.post(begun["end"]),
    ):
        assert answer.status_code == 404


def test_an_upload_needs_the_token_of_its_page(people: Cast, dossier: Dossier) -> None:
    strict = Line(Client(enforce_csrf_checks=True), people.amina, dossier)
    assert strict.start(5).status_code == 403


def test_an_upload_that_is_not_there_is_not_there(line: Line) -> None:
    key: UUID = uuid4()
    url = reverse("outcomes:upload-chunk", args=[line.dossier.pk, key])
    assert line.client.get(url).status_code == 404
