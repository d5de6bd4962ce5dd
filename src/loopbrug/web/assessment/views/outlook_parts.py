"""The forecast as the pictures and tables of the page take it: roles in words, hours, percents."""

from collections.abc import Iterator

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loopbrug.core.assessment.forecast import Forecast, Gain, MonthForecast
from loopbrug.core.assessment.model import Part
from loopbrug.core.assessment.region_load import RegionAssessment
from loopbrug.core.assessment.role_load import RoleLoad, groups_of
from loopbrug.web.assessment.facts.outlook import Answer
from loopbrug.web.assessment.papers.telling import in_language, word
from loopbrug.web.ui.parts import Chance, Difference, LoadBar

HOURS = 1.5
"""A block takes an hour and a half."""
_ROLES = {
    Part.INSTITUTE: gettext_lazy("Assessoren van de opleiding"),
    Part.GUIDE: gettext_lazy("Begeleiders"),
    Part.ROOM: gettext_lazy("Ruimtes voor gesprekken"),
    Part.SCHOOL: gettext_lazy("Klassen voor een proefles"),
}
_SMALL = 0.005

Panel = tuple[str, str, list[LoadBar]]
"""Key, title, and the months of one role."""


def panels(found: Forecast, region: RegionAssessment) -> list[Panel]:
    """Return a picture for each role, in the order of the table."""
    return [
        (f"load-{number}", title, [_bar(month, load) for month, load in loads])
        for number, (title, loads) in enumerate(_by_role(found, region), 1)
    ]


def load_table(found: Forecast, region: RegionAssessment) -> tuple[list[str], list[list[str]]]:
    """Return heads and rows: each role with, per month, the hours asked of the hours there are."""
    headers = [_("Wie"), *(_short(month) for month in found.months)]
    rows = [
        [title, *(_hours_of(load) for _month, load in loads)]
        for title, loads in _by_role(found, region)
    ]
    return headers, rows


def chances(found: Forecast) -> list[Chance]:
    """Return the chance of each month, with how far the replays lie apart."""
    return [
        Chance(_short(month), month.on_time, month.low, month.high, _share_text(month))
        for month in found.months
    ]


def share_rows(found: Forecast) -> list[list[str]]:
    """Return per month: who is expected, the chance, the worst and the best replay."""
    return [
        [_long(month), f"{month.cases:.0f}", _percent(month.on_time),
         _("%(low)s tot %(high)s") % {"low": _percent(month.low), "high": _percent(month.high)}
         if month.low is not None else "–"]
        for month in found.months
    ]  # fmt: skip


def differences(answer: Answer, region: RegionAssessment) -> list[Difference]:
    """Return what a change does: to the chance by month, and to the role that has more or less."""
    if answer.then is None:
        return []
    by_month = {gain.month: gain for gain in answer.gains}
    rows = [
        _chance_row(one, other, by_month[one.month])
        for one, other in zip(answer.now.months, answer.then.months, strict=True)
        if one.month in by_month
    ]
    return [*rows, *_load_rows(answer.now, answer.then, region)]


def _chance_row(before: MonthForecast, after: MonthForecast, gain: Gain) -> Difference:
    same = abs(gain.mean) < _SMALL and abs(gain.low) < _SMALL and abs(gain.high) < _SMALL
    text = _("%(mean)s procentpunt (per keer nagespeeld: %(low)s tot %(high)s)") % {
        "mean": _signed(gain.mean), "low": _signed(gain.low), "high": _signed(gain.high),
    }  # fmt: skip
    better = None if abs(gain.mean) < _SMALL else gain.mean > 0
    label = _("Kans in %(month)s") % {"month": _long(before)}
    return Difference(
        label, _percent(before.on_time), _percent(after.on_time), "" if same else text, better
    )


def _load_rows(now: Forecast, then: Forecast, region: RegionAssessment) -> Iterator[Difference]:
    before, after = _by_role(now, region), _by_role(then, region)
    for (title, ones), (_same, others) in zip(before, after, strict=True):
        for (month, one), (_month, other) in zip(ones, others, strict=True):
            if one.free != other.free:
                change = _("%(hours)s uur") % {"hours": _more(HOURS * (other.free - one.free))}
                label = _("%(who)s in %(month)s") % {"who": title, "month": _long(month)}
                better = other.free > one.free
                yield Difference(label, _hours_of(one), _hours_of(other), change, better)


def _by_role(
    found: Forecast, region: RegionAssessment
) -> list[tuple[str, list[tuple[MonthForecast, RoleLoad]]]]:
    """Return every role with its months; subjects of which nothing is asked are left out."""
    titles = {group.code: in_language(group.title) for group in region.groups}
    groups = groups_of(region)
    return [
        (
            _role(load, titles, groups),
            [(month, month.loads[place]) for month in found.months],
        )
        for place, load in enumerate(found.months[0].loads)
        if not load.group or any(_asks(month.loads[place]) for month in found.months)
    ]


def _asks(load: RoleLoad) -> bool:
    return bool(load.asked or load.taken)


def _role(load: RoleLoad, titles: dict[str, str], groups: dict[str, tuple[str, ...]]) -> str:
    if load.part is not Part.FIELD:
        return str(_ROLES[load.part])
    group = titles.get(load.group) or word(groups[load.group], "subjects")
    return _("Werkveld: %(group)s") % {"group": group}


def _bar(month: MonthForecast, load: RoleLoad) -> LoadBar:
    return LoadBar(
        _short(month), HOURS * load.taken, HOURS * load.asked, HOURS * load.free, _hours_of(load)
    )


def _hours_of(load: RoleLoad) -> str:
    values = {
        "asked": round(HOURS * (load.asked + load.taken)),
        "free": round(HOURS * load.free),
        "percent": round(100 * load.use),
    }
    return _("%(asked)s van %(free)s uur (%(percent)s%%)") % values


def _share_text(month: MonthForecast) -> str:
    if month.low is None:
        return "–"
    return _("%(share)s, tussen %(low)s en %(high)s") % {
        "share": _percent(month.on_time), "low": _percent(month.low), "high": _percent(month.high),
    }  # fmt: skip


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f}%"


def _signed(share: float) -> str:
    points = round(100 * share)
    return f"{points:+d}" if points else "0"


def _more(hours: float) -> str:
    rounded = round(hours, 1)
    text = number_format(abs(rounded), 0 if rounded == int(rounded) else 1)
    return f"+{text}" if rounded > 0 else f"-{text}"


def _short(month: MonthForecast) -> str:
    return str(MONTHS_3[month.month.month])


def _long(month: MonthForecast) -> str:
    return f"{MONTHS[month.month.month]} {month.month.year}"
