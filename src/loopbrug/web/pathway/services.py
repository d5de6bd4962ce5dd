"""Acts on a dossier: each one locks the row, steps, saves and writes its line, or does nothing."""

from collections.abc import Mapping
from datetime import date
from secrets import choice

from django.db import transaction

from loopbrug.core.bridge.dossier_file import dossier_from
from loopbrug.core.pathway.deadlines import days_of
from loopbrug.core.pathway.model import Party, State
from loopbrug.core.pathway.states import Event, NoSuchStepError, step
from loopbrug.core.terms.finding import Finding
from loopbrug.web.accounts.models import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.organisations.queries import Organisation, desk_of
from loopbrug.web.pathway.facts import day_before, findings_before, law, places_of
from loopbrug.web.pathway.following import lacking_before, tell_followers
from loopbrug.web.pathway.models import ClockRow, Dossier, Participation, PauseRow, Record
from loopbrug.web.pathway.permissions import Act, may, may_fire
from loopbrug.web.pathway.queries import living_dossier_of, open_pause

ASSESSMENT_CLOCK = "pathway.clock-assessment"
ASSESSMENT_TERM = "go.target_total"
_CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_JUDGED = frozenset({Event.FIND_SUITABLE, Event.FIND_NOT_YET_SUITABLE})
_ENDING = frozenset({Event.STOP, Event.TRANSFER})
_NOT_TOLD = frozenset({"judgements", "money"})


class NotAllowedError(PermissionError):
    """Somebody tried what their role may not do, or not in this state."""


class StaleError(ValueError):
    """The dossier has moved since the page was shown."""


class NotReadyError(ValueError):
    """Something must be there first; ``findings`` say what."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__(", ".join(finding.code for finding in findings))


@transaction.atomic
def open_dossier(
    *, actor: User, document: Mapping[str, object], region: str, day: date
) -> tuple[Dossier, bool]:
    """Open the candidate's own dossier with what they told; no clock runs yet.

    Returns the dossier and whether it is new: who has a living one gets that one back. Raises
    ``BadDataError`` with every error when the document cannot be read.
    """
    User.objects.select_for_update().get(pk=actor.pk)
    if known := living_dossier_of(actor):
        return known, False
    dossier = Dossier.objects.create(
        code=_new_code(), candidate=actor, region=region, started_on=day, desk=desk_of(region)
    )
    _keep(actor, dossier, document)
    details = {"day": day.isoformat()}
    record_act(actor=actor, name="pathway.open", subject=dossier.subject_key, **details)
    return dossier, True


@transaction.atomic
def record_document(
    *, actor: User, dossier: Dossier, document: Mapping[str, object]
) -> Record | None:
    """Keep what the candidate told anew, beside what they told before; None when it is the same.

    Raises ``BadDataError`` with every error when the document cannot be read.
    """
    row = _locked(dossier)
    _ask(may(actor, Act.CHANGE_TOLD, row))
    latest = row.records.first()
    if latest and latest.document == _told_only(document):
        return None
    record = _keep(actor, row, document)
    record_act(actor=actor, name="pathway.tell", subject=row.subject_key, record=record.pk)
    return record


@transaction.atomic
def advance(
    *, actor: User, dossier: Dossier, event: Event, day: date, seen: str = "", reason: str = ""
) -> Dossier:
    """Make ``event`` happen; ``seen`` is the state the actor saw on the page, if any.

    Raises ``StaleError`` when the dossier has moved since, ``NotAllowedError`` when the actor may
    not, ``NotReadyError`` when somebody must be there first.
    """
    row = _step(actor, dossier, event, seen)
    if event is Event.REQUEST_ASSESSMENT:
        _start_clock(row, day)
    if event in _JUDGED | _ENDING:
        row.clocks.filter(stopped_on=None).update(stopped_on=day)
    if event in _ENDING:
        _end_pause(row, day)
    _write(actor, row, event, day, reason=reason)
    tell_followers(actor, row, event, day)
    return row


@transaction.atomic
def pause(
    *, actor: User, dossier: Dossier, day: date, waiting_for: Party, reason: str, seen: str = ""
) -> Dossier:
    """Let the dossier rest, visibly: everybody sees who is waited for, and why."""
    row = _step(actor, dossier, Event.PAUSE, seen)
    PauseRow.objects.create(dossier=row, first=day, waiting_for=waiting_for, reason=reason)
    _write(actor, row, Event.PAUSE, day, reason=reason, party=waiting_for.value)
    tell_followers(actor, row, Event.PAUSE, day)
    return row


@transaction.atomic
def resume(*, actor: User, dossier: Dossier, day: date, seen: str = "") -> Dossier:
    """Go on where the dossier was before it paused; the pause stays on the record."""
    row = _step(actor, dossier, Event.RESUME, seen)
    _end_pause(row, day)
    _write(actor, row, Event.RESUME, day)
    tell_followers(actor, row, Event.RESUME, day)
    return row


@transaction.atomic
def hold_clock(
    *, actor: User, dossier: Dossier, day: date, waiting_for: Party, reason: str
) -> PauseRow:
    """Stop the clock visibly while the dossier stays where it is: somebody waits for somebody.

    Several may wait at once; days that fall in more than one wait count once.
    """
    row = _locked(dossier)
    pause_row: PauseRow = PauseRow.objects.create(
        dossier=row, first=day, waiting_for=waiting_for, reason=reason[:200]
    )
    record_act(
        actor=actor,
        name="pathway.hold-clock",
        subject=row.subject_key,
        party=waiting_for.value,
        reason=reason,
        day=day.isoformat(),
    )
    return pause_row


@transaction.atomic
def release_clock(*, actor: User | None, dossier: Dossier, pause_row: PauseRow, day: date) -> None:
    """Let the clock run on from ``day``, as far as this wait is concerned; twice is once."""
    row = _locked(dossier)
    if PauseRow.objects.filter(ends=pause_row).exists():
        return
    _end(row, pause_row, day)
    record_act(
        actor=actor, name="pathway.release-clock", subject=row.subject_key, day=day.isoformat()
    )


@transaction.atomic
def end_help(
    *, actor: User, dossier: Dossier, user: User, role: str, reason: str, day: date
) -> bool:
    """End somebody's part in a dossier (illness, another job); return whether there was one."""
    row = _locked(dossier)
    _ask(may(actor, Act.NAME_HELPER, row))
    ended = row.participations.filter(user=user, role=role, ended_on=None).update(ended_on=day)
    if ended:
        record_act(
            actor=actor,
            name="pathway.end-help",
            subject=row.subject_key,
            helper=str(user),
            role=role,
            reason=reason,
            day=day.isoformat(),
        )
    return bool(ended)


