"""A calendar changes in the same second as something else: nothing is lost, nothing breaks."""

from datetime import time, timedelta

from django.utils import timezone
from tests.web.assessment.elsewhere import Elsewhere
from tests.web.assessment.scene import Stage, newcomer, staged
from tests.web.pathway.stage import TODAY
from tests.web.together import SAME_SECOND, alone, at_once

from loopbrug.core.assessment.repair import broken_in
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.words import TimeSlot, Weekday
from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.facts.availability import week_mark
from loopbrug.web.assessment.facts.planning import picture_of
from loopbrug.web.assessment.models import AppointmentRow, Feed, Hours, Proposal
from loopbrug.web.assessment.queries.calendars import calendar_row
from loopbrug.web.assessment.services.availability import Keeper, NewChange, add_changes, keep_week
from loopbrug.web.assessment.services.feeds import look_at_address, tend, use_feed
from loopbrug.web.pathway import services

pytestmark = SAME_SECOND
MORNING = (TimeSlot(Weekday.WED, time(9), time(12)),)
EVENING = (TimeSlot(Weekday.THU, time(19), time(21)),)


def keeper(who: User) -> Keeper:
    return Keeper(who, who, TODAY, sure=True)


def mark(who: User) -> str:
    return week_mark(calendar_row(who))


def test_two_tabs_keep_a_week_and_the_second_hears_it() -> None:
    guide = alone(lambda: staged().guide)
    seen = alone(lambda: mark(guide))

    done = at_once(
        lambda: keep_week(keeper(guide), MORNING, seen),
        lambda: keep_week(keeper(guide), EVENING, seen),
    )

    assert sorted(type(one).__name__ for one in done) == ["ChangedMeanwhileError", "Outcome"]
    assert alone(lambda: Hours.objects.filter(calendar__user=guide).count()) == 1


def test_first_exceptions_from_two_tabs_are_both_kept() -> None:
    """There was no calendar yet: both make it."""
    amina = alone(lambda: staged().cast.amina)
    days = [TODAY + timedelta(days=past) for past in (100, 101)]

    done = at_once(
        *[lambda day=day: add_changes(keeper(amina), [NewChange(day, day)]) for day in days]
    )

    assert [each for each in done if isinstance(each, BaseException)] == []
    assert alone(lambda: len(calendar_row(amina).changes.all())) == 2  # type: ignore[union-attr]


def test_a_week_that_shrinks_while_somebody_asks_for_an_assessment() -> None:
    def ready() -> tuple[Stage, object]:
        stage = staged()
        return stage, newcomer(stage, "Amina")

    stage, dossier = alone(ready)
    judge = stage.second_field
    seen = alone(lambda: mark(judge))

    done = at_once(
        lambda: services.advance(
            actor=dossier.candidate,  # type: ignore[attr-defined]
            dossier=dossier,  # type: ignore[arg-type]
            event=Event.REQUEST_ASSESSMENT,
            day=TODAY,
        ),
        lambda: keep_week(keeper(judge), MORNING, seen),
    )

    assert [each for each in done if isinstance(each, BaseException)] == []
    broken = alone(lambda: broken_in(picture_of("midden", TODAY).problem))
    assert not broken or alone(Proposal.objects.exists)
    assert alone(AppointmentRow.objects.exists)


def test_two_that_tend_at_once_ask_each_calendar_once() -> None:
    elsewhere = Elsewhere()

    def subscribed() -> None:
        guide = staged().guide
        use_feed(
            keeper(guide), look_at_address(keeper(guide), "https://a.example/a", "", elsewhere)
        )
        Feed.objects.update(read_at=timezone.now() - timedelta(hours=2))

    alone(subscribed)
    now = timezone.now()

    done = at_once(*[lambda: tend(now, elsewhere)] * 2)

    assert [each for each in done if isinstance(each, BaseException)] == []
    assert len(elsewhere.asked) == 2, "once to look at it, once to tend it"
