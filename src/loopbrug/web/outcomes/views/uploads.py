"""A file that comes in piece by piece: begin, send chunks, ask how far it is, finish."""

import json
from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.outcomes.facts.evidence import refusal_of
from loopbrug.web.outcomes.queries import StoredFile
from loopbrug.web.outcomes.queries.evidence import file_with_key
from loopbrug.web.outcomes.services.uploads import BLOCK, finish, may_send, receive, start_upload
from loopbrug.web.pathway.views.door import Visit, visit

MOST_DIGITS = 15


@require_POST
@login_required
def start(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make room for a file, by name and size; the answer says where its chunks go."""
    visited = _sender(request, key)
    try:
        told = json.loads(request.body)
        name, size = str(told["name"]), int(told["size"])
    except (ValueError, KeyError, TypeError):
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    try:
        row = start_upload(actor=visited.user, dossier=visited.row, name=name, size=size)
    except BadDataError as error:
        return _refused(request, error.findings)
    return _told(request, row, HTTPStatus.CREATED)


@require_http_methods(["GET", "HEAD", "PUT"])
@login_required
def chunk(request: HttpRequest, key: UUID, upload: UUID) -> HttpResponse:
    """Take a chunk from ``offset`` on, or tell how much is here."""
    row = _own_file(request, key, upload)
    if request.method != "PUT":
        return _told(request, row)
    offset, length = (
        _number(request.GET.get("offset")),
        _number(request.headers.get("Content-Length")),
    )
    if offset is None or length is None or not 0 < length <= BLOCK:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    try:
        data = request.read(length)
    except UnreadablePostError:
        data = b""
    if len(data) != length:
        # The line broke halfway: nothing of this chunk counts, the sender asks where to go on.
        return _told(request, row, HTTPStatus.CONFLICT)
    row = receive(key=upload, offset=offset, data=data)
    return _told(request, row, HTTPStatus.CONFLICT if offset > row.received else HTTPStatus.OK)


@require_POST
@login_required
def end(request: HttpRequest, key: UUID, upload: UUID) -> HttpResponse:
    """Look at the whole file, and keep or refuse it; asked twice the answer is the same."""
    row = _own_file(request, key, upload)
    done = finish(actor=_sender(request, key).user, key=row.pk)
    unfinished = done.state == StoredFile.State.RECEIVING
    return _told(request, done, HTTPStatus.CONFLICT if unfinished else HTTPStatus.OK)


def _sender(request: HttpRequest, key: UUID) -> Visit:
    visited = visit(request, key)
    if not may_send(visited.user, visited.row):
        raise Http404
    return visited


def _own_file(request: HttpRequest, key: UUID, upload: UUID) -> StoredFile:
    visited, row = _sender(request, key), file_with_key(upload)
    if row is None or (row.dossier_id, row.sent_by_id) != (visited.row.pk, visited.user.pk):
        raise Http404
    return row


def _told(request: HttpRequest, row: StoredFile, status: int = HTTPStatus.OK) -> HttpResponse:
    if row.state == StoredFile.State.REFUSED:
        return _refused(request, refusal_of(row))
    key = [row.dossier_id, row.pk]
    answer = {
        "upload": str(row.pk),
        "state": row.state,
        "received": row.received,
        "size": row.size,
        "chunk": reverse("outcomes:upload-chunk", args=key),
        "end": reverse("outcomes:upload-end", args=key),
    }
    return JsonResponse(answer, status=status)


def _refused(request: HttpRequest, findings: tuple[Finding, ...]) -> HttpResponse:
    html = render_to_string("outcomes/_refusal.html", {"findings": findings}, request)
    answer = {"state": "refused", "html": html, "codes": [one.code for one in findings]}
    return JsonResponse(answer, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _number(text: str | None) -> int | None:
    good = text is not None and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if text is not None and good else None
