"""The bridge in a terminal: routes, gap, programme and dates, each with its because."""

from datetime import date

from rich.console import Console
from rich.text import Text

from loopbrug.cli.page import Page
from loopbrug.cli.show_programme import show_programme
from loopbrug.core.bridge.model import Bridge, Dossier, Region
from loopbrug.core.orientation.model import Orientation, RouteJudgement, RouteStatus
from loopbrug.core.outcomes.model import Framework, Gap, Outcome
from loopbrug.core.terms.finding import Finding

_STYLES = {
    RouteStatus.OPEN: "bold green",
    RouteStatus.CONDITIONAL: "bold yellow",
    RouteStatus.CLOSED: "dim",
}
_MARKS = {"validated": ("●", "green"), "partly": ("◐", "yellow"), "missing": ("○", "bold")}


def show_bridge(
    console: Console, dossier: Dossier, bridge: Bridge, region: Region, language: str
) -> None:
    """Print the whole bridge."""
    page = Page(console, language)
    show_routes(console, dossier, bridge.orientation, bridge.day, language, notes=False)
    if bridge.qualification and bridge.gap:
        title = bridge.qualification.title.text(language)
        _gap(page, bridge.gap, region.framework, title)
    if bridge.programme:
        show_programme(page, bridge.programme, region)
    _dates(page, bridge)
    _notes(page, bridge.findings)


def show_routes(
    console: Console,
    dossier: Dossier,
    found: Orientation,
    day: date,
    language: str,
    *,
    notes: bool = True,
) -> None:
    """Print who this is and every route with its reasons: open ones first."""
    page = Page(console, language)
    page.title(" · ".join(part for part in (dossier.name, dossier.code) if part))
    page.line(page.says("cli.as-of", day=day), "dim")
    page.line(page.says("cli.profile", profile=found.profile.value))
    page.heading("cli.title-routes")
    order = list(RouteStatus)
    for route in sorted(found.routes, key=lambda each: order.index(each.status)):
        _route(page, route)
    if notes:
        _notes(page, (*dossier.findings, *found.findings))


def _route(page: Page, route: RouteJudgement) -> None:
    head = Text()
    head.append(f"{page.word('route_status', route.status.value)}  ", _STYLES[route.status])
    head.append(route.code, "bold")
    length = page.says("cli.months", least=route.months_min, most=route.months_max)
    paid = page.says("cli.paid" if route.paid else "cli.unpaid")
    decides = page.says("cli.decides", decided_by=route.decided_by.value)
    head.append(f"  {length}, {paid}, {decides}", "dim")
    page.console.print(head)
    for finding in (*route.findings, *route.opens):
        page.point(page.told(finding))
    if route.status is RouteStatus.CLOSED and route.nearest:
        page.point(page.says("cli.nearest", routes=route.nearest), "→")
    else:
        page.point(page.told(route.next_step), "→")


def _gap(page: Page, gap: Gap, framework: Framework, title: str) -> None:
    """Print the outcomes by area: a mark for each, and the codes that are still to do."""
    page.heading("cli.title-gap", qualification=title)
    verdicts = {code: verdict for verdict in _MARKS for code in getattr(gap, verdict)}
    table = page.table("cli.area", "cli.marks", "cli.partly", "cli.missing")
    for area in framework.areas:
        inside = [o for o in framework.outcomes if o.area == area.code and o.code in verdicts]
        if inside:
            table.add_row(area.title.text(page.language), *_area(inside, verdicts))
    page.console.print(table)
    counts = {verdict: len(getattr(gap, verdict)) for verdict in _MARKS}
    page.line(page.says("cli.gap-counts", total=len(verdicts), **counts))


def _area(outcomes: list[Outcome], verdicts: dict[str, str]) -> tuple[Text, str, str]:
    marks = Text()
    for outcome in outcomes:
        mark, style = _MARKS[verdicts[outcome.code]]
        marks.append(mark, style)
    partly, missing = (
        " ".join(each.code for each in outcomes if verdicts[each.code] == verdict)
        for verdict in ("partly", "missing")
    )
    return marks, partly, missing


def _dates(page: Page, bridge: Bridge) -> None:
    page.heading("cli.title-dates")
    for each in bridge.dates:
        page.point(page.told(each.why))


def _notes(page: Page, findings: tuple[Finding, ...]) -> None:
    if not findings:
        return
    page.heading("cli.title-notes")
    for finding in findings:
        page.point(page.told(finding), "!")
