"""What tests of pages share: addresses, the text of a page, what was told last."""

import re
from typing import Any

from django.urls import reverse

from loopbrug.core.pathway.states import Event
from loopbrug.web.pathway.models import Dossier


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page_of(dossier: Dossier) -> str:
    return reverse("pathway:dossier", args=[dossier.pk])


def step_of(dossier: Dossier, event: Event) -> str:
    return reverse("pathway:step", args=[dossier.pk, event])


def document_of(dossier: Dossier) -> dict[str, Any]:
    """Return what the candidate told last."""
    record = dossier.records.first()
    assert record is not None
    document: dict[str, Any] = record.document
    return document
