"""The ten examples: valid, proved, and nothing in a programme is superfluous."""

import json
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from loopbrug.cli.main import main
from loopbrug.core.programme.model import Unit
from loopbrug.region.midden import load_region

ROOT = Path(__file__).parents[2]
NAMES = [f"p{number:02}" for number in range(1, 11)]
SCHEMA = json.loads((ROOT / "docs" / "bridge.schema.json").read_text("utf-8"))
REGION = load_region()
UNITS = {unit.code: unit for unit in REGION.catalogue.units}


@cache
def told(name: str) -> Any:
    """Return what the command prints for an example; asked once, looked at often."""
    path = ROOT / "examples" / f"{name}.yaml"
    with redirect_stdout(StringIO()) as printed:
        assert main(["bridge", str(path), "--json", "--day", "2026-11-23", "--lang", "nl"]) == 0
    return json.loads(printed.getvalue())


@pytest.fixture(params=NAMES)
def bridge(request: pytest.FixtureRequest) -> Any:
    return told(request.param)


def open_outcomes(needs: set[str], units: list[Unit]) -> set[str]:
    """Return the needed outcomes that these units do not teach."""
    return needs - {code for unit in units for code, _ in unit.covers}


def test_example_fits_the_published_schema(bridge: Any) -> None:
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=checker).validate(bridge)


def test_example_is_proved_and_saves_hours(bridge: Any) -> None:
    programme = bridge["programme"]
    assert programme["proved"] is True
    assert programme["status"] == "proved"
    assert programme["hours"] == programme["bound"]
    assert programme["hours"] < programme["full_route_hours"]


def test_example_has_no_superfluous_unit(bridge: Any) -> None:
    needs = set(bridge["gap"]["partly"]) | set(bridge["gap"]["missing"])
    units = [UNITS[unit["code"]] for unit in bridge["programme"]["units"]]
    assert open_outcomes(needs, units) == set()
    for place in range(len(units)):
        assert open_outcomes(needs, units[:place] + units[place + 1 :])


def test_example_closes_every_need_once(bridge: Any) -> None:
    closed = [code for unit in bridge["programme"]["units"] for code in unit["closes"]]
    assert sorted(closed) == sorted(bridge["gap"]["partly"] + bridge["gap"]["missing"])


def test_example_stays_within_the_weeks_of_the_candidate(bridge: Any) -> None:
    days_off = {"P01": "wed", "P05": "mon", "P06": "mon", "P09": "thu"}
    for unit in bridge["programme"]["units"]:
        assert unit["start"] <= unit["end"] <= bridge["programme"]["finish"]
        assert unit["slot"] is None or unit["slot"]["day"] != days_off.get(bridge["code"])


def test_example_promises_a_day_within_five_weeks(bridge: Any) -> None:
    dates = {each["code"] for each in bridge["dates"]}
    assert {"bridge.date-promise", "bridge.date-start", "bridge.date-finish"} <= dates
    assert [each["day"] for each in bridge["dates"]] == sorted(
        each["day"] for each in bridge["dates"]
    )


def test_examples_tell_the_stories_of_the_personas() -> None:
    bridges = [told(name) for name in NAMES]
    profiles = sorted(found["profile"] for found in bridges)
    assert profiles.count("work-to-work") == 5
    assert profiles.count("unqualified") == 3
    assert profiles.count("second-qualification") == 2
    vmbo = {route["code"]: route["status"] for route in told("p07")["routes"]}
    assert vmbo["second-career-vmbo-profile"] == "conditional"
    assert vmbo["second-career-second-degree"] == "closed"
