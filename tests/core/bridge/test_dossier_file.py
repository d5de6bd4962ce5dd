"""The dossier file: what it survives, what it refuses, and that nothing is lost."""

import json
from datetime import date, time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from loopbrug.core.bridge.dossier_file import dossier_from, mapping_of, read_dossier
from loopbrug.core.bridge.dossier_shape import json_schema
from loopbrug.core.bridge.model import Dossier
from loopbrug.core.bridge.tree import plain_of, tree_of
from loopbrug.core.law.loader import load_law
from loopbrug.core.orientation.judge import orient
from loopbrug.core.terms.finding import BadDataError, Weight
from loopbrug.core.terms.words import Place, Weekday

ROOT = Path(__file__).parents[3]
PLACES = (Place("3811", "Amersfoort", 52.15, 5.39),)
EXAMPLES = sorted((ROOT / "examples").glob("p*.yaml"))

GOOD = """\
loopbrug: 1
name: Roos
wanted: {sector: vo, degree: second, subject: duits}
diplomas:
  - {title: Bachelor, level: hbo-bachelor, awarded_on: 2010-07-02, country: NO}
week:
  study_hours: 12
  start_on_or_after: 2027-02-01
  home: 3811 AB
  blocks:
    - {day: mon, from: 09:00, until: "12:30", kind: care}
"""
STUDY = "line 7: week.study_hours"


def read(text: str) -> Dossier:
    return read_dossier(text, PLACES)


def noticed(text: str) -> list[str]:
    return [finding.code for finding in read(text).findings]


def errors_of(text: str) -> list[tuple[str, str]]:
    with pytest.raises(BadDataError) as refused:
        read(text)
    return [(each.code, each.about) for each in refused.value.findings]


def with_line(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


def test_read_dossier_takes_values_as_they_are_written() -> None:
    dossier = read(GOOD)
    assert dossier.findings == ()
    assert dossier.person.diplomas[0].country == "NO"
    assert dossier.wishes.home == PLACES[0]
    block = dossier.wishes.blocks[0].slot
    assert (block.day, block.start, block.end) == (Weekday.MON, time(9), time(12, 30))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("name: Roos", r'name: "Roos \e[31m"', ("bridge.text-unprintable", "line 2: name")),
        ("sector: vo", "sector: v0", ("bridge.word-unknown-near", "line 3: wanted.sector")),
        ("sector: vo", "sector: xyzzy", ("bridge.word-unknown", "line 3: wanted.sector")),
        ("sector: vo, ", "", ("bridge.key-missing", "line 3: wanted")),
        ("name: Roos", "nmae: Roos", ("bridge.key-unknown-near", "line 2: nmae")),
        ("name: Roos", "qqq: Roos", ("bridge.key-unknown", "line 2: qqq")),
        ("name: Roos", "name: [a]", ("bridge.text-wrong", "line 2: name")),
        ("name: Roos", "name: " + "a" * 81, ("bridge.text-too-long", "line 2: name")),
        ("name: Roos", "name: Roos\nname: Ans", ("bridge.key-twice", "line 3: name")),
        ("loopbrug: 1", "loopbrug: 2", ("bridge.word-unknown", "line 1: loopbrug")),
        (
            "awarded_on: 2010-07-02",
            "awarded_on: 2027-02-29",
            ("bridge.day-impossible", "line 5: diplomas[0].awarded_on"),
        ),
        (
            "awarded_on: 2010-07-02",
            "awarded_on: 2-7-2010",
            ("bridge.day-turned", "line 5: diplomas[0].awarded_on"),
        ),
        (
            "awarded_on: 2010-07-02",
            "awarded_on: vorig jaar",
            ("bridge.day-wrong", "line 5: diplomas[0].awarded_on"),
        ),
        (
            "awarded_on: 2010-07-02",
            "awarded_on: 0210-07-02",
            ("bridge.day-far", "line 5: diplomas[0].awarded_on"),
        ),
        ("country: NO", "country: Nor", ("bridge.text-form", "line 5: diplomas[0].country")),
        (
            "country: NO",
            "finished: misschien",
            ("bridge.yes-no-wrong", "line 5: diplomas[0].finished"),
        ),
        (
            "study_hours: 12",
            "study_hours: 200",
            ("bridge.number-range", STUDY),
        ),
        ("study_hours: 12", "study_hours: -1", ("bridge.number-range", STUDY)),
        (
            "study_hours: 12",
            "study_hours: veel",
            ("bridge.number-wrong", STUDY),
        ),
        (
            "study_hours: 12",
            "study_hours: nan",
            ("bridge.number-wrong", STUDY),
        ),
        ("study_hours: 12", "study_hours:", ("bridge.number-wrong", STUDY)),
        ("from: 09:00", "from: 9 uur", ("bridge.time-wrong", "line 11: week.blocks[0].from")),
        ("from: 09:00", "from: 13:00", ("bridge.period-backwards", "line 11: week.blocks[0]")),
        ("from: 09:00", "from: 12:30", ("bridge.block-empty", "line 11: week.blocks[0]")),
        (
            "home: 3811 AB",
            "finish_by: 2026-02-01",
            ("bridge.period-backwards", "line 7: week"),
        ),
        ("home: 3811 AB", "days_off: mon", ("bridge.list-wrong", "line 9: week.days_off")),
        ("home: 3811 AB", "home: Soest", ("bridge.text-form", "line 9: week.home")),
        (
            "home: 3811 AB",
            "days_off: [mon, tue, wed, thu, fri, sat, sun, mon]",
            ("bridge.list-too-long", "line 9: week.days_off"),
        ),
        (
            "{sector: vo, degree: second, subject: duits}",
            "vo",
            ("bridge.record-wrong", "line 3: wanted"),
        ),
    ],
)
def test_read_dossier_names_the_place_of_an_error(
    old: str, new: str, expected: tuple[str, str]
) -> None:
    assert expected in errors_of(with_line(old, new))


