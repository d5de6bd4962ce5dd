"""``loopbrug assess forecast``: figures for people and for programs, and clear refusals."""

import json
from typing import Any

import pytest

from loopbrug.cli.main import main

SHORT = ("assess", "forecast", "--months", "1", "--runs", "1", "--from", "2027-05")


@pytest.fixture(autouse=True)
def dutch_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")


def told(capsys: pytest.CaptureFixture[str], *more: str) -> Any:
    assert main([*SHORT, "--json", *more]) == 0
    return json.loads(capsys.readouterr().out)


def test_forecast_prints_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "--region", "demo", "--seed", "1")
    assert (found["region"], found["seed"], found["runs"], found["goal_days"]) == ("demo", 1, 1, 35)
    (month,) = found["months"]
    assert month["month"] == "2027-05"
    assert 0 <= month["low"] <= month["on_time_share"] <= month["high"] <= 1
    assert {load["part"] for load in month["loads"]} == {
        "institute", "field", "guide", "room", "school",
    }  # fmt: skip
    assert all(each["grade"] in {"A", "B", "C", "D"} for each in found["assumptions"])
    assert "changed" not in found


def test_extra_day_stands_beside_the_present(capsys: pytest.CaptureFixture[str]) -> None:
    day = "field:vo:wiskunde:2027-05-12"
    found = told(capsys, "--extra", day, "--less", "f-meerpaal-1")
    changed = found["changed"]
    assert (changed["extra"], changed["less"]) == ([day], ["f-meerpaal-1"])
    assert changed["difference"][0]["month"] == "2027-05"
    science = [
        next(load for load in months[0]["loads"] if load["group"] == "science")
        for months in (found["months"], changed["months"])
    ]
    assert science[1]["capacity_hours"] < science[0]["capacity_hours"]
    assert science[1]["asked_hours"] == science[0]["asked_hours"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Binnen vijf weken", "Het krapst zijn de", "bewijs D", "mei 2027")),
        ("en", ("Within five weeks", "Tightest are the", "evidence D", "May 2027")),
    ],
)
def test_forecast_tells_people(
    language: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*SHORT, "--lang", language, "--extra", "a-brug-1:2027-05-12"]) == 0
    text = capsys.readouterr().out
    assert all(word in text for word in words)


def test_everything_wrong_with_a_change_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SHORT, "--extra", "field:vo:frans:2027-05-15", "--less", "piet"]) == 2
    said = capsys.readouterr().err
    assert "er kloppen 3 dingen niet" in said
    assert "Niemand uit het werkveld in deze regio beoordeelt Frans" in said
    assert "15 mei 2027 valt in het weekend" in said
    assert "“piet” kennen we niet" in said


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--seed", "x"), "'x' kan niet"),
        (("--months", "13"), "van 1 tot en met 12"),
        (("--from", "mei"), "'mei' is geen maand; schrijf een maand als 2027-05"),
        (("--extra", "iemand"), "is geen extra dag"),
    ],
)
def test_odd_options_are_refused_in_a_sentence(
    options: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["assess", "forecast", *options])
    assert left.value.code == 2
    assert sentence in " ".join(capsys.readouterr().err.split())


def test_month_that_is_over_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", "forecast", "--from", "2026-12"]) == 2
    assert "Deze maand is al voorbij" in capsys.readouterr().err
