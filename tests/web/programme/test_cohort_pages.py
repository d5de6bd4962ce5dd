"""Planning together on pages: who may, what is told, and as many questions for three as for one."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.web.pathway.stage import TODAY, Cast, organisation
from tests.web.programme.cohort_scene import candidate, in_one_team, moment
from tests.web.working import do_waiting

from loopbrug.core.programme.cohort.model import CohortPlan, Demand
from loopbrug.core.programme.exchange.listing import listing_of
from loopbrug.core.terms.finding import Finding
from loopbrug.web.pathway.facts import ground_of
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.facts.cohorts import asked_in, cohort_of, plan_of
from loopbrug.web.programme.frozen import freeze
from loopbrug.web.programme.models import CohortRun, OfferingRow, TeamMember, TeamMoment
from loopbrug.web.programme.services import cohorts
from loopbrug.web.programme.services.catalogue import seed_catalogue
from loopbrug.web.work.models import Run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
LIST, MOMENTS = "together:cohorts", "together:moments"


@pytest.fixture(autouse=True)
def _one_team(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cohorts, "plan_cohort", in_one_team)


@pytest.fixture
def institute(client: Client, people: Cast) -> Client:
    client.force_login(people.institute)
    return client


def started(client: Client) -> str:
    """Ask for a plan; return the address of its page."""
    answer = client.post(reverse(LIST), {"month": "2027-02", "coach_hours": ""})
    assert answer.status_code == 302
    return str(answer["Location"])


def act(client: Client, address: str, name: str) -> str:
    answer = client.post(f"{address}{name}/", follow=True)
    assert answer.status_code == 200
    return answer.text


def test_plan_is_asked_watched_looked_at_and_published(institute: Client, people: Cast) -> None:
    moment(people)
    kim, _lou = candidate(people, "Kim"), candidate(people, "Lou", "beukschool")
    address = started(institute)
    text = institute.get(address).text
    assert "Het plan wordt gemaakt" in text
    assert 'http-equiv="refresh"' in text
    assert 'http-equiv="refresh"' not in institute.get(f"{address}?stil=1").text
    do_waiting()
    text = institute.get(address).text
    assert 'http-equiv="refresh"' not in text
    for told in ("2 kandidaten, met uren en einddatum", "Algemeen leerteam", "Kim", "Lou",
                 "Lindeschool", "Maak bekend", "donderdag 19:00–21:00", "online"):  # fmt: skip
        assert told in text
    text = act(institute, address, "bekendmaken")
    assert "Bekendgemaakt: 1 leerteam" in text
    assert "Maak bekend" not in text

    own = Client()
    own.force_login(kim.candidate)
    page = reverse("programme:programme", args=[kim.pk])
    assert "Of je meedoet, kies je zelf" in own.get(page).text
    team = TeamMember.objects.get(dossier=kim).team
    answer = own.post(
        reverse("together:team", args=[kim.pk, team.pk]), {"act": "leave"}, follow=True
    )
    assert "Je doet niet mee met dit leerteam" in answer.text
    assert 'id="leerteam"' not in answer.text


def test_who_has_no_team_is_told_together_with_the_reason(institute: Client, people: Cast) -> None:
    moment(people)
    kim, lou = candidate(people, "Kim"), candidate(people, "Lou", "beukschool")
    address = started(institute)
    do_waiting()
    row = CohortRun.objects.get()
    plan = plan_of(row)
    assert plan is not None
    few, full = "programme.cohort-too-few-for-team", "programme.cohort-teams-full"
    lacking = tuple(
        Finding.of(code, who.code, member=who.code, team_kind=kind, teams=("M1",))
        for code, who, kind in (
            (few, kim, "subject"),
            (few, lou, "subject"),
            (full, kim, "generic"),
        )
    )
    CohortRun.objects.update(result=freeze(replace(plan, findings=lacking)))
    found = institute.get(address)
    told = [(one.why, [p.name for p in one.people]) for one in found.context["page"].teamless]
    assert [names for _why, names in told] == [["Kim"], ["Kim", "Lou"]]
    for why, _names in told:
        assert why in found.text
    assert "is het team vol" in told[0][0]
    assert "te weinig mensen" in told[1][0]


def test_plan_on_facts_of_before_says_so_and_can_be_made_anew(
    institute: Client, people: Cast
) -> None:
    kim = candidate(people, "Kim")
    address = started(institute)
    do_waiting()
    Dossier.objects.filter(pk=kim.pk).update(state="in-training")
    text = institute.get(address).text
    assert "Sinds dit plan is gemaakt, is er iets veranderd" in text
    assert "Maak bekend" not in text
    assert "Sinds dit plan is gemaakt" in act(institute, address, "bekendmaken")
    act(institute, address, "opnieuw")
    assert CohortRun.objects.count() == 2


def test_plan_is_stopped_and_begins_anew(institute: Client, people: Cast) -> None:
    candidate(people, "Kim")
    address = started(institute)
    assert "Het rekenen is gestopt" in act(institute, address, "stop")
    act(institute, address, "opnieuw")
    assert do_waiting() == 1
    assert CohortRun.objects.count() == 1


def test_how_far_it_is_and_what_went_wrong_are_told(institute: Client, people: Cast) -> None:
    candidate(people, "Kim")
    address = started(institute)
    soon = timezone.now() + timedelta(minutes=1)
    Run.objects.update(token=uuid4(), lease_until=soon, stage="alone", done=3, total=8)
    assert "ieders eigen programma, 3 van 8" in institute.get(address).text
    Run.objects.update(outcome="failed", problem="work.failed")
    assert "Het rekenen is niet gelukt" in institute.get(address).text


def test_plan_is_put_away(institute: Client, people: Cast) -> None:
    candidate(people, "Kim")
    address = started(institute)
    do_waiting()
    assert "Er is nog geen plan gemaakt" in act(institute, address, "weg")
    assert institute.get(address).status_code == 404


def test_wrong_month_or_number_is_told(institute: Client) -> None:
    text = institute.post(reverse(LIST), {"month": "ooit", "coach_hours": "veel"}).text
    assert "geen heel getal" in text
    assert 'value="veel"' in text
    assert not CohortRun.objects.exists()


@pytest.mark.parametrize(
    "who", ["amina", "school", "board", "assessor", "coach", "foundation", "policy"]
)
def test_who_plans_for_nobody_finds_nothing(client: Client, people: Cast, who: str) -> None:
    client.force_login(getattr(people, who))
    for name in (LIST, MOMENTS):
        assert client.get(reverse(name)).status_code == 404


def test_desk_and_others_do_not_see_a_plan_of_an_institute(institute: Client, people: Cast) -> None:
    candidate(people, "Kim")
    address = started(institute)
    for who in (people.broker, people.other_institute):
        other = Client()
        other.force_login(who)
        assert other.get(reverse(LIST)).status_code == 200
        assert other.get(address).status_code == 404
        assert other.post(f"{address}bekendmaken/").status_code == 404


def test_desk_plans_the_whole_region(client: Client, people: Cast) -> None:
    candidate(people, "Kim")
    client.force_login(people.broker)
    address = started(client)
    do_waiting()
    assert "Kim" in client.get(address).text
    assert CohortRun.objects.get().institute is None


def test_moments_are_added_kept_once_and_taken_away(institute: Client) -> None:
    text = institute.post(reverse("together:moments-usual"), follow=True).text
    assert "De gebruikelijke momenten staan erbij" in text
    count = TeamMoment.objects.count()
    assert count == 3
    institute.post(reverse("together:moments-usual"))
    assert TeamMoment.objects.count() == count
    row = TeamMoment.objects.first()
    assert row is not None
    institute.post(reverse("together:moment-end", args=[row.pk]))
    assert TeamMoment.objects.filter(ended_on=None).count() == count - 1


def test_everything_wrong_with_a_moment_is_told_at_once(institute: Client) -> None:
    wrong = {
        "kind": "subject", "subject": "", "weekday": "3", "start": "21:00", "end": "19:00",
        "first": "2027-09-01", "last": "2027-08-01", "place": "", "smallest": "8",
        "largest": "3", "coach_hours": "twee",
    }  # fmt: skip
    text = institute.post(reverse(MOMENTS), wrong).text
    for told in ("Kies het vak van het vakteam", "Het einde ligt niet na het begin",
                 "De laatste dag ligt vóór de eerste", "minstens 2",
                 "geen heel getal"):  # fmt: skip
        assert told in text
    assert 'value="twee"' in text
    assert not TeamMoment.objects.exists()


def test_pages_ask_as_much_for_three_as_for_one(institute: Client, people: Cast) -> None:
    moment(people)

    def questions() -> tuple[int, int]:
        address = started(institute)
        do_waiting()
        counts = []
        for page in (address, reverse(LIST)):
            with CaptureQueriesContext(connection) as found:
                assert institute.get(page).status_code == 200
            counts.append(len(found))
        return counts[0], counts[1]

    candidate(people, "Kim")
    one = questions()
    candidate(people, "Lou", "beukschool")
    candidate(people, "Mo")
    assert questions() == one


def test_trial_with_made_up_people_is_said_to_be_one_and_never_published(
    institute: Client, people: Cast
) -> None:
    place = organisation("hogeschool")
    seed_catalogue(
        institute=place, listing=listing_of("brug", ground_of("midden").catalogue), day=TODAY
    )
    asked = {"month": "2027-02", "coach_hours": "", "drawn": "50"}
    address = str(institute.post(reverse(LIST), asked)["Location"])
    row = CohortRun.objects.get()
    assert row.drawn == 50
    problem = cohort_of(asked_in(row), TODAY)
    assert len(problem.members) == 50
    given = OfferingRow.objects.get(code=ground_of("midden").catalogue.offerings[0].code)
    door = reverse("catalogue:cancel", args=[place.code, given.pk])
    small = (Demand(given.code, 1, 20, 0.0, below_smallest=True),)
    plan = freeze(CohortPlan(0, 0.0, demand=small))
    CohortRun.objects.update(result=plan, told={"newcomers": [], "cancelled": {}})
    text = institute.get(address).text
    assert "Dit is een proef" in text
    assert "Waar het knelt" in text
    assert door not in text
    CohortRun.objects.update(drawn=0)
    assert door in institute.get(address).text
    CohortRun.objects.update(drawn=50)
    assert "Maak bekend" not in text
    act(institute, address, "bekendmaken")
    assert CohortRun.objects.get().published_at is None
