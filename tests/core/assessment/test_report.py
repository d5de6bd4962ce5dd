from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.assessment.documents import document_of, report_from
from loopbrug.core.assessment.report import Judge, Report, areas_of
from loopbrug.core.outcomes.gap import gap_of
from loopbrug.core.outcomes.model import Judgement, Remainder, Verdict
from loopbrug.core.terms.words import Bilingual
from loopbrug.region.midden import load_region

DAY = date(2026, 11, 23)
BOTH = ("institute", "field")
REGION = load_region()
FRAMEWORK = REGION.framework
QUALIFICATION = next(each for each in REGION.qualifications if each.code == "vo2-wiskunde")
HOURS = {outcome.code: outcome.hours for outcome in FRAMEWORK.outcomes}


def judgement(code: str, verdict: Verdict, left: Remainder | None = None) -> Judgement:
    return Judgement(code, verdict, DAY, BOTH, left, f"Over {code}.")


def report(*judgements: Judgement) -> Report:
    gap = gap_of(QUALIFICATION, FRAMEWORK, judgements)
    return Report(
        candidate="Amina",
        dossier="ABC-DEF",
        qualification=QUALIFICATION.title,
        qualification_code=QUALIFICATION.code,
        sector="vo",
        subject="wiskunde",
        institute="Hogeschool",
        framework=FRAMEWORK.title,
        framework_version=FRAMEWORK.version,
        checked=False,
        areas=areas_of(gap, FRAMEWORK, judgements, {"VI-1": ("Diploma",)}),
        judges=(Judge("Anna", "institute"),),
        requested_on=DAY,
        weight=True,
    )


def test_every_required_outcome_is_in_one_area_in_the_order_of_the_framework() -> None:
    codes = [outcome.code for outcome in report().outcomes]
    order = [each.code for each in FRAMEWORK.outcomes if each.code in QUALIFICATION.requires]
    assert sorted(codes) == sorted(QUALIFICATION.requires)
    areas = [each.area for code in codes for each in [FRAMEWORK.outcome(code)]]
    assert areas == sorted(areas, key=[area.code for area in FRAMEWORK.areas].index)
    assert set(codes) == set(order)


def test_nothing_judged_leaves_all_hours_and_no_verdict() -> None:
    made = report()
    assert made.unjudged == tuple(outcome.code for outcome in made.outcomes)
    assert made.training_hours == sum(HOURS[code] for code in QUALIFICATION.requires)


def test_hours_of_an_area_are_those_left_in_it() -> None:
    made = report(
        *[
            judgement(code, Verdict.VALIDATED)
            for code in QUALIFICATION.requires
            if code not in ("VI-1", "VD-4")
        ],
        judgement("VI-1", Verdict.PARTLY, Remainder(hours=5)),
        judgement("VD-4", Verdict.MISSING),
    )
    left = {area.code: area.training_hours for area in made.areas if area.training_hours}
    assert left == {"VI": 5, "VD": HOURS["VD-4"]}
    assert made.training_hours == 5 + HOURS["VD-4"]


def test_what_is_left_as_other_outcomes_counts_where_those_are() -> None:
    made = report(
        *[judgement(code, Verdict.VALIDATED) for code in QUALIFICATION.requires if code != "VI-1"],
        judgement("VI-1", Verdict.PARTLY, Remainder(outcomes=("BP-1",))),
    )
    [outcome] = [each for each in made.outcomes if each.code == "VI-1"]
    assert (outcome.left, outcome.hours) == (("BP-1",), 0)
    assert made.training_hours == 0


def test_judgement_of_one_side_decides_nothing_yet() -> None:
    made = report(replace(judgement("VI-1", Verdict.VALIDATED), by=("field",)))
    assert "VI-1" in made.unjudged


def test_verdict_carries_its_reasons_and_evidence_as_recorded() -> None:
    [outcome] = [
        each
        for each in report(judgement("VI-1", Verdict.VALIDATED)).outcomes
        if each.code == "VI-1"
    ]
    assert (outcome.text, outcome.evidence, outcome.by) == ("Over VI-1.", ("Diploma",), BOTH)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(QUALIFICATION.requires), st.sampled_from(list(Verdict)), st.text()
        ),
        max_size=20,
    )
)
def test_document_gives_the_same_report_back(found: list[tuple[str, Verdict, str]]) -> None:
    judgements = [
        Judgement(
            code, verdict, DAY, BOTH, Remainder(hours=1) if verdict is Verdict.PARTLY else None, why
        )
        for code, verdict, why in found
    ]
    made = report(*judgements)
    assert report_from(document_of(made)) == made


def test_document_of_an_older_and_a_newer_house_is_read() -> None:
    document = document_of(report(judgement("VI-1", Verdict.VALIDATED)))
    del document["weight_text"], document["lesson_on"]
    document["invented_later"] = 1
    for area in document["areas"]:
        area["invented_later"] = 1
    assert report_from(document).weight_text == ""


def test_area_with_nothing_required_and_nothing_left_is_left_out() -> None:
    made = report()
    assert all(area.outcomes or area.training_hours for area in made.areas)
    assert len(made.areas) < len(FRAMEWORK.areas)
    assert all(isinstance(area.title, Bilingual) for area in made.areas)
