"""Samples as a page shows them: each drawn line with what checking it brought."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loopbrug.web.finance.facts.accounts import Accounted, last_checks
from loopbrug.web.finance.queries.applications import SampleCheck, SampleDraw, SpentLine
from loopbrug.web.pathway.queries import Dossier


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line to check; ``gone`` when it was taken away after it was drawn."""

    key: int
    line: SpentLine | None
    dossier: Dossier | None
    check: SampleCheck | None


@dataclass(frozen=True, slots=True)
class DrawRow:
    """A sample with its lines, and how many were checked."""

    row: SampleDraw
    lines: tuple[DrawnLine, ...]

    @property
    def checked(self) -> int:
        """How many lines were checked."""
        return sum(one.check is not None for one in self.lines)

    @property
    def wrong(self) -> int:
        """How many lines are wrong."""
        return sum(one.check is not None and not one.check.right for one in self.lines)


def draw_rows(draws: Iterable[SampleDraw], told: Sequence[Accounted]) -> tuple[DrawRow, ...]:
    """Return samples with the lines they drew."""
    lines = {line.pk: (line, one.row.dossier) for one in told for line in one.lines}
    return tuple(_row(draw, lines) for draw in draws)


def _row(draw: SampleDraw, lines: dict[int, tuple[SpentLine, Dossier]]) -> DrawRow:
    checks = last_checks(draw)
    found = []
    for key in draw.drawn:
        line, dossier = lines.get(key, (None, None))
        found.append(DrawnLine(key, line, dossier, checks.get(key)))
    return DrawRow(draw, tuple(found))
