"""Acts on a calendar by its owner: weekly hours, exceptions, hours of a class."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time

from loopbrug.core.terms.words import Period, TimeSlot, Weekday
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.availability import week_mark
from loopbrug.web.assessment.models import Calendar, CalendarChange, Feed, Hours
from loopbrug.web.assessment.permissions import may_keep_calendar
from loopbrug.web.assessment.queries.calendars import Owner, calendar_row, regions_of
from loopbrug.web.assessment.services.calendars_keep import calendar_of
from loopbrug.web.assessment.services.guarding import Guard, Outcome, guarded
from loopbrug.web.audit.services import record_act
from loopbrug.web.pathway.services import NotAllowedError

MOST_CHANGES = 500
"""Exceptions to come in one calendar; whoever has more has another pattern."""
MOST_SLOTS = 200


class ChangedMeanwhileError(ValueError):
    """The weekly hours were changed, in another tab or by a colleague, since they were shown."""


class TooManyError(ValueError):
    """A calendar would hold more than anybody can oversee; ``most`` is what it may hold."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(str(most))


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who keeps whose calendar, on which day; ``sure`` when appointments may be hit."""

    actor: User
    owner: Owner
    day: date
    sure: bool = False

    @property
    def subject(self) -> str:
        """How the record names whose calendar it is."""
        kind = "user" if isinstance(self.owner, User) else "organisation"
        return f"{kind}:{self.owner.pk}"


@dataclass(frozen=True, slots=True)
class NewChange:
    """An exception: days off (or, with times, hours off), or extra hours (``free``)."""

    first: date
    last: date
    start: time | None = None
    end: time | None = None
    free: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewSlot:
    """Hours of a class on some weekdays, for a subject ("": every one), perhaps in a period."""

    days: tuple[Weekday, ...]
    start: time
    end: time
    subject: str = ""
    label: str = ""
    period: Period | None = None


def keep_week(keeper: Keeper, slots: Iterable[TimeSlot], seen: str) -> Outcome:
    """Keep the hours of every week in place of those there were; hours of a period stay.

    ``seen`` is the mark of the hours somebody started from; raises ``ChangedMeanwhileError``
    when they are others by now, ``WouldHitError`` when appointments would no longer fit.
    """
    wanted = sorted({(int(each.day), each.start, each.end) for each in slots})

    def change() -> bool:
        calendar = _locked(keeper.owner)
        if week_mark(calendar_row(keeper.owner)) != seen:
            raise ChangedMeanwhileError
        usual = calendar.hours.filter(first=None, last=None)
        if sorted(usual.values_list("weekday", "start", "end")) == wanted:
            return False
        usual.delete()
        Hours.objects.bulk_create(
            Hours(calendar=calendar, weekday=day, start=start, end=end)
            for day, start, end in wanted
        )
        calendar.save(update_fields=["changed_at"])
        _record(keeper, "assessment.keep-week", len(wanted))
        return True

    return _guarded(keeper, change)


def add_changes(keeper: Keeper, changes: Iterable[NewChange]) -> Outcome:
    """Add exceptions; those that stand there already are left. Raises ``TooManyError``."""
    wanted = tuple(dict.fromkeys(changes))

    def change() -> bool:
        calendar = _locked(keeper.owner)
        names = ("first", "last", "start", "end", "free")
        known = set(calendar.changes.values_list(*names))
        new = [each for each in wanted if tuple(getattr(each, name) for name in names) not in known]
        to_come = calendar.changes.filter(last__gte=keeper.day).count()
        if to_come + len(new) > MOST_CHANGES:
            raise TooManyError(MOST_CHANGES)
        CalendarChange.objects.bulk_create(
            CalendarChange(
                calendar=calendar, first=each.first, last=each.last, start=each.start,
                end=each.end, free=each.free, note=each.note,
            )
            for each in new
        )  # fmt: skip
        if new:
            _record(keeper, "assessment.add-days", len(new))
        return bool(new)

    return _guarded(keeper, change)


def remove_row(keeper: Keeper, row: CalendarChange | Hours | Feed) -> Outcome:
    """Take an exception, a line of hours or another calendar out; twice is once."""
    names = {
        CalendarChange: "assessment.remove-days",
        Hours: "assessment.remove-slot",
        Feed: "assessment.drop-feed",
    }

    def change() -> bool:
        _locked(keeper.owner)
        gone, _ = type(row).objects.filter(pk=row.pk).delete()
        if gone:
            _record(keeper, names[type(row)], 1)
        return bool(gone)

    return _guarded(keeper, change)


def add_slot(keeper: Keeper, slot: NewSlot) -> Outcome:
    """Add hours of a class, a line for each weekday; the same again changes nothing."""

    def change() -> bool:
        calendar = _locked(keeper.owner)
        first = slot.period.first if slot.period else None
        last = slot.period.last if slot.period else None
        facts = {
            "start": slot.start, "end": slot.end, "subject": slot.subject, "label": slot.label,
            "first": first, "last": last,
        }  # fmt: skip
        known = set(calendar.hours.filter(**facts).values_list("weekday", flat=True))
        new = [day for day in slot.days if int(day) not in known]
        if calendar.hours.count() + len(new) > MOST_SLOTS:
            raise TooManyError(MOST_SLOTS)
        Hours.objects.bulk_create(
            Hours(calendar=calendar, weekday=int(day), **facts) for day in new
        )
        if new:
            _record(keeper, "assessment.add-slot", len(new))
        return bool(new)

    return _guarded(keeper, change)


def _guarded(keeper: Keeper, change: Callable[[], bool]) -> Outcome:
    if not may_keep_calendar(keeper.actor, keeper.owner):
        raise NotAllowedError
    regions = regions_of(keeper.owner)
    guard = Guard(keeper.actor, keeper.owner, regions, keeper.day, keeper.sure)
    return guarded(guard, change)


def _locked(owner: Owner) -> Calendar:
    """Return the calendar of an owner, locked: of two tabs one is first."""
    return Calendar.objects.select_for_update().get(pk=calendar_of(owner).pk)


def _record(keeper: Keeper, name: str, count: int) -> None:
    record_act(actor=keeper.actor, name=name, subject=keeper.subject, count=count)
