"""``loopbrug framework``: out as CASE, in again, and clear about what is wrong."""

import json
from pathlib import Path

import pytest

from loopbrug.cli.main import main


@pytest.fixture(autouse=True)
def dutch_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")


def test_export_and_validate_meet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "raamwerk.json"
    assert main(["framework", "export", str(path)]) == 0
    assert main(["framework", "validate", str(path)]) == 0
    assert "In orde: Raamwerk leeruitkomsten" in capsys.readouterr().out


def test_export_goes_to_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["framework", "export"]) == 0
    first = capsys.readouterr().out
    assert main(["framework", "export", "-"]) == 0
    assert capsys.readouterr().out == first
    assert set(json.loads(first)) >= {"CFDocument", "CFItems", "CFAssociations"}


def test_export_does_not_overwrite_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "raamwerk.json"
    path.write_text("mijn werk", "utf-8")
    assert main(["framework", "export", str(path)]) == 2
    assert "--force" in capsys.readouterr().err
    assert path.read_text("utf-8") == "mijn werk"
    assert main(["framework", "export", str(path), "--force"]) == 0
    assert json.loads(path.read_text("utf-8"))


def test_export_to_nowhere_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["framework", "export", str(tmp_path / "weg" / "x.json")]) == 2
    assert "De map voor dit bestand is er niet" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "code", "sentence"),
    [
        ("{", 2, "geen geldige JSON"),
        ("[]", 1, "Hier hoort iets anders"),
        ("[" * 100_000, 2, "geen geldige YAML"),
        ('{"a":' * 100_000, 2, "geen geldige JSON"),
        ('{"CFDocument": 3}', 1, "raamwerk.json"),
        ("{}", 1, "CFDocument"),
    ],
)
def test_validate_refuses_what_is_no_framework(
    content: str, code: int, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "raamwerk.json"
    path.write_text(content, "utf-8")
    assert main(["framework", "validate", str(path)]) == code
    told = capsys.readouterr()
    assert sentence in " ".join((told.out + told.err).split())


@pytest.mark.parametrize("more", [[], ["--force"]])
def test_export_to_a_directory_or_into_none_says_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    assert main(["framework", "export", str(tmp_path), *more]) == 2
    assert "Dit is een map" in capsys.readouterr().err
    assert main(["framework", "export", str(tmp_path / "weg" / "raamwerk.json"), *more]) == 2
    assert "De map voor dit bestand is er niet" in capsys.readouterr().err
