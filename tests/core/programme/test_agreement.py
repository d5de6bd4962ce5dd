from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from loopbrug.core.programme.agreement import (
    FIELDS,
    POINTS,
    AgreedPart,
    AgreementText,
    Kind,
    Signer,
    deviations,
    findings_before_signing,
    open_fields,
    refilled,
    says_the_same,
    unsigned,
)
from loopbrug.core.programme.model import Form
from loopbrug.core.terms.finding import Finding, Weight, blocking
from loopbrug.core.terms.words import Bilingual, Period

TODAY = date(2027, 1, 4)


def part(unit: str = "U", **other: Any) -> AgreedPart:
    whole: dict[str, Any] = {
        "unit": unit,
        "offering": f"{unit}.1",
        "title": Bilingual(f"Deel {unit}", f"Part {unit}"),
        "institute": "Hogeschool",
        "form": Form.TAUGHT,
        "hours": 40,
        "period": Period(date(2027, 2, 1), date(2027, 6, 30)),
    }
    return AgreedPart(**(whole | other))


def answered(**other: str) -> tuple[tuple[str, str], ...]:
    days = {
        "appointed_on": "2027-02-01",
        "first_chance": "2028-01-10",
        "second_chance": "2028-06-01",
    }
    filled = {
        field.code: days.get(field.code, "4" if field.kind in (Kind.HOURS, Kind.EUROS) else "x")
        for field in FIELDS
    }
    return tuple((code, text) for code, text in (filled | other).items() if text)


def text(*parts: AgreedPart, **other: Any) -> AgreementText:
    whole: dict[str, Any] = {
        "candidate": "Amina",
        "school": "Lindeschool",
        "board": "Linde",
        "institute": "Hogeschool",
        "statement": "GV-2026-1",
        "parts": parts or (part(),),
        "hours": sum(one.hours for one in parts or (part(),)),
        "finish": date(2027, 6, 30),
        "answers": answered(),
    }
    return AgreementText(**(whole | other))


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code.removeprefix("programme.") for finding in findings]


def differs(agreed: AgreementText, now: AgreementText, *offered: str) -> list[str]:
    given = set(offered) or {one.offering for one in (*agreed.parts, *now.parts)}
    return codes(deviations(agreed, now, given, TODAY))


def test_fields_cover_the_points_people_fill_in_and_the_law_asks_for_some() -> None:
    assert len({field.code for field in FIELDS}) == len(FIELDS)
    assert [field.point for field in FIELDS] == sorted(field.point for field in FIELDS)
    assert {field.point for field in FIELDS} <= set(range(1, POINTS + 1))
    assert {field.point for field in FIELDS if field.legal} == {1, 2, 5, 9, 12, 13}


def test_a_whole_agreement_can_be_signed() -> None:
    assert findings_before_signing(text()) == ()


def test_everything_that_lacks_is_told_with_who_fills_it_in() -> None:
    found = findings_before_signing(AgreementText("Amina", "", "", ""))
    assert codes(blocking(found))[0] == "agreement-no-programme"
    open_ = {str(one.value("agreement_field")): one for one in found if "open" in one.code}
    assert set(open_) == {field.code for field in FIELDS}
    assert open_["guide"].value("party") == "school"
    assert open_["guide"].weight is Weight.BLOCKS
    assert open_["tutor"].value("party") == "institute"
    assert open_["tutor"].weight is Weight.WARNS


def test_an_appointment_in_the_record_needs_no_filling_in() -> None:
    lacking = text(answers=answered(appointed_on=""))
    assert [field.code for field in open_fields(lacking)] == ["appointed_on"]
    assert open_fields(replace(lacking, appointed_on=TODAY)) == ()


@pytest.mark.parametrize(
    ("answers", "code", "weight"),
    [
        ({"second_chance": "2028-01-10"}, "chances-order", Weight.BLOCKS),
        ({"first_chance": "2027-05-01"}, "chance-early", Weight.WARNS),
        ({"second_chance": "2029-02-02"}, "chance-late", Weight.WARNS),
    ],
)
def test_two_chances_follow_the_programme_within_two_years(
    answers: dict[str, str], code: str, weight: Weight
) -> None:
    found = findings_before_signing(text(answers=answered(**answers)))
    assert [(one.code, one.weight) for one in found] == [(f"programme.agreement-{code}", weight)]


def test_a_leap_day_is_two_years_later_a_day_in_february() -> None:
    leap = answered(appointed_on="2028-02-29", second_chance="2030-02-28")
    assert findings_before_signing(text(answers=leap)) == ()
    late = answered(appointed_on="2028-02-29", second_chance="2030-03-01")
    assert codes(findings_before_signing(text(answers=late))) == ["agreement-chance-late"]


