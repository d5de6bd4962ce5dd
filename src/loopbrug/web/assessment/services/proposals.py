"""Plans that wait for a person: what a loss would change; nothing moves before somebody says so.

The loss itself is a fact and stands in a calendar at once, so that nobody is planned there. When
a proposal is dropped, the loss is taken back with it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from loopbrug.core.assessment.model import Appointment, Change, Part
from loopbrug.core.assessment.repair import broken_in
from loopbrug.core.outcomes.judging import Side
from loopbrug.core.pathway.model import State
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.calendars import pk_of, user_key
from loopbrug.web.assessment.facts.checks import fits
from loopbrug.web.assessment.facts.findings import kept
from loopbrug.web.assessment.facts.planning import Picture, block_of, picture_of
from loopbrug.web.assessment.models import Assessment, CalendarChange, Proposal
from loopbrug.web.assessment.permissions import may_plan_all
from loopbrug.web.assessment.services.moves import Act, apply_changes, lock_planning
from loopbrug.web.assessment.services.repairs import Loose, repaired
from loopbrug.web.assessment.services.telling import tell
from loopbrug.web.audit.services import record_act
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.pathway.services import NotAllowedError, end_help, name_helper

_SIDES = {Part.INSTITUTE: Side.INSTITUTE.value, Part.FIELD: Side.FIELD.value}


@dataclass(frozen=True, slots=True)
class Loss:
    """What was lost: why, in words for people, and whatever else the page shows of it.

    ``steps`` are case and step that must be planned anew though everybody is free;
    ``calendar`` are the keys of the changes in calendars that the loss made.
    """

    cause: str
    who: str
    reason: str = ""
    steps: tuple[tuple[str, str], ...] = ()
    calendar: tuple[int, ...] = ()

    def values(self) -> dict[str, Any]:
        """Return the loss as plain data; ``loss_in`` gives the same one back."""
        return {
            "who": self.who,
            "reason": self.reason,
            "steps": [list(each) for each in self.steps],
            "calendar": list(self.calendar),
        }


def loss_in(proposal: Proposal) -> Loss:
    """Return the loss that a proposal mends."""
    values = proposal.values
    return Loss(
        proposal.cause,
        values["who"],
        values["reason"],
        tuple((case, step) for case, step in values["steps"]),
        tuple(values["calendar"]),
    )


@transaction.atomic
def propose(*, actor: User | None, region: str, loss: Loss, day: date) -> Proposal | None:
    """Work out what a loss would change, and put it before a person.

    None: no appointment is hit. Earlier proposals stay; who confirms them hears if they no
    longer fit.
    """
    lock_planning(region)
    return _propose(actor, region, loss, day)


def _propose(actor: User | None, region: str, loss: Loss, day: date) -> Proposal | None:
    picture = picture_of(region, day, takeover=True)
    loose = _loose(picture, loss)
    if not loose:
        return None
    repair = repaired(picture, loose)
    row = Proposal(
        region=region,
        cause=loss.cause,
        values=loss.values(),
        changes=[_plain(picture, change) for change in repair.changes],
        findings=kept(repair.danger),
        made_by=actor,
    )
    row.mark = mark_of(keys_in(row))
    row.save()
    record_act(
        actor=actor,
        name="assessment.propose",
        subject=f"region:{region}",
        cause=loss.cause,
        day=day.isoformat(),
    )
    return row


@transaction.atomic
def confirm(*, actor: User, proposal: Proposal, day: date) -> Proposal | None:
    """Carry out a proposal: appointments move, people are told, panels follow.

    Returns the proposal itself; or, when appointments or calendars have changed since, the one
    that was made anew and must be looked at first (None: nothing is lost any more). Raises
    ``NotAllowedError``.
    """
    _lock_dossiers(proposal)
    lock_planning(proposal.region)
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if row.confirmed_at is not None:
        return row
    assessments = list(Assessment.objects.filter(pk__in=keys_in(row)).select_related("dossier"))
    if not may_plan_all(actor, [each.dossier for each in assessments]):
        raise NotAllowedError
    picture = picture_of(row.region, day, takeover=True)
    changes = _changes_in(row, picture)
    if (
        row.dropped_at is not None
        or row.mark != mark_of(keys_in(row))
        or not fits(picture, changes)
    ):
        Proposal.objects.filter(pk=row.pk, dropped_at=None).update(dropped_at=timezone.now())
        return _propose(actor, row.region, loss_in(row), day)
    loss = loss_in(row)
    told = apply_changes(picture, changes, Act(actor, loss.reason))
    _follow_panels(actor, picture, changes, loss, day)
    row.confirmed_at, row.confirmed_by = timezone.now(), actor
    row.save(update_fields=["confirmed_at", "confirmed_by"])
    record_act(
        actor=actor, name="assessment.confirm", subject=f"region:{row.region}", cause=row.cause
    )
    tell(told)
    return row


@transaction.atomic
def drop(*, actor: User, proposal: Proposal) -> None:
    """Take a proposal back, with the loss it was made for; twice is once."""
    lock_planning(proposal.region)
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    assessments = Assessment.objects.filter(pk__in=keys_in(row)).select_related("dossier")
    if not may_plan_all(actor, [each.dossier for each in assessments]):
        raise NotAllowedError
    if row.confirmed_at is not None or row.dropped_at is not None:
        return
    CalendarChange.objects.filter(pk__in=loss_in(row).calendar).delete()
    row.dropped_at = timezone.now()
    row.save(update_fields=["dropped_at"])
    record_act(actor=actor, name="assessment.drop", subject=f"region:{row.region}", cause=row.cause)


def keys_in(proposal: Proposal) -> set[int]:
    """Return the keys of the assessments that a proposal is about."""
    of_changes = {int(change["case"]) for change in proposal.changes}
    of_danger = {int(finding["about"]) for finding in proposal.findings}
    of_loss = {int(case) for case, _ in proposal.values["steps"]}
    return of_changes | of_danger | of_loss


def mark_of(keys: Iterable[int]) -> str:
    """Return a fingerprint of the appointments of some assessments, as they stand."""
    rows = Assessment.objects.filter(pk__in=list(keys)).order_by("pk", "appointments__pk")
    plain = rows.values_list(
        "pk",
        "ended_on",
        "appointments__pk",
        "appointments__state",
        "appointments__sequence",
        "appointments__starts_at",
        "appointments__fixed_at",
    )
    text = json.dumps([[str(value) for value in row] for row in plain])
    return hashlib.sha256(text.encode()).hexdigest()


def _loose(picture: Picture, loss: Loss) -> Loose:
    """Return what cannot stay: where somebody is not free, and what the loss names."""
    cases = {case.key: case for case in picture.problem.cases}
    named = {
        (case, step) for case, step in loss.steps if case in cases and step not in cases[case].held
    }
    broken = {(each.case, each.step) for each in broken_in(picture.problem)}
    return frozenset(broken | named)


def _plain(picture: Picture, change: Change) -> dict[str, Any]:
    """Return a change as plain data: moments instead of blocks, for those outlive the grid."""
    one = change.after or change.before
    if one is None:
        raise ValueError(change)
    return {
        "case": one.case,
        "step": one.step,
        "before": _side(picture, change.before),
        "after": _side(picture, change.after),
    }


def _side(picture: Picture, one: Appointment | None) -> dict[str, Any] | None:
    if one is None:
        return None
    start = timezone.make_aware(picture.problem.grid.starts_at(one.block))
    return {"at": start.isoformat(), "people": [[part.value, key] for part, key in one.people]}


def _changes_in(proposal: Proposal, picture: Picture) -> list[Change]:
    return [
        Change(_appointment(change, "before", picture), _appointment(change, "after", picture))
        for change in proposal.changes
        if change["case"] in picture.tracks
    ]


def _appointment(change: Mapping[str, Any], side: str, picture: Picture) -> Appointment | None:
    found = change[side]
    if found is None:
        return None
    block = block_of(picture.problem.grid, datetime.fromisoformat(found["at"]))
    people = tuple((Part(part), key) for part, key in found["people"])
    return Appointment(change["case"], change["step"], block, people)


def _lock_dossiers(proposal: Proposal) -> None:
    """Lock what the proposal is about, before planning: in the order that steps do."""
    dossiers = Dossier.objects.filter(assessments__in=keys_in(proposal)).order_by("pk")
    list(dossiers.select_for_update(of=("self",)))


def _follow_panels(
    actor: User, picture: Picture, changes: Iterable[Change], loss: Loss, day: date
) -> None:
    """Let who takes over a side take part in the dossier; who lost it does not judge any more."""
    for change in changes:
        if change.after is None:
            continue
        dossier = picture.tracks[change.after.case].row.dossier
        named = {
            part.side: part.user for part in dossier.participations.all() if part.role == "assessor"
        }
        for part, key in change.after.people:
            side = _SIDES.get(part)
            if side is None or side not in named or user_key(named[side].pk) == key:
                continue
            if State(dossier.state) is State.ASSESSING:
                _take_over(actor, dossier, (side, named[side], pk_of(key)), loss, day)


def _take_over(
    actor: User, dossier: Dossier, seat: tuple[str, User, int], loss: Loss, day: date
) -> None:
    side, former, pk = seat
    user = User.objects.get(pk=pk)
    if dossier.participations.filter(user=user, role="assessor", ended_on=None).exists():
        return
    reason = loss.reason or loss.who
    end_help(actor=actor, dossier=dossier, user=former, role="assessor", reason=reason, day=day)
    name_helper(actor=actor, dossier=dossier, user=user, role="assessor", side=side, day=day)
