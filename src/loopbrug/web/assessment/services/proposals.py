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
from loopbrug.core.pathway.model import State
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.checks import fits
from loopbrug.web.assessment.facts.findings import kept
from loopbrug.web.assessment.facts.planning import Picture, block_of, picture_of
from loopbrug.web.assessment.facts.tracks import IN_HAND
from loopbrug.web.assessment.models import Assessment, CalendarChange, Proposal
from loopbrug.web.assessment.permissions import desk_of_user, may_plan_all
from loopbrug.web.assessment.services.moves import Act, apply_changes, lock_planning
from loopbrug.web.assessment.services.panels import follow_panels
from loopbrug.web.assessment.services.repairs import Loose, repaired
from loopbrug.web.assessment.services.telling import tell
from loopbrug.web.audit.services import record_act
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.pathway.services import NotAllowedError

PANEL = "panel"
"""The cause when somebody else was named: then nobody but who was named may take the part."""


class DroppedError(ValueError):
    """Somebody took the proposal back: there is nothing to confirm any more."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What was lost: why, in words for people, and whatever else the page shows of it.

    ``steps`` are case and step that must be planned anew though everybody is free;
    ``calendar`` are the keys of the changes in calendars that the loss made; ``owner`` is how
    the planner names who or what was lost, "" when nobody was.
    """

    cause: str
    who: str
    reason: str = ""
    steps: tuple[tuple[str, str], ...] = ()
    calendar: tuple[int, ...] = ()
    owner: str = ""

    def values(self) -> dict[str, Any]:
        """Return the loss as plain data; ``loss_in`` gives the same one back."""
        return {
            "who": self.who,
            "reason": self.reason,
            "steps": [list(each) for each in self.steps],
            "calendar": list(self.calendar),
            "owner": self.owner,
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
        values.get("owner", ""),
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
    picture = picture_of(region, day, takeover=loss.cause != PANEL)
    loose = _loose(picture, loss)
    if not loose:
        return None
    repair = repaired(picture, loose)
    row = Proposal(
        region=region,
        cause=loss.cause,
        values={**loss.values(), "loose": _listed(loose)},
        changes=plain_changes(picture, repair.changes),
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
    ``NotAllowedError``; ``DroppedError`` when it was taken back; ``NotReadyError`` when the rules
    of panels have something against who would take over: then nothing has changed.
    """
    _lock_dossiers(proposal)
    lock_planning(proposal.region)
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if row.confirmed_at is not None:
        return row
    _ask_planner(actor, row)
    if row.replaced_by is not None:
        return row.replaced_by
    if row.dropped_at is not None:
        raise DroppedError(row.pk)
    loss = loss_in(row)
    picture = picture_of(row.region, day, takeover=loss.cause != PANEL)
    changes = _changes_in(row, picture)
    if not _still_holds(row, picture, changes):
        return _anew(actor, row, day)
    told = apply_changes(picture, changes, Act(actor, loss.reason))
    follow_panels(actor, picture, changes, loss.reason or loss.who, day)
    row.confirmed_at, row.confirmed_by = timezone.now(), actor
    row.save(update_fields=["confirmed_at", "confirmed_by"])
    record_act(
        actor=actor, name="assessment.confirm", subject=f"region:{row.region}", cause=row.cause
    )
    tell(told)
    return row


@transaction.atomic
def make_anew(*, actor: User, proposal: Proposal, day: date) -> Proposal | None:
    """Work a proposal out anew, as things stand now; the earlier one is replaced.

    Returns the new one (None: nothing is lost any more); one that was carried out or taken back
    stays as it is. Raises ``NotAllowedError``.
    """
    lock_planning(proposal.region)
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    _ask_planner(actor, row)
    if row.replaced_by is not None:
        return row.replaced_by
    if row.confirmed_at is not None or row.dropped_at is not None:
        return row
    return _anew(actor, row, day)


def _anew(actor: User, row: Proposal, day: date) -> Proposal | None:
    new = _propose(actor, row.region, loss_in(row), day)
    row.dropped_at, row.replaced_by = timezone.now(), new
    row.save(update_fields=["dropped_at", "replaced_by"])
    return new


def _still_holds(row: Proposal, picture: Picture, changes: list[Change]) -> bool:
    """Return whether nothing changed since: appointments, what is lost, who is free."""
    loose = row.values.get("loose")
    return (
        row.mark == mark_of(keys_in(row))
        and loose in (None, _listed(_loose(picture, loss_in(row))))
        and fits(picture, changes)
    )


@transaction.atomic
def drop(*, actor: User, proposal: Proposal) -> None:
    """Take a proposal back, with the loss it was made for; twice is once.

    Raises ``NotAllowedError``.
    """
    lock_planning(proposal.region)
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    _ask_planner(actor, row)
    if row.confirmed_at is not None or row.dropped_at is not None:
        return
    CalendarChange.objects.filter(pk__in=loss_in(row).calendar).delete()
    row.dropped_at, row.dropped_by = timezone.now(), actor
    row.save(update_fields=["dropped_at", "dropped_by"])
    record_act(actor=actor, name="assessment.drop", subject=f"region:{row.region}", cause=row.cause)


def _ask_planner(actor: User, row: Proposal) -> None:
    """Pass for who may plan in every dossier of it that is in hand; in none: for the desk."""
    rows = Assessment.objects.filter(pk__in=keys_in(row), ended_on=None)
    dossiers = [each.dossier for each in rows.select_related("dossier")]
    in_hand = [each for each in dossiers if State(each.state) in IN_HAND]
    desk = desk_of_user(actor)
    if desk is None or desk.region != row.region:
        raise NotAllowedError
    if not may_plan_all(actor, in_hand) or not (in_hand or desk.whole):
        raise NotAllowedError


def keys_in(proposal: Proposal) -> set[int]:
    """Return the keys of the assessments that a proposal is about."""
    of_changes = {int(change["case"]) for change in proposal.changes}
    of_danger = {int(finding["about"]) for finding in proposal.findings}
    of_loss = {int(case) for case, _ in proposal.values["steps"]}
    return of_changes | of_danger | of_loss


def is_stale(proposal: Proposal) -> bool:
    """Return whether its appointments changed since; calendars are looked at when confirmed."""
    return proposal.mark != mark_of(keys_in(proposal))


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


def _listed(loose: Loose) -> list[list[str]]:
    return sorted([case, step] for case, step in loose)


def plain_changes(picture: Picture, changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Return changes as plain data, as a proposal keeps them."""
    return [_plain(picture, change) for change in changes]


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