@pytest.mark.parametrize(
    ("text", "code", "about"),
    [
        ("", "bridge.file-empty", ""),
        ("  \n# niets\n", "bridge.file-empty", ""),
        ("~", "bridge.file-empty", ""),
        ("- een\n- twee\n", "bridge.record-wrong", "line 1"),
        ("gewoon tekst", "bridge.record-wrong", "line 1"),
        ("a: b: c\n", "bridge.file-not-yaml", "line 1"),
        ("a:\n\tb: 1\n", "bridge.file-tab", "line 2"),
        ("a: 'open\n", "bridge.file-not-yaml", "line 2"),
        ("a: \x00\x01\n", "bridge.file-binary", "line 1"),
        ("a: 1\n---\nb: 2\n", "bridge.file-many-documents", "line 2"),
        ("a: &x [1]\nb: *x\n", "bridge.file-alias", "line 2"),
        ("a: &x [*x]\n", "bridge.file-alias", "line 1"),
        ("[" * 5000, "bridge.file-too-deep", "line 1"),
        ("- " * 5000, "bridge.file-too-deep", "line 1"),
        ("[" + "1," * 30_001 + "]", "bridge.file-too-many", "line 1"),
        ("a" * 1_000_001, "bridge.file-too-large", ""),
        ("? [1, 2]\n: 3\n", "bridge.file-not-yaml", "line 1"),
        ("!!python/object:os.system {a: 1}\n", "bridge.key-unknown", "line 1: a"),
        ("%YAML 9.9\n---\na: 1\n", "bridge.file-not-yaml", "line 1"),
    ],
)
def test_read_dossier_refuses_what_is_no_dossier(text: str, code: str, about: str) -> None:
    assert (code, about) in errors_of(text)


def test_read_dossier_refuses_a_billion_laughs_at_once() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert errors_of("\n".join(rows)) == [("bridge.file-alias", "line 2")]


def test_read_dossier_tells_every_error_in_the_order_of_the_file() -> None:
    text = with_line("sector: vo", "sector: v0").replace("study_hours: 12", "study_hours: x")
    text = text.replace("kind: care", "kind: zorg").replace("name: Roos", "name: {}")
    found = errors_of(text)
    assert [about for _, about in found] == [
        "line 2: name",
        "line 3: wanted.sector",
        "line 7: week.study_hours",
        "line 11: week.blocks[0].kind",
    ]


def test_read_dossier_says_what_would_be_right() -> None:
    with pytest.raises(BadDataError) as refused:
        read(with_line("awarded_on: 2010-07-02", "awarded_on: 2027-02-29"))
    assert refused.value.findings[0].value("right") == "2027-02-28"
    with pytest.raises(BadDataError) as refused:
        read(with_line("degree: second", "degree: secnd"))
    assert refused.value.findings[0].value("closest") == "second"


