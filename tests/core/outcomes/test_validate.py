"""Checking a framework file: all findings, no crash."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.outcomes.case import export_package, package_text
from loopbrug.core.outcomes.framework import load_framework
from loopbrug.core.outcomes.validate import validate_text
from loopbrug.core.terms.finding import Weight

FRAMEWORK = load_framework()
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "case-v1p1"
GOOD = (
    files("loopbrug.core.outcomes").joinpath("frameworks", "loopbrug-2026.yaml").read_text("utf-8")
)


def changed(change: Any) -> str:
    package: Any = json.loads(package_text(FRAMEWORK))
    change(package)
    return json.dumps(package)


def item(package: Any) -> Any:
    return package["CFItems"][2]


def test_our_own_files_are_sound() -> None:
    assert validate_text(GOOD) == ()
    assert validate_text(package_text(FRAMEWORK)) == ()


def test_readable_file_is_judged_with_line_numbers() -> None:
    findings = validate_text(GOOD.replace("hours: 40", "hours: nul", 1), "eigen.yaml")
    assert [finding.code for finding in findings] == ["outcomes.file-number"]
    assert findings[0].about.startswith("eigen.yaml line ")


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (lambda p: p["CFDocument"].pop("creator"), "outcomes.case-field-missing", "CFDocument"),
        (lambda p: item(p).update(x=1), "outcomes.case-field-unknown", "CFItems[2].x"),
        (lambda p: item(p).update(notes=None), "outcomes.case-null", "CFItems[2].notes"),
        (lambda p: item(p).update(notes=3), "outcomes.case-type-wrong", "CFItems[2].notes"),
        (lambda p: item(p).update(subject="x"), "outcomes.case-type-wrong", "CFItems[2].subject"),
        (lambda p: item(p).update(uri="geen adres"), "outcomes.case-type-wrong", "CFItems[2].uri"),
        (lambda p: item(p).update(lastChangeDateTime="2026-01-01"),
         "outcomes.case-type-wrong", "CFItems[2].lastChangeDateTime"),
        (lambda p: item(p).update(statusEndDate="2026-02-29"), "outcomes.case-type-wrong",
         "CFItems[2].statusEndDate"),
        (lambda p: item(p).update(identifier="ABC"), "outcomes.identifier-wrong",
         "CFItems[2].identifier"),
        (lambda p: p["CFDocument"].update(caseVersion="1.0"), "outcomes.case-version-other",
         "CFDocument.caseVersion"),
        (lambda p: p["CFAssociations"][0].update(associationType="hoortBij"),
         "outcomes.case-kind-unknown", "CFAssociations[0].associationType"),
        (lambda p: p["CFAssociations"][0].update(sequenceNumber=1.5), "outcomes.case-type-wrong",
         "CFAssociations[0].sequenceNumber"),
        (lambda p: p["CFAssociations"][0].update(originNodeURI="x"), "outcomes.case-type-wrong",
         "CFAssociations[0].originNodeURI"),
        (lambda p: p["CFItems"].append(item(p)), "outcomes.case-item-twice", "CFItems[156]"),
        (lambda p: p.update(CFItems={}), "outcomes.case-type-wrong", "CFItems"),
    ],
)  # fmt: skip
def test_package_is_judged_with_the_place(change: Any, code: str, place: str) -> None:
    assert (code, place) in {(f.code, f.about) for f in validate_text(changed(change))}


def test_all_errors_come_at_once() -> None:
    def change(package: Any) -> None:
        package["CFDocument"]["notes"] = None
        package["CFItems"][0]["identifier"] = ""
        del package["CFAssociations"][0]["uri"]

    codes = {finding.code for finding in validate_text(changed(change))}
    assert codes >= {
        "outcomes.case-null", "outcomes.identifier-wrong", "outcomes.case-field-missing",
    }  # fmt: skip


def test_own_kind_of_association_is_allowed() -> None:
    text = changed(lambda p: p["CFAssociations"][-1].update(associationType="ext:eigen-soort"))
    assert [f for f in validate_text(text) if f.weight is Weight.BLOCKS] == []


def test_file_of_another_maker_gets_findings_and_no_crash() -> None:
    path = SHARED / "opencase_baseline.json"
    if not path.exists():
        pytest.skip("opencase_baseline.json is not beside the repository, in ../shared/data")
    codes = {finding.code for finding in validate_text(path.read_text("utf-8"))}
    assert {"outcomes.case-null", "outcomes.case-field-unknown"} <= codes


@pytest.mark.parametrize(
    "text", ["{", "{}", '{"CFDocument": 1}', "", "[]", "x: [", "{" * 5000, "\ufeff{}"]
)
def test_nonsense_gets_a_finding(text: str) -> None:
    assert validate_text(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(value=json_values, part=st.sampled_from(["CFDocument", "CFItems", "CFAssociations"]))
def test_any_value_in_any_part_is_survived(value: Any, part: str) -> None:
    package = export_package(FRAMEWORK)
    package[part] = value
    validate_text(json.dumps(package))


@given(text=st.text())
def test_any_text_is_survived(text: str) -> None:
    assert validate_text(text)
