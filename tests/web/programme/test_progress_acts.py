"""What became of units: who may say so, what it does to the gap, and what is refused."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.web.pathway.stage import TODAY, Cast
from tests.web.programme.scene import prepared

from loopbrug.core.programme.model import PlannedUnit
from loopbrug.core.programme.progress import Fate, Presence, Side, UnitResult
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.accounts.models import User
from loopbrug.web.audit.models import AppendOnlyError
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.outcomes.facts import gap_for, standing_of
from loopbrug.web.outcomes.matrix import matrix_of
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.facts.progress import presences_of, results_of, walk_of
from loopbrug.web.programme.models.progress import AttendanceRow, UnitResultRow
from loopbrug.web.programme.queries import latest_version
from loopbrug.web.programme.services import accept_programme, make_programme
from loopbrug.web.programme.services.progress import (
    Mark,
    record_attendance,
    record_results,
    take_back_result,
)

pytestmark = pytest.mark.django_db
Commits = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    """Return a dossier whose programme was taken."""
    dossier = prepared(people)
    version = make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert version is not None
    accept_programme(actor=people.amina, version=version, day=TODAY)
    return dossier


@pytest.fixture
def first(dossier: Dossier) -> PlannedUnit:
    return walk_of(dossier).units[0]


def end_of(unit: PlannedUnit) -> date:
    assert unit.period.last is not None
    return unit.period.last


def mark(
    people: Cast, dossier: Dossier, unit: PlannedUnit, fate: Fate, *, actor: User | None = None
) -> tuple[UnitResultRow, ...]:
    day = end_of(unit)
    return record_results(
        actor=actor or people.institute,
        dossier=dossier,
        marks=[Mark(UnitResult(unit.unit, unit.offering, day, fate))],
        day=day,
    )


def codes(refused: pytest.ExceptionInfo[BadDataError]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def test_a_passed_unit_closes_its_outcomes_and_says_which_unit(
    people: Cast, dossier: Dossier, first: PlannedUnit
) -> None:
    day = end_of(first)
    mark(people, dossier, first, Fate.PASSED)
    gap = gap_for(dossier, day)
    assert gap is not None
    assert set(first.closes) <= set(gap.validated)
    assert set(first.closes).isdisjoint(need.outcome for need in gap.needs)
    matrix = matrix_of(standing_of(dossier, day), "nl")
    assert matrix is not None
    rows = {row.code: row for group in matrix.groups for row in group.rows}
    row = rows[first.closes[0]]
    assert row.by_result
    assert row.reason.startswith("Afgerond onderdeel: ")


def test_a_unit_that_goes_as_planned_leaves_the_programme_as_it_is(
    people: Cast,
    dossier: Dossier,
    first: PlannedUnit,
    django_capture_on_commit_callbacks: Commits,
) -> None:
    before = latest_version(dossier)
    with django_capture_on_commit_callbacks(execute=True):
        mark(people, dossier, first, Fate.PASSED)
    after = latest_version(dossier)
    assert before is not None
    assert after == before


def test_a_failed_unit_closes_nothing(people: Cast, dossier: Dossier, first: PlannedUnit) -> None:
    before = gap_for(dossier, end_of(first))
    mark(people, dossier, first, Fate.FAILED)
    assert gap_for(dossier, end_of(first)) == before
    assert results_of(dossier) == (
        UnitResult(first.unit, first.offering, end_of(first), Fate.FAILED),
    )


def test_marking_twice_is_marking_once(people: Cast, dossier: Dossier, first: PlannedUnit) -> None:
    assert len(mark(people, dossier, first, Fate.PASSED)) == 1
    assert mark(people, dossier, first, Fate.PASSED) == ()
    assert UnitResultRow.objects.count() == 1
    names = [act.name for act in acts_on(dossier.subject_key)]
    assert names.count("programme.unit-passed") == 1


def test_what_was_recorded_by_mistake_is_taken_back_with_a_reason(
    people: Cast, dossier: Dossier, first: PlannedUnit
) -> None:
    day = end_of(first)
    before = gap_for(dossier, day)
    mark(people, dossier, first, Fate.PASSED)
    with pytest.raises(BadDataError) as refused:
        take_back_result(
            actor=people.institute, dossier=dossier, offering=first.offering, reason=" ", day=day
        )
    assert codes(refused) == ["programme.result-no-reason"]
    take_back_result(
        actor=people.institute, dossier=dossier, offering=first.offering, reason="Ander", day=day
    )
    assert gap_for(dossier, day) == before
    assert results_of(dossier) == ()
    assert UnitResultRow.objects.count() == 2
    again = take_back_result(
        actor=people.institute, dossier=dossier, offering=first.offering, reason="Ander", day=day
    )
    assert again is None
    assert len(mark(people, dossier, first, Fate.PASSED)) == 1


def test_rows_of_results_never_change(people: Cast, dossier: Dossier, first: PlannedUnit) -> None:
    [row] = mark(people, dossier, first, Fate.PASSED)
    row.fate = Fate.FAILED
    with pytest.raises(AppendOnlyError):
        row.save()


@pytest.mark.parametrize("who", ["amina", "coach", "school", "broker", "other_institute"])
def test_only_the_institute_says_what_became_of_a_unit(
    who: str, people: Cast, dossier: Dossier, first: PlannedUnit
) -> None:
    with pytest.raises(BadDataError) as refused:
        mark(people, dossier, first, Fate.PASSED, actor=getattr(people, who))
    assert codes(refused) == ["programme.progress-not-yours"]
    assert not UnitResultRow.objects.exists()


def test_everything_wrong_is_told_at_once_and_nothing_is_recorded(
    people: Cast, dossier: Dossier, first: PlannedUnit
) -> None:
    marks = [
        Mark(UnitResult("X-9", "nergens", TODAY, Fate.PASSED)),
        Mark(UnitResult(first.unit, first.offering, end_of(first), Fate.PASSED)),
    ]
    with pytest.raises(BadDataError) as refused:
        record_results(actor=people.institute, dossier=dossier, marks=marks, day=TODAY)
    assert codes(refused) == ["programme.result-not-planned", "programme.result-in-future"]
    early = [Mark(UnitResult(first.unit, first.offering, date(2020, 1, 1), Fate.FAILED))]
    with pytest.raises(BadDataError) as refused:
        record_results(actor=people.institute, dossier=dossier, marks=early, day=TODAY)
    assert codes(refused) == ["programme.result-before-start"]
    assert not UnitResultRow.objects.exists()


def test_attendance_is_recorded_once_and_ones_own_word_stays_ones_own(
    people: Cast, dossier: Dossier
) -> None:
    session = walk_of(dossier).sessions[0]
    there = Presence(
        session.unit, session.offering, session.day, attended=True, side=Side.INSTITUTE
    )
    own = Presence(session.unit, session.offering, session.day, attended=False, side=Side.CANDIDATE)

    def say(actor: User, said: Presence) -> int:
        return record_attendance(actor=actor, dossier=dossier, presences=[said], day=session.day)

    assert say(people.amina, own) == 1
    assert say(people.institute, there) == 1
    assert say(people.institute, there) == 0
    assert presences_of(dossier) == (own, there)
    with pytest.raises(BadDataError) as refused:
        say(people.amina, there)
    assert codes(refused) == ["programme.progress-not-yours"]


def test_attendance_that_cannot_be_is_refused_whole(people: Cast, dossier: Dossier) -> None:
    session = walk_of(dossier).sessions[0]
    other = session.day + timedelta(days=1)
    said = [
        Presence(session.unit, session.offering, session.day, attended=True, side=Side.INSTITUTE),
        Presence(session.unit, session.offering, other, attended=True, side=Side.INSTITUTE),
        Presence(
            session.unit,
            session.offering,
            session.day,
            attended=True,
            side=Side.INSTITUTE,
            hours=99,
        ),
    ]
    with pytest.raises(BadDataError) as refused:
        record_attendance(actor=people.institute, dossier=dossier, presences=said, day=TODAY)
    assert codes(refused) == [
        "programme.attendance-in-future",
        "programme.attendance-no-session",
        "programme.attendance-in-future",
        "programme.attendance-hours-wrong",
    ]
    assert not AttendanceRow.objects.exists()


def test_the_school_speaks_of_work_only(people: Cast, dossier: Dossier) -> None:
    session = walk_of(dossier).sessions[0]
    said = [
        Presence(session.unit, session.offering, session.day, attended=True, side=Side.WORKPLACE)
    ]
    with pytest.raises(BadDataError) as refused:
        record_attendance(actor=people.coach, dossier=dossier, presences=said, day=session.day)
    assert codes(refused) == ["programme.attendance-not-at-work"]
