"""The same file from two tabs, a chunk sent twice, one link used twice: nothing half-written."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.utils import timezone
from tests.web.outcomes.bench import SHOWN, Bench, assessing, draft_all, small_round
from tests.web.outcomes.portfolio import text_piece
from tests.web.outcomes.sending import LESSON, began, codes, piece_of, sent
from tests.web.pathway.stage import TODAY, Cast, cast, matched
from tests.web.together import SAME_SECOND, alone, at_once

from loopbrug.core.pathway.model import State
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.audit.models import Act
from loopbrug.web.outcomes.files import shelf
from loopbrug.web.outcomes.models import (
    Confirmation,
    EvidenceItem,
    Invitation,
    OpinionRow,
    Round,
    StoredFile,
)
from loopbrug.web.outcomes.services.chairs import NotReadyError
from loopbrug.web.outcomes.services.drafts import hand_in
from loopbrug.web.outcomes.services.evidence import withdraw_piece
from loopbrug.web.outcomes.services.invitations import (
    Guest,
    LinkClosedError,
    confirm,
    invite,
    state,
    take_back,
)
from loopbrug.web.outcomes.services.uploads import clear_uploads, finish, receive
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.services import NotAllowedError, advance

pytestmark = SAME_SECOND
Scene = tuple[Cast, Dossier]


def scene() -> Scene:
    people = cast()
    return people, matched(people)


def kinds(found: list[object]) -> list[str]:
    return sorted(type(one).__name__ for one in found)


def on_disk() -> list[str]:
    return sorted(path.name for path in Path(settings.FILES).iterdir())


def kept_files() -> list[StoredFile]:
    return list(StoredFile.objects.filter(state="kept"))


def whole(people: Cast, dossier: Dossier) -> StoredFile:
    """Return an upload whose bytes are all here, and which nobody has finished."""
    row = began(people, dossier)
    receive(key=row.pk, offset=0, data=LESSON)
    return row


def adding(people: Cast, dossier: Dossier, file: StoredFile, title: str) -> Callable[[], object]:
    return lambda: piece_of(people, dossier, file, title)


def test_the_same_file_from_two_tabs_is_kept_once() -> None:
    people, dossier = alone(scene)
    one, other = alone(lambda: [whole(people, dossier), whole(people, dossier)])

    done = at_once(
        *[lambda row=row: finish(actor=people.amina, key=row.pk) for row in (one, other)]
    )

    [kept] = alone(kept_files)
    assert {getattr(row, "pk", row) for row in done} == {kept.pk}
    assert on_disk() == [str(kept.pk)]
    lost = other if kept.pk == one.pk else one
    assert alone(lambda: codes(StoredFile.objects.get(pk=lost.pk))) == ["outcomes.upload-known"]


def test_the_same_file_sent_whole_from_two_tabs_is_one_file_and_one_piece() -> None:
    people, dossier = alone(scene)

    def add(title: str) -> EvidenceItem:
        return piece_of(people, dossier, sent(people, dossier), title)

    done = at_once(lambda: add("Lesplan"), lambda: add("Nog eens"))

    assert kinds(done) == [BadDataError.__name__, EvidenceItem.__name__]
    told = next(one for one in done if isinstance(one, BadDataError))
    assert [each.code for each in told.findings] in (
        ["outcomes.upload-same"],
        ["outcomes.upload-gone"],
    )
    assert alone(EvidenceItem.objects.count) == 1
    assert len(alone(kept_files)) == len(on_disk()) == 1


def test_one_upload_finished_twice_gives_one_answer() -> None:
    people, dossier = alone(scene)
    row = alone(lambda: whole(people, dossier))

    done = at_once(*[lambda: finish(actor=people.amina, key=row.pk)] * 3)

    assert [getattr(one, "state", one) for one in done] == ["kept"] * 3
    assert on_disk() == [str(row.pk)]
    assert (Path(settings.FILES) / str(row.pk)).read_bytes() == LESSON


def test_a_file_that_another_is_putting_away_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second has the half file's name when the first moves it, and has not yet said so."""
    people, dossier = alone(scene)
    row = alone(lambda: whole(people, dossier))
    calls, close, keep = count(), shelf.close, shelf.keep
    closed, moved = threading.Event(), threading.Event()

    def close_and_wait(key: UUID, size: int) -> Path:
        found = close(key, size)
        if next(calls):
            closed.set()
            assert moved.wait(10)
        return found

    def keep_and_linger(key: UUID) -> None:
        assert closed.wait(10)
        keep(key)
        moved.set()
        time.sleep(0.3)

    monkeypatch.setattr(shelf, "close", close_and_wait)
    monkeypatch.setattr(shelf, "keep", keep_and_linger)

    done = at_once(*[lambda: finish(actor=people.amina, key=row.pk)] * 2)

    assert [getattr(one, "state", one) for one in done] == ["kept"] * 2


