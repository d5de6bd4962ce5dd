"""Pieces of evidence of every sort, put in a dossier as the pages do."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.outcomes import samples
from tests.web.pathway.stage import TODAY

from loopbrug.core.outcomes.evidence import Carrier, Kind, Shown
from loopbrug.core.outcomes.judging import Rule, Side
from loopbrug.web.accounts.models import User
from loopbrug.web.outcomes.models import (
    EvidenceItem,
    OpinionRow,
    Round,
    StoredFile,
    SubmissionRow,
)
from loopbrug.web.outcomes.services.evidence import Content, PieceFacts, add_piece
from loopbrug.web.outcomes.services.uploads import take_whole
from loopbrug.web.pathway.models import Dossier


def text_piece(actor: User, dossier: Dossier, title: str = "Lesplan", *codes: str) -> EvidenceItem:
    """Return a piece that is a text, linked to outcomes."""
    return add_piece(
        actor=actor,
        dossier=dossier,
        facts=PieceFacts(title=title, kind=Kind.WORK_PRODUCT, dated=TODAY, own_work=True),
        content=Content(Carrier.TEXT, text="Ik gaf uitleg over breuken."),
        shown=[Shown(code, "Uitleg aan een groep", "blz. 3") for code in codes],
    )


def file_piece(
    actor: User, dossier: Dossier, content: bytes | None = None, title: str = "Verslag"
) -> EvidenceItem:
    """Return a piece that is a file, linked to VD-1."""
    data = samples.pdf(title) if content is None else content
    file = take_whole(actor=actor, dossier=dossier, name="x", size=len(data), blocks=[data])
    assert file.state == StoredFile.State.KEPT, file.refusal
    return add_piece(
        actor=actor,
        dossier=dossier,
        facts=PieceFacts(title=title, kind=Kind.WORK_PRODUCT, dated=TODAY),
        content=Content(Carrier.FILE, file=file),
        shown=[Shown("VD-1", "Een lesplan", "blz. 3")],
    )


def judged_on(item: EvidenceItem, assessor: User) -> None:
    """Rest a judgement on a piece, in a round that is complete: one examiner handed in."""
    round_ = Round.objects.create(
        dossier=item.dossier,
        number=1,
        rule=Rule.ONE_EXAMINER,
        framework="x",
        outcomes=["VD-1"],
        opened_on=TODAY,
    )
    submission = SubmissionRow(round=round_, side=Side.INSTITUTE.value, assessor=assessor)
    submission.save()
    OpinionRow(
        submission=submission, outcome="VD-1", verdict="validated", evidence=[item.code]
    ).save()


def told(**other: Any) -> dict[str, Any]:
    """Return what somebody fills in on the form of a piece, some of it changed."""
    rows = {f"shows-{n}-{name}": "" for n in range(3) for name in ("outcome", "what", "where")}
    return {
        "title": "Lesplan breuken",
        "kind": "work-product",
        "carrier": "text",
        "text": "Zo legde ik het uit.",
        "dated": TODAY.isoformat(),
        "own_work": "on",
        "shows-TOTAL_FORMS": "3",
        "shows-INITIAL_FORMS": "0",
        **rows,
        "shows-0-outcome": "VD-1",
        "shows-0-what": "Een lesplan",
        "shows-0-where": "blz. 3",
    } | other


def post_file(client: Client, dossier: Dossier, content: bytes, **other: Any) -> Any:
    """Send the form with a file in one go, as a browser without scripts does."""
    file = SimpleUploadedFile("verslag.pdf", content, "application/pdf")
    url = reverse("outcomes:evidence-add", args=[dossier.pk])
    return client.post(url, told(carrier="file", text="", file=file, **other))
