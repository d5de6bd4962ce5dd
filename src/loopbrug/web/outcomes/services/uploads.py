"""Files that come in, piece by piece: nothing half-written, nothing twice, nothing unsafe.

``actor`` None is a third party with an invitation, which is then the permission. What takes
long (reading the content, the scanner) is done between transactions, never within one.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.outcomes.facts.evidence import freeze
from loopbrug.web.outcomes.files import shelf
from loopbrug.web.outcomes.files.content_kinds import media_type_of
from loopbrug.web.outcomes.files.scanner import INFECTED, NOT_SCANNED, scan
from loopbrug.web.outcomes.models import EvidenceItem, StoredFile
from loopbrug.web.outcomes.queries.evidence import file_with_content, files_to_scan
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.services import NotAllowedError

logger = logging.getLogger(__name__)
MEGABYTE = 1_000_000
BLOCK = 4 * 1024 * 1024
"""The most one chunk can hold, in bytes."""

State = StoredFile.State


@dataclass(frozen=True, slots=True)
class _Seen:
    """What looking at a whole file brought."""

    media_type: str
    sha256: str
    scan: str
    findings: tuple[Finding, ...]


def may_send(actor: User, dossier: Dossier) -> bool:
    """Return whether somebody may put a file in this dossier."""
    return may(actor, Act.ADD_EVIDENCE, dossier) or may(actor, Act.ADD_OBSERVATION, dossier)


def start_upload(*, actor: User | None, dossier: Dossier, name: str, size: int) -> StoredFile:
    """Make room for a file of ``size`` bytes; what is too large is refused before it is sent.

    Raises ``NotAllowedError`` or ``BadDataError``.
    """
    if actor is not None and not may_send(actor, dossier):
        raise NotAllowedError
    if findings := size_findings(size):
        raise BadDataError(findings)
    row: StoredFile = StoredFile.objects.create(
        dossier=dossier, sent_by=actor, name=name.strip()[-200:], size=size
    )
    shelf.begin(row.pk)
    return row


def size_findings(size: int) -> tuple[Finding, ...]:
    """Return what is wrong with a size in bytes."""
    if size <= 0:
        return (Finding.of("outcomes.upload-empty"),)
    if size > settings.FILE_LIMIT:
        return (Finding.of("outcomes.upload-too-big", megabytes=settings.FILE_LIMIT // MEGABYTE),)
    return ()


@transaction.atomic
def receive(*, key: UUID, offset: int, data: bytes) -> StoredFile:
    """Write a chunk at its place; return the row, whose ``received`` says where to go on.

    A chunk that was received already changes nothing; one that leaves a hole is not written. More
    than was announced refuses the file.
    """
    row = _locked(key)
    if row.state != State.RECEIVING or offset > row.received:
        return row
    fresh = data[row.received - offset :]
    if row.received + len(fresh) > row.size:
        return _refuse(row, [Finding.of("outcomes.upload-more-than-said")])
    if fresh:
        shelf.write_at(key, row.received, fresh)
        row.received += len(fresh)
        row.save(update_fields=["received"])
    return row


def finish(*, actor: User | None, key: UUID) -> StoredFile:
    """Look at a file that is all here, and keep or refuse it; return what became of it.

    A file that is not all here stays as it is. Of two that finish the same file the second gets
    what the first got. Content that waits for its piece already is given back instead.
    """
    row = StoredFile.objects.select_related("dossier").get(pk=key)
    if row.state != State.RECEIVING or row.received != row.size:
        return row
    try:
        seen = _look_at(shelf.close(key, row.size))
    except FileNotFoundError:
        # Whoever was sooner moves the file just before it is on record: that is waited for.
        with transaction.atomic():
            row = _locked(key)
        if row.state == State.RECEIVING:
            raise
        return row
    return _settle(actor, key, seen)


def take_whole(
    *, actor: User | None, dossier: Dossier, name: str, size: int, blocks: Iterable[bytes]
) -> StoredFile:
    """Take a file that came in one go; return what became of it. Raises as ``start_upload``."""
    row = start_upload(actor=actor, dossier=dossier, name=name, size=size)
    offset = 0
    for block in blocks:
        row = receive(key=row.pk, offset=offset, data=block)
        offset += len(block)
    if row.state == State.RECEIVING and row.received != row.size:
        return _broken_off(row.pk)
    return finish(actor=actor, key=row.pk)


def scan_again() -> Iterator[tuple[StoredFile, str]]:
    """Scan what nobody scanned yet; yield each file with what the scanner said."""
    for row in files_to_scan().iterator():
        said = scan(shelf.place_of(row.pk))
        if said.state != NOT_SCANNED:
            _note_scan(row.pk, said.state)
        yield row, said.state


def clear_uploads(*, before: datetime) -> int:
    """Remove files that began before then and became no piece; return how many."""
    left = StoredFile.objects.filter(started_at__lt=before, item=None).exclude(state=State.REFUSED)
    keys = list(left.values_list("pk", flat=True))
    return sum(_clear(key) for key in keys)


@transaction.atomic
def _settle(actor: User | None, key: UUID, seen: _Seen) -> StoredFile:
    row = _locked(key)
    if row.state != State.RECEIVING:
        return row
    if seen.findings:
        if seen.scan == INFECTED:
            record_act(
                actor=actor, name="outcomes.refuse-infected", subject=row.dossier.subject_key
            )
        return _refuse(row, seen.findings, seen.scan)
    row.state, row.sha256 = State.KEPT, seen.sha256
    row.media_type, row.scan = seen.media_type, seen.scan
    row.scanned_at = None if seen.scan == NOT_SCANNED else timezone.now()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return _known(actor, row)
    shelf.keep(key)
    return row


def _look_at(path: Path) -> _Seen:
    """Return what a file is; only a file that could be taken goes to the scanner."""
    media_type, findings = media_type_of(path)
    if findings:
        return _Seen(media_type, "", NOT_SCANNED, findings)
    said = scan(path)
    if said.state == INFECTED:
        findings = (Finding.of("outcomes.upload-infected", virus=said.virus),)
    return _Seen(media_type, shelf.digest_of(path), said.state, findings)


def _known(actor: User | None, row: StoredFile) -> StoredFile:
    """Refuse content that the dossier has already; give back what still waits for its piece."""
    same = file_with_content(row.dossier, row.sha256)
    item: EvidenceItem | None = getattr(same, "item", None)
    waits = same is not None and item is None and same.sent_by_id == row.sent_by_id
    row.sha256, row.media_type = "", ""
    if same is not None and waits:
        _refuse(row, [Finding.of("outcomes.upload-known")])
        return same
    may_know = actor is not None and may(actor, Act.SEE_EVIDENCE, row.dossier)
    if item is None or not may_know:
        return _refuse(row, [Finding.of("outcomes.upload-known")])
    if item.withdrawn_on:
        return _refuse(row, [Finding.of("outcomes.upload-withdrawn", piece=item.title)])
    return _refuse(row, [Finding.of("outcomes.upload-same", piece=item.title)])


def _refuse(row: StoredFile, findings: Iterable[Finding], said: str = NOT_SCANNED) -> StoredFile:
    row.state, row.refusal, row.scan = State.REFUSED, freeze(findings), said
    row.save()
    transaction.on_commit(partial(shelf.remove, row.pk))
    return row


@transaction.atomic
def _broken_off(key: UUID) -> StoredFile:
    return _refuse(_locked(key), [Finding.of("outcomes.upload-broken-off")])


@transaction.atomic
def _note_scan(key: UUID, said: str) -> None:
    row = _locked(key)
    row.scan, row.scanned_at = said, timezone.now()
    if said == INFECTED:
        logger.warning("file %s turned out to be infected and was removed", key)
        record_act(actor=None, name="outcomes.refuse-infected", subject=row.dossier.subject_key)
        _refuse(row, [Finding.of("outcomes.upload-infected-later")], said)
    else:
        row.save(update_fields=["scan", "scanned_at"])


@transaction.atomic
def _clear(key: UUID) -> bool:
    row = _locked(key)
    if EvidenceItem.objects.filter(file=row).exists():
        return False
    row.sha256 = ""
    _refuse(row, [Finding.of("outcomes.upload-left")])
    return True


def _locked(key: UUID) -> StoredFile:
    return StoredFile.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=key)
