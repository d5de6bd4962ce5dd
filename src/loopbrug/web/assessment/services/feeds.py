"""Other calendars: looked at first, then used; read again by themselves; only busy times stay."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from loopbrug.core.assessment.ical import busy_from
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.availability import STALE_DAYS, feed_view
from loopbrug.web.assessment.facts.findings import kept
from loopbrug.web.assessment.facts.tracks import grid_on, local
from loopbrug.web.assessment.fetching import Fetch, Fetched, checked_address, fetch_calendar
from loopbrug.web.assessment.models import Calendar, Feed
from loopbrug.web.assessment.permissions import may_keep_calendar
from loopbrug.web.assessment.queries.calendars import (
    drafts_before,
    feeds_to_read,
    regions_of,
)
from loopbrug.web.assessment.services.availability import Keeper
from loopbrug.web.assessment.services.calendars_keep import calendar_of
from loopbrug.web.assessment.services.guarding import Guard, Outcome, guarded
from loopbrug.web.audit.services import record_act
from loopbrug.web.pathway.services import NotAllowedError
from loopbrug.web.post.services import write_letter

MOST_FEEDS = 5
AHEAD = timedelta(days=400)
"""How far ahead busy times are kept; the planner looks thirty weeks ahead."""
NEEDED = timedelta(days=250)
"""When fewer days are left a feed is read in full, though it says nothing changed."""
READ_AGAIN = timedelta(minutes=50)
PATIENCE = timedelta(seconds=30)
"""Sooner than this after the last time a feed is not asked again."""
DRAFTS_STAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tended:
    """What reading all calendars again came to."""

    read: int
    unchanged: int
    failed: int
    hit: int
    drafts: int


def look_at_address(
    keeper: Keeper, address: str, name: str = "", fetch: Fetch | None = None
) -> Feed:
    """Read a calendar at an address, to be looked at before it is used.

    Raises ``BadDataError`` with what is wrong; then nothing is kept.
    """
    _ask(keeper)
    address = checked_address(address).geturl()
    _room_for(keeper, address)
    fetched = (fetch or fetch_calendar)(address)
    facts = _facts(fetched, keeper.day)
    return _draft(keeper, Feed(address=address, name=name, **facts))


def look_at_file(keeper: Keeper, content: bytes, name: str) -> Feed:
    """Read a calendar from a file, to be looked at before it is used; the file is not kept.

    Raises ``BadDataError`` with what is wrong; then nothing is kept.
    """
    _ask(keeper)
    if not content.strip():
        raise BadDataError([Finding.of("assessment.feed-file-empty")])
    _room_for(keeper, "")
    return _draft(keeper, Feed(name=name, **_facts(Fetched(content), keeper.day)))


def use_feed(keeper: Keeper, feed: Feed) -> Outcome:
    """Use a calendar that was looked at; twice is once. Raises ``WouldHitError``."""
    _ask(keeper)

    def change() -> bool:
        row = Feed.objects.select_for_update().filter(pk=feed.pk).first()
        if row is None or not row.draft:
            return False
        Feed.objects.filter(pk=row.pk).update(draft=False)
        source = "address" if row.address else "file"
        record_act(
            actor=keeper.actor, name="assessment.use-feed", subject=keeper.subject, source=source
        )
        return True

    return guarded(_guard(keeper), change)


def refresh(keeper: Keeper, feed: Feed, fetch: Fetch | None = None) -> Outcome:
    """Read a subscribed calendar again now; appointments it hits are passed on to the desk.

    What is wrong stands in the feed afterwards, and the last good version goes on.
    """
    _ask(keeper)
    if feed.read_at and timezone.now() - feed.read_at < PATIENCE:
        return Outcome(changed=False)
    guard = Guard(keeper.actor, keeper.owner, regions_of(keeper.owner), keeper.day, sure=True)
    return _reread(feed, guard, fetch or fetch_calendar)


def tend(now: datetime, fetch: Fetch | None = None) -> Tended:
    """Read every subscribed calendar that has waited long enough, and clear old drafts away.

    Each stands on its own: what goes wrong with one stands in that one.
    """
    day, counts = timezone.localdate(now), {"read": 0, "unchanged": 0, "failed": 0, "hit": 0}
    due = list(feeds_to_read(now - READ_AGAIN).values_list("pk", "read_at"))
    for key, read_at in due:
        # Whoever sets the clock reads it: two that run at once do not ask twice.
        if not Feed.objects.filter(pk=key, read_at=read_at).update(read_at=now):
            continue
        feed = Feed.objects.select_related("calendar__user", "calendar__organisation").get(pk=key)
        owner = feed.calendar.user or feed.calendar.organisation
        if owner is None:
            continue
        guard = Guard(None, owner, regions_of(owner), day, sure=True)
        done = _reread(feed, guard, fetch or fetch_calendar)
        after = Feed.objects.filter(pk=key).first()
        failed = after is not None and feed_view(after, day).failed
        counts["failed" if failed else "read" if done.changed else "unchanged"] += 1
        counts["hit"] += len(done.hit)
        if after is not None:
            _warn_when_stale(after, owner, day)
    drafts, _ = drafts_before(now - DRAFTS_STAY).delete()
    return Tended(**counts, drafts=drafts)


def _reread(feed: Feed, guard: Guard, fetch: Fetch) -> Outcome:
    """Fetch outside any transaction, then keep what came in one."""
    enough = feed.covers_until is not None and feed.covers_until >= guard.day + NEEDED
    known = (feed.etag, feed.modified) if enough and feed.good_at else ("", "")
    try:
        fetched = fetch(feed.address, *known)
        facts = {} if fetched.content is None else _facts(fetched, guard.day)
    except BadDataError as error:
        now = timezone.now()
        Feed.objects.filter(pk=feed.pk).update(read_at=now, problem=kept(error.findings))
        return Outcome(changed=False)
    if not facts:
        now = timezone.now()
        still = [each for each in feed.problem if each["weight"] != "blocks"]
        Feed.objects.filter(pk=feed.pk).update(read_at=now, good_at=now, problem=still)
        return Outcome(changed=False)
    return guarded(guard, _keeping(feed, facts))


def _keeping(feed: Feed, facts: dict[str, object]) -> Callable[[], bool]:
    def change() -> bool:
        row = Feed.objects.select_for_update().filter(pk=feed.pk, draft=False).first()
        if row is None:
            return False
        Feed.objects.filter(pk=row.pk).update(**facts)
        return bool(row.busy != facts["busy"])

    return change


def _facts(fetched: Fetched, day: date) -> dict[str, object]:
    """Return what is kept of a calendar: busy times, and what was odd. No titles, no people."""
    until = day + AHEAD
    read = busy_from(fetched.content or b"", grid_on(day).monday, until)
    now = timezone.now()
    return {
        "busy": [[each.start.isoformat(), each.end.isoformat()] for each in read.busy],
        "problem": kept(read.findings),
        "covers_until": until,
        "etag": fetched.etag,
        "modified": fetched.modified,
        "read_at": now,
        "good_at": now,
    }


@transaction.atomic
def _draft(keeper: Keeper, feed: Feed) -> Feed:
    """Keep what is looked at, in place of what was looked at before."""
    calendar = Calendar.objects.select_for_update().get(pk=calendar_of(keeper.owner).pk)
    calendar.feeds.filter(draft=True).delete()
    feed.calendar, feed.draft = calendar, True
    feed.save()
    return feed


def _room_for(keeper: Keeper, address: str) -> None:
    used = Feed.objects.filter(calendar=calendar_of(keeper.owner), draft=False)
    if address and used.filter(address=address).exists():
        raise BadDataError([Finding.of("assessment.feed-known")])
    if used.count() >= MOST_FEEDS:
        raise BadDataError([Finding.of("assessment.feed-too-many", most=MOST_FEEDS)])


def _ask(keeper: Keeper) -> None:
    if not may_keep_calendar(keeper.actor, keeper.owner):
        raise NotAllowedError


def _guard(keeper: Keeper) -> Guard:
    regions = regions_of(keeper.owner)
    return Guard(keeper.actor, keeper.owner, regions, keeper.day, keeper.sure)


def _warn_when_stale(feed: Feed, owner: object, day: date) -> None:
    """Write once to whoever has a calendar that could not be read for days."""
    if not isinstance(owner, User) or feed.good_at is None:
        return
    if local(feed.good_at).date() > day - timedelta(days=STALE_DAYS):
        return
    with transaction.atomic():
        write_letter(
            template="calendar_stale",
            values={
                "name": str(owner),
                "good_at": feed.good_at,
                "link": reverse("assessment:agenda"),
            },
            to=owner,
            once=f"feed:{feed.pk}:{feed.good_at:%Y-%m-%d}",
        )
