"""Files that are sent in tests, in one go or piece by piece."""

from tests.web.outcomes import samples
from tests.web.pathway.stage import Cast

from loopbrug.core.outcomes.evidence import Carrier, Kind
from loopbrug.web.outcomes.facts.evidence import refusal_of
from loopbrug.web.outcomes.models import EvidenceItem, StoredFile
from loopbrug.web.outcomes.services.evidence import Content, PieceFacts, add_piece
from loopbrug.web.outcomes.services.uploads import (
    start_upload,
    take_whole,
)
from loopbrug.web.pathway.models import Dossier

LESSON = samples.pdf("les")


def began(people: Cast, dossier: Dossier, content: bytes = LESSON) -> StoredFile:
    return start_upload(actor=people.amina, dossier=dossier, name="les.pdf", size=len(content))


def sent(people: Cast, dossier: Dossier, content: bytes = LESSON) -> StoredFile:
    return take_whole(
        actor=people.amina,
        dossier=dossier,
        name="les.pdf",
        size=len(content),
        blocks=[content[:50], content[50:]],
    )


def piece_of(people: Cast, dossier: Dossier, file: StoredFile, title: str = "Les") -> EvidenceItem:
    facts = PieceFacts(title=title, kind=Kind.WORK_PRODUCT)
    content = Content(Carrier.FILE, file=file)
    return add_piece(actor=people.amina, dossier=dossier, facts=facts, content=content)


def codes(row: StoredFile) -> list[str]:
    return [finding.code for finding in refusal_of(row)]
