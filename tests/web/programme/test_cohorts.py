"""Everybody planned together: asked once, on facts of then, published once, forced on nobody."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.pathway.stage import TODAY, Cast, organisation
from tests.web.programme.cohort_scene import (
    FEBRUARY,
    asked,
    candidate,
    in_one_team,
    moment,
    planner,
)
from tests.web.working import do_waiting

from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.audit.models import Act
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.post.models import Letter
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.facts.calendar import calendar_of
from loopbrug.web.programme.facts.cohorts import cohort_of, mark_of, plan_of
from loopbrug.web.programme.facts.teams import meetings_of, teams_of_dossier
from loopbrug.web.programme.models import CohortRun, LearningTeam, TeamMember
from loopbrug.web.programme.permissions.cohorts import planner_of
from loopbrug.web.programme.queries import latest_version
from loopbrug.web.programme.services import accept_programme, cohorts
from loopbrug.web.programme.services.cohorts import (
    ask_cohort,
    drop_cohort,
    leave_team,
    publish_cohort,
    take_team,
)
from loopbrug.web.work.models import Run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture(autouse=True)
def _one_team(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cohorts, "plan_cohort", in_one_team)


@pytest.fixture
def pair(people: Cast) -> tuple[Dossier, Dossier]:
    moment(people)
    return candidate(people, "Kim"), candidate(people, "Lou", "beukschool")


def planned(people: Cast) -> CohortRun:
    ask_cohort(planner=planner(people), asked=asked(people), day=TODAY)
    assert do_waiting() == 1
    return CohortRun.objects.get(dropped_at=None)


def test_members_are_who_has_something_to_plan(people: Cast, pair: tuple[Dossier, Dossier]) -> None:
    problem = cohort_of(asked(people), TODAY)
    assert [one.code for one in problem.members] == sorted(row.code for row in pair)
    assert {one.school for one in problem.members} == {"lindeschool", "beukschool"}
    assert {one.subject for one in problem.members} == {"wiskunde"}
    assert all(one.problem.wishes.start_on_or_after == FEBRUARY for one in problem.members)
    assert [team.smallest for team in problem.teams] == [2]


def test_who_starts_in_a_later_month_waits_for_that_month(
    people: Cast, pair: tuple[Dossier, Dossier]
) -> None:
    question = asked(people)
    early = type(question)(question.region, question.institute, date(2027, 1, 1))
    assert cohort_of(early, TODAY).members == ()


def test_same_question_on_the_same_facts_is_the_same_plan(
    people: Cast, pair: tuple[Dossier, Dossier]
) -> None:
    first = planned(people)
    again = ask_cohort(planner=planner(people), asked=asked(people), day=TODAY)
    assert again.pk == first.pk
    assert do_waiting() == 0
    assert Run.objects.count() == 1
    Dossier.objects.filter(pk=pair[0].pk).update(school=organisation("beukschool"))
    other = ask_cohort(planner=planner(people), asked=asked(people), day=TODAY)
    assert other.pk != first.pk


def test_facts_that_change_while_it_waits_are_told(
    people: Cast, pair: tuple[Dossier, Dossier]
) -> None:
    ask_cohort(planner=planner(people), asked=asked(people), day=TODAY)
    Dossier.objects.filter(pk=pair[0].pk).update(state="in-training")
    assert do_waiting() == 0
    assert Run.objects.get().problem == "programme.cohort-facts-changed"


def test_plan_keeps_no_private_wish(people: Cast, pair: tuple[Dossier, Dossier]) -> None:
    row = planned(people)
    plan = plan_of(row)
    assert plan is not None
    assert {one.member for one in plan.placed} == {row.code for row in pair}
    assert "moeder" not in str(row.result)


def test_publishing_makes_teams_and_proposals_and_forces_nobody(
    people: Cast, pair: tuple[Dossier, Dossier]
) -> None:
    row = planned(people)
    done = publish_cohort(planner=planner(people), cohort=row, day=TODAY)
    assert (done.teams, done.proposals, done.anew) == (1, 2, True)
    kim = pair[0]
    version = latest_version(kim)
    assert version is not None
    assert version.reason == "cohort"
    assert not hasattr(version, "acceptance")
    [team] = teams_of_dossier(kim, TODAY)
    assert team.proposed
    meetings = meetings_of(kim, TODAY)
    assert meetings[0].day == date(2027, 2, 4)
    assert all(one.day.weekday() == 3 for one in meetings)
    assert Letter.objects.filter(template="cohort_proposal").count() == 2
    accept_programme(actor=kim.candidate, version=version, day=TODAY)
    assert not teams_of_dossier(kim, TODAY)[0].proposed


def test_publishing_twice_is_publishing_once(people: Cast, pair: tuple[Dossier, Dossier]) -> None:
    row = planned(people)
    publish_cohort(planner=planner(people), cohort=row, day=TODAY)
    assert not publish_cohort(planner=planner(people), cohort=row, day=TODAY).anew
    assert LearningTeam.objects.count() == 1
    assert TeamMember.objects.count() == 2
    assert Letter.objects.filter(template="cohort_proposal").count() == 2
    assert Act.objects.filter(name="programme.cohort-publish").count() == 1


def test_plan_on_facts_of_before_is_not_published(
    people: Cast, pair: tuple[Dossier, Dossier]
) -> None:
    row = planned(people)
    Dossier.objects.filter(pk=pair[0].pk).update(school=organisation("beukschool"))
    with pytest.raises(BadDataError) as refused:
        publish_cohort(planner=planner(people), cohort=row, day=TODAY)
    assert [each.code for each in refused.value.findings] == ["programme.cohort-stale"]
    assert not TeamMember.objects.exists()


def test_others_publish_nothing_of_ours(people: Cast, pair: tuple[Dossier, Dossier]) -> None:
    row = planned(people)
    other = planner_of(people.other_institute)
    assert other is not None
    with pytest.raises(BadDataError) as refused:
        publish_cohort(planner=other, cohort=row, day=TODAY)
    assert [each.code for each in refused.value.findings] == ["programme.cohort-not-yours"]
    for nobody in (people.school, people.coach, people.assessor, people.policy, people.amina):
        assert planner_of(nobody) is None


def test_next_month_who_has_a_team_keeps_it(people: Cast, pair: tuple[Dossier, Dossier]) -> None:
    row = planned(people)
    publish_cohort(planner=planner(people), cohort=row, day=TODAY)
    version = latest_version(pair[0])
    assert version is not None
    accept_programme(actor=pair[0].candidate, version=version, day=TODAY)
    candidate(people, "Mo")
    problem = cohort_of(asked(people), TODAY)
    first = next(one for one in problem.members if one.code == pair[0].code)
    assert first.keeps
    assert first.in_teams == {"generic"}
    assert problem.teams == ()


def test_team_is_taken_and_left_by_the_candidate(
    people: Cast, pair: tuple[Dossier, Dossier]
) -> None:
    publish_cohort(planner=planner(people), cohort=planned(people), day=TODAY)
    member = TeamMember.objects.get(dossier=pair[0])
    for _time in range(2):
        take_team(actor=pair[0].candidate, member=member, day=TODAY)
    assert not teams_of_dossier(pair[0], TODAY)[0].proposed
    assert b"20270204T190000" in calendar_of(pair[0], TODAY, "nl")
    leave_team(actor=pair[0].candidate, member=member, day=TODAY)
    assert teams_of_dossier(pair[0], TODAY) == ()
    assert b"STATUS:CANCELLED" in calendar_of(pair[0], TODAY, "nl")
    assert Act.objects.filter(name__startswith="programme.team-take").count() == 1


def test_who_stopped_takes_no_place(people: Cast, pair: tuple[Dossier, Dossier]) -> None:
    publish_cohort(planner=planner(people), cohort=planned(people), day=TODAY)
    version = latest_version(pair[0])
    assert version is not None
    accept_programme(actor=pair[0].candidate, version=version, day=TODAY)
    offering = programme_of(version).units[0].offering

    def places() -> int:
        given = cohort_of(asked(people), TODAY).catalogue.offerings
        return next(one.capacity for one in given if one.code == offering)

    Dossier.objects.filter(pk=pair[0].pk).update(state="induction")
    taken = places()
    Dossier.objects.filter(pk=pair[0].pk).update(state="stopped")
    assert places() == taken + 1


def test_plan_that_was_put_away_comes_back_when_it_is_asked_again(
    people: Cast, pair: tuple[Dossier, Dossier]
) -> None:
    row = planned(people)
    assert drop_cohort(planner=planner(people), cohort=row)
    assert not CohortRun.objects.filter(dropped_at=None).exists()
    back = ask_cohort(planner=planner(people), asked=asked(people), day=TODAY)
    assert back.pk == row.pk
    assert do_waiting() == 0


def test_mark_moves_with_the_day_groups_begin(people: Cast, pair: tuple[Dossier, Dossier]) -> None:
    assert mark_of(asked(people), TODAY) == mark_of(asked(people), TODAY + timedelta(days=1))
    assert mark_of(asked(people), TODAY) != mark_of(asked(people), date(2027, 6, 1))


def test_the_meetings_of_a_team_are_in_the_weeks_of_the_plan(
    client: Client, people: Cast, pair: tuple[Dossier, Dossier]
) -> None:
    row = planned(people)
    publish_cohort(planner=planner(people), cohort=row, day=TODAY)
    dossier = pair[0]
    client.force_login(dossier.candidate)
    html = client.get(reverse("programme:weekplan", args=[dossier.pk]) + "?alles").content.decode()
    words = " ".join(html.split())
    assert "19:00–21:00" in words
    assert words.count("Algemeen leerteam") > 3
    assert "voorstel" in words
