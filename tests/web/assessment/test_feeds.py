"""Other calendars: looked at, used, read again; the last good version stays; titles never do."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.web.assessment.elsewhere import EMPTY, ONCE, Elsewhere, event, ics
from tests.web.assessment.scene import Stage, requested, staged
from tests.web.pathway.stage import TODAY

from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.facts.planning import picture_of
from loopbrug.web.assessment.fetching import Fetched
from loopbrug.web.assessment.models import Feed, Proposal
from loopbrug.web.assessment.services import feeds
from loopbrug.web.assessment.services.availability import Keeper
from loopbrug.web.assessment.services.calendars_keep import calendar_of
from loopbrug.web.assessment.services.feeds import look_at_address, tend, use_feed
from loopbrug.web.audit.models import Act
from loopbrug.web.post.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

ADDRESS = "https://agenda.example.org/geheim/a.ics"
PAGE = "/agenda/andere/"


@pytest.fixture
def stage() -> Stage:
    return staged()


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    made = Elsewhere()
    monkeypatch.setattr(feeds, "fetch_calendar", made)
    return made


def entered(client: Client, who: User) -> Client:
    client.force_login(who)
    return client


def subscribed(who: User, elsewhere: Elsewhere) -> Feed:
    keeper = Keeper(who, who, TODAY, sure=True)
    feed = look_at_address(keeper, ADDRESS, "werk", elsewhere)
    use_feed(keeper, feed)
    return Feed.objects.get(pk=feed.pk)


def an_hour_later(feed: Feed) -> datetime:
    Feed.objects.filter(pk=feed.pk).update(read_at=timezone.now() - timedelta(hours=1))
    return timezone.now()


def free(who: User) -> int:
    return picture_of("midden", TODAY).problem.resources[f"user:{who.pk}"].free


def test_calendar_is_looked_at_before_it_counts(
    client: Client, stage: Stage, elsewhere: Elsewhere
) -> None:
    before = free(stage.guide)
    shown = entered(client, stage.guide).post(PAGE, {"address": ADDRESS}, follow=True)

    assert "Dit hebben we gelezen. Het telt nog niet mee." in shown.text
    assert "9:00–10:30" in shown.text, "half past eight in world time is one hour later here"
    assert free(stage.guide) == before

    done = client.post(shown.request["PATH_INFO"], follow=True)
    assert "We rekenen nu met deze agenda." in done.text
    assert free(stage.guide).bit_count() == before.bit_count() - 1
    assert Act.objects.filter(name="assessment.use-feed").count() == 1
    client.post(shown.request["PATH_INFO"])
    assert Act.objects.filter(name="assessment.use-feed").count() == 1


def test_titles_people_and_places_are_kept_nowhere(stage: Stage, elsewhere: Elsewhere) -> None:
    feed = subscribed(stage.guide, elsewhere)
    kept = json.dumps([feed.busy, feed.problem, feed.name])
    acts = json.dumps([[act.subject, act.details] for act in Act.objects.all()])
    for secret in ("Ziekenhuis", "Polikliniek", "dokter"):
        assert secret not in kept
        assert secret not in acts
    assert "geheim" not in acts


def test_address_is_not_shown_whole(client: Client, stage: Stage, elsewhere: Elsewhere) -> None:
    subscribed(stage.guide, elsewhere)
    shown = entered(client, stage.guide).get("/agenda/").text
    assert "agenda.example.org" in shown
    assert "/geheim/" not in shown


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("assessment.feed-timeout", "binnen 10 seconden geen volledig antwoord"),
        ("assessment.feed-gone", "staat geen agenda (meer)"),
        ("assessment.feed-server-error", "een storing (code 500)"),
        ("assessment.feed-address-private", "binnen een eigen netwerk"),
        ("assessment.feed-is-page", "staat een webpagina, geen agenda"),
    ],
)
def test_what_is_wrong_is_said_and_the_address_stays(
    client: Client, stage: Stage, elsewhere: Elsewhere, code: str, said: str
) -> None:
    elsewhere.fails = code
    answer = entered(client, stage.guide).post(PAGE, {"address": ADDRESS, "name": "werk"})
    assert said in answer.text
    assert f'value="{ADDRESS}"' in answer.text
    assert not Feed.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Dit bestand is leeg"),
        (b"hallo", "Dit is geen agenda"),
        (b"<html><body>", "Dit is geen agenda"),
        (b"\x00\xff" * 100, "Dit is geen agenda"),
        (b"x" * 2_000_001, "groter dan 2 MB"),
    ],
)
def test_file_that_is_no_calendar_says_so(
    client: Client, stage: Stage, content: bytes, said: str
) -> None:
    file = SimpleUploadedFile("agenda.ics", content, "text/calendar")
    answer = entered(client, stage.guide).post(PAGE, {"by_file": "1", "file": file})
    assert said in answer.text
    assert not Feed.objects.exists()


def test_no_file_at_all_says_so(client: Client, stage: Stage) -> None:
    answer = entered(client, stage.guide).post(PAGE, {"by_file": "1"})
    assert "Kies eerst een bestand." in answer.text


def test_file_counts_until_a_day_that_is_told(client: Client, stage: Stage) -> None:
    file = SimpleUploadedFile("mijn agenda.ics", ONCE, "text/calendar")
    shown = entered(client, stage.guide).post(PAGE, {"by_file": "1", "file": file}, follow=True)
    client.post(shown.request["PATH_INFO"])
    answer = client.get("/agenda/")
    assert "mijn agenda.ics" in answer.text
    assert "Het reikt tot en met 28 december 2027" in answer.text
    feed = Feed.objects.get()
    refused = client.post(reverse("assessment:agenda-feed-refresh", args=[feed.pk]))
    assert refused.status_code == 404, "a file is not kept, so it cannot be read again"


def test_odd_feed_is_read_as_far_as_can_be_and_told(client: Client, stage: Stage) -> None:
    content = ics(
        *event("20261201T080000Z", "20261201T093000Z"),
        *event("20261202T090000", "20261202T100000", "RRULE:FREQ=SECONDLY"),
        "BEGIN:VEVENT", "UID:b", "DTSTART;TZID=Mars/Olympus:20261203T090000", "END:VEVENT",
        "BEGIN:VEVENT", "UID:c", "DTSTART:banaan", "END:VEVENT",
    )  # fmt: skip
    file = SimpleUploadedFile("a.ics", content, "text/calendar")
    shown = entered(client, stage.guide).post(PAGE, {"by_file": "1", "file": file}, follow=True)
    assert "Mars/Olympus" in shown.text
    assert "terugkomen op een manier die we niet volgen" in shown.text
    assert "niet (helemaal) konden lezen" in shown.text


def test_endless_series_and_years_of_events_stay_within_the_window(stage: Stage) -> None:
    content = ics(*event("19900101T090000", "19900101T100000", "RRULE:FREQ=DAILY"))
    feed = subscribed(stage.guide, Elsewhere(content))
    assert feed.covers_until is not None
    assert len(feed.busy) <= (feed.covers_until - TODAY).days + 15
    assert feed.busy[-1][1][:10] <= (feed.covers_until + timedelta(days=1)).isoformat()


def test_failed_reading_leaves_the_last_good_one_in_force(
    client: Client, stage: Stage, elsewhere: Elsewhere
) -> None:
    feed = subscribed(stage.guide, elsewhere)
    elsewhere.fails, before = "assessment.feed-server-error", free(stage.guide)

    done = tend(an_hour_later(feed))

    assert (done.failed, done.read) == (1, 0)
    after = Feed.objects.get()
    assert (after.busy, after.good_at) == (feed.busy, feed.good_at)
    assert free(stage.guide) == before
    shown = entered(client, stage.guide).get("/agenda/").text
    assert "Lezen lukte niet op" in shown
    assert "een storing (code 500)" in shown
    elsewhere.fails = ""
    tend(an_hour_later(feed))
    assert Feed.objects.get().problem == []


def test_unchanged_feed_is_asked_with_its_mark_until_its_window_grows_short(
    stage: Stage, elsewhere: Elsewhere
) -> None:
    feed = subscribed(stage.guide, elsewhere)
    assert tend(an_hour_later(feed)).unchanged == 1
    assert elsewhere.asked[-1] == (ADDRESS, '"same"')

    Feed.objects.update(covers_until=TODAY + timedelta(days=100))
    tend(an_hour_later(feed))
    assert elsewhere.asked[-1] == (ADDRESS, "")
    assert Feed.objects.get().covers_until == TODAY + feeds.AHEAD


def test_feed_that_was_just_read_is_left_alone(stage: Stage, elsewhere: Elsewhere) -> None:
    subscribed(stage.guide, elsewhere)
    asked = len(elsewhere.asked)
    tend(timezone.now())
    assert len(elsewhere.asked) == asked


def test_feed_that_changes_by_itself_never_breaks_an_appointment_silently(
    client: Client, stage: Stage
) -> None:
    elsewhere = Elsewhere(EMPTY)
    feed = subscribed(stage.second_field, elsewhere)
    lesson = requested(stage).appointments.get(step="lesson")
    at = f"{lesson.starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    until = f"{lesson.ends_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    elsewhere.content = ics(*event(at, until))
    Feed.objects.update(etag="")

    done = tend(an_hour_later(feed), elsewhere)

    assert done.hit == 1
    lesson.refresh_from_db()
    assert lesson.state == "planned"
    proposal = Proposal.objects.get()
    assert (proposal.cause, proposal.values["who"]) == ("calendar", "Fenna")
    told = {letter.to for letter in Letter.objects.filter(template="calendar_hit")}
    assert told == {stage.cast.broker, stage.second_field}
    Feed.objects.update(etag="")
    assert tend(an_hour_later(feed), elsewhere).hit == 0, (
        "what was passed on is not passed on each hour"
    )
    assert Proposal.objects.count() == 1


def test_using_a_feed_that_hits_an_appointment_asks_first(client: Client, stage: Stage) -> None:
    lesson = requested(stage).appointments.get(step="lesson")
    whole = f"{timezone.localtime(lesson.starts_at):%Y%m%d}"
    content = ics("BEGIN:VEVENT", "UID:a", f"DTSTART;VALUE=DATE:{whole}", "END:VEVENT")
    file = SimpleUploadedFile("a.ics", content, "text/calendar")
    shown = entered(client, stage.second_field).post(
        PAGE, {"by_file": "1", "file": file}, follow=True
    )
    page = shown.request["PATH_INFO"]

    assert "Dit raakt afspraken" in client.post(page).text
    assert Feed.objects.get().draft
    client.post(page, {"sure": "1"})
    assert not Feed.objects.get().draft
    assert Proposal.objects.count() == 1


def test_stale_feed_is_written_about_once(
    stage: Stage,
    elsewhere: Elsewhere,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    feed = subscribed(stage.guide, elsewhere)
    elsewhere.fails = "assessment.feed-gone"
    long_ago = datetime(2026, 11, 18, 9, tzinfo=UTC)
    Feed.objects.update(good_at=long_ago)
    for _ in range(2):
        tend(an_hour_later(feed))
    letter = Letter.objects.get(template="calendar_stale")
    assert letter.to == stage.guide


def test_draft_of_yesterday_is_cleared_away(stage: Stage, elsewhere: Elsewhere) -> None:
    look_at_address(Keeper(stage.guide, stage.guide, TODAY), ADDRESS, "", elsewhere)
    assert tend(timezone.now()).drafts == 0
    Feed.objects.update(read_at=timezone.now() - timedelta(days=2))
    assert tend(timezone.now()).drafts == 1


def test_second_look_takes_the_place_of_the_first(
    client: Client, stage: Stage, elsewhere: Elsewhere
) -> None:
    entered(client, stage.guide)
    first = client.post(PAGE, {"address": ADDRESS})
    client.post(PAGE, {"address": ADDRESS + "?b"})
    answer = client.post(first["Location"], follow=True)
    assert "Deze agenda is er niet meer." in answer.text
    assert Feed.objects.count() == 1


def test_same_address_and_a_sixth_calendar_are_refused(
    client: Client, stage: Stage, elsewhere: Elsewhere
) -> None:
    subscribed(stage.guide, elsewhere)
    entered(client, stage.guide)
    assert "al geabonneerd" in client.post(PAGE, {"address": ADDRESS}).text
    for number in range(feeds.MOST_FEEDS - 1):
        calendar_of(stage.guide).feeds.create(address=f"{ADDRESS}?{number}")
    assert "al 5 andere agenda" in client.post(PAGE, {"address": ADDRESS + "?x"}).text


def test_refresh_button_says_what_came_of_it(
    client: Client, stage: Stage, elsewhere: Elsewhere
) -> None:
    feed = subscribed(stage.guide, elsewhere)
    button = reverse("assessment:agenda-feed-refresh", args=[feed.pk])
    entered(client, stage.guide).post(button)
    assert len(elsewhere.asked) == 1, "it was read a moment ago"

    an_hour_later(feed)
    elsewhere.fails = "assessment.feed-timeout"
    answer = client.post(button, follow=True)
    assert "Lezen lukte niet." in answer.text
    assert "binnen 10 seconden" in answer.text


def test_unsubscribing_takes_what_was_kept_away(
    client: Client, stage: Stage, elsewhere: Elsewhere
) -> None:
    before = free(stage.guide)
    feed = subscribed(stage.guide, elsewhere)
    answer = entered(client, stage.guide).post(
        reverse("assessment:agenda-feed-remove", args=[feed.pk]), follow=True
    )
    assert "is weg" in answer.text
    assert not Feed.objects.exists()
    assert free(stage.guide) == before


def test_unsubscribed_while_it_was_read_stays_away(stage: Stage) -> None:
    elsewhere = Elsewhere(EMPTY)
    feed = subscribed(stage.guide, elsewhere)
    Feed.objects.update(etag="")
    gone: Callable[..., Fetched] = lambda *_about: (Feed.objects.all().delete(), Fetched(ONCE))[1]  # noqa: E731
    tend(an_hour_later(feed), gone)
    assert not Feed.objects.exists()


@pytest.mark.parametrize("name", ["agenda-feed", "agenda-feed-refresh", "agenda-feed-remove"])
def test_feed_of_another_is_not_there(
    client: Client, stage: Stage, elsewhere: Elsewhere, name: str
) -> None:
    feed = subscribed(stage.guide, elsewhere)
    entered(client, stage.second_field)
    client.post(reverse(f"assessment:{name}", args=[feed.pk]))
    page = reverse("assessment:agenda-feed", args=[feed.pk])
    assert "werk" not in client.get(page, follow=True).text
    assert Feed.objects.filter(pk=feed.pk, draft=False).exists()


def test_command_says_how_it_went(
    stage: Stage, elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    an_hour_later(subscribed(stage.guide, elsewhere))
    call_command("tend_calendars")
    said = capsys.readouterr().out
    assert "0 gewijzigd, 1 ongewijzigd, 0 niet gelukt, 0 afspraken geraakt" in said
