"""How far an application is, from its rows: what happened, what was spent, what was undone."""

from collections.abc import Iterable
from typing import TypeVar

from loopbrug.core.finance.application import Happened, Progress, Stage, standing
from loopbrug.web.finance.queries.applications import Application, ApplicationStep, SpentLine

R = TypeVar("R", ApplicationStep, SpentLine)


def progress_of(row: Application) -> Progress:
    """Return how far an application is: what was undone does not count."""
    return Progress(row.amount, standing([_step(each) for each in row.steps.all()]))


def last_step(row: Application) -> ApplicationStep | None:
    """Return the last step that counts, the only one that can be undone."""
    left = _counting(row.steps.all())
    return left[-1] if left else None


def lines_of(row: Application) -> tuple[SpentLine, ...]:
    """Return the payments that count."""
    return _counting(row.lines.all())


def _counting(rows: Iterable[R]) -> tuple[R, ...]:
    """Return the rows that were not undone, without those that undo."""
    listed = tuple(rows)
    undone = {each.undoes_id for each in listed if each.undoes_id}
    return tuple(each for each in listed if not each.undoes_id and each.pk not in undone)


def _step(row: ApplicationStep) -> tuple[int, Happened, int | None]:
    return row.pk, Happened(Stage(row.stage), row.day, row.amount), row.undoes_id
