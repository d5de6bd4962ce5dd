"""From the answers of the orientation to a dossier of one's own."""

from django.http import Http404, HttpRequest, HttpResponse


def start(request: HttpRequest) -> HttpResponse:
    raise Http404
