"""Calibration sets: made by an institute, answered apart by assessors, closed once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from loopbrug.core.outcomes.model import Verdict
from loopbrug.core.terms.finding import Finding
from loopbrug.web.accounts.queries import Role, User, current_memberships
from loopbrug.web.audit.services import record_act
from loopbrug.web.outcomes.models import CalibrationAnswer, CalibrationItem, CalibrationSet
from loopbrug.web.outcomes.services.chairs import NotAllowedError, NotReadyError
from loopbrug.web.pathway.facts import framework_of


class ClosedError(ValueError):
    """The set takes no answers any more."""


class AnsweredAlreadyError(ValueError):
    """The assessor answered already; an answer stands."""


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented case: an outcome, and the evidence as a text."""

    outcome: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """What an assessor finds of one case."""

    verdict: Verdict
    reason: str = ""


@transaction.atomic
def make_set(
    *, actor: User, region: str, title: str, cases: Iterable[Invented], day: date
) -> CalibrationSet:
    """Make a set of invented cases for the assessors of a region; its cases never change.

    Raises ``NotAllowedError`` for who is of no institute there, ``NotReadyError`` with what is
    wrong: no cases, or an outcome that the framework does not know.
    """
    _ask(actor, region, Role.INSTITUTE)
    framework, listed = framework_of(region), tuple(cases)
    known = {outcome.code for outcome in framework.outcomes}
    faults = [
        Finding.of("outcomes.round-outcome-unknown", case.outcome, outcome=case.outcome)
        for case in listed
        if case.outcome not in known
    ]
    if not listed:
        faults.append(Finding.of("outcomes.calibration-empty"))
    if faults:
        raise NotReadyError(tuple(faults))
    made: CalibrationSet = CalibrationSet.objects.create(
        region=region, title=title, framework=framework.version, opened_on=day, made_by=actor
    )
    CalibrationItem.objects.bulk_create(
        CalibrationItem(set=made, place=place, outcome=case.outcome, text=case.text)
        for place, case in enumerate(listed, 1)
    )
    record_act(
        actor=actor, name="outcomes.make-calibration", subject=_subject(made), day=day.isoformat()
    )
    return made


@transaction.atomic
def answer_set(
    *, actor: User, calibration: CalibrationSet, found: Mapping[int, Found], day: date
) -> None:
    """Keep what an assessor finds of every case, by place; all at once, and for good.

    Raises ``NotAllowedError``, ``ClosedError``, ``AnsweredAlreadyError``, and ``NotReadyError``
    when a case was left out.
    """
    row = CalibrationSet.objects.select_for_update().get(pk=calibration.pk)
    _ask(actor, row.region, Role.ASSESSOR)
    if row.closed_on:
        raise ClosedError
    items = list(row.items.all())
    if CalibrationAnswer.objects.filter(item__in=items, assessor=actor).exists():
        raise AnsweredAlreadyError
    lacking = [item.place for item in items if item.place not in found]
    if lacking:
        raise NotReadyError(
            tuple(Finding.of("outcomes.calibration-left-out", str(p), place=p) for p in lacking)
        )
    CalibrationAnswer.objects.bulk_create(
        CalibrationAnswer(
            item=item,
            assessor=actor,
            verdict=found[item.place].verdict,
            reason=found[item.place].reason,
        )
        for item in items
    )
    record_act(
        actor=actor, name="outcomes.answer-calibration", subject=_subject(row), day=day.isoformat()
    )


@transaction.atomic
def close_set(*, actor: User, calibration: CalibrationSet, day: date) -> bool:
    """Close a set, by who made it; return whether it was open. Raises ``NotAllowedError``."""
    row = CalibrationSet.objects.select_for_update().get(pk=calibration.pk)
    if row.made_by_id != actor.pk:
        raise NotAllowedError
    if row.closed_on:
        return False
    row.closed_on = day
    row.save(update_fields=["closed_on"])
    record_act(
        actor=actor, name="outcomes.close-calibration", subject=_subject(row), day=day.isoformat()
    )
    return True


def _ask(actor: User, region: str, role: str) -> None:
    """Pass when ``actor`` has ``role`` at an organisation of the region."""
    held = current_memberships(actor).filter(role=role, organisation__region=region)
    if not held.exists():
        raise NotAllowedError


def _subject(row: CalibrationSet) -> str:
    return f"calibration:{row.pk}"