@transaction.atomic
def match(
    *,
    actor: User,
    dossier: Dossier,
    school: Organisation | None,
    institute: Organisation | None,
    day: date,
) -> Dossier:
    """Join a school and an institute to the dossier; from then on their people see it."""
    row = _locked(dossier)
    _ask(may(actor, Act.MATCH, row))
    if (row.school, row.institute) == (school, institute):
        return row
    row.school, row.institute = school, institute
    row.save(update_fields=["school", "institute"])
    record_act(
        actor=actor,
        name="pathway.match",
        subject=row.subject_key,
        school=school.name if school else "–",
        institute=institute.name if institute else "–",
        day=day.isoformat(),
    )
    return row


@transaction.atomic
def name_helper(
    *, actor: User, dossier: Dossier, user: User, role: str, side: str, day: date
) -> Participation:
    """Give somebody a part in this dossier: an assessor of a side, or a coach; once is enough."""
    row = _locked(dossier)
    _ask(may(actor, Act.NAME_HELPER, row))
    part, added = Participation.objects.get_or_create(
        dossier=row, user=user, role=role, ended_on=None, defaults={"side": side}
    )
    if added:
        record_act(
            actor=actor,
            name="pathway.name-helper",
            subject=row.subject_key,
            helper=str(user),
            role=role,
            day=day.isoformat(),
        )
    return part


def _locked(dossier: Dossier) -> Dossier:
    return Dossier.objects.select_for_update().get(pk=dossier.pk)


def _ask(allowed: bool) -> None:
    if not allowed:
        raise NotAllowedError


def _step(actor: User, dossier: Dossier, event: Event, seen: str) -> Dossier:
    row = _locked(dossier)
    if seen and seen != row.state:
        raise StaleError(row.state)
    was = State(row.state)
    came_from = State(row.came_from) if row.came_from else None
    try:
        now = step(was, event, came_from)
    except NoSuchStepError as error:
        raise StaleError(row.state) from error
    _ask(may_fire(actor, event, row))
    if findings := (*findings_before(row, event), *lacking_before(row, event)):
        raise NotReadyError(findings)
    aside = event is Event.PAUSE or event in _ENDING
    row.came_from = (came_from or was).value if aside else ""
    row.state = now.value
    row.save(update_fields=["state", "came_from"])
    return row


def _write(actor: User, row: Dossier, event: Event, day: date, **more: str) -> None:
    details = {"now": row.state, "day": day.isoformat(), **more}
    record_act(actor=actor, name=f"pathway.{event}", subject=row.subject_key, **details)


def _start_clock(row: Dossier, day: date) -> None:
    days = days_of(law().on(ASSESSMENT_TERM, day))
    ClockRow.objects.create(
        dossier=row, name=ASSESSMENT_CLOCK, started_on=day, days=days, parameter=ASSESSMENT_TERM
    )


def _end_pause(row: Dossier, day: date) -> None:
    if pause_row := open_pause(row):
        _end(row, pause_row, day)


def _end(row: Dossier, pause_row: PauseRow, day: date) -> None:
    PauseRow.objects.create(
        dossier=row,
        first=pause_row.first,
        last=day_before(day),
        waiting_for=pause_row.waiting_for,
        reason=pause_row.reason,
        ends=pause_row,
    )


def _keep(actor: User, dossier: Dossier, document: Mapping[str, object]) -> Record:
    told = _told_only(document)
    dossier_from(told, places_of(dossier.region))
    return Record.objects.create(dossier=dossier, document=told, entered_by=actor)


def _told_only(document: Mapping[str, object]) -> dict[str, object]:
    """Return the document without judgements, which are not the candidate's to tell, or money.

    Several roles read what is kept here; old pay is the candidate's alone and has rows of its own.
    """
    return {name: value for name, value in document.items() if name not in _NOT_TOLD}


def _new_code() -> str:
    letters = "".join(choice(_CODE_LETTERS) for _ in range(6))
    return f"{letters[:3]}-{letters[3:]}"
