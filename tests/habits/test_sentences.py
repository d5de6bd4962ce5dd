"""Every finding code has a sentence in both languages, and no sentence is left without one."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from loopbrug.core.terms.finding import Confidence, Finding, LegalSource, Value
from loopbrug.core.terms.words import Degree, Weekday
from loopbrug.web.site.sentences.book import (
    LANGUAGES,
    MissingSentenceError,
    cite,
    placeholders,
    sentences,
    tell,
    tell_value,
    tell_weekday,
    wordings,
)

SOURCE = Path(__file__).parents[2] / "src" / "loopbrug"
ROOMS = {folder.name for folder in (SOURCE / "core").iterdir() if folder.is_dir()} | {"cli"}
ROOMS |= {folder.name for folder in (SOURCE / "web").iterdir() if folder.is_dir()}
CODE = re.compile(r"([a-z]+)\.[a-z0-9]+(?:-[a-z0-9]+)*")
PATTERN = re.compile(r"([a-z]+)\.[a-z0-9-]*")


def modules() -> list[Path]:
    return [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


def finding_codes(path: Path) -> set[str]:
    """Return the codes written as first argument of ``Finding(…)`` or ``Finding.of(…)``."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = ast.unparse(node.func)
        first = node.args[0]
        if called in {"Finding", "Finding.of"} and isinstance(first, ast.Constant):
            found.add(str(first.value))
    return found


def told_without(path: Path) -> Iterator[tuple[str, set[str]]]:
    """Yield each ``Finding.of("code", name=…)`` whose sentence needs a value it does not give."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or ast.unparse(node.func) != "Finding.of":
            continue
        code = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
        given = {keyword.arg for keyword in node.keywords}
        if not isinstance(code, str) or code not in sentences() or None in given:
            continue
        text = sentences()[code]
        if lacking := set(placeholders(text.nl) | placeholders(text.en)) - given:
            yield code, lacking


def written(path: Path) -> tuple[set[str], set[str]]:
    """Return every string that looks like a code, and every beginning that makes codes.

    Both ``f"cli.help-{name}"`` and ``"audit." + name`` use all sentences that begin like it.
    """
    codes, beginnings = set(), set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            beginnings.add(str(node.values[0].value))
        elif isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant):
            beginnings.add(str(node.left.value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            codes.add(node.value)
    looks_like_codes = {each for each in codes if CODE.fullmatch(each)}
    return looks_like_codes, {each for each in beginnings if PATTERN.fullmatch(each)}


FINDING_CODES = sorted(set().union(*(finding_codes(path) for path in modules())))
WRITTEN = [written(path) for path in modules()]
STRINGS = set().union(*(codes for codes, _ in WRITTEN))
BEGINNINGS = {each for _, made in WRITTEN for each in made if each.split(".")[0] in ROOMS}
IN_DATA = "\n".join(
    path.read_text(encoding="utf-8")
    for path in SOURCE.rglob("*")
    if path.suffix in {".yaml", ".html", ".txt"} and "sentences" not in path.parts
)


def test_scan_finds_the_codes_in_the_source() -> None:
    assert {"bridge.file-empty", "pathway.clock-late", "cli.file-missing"} <= set(FINDING_CODES)


@pytest.mark.parametrize("code", FINDING_CODES)
def test_finding_code_has_a_sentence(code: str) -> None:
    assert code in sentences()


def test_sentences_fill_in_the_same_values_in_both_languages() -> None:
    different = {
        code: text
        for code, text in sentences().items()
        if placeholders(text.nl) != placeholders(text.en)
    }
    assert different == {}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_findings_carry_every_value_their_sentence_fills_in(path: Path) -> None:
    assert list(told_without(path)) == []


def test_sentences_say_something_in_both_languages() -> None:
    assert all(text.nl.strip() and text.en.strip() for text in sentences().values())


def test_sentences_are_all_used() -> None:
    used = {
        code
        for code in sentences()
        if code in STRINGS or code in IN_DATA or code.startswith(tuple(BEGINNINGS))
    }
    assert set(sentences()) - used == set()


def test_sentence_codes_begin_with_a_room() -> None:
    assert {code for code in sentences() if code.split(".")[0] not in ROOMS} == set()
    assert all(CODE.fullmatch(code) for code in sentences())


def test_tell_fills_in_values_as_people_write_them() -> None:
    found = Finding.of(
        "bridge.contract-ends-first",
        employer="De Brug",
        last=date(2027, 7, 31),
        finish=date(2028, 2, 29),
    )
    assert "tot 31 juli 2027, je programma tot 29 februari 2028" in tell(found, "nl")
    assert "until 31 July 2027, your programme until 29 February 2028" in tell(found, "en")


def test_tell_leaves_braces_in_values_alone() -> None:
    found = Finding.of("bridge.day-wrong", found="{day}")
    assert tell(found, "nl").startswith("'{day}' is geen datum")


@pytest.mark.parametrize(
    "finding", [Finding.of("bridge.no-such-code"), Finding.of("bridge.day-wrong")]
)
def test_tell_refuses_what_the_book_cannot_say(finding: Finding) -> None:
    with pytest.raises(MissingSentenceError):
        tell(finding, "nl")


@pytest.mark.parametrize(
    ("value", "name", "nl", "en"),
    [
        (Decimal("1.20"), "fte", "1,2", "1.2"),
        (Decimal(100), "fte", "100", "100"),
        ((), "codes", "geen", "none"),
        (("A",), "codes", "A", "A"),
        (("A", "B"), "codes", "A en B", "A and B"),
        (("mon", "fri"), "days", "maandag en vrijdag", "Monday and Friday"),
        (Degree.SECOND, "degree", "tweedegraads", "second degree"),
        ("onbekend", "degree", "onbekend", "onbekend"),
        (7, "hours", "7", "7"),
    ],
)
def test_tell_value_speaks_both_languages(value: Value, name: str, nl: str, en: str) -> None:
    assert (tell_value(value, "nl", name), tell_value(value, "en", name)) == (nl, en)


def test_tell_weekday_names_all_seven() -> None:
    for language in LANGUAGES:
        assert len({tell_weekday(day, language) for day in Weekday}) == 7


def test_wordings_do_not_share_a_name() -> None:
    names = [name for kind in wordings() for name in kind.names]
    assert sorted(names) == sorted(set(names))


def test_no_list_and_no_sentence_stands_twice_in_a_file() -> None:
    for path in sorted((SOURCE / "web/site/sentences").glob("*.yaml")):
        page = yaml.compose(path.read_text(encoding="utf-8"))
        keys = [key.value for key, _ in page.value] if page else []
        assert sorted(keys) == sorted(set(keys)), path.name


def test_cite_marks_what_nobody_looked_up() -> None:
    source = LegalSource("WVO", "33", confidence=Confidence.REMEMBERED)
    assert cite(source, "nl") == "WVO art. 33, niet nagezocht"
