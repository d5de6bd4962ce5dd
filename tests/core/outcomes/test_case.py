"""Frameworks as CASE packages: strict out, tolerant in, stable round."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openapi_schema_validator import OAS30Validator

from loopbrug.core.outcomes.case import export_package, import_package, package_text
from loopbrug.core.outcomes.framework import load_framework
from loopbrug.core.outcomes.merging import merge
from loopbrug.core.outcomes.model import Area, EvidenceBase, Framework, Outcome
from loopbrug.core.outcomes.rules import items_of
from loopbrug.core.terms.finding import BadDataError, Confidence, LegalSource, Weight
from loopbrug.core.terms.words import Bilingual, Sector

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "case-v1p1"
FRAMEWORK = load_framework()
Package = dict[str, Any]


def shared(name: str) -> Any:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the repository, in ../shared/data/case-v1p1")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def official() -> OAS30Validator:
    schema = shared("imscasev1p1_openapi3_v1p0.json")
    return OAS30Validator(
        {"$ref": "#/components/schemas/CFPackageDType", "components": schema["components"]},
        format_checker=OAS30Validator.FORMAT_CHECKER,
    )


@pytest.fixture
def package() -> Package:
    return deepcopy(export_package(FRAMEWORK))


def codes(package: Package) -> set[str]:
    return {finding.code for finding in import_package(package).findings}


def identifier(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-000000000000"


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda text: text == text.strip() and text
)
titles = st.builds(Bilingual, texts, texts)


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    sizes = draw(st.lists(st.integers(0, 4), min_size=1, max_size=4))
    number = 1
    areas: list[Area] = []
    outcomes: list[Outcome] = []
    for place, size in enumerate(sizes):
        parent = draw(st.sampled_from(["", *(area.code for area in areas)])) if size else ""
        areas.append(Area(identifier(1000 + place), f"A{place}", draw(titles), parent))
        for _ in range(size):
            before = draw(
                st.sets(st.sampled_from([o.code for o in outcomes])) if outcomes else st.just(set())
            )
            outcomes.append(
                Outcome(
                    identifier(number), f"O{number}", draw(titles), f"A{place}",
                    draw(st.sampled_from(EvidenceBase)), draw(st.integers(1, 200)),
                    draw(st.sampled_from(["", "duits"])),
                    tuple(draw(st.lists(st.sampled_from(Sector), unique=True))),
                    tuple(sorted(before)),
                )
            )  # fmt: skip
            number += 1
    source = LegalSource("WPO", "32a", "BWBR0003420", date(2022, 8, 1), Confidence.DERIVED)
    return Framework(
        identifier(9999), "2", draw(titles), draw(texts), date(2026, 1, 1), source,
        tuple(areas), tuple(outcomes),
    )  # fmt: skip


def in_tree_order(framework: Framework) -> Framework:
    """Areas and outcomes as a reader of the tree meets them."""
    return import_package(export_package(framework)).framework


def test_export_has_no_error_against_the_official_schema(official: OAS30Validator) -> None:
    errors = [error.message for error in official.iter_errors(export_package(FRAMEWORK))]
    assert errors == []


def test_official_schema_would_see_a_null(official: OAS30Validator, package: Package) -> None:
    package["CFItems"][0]["notes"] = None
    assert list(official.iter_errors(package))


def test_export_under_an_address_is_valid_too(official: OAS30Validator) -> None:
    package = export_package(FRAMEWORK, "https://loopbrug.example/ims/case/v1p1/")
    assert list(official.iter_errors(package)) == []
    document: Any = package["CFDocument"]
    assert document["uri"].startswith("https://loopbrug.example/ims/case/v1p1/CFDocuments/")


def test_export_has_an_item_and_a_place_for_everything(package: Package) -> None:
    assert len(package["CFItems"]) == len(items_of(FRAMEWORK)) == 156
    children = [a for a in package["CFAssociations"] if a["associationType"] == "isChildOf"]
    assert len(children) == 156
    assert all(isinstance(link["sequenceNumber"], int) for link in children)
    precedes = sum(len(outcome.precedes) for outcome in FRAMEWORK.outcomes)
    assert len(package["CFAssociations"]) - 156 == precedes > 20


def test_identifiers_of_associations_come_from_content_alone(package: Package) -> None:
    again: Any = export_package(FRAMEWORK)["CFAssociations"]
    identifiers = [link["identifier"] for link in package["CFAssociations"]]
    assert identifiers == [link["identifier"] for link in again]
    assert len(set(identifiers)) == len(identifiers)
    assert {each[14] for each in identifiers} == {"4"}


def test_import_of_export_is_the_same_framework() -> None:
    imported = import_package(json.loads(package_text(FRAMEWORK)))
    assert imported.framework == FRAMEWORK
    assert imported.findings == ()


def test_round_trip_keeps_every_byte() -> None:
    text = package_text(FRAMEWORK)
    assert package_text(import_package(json.loads(text)).framework) == text


@given(framework=frameworks())
def test_any_framework_survives_the_round_trip(framework: Framework) -> None:
    once = import_package(export_package(framework))
    assert once.findings == ()
    assert set(items_of(once.framework)) == set(items_of(framework))
    assert in_tree_order(once.framework) == once.framework
    assert package_text(in_tree_order(once.framework)) == package_text(once.framework)


@given(framework=frameworks())
def test_any_export_fits_the_official_schema(framework: Framework) -> None:
    schema = shared("imscasev1p1_openapi3_v1p0.json")
    validator = OAS30Validator(
        {"$ref": "#/components/schemas/CFPackageDType", "components": schema["components"]}
    )
    assert list(validator.iter_errors(export_package(framework))) == []


def test_unsound_framework_is_not_exported() -> None:
    twice = replace(FRAMEWORK, outcomes=(*FRAMEWORK.outcomes, FRAMEWORK.outcomes[0]))
    with pytest.raises(BadDataError) as caught:
        export_package(twice)
    assert "outcomes.framework-code-twice" in {each.code for each in caught.value.findings}


def test_package_of_another_maker_comes_in_whole() -> None:
    imported = import_package(shared("opencase_baseline.json"))
    items = items_of(imported.framework)
    assert len(items) == 36
    assert len({item.code for item in items}) == 36
    depth = max(len(path_up(imported.framework, area.code)) for area in imported.framework.areas)
    assert depth >= 2
    assert all(finding.weight is not Weight.BLOCKS for finding in imported.findings)


def path_up(framework: Framework, code: str) -> list[str]:
    parents = {area.code: area.parent for area in framework.areas}
    path = [code]
    while parents[path[-1]]:
        path.append(parents[path[-1]])
    return path


def test_importing_twice_gives_nothing_new() -> None:
    empty = replace(FRAMEWORK, areas=(), outcomes=())
    first = merge(empty, import_package(shared("opencase_baseline.json")).framework)
    again = merge(first.framework, import_package(shared("opencase_baseline.json")).framework)
    assert len(first.new) == 36
    assert again.new == ()
    assert again.framework == first.framework
    assert again.findings == ()


def test_merging_never_changes_what_is_there() -> None:
    first, *rest = FRAMEWORK.outcomes
    other = replace(first, hours=first.hours + 1)
    merged = merge(FRAMEWORK, replace(FRAMEWORK, outcomes=(other, *rest)))
    assert merged.framework == FRAMEWORK
    assert [(f.code, f.about) for f in merged.findings] == [("outcomes.merge-changed", "VI-1")]


def test_merging_tells_when_a_code_is_taken() -> None:
    stranger = replace(FRAMEWORK.outcomes[0], identifier=identifier(1))
    merged = merge(FRAMEWORK, replace(FRAMEWORK, areas=(), outcomes=(stranger,)))
    assert merged.new == ("VI-1",)
    assert [finding.code for finding in merged.findings] == ["outcomes.merge-code-taken"]


def link(package: Package, code: str, kind: str = "isChildOf") -> Any:
    """The first association that starts at the item with ``code``."""
    item = next(i for i in package["CFItems"] if i["humanCodingScheme"] == code)
    return next(
        a
        for a in package["CFAssociations"]
        if a["originNodeURI"]["identifier"] == item["identifier"] and a["associationType"] == kind
    )


def point(package: Package, origin: str, destination: str, kind: str = "isChildOf") -> None:
    item = next(i for i in package["CFItems"] if i["humanCodingScheme"] == destination)
    node = {"title": destination, "identifier": item["identifier"], "uri": item["uri"]}
    link(package, origin, kind)["destinationNodeURI"] = node


def test_ring_in_the_tree_is_named_and_nothing_is_lost(package: Package) -> None:
    point(package, "VI", "VD")
    point(package, "VD", "VI")
    imported = import_package(package)
    (finding,) = imported.findings
    assert finding.code == "outcomes.framework-cycle"
    assert set(str(finding.value("ring")).split(" → ")) == {"VI", "VD"}
    assert finding.about.startswith("CFAssociations[")
    assert {i.code for i in items_of(imported.framework)} == {i.code for i in items_of(FRAMEWORK)}


def test_ring_in_what_precedes_is_named(package: Package) -> None:
    point(package, "VI-1", "VI-1", "precedes")
    assert "outcomes.framework-cycle" in codes(package)


def test_link_to_another_framework_is_found_with_its_place(package: Package) -> None:
    node = {"title": "elders", "identifier": identifier(7), "uri": "https://elders.example/7"}
    link(package, "VI-1", "precedes")["destinationNodeURI"] = node
    (finding,) = import_package(package).findings
    assert (finding.code, finding.value("to")) == ("outcomes.case-link-outside", identifier(7))


def test_missing_numbers_keep_the_order_of_the_file(package: Package) -> None:
    for each in package["CFAssociations"]:
        del each["sequenceNumber"]
    imported = import_package(package)
    assert imported.framework == FRAMEWORK
    assert {finding.code for finding in imported.findings} == {"outcomes.case-number-missing"}


def test_links_as_text_and_numbers_as_text_are_understood(package: Package) -> None:
    for each in package["CFAssociations"]:
        each["sequenceNumber"] = str(each["sequenceNumber"])
        for node in ("originNodeURI", "destinationNodeURI"):
            each[node] = f"https://elders.example/CFItems/{each[node]['identifier'].upper()}"
    assert import_package(package).framework == FRAMEWORK


def test_other_case_wrapper_and_old_members_are_understood(package: Package) -> None:
    for each in package["CFItems"]:
        each["CFDocumentURI"] = {"title": "x", "identifier": identifier(1), "uri": "urn:x:1"}
        each["identifier"] = each["identifier"].upper()
    old = {"cfdocument": package["CFDocument"], "CFITEMS": package["CFItems"]}
    old["cfAssociations"] = [
        each | {"associationType": each["associationType"].lower()}
        for each in package["CFAssociations"]
    ]
    del old["cfdocument"]["caseVersion"]
    assert import_package({"CFPackage": old}).framework == FRAMEWORK


def test_nulls_are_absent_and_told_per_object(package: Package) -> None:
    package["CFItems"][3]["notes"] = package["CFItems"][3]["subject"] = None
    imported = import_package(package)
    (finding,) = imported.findings
    assert (finding.code, finding.about) == ("outcomes.case-null", "CFItems[3]")
    assert finding.value("fields") == ("notes", "subject")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda p: p["CFItems"].append(p["CFItems"][0]), "outcomes.case-item-twice"),
        (lambda p: p["CFItems"].append("kapot"), "outcomes.case-not-object"),
        (lambda p: p["CFAssociations"].append(p["CFAssociations"][0]), "outcomes.case-link-twice"),
        (lambda p: p["CFAssociations"].pop(0), "outcomes.case-item-loose"),
        (lambda p: p["CFItems"][20].pop("humanCodingScheme"), "outcomes.case-code-made"),
        (lambda p: p["CFItems"][20].update(humanCodingScheme="VI"), "outcomes.case-code-made"),
        (lambda p: p["CFItems"][20].pop("fullStatement"), "outcomes.case-field-missing"),
        (lambda p: p["CFItems"][20].update(fullStatement=["x"]), "outcomes.case-not-text"),
        (lambda p: p["CFAssociations"][0].update(sequenceNumber="een"), "outcomes.case-not-number"),
        (lambda p: p.update(CFAssociations="geen"), "outcomes.case-not-list"),
    ],
)
def test_oddities_are_told_and_survived(package: Package, change: Any, code: str) -> None:
    change(package)
    imported = import_package(package)
    assert code in {finding.code for finding in imported.findings}
    assert len(items_of(imported.framework)) == 156


@pytest.mark.parametrize("document", [{}, {"CFDocument": None}, {"CFItems": []}, {"CFPackage": 3}])
def test_without_a_document_there_is_nothing_to_import(document: Package) -> None:
    with pytest.raises(BadDataError) as caught:
        import_package(document)
    assert caught.value.findings[0].code == "outcomes.case-no-document"


def test_item_under_two_parents_stays_at_the_first(package: Package) -> None:
    second = deepcopy(link(package, "VI-1"))
    package["CFAssociations"].append(second)
    second["destinationNodeURI"] = deepcopy(link(package, "VD-1")["destinationNodeURI"])
    imported = import_package(package)
    assert imported.framework == FRAMEWORK
    assert {finding.code for finding in imported.findings} == {"outcomes.case-two-parents"}
