"""What was reckoned by hand on paper is what the command says, row by row."""

import json
import re
from contextlib import redirect_stdout
from decimal import Decimal
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from loopbrug.cli.main import main

ROOT = Path(__file__).parents[2]
PAPER = (ROOT / "docs" / "finance-worked-examples.md").read_text("utf-8")
HEAD = re.compile(r"^## P(\d\d):", re.MULTILINE)
ROW = re.compile(r"^\|.*\| (?:€ )?([\d,]+(?:\.\d\d)?) \| `([^`]+)` \|$", re.MULTILINE)
KEYED = re.compile(r"^\|.*\| `[^`]+` \|$", re.MULTILINE)


class Reckoned(NamedTuple):
    """One row of a table on paper."""

    name: str
    key: str
    outcome: Decimal


def reckoned() -> list[Reckoned]:
    parts = HEAD.split(PAPER)[1:]
    return [
        Reckoned(f"p{number}", key, Decimal(outcome.replace(",", "")))
        for number, text in zip(parts[::2], parts[1::2], strict=True)
        for outcome, key in ROW.findall(text)
    ]


@cache
def told(name: str) -> Any:
    """Return what the command says of an example; asked once, looked at often."""
    path = ROOT / "examples" / f"{name}.yaml"
    with redirect_stdout(StringIO()) as printed:
        assert main(["finance", str(path), "--json", "--day", "2026-11-23", "--private"]) == 0
    return json.loads(printed.getvalue())


def at(found: Any, key: str) -> Any:
    """Return the value at a key as "costs[0].amount"; a source of money goes by its name."""
    for part in re.findall(r"[^.\[\]]+", key):
        if isinstance(found, list) and not part.isdigit():
            found = next(each for each in found if each["source"] == part)
        else:
            found = found[int(part) if part.isdigit() else part]
    return found


@pytest.mark.parametrize("row", reckoned(), ids=lambda row: f"{row.name} {row.key}")
def test_paper_and_command_say_the_same(row: Reckoned) -> None:
    assert Decimal(str(at(told(row.name), row.key))) == row.outcome


def test_three_of_the_ten_are_on_paper_and_no_row_is_skipped() -> None:
    assert {row.name for row in reckoned()} == {"p02", "p03", "p10"}
    assert len(reckoned()) == len(KEYED.findall(PAPER))
    assert {"salary.yearly", "employer_cost", "uncovered"} <= {row.key for row in reckoned()}
