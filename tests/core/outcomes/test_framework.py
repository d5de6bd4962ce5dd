"""The framework: what it holds, that it never changes, and what it refuses."""

import re
from dataclasses import replace

import pytest

from loopbrug.core.outcomes.framework import fingerprint, load_framework, read_framework
from loopbrug.core.outcomes.model import Framework
from loopbrug.core.outcomes.rules import IDENTIFIER, framework_findings, items_of
from loopbrug.core.terms.finding import BadDataError, Confidence
from loopbrug.core.terms.words import Sector

PUBLISHED = {
    "2026.1": "b719c668059089298cfb255c5a5880f996189b0c9372db8648c5455a2d5246b5",
}
"""Fingerprints of published versions. Never change one: another text is another version."""

SMALL = """
framework:
  identifier: 0a1b2c3d-0000-4000-8000-000000000001
  version: "1"
  title: {nl: Klein, en: Small}
  creator: Toets
  published_on: 2026-11-23
  source: {law: Besluit, confidence: remembered}
areas:
  - code: VI
    identifier: 0a1b2c3d-0000-4000-8000-000000000002
    title: {nl: Vak, en: Subject}
    outcomes:
      - code: VI-1
        identifier: 0a1b2c3d-0000-4000-8000-000000000003
        nl: Je weet iets.
        en: You know something.
        base: study
        hours: 10
        precedes: [VI-2]
      - code: VI-2
        identifier: 0a1b2c3d-0000-4000-8000-000000000004
        nl: Je kunt iets.
        en: You can do something.
        base: workplace
        hours: 20
"""


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework()


def errors_of(text: str) -> dict[str, str]:
    with pytest.raises(BadDataError) as caught:
        read_framework(text, "klein.yaml")
    return {finding.code: finding.about for finding in caught.value.findings}


def test_published_version_has_its_pinned_fingerprint(framework: Framework) -> None:
    assert fingerprint(framework) == PUBLISHED[framework.version]


def test_fingerprint_changes_with_a_single_letter(framework: Framework) -> None:
    first, *rest = framework.outcomes
    statement = replace(first.statement, nl=first.statement.nl + " ")
    other = replace(framework, outcomes=(replace(first, statement=statement), *rest))
    assert fingerprint(other) != fingerprint(framework)


def test_framework_has_the_42_generic_outcomes(framework: Framework) -> None:
    generic = [outcome for outcome in framework.outcomes if not outcome.subject]
    by_area = {area: sum(o.area == area for o in generic) for area in ("VI", "VD", "PE", "BP")}
    assert by_area == {"VI": 11, "VD": 16, "PE": 10, "BP": 5}
    everywhere = [outcome for outcome in generic if not outcome.sectors]
    assert len(everywhere) == 39


def test_every_outcome_is_said_in_both_languages_to_the_reader(framework: Framework) -> None:
    for outcome in framework.outcomes:
        assert re.match(r"Je .*\.$", outcome.statement.nl), outcome.code
        assert re.match(r"You .*\.$", outcome.statement.en), outcome.code


def test_identifiers_are_lower_case_uuids_of_version_4(framework: Framework) -> None:
    identifiers = [framework.identifier, *(item.identifier for item in items_of(framework))]
    assert all(IDENTIFIER.fullmatch(each) and each[14] == "4" for each in identifiers)
    assert len(set(identifiers)) == len(identifiers)


def test_published_framework_is_sound(framework: Framework) -> None:
    assert framework_findings(framework) == ()


def test_framework_says_that_its_wording_was_not_checked(framework: Framework) -> None:
    assert framework.source.confidence is Confidence.REMEMBERED
    assert framework.source.bwb == "BWBR0018692"


def test_small_framework_reads_as_written() -> None:
    small = read_framework(SMALL)
    assert [outcome.code for outcome in small.outcomes] == ["VI-1", "VI-2"]
    assert small.outcome("VI-1").precedes == ("VI-2",)
    with pytest.raises(KeyError):
        small.outcome("VI-3")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("code: VI-2", "code: VI-1", "outcomes.framework-code-twice", 21),
        ("000000000004", "000000000003", "outcomes.framework-identifier-twice", 14),
        ("0a1b2c3d-0000-4000-8000-000000000004", "NEE", "outcomes.identifier-wrong", 21),
        ("[VI-2]", "[VI-9]", "outcomes.framework-outcome-unknown", 14),
        ("[VI-2]", "[VI-1]", "outcomes.framework-cycle", 14),
        ("hours: 20", "hours: veel", "outcomes.file-number", 26),
        ("hours: 20", "hours: 0", "outcomes.file-number", 26),
        ("base: workplace", "base: thuis", "outcomes.file-choice", 25),
        ("        base: workplace\n", "", "outcomes.file-key-missing", 21),
        ("published_on: 2026-11-23", "published_on: gisteren", "outcomes.file-day", 7),
        ("    title: {nl: Vak", "    parent: XX\n    title: {nl: Vak",
         "outcomes.framework-area-unknown", 10),
        ("hours: 20", "hours: 20\n        uren: 3", "outcomes.file-key-unknown", 27),
        ("hours: 20", "hours: 20\n        hours: 30", "outcomes.file-key-twice", 27),
        ("hours: 10", "hours: 10\n        sectors: [po, havo]", "outcomes.file-choice", 20),
    ],
)  # fmt: skip
def test_reader_names_what_is_wrong_and_where(old: str, new: str, code: str, line: int) -> None:
    found = errors_of(SMALL.replace(old, new))
    assert found[code].startswith(f"klein.yaml line {line}")


def test_reader_tells_all_errors_at_once() -> None:
    text = SMALL.replace("hours: 20", "hours: x").replace("[VI-2]", "[VI-9]")
    assert set(errors_of(text)) == {"outcomes.file-number", "outcomes.framework-outcome-unknown"}


def test_cycle_names_the_ring() -> None:
    text = SMALL + "        precedes: [VI-1]\n"
    with pytest.raises(BadDataError) as caught:
        read_framework(text)
    (finding,) = caught.value.findings
    assert finding.value("ring") == "VI-1 → VI-2 → VI-1"


@pytest.mark.parametrize("text", ["", "[1, 2]", "a: [", "\tframework: 1", "framework: 1", "\x00"])
def test_text_that_is_no_framework_is_refused_without_a_crash(text: str) -> None:
    with pytest.raises(BadDataError) as caught:
        read_framework(text)
    assert caught.value.findings


def test_subject_outcomes_know_their_sectors(framework: Framework) -> None:
    assert framework.outcome("SO-1").sectors == (Sector.SO,)
    assert framework.outcome("VI-9P").sectors == (Sector.PO, Sector.SO)
    assert framework.outcome("WI1-1").subject == "wiskunde"
