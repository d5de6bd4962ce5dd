"""Who may open a file of evidence that is in the dossier already."""

from enum import StrEnum

from django.conf import settings

from loopbrug.core.pathway.model import State
from loopbrug.web.outcomes.queries import EvidenceItem, StoredFile
from loopbrug.web.pathway.permissions import Act, Role, Visitor, allowed

MAY_TAKE_THE_RISK = frozenset({Role.ASSESSOR, Role.INSTITUTE})
"""Who may open a file that nobody scanned, after saying that they know."""


class Reading(StrEnum):
    """What somebody can do with the content of a piece."""

    OPEN = "open"
    ASK = "ask"
    """It was not scanned: one must say first that one knows."""
    WAIT = "wait"
    """It was not scanned: the sender can open it, and others wait for the scan."""
    NONE = "none"


def reading_of(
    file: StoredFile, viewer: Visitor, roles: frozenset[Role], *, knows: bool = False
) -> Reading:
    """Return what the viewer, who may see the piece, can do with its file.

    ``knows`` says that the viewer has said to open it although it was not scanned.
    """
    if file.state != StoredFile.State.KEPT or file.scan == StoredFile.Scan.INFECTED:
        return Reading.NONE
    sent_it = file.sent_by_id is not None and file.sent_by_id == viewer.pk
    if sent_it or file.scan == StoredFile.Scan.CLEAN:
        return Reading.OPEN
    if settings.FILES_WITHOUT_SCAN == "allow":
        return Reading.OPEN
    if MAY_TAKE_THE_RISK.isdisjoint(roles):
        return Reading.WAIT
    return Reading.OPEN if knows else Reading.ASK


def may_see_piece(item: EvidenceItem, roles: frozenset[Role], *, judged: bool) -> bool:
    """Return whether a piece exists for somebody with ``roles`` on its dossier.

    What was withdrawn is the candidate's only, unless somebody judged on it (``judged``).
    """
    if not allowed(roles, Act.SEE_EVIDENCE, State(item.dossier.state)):
        return False
    return item.withdrawn_on is None or judged or Role.CANDIDATE in roles
