"""The gap in a terminal: a mark for every outcome, by area, and the codes still to do."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from loopbrug.cli.page import Page
from loopbrug.core.outcomes.model import Framework, Gap

_MARKS = {"validated": ("●", "green"), "partly": ("◐", "yellow"), "missing": ("○", "bold")}


@dataclass(frozen=True, slots=True)
class _Area:
    """One area as it is shown: its marks, and the codes that are partly done or missing."""

    title: str
    marks: Text
    partly: str
    missing: str


def show_gap(page: Page, gap: Gap, framework: Framework, title: str) -> None:
    """Print the matrix and the counts; a narrow terminal gets the areas one under the other."""
    page.heading("cli.title-gap", qualification=title)
    areas = list(_areas(page, gap, framework))
    if page.narrow:
        _list(page, areas)
    else:
        _table(page, areas)
    counts = {verdict: len(getattr(gap, verdict)) for verdict in _MARKS}
    page.line(page.says("cli.gap-counts", total=sum(counts.values()), **counts))


def _areas(page: Page, gap: Gap, framework: Framework) -> Iterator[_Area]:
    verdicts = {code: verdict for verdict in _MARKS for code in getattr(gap, verdict)}
    for area in framework.areas:
        codes = [each.code for each in framework.outcomes if each.area == area.code]
        inside = [code for code in codes if code in verdicts]
        if inside:
            marks = Text().join(Text(*_MARKS[verdicts[code]]) for code in inside)
            partly, missing = (
                " ".join(code for code in inside if verdicts[code] == verdict)
                for verdict in ("partly", "missing")
            )
            yield _Area(area.title.text(page.language), marks, partly, missing)


def _table(page: Page, areas: list[_Area]) -> None:
    table = page.table("cli.area", "cli.marks", "cli.partly", "cli.missing")
    for area in areas:
        table.add_row(area.title, area.marks, area.partly, area.missing)
    page.console.print(table)


def _list(page: Page, areas: list[_Area]) -> None:
    for area in areas:
        page.console.print(Text(area.title, "bold"))
        page.console.print(Text("  ").append_text(area.marks))
        for verdict, codes in (("partly", area.partly), ("missing", area.missing)):
            if codes:
                page.point(codes, _MARKS[verdict][0])
