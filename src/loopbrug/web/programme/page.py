"""What a page shows of a programme, with everything private left out for other people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loopbrug.core.outcomes.model import Gap
from loopbrug.core.programme.model import Conflict, Programme, Wishes
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Period
from loopbrug.web.programme.cards import Card, Cards, Reason
from loopbrug.web.programme.comparison import WITH_UNITS, Change, Comparison, UnitChange
from loopbrug.web.programme.weeks import Month, Session, Week, months_of
from loopbrug.web.ui.parts import Difference, PlanBar, WeekItem

# Where on the page of the week a wish can be changed.
FIELDS = {
    "day-off": "days-off",
    "finish-by": "finish",
    "start": "finish",
    "study-hours": "hours",
    "travel": "travel",
    "online": "travel",
    "block": "taken",
    "away": "away",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish in a conflict; ``anchor`` is its place on the page of the week, "" for a fact."""

    finding: Finding
    anchor: str


@dataclass(frozen=True, slots=True)
class Saving:
    """Hours nobody has to spend again, and the outcomes that rests on."""

    hours: int
    full_route: int
    rests_on: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ShownChange:
    """What happens to one unit, with its card before and after."""

    change: str
    title: str
    before: Card | None
    after: Card | None
    why: Finding | None = None


@dataclass(frozen=True, slots=True)
class ShownChanges:
    """Units that change, and those that stay as they were."""

    changed: tuple[ShownChange, ...]
    same: tuple[ShownChange, ...]


