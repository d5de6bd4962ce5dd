"""The file of a form: one that comes with it, or one that was sent before it."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from loopbrug.core.outcomes.evidence import Carrier
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.outcomes.facts.evidence import refusal_of
from loopbrug.web.outcomes.files.arriving import too_big
from loopbrug.web.outcomes.queries import StoredFile
from loopbrug.web.outcomes.queries.evidence import file_with_key
from loopbrug.web.outcomes.services.uploads import BLOCK, MEGABYTE, take_whole
from loopbrug.web.pathway.queries import Dossier


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that is kept and waits for its piece, or why there is none."""

    file: StoredFile | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def here(self) -> bool:
        """Whether there is no need to ask for a file: it is kept, or was refused with reasons."""
        return self.file is not None or bool(self.findings)


def arrived_file(request: HttpRequest, sender: User | None, dossier: Dossier) -> Arrived:
    """Return the file of a form. A file that came with it is kept also when the rest is wrong."""
    if request.method != "POST" or request.POST.get("carrier") != Carrier.FILE:
        return Arrived()
    if too_big(request):
        megabytes = settings.FILE_LIMIT // MEGABYTE
        return Arrived(findings=(Finding.of("outcomes.upload-too-big", megabytes=megabytes),))
    if sent := request.FILES.get("file"):
        return _taken(sent, sender, dossier)
    return _sent_before(request.POST.get("upload", ""), sender, dossier)


def _taken(sent: "UploadedFile[bytes]", sender: User | None, dossier: Dossier) -> Arrived:
    try:
        row = take_whole(
            actor=sender,
            dossier=dossier,
            name=sent.name or "",
            size=sent.size or 0,
            blocks=sent.chunks(BLOCK),
        )
    except BadDataError as error:
        return Arrived(findings=error.findings)
    if row.state != StoredFile.State.KEPT:
        return Arrived(findings=refusal_of(row))
    return Arrived(row)


def _sent_before(key: str, sender: User | None, dossier: Dossier) -> Arrived:
    """Return the file a script sent before the form, if it is this sender's and waits."""
    if not key:
        return Arrived()
    try:
        row = file_with_key(UUID(key))
    except ValueError:
        row = None
    mine = row is not None and sender is not None and row.sent_by_id == sender.pk
    if row is None or not mine or row.dossier_id != dossier.pk:
        return Arrived(findings=(Finding.of("outcomes.upload-gone"),))
    if row.state == StoredFile.State.REFUSED:
        return Arrived(findings=refusal_of(row))
    if row.state != StoredFile.State.KEPT:
        return Arrived(findings=(Finding.of("outcomes.upload-broken-off"),))
    return Arrived(row)
