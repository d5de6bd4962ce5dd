"""What tests of the pages of evidence share: addresses, the text of a page, a file that came."""

import re
from typing import Any

from django.urls import reverse

from loopbrug.web.pathway.models import Dossier


def at(name: str, dossier: Dossier, *more: object) -> str:
    return reverse(f"outcomes:{name}", args=[dossier.pk, *more])


def text_of(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)