JOBS = """\
jobs:
  - {title: Kok, since: 2020-01-01, fte: 0.8}
  - {title: Ober, since: 2021-01-01, fte: 0.4}
  - {title: Oud werk, since: 2010-01-01, until: 2019-12-31, fte: 1}
week:"""
POSTS = """\
posts:
  - {employer: S, school: A, sector: vo, kind: unqualified, since: 2026-08-01, until: 2027-07-31}
  - {employer: S, school: B, sector: vo, kind: unqualified, since: 2026-08-01, until: 2027-01-31}
week:"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (", awarded_on: 2010-07-02", ", finished: false", []),
        ("study_hours: 12", "study_hours: 0", ["bridge.no-study-hours"]),
        ("home: 3811 AB", "home: 9999", ["bridge.postcode-unknown"]),
        ("name: Roos", "name: علياء", []),
    ],
)
def test_read_dossier_uses_odd_facts_and_notices_them(
    old: str, new: str, expected: list[str]
) -> None:
    text = with_line(old, new)
    assert noticed(text) == expected
    assert all(each.weight is not Weight.BLOCKS for each in read(text).findings)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("week:", JOBS, "orientation.over-full-time"),
        ("week:", POSTS, "orientation.posts-end-apart"),
        (", awarded_on: 2010-07-02", "", "orientation.diploma-undated"),
    ],
)
def test_odd_facts_are_noticed_once_the_routes_are_judged(
    old: str, new: str, expected: str
) -> None:
    dossier = read(with_line(old, new))
    found = orient(dossier.person, load_law(), date(2026, 11, 23)).findings
    assert [each.code for each in found].count(expected) == 1
    assert all(each.weight is not Weight.BLOCKS for each in found)


def test_read_dossier_keeps_500_pieces_of_evidence() -> None:
    rows = [f"  - {{code: E{n}, title: Stuk {n}, kind: work-product}}" for n in range(500)]
    dossier = read(with_line("week:", "\n".join(["evidence:", *rows, "week:"])))
    assert len(dossier.evidence) == 500
    assert [each.code for each in dossier.findings] == [
        "bridge.evidence-undated",
        "bridge.evidence-much",
    ]


def test_read_dossier_notices_a_code_of_evidence_used_twice() -> None:
    row = "  - {code: E1, title: Stuk, kind: work-product, dated: 2026-01-01}"
    dossier = read(with_line("week:", f"evidence:\n{row}\n{row}\nweek:"))
    assert len(dossier.evidence) == 2
    assert dossier.findings[0].value("codes") == ("E1",)


@pytest.mark.parametrize(
    ("judgement", "code"),
    [
        ("verdict: partly", "bridge.left-missing"),
        ("verdict: partly, left: {}", "bridge.left-missing"),
        ("verdict: partly, left: {hours: 3, outcomes: [VI-2]}", "bridge.left-missing"),
        ("verdict: validated, left: {hours: 3}", "bridge.left-unneeded"),
    ],
)
def test_read_dossier_asks_what_is_left_exactly_with_partly(judgement: str, code: str) -> None:
    row = f"  - {{outcome: VI-1, judged_on: 2026-11-10, by: [institute, field], {judgement}}}"
    assert errors_of(with_line("week:", f"judgements:\n{row}\nweek:"))[0][0] == code


def test_dossier_from_gives_paths_without_lines() -> None:
    mapping = mapping_of(read(GOOD)) | {"week": {"study_hours": "x"}}
    with pytest.raises(BadDataError) as refused:
        dossier_from(mapping, PLACES)
    assert {each.about for each in refused.value.findings} == {"week", "week.study_hours"}


def test_dossier_from_refuses_data_without_a_bottom() -> None:
    endless: dict[str, Any] = {}
    endless["week"] = endless
    with pytest.raises(BadDataError) as refused:
        dossier_from(endless, PLACES)
    assert refused.value.findings[0].code == "bridge.file-too-deep"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_reads_fits_the_schema_and_comes_back_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    dossier = read(text)
    mapping = mapping_of(dossier)
    jsonschema.Draft202012Validator(json_schema()).validate(mapping)
    again = dossier_from(json.loads(json.dumps(mapping)), PLACES)
    assert {each.code for each in dossier.findings} <= {"bridge.postcode-unknown"}
    assert mapping_of(again) == mapping
    assert again.person == dossier.person
    assert again.judgements == dossier.judgements


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_as_other_yaml_readers_see_it_fits_the_schema(path: Path) -> None:
    plain = json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=date.isoformat))
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(json_schema(), format_checker=checker).validate(plain)


def test_examples_are_the_ten_personas() -> None:
    assert [path.stem for path in EXAMPLES] == [f"p{number:02}" for number in range(1, 11)]


def test_published_schema_is_the_one_the_reader_uses() -> None:
    published = json.loads((ROOT / "docs" / "dossier.schema.json").read_text("utf-8"))
    assert published == json_schema()
    jsonschema.Draft202012Validator.check_schema(published)


def test_plain_of_keeps_every_scalar_as_text() -> None:
    assert plain_of(tree_of("a: NO\nb: [09:00, ~, 1e3]\n")) == {
        "a": "NO",
        "b": ["09:00", None, "1e3"],
    }
