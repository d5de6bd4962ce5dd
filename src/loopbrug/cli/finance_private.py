"""The part of a business case that is the candidate's alone: as JSON and in a terminal."""

from collections.abc import Iterator

from loopbrug.cli.finance_form import placement_object
from loopbrug.cli.page import Page
from loopbrug.cli.show_finance import Row, euros, placed, show_rows, show_steps
from loopbrug.cli.trace_form import Object, number, step_object
from loopbrug.core.finance.private import PrivateCase


def private_object(found: PrivateCase, language: str) -> Object:
    """Return the old pay beside the new; amounts are numbers in euros."""
    old = found.old.value
    return {
        "old_yearly": number(old.yearly),
        "old_monthly": number(old.monthly),
        "old_full_time_monthly": number(old.full_time_monthly),
        "gap": number(found.gap),
        "full_time_gap": number(found.full_time_gap),
        "fitting": placement_object(found.fitting.value) if found.fitting else None,
        "trace": [step_object(each, language) for each in found.steps],
    }


def show_private(page: Page, found: PrivateCase) -> None:
    """Print the old pay beside the new, and why."""
    show_rows(page, "cli.title-private", _rows(page, found))
    show_steps(page, found.steps)


def _rows(page: Page, found: PrivateCase) -> Iterator[Row]:
    yield page.says("cli.old-year"), euros(page, found.old.value.yearly)
    yield page.says("cli.gap-year"), euros(page, found.gap)
    if found.fitting:
        name, pays = placed(page, found.fitting.value)
        yield f"{page.says('cli.placed-fitting')}: {name}", pays
