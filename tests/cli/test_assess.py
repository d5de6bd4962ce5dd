"""``loopbrug assess simulate``: figures for people and for programs, and clear refusals."""

import json
from typing import Any

import pytest

from loopbrug.cli.main import main

SHORT = ("assess", "simulate", "--months", "1", "--moves", "20")
KEYS = {
    "cases", "on_time_share", "median_days", "p95_days", "moved_promises", "bound_on_time_share",
    "median_days_by_profile", "notice_working_days", "seed", "region", "months", "first_day",
    "goal_days", "use", "promises_endangered_by_illness", "promises_broken_by_illness",
}  # fmt: skip


@pytest.fixture(autouse=True)
def dutch_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")


def told(capsys: pytest.CaptureFixture[str], *more: str) -> Any:
    assert main([*SHORT, "--json", *more]) == 0
    return json.loads(capsys.readouterr().out)


def test_simulate_prints_one_object_with_every_key(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "--region", "demo", "--seed", "1")
    assert set(found) == KEYS
    assert (found["seed"], found["notice_working_days"], found["goal_days"]) == (1, 5, 35)
    assert found["moved_promises"] == 0
    assert 0 < found["on_time_share"] <= found["bound_on_time_share"] <= 1
    assert set(found["median_days_by_profile"]) <= {
        "work-to-work", "unqualified", "second-qualification",
    }  # fmt: skip


def test_simulate_is_the_same_for_the_same_seed(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "--seed", "3") == told(capsys, "--seed", "3")
    assert told(capsys, "--seed", "3") != told(capsys, "--seed", "4")


def test_nobody_falls_ill_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "--no-illness", "--months", "2")
    assert found["promises_endangered_by_illness"] == found["promises_broken_by_illness"] == 0
    assert told(capsys, "--months", "2")["promises_endangered_by_illness"] > 0


def test_notice_is_told_back(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "--notice", "3")
    assert found["notice_working_days"] == 3


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Klaar binnen 35 dagen", "van werk naar werk", "bewijs C", "Bezet: begeleiders")),
        ("en", ("Done within 35 days", "from job to job", "evidence C", "In use: guides")),
    ],
)
def test_simulate_tells_people(
    language: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*SHORT, "--lang", language]) == 0
    text = capsys.readouterr().out
    assert all(word in text for word in words)


@pytest.mark.parametrize("columns", ["30", "60", "200"])
def test_simulate_fits_any_terminal(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert main([*SHORT]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line.rstrip()) for line in lines) <= int(columns)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--months", "0"), "'0' kan niet; schrijf een heel getal van 1 tot en met 24"),
        (("--months", "25"), "van 1 tot en met 24"),
        (("--months", "veel"), "'veel' kan niet"),
        (("--seed", "-1"), "'-1' kan niet"),
        (("--seed", "9" * 5000), "kan niet"),
        (("--moves", "1.5"), "'1.5' kan niet"),
        (("--notice", "²"), "van 0 tot en met 20"),
        (("--region", "zuid"), "de regio 'zuid' kennen we niet; kies uit demo en midden"),
    ],
)
def test_bad_option_gets_one_clear_sentence(
    options: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["assess", "simulate", *options])
    assert left.value.code == 2
    assert sentence in capsys.readouterr().err


def test_assess_without_a_word_names_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["assess"])
    assert "simulate" in capsys.readouterr().err
