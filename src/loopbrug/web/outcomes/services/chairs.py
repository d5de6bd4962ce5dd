"""Who sits where in a round, asked with the dossier and the round locked.

The dossier is locked before the round, everywhere: two acts at once wait for each other and
never for ever.
"""

from loopbrug.core.outcomes.judging import Side
from loopbrug.core.outcomes.rounds import decided_judgements
from loopbrug.web.accounts.queries import User
from loopbrug.web.outcomes.facts.rounds import judged_of, reasoned
from loopbrug.web.outcomes.judgement_following import tell_judged
from loopbrug.web.outcomes.models import Round
from loopbrug.web.outcomes.services.recording import record_judgements
from loopbrug.web.pathway.facts import framework_of
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.services import NotAllowedError, NotReadyError

__all__ = ["HandedInError", "NotAllowedError", "NotReadyError", "locked", "record_results", "sit"]


class HandedInError(ValueError):
    """The side handed in already: what it found stands."""


def locked(round_: Round) -> Round:
    """Return the round as it is now, locked together with its dossier until the act is done."""
    dossier = Dossier.objects.select_for_update().get(pk=round_.dossier_id)
    row = Round.objects.select_for_update().get(pk=round_.pk)
    row.dossier = dossier
    return row


def sit(actor: User, round_: Round) -> tuple[Round, Side]:
    """Return the locked round with the side ``actor`` sits on.

    Raises ``NotAllowedError`` for who has no seat, or when nobody may judge in this dossier now.
    """
    row = locked(round_)
    seat = row.seats.filter(assessor=actor, left_on=None).first()
    if seat is None or row.dropped_on or not may(actor, Act.JUDGE, row.dossier):
        raise NotAllowedError
    return row, Side(seat.side)


def record_results(row: Round, actor: User) -> tuple[str, ...]:
    """Record every judgement that follows by now and was not recorded; return their outcomes."""
    framework = framework_of(row.dossier.region)
    recorded = set(row.judgements.values_list("outcome", flat=True))
    decided = decided_judgements(judged_of(row), framework)
    new = [reasoned(one, row) for one in decided if one.outcome not in recorded]
    record_judgements(actor=actor, dossier=row.dossier, judgements=new, round_=row)
    if new:
        tell_judged(row.dossier, max(one.judged_on for one in new))
    return tuple(one.outcome for one in new)
