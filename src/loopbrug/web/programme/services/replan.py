"""Acts when life changes: see what it means, propose it, take it. Each is one transaction."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from loopbrug.core.bridge.dossier_file import mapping_of
from loopbrug.core.bridge.model import Dossier as DossierValue
from loopbrug.core.programme.progress import Fate
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.core.terms.words import Period
from loopbrug.web.accounts.queries import User
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.services import record_document
from loopbrug.web.programme.changed import Told
from loopbrug.web.programme.comparison import WITH_UNITS, Comparison, compare
from loopbrug.web.programme.facts import dossier_value, programme_of, wishes_then
from loopbrug.web.programme.facts.replan import bridge_on_course, course_of, occasion_of
from loopbrug.web.programme.models import Acceptance, ProgrammeVersion
from loopbrug.web.programme.queries import accepted_version, latest_record
from loopbrug.web.programme.services import accept_programme, keep_version, make_programme
from loopbrug.web.programme.services.progress import Mark, keep_result

PROPOSED_AWAY = "away-proposed"
"""Marks a version that rests on days away that somebody else proposed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change would mean; ``comparison`` None: there is no programme to make again."""

    value: DossierValue
    comparison: Comparison | None


def what_if_changed(*, dossier: Dossier, told: Told, day: date) -> Outcome:
    """Return the programme that would follow beside the one that counts now; keeps nothing."""
    value = _with_absence(dossier_value(dossier), told)
    results = told.results(day)
    accepted = accepted_version(dossier)
    if accepted is None or course_of(dossier, day) is None:
        return Outcome(value, None)
    new = bridge_on_course(dossier, value, day, results).programme
    occasion = occasion_of(dossier, value, day, results)
    return Outcome(value, compare(programme_of(accepted), new, occasion) if new else None)


@transaction.atomic
def take_change(
    *, actor: User, dossier: Dossier, told: Told, day: date, seen: int | None
) -> ProgrammeVersion | None:
    """Keep what changed, plan on it, and take the programme if there is one: all or nothing.

    Raises ``BadDataError`` when the dossier was changed since the candidate looked at it.
    """
    row = _ready(actor, dossier, Act.ACCEPT_PROGRAMME)
    value = dossier_value(row)
    changed = _with_absence(value, told)
    if changed != value:
        record = latest_record(row)
        if (record.pk if record else None) != seen:
            raise BadDataError([Finding.of("programme.week-changed-meanwhile", "week")])
        record_document(actor=actor, dossier=row, document=dict(mapping_of(changed)))
    _keep_results(actor, row, told, day)
    version = make_programme(actor=actor, dossier=row, day=day, reason=told.reason)
    if version and programme_of(version).status in WITH_UNITS:
        accept_programme(actor=actor, version=version, day=day)
    return version


@transaction.atomic
def offer_change(
    *, actor: User, dossier: Dossier, told: Told, day: date
) -> ProgrammeVersion | None:
    """Keep the programme that follows as a proposal; the candidate takes it, or not.

    What became of a unit is recorded by whoever may say so; days away wait for the candidate.
    """
    row = _ready(actor, dossier, Act.PROPOSE_CHANGE)
    if told.results(day) and not may(actor, Act.RECORD_RESULTS, row):
        raise BadDataError([Finding.of("programme.progress-not-yours")])
    _keep_results(actor, row, told, day)
    value = _with_absence(dossier_value(row), told)
    programme = bridge_on_course(row, value, day).programme
    if programme is None:
        return None
    reason = PROPOSED_AWAY if told.away else told.reason
    return keep_version(actor, row, programme, value.wishes, (day, reason))


@transaction.atomic
def accept_proposal(*, actor: User, version: ProgrammeVersion, day: date) -> Acceptance:
    """Take a version; days away that were proposed with it are in one's own week from now on."""
    taken = accept_programme(actor=actor, version=version, day=day)
    value, wishes = dossier_value(version.dossier), wishes_then(version)
    if version.reason == PROPOSED_AWAY and value.wishes.away != wishes.away:
        away = _together((*value.wishes.away, *wishes.away))
        changed = replace(value, wishes=replace(value.wishes, away=away))
        record_document(actor=actor, dossier=version.dossier, document=dict(mapping_of(changed)))
    return taken


def _ready(actor: User, dossier: Dossier, act: Act) -> Dossier:
    """Return the dossier, locked; raises ``BadDataError`` when this is not theirs to do now."""
    row: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if not may(actor, act, row):
        raise BadDataError([Finding.of("programme.change-not-now")])
    return row


def _with_absence(value: DossierValue, told: Told) -> DossierValue:
    if told.away is None:
        return value
    away = _together((*value.wishes.away, told.away))
    return replace(value, wishes=replace(value.wishes, away=away))


def _together(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """Return the periods once each, in order."""
    return tuple(sorted(set(periods), key=lambda one: (one.first, one.last or one.first)))


def _keep_results(actor: User, dossier: Dossier, told: Told, day: date) -> None:
    """Record what became of a unit, as the one who tells it says.

    Raises ``BadDataError`` when it was passed: only who records results says otherwise.
    """
    course = course_of(dossier, day)
    known = course.fates if course else {}
    for result in told.results(day):
        fate = known.get(result.offering)
        if fate is Fate.PASSED and not may(actor, Act.RECORD_RESULTS, dossier):
            raise BadDataError([Finding.of("programme.progress-not-yours")])
        if fate is not result.fate:
            keep_result(actor, dossier, Mark(result), day)