def test_a_chunk_sent_again_while_the_first_is_written_counts_once() -> None:
    people, dossier = alone(scene)
    row = alone(lambda: began(people, dossier))
    half = len(LESSON) // 2

    at_once(*[lambda: receive(key=row.pk, offset=0, data=LESSON[:half])] * 3)
    at_once(*[lambda: receive(key=row.pk, offset=half, data=LESSON[half:])] * 3)

    assert alone(lambda: finish(actor=people.amina, key=row.pk)).state == "kept"
    assert (Path(settings.FILES) / str(row.pk)).read_bytes() == LESSON


def test_one_file_becomes_one_piece() -> None:
    people, dossier = alone(scene)
    file = alone(lambda: sent(people, dossier))

    done = at_once(*[adding(people, dossier, file, title) for title in ("Een", "Twee")])

    assert kinds(done) == [BadDataError.__name__, EvidenceItem.__name__]
    told = next(one for one in done if isinstance(one, BadDataError))
    assert [each.code for each in told.findings] == ["outcomes.upload-same"]
    assert alone(EvidenceItem.objects.count) == 1


def test_a_file_that_is_cleared_away_becomes_no_piece_and_a_piece_keeps_its_file() -> None:
    people, dossier = alone(scene)
    file = alone(lambda: sent(people, dossier))
    soon = timezone.now() + timedelta(seconds=5)

    added, _cleared = at_once(
        adding(people, dossier, file, "Lesplan"), lambda: clear_uploads(before=soon)
    )

    states = alone(lambda: [item.file.state for item in EvidenceItem.objects.all() if item.file])
    if isinstance(added, EvidenceItem):
        assert (states, on_disk()) == (["kept"], [str(file.pk)])
    else:
        assert isinstance(added, BadDataError)
        assert (states, on_disk()) == ([], [])


def test_two_pieces_at_once_are_both_kept_under_their_own_code() -> None:
    people, dossier = alone(scene)
    titles = ("Een", "Twee", "Drie")

    done = at_once(
        *[lambda title=title: text_piece(people.amina, dossier, title) for title in titles]
    )

    assert kinds(done) == [EvidenceItem.__name__] * 3
    found = alone(lambda: dict(EvidenceItem.objects.values_list("code", "title")))
    assert sorted(found) == ["E1", "E2", "E3"]
    assert sorted(found.values()) == sorted(titles)


def test_a_piece_added_in_the_second_of_withdrawing_is_whole_or_refused() -> None:
    people, dossier = alone(scene)

    stopped, added = at_once(
        lambda: advance(actor=people.amina, dossier=dossier, event=Event.STOP, day=TODAY),
        lambda: text_piece(people.amina, dossier, "Lesplan", "VD-1"),
    )

    assert getattr(stopped, "state", stopped) == State.STOPPED
    links = alone(lambda: [list(item.shown.all()) for item in EvidenceItem.objects.all()])
    acts = alone(Act.objects.filter(name="outcomes.add-evidence").count)
    if isinstance(added, EvidenceItem):
        assert ([len(each) for each in links], acts) == ([1], 1)
    else:
        assert isinstance(added, NotAllowedError)
        assert (links, acts) == ([], 0)


