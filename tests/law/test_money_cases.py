"""Every case about money in ``geld-*.yaml``: on this day, with these facts, the rule says this."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.law.money_rules import RULES

HERE = Path(__file__).parent
TODAY = date(2026, 11, 23)
CORRECTED = range(1, 9)
"""Rows of the table of common mistakes: scale names, desk, day of 25,000, Ufo, resignation,
grants that are not for entrants, three rules on unemployment, amounts somebody made up."""
MOST_APART = Decimal("0.005")
Case = Mapping[str, Any]


def cases() -> list[Case]:
    return [
        case
        for path in sorted(HERE.glob("geld-*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def parametrised() -> Iterator[Any]:
    for case in cases():
        yield pytest.param(case, id=case["case"])


def same(found: Any, wanted: Any) -> bool:
    """Return whether an answer is what a lawyer wrote down: to the cent, or in a range."""
    if isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(same, found, wanted))
    if isinstance(wanted, dict):
        return bool(Decimal(str(wanted["from"])) <= found <= Decimal(str(wanted["to"])))
    if isinstance(found, Decimal) and isinstance(wanted, int | float):
        return abs(found - Decimal(str(wanted))) < MOST_APART
    return bool(found == wanted)


def codes(found: Any) -> set[str]:
    return {code.split(".", 1)[-1] for code in found}


@pytest.mark.parametrize("case", tuple(parametrised()))
def test_case_is_as_the_rule_says(case: Case) -> None:
    expected = dict(case["expected"])
    answer = RULES[case["rule"]](case.get("given", {}), case.get("day", TODAY))
    assert set(expected.pop("findings", ())) <= codes(answer.get("findings", ()))
    assert not set(expected.pop("absent", ())) & codes(answer.get("findings", ()))
    for name in expected.pop("without", ()):
        assert name not in answer["kinds"]
    for name in expected.pop("with", ()):
        assert name in answer["kinds"]
    for name, wanted in expected.items():
        assert same(answer[name], wanted), f"{name}: {answer[name]} and not {wanted}"


def test_every_case_names_its_source() -> None:
    assert [case["case"] for case in cases() if not case.get("source")] == []


def test_every_common_mistake_has_its_cases() -> None:
    assert {case["mistake"] for case in cases() if "mistake" in case} == set(CORRECTED)


def test_no_two_cases_are_called_the_same() -> None:
    names = [case["case"] for case in cases()]
    assert sorted(names) == sorted(set(names))


def test_cases_are_enough_to_read_the_money_by() -> None:
    assert len(cases()) >= 60