def test_a_plan_that_follows_the_agreement_differs_in_nothing() -> None:
    agreed = text(part("A"), part("B"))
    assert differs(agreed, agreed) == []
    assert differs(agreed, text(part("B"), part("A"))) == []


def test_what_differs_is_told_part_by_part() -> None:
    later = Period(date(2027, 9, 1), date(2027, 12, 1))
    agreed = text(part("A"), part("B"), part("C"), part("D"))
    now = text(
        part("B", period=later),
        part("C", hours=50),
        part("D", hours=30),
        part("E", hours=90),
        finish=date(2027, 12, 1),
        school="Beukschool",
        institute="Andere",
    )
    assert differs(agreed, now) == [
        "differs-school",
        "differs-institute",
        "differs-gone",
        "differs-moved",
        "differs-hours",
        "differs-added",
        "differs-total",
        "differs-finish",
    ]


def test_a_shorter_plan_with_less_in_it_only_tells_what_is_gone() -> None:
    agreed = text(part("A"), part("B"), finish=date(2027, 9, 1))
    assert differs(agreed, text(part("A"))) == ["differs-gone"]


def test_a_cancelled_offering_is_told_even_when_the_plan_still_holds_it() -> None:
    agreed = text(part("A"), part("B"))
    assert differs(agreed, agreed, "A.1") == ["differs-cancelled"]


def test_what_is_over_cannot_be_cancelled() -> None:
    past = Period(date(2026, 9, 1), date(2026, 12, 1))
    agreed = text(part("A", period=past), part("B"))
    assert differs(agreed, agreed, "B.1") == []


def test_titles_are_told_in_the_language_of_the_reader() -> None:
    found = deviations(text(part("A"), part("B")), text(part("A")), {"A.1", "B.1"}, TODAY, "en")
    assert found[0].value("title") == "Part B"


def test_an_appointment_changes_nothing_in_what_was_agreed() -> None:
    assert says_the_same(text(), replace(text(), appointed_on=TODAY))
    assert not says_the_same(text(), text(hours=1))


def test_refilled_names_the_fields_that_say_something_else() -> None:
    assert refilled(text(), text(answers=answered(guide="Ander", data=""))) == ("guide", "data")


def test_three_must_sign() -> None:
    assert unsigned([]) == (Signer.CANDIDATE, Signer.SCHOOL, Signer.INSTITUTE)
    assert unsigned(list(Signer)) == ()


PLANNED = (("first_chance", date(2028, 1, 10)), ("second_chance", date(2028, 3, 6)))


def planned_text(**other: Any) -> AgreementText:
    nothing = {"first_chance": "", "second_chance": ""}
    return text(part(), answers=answered(**nothing), **({"planned": PLANNED} | other))


def test_chances_of_the_plan_are_filled_in_until_somebody_sets_a_day() -> None:
    assert open_fields(planned_text()) == ()
    assert {one.code for one in open_fields(planned_text(planned=()))} == {
        "first_chance", "second_chance",
    }  # fmt: skip
    assert planned_text().day("second_chance") == date(2028, 3, 6)
    assert text(part(), answers=answered(), planned=PLANNED).day("second_chance") == date(
        2028, 6, 1
    )


def test_a_planned_chance_that_moves_is_told() -> None:
    later = (PLANNED[0], ("second_chance", date(2028, 5, 8)))
    (found,) = deviations(planned_text(), planned_text(planned=later), {"U.1"}, TODAY)
    assert found.code == "programme.differs-chance"
    assert (found.value("was"), found.value("week")) == (date(2028, 3, 6), date(2028, 5, 8))
    assert deviations(planned_text(), planned_text(), {"U.1"}, TODAY) == ()


@pytest.mark.parametrize(
    ("lacking", "mbo"),
    [
        (("first_chance", "second_chance"), Weight.WARNS),
        (("replacement", "other_boards", "contact_school"), Weight.WARNS),
        (("guide", "guide_hours", "appointed_on"), Weight.BLOCKS),
    ],
)
def test_the_act_on_vocational_education_asks_less(lacking: tuple[str, ...], mbo: Weight) -> None:
    answers = answered(**dict.fromkeys(lacking, ""))

    def weights(sector: str) -> set[Weight]:
        found = findings_before_signing(text(part(), answers=answers, sector=sector))
        return {one.weight for one in found if one.code == "programme.agreement-open"}

    assert weights("vo") == {Weight.BLOCKS}
    assert weights("mbo") == {mbo}


def test_the_words_of_an_outcome_beside_its_code_change_nothing() -> None:
    words = (("VD-4", Bilingual("Ontwerpt lessen", "Designs lessons")),)
    bare, worded = text(validated=("VD-4",)), text(validated=("VD-4",), statements=words)
    assert says_the_same(bare, worded)
    assert worded.statement_of("VD-4") == words[0][1]
    assert bare.statement_of("VD-4") is None
