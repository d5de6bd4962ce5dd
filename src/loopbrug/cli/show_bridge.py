"""The bridge in a terminal: routes, gap, programme and dates, each with its because."""

from datetime import date

from rich.console import Console
from rich.text import Text

from loopbrug.cli.page import Page
from loopbrug.cli.show_gap import show_gap
from loopbrug.cli.show_programme import show_programme
from loopbrug.core.bridge.model import Bridge, Dossier, Region
from loopbrug.core.orientation.model import Orientation, RouteJudgement, RouteStatus
from loopbrug.core.orientation.routes import load_routes
from loopbrug.core.terms.finding import Finding

_STYLES = {
    RouteStatus.OPEN: "bold green",
    RouteStatus.CONDITIONAL: "bold yellow",
    RouteStatus.CLOSED: "dim",
}


def show_bridge(
    console: Console, dossier: Dossier, bridge: Bridge, region: Region, language: str
) -> None:
    """Print the whole bridge."""
    page = Page(console, language)
    show_routes(console, dossier, bridge.orientation, bridge.day, language, notes=False)
    if bridge.qualification and bridge.gap:
        title = bridge.qualification.title.text(language)
        show_gap(page, bridge.gap, region.framework, title)
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
    page.console.print()
    head = Text(page.word("route_status", route.status.value), _STYLES[route.status])
    head.append("  ").append(_name(page, route.code), "bold")
    page.console.print(head)
    page.line(f"  {_facts(page, route)}", "dim")
    for finding in (*route.findings, *route.opens):
        page.point(page.told(finding))
    if route.status is RouteStatus.CLOSED and route.nearest:
        nearest = tuple(_name(page, code) for code in route.nearest)
        page.point(page.says("cli.nearest", routes=nearest), "→")
    else:
        page.point(page.told(route.next_step), "→")


def _name(page: Page, code: str) -> str:
    route = load_routes().get(code)
    return route.name.text(page.language) if route else code


def _facts(page: Page, route: RouteJudgement) -> str:
    """Return the code, usual length, pay and who decides, in one line."""
    paid = page.says("cli.paid" if route.paid else "cli.unpaid")
    decides = page.says("cli.decides", decided_by=route.decided_by.value)
    parts = (route.code, _length(page, route), paid, decides)
    return " · ".join(part for part in parts if part)


def _length(page: Page, route: RouteJudgement) -> str:
    if route.months_max == 0:
        return ""
    if route.months_min == route.months_max:
        return page.says("cli.months-same", months=route.months_min)
    return page.says("cli.months", least=route.months_min, most=route.months_max)


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
