"""Another takes over a side, or the guiding: part in the dossier, seats and drafts go along."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loopbrug.core.assessment.model import Change, Part
from loopbrug.core.outcomes.judging import Side
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.calendars import pk_of, user_key
from loopbrug.web.assessment.facts.planning import Picture
from loopbrug.web.assessment.services.guides import tell_guide
from loopbrug.web.outcomes.facts.rounds import Stage, current_seat, stage_of
from loopbrug.web.outcomes.queries.rounds import rounds_of
from loopbrug.web.outcomes.services.seats import MOVED, Chosen, move_seat
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.pathway.services import end_help, name_helper

NAMED = {
    Part.INSTITUTE: ("assessor", Side.INSTITUTE.value),
    Part.FIELD: ("assessor", Side.FIELD.value),
    Part.GUIDE: ("guide", ""),
}
"""The parts of which the dossier names who has them: the role, and the side of an assessor."""
GOING = (Stage.SEATING, Stage.JUDGING, Stage.SETTLING)


@dataclass(frozen=True, slots=True)
class _Handover:
    """A part in a dossier that goes from one to another."""

    dossier: Dossier
    part: Part
    former: User
    user: User

    @property
    def role(self) -> str:
        """As what somebody helps."""
        return NAMED[self.part][0]

    @property
    def side(self) -> str:
        """For which side somebody judges, "" for a guide."""
        return NAMED[self.part][1]


def follow_panels(
    actor: User, picture: Picture, changes: Iterable[Change], reason: str, day: date
) -> None:
    """Let who takes over take part in the dossier; who lost it does not judge or guide any more.

    Raises ``NotReadyError`` when the rules of panels have something against who takes over.
    """
    for change in changes:
        if change.after is None:
            continue
        dossier = picture.tracks[change.after.case].row.dossier
        for part, key in change.after.people:
            former = _former(dossier, part, key)
            if former is not None:
                user = User.objects.get(pk=pk_of(key))
                _take_over(actor, _Handover(dossier, part, former, user), reason, day)


def _former(dossier: Dossier, part: Part, key: str) -> User | None:
    """Return whom the dossier names for a part when that is somebody else, else None."""
    if part not in NAMED:
        return None
    role, side = NAMED[part]
    parts = dossier.participations.filter(role=role, side=side, ended_on=None)
    named = parts.select_related("user").order_by("pk").last()
    return named.user if named and user_key(named.user_id) != key else None


def _take_over(actor: User, over: _Handover, reason: str, day: date) -> None:
    dossier, role = over.dossier, over.role
    if not _move_seats(actor, over, reason, day):
        end_help(actor=actor, dossier=dossier, user=over.former, role=role, reason=MOVED, day=day)
    name_helper(actor=actor, dossier=dossier, user=over.user, role=role, side=over.side, day=day)
    if over.part is Part.GUIDE:
        tell_guide(dossier, over.user, [over.former])


def _move_seats(actor: User, over: _Handover, reason: str, day: date) -> bool:
    """Move the seats that can move, with their drafts; return whether one stays with the former.

    What was handed in stands, and so does the chair in the talk about differences.
    """
    stays = False
    for round_ in rounds_of(over.dossier) if over.side else ():
        seat = current_seat(round_, over.side)
        if seat is None or seat.assessor_id != over.former.pk or stage_of(round_) not in GOING:
            continue
        if any(one.side == over.side for one in round_.submissions.all()):
            stays = True
            continue
        side, chosen = Side(over.side), Chosen(over.user)
        move_seat(actor=actor, round_=round_, side=side, chosen=chosen, reason=reason, day=day)
    return stays
