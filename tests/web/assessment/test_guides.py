"""The named guide: who it is, whom they guide, and where the minutes go."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.assessment.scene import DAYTIME, Stage, newcomer, requested, staged
from tests.web.pathway.stage import TODAY, somebody

from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.facts.guiding import choices_for, guide_of, guided_by
from loopbrug.web.assessment.models import AppointmentRow, Assessment, TimeSpent
from loopbrug.web.assessment.services.calendars_keep import Times, keep_calendar
from loopbrug.web.assessment.services.guides import (
    Spent,
    name_guide,
    set_guide_minutes,
    set_time_right,
    spend_time,
)
from loopbrug.web.assessment.services.threads import ask_question
from loopbrug.web.audit.models import Act
from loopbrug.web.outcomes.facts.worth import best_known, chances_of
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Role
from loopbrug.web.pathway.services import NotAllowedError, NotReadyError
from loopbrug.web.post.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return staged()


@pytest.fixture
def assessment(stage: Stage) -> Assessment:
    row = requested(stage)
    name_guide(actor=stage.cast.broker, dossier=row.dossier, user=stage.guide, day=TODAY)
    return row


def another(hours: bool = True) -> User:
    user = somebody("Gijs", "institute", "hogeschool")
    if hours:
        keep_calendar(owner=user, times=Times(DAYTIME))
    return user


def guides_in(assessment: Assessment) -> set[str]:
    rows = AppointmentRow.objects.filter(assessment=assessment, state="planned")
    return {
        person.user.name
        for row in rows
        for person in row.people.all()
        if person.part == "guide" and person.user
    }


def test_named_guide_hears_of_it_and_so_does_the_candidate(
    stage: Stage, assessment: Assessment
) -> None:
    assert guide_of(assessment.dossier) == stage.guide
    [own] = Letter.objects.filter(to=stage.cast.amina, template="guide")
    [hers] = Letter.objects.filter(to=stage.guide, template="guide")
    assert own.title == "Gerda is je vaste begeleider"
    assert "Jij begeleidt Amina" in hers.body
    assert "240 minuten" in hers.body


def test_naming_the_same_guide_again_changes_nothing(stage: Stage, assessment: Assessment) -> None:
    before = Letter.objects.count()
    new = name_guide(
        actor=stage.cast.broker, dossier=assessment.dossier, user=stage.guide, day=TODAY
    )

    assert (new, Letter.objects.count()) == (False, before)


def test_talks_go_to_the_new_guide_and_everybody_hears(
    stage: Stage, assessment: Assessment
) -> None:
    name_guide(actor=stage.cast.institute, dossier=assessment.dossier, user=another(), day=TODAY)

    assert guides_in(assessment) == {"Gijs"}
    assert guide_of(assessment.dossier) == User.objects.get(name="Gijs")
    titles = list(Letter.objects.filter(to=stage.guide).values_list("title", flat=True))
    assert "Een ander neemt de begeleiding van je over" in titles
    bodies = Letter.objects.filter(to=stage.guide, template="tidings").order_by("-pk")[0].body
    assert "gaat niet door" in bodies or "gaan niet door" in bodies


def test_guide_without_hours_is_refused_and_nothing_has_changed(
    stage: Stage, assessment: Assessment
) -> None:
    user, before = another(hours=False), Letter.objects.count()
    with pytest.raises(NotReadyError):
        name_guide(actor=stage.cast.broker, dossier=assessment.dossier, user=user, day=TODAY)

    assert guide_of(Dossier.objects.get(pk=assessment.dossier_id)) == stage.guide
    assert guides_in(assessment) == {"Gerda"}
    assert Letter.objects.count() == before


@pytest.mark.parametrize("who", ["assessor", "broker", "amina", "field_assessor"])
def test_who_judges_or_is_the_candidate_cannot_guide(
    stage: Stage, assessment: Assessment, who: str
) -> None:
    user = getattr(stage.cast, who)
    with pytest.raises(NotReadyError):
        name_guide(actor=stage.cast.broker, dossier=assessment.dossier, user=user, day=TODAY)


@pytest.mark.parametrize("who", ["amina", "school", "coach", "other_institute", "assessor"])
def test_only_desk_and_institute_say_who_guides(
    client: Client, stage: Stage, assessment: Assessment, who: str
) -> None:
    actor = getattr(stage.cast, who)
    with pytest.raises(NotAllowedError):
        name_guide(actor=actor, dossier=assessment.dossier, user=another(), day=TODAY)
    with pytest.raises(NotAllowedError):
        set_guide_minutes(actor=actor, assessment=assessment, minutes=1)
    client.force_login(actor)
    url = reverse("assessment:guide", args=[assessment.dossier_id])
    assert client.get(url).status_code == 404


def test_choice_begins_nearby_with_who_guides_fewest(stage: Stage, assessment: Assessment) -> None:
    another()
    somebody("Zus", "coach", "beukschool")
    found = choices_for(assessment.dossier)
    names = [one.user.name for one in found]

    assert names.index("Gijs") < names.index("Gerda")
    assert names[-1] == "Zus"
    assert [one.cases for one in found if one.user == stage.guide] == [1]


def test_page_names_a_guide(client: Client, stage: Stage, assessment: Assessment) -> None:
    user = another()
    client.force_login(stage.cast.broker)
    url = reverse("assessment:guide", args=[assessment.dossier_id])
    assert "Gerda begeleidt deze kandidaat nu." in client.get(url).text
    empty = client.post(url, {}).text
    assert "Fout:" in empty
    client.post(url, {"guide": user.pk})

    assert guide_of(assessment.dossier) == user


def test_page_says_why_a_guide_cannot(client: Client, stage: Stage, assessment: Assessment) -> None:
    user = another(hours=False)
    client.force_login(stage.cast.broker)
    url = reverse("assessment:guide", args=[assessment.dossier_id])
    shown = client.post(url, {"guide": user.pk}).text

    assert "Er is niets veranderd." in shown
    assert "assessment.no-hours" not in shown


def test_list_shows_next_talk_turn_and_minutes(
    client: Client, stage: Stage, assessment: Assessment
) -> None:
    soon = AppointmentRow.objects.filter(assessment=assessment, step="intake")
    soon.update(starts_at="2999-01-04T09:00:00+01:00", ends_at="2999-01-04T10:00:00+01:00")
    AppointmentRow.objects.filter(assessment=assessment).exclude(step="intake").update(state="held")
    ask_question(
        actor=stage.cast.amina,
        role=Role.CANDIDATE,
        dossier=assessment.dossier,
        title="?",
        text="?",
        turn=Role.GUIDE,
    )
    spent = Spent(TODAY, 230, "Gesprek", "intake")
    spend_time(actor=stage.guide, assessment=assessment, spent=spent)
    client.force_login(stage.guide)
    shown = client.get(reverse("assessment:guided")).text

    for words in ("Amina", "Kennismaking", "1 vraag wacht op jou", "10 minuten", "loket om meer"):
        assert words in shown


def test_list_shows_evidence_worth_most_once_it_was_computed(
    stage: Stage, assessment: Assessment
) -> None:
    cache.clear()
    [before] = guided_by(stage.guide, TODAY)
    chances_of(assessment.dossier, TODAY, "nl")
    [after] = guided_by(stage.guide, TODAY)

    assert before.best is None
    assert after.best == best_known([assessment.dossier]).get(assessment.dossier_id)


def test_list_is_empty_for_who_guides_nobody(client: Client, stage: Stage) -> None:
    client.force_login(stage.cast.coach)
    assert "Je begeleidt nu niemand" in client.get(reverse("assessment:guided")).text


def test_list_asks_as_many_questions_for_three_as_for_one(client: Client, stage: Stage) -> None:
    counts = []
    client.force_login(stage.guide)
    for name in ("Amina", "Bart", "Chris"):
        dossier = newcomer(stage, name)
        name_guide(actor=stage.cast.broker, dossier=dossier, user=stage.guide, day=TODAY)
        Assessment.objects.create(
            dossier=dossier, profile="work-to-work", subject="x", started_on=TODAY, goal_on=TODAY
        )
        with CaptureQueriesContext(connection) as context:
            client.get(reverse("assessment:guided"))
        counts.append(len(context))

    assert counts[0] == counts[2]


def test_time_is_written_per_talk_and_set_right_by_a_line(
    client: Client, stage: Stage, assessment: Assessment
) -> None:
    client.force_login(stage.guide)
    url = reverse("assessment:guide-time", args=[assessment.dossier_id])
    told = {"on": "2020-01-02", "minutes": 75, "step": "intake", "what": "Langer doorgepraat"}
    client.post(url, told)
    row = TimeSpent.objects.get()
    back = reverse("assessment:guide-time-back", args=[assessment.dossier_id, row.pk])
    for _ in range(2):
        client.post(back)
    shown = client.get(url).text

    assert sorted(one.minutes for one in TimeSpent.objects.all()) == [-75, 75]
    assert "telt niet meer mee" in shown
    assert "0 van de 240 minuten" in shown


def test_time_beyond_what_was_agreed_is_warned_of(
    client: Client, stage: Stage, assessment: Assessment
) -> None:
    client.force_login(stage.guide)
    url = reverse("assessment:guide-time", args=[assessment.dossier_id])
    spend_time(actor=stage.guide, assessment=assessment, spent=Spent(TODAY, 215, "Gesprek"))
    assert "Nog 25 minuten over" in client.get(url).text
    spend_time(actor=stage.guide, assessment=assessment, spent=Spent(TODAY, 30, "Gesprek"))
    assert "5 minuten te veel" in client.get(url).text


def test_desk_gives_more_time(client: Client, stage: Stage, assessment: Assessment) -> None:
    client.force_login(stage.cast.broker)
    url = reverse("assessment:guide-budget", args=[assessment.dossier_id])
    client.post(url, {"minutes": 300})
    assessment.refresh_from_db()
    wrong = client.post(url, {"minutes": "veel"})

    assert assessment.guide_minutes == 300
    assert Act.objects.filter(name="assessment.set-guide-time").count() == 1
    assert 'value="veel"' in wrong.text


def test_only_the_guide_writes_time(stage: Stage, assessment: Assessment) -> None:
    row = spend_time(actor=stage.guide, assessment=assessment, spent=Spent(TODAY, 5, "x"))
    with pytest.raises(NotAllowedError):
        spend_time(actor=stage.cast.broker, assessment=assessment, spent=Spent(TODAY, 5, "x"))
    with pytest.raises(NotAllowedError):
        set_time_right(actor=stage.cast.amina, row=row, day=TODAY)


def test_entry_that_sets_right_is_not_set_right_itself(
    stage: Stage, assessment: Assessment
) -> None:
    row = spend_time(actor=stage.guide, assessment=assessment, spent=Spent(TODAY, 5, "x"))
    undone = set_time_right(actor=stage.guide, row=row, day=TODAY + timedelta(days=1))
    assert undone is not None

    assert set_time_right(actor=stage.guide, row=undone, day=TODAY) is None


def test_doors_lead_to_guiding(client: Client, stage: Stage, assessment: Assessment) -> None:
    client.force_login(stage.guide)
    assert reverse("assessment:guided") in client.get(reverse("pathway:home")).text
    client.force_login(stage.cast.broker)
    dossier = client.get(reverse("pathway:dossier", args=[assessment.dossier_id]))
    assert reverse("assessment:guide", args=[assessment.dossier_id]) in dossier.text
