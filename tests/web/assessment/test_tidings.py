"""Letters about appointments: one per person per act, in their language, and nothing private."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from icalendar import Calendar
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.web.assessment.scene import requested, staged
from tests.web.pathway.stage import TODAY

from loopbrug.core.pathway.model import Party
from loopbrug.core.pathway.states import Event
from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.models import AppointmentRow, Assessment
from loopbrug.web.assessment.services.moves import Act, cancel_row
from loopbrug.web.assessment.services.telling import Kind, Tiding, concerned, tell
from loopbrug.web.pathway import services
from loopbrug.web.post.models import Letter
from loopbrug.web.post.queries import letters_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    return requested(staged())


def letters_of(name: str) -> list[Letter]:
    return list(Letter.objects.filter(to__name=name).order_by("pk"))


def lesson_of(assessment: Assessment) -> AppointmentRow:
    return AppointmentRow.objects.get(assessment=assessment, step="lesson")


def moved(assessment: Assessment, reason: str = "", **more: Any) -> AppointmentRow:
    """Move the lesson a day, as the planner does."""
    row = lesson_of(assessment)
    before = row.starts_at
    row.starts_at, row.ends_at = before + timedelta(days=1), row.ends_at + timedelta(days=1)
    row.sequence += 1
    row.save()
    people = concerned(row.people.select_related("user", "organisation"))
    tell([Tiding(Kind.MOVED, assessment, people, row, before, reason, **more)])
    return row


def test_request_writes_everybody_one_letter(assessment: Assessment) -> None:
    names = list(Letter.objects.values_list("to__name", flat=True))

    assert len(names) == len(set(names))
    assert {"Amina", "Anna", "Gerda", "Sofie"} <= set(names)


def test_candidate_hears_of_the_promise_with_the_whole_plan(assessment: Assessment) -> None:
    [letter] = letters_of("Amina")

    assert letter.title.startswith("De uitslag van je onderzoek komt uiterlijk op")
    assert "Dat is een belofte" in letter.body
    assert "Proefles" in letter.body
    assert "Kennismaking" in letter.body
    assert f"/dossier/{assessment.dossier_id}/onderzoek/" in letter.body


def test_school_of_the_candidate_hears_of_the_promise_and_of_no_appointment(
    assessment: Assessment,
) -> None:
    [letter] = letters_of("Sofie")

    assert "onderzoek van Amina" in letter.body
    assert "Kennismaking" not in letter.body
    assert letter.calendar == ""


def test_school_of_the_class_hears_who_comes_through_its_board(assessment: Assessment) -> None:
    """Nobody of the two schools with a class has an account; Olaf speaks for their board."""
    [letter] = letters_of("Olaf")

    assert "Proefles (Amina)" in letter.body
    assert "/onderzoek/" not in letter.body


def test_calendar_knows_an_appointment_again_when_it_moved(assessment: Assessment) -> None:
    row = moved(assessment)
    first, second = (events(one.calendar)[str(row.pk)] for one in letters_of("Fenna"))

    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)
    assert second.decoded("DTSTART") == row.starts_at
    assert first["STATUS"] in ("CONFIRMED", "TENTATIVE")


def events(text: str) -> dict[str, Any]:
    calendar = Calendar.from_ical(text)
    return {str(one["UID"]).removesuffix("@loopbrug"): one for one in calendar.walk("VEVENT")}


def test_moved_appointment_says_before_and_after_and_no_reason_of_others(
    assessment: Assessment,
) -> None:
    moved(assessment, "Fred heeft griep")
    letter = letters_of("Fenna")[-1]

    assert letter.title.startswith("Je afspraak is verzet: Proefles, nu op")
    assert "was: " in letter.body
    assert "waarom: het eerdere moment kan niet meer" in letter.body
    assert not [one for one in Letter.objects.all() if "griep" in one.body + one.calendar]


def test_planner_says_why_it_moves_something(assessment: Assessment) -> None:
    moved(assessment)

    assert "zo halen we elke beloofde datum" in letters_of("Fenna")[-1].body


def test_who_takes_part_no_longer_reads_that_it_is_off(assessment: Assessment) -> None:
    fenna, anna = (User.objects.get(name=name) for name in ("Fenna", "Anna"))
    moved(assessment, "x", left=frozenset({fenna.pk}), joined=frozenset({anna.pk}))
    off, on = letters_of("Fenna")[-1], letters_of("Anna")[-1]

    assert off.title.startswith("Je afspraak vervalt: Proefles")
    assert "STATUS:CANCELLED" in off.calendar
    assert on.title.startswith("Nieuwe afspraak: Proefles")
    assert "was: " not in on.body


def test_several_tidings_of_one_act_are_one_letter(assessment: Assessment) -> None:
    rows = list(AppointmentRow.objects.filter(assessment=assessment))
    before = len(letters_of("Anna"))
    tell([cancel_row(assessment, row, Act(None, "ziek thuis")) for row in rows])
    letter = letters_of("Anna")[-1]

    assert len(letters_of("Anna")) == before + 1
    assert letter.title == "Er is iets veranderd in je afspraken"
    assert "Deze afspraken gaan niet door." in letter.body
    assert "ziek" not in letter.body
    assert letter.calendar.count("STATUS:CANCELLED") == 4


def test_pause_is_told_without_its_reason(assessment: Assessment) -> None:
    dossier = assessment.dossier
    services.pause(
        actor=dossier.candidate,
        dossier=dossier,
        day=TODAY,
        waiting_for=Party.CANDIDATE,
        reason="opname",
    )

    assert "het onderzoek staat even stil" in letters_of("Gerda")[-1].body
    assert not [one for one in Letter.objects.all() if "opname" in one.body]


def test_stop_is_told_to_who_was_to_come(assessment: Assessment) -> None:
    dossier = assessment.dossier
    services.advance(
        actor=dossier.candidate, dossier=dossier, event=Event.STOP, day=TODAY, reason="andere baan"
    )

    assert "het onderzoek is gestopt" in letters_of("Fenna")[-1].body
    assert "andere baan" not in letters_of("Fenna")[-1].body


def test_letter_is_in_the_language_of_its_reader(assessment: Assessment) -> None:
    User.objects.filter(name="Fenna").update(language="en")
    moved(assessment)
    letter = letters_of("Fenna")[-1]

    assert letter.title.startswith("Your appointment has moved: Observed lesson")
    assert "Kind regards," in letter.body
    assert "december" not in letter.body


def test_letters_of_an_act_that_fails_are_never_sent(
    assessment: Assessment, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(LookupError):
        _fail(assessment)

    assert mail.outbox == []


def _fail(assessment: Assessment) -> None:

    with transaction.atomic():
        moved(assessment)
        raise LookupError


def test_letter_goes_with_its_calendar(
    assessment: Assessment, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        moved(assessment)

    sent = next(one for one in mail.outbox if one.to == ["fenna@example.org"])
    [(name, content, kind)] = sent.attachments
    assert (name, kind) == ("loopbrug.ics", "text/calendar")
    assert "BEGIN:VEVENT" in content


def test_letter_about_two_dossiers_stands_in_the_log_of_both() -> None:
    stage = staged()
    first, second = requested(stage), requested(stage, "Bart")
    rows = [lesson_of(first), lesson_of(second)]
    anna = User.objects.get(name="Anna")
    tell(
        Tiding(Kind.FIXED, one, (anna,), row)
        for one, row in zip((first, second), rows, strict=True)
    )
    letter = letters_of("Anna")[-1]

    for one in (first, second):
        assert letter in letters_about([one.dossier.subject_key])


def test_name_cannot_pass_for_more_of_the_letter(assessment: Assessment) -> None:
    User.objects.filter(name="Amina").update(
        name="Amina\n\nKlik hier: https://kwaad.example\nBcc: x"
    )
    fresh = Assessment.objects.get(pk=assessment.pk)
    moved(fresh)
    letter = letters_of("Fenna")[-1]

    assert "\nKlik hier" not in letter.body
    assert "Amina Klik hier" in letter.body


def test_hundred_readers_get_a_letter_each(assessment: Assessment) -> None:
    users = [User(email=f"lezer{number}@example.org", name=f"L{number}") for number in range(100)]
    people = tuple(User.objects.bulk_create(users))
    tell([Tiding(Kind.FIXED, assessment, people, lesson_of(assessment))])

    assert Letter.objects.filter(to__in=people).count() == 100
