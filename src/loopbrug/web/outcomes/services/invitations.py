"""Acts around third parties: invite, take back, and what the third party says."""

from dataclasses import dataclass
from datetime import date, timedelta
from secrets import token_urlsafe

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from loopbrug.core.outcomes.evidence import Carrier, Kind
from loopbrug.core.pathway.states import TERMINAL
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.outcomes.facts.invitations import (
    InvitationState,
    hash_of,
    invited,
    occasion_of,
    state_of,
)
from loopbrug.web.outcomes.models import Confirmation, EvidenceItem, Invitation, StoredFile
from loopbrug.web.outcomes.services.evidence import (
    Content,
    PieceFacts,
    keep_piece,
    locked,
    unusable,
)
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.services import NotAllowedError
from loopbrug.web.post.services import Enclosed, write_letter
from loopbrug.web.post.services.sending import drop_unsent, send_again

DAYS = 14
"""How long a link works: a choice of the product, no term of law asks for it."""
SECRET_BYTES = 32


class LinkClosedError(ValueError):
    """The link was used, taken back or has expired since the page was shown."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is asked, with what the candidate writes along; without ``email`` no letter goes."""

    name: str
    email: str = ""
    organisation: str = ""
    note: str = ""


@transaction.atomic
def invite(
    *, actor: User, dossier: Dossier, guest: Guest, item: EvidenceItem | None, day: date
) -> tuple[Invitation, str]:
    """Ask a third party to confirm ``item``, or without one to add a statement.

    Returns the invitation and its secret, which is kept nowhere once the letter has left. Raises
    ``NotAllowedError``, or ``BadDataError`` for a piece of another dossier or one taken back.
    """
    row = locked(dossier)
    if not may(actor, Act.ADD_EVIDENCE, row):
        raise NotAllowedError
    if item is not None and (item.dossier_id != row.pk or item.withdrawn_on is not None):
        raise BadDataError([Finding.of("outcomes.invite-piece-gone", item.code)])
    secret = token_urlsafe(SECRET_BYTES)
    invitation = Invitation.objects.create(
        dossier=row,
        item=item,
        name=guest.name,
        email=guest.email,
        organisation=guest.organisation,
        note=guest.note,
        secret_hash=hash_of(secret),
        made_by=actor,
        expires_on=day + timedelta(days=DAYS),
    )
    if invitation.email:
        _write(invitation, secret)
    record_act(actor=actor, name="outcomes.invite", subject=row.subject_key, invited=invitation.pk)
    return invitation, secret


def link_of(secret: str) -> str:
    """Return the whole address of a third party's page."""
    return str(settings.ADDRESS) + reverse("third-party:door", args=[secret])


@transaction.atomic
def take_back(*, actor: User, invitation: Invitation) -> bool:
    """Make a link stop working; return whether it still worked."""
    dossier = locked(invitation.dossier)
    if not may(actor, Act.ADD_EVIDENCE, dossier):
        raise NotAllowedError
    still = Invitation.objects.filter(pk=invitation.pk, used_at=None, taken_back_at=None)
    if not still.update(taken_back_at=timezone.now()):
        return False
    record_act(
        actor=actor,
        name="outcomes.take-back-invitation",
        subject=dossier.subject_key,
        invited=invitation.pk,
    )
    drop_unsent(occasion_of(invitation))
    return True


@transaction.atomic
def mail_again(*, actor: User, invitation: Invitation, day: date) -> bool:
    """Send the letter of an open invitation once more; return whether it will be tried.

    Raises ``NotAllowedError``.
    """
    dossier = locked(invitation.dossier)
    if not may(actor, Act.ADD_EVIDENCE, dossier):
        raise NotAllowedError
    [found] = invited([invitation], day)
    return (
        found.letter is not None
        and found.may_go_again
        and send_again(actor=actor, letter=found.letter)
    )


@transaction.atomic
def confirm(*, invitation: Invitation, confirms: bool, text: str, day: date) -> Confirmation:
    """Keep what the third party says of a piece, once. Raises ``LinkClosedError``."""
    row = _used(invitation, day)
    if row.item is None:
        raise LinkClosedError
    said = Confirmation(
        item=row.item,
        invitation=row,
        confirms=confirms,
        text=text,
        name=row.name,
        organisation=row.organisation,
    )
    said.save()
    record_act(
        actor=None,
        name="outcomes.confirm-evidence" if confirms else "outcomes.deny-evidence",
        subject=row.dossier.subject_key,
        piece=row.item.code,
    )
    return said


@transaction.atomic
def state(*, invitation: Invitation, text: str, file: StoredFile | None, day: date) -> EvidenceItem:
    """Keep the statement of a third party as a piece of evidence, once.

    Raises ``LinkClosedError``, or ``BadDataError`` when the file is not theirs.
    """
    row = _used(invitation, day)
    if row.item is not None:
        raise LinkClosedError
    if unusable(file, row.dossier, None):
        raise BadDataError([Finding.of("outcomes.upload-gone")])
    who = ", ".join(part for part in (row.name, row.organisation) if part)
    item = keep_piece(
        row.dossier,
        PieceFacts(
            title=_("Verklaring van %(who)s") % {"who": who}, kind=Kind.STATEMENT, dated=day
        ),
        Content(Carrier.FILE if file else Carrier.TEXT, text=text, file=file),
        actor=None,
        given_by=who,
    )
    Invitation.objects.filter(pk=row.pk).update(item=item)
    record_act(actor=None, name="outcomes.state", subject=row.dossier.subject_key, piece=item.code)
    return item


def _used(invitation: Invitation, day: date) -> Invitation:
    """Return the invitation, marked as used; of two at once the second is refused."""
    dossier = locked(invitation.dossier)
    row = Invitation.objects.select_related("item").get(pk=invitation.pk)
    ended = dossier.state in {ended.value for ended in TERMINAL}
    if ended or state_of(row, day) is not InvitationState.OPEN:
        raise LinkClosedError
    row.used_at, row.dossier = timezone.now(), dossier
    row.save(update_fields=["used_at"])
    return row


def _write(invitation: Invitation, secret: str) -> None:
    dossier = invitation.dossier
    write_letter(
        template="third_party",
        values={
            "name": invitation.name,
            "candidate": str(dossier.candidate),
            "piece": invitation.item.title if invitation.item else "",
            "note": invitation.note.split("\n") if invitation.note else [],
            "expires_on": invitation.expires_on,
        },
        address=invitation.email,
        about=dossier.subject_key,
        once=occasion_of(invitation),
        enclosed=Enclosed(secret=link_of(secret)),
    )
