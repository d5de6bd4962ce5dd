"""The components only Loopbrug has: the bridge, whose turn it is, week, programme, outcomes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django import template
from django.template.loader import render_to_string
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from loopbrug.web.ui.geometry import FIRST_HOUR, LAST_HOUR, half_hours, month_starts, percent
from loopbrug.web.ui.parts import Difference, OutcomeLine, PlanBar, Span, Text, WeekItem
from loopbrug.web.ui.statuses import Look, look_of

register = template.Library()

BEFORE, AFTER = _("Nu"), _("Nieuw")
KINDS: dict[str, Promise] = {
    "work": _("Werk"),
    "class": _("Voor de klas"),
    "care": _("Zorg"),
    "other": _("Bezet"),
    "travel": _("Reistijd"),
    "session": _("Les van de opleiding"),
    "study": _("Zelfstudie"),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A week item with its word and its place in the drawn day."""

    item: WeekItem
    word: Promise
    begins: int
    length: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A part of a drawing: where it starts, how wide it is, and what it shows."""

    start: str
    width: str
    shows: object


@register.inclusion_tag("ui/components/bridge.html")
def bridge(
    spans: Sequence[Span], label: Text = "", level: int = 3, pin: Text = ""
) -> dict[str, object]:
    """Show the way across: a bridge when wide, a gangway when narrow, a list to the ear.

    ``pin`` ("you are here") stands at the first span that is going on: nobody is in two places.
    """
    looked = [(span, look_of(span.state)) for span in spans]
    here = next((span for span in spans if span.state == "now"), None)
    return {
        "spans": looked,
        "label": label,
        "level": level,
        "pin": pin or _("Je bent hier"),
        "here": here,
    }


@register.simple_block_tag
def now_panel(
    content: str,
    turn: Text,
    action: Text,
    *,
    mine: bool = True,
    by: date | None = None,
    days_left: int | None = None,
    clock: str = "on-time",
) -> SafeString:
    """Show whose ``turn`` it is and the one next ``action``, with the clock.

    ``mine`` says that the reader has the turn. ``by`` is the promised day, ``days_left`` may be
    negative, ``clock`` is on-time, soon, late or paused. ``content`` holds text and buttons.
    """
    return render_to_string(
        "ui/components/now_panel.html",
        {
            "content": content, "turn": turn, "action": action, "mine": mine, "by": by,
            "days_left": days_left, "days_over": -(days_left or 0), "clock": clock,
        },
    )  # fmt: skip


@register.inclusion_tag("ui/components/week_grid.html")
def week_grid(items: Sequence[WeekItem], caption: Text, level: int = 3) -> dict[str, object]:
    """Show a week: a calendar on a wide page, a list of days on a narrow one."""
    days = [
        (WEEKDAYS[day], [_placed(item) for item in _in_order(items) if item.day == day])
        for day in range(7)
    ]
    hours = [f"{hour}:00" for hour in range(FIRST_HOUR, LAST_HOUR + 1, 2)]
    return {"days": days, "caption": caption, "hours": hours, "level": level}


@register.inclusion_tag("ui/components/programme_timeline.html")
def programme_timeline(
    bars: Sequence[PlanBar], caption: Text, today: date | None = None
) -> dict[str, object]:
    """Show units through the months, and the same as a table."""
    first = min((bar.first for bar in bars), default=date.min)
    last = max((bar.last for bar in bars), default=date.min)
    days = (last - first).days + 1
    months = [Drawn(percent((m - first).days, days), "", m) for m in month_starts(first, last)]
    here = percent((today - first).days, days) if today and first <= today <= last else ""
    return {
        "caption": caption, "months": months[:: 1 + len(months) // 13], "here": here,
        "today": today,
        "bars": [
            Drawn(percent((b.first - first).days, days),
                  percent((b.last - b.first).days + 1, days), b)
            for b in bars
        ],
    }  # fmt: skip


@register.inclusion_tag("ui/components/outcome_matrix.html")
def outcome_matrix(lines: Sequence[OutcomeLine], caption: Text) -> dict[str, object]:
    """Show outcomes by area, each with its state and the reason, under a tally of states."""
    areas = [
        (area, [(line, look_of(line.state)) for line in group])
        for area, group in groupby(lines, key=lambda line: line.area)
    ]
    return {"areas": areas, "tally": list(_tally(lines)), "caption": caption}


@register.inclusion_tag("ui/components/compare.html")
def compare(
    rows: Sequence[Difference], caption: Text, before: Text = BEFORE, after: Text = AFTER
) -> dict[str, object]:
    """Show two plans side by side with, in words, what changes."""
    return {"rows": rows, "caption": caption, "before": before, "after": after}


def _in_order(items: Sequence[WeekItem]) -> list[WeekItem]:
    return sorted(items, key=lambda item: (item.day, item.start, item.end))


def _placed(item: WeekItem) -> Placed:
    return Placed(item, KINDS[item.kind], *half_hours(item.start, item.end))


def _tally(lines: Sequence[OutcomeLine]) -> Iterator[tuple[str, Look, int, Drawn]]:
    counts, before = Counter(line.state for line in lines), 0
    for state in ("validated", "partly", "judging", "missing"):
        if count := counts[state]:
            drawn = Drawn(percent(before, len(lines)), percent(count, len(lines)), count)
            yield state, look_of(state), count, drawn
            before += count
