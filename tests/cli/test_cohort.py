"""``loopbrug programme cohort``: figures for people and for programs, and clear refusals."""

import json
from typing import Any

import pytest

from loopbrug.cli.main import main
from loopbrug.cli.show_cohort import reason_in
from loopbrug.core.programme.cohort.model import Unplaced
from loopbrug.core.programme.model import Conflict
from loopbrug.core.terms.finding import Finding

SHORT = ("programme", "cohort", "--demo", "--candidates", "3")
ASKED_FOR = {"objective", "bound", "gap", "seconds", "unplanned", "teams"}


@pytest.fixture(autouse=True)
def dutch_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("LOOPBRUG_COMPUTE", raising=False)


def told(capsys: pytest.CaptureFixture[str], *more: str) -> Any:
    assert main([*SHORT, "--json", *more]) == 0
    return json.loads(capsys.readouterr().out)


def test_one_object_with_every_key(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys)
    assert set(found) >= ASKED_FOR
    assert 0 < found["bound"] <= found["objective"]
    assert 0 <= found["gap"] <= 1
    assert found["planned"] + len(found["unplanned"]) == found["candidates"] == 3
    assert all(each["reason"] and each["candidate"] for each in found["unplanned"])


def test_more_workers_and_more_regions_give_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    one, two = (told(capsys, "--workers", n, "--seed", "4") for n in ("1", "2"))
    for found in (one, two):
        del found["seconds"], found["workers"]
    assert one == two
    nation = told(capsys, "--regions", "2", "--compute", "serial", "--seed", "4")
    assert nation["candidates"] == 6
    assert nation["regions"] == 2
    assert nation["objective"] > one["objective"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Samen gepland", "Met een programma", "Hoogstens boven het beste")),
        ("en", ("Planned together", "With a programme", "At most above the best")),
    ],
)
def test_a_page_for_people(
    capsys: pytest.CaptureFixture[str], language: str, words: tuple[str, ...]
) -> None:
    assert main([*SHORT, "--lang", language]) == 0
    page = capsys.readouterr().out
    assert all(word in page for word in words)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--candidates", "0"), "'0' kan niet; schrijf een heel getal van 1 tot en met 2000"),
        (("--regions", "veel"), "'veel' kan niet"),
        (("--workers", "65"), "van 1 tot en met 64"),
    ],
)
def test_numbers_that_cannot_be(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([*SHORT, *arguments])
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("regions", ["1", "2"])
def test_a_place_to_compute_that_is_none(
    capsys: pytest.CaptureFixture[str], regions: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOOPBRUG_COMPUTE", "abacus")
    assert main([*SHORT, "--regions", regions]) == 2
    assert "Rekenen op 'abacus' kan niet" in capsys.readouterr().err


def test_without_a_source_there_is_nobody_to_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["programme", "cohort"]) == 2
    assert "Met --demo trekken we verzonnen kandidaten" in capsys.readouterr().err


def test_a_reason_is_a_sentence_with_the_wishes_that_exclude_each_other() -> None:
    wishes = (Finding.of("programme.wish-travel", minutes=30), Finding.of("programme.wish-online"))
    alone = Finding.of("programme.cohort-alone", "K0001", member="K0001")
    both = reason_in(Unplaced("K0001", alone, (Conflict(wishes),)), "en")
    assert "These exclude each other: at most 30 minutes of travel; " in both
    one = reason_in(Unplaced("K0001", alone, (Conflict(wishes[:1]),)), "nl")
    assert "Dit staat in de weg: " in one
    assert reason_in(Unplaced("K0001", alone), "en").endswith(".")
