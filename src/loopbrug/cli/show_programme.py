"""A programme in a terminal: the units with their dates and because, the proof, the conflicts."""

from rich.text import Text

from loopbrug.cli.page import Page
from loopbrug.core.bridge.model import Region
from loopbrug.core.programme.model import Conflict, PlannedUnit, Programme, Status


def show_programme(page: Page, programme: Programme, region: Region) -> None:
    """Print the programme, or the wishes that exclude each other."""
    page.heading("cli.title-programme")
    if programme.status in {Status.IMPOSSIBLE, Status.UNDECIDED}:
        page.line(page.says(f"cli.{programme.status.value}"), "bold")
        for conflict in programme.conflicts:
            _conflict(page, conflict)
        return
    titles = {unit.code: unit.title.text(page.language) for unit in region.catalogue.units}
    if page.narrow:
        _list(page, programme, titles)
    else:
        _table(page, programme, titles)
    _totals(page, programme)


def _conflict(page: Page, conflict: Conflict) -> None:
    page.line(page.says("cli.conflict" if len(conflict.wishes) > 1 else "cli.obstacle"))
    for wish in conflict.wishes:
        page.point(page.told(wish), "×")


def _table(page: Page, programme: Programme, titles: dict[str, str]) -> None:
    table = page.table("cli.when", "cli.unit", "cli.moment", "cli.hours", "cli.because")
    table.columns[3].justify = "right"
    for unit in programme.units:
        table.add_row(
            _when(page, unit),
            Text(titles[unit.unit]),
            _moment(page, unit),
            str(unit.hours),
            Text(" ".join(unit.closes)),
        )
    page.console.print(table)


def _list(page: Page, programme: Programme, titles: dict[str, str]) -> None:
    """Print the units one under the other, for a narrow terminal."""
    for unit in programme.units:
        page.line(titles[unit.unit], "bold")
        moment = " · ".join(part for part in (_when(page, unit), _moment(page, unit)) if part)
        page.point(moment)
        page.point(page.says("cli.closes", hours=unit.hours, outcomes=unit.closes), "→")


def _when(page: Page, unit: PlannedUnit) -> str:
    last = unit.period.last
    parts = [unit.period.first.isoformat(), last.isoformat() if last else ""]
    return page.says("cli.from-to", first=parts[0], last=parts[1])


def _moment(page: Page, unit: PlannedUnit) -> str:
    if unit.slot is None:
        return page.says("cli.own-pace")
    day = page.word("weekday", unit.slot.day.name.lower())
    return f"{day} {unit.slot.start:%H:%M}–{unit.slot.end:%H:%M}"


def _totals(page: Page, programme: Programme) -> None:
    page.line(page.says("cli.total", hours=programme.hours, peak=programme.peak_week_hours))
    saved = programme.full_route_hours - programme.hours
    if saved > 0:
        full = programme.full_route_hours
        page.line(page.says("cli.saved", saved=saved, full=full), "green")
    if programme.status is Status.PROVED:
        page.line(page.says("cli.proved"), "bold green")
    else:
        page.line(page.says("cli.bound", bound=programme.bound), "yellow")
