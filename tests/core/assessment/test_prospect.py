from datetime import date
from decimal import Decimal

from loopbrug.core.assessment.decision import Conclusion
from loopbrug.core.assessment.prospect import GrantCase, grant_findings, potential_of
from loopbrug.core.law.loader import load_law
from loopbrug.core.outcomes.gap import gap_of
from loopbrug.core.outcomes.model import Judgement, Remainder, Verdict
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Profile, Sector
from loopbrug.region.midden import load_region

DAY = date(2026, 11, 23)
LAW = load_law()
CASE = GrantCase(Profile.WORK_TO_WORK, Sector.VO)


def told(case: GrantCase = CASE, day: date = DAY) -> dict[str, Finding]:
    return {
        each.code.removeprefix("assessment.grant-"): each for each in grant_findings(case, LAW, day)
    }


def test_grant_is_told_with_amount_deadline_and_what_is_not_certain() -> None:
    found = told(GrantCase(Profile.WORK_TO_WORK, Sector.VO, date(2027, 2, 1)))
    assert found["amount"].value("amount") == Decimal(25000)
    assert found["deadline"].value("last") == date(2028, 10, 15)
    assert found["deadline"].weight is found["ceiling"].weight is Weight.WARNS
    assert {"agreement", "no-student"} <= found.keys()


def test_grant_without_a_start_gives_an_example() -> None:
    found = told()
    assert "deadline" not in found
    assert found["deadline-open"].value("example") == date(2027, 10, 15)


def test_grant_follows_the_day_and_the_profile() -> None:
    second = GrantCase(Profile.SECOND_QUALIFICATION, Sector.VO)
    assert "second" in told(second)
    assert told(CASE, date(2022, 6, 1))["amount"].value("amount") == Decimal(20000)


def test_grant_in_mbo_asks_a_proof_of_taking_part() -> None:
    assert "take-part" in told(GrantCase(Profile.WORK_TO_WORK, Sector.MBO))


def test_no_statement_no_grant_this_way() -> None:
    for conclusion in (Conclusion.PARTLY, Conclusion.NOT_YET):
        assert list(told(GrantCase(Profile.WORK_TO_WORK, Sector.VO, None, conclusion))) == [
            "not-now"
        ]


def test_potential_counts_hours_once() -> None:
    region = load_region()
    qualification = next(each for each in region.qualifications if each.code == "vo2-wiskunde")
    hours = {outcome.code: outcome.hours for outcome in region.framework.outcomes}
    first, second, *_rest = qualification.requires
    judgements = [
        Judgement(first, Verdict.VALIDATED, DAY, ("institute", "field")),
        Judgement(second, Verdict.PARTLY, DAY, ("institute", "field"), Remainder(hours=2)),
    ]
    found = potential_of(gap_of(qualification, region.framework, judgements), region.framework)
    whole = sum(hours[code] for code in qualification.requires)
    assert (found.validated, found.partly, found.total) == (1, 1, len(qualification.requires))
    assert found.spared == hours[first] + hours[second] - 2
    assert found.hours == whole - found.spared
