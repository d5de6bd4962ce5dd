"""A proposal on its page: what would change, who hears what, confirmed, made anew, taken back."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.assessment.desk_scene import NAMES, page, questions, reported
from tests.web.assessment.scene import Stage, judge, requested, staged
from tests.web.pathway.pages import text_of
from tests.web.pathway.stage import TODAY, organisation, somebody

from loopbrug.web.assessment.facts.proposals import laid_out
from loopbrug.web.assessment.models import (
    AppointmentRow,
    AssessorProfile,
    CalendarChange,
    Proposal,
)
from loopbrug.web.assessment.services.proposals import confirm, drop
from loopbrug.web.assessment.services.telling import Tiding, listen
from loopbrug.web.pathway.models import Dossier

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def stage() -> Stage:
    return staged()


def test_proposal_asks_as_many_questions_for_three_as_for_one(client: Client, stage: Stage) -> None:
    requested(stage)
    one = reported(client, stage)
    url = reverse("assessment:proposal", args=[one.pk])
    questions(client, url)
    first = questions(client, url)
    drop(actor=stage.cast.broker, proposal=one)
    for name in NAMES[1:]:
        requested(stage, name)
    three = reported(client, stage)
    assert len({change["case"] for change in three.changes}) == 3
    assert questions(client, reverse("assessment:proposal", args=[three.pk])) == first


def test_report_shows_before_and_after_and_who_hears_what_and_moves_nothing(
    client: Client, stage: Stage
) -> None:
    row = requested(stage)
    judge("Fatih")
    before = list(row.appointments.values_list("step", "starts_at", "sequence"))
    proposal = reported(client, stage)

    shown = page(client, proposal)

    assert "Er is nog niets verschoven" in shown
    assert "Wie hoort wat, als je bevestigt" in shown
    assert "Niemand leest waarom iemand niet kan." in shown
    assert "neemt het over van Fenna" in shown
    assert list(row.appointments.values_list("step", "starts_at", "sequence")) == before


def test_who_hears_what_is_exactly_what_is_told_on_confirming(client: Client, stage: Stage) -> None:
    for name in NAMES:
        requested(stage, name)
    judge("Fatih")
    for school in ("eikschool", "beukschool"):
        somebody(f"Hoofd {school}", "school", school)
    proposal = reported(client, stage)
    laid = laid_out(proposal, stage.cast.broker)
    promised = {
        (one.user.pk, change.assessment.pk, change.title.nl)
        for one in laid.told
        for _, change in one.lines
    }
    told: list[Tiding] = []
    listen("test", told.extend)

    confirm(actor=stage.cast.broker, proposal=proposal, day=TODAY)

    listen("test", lambda _tidings: None)
    titles = {change.assessment.pk: {} for change in laid.changes}  # type: ignore[var-annotated]
    for raw, change in zip(proposal.changes, laid.changes, strict=True):
        titles[change.assessment.pk][raw["step"]] = change.title.nl
    heard = {
        (user.pk, tiding.assessment.pk, titles[tiding.assessment.pk][tiding.appointment.step])
        for tiding in told
        if tiding.appointment is not None
        for user in tiding.people
    }
    assert heard == promised
    assert heard


def test_confirm_on_the_page_twice_from_two_tabs_is_once(client: Client, stage: Stage) -> None:
    row = requested(stage)
    proposal = reported(client, stage)
    url = reverse("assessment:proposal", args=[proposal.pk])

    first = client.post(url, follow=True)
    again = client.post(url, follow=True)

    assert "Bevestigd. De afspraken zijn verzet" in text_of(first)
    assert "Bevestigd door Bram" in text_of(again)
    assert set(row.appointments.values_list("sequence", flat=True)) == {0, 1}


def test_confirm_on_an_old_page_shows_the_proposal_made_anew(client: Client, stage: Stage) -> None:
    row = requested(stage)
    proposal = reported(client, stage)
    AppointmentRow.objects.filter(assessment=row, step="intake").update(sequence=4)
    assert "Er is iets veranderd sinds dit voorstel" in page(client, proposal)

    answer = client.post(reverse("assessment:proposal", args=[proposal.pk]), follow=True)

    new = Proposal.objects.get(dropped_at=None)
    assert answer.redirect_chain[-1][0] == reverse("assessment:proposal", args=[new.pk])
    assert "er is nog niets verschoven" in text_of(answer)
    old = client.get(reverse("assessment:proposal", args=[proposal.pk]))
    assert old["Location"] == reverse("assessment:proposal", args=[new.pk])


def test_make_anew_on_the_page(client: Client, stage: Stage) -> None:
    row = requested(stage)
    proposal = reported(client, stage)
    AppointmentRow.objects.filter(assessment=row, step="intake").update(sequence=4)

    client.post(reverse("assessment:proposal-anew", args=[proposal.pk]))

    new = Proposal.objects.get(dropped_at=None)
    assert "Er is iets veranderd sinds dit voorstel" not in page(client, new)


def test_take_back_asks_first_and_takes_the_report_back_too(client: Client, stage: Stage) -> None:
    requested(stage)
    proposal = reported(client, stage)
    url = reverse("assessment:proposal-drop", args=[proposal.pk])
    assert "Alle afspraken blijven staan zoals ze nu zijn." in text_of(client.get(url))
    assert CalendarChange.objects.exists()

    client.post(url)
    late = client.post(reverse("assessment:proposal", args=[proposal.pk]), follow=True)

    assert not CalendarChange.objects.exists()
    assert "Iemand heeft dit voorstel ingetrokken" in text_of(late)


def test_promise_that_stays_in_danger_is_told_with_what_a_person_can_do(
    client: Client, stage: Stage
) -> None:
    requested(stage)
    AssessorProfile.objects.filter(side="field").exclude(user=stage.second_field).delete()
    proposal = reported(client, stage, days=390)
    shown = page(client, proposal)
    assert "Deze beloftes blijven in gevaar" in shown
    assert "Wat kun je doen?" in shown
    assert "Vervalt" in shown


def test_institute_does_not_read_or_confirm_what_is_of_others(client: Client, stage: Stage) -> None:
    mine, other = requested(stage), requested(stage, "Bilal")
    proposal = reported(client, stage)
    Dossier.objects.filter(pk=other.dossier_id).update(institute=organisation("andere-opleiding"))
    client.force_login(stage.cast.institute)
    url = reverse("assessment:proposal", args=[proposal.pk])

    shown = text_of(client.get(url))
    answer = client.post(url, follow=True)

    assert "Amina" in shown
    assert "Bilal" not in shown
    assert "Daarom bevestigt het regioloket dit." in shown
    assert "Bevestig dit voorstel" not in shown
    assert "Het regioloket beslist erover." in text_of(answer)
    assert set(mine.appointments.values_list("sequence", flat=True)) == {0}


def test_proposals_list_says_what_became_of_each(client: Client, stage: Stage) -> None:
    requested(stage)
    confirm(actor=stage.cast.broker, proposal=reported(client, stage), day=TODAY)
    shown = text_of(client.get(reverse("assessment:proposals")))
    assert "Fenna is ziek" in shown
    assert "Bevestigd" in shown
