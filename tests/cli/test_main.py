"""The command as a person or a script meets it: answers, exit codes, and never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from loopbrug.cli.main import main

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("p*.yaml"))
SCHEMA = json.loads((ROOT / "docs" / "bridge.schema.json").read_text("utf-8"))
DAY = ("--day", "2026-11-23")
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
HEAD = "loopbrug: 1\nname: Roos\nwanted: {sector: po, degree: primary}\n"
WEEK = "week: {study_hours: 12, start_on_or_after: 2027-02-01}\n"


@pytest.fixture(autouse=True)
def dutch_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    monkeypatch.setenv("COLUMNS", "110")


def file_with(folder: Path, content: str | bytes) -> str:
    path = folder / "dossier.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_bridge_tells_an_example_in_a_terminal(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bridge", str(path), *DAY]) == 0
    told = capsys.readouterr().out
    for part in ("Routes", "nog te leren", "Programma", "Minder kan niet: bewezen.", "Datums"):
        assert part in told
    assert "\x1b" not in told


@pytest.mark.parametrize("columns", ["20", "60", "200"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_bridge_fits_any_terminal(
    columns: str,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert main(["bridge", str(EXAMPLES[1]), *DAY, "--lang", language]) == 0
    told = capsys.readouterr().out
    assert max(len(line.rstrip()) for line in told.splitlines()) <= int(columns)


def test_bridge_speaks_the_language_of_the_shell(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert main(["bridge", str(EXAMPLES[1]), *DAY]) == 0
    assert "Less is not possible: proved." in capsys.readouterr().out


@pytest.mark.parametrize("path", EXAMPLES[6:9], ids=lambda path: path.stem)
def test_routes_prints_the_same_routes_as_bridge(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["routes", str(path), "--json", *DAY]) == 0
    routes = json.loads(capsys.readouterr().out)
    assert main(["bridge", str(path), "--json", *DAY]) == 0
    bridge = json.loads(capsys.readouterr().out)
    assert routes["routes"] == bridge["routes"]
    assert main(["routes", str(path), *DAY]) == 0
    told = capsys.readouterr().out
    assert all(route["code"] in told for route in routes["routes"])


def test_bridge_reckons_for_today_when_no_day_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    main(["bridge", str(EXAMPLES[0]), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["day"] >= "2026-11-23"


def test_bridge_shows_wishes_that_exclude_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = EXAMPLES[8].read_text("utf-8").replace("finish_by: 2028-12-31", "finish_by: 2027-02-28")
    path = file_with(tmp_path, text)
    assert main(["bridge", path, "--json", *DAY]) == 1
    found = json.loads(capsys.readouterr().out)
    VALIDATOR.validate(found)
    assert found["programme"]["conflicts"]
    assert main(["bridge", path, *DAY]) == 1
    told = capsys.readouterr().out
    for conflict in found["programme"]["conflicts"]:
        assert all(wish["text"].split()[0] in told for wish in conflict)


def test_bridge_with_no_hours_to_study_still_shows_the_gap(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = EXAMPLES[1].read_text("utf-8").replace("study_hours: 16", "study_hours: 0")
    assert main(["bridge", file_with(tmp_path, text), "--json", *DAY]) == 1
    found = json.loads(capsys.readouterr().out)
    VALIDATOR.validate(found)
    assert found["gap"]["missing"]
    assert "bridge.no-study-hours" in [each["code"] for each in found["findings"]]


def test_bridge_names_a_code_that_does_not_exist_and_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = EXAMPLES[1].read_text("utf-8").replace("[WI1-5, WI1-8,", "[WI1-5, WI1-88, QQQQ,")
    assert main(["bridge", file_with(tmp_path, text), "--json", *DAY]) == 0
    found = json.loads(capsys.readouterr().out)["findings"]
    by_code = {each["code"]: each["values"] for each in found}
    assert by_code["bridge.unknown-outcome-near"] == {"outcome": "WI1-88", "closest": "WI1-8"}
    assert by_code["bridge.unknown-outcome"] == {"outcome": "QQQQ"}


def test_bridge_for_a_qualification_without_requirements_blocks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = EXAMPLES[1].read_text("utf-8").replace("subject: wiskunde", "subject: frans")
    assert main(["bridge", file_with(tmp_path, text), "--json", *DAY]) == 1
    found = json.loads(capsys.readouterr().out)
    VALIDATOR.validate(found)
    assert (found["gap"], found["programme"]) == (None, None)
    assert "bridge.qualification-unknown" in [each["code"] for each in found["findings"]]


def test_bridge_keeps_names_that_look_like_markup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = EXAMPLES[1].read_text("utf-8").replace("name: Ruben", 'name: "[red]عمر[/red]"')
    assert main(["bridge", file_with(tmp_path, text), *DAY]) == 0
    assert "[red]عمر[/red]" in capsys.readouterr().out


BAD_FILES: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "Het bestand is leeg"),
    "not utf-8": ("name: café\n".encode("latin-1"), "regel 1: Dit bestand is geen UTF-8"),
    "binary": (b"\x00\x01\x02", "geen tekstbestand"),
    "tab": (HEAD + "week:\n\tstudy_hours: 12\n", "regel 5: Hier staat een tab"),
    "broken": (HEAD + "week: {\n", "Deze regel is niet te lezen"),
    "list": ("- 1\n- 2\n", "Hier horen sleutels met een waarde"),
    "just text": ("hallo", "Hier horen sleutels met een waarde"),
    "no week": (HEAD, "Hier ontbreekt 'week'"),
    "old version": (HEAD.replace("1", "0") + WEEK, "regel 1, loopbrug: '0' ken ik niet"),
    "typing error": (HEAD + WEEK.replace("study", "stduy"), "Bedoel je 'study_hours'?"),
    "impossible day": (
        HEAD + WEEK.replace("2027-02-01", "2027-02-29"),
        "2027-02-29 bestaat niet: die maand heeft 28 dagen. Bedoel je 2027-02-28?",
    ),
    "turned day": (HEAD + WEEK.replace("2027-02-01", "1-2-2027"), "Schrijf 2027-02-01"),
    "too many hours": (HEAD + WEEK.replace("12", "200"), "Geef een getal van 0 tot en met 60"),
    "key twice": (HEAD + WEEK + WEEK, "'week' staat er twee keer"),
    "alias": (HEAD + WEEK + "story: *a\n", "verwezen naar een ander stuk"),
    "two documents": (HEAD + WEEK + "---\n" + HEAD, "meer dossiers in dit bestand"),
    "deep": ("a: " + "[" * 3000, "te diep"),
    "large": ("#" * 1_000_001, "te groot"),
}


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("command", ["bridge", "routes"])
def test_bad_file_is_told_in_a_sentence(
    name: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, sentence = BAD_FILES[name]
    assert main([command, file_with(tmp_path, content)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert sentence in told.err
    assert "klopt één ding niet" in told.err or "dingen niet" in told.err


def test_bad_file_is_told_in_full(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = HEAD.replace("po", "op") + WEEK.replace("12", "x").replace("2027", "27")
    assert main(["bridge", file_with(tmp_path, text), "--lang", "en"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0].endswith("3 things are not right.")
    assert told[1].startswith("  line 3, wanted.sector: I do not know 'op'.")
    assert len(told) == 4


def test_missing_file_and_directory_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bridge", str(tmp_path / "weg.yaml")]) == 2
    assert "Dit bestand is er niet" in capsys.readouterr().err
    assert main(["bridge", str(tmp_path)]) == 2
    assert "Dit is een map" in capsys.readouterr().err
    assert main(["bridge", "a\0b"]) == 2
    assert "niet te lezen" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_forbidden_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(file_with(tmp_path, HEAD))
    path.chmod(0)
    assert main(["bridge", str(path)]) == 2
    assert "mag je niet lezen" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dans"],
        ["bridge"],
        ["bridge", "x.yaml", "--day", "gisteren"],
        ["bridge", "x.yaml", "--day", "0001-01-01"],
        ["bridge", "x.yaml", "--lang", "fr"],
        ["framework"],
    ],
)
def test_wrong_words_exit_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2


def test_day_before_the_law_we_know_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bridge", str(EXAMPLES[0]), "--day", "1950-01-01"]) == 2
    assert "kennen we nog geen regel" in capsys.readouterr().err


def test_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("loopbrug 0.")


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "loopbrug.cli", *arguments]
    return subprocess.run(command, capture_output=True, check=False, cwd=ROOT, **options)  # type: ignore[call-overload,no-any-return]  # noqa: S603


def test_command_reads_standard_input_and_survives_a_poor_terminal() -> None:
    environment = os.environ | {"PYTHONPATH": "src", "PYTHONIOENCODING": "ascii"}
    found = run("bridge", "-", *DAY, env=environment, input=EXAMPLES[0].read_bytes())
    assert (found.returncode, found.stderr) == (0, b"")
    assert b"Marloes" in found.stdout


def test_command_leaves_quietly_when_nobody_reads_on() -> None:
    command = f'"{sys.executable}" -m loopbrug.cli bridge examples/p01.yaml --json | head -c 1'
    environment = os.environ | {"PYTHONPATH": "src"}
    found = subprocess.run(  # noqa: S602
        command, shell=True, capture_output=True, check=False, cwd=ROOT, env=environment
    )
    assert (found.stdout, found.stderr) == (b"{", b"")


def test_command_imports_no_solver_library() -> None:
    script = (
        "import sys, loopbrug.cli.main; print('ortools' in sys.modules, 'django' in sys.modules)"
    )
    found = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": "src"},
    )
    assert found.stdout.split() == [b"False", b"False"]
