"""Files that come in piece by piece: dropped lines, and everything that is refused."""

from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.web.outcomes.sending import LESSON, began, codes, sent
from tests.web.pathway.stage import Cast

from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.outcomes.files import shelf
from loopbrug.web.outcomes.models import StoredFile
from loopbrug.web.outcomes.services.uploads import (
    finish,
    receive,
    start_upload,
    take_whole,
)
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.services import NotAllowedError

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("who", ["broker", "institute", "other_board", "policy"])
def test_who_may_add_nothing_cannot_send_a_file(people: Cast, dossier: Dossier, who: str) -> None:
    with pytest.raises(NotAllowedError):
        start_upload(actor=getattr(people, who), dossier=dossier, name="x", size=5)
