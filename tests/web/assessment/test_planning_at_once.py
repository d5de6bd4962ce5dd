"""Several people plan in the same second: nobody is booked twice, nothing is done twice."""

from collections.abc import Callable

from tests.web.assessment.scene import Stage, newcomer, requested, staged
from tests.web.pathway.stage import TODAY
from tests.web.together import SAME_SECOND, alone, at_once

from loopbrug.core.pathway.states import Event
from loopbrug.web.assessment.models import AppointmentRow, Assessment, PromiseRow
from loopbrug.web.assessment.services.appointments import fix
from loopbrug.web.assessment.services.by_hand import TakenError, moments_of, move_by_hand
from loopbrug.web.assessment.services.losses import NotPlannedError
from loopbrug.web.assessment.services.planning import replan_region
from loopbrug.web.audit.models import Act
from loopbrug.web.pathway import services
from loopbrug.web.pathway.models import Dossier

pytestmark = SAME_SECOND
NAMES = ("Amina", "Bilal", "Chloe")


def taken() -> list[tuple[object, object]]:
    """Return who is where, one line for every part in an appointment that stands."""
    rows = AppointmentRow.objects.filter(state="planned").prefetch_related("people")
    return [
        (person.user_id or (person.part, person.organisation_id), appointment.starts_at)
        for appointment in rows
        for person in appointment.people.all()
    ]


def kinds(found: list[object]) -> list[str]:
    return sorted(type(one).__name__ for one in found)


def arriving(dossier: Dossier) -> Callable[[], object]:
    return lambda: services.advance(
        actor=dossier.candidate, dossier=dossier, event=Event.REQUEST_ASSESSMENT, day=TODAY
    )


def test_arrivals_at_once_never_book_anybody_twice() -> None:
    def coming() -> list[Dossier]:
        stage = staged()
        dossiers = [newcomer(stage, name) for name in NAMES]
        requested(stage, "Daan")
        return dossiers

    dossiers = alone(coming)

    done = at_once(*map(arriving, dossiers))

    assert [each for each in done if isinstance(each, BaseException)] == []
    assert alone(Assessment.objects.count) == len(NAMES) + 1
    busy = alone(taken)
    assert len(busy) == len(set(busy))


def test_one_candidate_asks_from_two_tabs_and_gets_one_promise() -> None:
    dossier = alone(lambda: newcomer(staged(), "Amina"))

    done = at_once(*[arriving(dossier)] * 2)

    assert kinds(done) == ["Dossier", "StaleError"]
    assert alone(Assessment.objects.count) == alone(PromiseRow.objects.count) == 1


def test_an_arrival_while_the_region_is_planned_anew() -> None:
    def ready() -> Dossier:
        stage = staged()
        requested(stage, "Daan")
        return newcomer(stage, "Amina")

    dossier = alone(ready)

    done = at_once(
        arriving(dossier),
        lambda: replan_region(actor=None, region="midden", day=TODAY),
    )

    assert [each for each in done if isinstance(each, BaseException)] == []
    busy = alone(taken)
    assert len(busy) == len(set(busy))
    assert None not in alone(lambda: list(PromiseRow.objects.values_list("promised_on", flat=True)))


def planned() -> tuple[Stage, AppointmentRow]:
    stage = staged()
    row = requested(stage)
    return stage, row.appointments.select_related("assessment__dossier").get(step="explanation")


def test_two_people_fix_one_appointment_and_it_counts_once() -> None:
    stage, talk = alone(planned)

    done = at_once(
        *[
            lambda who=who: fix(actor=who, appointment=talk)
            for who in (stage.cast.broker, stage.cast.institute)
        ]
    )

    assert done == [None, None]
    assert alone(Act.objects.filter(name="assessment.fix").count) == 1


def test_two_people_move_one_appointment_and_the_second_is_told() -> None:
    def movable() -> tuple[Stage, AppointmentRow, list[object]]:
        stage, talk = planned()
        return stage, talk, [one.starts for one in moments_of(talk, TODAY)[:2]]

    stage, talk, moments = alone(movable)
    assert len(moments) > 1

    done = at_once(
        *[
            lambda starts=starts: move_by_hand(
                actor=stage.cast.broker, appointment=talk, starts=starts, fix=False, day=TODAY
            )
            for starts in moments
        ]
    )

    assert kinds(done) == ["NoneType", NotPlannedError.__name__]
    row = alone(lambda: AppointmentRow.objects.get(pk=talk.pk))
    assert (row.starts_at, row.sequence) == (moments[done.index(None)], talk.sequence + 1)


def test_withdrawing_while_an_appointment_is_moved_leaves_nothing_planned() -> None:
    def movable() -> tuple[Stage, AppointmentRow, object]:
        stage, talk = planned()
        return stage, talk, moments_of(talk, TODAY)[0].starts

    stage, talk, starts = alone(movable)
    dossier = talk.assessment.dossier

    stopped, moved = at_once(
        lambda: services.advance(
            actor=stage.cast.amina, dossier=dossier, event=Event.STOP, day=TODAY
        ),
        lambda: move_by_hand(
            actor=stage.cast.broker,
            appointment=talk,
            starts=starts,  # type: ignore[arg-type]
            fix=True,
            day=TODAY,
        ),
    )

    assert getattr(stopped, "state", stopped) == "stopped"
    assert moved is None or isinstance(moved, (NotPlannedError, TakenError, KeyError))
    assert alone(AppointmentRow.objects.filter(state="planned").count) == 0
    assert alone(lambda: Assessment.objects.get().ended_on) == TODAY
