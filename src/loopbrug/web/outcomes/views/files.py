"""A kept file: to look at, to download, and to read as text."""

from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from loopbrug.web.outcomes.files.content_kinds import EXTENSIONS
from loopbrug.web.outcomes.files.page_text import pages_of
from loopbrug.web.outcomes.files.ranges import NoSuchRangeError, Part, blocks_of, part_in
from loopbrug.web.outcomes.files.shelf import place_of
from loopbrug.web.outcomes.permissions import Reading, reading_of
from loopbrug.web.outcomes.queries import EvidenceItem, StoredFile
from loopbrug.web.outcomes.services.evidence import record_opening
from loopbrug.web.outcomes.templatetags.evidence import OPENED
from loopbrug.web.outcomes.viewer import INLINE
from loopbrug.web.outcomes.views.door import PieceVisit, head, visit_piece

# In a sandbox a file runs no script and is nobody's origin; Chromium still shows a PDF in it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"


@require_safe
@login_required
def evidence_file(request: HttpRequest, key: UUID, number: int) -> HttpResponseBase:
    """Serve the file of a piece to who may open it; a part of it when a part is asked for."""
    found = visit_piece(request, key, number)
    return served(request, readable_file(request, found), found.item.title)


@require_safe
@login_required
def evidence_text(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Show the text of a PDF, page by page."""
    found = visit_piece(request, key, number)
    file = readable_file(request, found)
    if file.media_type != "application/pdf":
        raise Http404
    pages = pages_of(place_of(file.pk), file.sha256)
    context = {
        **head(found.visit, found.item.title),
        "item": found.item,
        "pages": [(place, text) for place, text in enumerate(pages, 1) if text],
    }
    return render(request, "outcomes/evidence_text.html", context)


@require_POST
@login_required
def evidence_open(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Let an assessor or the institute open a file nobody scanned, on the record."""
    found = visit_piece(request, key, number)
    if _reading(request, found) is not Reading.ASK or found.item.file is None:
        raise Http404
    record_opening(actor=found.visit.user, item=found.item)
    opened = request.session.get(OPENED, [])
    request.session[OPENED] = [*opened, str(found.item.file.pk)]
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = reverse("outcomes:evidence-piece", args=[key, number])
    return redirect(back)


def readable_file(request: HttpRequest, found: PieceVisit) -> StoredFile:
    """Return the file of a piece; raises ``Http404`` when the visitor may not open it now."""
    file: StoredFile | None = found.item.file
    if file is None or _reading(request, found) is not Reading.OPEN:
        raise Http404
    return file


def served(request: HttpRequest, file: StoredFile, title: str) -> HttpResponseBase:
    """Return a response with the file, named after ``title`` and what its content is."""
    path = place_of(file.pk)
    if not path.exists():
        raise Http404
    size = path.stat().st_size
    try:
        part = part_in(request.headers.get("Range", ""), size)
    except NoSuchRangeError:
        refused = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    span = part or Part(0, size - 1)
    response = StreamingHttpResponse(
        blocks_of(path, span) if request.method == "GET" else (), content_type=file.media_type
    )
    response["Content-Length"] = span.length
    if part:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    return _guarded(response, file.media_type, title, download="download" in request.GET)


def _guarded(
    response: HttpResponseBase, media_type: str, title: str, *, download: bool
) -> HttpResponseBase:
    name = f"{slugify(title)[:60] or 'bewijs'}.{EXTENSIONS.get(media_type, 'bin')}"
    attached = download or media_type not in INLINE
    response["Content-Disposition"] = content_disposition_header(attached, name) or "attachment"
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _reading(request: HttpRequest, found: PieceVisit) -> Reading:
    item: EvidenceItem = found.item
    if item.file is None:
        return Reading.NONE
    knows = str(item.file.pk) in request.session.get(OPENED, [])
    return reading_of(item.file, found.visit.user, found.visit.roles, knows=knows)