@dataclass(frozen=True, slots=True)
class DrawnWeek:
    """A week to draw: its sessions and what is taken; ``week`` None is a week without any."""

    week: Week | None
    items: tuple[WeekItem, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """One programme, ready to show."""

    programme: Programme
    wishes: Wishes
    cards: tuple[Card, ...]
    months: tuple[Month, ...]
    bars: tuple[PlanBar, ...]
    week: DrawnWeek
    conflicts: tuple[tuple[Wish, ...], ...]
    saving: Saving
    fitting: tuple[Finding, ...] = ()
    """What does not fit in the hours there are, and with how many it would."""

    @property
    def has_units(self) -> bool:
        """Whether there is a programme to walk."""
        return self.programme.status in WITH_UNITS

    @property
    def room_helps(self) -> bool:
        """Whether wishes stand in the way, which somebody can give room; not what is offered."""
        wishes = (one.finding.code for conflict in self.conflicts for one in conflict)
        return all(code.startswith("programme.wish-") for code in wishes)

    @property
    def opened(self) -> Month | None:
        """The month to show opened: the first that is not past."""
        return next((month for month in self.months if not month.past), None)

    @property
    def done(self) -> bool:
        """Whether nothing is left to learn."""
        return self.has_units and not self.cards


def overview_of(
    programme: Programme, wishes: Wishes, gap: Gap | None, cards: Cards, seen: tuple[date, bool]
) -> Overview:
    """Return what to show of ``programme``.

    ``seen`` is the day it is read on, and whether by the candidate: for others, parts of the
    week that are taken are taken, and nothing says by what.
    """
    today, own = seen
    shown = cards.of(programme, today)
    months = months_of(shown, cards.holidays, wishes.away, today)
    return Overview(
        programme=programme,
        wishes=wishes,
        cards=shown,
        months=months,
        bars=tuple(_bar(card) for card in shown),
        week=_heaviest_week(months, wishes, own),
        conflicts=tuple(_wishes(conflict, own) for conflict in programme.conflicts),
        saving=_saving(programme, gap, cards),
        fitting=_fitting(programme, cards),
    )


def changes_of(comparison: Comparison, cards: Cards, today: date) -> ShownChanges:
    """Return every unit of two programmes, those that change apart."""
    shown = tuple(_change(one, cards, today) for one in comparison.units)
    return ShownChanges(
        changed=tuple(one for one in shown if one.change != Change.SAME),
        same=tuple(one for one in shown if one.change == Change.SAME),
    )


def _change(one: UnitChange, cards: Cards, today: date) -> ShownChange:
    before = cards.card(one.before, today) if one.before else None
    after = cards.card(one.after, today) if one.after else None
    card = after or before
    title = card.title if card else one.unit
    return ShownChange(one.change.value, title, before, after, one.why)


def differences_of(comparison: Comparison) -> tuple[Difference, ...]:
    """Return the figures of two programmes side by side."""
    old, new = comparison.old, comparison.new
    if old is None or old.status not in WITH_UNITS or new.status not in WITH_UNITS:
        return ()
    return (
        _difference(_("Studie-uren in totaal"), old.hours, new.hours),
        _finish_difference(old.finish, new.finish),
        _difference(_("Zwaarste week"), old.peak_week_hours, new.peak_week_hours),
        Difference(_("Onderdelen"), str(len(old.units)), str(len(new.units)), _units(comparison)),
    )


def _difference(label: str, before: int, after: int) -> Difference:
    hours = _("%(count)s uur")
    less, more = _("%(count)s uur minder"), _("%(count)s uur meer")
    change = (less if after < before else more) % {"count": abs(after - before)}
    return Difference(
        label,
        hours % {"count": before},
        hours % {"count": after},
        change if after != before else "",
        after < before if after != before else None,
    )


def _finish_difference(before: date | None, after: date | None) -> Difference:
    label = _("Klaar op")
    was, becomes = (date_format(day, "j F Y") if day else "–" for day in (before, after))
    if before is None or after is None or before == after:
        return Difference(label, was, becomes)
    return Difference(label, was, becomes, _sooner((after - before).days), after < before)


def _sooner(days: int) -> str:
    weeks, count = divmod(abs(days), 7)
    if weeks:
        count = weeks
        later = ngettext("%(count)s week later", "%(count)s weken later", count)
        sooner = ngettext("%(count)s week eerder", "%(count)s weken eerder", count)
    else:
        later = ngettext("%(count)s dag later", "%(count)s dagen later", count)
        sooner = ngettext("%(count)s dag eerder", "%(count)s dagen eerder", count)
    return (later if days > 0 else sooner) % {"count": count}


def _units(comparison: Comparison) -> str:
    words = {
        Change.NEW: _("%(count)s erbij"),
        Change.GONE: _("%(count)s eraf"),
        Change.MOVED: _("%(count)s verschoven"),
        Change.PAUSED: _("%(count)s wacht"),
    }
    counts = ((word, comparison.count(change)) for change, word in words.items())
    return ", ".join(word % {"count": count} for word, count in counts if count)


def _bar(card: Card) -> PlanBar:
    return PlanBar(
        title=card.title,
        first=card.period.first,
        last=card.period.last or card.period.first,
        kind=card.kind,
        detail=card.form_word,
        url=f"#{card.code}",
    )


def _heaviest_week(months: Iterable[Month], wishes: Wishes, own: bool) -> DrawnWeek:
    """Return the next heaviest week with everything in it; without a programme, any week."""
    coming = [week for month in months for week in month.weeks if not week.past]
    with_sessions = [week for week in coming if week.sessions]
    week = max(with_sessions or coming, key=lambda one: one.hours, default=None)
    sessions = week.sessions if week else ()
    return DrawnWeek(week, (*map(_session, sessions), *_taken(wishes, week, own)))


def _session(session: Session) -> WeekItem:
    slot = session.slot
    return WeekItem(int(slot.day), slot.start, slot.end, "session", session.card.title)


def _taken(wishes: Wishes, week: Week | None, own: bool) -> Iterator[WeekItem]:
    for block in wishes.blocks:
        if week and block.period and not block.period.overlaps(Period(week.first, week.last)):
            continue
        if week and not block.weeks.holds(week.first):
            continue
        kind, label = (block.kind.value, block.label) if own else ("other", "")
        yield WeekItem(int(block.slot.day), block.slot.start, block.slot.end, kind, label)


def _wishes(conflict: Conflict, own: bool) -> tuple[Wish, ...]:
    return tuple(Wish(wish if own else discreet(wish), _anchor(wish)) for wish in conflict.wishes)


def _anchor(wish: Finding) -> str:
    name = wish.code.removeprefix("programme.wish-")
    if name == wish.code:
        return ""
    return next((place for part, place in FIELDS.items() if part in name), "")


def discreet(wish: Finding) -> Finding:
    """Return a wish without why a part of the week is taken."""
    private = wish.code.startswith("programme.wish-block")
    return Finding.of("programme.wish-taken") if private else wish


def _fitting(programme: Programme, cards: Cards) -> tuple[Finding, ...]:
    if programme.status in WITH_UNITS:
        return ()
    told = ("programme.unit-too-heavy", "programme.hours-enough")
    return tuple(cards.titled(one) for one in programme.findings if one.code in told)


def _saving(programme: Programme, gap: Gap | None, cards: Cards) -> Saving:
    shown = (*gap.validated, *gap.partly) if gap else ()
    return Saving(
        hours=max(0, programme.full_route_hours - programme.hours),
        full_route=programme.full_route_hours,
        rests_on=tuple(cards.reason(code) for code in shown),
    )
