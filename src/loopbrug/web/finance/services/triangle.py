"""What every act on a proposal does first and last: lock the dossier, write it in the record."""

from datetime import date

from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.finance.models.proposals import ProposalVersion
from loopbrug.web.finance.permissions import sides_of
from loopbrug.web.finance.queries.proposals import proposals_of
from loopbrug.web.pathway.models import ENDED, Dossier


def latest_of(actor: User, dossier: Dossier, number: int) -> tuple[Dossier, ProposalVersion]:
    """Return the dossier under lock with its last version, which is to be ``number``.

    Raises ``BadDataError`` for who has no corner, an ended dossier, and a newer version.
    """
    row = locked(dossier)
    latest = proposals_of(row).first()
    municipality = latest.municipality_id if latest else None
    if row.state in ENDED or not sides_of(actor, row, municipality):
        raise BadDataError([Finding.of("finance.proposal-not-yours")])
    if latest is None:
        raise BadDataError([Finding.of("finance.proposal-none")])
    if latest.number != number:
        raise BadDataError([Finding.of("finance.proposal-stale")])
    return row, latest


def locked(dossier: Dossier) -> Dossier:
    """Return the dossier under lock, with everybody an act on money asks for."""
    rows = Dossier.objects.select_for_update(of=("self",))
    found: Dossier = rows.select_related("candidate", "school__board", "desk").get(pk=dossier.pk)
    return found


def write(actor: User, dossier: Dossier, name: str, day: date, **more: str | int) -> None:
    """Write an act in the record of the dossier."""
    record_act(actor=actor, name=name, subject=dossier.subject_key, day=day.isoformat(), **more)