def test_evidence_withdrawn_while_handing_in_is_judged_on_or_asked_about() -> None:
    def drafted() -> tuple[Bench, Round, EvidenceItem]:
        bench = assessing()
        round_ = small_round(bench)
        draft_all(bench.anna, round_)
        return bench, round_, EvidenceItem.objects.get(code="E1")

    bench, round_, item = alone(drafted)

    withdrawn, handed = at_once(
        lambda: withdraw_piece(actor=bench.people.amina, item=item, day=TODAY),
        lambda: hand_in(actor=bench.anna, round_=round_, day=TODAY),
    )

    assert isinstance(withdrawn, EvidenceItem)
    opinions = alone(OpinionRow.objects.count)
    if isinstance(handed, NotReadyError):
        assert {each.code for each in handed.findings} == {"outcomes.opinion-evidence-unknown"}
        assert opinions == 0
    else:
        assert (handed, opinions) == ((), len(SHOWN))


# One link, two people


def asked(*, piece: bool) -> tuple[Cast, Invitation]:
    people, dossier = scene()
    item = text_piece(people.amina, dossier) if piece else None
    guest = Guest("Wies", "wies@example.org")
    row, _secret = invite(actor=people.amina, dossier=dossier, guest=guest, item=item, day=TODAY)
    return people, row


def test_a_link_confirms_once() -> None:
    _people, row = alone(lambda: asked(piece=True))

    done = at_once(
        *[
            lambda yes=yes: confirm(invitation=row, confirms=yes, text="", day=TODAY)
            for yes in (True, False)
        ]
    )

    assert kinds(done) == [Confirmation.__name__, LinkClosedError.__name__]
    assert alone(Confirmation.objects.count) == 1


def test_a_link_brings_one_statement() -> None:
    _people, row = alone(lambda: asked(piece=False))

    done = at_once(
        *[
            lambda text=text: state(invitation=row, text=text, file=None, day=TODAY)
            for text in ("Zij gaf les.", "Zij gaf vaak les.")
        ]
    )

    assert kinds(done) == [EvidenceItem.__name__, LinkClosedError.__name__]
    assert alone(EvidenceItem.objects.count) == 1


def test_a_link_taken_back_in_the_second_it_is_used_is_used_or_closed() -> None:
    people, row = alone(lambda: asked(piece=True))

    used, taken = at_once(
        lambda: confirm(invitation=row, confirms=True, text="", day=TODAY),
        lambda: take_back(actor=people.amina, invitation=row),
    )

    said = alone(Confirmation.objects.count)
    assert (type(used), taken, said) in (
        (Confirmation, False, 1),
        (LinkClosedError, True, 0),
    )


def test_two_statements_with_one_file_are_one() -> None:
    def both() -> tuple[StoredFile, list[Invitation]]:
        people, dossier = scene()
        file = sent(people, dossier)
        StoredFile.objects.filter(pk=file.pk).update(sent_by=None)
        guests = [Guest(name, "wies@example.org") for name in ("Wies", "Wim")]
        rows = [
            invite(actor=people.amina, dossier=dossier, guest=guest, item=None, day=TODAY)[0]
            for guest in guests
        ]
        return StoredFile.objects.get(pk=file.pk), rows

    file, rows = alone(both)

    done = at_once(
        *[lambda row=row: state(invitation=row, text="", file=file, day=TODAY) for row in rows]
    )

    assert kinds(done) == [BadDataError.__name__, EvidenceItem.__name__]
    used = alone(lambda: Invitation.objects.exclude(used_at=None).count())
    assert used == alone(EvidenceItem.objects.count) == 1
