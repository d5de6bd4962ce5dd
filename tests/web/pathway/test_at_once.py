"""One dossier, two tabs, the same second: opened once, stepped once, told once."""

from tests.web.pathway.stage import TODAY, TOLD, Cast, cast, matched, opened, walked
from tests.web.together import SAME_SECOND, alone, at_once

from loopbrug.core.pathway.model import Party, State
from loopbrug.core.pathway.states import Event
from loopbrug.web.audit.models import Act
from loopbrug.web.pathway import services
from loopbrug.web.pathway.models import ClockRow, Dossier, Participation, PauseRow, Record
from loopbrug.web.pathway.services import StaleError

pytestmark = SAME_SECOND


def kinds(found: list[object]) -> list[str]:
    return sorted(type(one).__name__ for one in found)


def invited() -> tuple[Cast, Dossier]:
    people = cast()
    return people, walked(people, matched(people), Event.INVITE)


def test_who_opens_a_dossier_from_two_tabs_has_one() -> None:
    people = alone(cast)

    done = at_once(
        *[
            lambda: services.open_dossier(
                actor=people.amina, document=TOLD, region="midden", day=TODAY
            )
        ]
        * 2
    )

    assert sorted(new for _dossier, new in done) == [False, True]  # type: ignore[misc]
    assert alone(Dossier.objects.count) == alone(Record.objects.count) == 1


def test_the_assessment_is_asked_for_once_and_one_clock_runs() -> None:
    people, dossier = alone(invited)

    done = at_once(
        *[
            lambda: services.advance(
                actor=people.amina, dossier=dossier, event=Event.REQUEST_ASSESSMENT, day=TODAY
            )
        ]
        * 2
    )

    assert kinds(done) == [Dossier.__name__, StaleError.__name__]
    assert alone(ClockRow.objects.count) == 1
    assert alone(Act.objects.filter(name="pathway.request-assessment").count) == 1


def test_withdrawing_and_going_on_at_once_end_in_one_state_with_one_story() -> None:
    people, dossier = alone(invited)

    stopped, asked = at_once(
        lambda: services.advance(actor=people.amina, dossier=dossier, event=Event.STOP, day=TODAY),
        lambda: services.advance(
            actor=people.amina, dossier=dossier, event=Event.REQUEST_ASSESSMENT, day=TODAY
        ),
    )

    assert isinstance(stopped, Dossier)
    assert alone(lambda: Dossier.objects.get().state) == State.STOPPED
    running = alone(ClockRow.objects.filter(stopped_on=None).count)
    clocks = alone(ClockRow.objects.count)
    assert (running, clocks) == ((0, 0) if isinstance(asked, StaleError) else (0, 1))


def test_a_pause_from_two_tabs_is_one_pause() -> None:
    people, dossier = alone(invited)

    done = at_once(
        *[
            lambda: services.pause(
                actor=people.amina, dossier=dossier, day=TODAY,
                waiting_for=Party.CANDIDATE, reason="Verhuizing",
            )
        ]
        * 2
    )  # fmt: skip

    assert kinds(done) == [Dossier.__name__, StaleError.__name__]
    assert alone(PauseRow.objects.count) == 1


def test_what_was_told_from_two_tabs_is_kept_beside_each_other() -> None:
    def ready() -> tuple[Cast, Dossier]:
        people = cast()
        return people, opened(people)

    people, dossier = alone(ready)
    hours = (8, 16)

    done = at_once(
        *[
            lambda study=study: services.record_document(
                actor=people.amina,
                dossier=dossier,
                document={**TOLD, "week": {**TOLD["week"], "study_hours": study}},
            )
            for study in hours
        ]
    )

    assert kinds(done) == [Record.__name__] * 2
    told = alone(
        lambda: sorted(row.document["week"]["study_hours"] for row in Record.objects.all())
    )
    assert told == [8, 12, 16]


def test_a_helper_named_twice_takes_part_once() -> None:
    people, dossier = alone(invited)

    done = at_once(
        *[
            lambda: services.name_helper(
                actor=people.broker, dossier=dossier, user=people.other_board, role="guide",
                side="", day=TODAY,
            )
        ]
        * 2
    )  # fmt: skip

    assert kinds(done) == [Participation.__name__] * 2
    assert alone(Participation.objects.filter(role="guide").count) == 1
