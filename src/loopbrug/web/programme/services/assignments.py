"""Acts on workplace assignments: propose, change, take back, answer. Each is one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from loopbrug.core.programme.assignments import (
    CoverageVerdict,
    ProposedAssignment,
    proposal_findings,
    verdict_findings,
)
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.outcomes.facts import standing_of
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.programme.facts.assignments import (
    Assignment,
    Status,
    assignment_from,
    assignments_of,
    covers_of,
)
from loopbrug.web.programme.frozen import freeze
from loopbrug.web.programme.models.assignments import (
    AssignmentRow,
    AssignmentWithdrawal,
    CoverageConsent,
    CoverageRow,
)
from loopbrug.web.programme.permissions import may_propose
from loopbrug.web.programme.queries import latest_version
from loopbrug.web.programme.queries.assignments import (
    last_number,
    latest_assignment,
    school_people,
)
from loopbrug.web.programme.services import make_programme
from loopbrug.web.programme.services.waiting_letters import (
    tell_answered,
    tell_departures,
    tell_proposed,
)

AFTER_ASSIGNMENT = "assignment"
MOST_REASON = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """An assignment as somebody filled it in, with who guides and who observes.

    ``library`` is the assignment of the library it began from. ``changes`` is the key of the
    row it takes the place of, None for a new assignment.
    """

    proposed: ProposedAssignment
    guide: User
    observer: User
    library: str = ""
    changes: int | None = None


@transaction.atomic
def propose_assignment(
    *, actor: User, dossier: Dossier, wanted: Wanted, day: date
) -> AssignmentRow:
    """Propose an assignment, or a change of one; sending the same twice is sending it once.

    An accepted assignment that changes counts no more until the institute answers anew. Raises
    ``BadDataError`` with everything that is wrong.
    """
    row = _locked(dossier)
    if not may_propose(actor, row):
        raise BadDataError([Finding.of("programme.assignment-not-yours")])
    assignments = assignments_of(row)
    if known := _same(assignments, wanted):
        return known
    before = _before(assignments, wanted)
    if findings := _against(row, assignments, wanted, day):
        raise BadDataError(findings)
    made = _keep(actor, row, wanted, before, day)
    if before is not None and before.counts:
        _plan_again(row, day)
    return made


@transaction.atomic
def withdraw_assignment(
    *, actor: User, dossier: Dossier, number: int, reason: str, day: date
) -> AssignmentWithdrawal:
    """Take an assignment back, with the reason; taking it back twice is doing it once."""
    row = _locked(dossier)
    if not may_propose(actor, row):
        raise BadDataError([Finding.of("programme.assignment-not-yours")])
    found = latest_assignment(row, number)
    if found is None:
        raise BadDataError([Finding.of("programme.assignment-gone")])
    known: AssignmentWithdrawal | None = getattr(found, "withdrawal", None)
    if known is not None:
        return known
    if not reason.strip():
        raise BadDataError([Finding.of("programme.assignment-no-reason")])
    counted = assignment_from(found, row).counts
    made: AssignmentWithdrawal = AssignmentWithdrawal.objects.create(
        assignment=found,
        reason=reason.strip()[:MOST_REASON],
        withdrawn_by=actor,
        withdrawn_on=day,
    )
    _write(actor, found, "programme.withdraw-assignment", day)
    if counted:
        tell_departures(row, actor, day)
        _plan_again(row, day)
    return made


@transaction.atomic
def answer_assignment(
    *, actor: User, dossier: Dossier, key: int, verdicts: Iterable[CoverageVerdict], day: date
) -> CoverageRow:
    """Record what the institute says of every outcome; a later answer takes its place.

    ``key`` is the row that was read. When the planner may use another set of assignments after
    it, a new version of the programme is proposed. Raises ``BadDataError`` with everything that
    is wrong: not the institute, changed or taken back meanwhile, outcomes without an answer.
    """
    row, said = _locked(dossier), tuple(verdicts)
    if not may(actor, Act.ANSWER_ASSIGNMENT, row):
        raise BadDataError([Finding.of("programme.coverage-not-yours")])
    found = next((one for one in assignments_of(row) if one.row.pk == key), None)
    if found is None or hasattr(found.row, "withdrawal"):
        raise BadDataError([Finding.of("programme.coverage-stale")])
    if found.answer is not None and found.verdicts == said:
        return found.answer
    if findings := verdict_findings([code for code, _ in found.covers], said):
        raise BadDataError(findings)
    made: CoverageRow = CoverageRow.objects.create(
        assignment=found.row,
        verdicts=[freeze(verdict) for verdict in said],
        decided_by=actor,
        decided_on=day,
    )
    _write(actor, found.row, "programme.answer-assignment", day)
    status = next(one.status for one in assignments_of(row) if one.row.pk == key)
    tell_answered(found.row, made, actor, status=status.value)
    _plan_again(row, day)
    return made


@transaction.atomic
def agree_to_answer(*, actor: User, dossier: Dossier, key: int, day: date) -> CoverageConsent:
    """Record that the school agrees with an answer that covers a part; twice is once.

    ``key`` is the answer that was read. Raises ``BadDataError`` when the institute answered anew
    since, when the assignment was changed or taken back, and for who may not.
    """
    row = _locked(dossier)
    if not may_propose(actor, row):
        raise BadDataError([Finding.of("programme.assignment-not-yours")])
    found = next((one for one in assignments_of(row) if one.answer and one.answer.pk == key), None)
    if found is None or found.answer is None or found.status is not Status.PARTLY:
        raise BadDataError([Finding.of("programme.consent-stale")])
    if found.consent is not None:
        return found.consent
    made: CoverageConsent = CoverageConsent.objects.create(
        answer=found.answer, agreed_by=actor, agreed_on=day
    )
    _write(actor, found.row, "programme.agree-coverage", day)
    return made


def _locked(dossier: Dossier) -> Dossier:
    rows = Dossier.objects.select_for_update(of=("self",))
    found: Dossier = rows.select_related("school", "institute").get(pk=dossier.pk)
    return found


def _same(assignments: Iterable[Assignment], wanted: Wanted) -> AssignmentRow | None:
    """Return the row that says just this, when it was sent before."""
    return next(
        (one.row for one in assignments if one.open and _document(one.row) == _told(wanted)), None
    )


def _told(wanted: Wanted) -> tuple[object, ...]:
    one = wanted.proposed
    texts = (one.title.strip(), one.what.strip(), one.evidence.strip())
    return (*texts, one.covers, one.first, one.last, wanted.guide.pk, wanted.observer.pk)


def _document(row: AssignmentRow) -> tuple[object, ...]:
    people = (row.guide_id, row.observer_id)
    return (row.title, row.what, row.evidence, covers_of(row), row.first, row.last, *people)


def _before(assignments: Iterable[Assignment], wanted: Wanted) -> Assignment | None:
    """Return the assignment that changes; raises when it was changed or taken back since."""
    if wanted.changes is None:
        return None
    found = next((one for one in assignments if one.row.pk == wanted.changes), None)
    if found is None or hasattr(found.row, "withdrawal"):
        raise BadDataError([Finding.of("programme.assignment-gone")])
    return found


def _against(
    dossier: Dossier, assignments: Iterable[Assignment], wanted: Wanted, day: date
) -> tuple[Finding, ...]:
    standing = standing_of(dossier, day)
    known = {outcome.code for outcome in standing.region.framework.outcomes}
    taken = taken_by(assignments, wanted.changes)
    found = proposal_findings(wanted.proposed, known, standing.gap, taken, day)
    return (*_places(dossier, wanted), *found)


def taken_by(assignments: Iterable[Assignment], but: int | None) -> dict[str, str]:
    """Return by outcome which open assignment covers it, leaving out the one with key ``but``."""
    return {
        code: one.row.title
        for one in assignments
        if one.open and one.row.pk != but
        for code in _covered(one)
    }


def _covered(one: Assignment) -> tuple[str, ...]:
    covers = one.accepted.covers if one.accepted else one.covers
    return tuple(code for code, _hours in covers)


def _places(dossier: Dossier, wanted: Wanted) -> tuple[Finding, ...]:
    people = {one.user_id for one in school_people(dossier)}
    wrong = {
        "programme.assignment-no-institute": dossier.institute is None,
        "programme.assignment-guide-elsewhere": wanted.guide.pk not in people,
        "programme.assignment-observer-elsewhere": wanted.observer.pk not in people,
    }
    return tuple(Finding.of(code) for code, lacks in wrong.items() if lacks)


def _keep(
    actor: User, dossier: Dossier, wanted: Wanted, before: Assignment | None, day: date
) -> AssignmentRow:
    one = wanted.proposed
    made: AssignmentRow = AssignmentRow.objects.create(
        dossier=dossier,
        number=before.row.number if before else last_number(dossier) + 1,
        library=wanted.library,
        title=one.title.strip(),
        what=one.what.strip(),
        evidence=one.evidence.strip(),
        covers=[list(each) for each in one.covers],
        first=one.first,
        last=one.last,
        guide=wanted.guide,
        observer=wanted.observer,
        proposed_by=actor,
        proposed_on=day,
        replaces=before.row if before else None,
    )
    name = "programme.change-assignment" if before else "programme.propose-assignment"
    _write(actor, made, name, day)
    tell_proposed(made, actor)
    return made


def _plan_again(dossier: Dossier, day: date) -> None:
    """Propose a new version once this act is kept; who has no programme yet gets none.

    A planner that fails never undoes what people decided.
    """
    if latest_version(dossier) is None:
        return

    def plan() -> None:
        make_programme(actor=None, dossier=dossier, day=day, reason=AFTER_ASSIGNMENT)

    transaction.on_commit(plan, robust=True)


def _write(actor: User, row: AssignmentRow, name: str, day: date) -> None:
    subject = row.dossier.subject_key
    record_act(actor=actor, name=name, subject=subject, title=row.title, day=day.isoformat())
