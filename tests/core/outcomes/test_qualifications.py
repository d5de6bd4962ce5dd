"""Which outcomes a qualification requires."""

import pytest

from loopbrug.core.outcomes.framework import load_framework
from loopbrug.core.outcomes.model import Framework, Qualification
from loopbrug.core.outcomes.qualifications import load_qualifications, read_qualifications
from loopbrug.core.terms.finding import BadDataError
from loopbrug.core.terms.words import Degree

CODES = {
    "po", "so", "vo2-wiskunde", "vo2-duits", "vo2-nederlands", "vo2-scheikunde", "vo2-biologie",
    "vo2-natuurkunde", "vo1-wiskunde", "vmbo-bwi", "pdg-zorg", "pdg-techniek",
}  # fmt: skip

ONE = """
lists:
  few: [VI-1, VD-1]
sources:
  vo: {law: Besluit, confidence: remembered}
qualifications:
  - code: vo2-wiskunde
    title: {nl: Leraar wiskunde, en: Teacher of mathematics}
    sector: vo
    degree: second
    subject: wiskunde
    source: vo
    requires:
      generic: few
      subjects: [WI]
      leave_out: [WI-10]
"""


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework()


@pytest.fixture(scope="module")
def qualifications(framework: Framework) -> dict[str, Qualification]:
    return {each.code: each for each in load_qualifications(framework)}


def test_every_qualification_has_a_set_for_the_qualified_too(
    qualifications: dict[str, Qualification],
) -> None:
    assert set(qualifications) == CODES | {f"{code}-neven" for code in CODES}
    assert {c for c, q in qualifications.items() if q.second} == {f"{c}-neven" for c in CODES}


@pytest.mark.parametrize("code", sorted(CODES))
def test_first_qualification_requires_forty_generic_outcomes(
    code: str, framework: Framework, qualifications: dict[str, Qualification]
) -> None:
    required = [framework.outcome(each) for each in qualifications[code].requires]
    assert sum(not outcome.subject for outcome in required) == 40
    assert 6 <= sum(bool(outcome.subject) for outcome in required) <= 14


@pytest.mark.parametrize("code", sorted(CODES))
def test_full_route_asks_a_realistic_number_of_hours(
    code: str, framework: Framework, qualifications: dict[str, Qualification]
) -> None:
    hours = sum(framework.outcome(each).hours for each in qualifications[code].requires)
    assert 1_500 <= hours <= 1_900


@pytest.mark.parametrize("code", sorted(CODES))
def test_second_qualification_leaves_pedagogy_and_profession_out(
    code: str, qualifications: dict[str, Qualification]
) -> None:
    second = set(qualifications[f"{code}-neven"].requires)
    assert second < set(qualifications[code].requires)
    assert not {each for each in second if each.startswith(("PE-", "BP-"))}


def test_required_sets_keep_the_order_of_the_framework(
    framework: Framework, qualifications: dict[str, Qualification]
) -> None:
    order = [outcome.code for outcome in framework.outcomes]
    for qualification in qualifications.values():
        places = [order.index(code) for code in qualification.requires]
        assert places == sorted(set(places))


def test_required_outcomes_apply_in_the_sector(
    framework: Framework, qualifications: dict[str, Qualification]
) -> None:
    for qualification in qualifications.values():
        for code in qualification.requires:
            sectors = framework.outcome(code).sectors
            assert not sectors or qualification.sector in sectors, (qualification.code, code)


def test_degrees_differ_where_the_law_differs(qualifications: dict[str, Qualification]) -> None:
    assert qualifications["vo1-wiskunde"].degree is Degree.FIRST
    assert "VI-10" in qualifications["vo1-wiskunde"].requires
    assert "VI-10" not in qualifications["vo2-wiskunde"].requires
    assert "VI-9V" in qualifications["pdg-zorg"].requires
    assert "VI-9P" in qualifications["po"].requires


def test_rules_resolve_to_codes(framework: Framework) -> None:
    (one,) = read_qualifications(ONE, framework)
    assert one.requires == ("VI-1", "VD-1", *(f"WI-{n}" for n in range(1, 10)))


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("[WI]", "[XX]", "outcomes.qualification-code-unknown", 15),
        ("[WI-10]", "[WI-99]", "outcomes.qualification-code-unknown", 16),
        ("[VI-1, VD-1]", "[VI-1, VD-99]", "outcomes.qualification-code-unknown", 3),
        ("generic: few", "generic: veel", "outcomes.file-choice", 14),
        ("source: vo", "source: po", "outcomes.file-choice", 12),
        ("degree: second", "degree: derde", "outcomes.file-choice", 10),
    ],
)
def test_unknown_names_are_found_with_their_line(
    framework: Framework, old: str, new: str, code: str, line: int
) -> None:
    with pytest.raises(BadDataError) as caught:
        read_qualifications(ONE.replace(old, new), framework, "een.yaml")
    places = [(each.code, each.about.split(":")[0]) for each in caught.value.findings]
    assert (code, f"een.yaml line {line}") in places


def test_a_set_without_outcomes_and_a_double_code_are_found(framework: Framework) -> None:
    empty = ONE.replace("few: [VI-1, VD-1]", "few: []").replace("[WI]", "[]")
    twice = ONE + ONE.split("qualifications:\n")[1]
    codes = set()
    for text in (empty, twice):
        with pytest.raises(BadDataError) as caught:
            read_qualifications(text, framework)
        codes |= {each.code for each in caught.value.findings}
    assert {"outcomes.qualification-empty", "outcomes.qualification-twice"} <= codes
