"""Each source of money judged: open, not yet, shut or unknown, with every reason and its source."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.core.finance.builders import STARTS, a_case, codes

from loopbrug.core.finance.model import (
    Certainty,
    Contribution,
    CostKind,
    FinanceCase,
    LocalFund,
    Payer,
    SourceStatus,
    SourceVerdict,
    Terms,
    Training,
)
from loopbrug.core.finance.sources.judge import judged
from loopbrug.core.law.loader import load_law
from loopbrug.core.terms.words import Sector

LAW = load_law()
BEGUN = Training(
    starts_on=date(2026, 9, 1), ends_on=date(2028, 8, 31), begun=True, agreement_signed=True,
    suitable=True,
)  # fmt: skip


def verdict(case: FinanceCase, source: str = "subsidy") -> SourceVerdict:
    return next(each for each in judged(case, LAW) if each.source == source)


def known(**facts: object) -> FinanceCase:
    case = a_case(training=BEGUN, terms=Terms(starts_on=date(2026, 9, 1), fte=Decimal(1)))
    return replace(case, background=replace(case.background, **facts))


def given(amount: int | None = 5000, **more: object) -> Contribution:
    values = {"payer": Payer.MUNICIPALITY, "ground": "Budget", "since": STARTS} | more
    return Contribution(once=None if amount is None else Decimal(amount), **values)  # type: ignore[arg-type]


def fund(**more: object) -> LocalFund:
    values = {
        "code": "town", "name": "Stadsfonds", "payer": Payer.MUNICIPALITY,
        "amount": Decimal(4000), "valid_from": date(2026, 1, 1), "left": Decimal(90000),
    } | more  # fmt: skip
    return LocalFund(**values)  # type: ignore[arg-type]


def test_subsidy_is_open_once_training_has_begun_with_its_papers() -> None:
    found = verdict(known())
    assert (found.status, found.amount) == (SourceStatus.ELIGIBLE, 25000)
    assert codes(found.reasons) == ["subsidy-ceiling"]
    assert found.reasons[0].value("places") == 2169
    assert (found.opens_on, found.apply_by) == (date(2026, 11, 28), date(2027, 10, 15))
    assert found.paid_on == date(2027, 2, 20)
    assert found.applicant is Payer.BOARD


def test_subsidy_waits_for_the_first_day_of_training_and_for_papers() -> None:
    found = verdict(a_case())
    assert found.status is SourceStatus.NOT_YET
    assert codes(found.reasons) == [
        "subsidy-not-begun", "subsidy-needs-statement", "subsidy-needs-agreement",
        "subsidy-ceiling",
    ]  # fmt: skip
    assert (found.opens_on, found.apply_by) == (STARTS, date(2028, 10, 15))


def test_subsidy_waits_for_the_job_when_training_begins_before_it() -> None:
    found = verdict(a_case(training=BEGUN))
    assert (found.status, found.opens_on) == (SourceStatus.NOT_YET, STARTS)
    assert codes(found.reasons) == ["subsidy-not-employed", "subsidy-ceiling"]
    # The last day still counts from when training began.
    assert found.apply_by == date(2027, 10, 15)


def test_without_a_first_day_of_training_money_is_expected_as_costs_are() -> None:
    found = verdict(a_case(training=Training()))
    assert (found.status, found.opens_on, found.apply_by) == (SourceStatus.NOT_YET, None, None)
    assert found.paid_on == date(2027, 11, 24)
    assert "subsidy-start-unknown" in codes(found.reasons)


def test_subsidy_of_mbo_asks_a_proof_of_participation() -> None:
    found = verdict(a_case(sector=Sector.MBO))
    assert "subsidy-needs-participation" in codes(found.reasons)
    assert "subsidy-paper-participation" in codes(found.documents)


@pytest.mark.parametrize(
    ("starts", "day", "amount"),
    [
        (date(2022, 9, 1), date(2022, 10, 15), 20000),
        (date(2022, 9, 1), date(2022, 10, 16), 25000),
    ],
)
def test_amount_follows_the_day_of_applying(starts: date, day: date, amount: int) -> None:
    training = replace(BEGUN, starts_on=starts, ends_on=None)
    terms = Terms(starts_on=starts, fte=Decimal(1))
    assert verdict(replace(known(), day=day, training=training, terms=terms)).amount == amount


def test_subsidy_can_be_too_late_by_one_day() -> None:
    training = replace(BEGUN, starts_on=date(2025, 9, 1))
    last = replace(known(), day=date(2026, 10, 15), training=training)
    assert verdict(last).status is SourceStatus.ELIGIBLE
    late = verdict(replace(last, day=date(2026, 10, 16)))
    assert (late.status, late.amount) == (SourceStatus.NOT_ELIGIBLE, 0)
    assert "subsidy-too-late" in codes(late.reasons)


@pytest.mark.parametrize(
    ("last", "finished", "status"),
    [
        (date(2024, 9, 1), False, SourceStatus.NOT_ELIGIBLE),
        (date(2024, 8, 31), False, SourceStatus.ELIGIBLE),
        (date(2025, 6, 30), True, SourceStatus.ELIGIBLE),
    ],
)
def test_a_student_of_the_last_two_years_is_shut_out(
    last: date, finished: bool, status: SourceStatus
) -> None:
    assert verdict(known(student_last=last, student_finished=finished)).status is status


def test_an_enrolled_student_is_shut_out() -> None:
    assert "subsidy-enrolled" in codes(verdict(known(enrolled_in_training=True)).reasons)


def test_once_for_the_same_qualification() -> None:
    assert verdict(known(granted_before=True)).status is SourceStatus.NOT_ELIGIBLE
    unknown = verdict(known(granted_before=None))
    assert unknown.status is SourceStatus.NOT_YET
    assert "subsidy-granted-unknown" in codes(unknown.reasons)


def test_after_the_scheme_ends_it_is_unknown_and_not_counted() -> None:
    training = Training(starts_on=date(2029, 1, 1))
    found = verdict(a_case(training=training))
    assert found.status is SourceStatus.UNKNOWN
    assert "subsidy-scheme-over" in codes(found.reasons)
    open_still = verdict(a_case(training=Training(starts_on=date(2028, 12, 31))))
    assert open_still.status is SourceStatus.NOT_YET


def test_before_the_first_amount_it_is_unknown() -> None:
    day = date(2010, 1, 1)
    terms = Terms(starts_on=day, fte=Decimal(1))
    found = verdict(a_case(day=day, training=Training(starts_on=day), terms=terms))
    assert (found.status, found.amount) == (SourceStatus.UNKNOWN, 0)
    assert "subsidy-amount-unknown" in codes(found.reasons)


def test_every_reason_of_law_names_its_source() -> None:
    for found in (verdict(a_case()), verdict(known(enrolled_in_training=True))):
        assert all(reason.source is not None for reason in found.reasons)


def test_support_staff_scheme_is_unknown_after_2025() -> None:
    case = known(support_post=True, enrolled_in_training=True)
    assert "sool-year-unknown" in codes(verdict(case, "sool").reasons)
    assert verdict(case, "sool").status is SourceStatus.UNKNOWN
    training = replace(BEGUN, starts_on=date(2025, 9, 1), ends_on=date(2029, 8, 31))
    then = verdict(replace(case, day=date(2025, 9, 15), training=training), "sool")
    assert (then.status, then.amount) == (SourceStatus.ELIGIBLE, 20000)
    assert then.apply_by == date(2025, 10, 15)


def test_support_staff_scheme_asks_a_post_and_a_funded_training() -> None:
    found = verdict(a_case(), "sool")
    assert {"sool-no-post", "sool-no-funded-training"} <= set(codes(found.reasons))
    assert found.status is SourceStatus.NOT_ELIGIBLE


def test_teacher_grant_is_for_the_qualified_and_not_for_the_track() -> None:
    assert codes(verdict(known(), "teacher-grant").reasons) == ["teacher-grant-unqualified"]
    during = verdict(known(qualified=True), "teacher-grant")
    assert codes(during.reasons) == ["teacher-grant-second-career"]
    case = known(qualified=True)
    after = verdict(replace(case, training=replace(BEGUN, suitable=False)), "teacher-grant")
    assert (after.status, after.amount) == (SourceStatus.NOT_YET, 3500)
    assert (after.opens_on, after.apply_by) == (date(2027, 4, 1), date(2027, 5, 15))
    assert after.applicant is Payer.CANDIDATE


def test_who_is_qualified_gets_the_subsidy_only_on_a_track_with_a_statement() -> None:
    case = replace(known(qualified=True), training=replace(BEGUN, suitable=False))
    assert verdict(case).status is SourceStatus.UNKNOWN


@pytest.mark.parametrize("source", ["lll-credit", "lkv-older", "slim", "stap"])
def test_what_gives_nothing_is_told_with_its_reason(source: str) -> None:
    found = verdict(a_case(), source)
    assert found.status is SourceStatus.NOT_ELIGIBLE
    assert found.reasons


def test_advantage_for_older_workers_depends_on_the_first_day() -> None:
    case = known(on_benefit=True)
    early = replace(case, terms=Terms(starts_on=date(2025, 12, 31), fte=Decimal(1)))
    assert codes(verdict(early, "lkv-older").reasons) == ["lkv-ask-age"]
    later = replace(case, terms=Terms(starts_on=date(2026, 1, 1), fte=Decimal(1)))
    assert codes(verdict(later, "lkv-older").reasons) == ["lkv-over"]


def test_a_loan_covers_nothing() -> None:
    found = verdict(known(enrolled_in_training=True), "lll-credit")
    assert (found.amount, codes(found.reasons)) == (0, ["lll-loan"])


def test_city_money_is_for_primary_schools_only() -> None:
    assert verdict(a_case(), "g5").status is SourceStatus.UNKNOWN
    assert verdict(a_case(sector=Sector.VO), "g5").status is SourceStatus.NOT_ELIGIBLE


def test_benefits_agency_is_asked_when_there_is_a_benefit() -> None:
    assert codes(verdict(known(on_benefit=True), "uwv").reasons) == [
        "uwv-ask-bridge", "uwv-ask-trial",
    ]  # fmt: skip
    assert verdict(known(on_benefit=False), "uwv").status is SourceStatus.NOT_ELIGIBLE


@pytest.mark.parametrize(
    ("more", "status", "code", "amount"),
    [
        ({}, SourceStatus.ELIGIBLE, "fund-open", 4000),
        ({"left": None}, SourceStatus.ELIGIBLE, "fund-left-unknown", 4000),
        ({"left": Decimal(0)}, SourceStatus.NOT_ELIGIBLE, "fund-empty", 0),
        ({"left": Decimal(1500)}, SourceStatus.ELIGIBLE, "fund-nearly-empty", 1500),
        ({"sectors": (Sector.VO,)}, SourceStatus.NOT_ELIGIBLE, "fund-sector", 0),
        ({"valid_from": date(2027, 1, 1)}, SourceStatus.NOT_YET, "fund-not-open", 4000),
        ({"apply_by": date(2026, 11, 27)}, SourceStatus.NOT_ELIGIBLE, "fund-over", 0),
        ({"amount": Decimal(-1)}, SourceStatus.NOT_ELIGIBLE, "fund-negative", 0),
        ({"share": Decimal(120)}, SourceStatus.NOT_ELIGIBLE, "fund-share-wrong", 0),
    ],
)
def test_a_local_fund_says_why(
    more: dict[str, object], status: SourceStatus, code: str, amount: int
) -> None:
    found = verdict(a_case(local_funds=(fund(**more),)), "town")
    assert (found.status, found.amount) == (status, amount)
    assert code in codes(found.reasons)


def test_two_funds_with_one_code_count_once_for_the_smaller_amount() -> None:
    funds = (fund(), fund(amount=Decimal(3000)))
    found = [each for each in judged(a_case(local_funds=funds), LAW) if each.source == "town"]
    assert [each.amount for each in found] == [3000]
    assert "fund-twice" in codes(found[0].reasons)


def test_a_fund_with_the_code_of_a_scheme_does_not_take_its_place() -> None:
    case = a_case(local_funds=(fund(code="subsidy"),))
    assert verdict(case).amount == 25000
    shut = verdict(case, "fund-subsidy")
    assert (shut.amount, codes(shut.reasons)[0]) == (0, "fund-code-national")


def test_a_monthly_sum_counts_each_month_of_its_period() -> None:
    gift = given(None, monthly=Decimal(200), until=date(2028, 8, 31), code="C1")
    found = verdict(a_case(contributions=(gift,)), "C1")
    assert (found.amount, found.paid_until) == (2400, date(2028, 8, 31))


def test_a_monthly_sum_without_end_counts_until_training_ends_and_says_so() -> None:
    gift = given(None, monthly=Decimal(100), code="C1")
    found = verdict(a_case(contributions=(gift,)), "C1")
    assert (found.amount, "gift-no-end" in codes(found.reasons)) == (2400, True)


@pytest.mark.parametrize(
    ("gift", "code"),
    [
        (given(-5, code="C1"), "gift-negative"),
        (given(5, monthly=Decimal(5), code="C1"), "gift-once-or-monthly"),
        (given(None, code="C1"), "gift-once-or-monthly"),
        (given(5, until=date(2020, 1, 1), code="C1"), "gift-backwards"),
    ],
)
def test_a_contribution_that_cannot_be_counts_for_nothing(gift: Contribution, code: str) -> None:
    found = verdict(a_case(contributions=(gift,)), "C1")
    assert (found.status, found.amount) == (SourceStatus.NOT_ELIGIBLE, 0)
    assert code in codes(found.reasons)


def test_what_is_entered_twice_counts_once_and_says_so() -> None:
    gifts = (given(code="C1"), given(code="C2", certainty=Certainty.AGREED))
    found = [each for each in judged(a_case(contributions=gifts), LAW) if each.title == "Budget"]
    assert [(each.amount, each.certainty) for each in found] == [(5000, Certainty.AGREED)]
    assert "gift-twice" in codes(found[0].reasons)


def test_a_subsidy_that_was_received_is_not_counted_beside_the_rule() -> None:
    gift = given(25000, payer=Payer.MINISTRY, code="subsidy", certainty=Certainty.RECEIVED)
    found = [e for e in judged(a_case(contributions=(gift,)), LAW) if e.source == "subsidy"]
    assert [(e.amount, e.certainty, e.status) for e in found] == [
        (25000, Certainty.RECEIVED, SourceStatus.ELIGIBLE)
    ]


def test_a_subsidy_entered_twice_counts_once() -> None:
    one = given(25000, payer=Payer.MINISTRY, code="subsidy", certainty=Certainty.RECEIVED)
    two = replace(one, ground="Nog eens", since=date(2027, 12, 1))
    found = [e for e in judged(a_case(contributions=(one, two)), LAW) if e.source == "subsidy"]
    assert [each.amount for each in found] == [25000]
    assert {"gift-twice", "source-awarded"} <= set(codes(found[0].reasons))


def test_more_than_the_scheme_can_give_is_cut_and_marked() -> None:
    gift = given(40000, payer=Payer.MINISTRY, code="subsidy", certainty=Certainty.AGREED)
    found = verdict(a_case(contributions=(gift,)))
    assert (found.amount, "source-awarded-over" in codes(found.reasons)) == (25000, True)


def test_two_grounds_on_one_day_are_two_contributions() -> None:
    gifts = (given(ground="Een"), given(ground="Twee"))
    titles = [each.title for each in judged(a_case(contributions=gifts), LAW) if each.title]
    assert titles == ["Een", "Twee"]


def test_order_of_contributions_and_funds_does_not_matter() -> None:
    gifts = (given(code="C1"), given(code="C2"), given(7, ground="Twee"), given(-1, code="C3"))
    funds = (fund(), fund(code="region"), fund(amount=Decimal(1)))
    case = a_case(contributions=gifts, local_funds=funds)
    turned = a_case(contributions=gifts[::-1], local_funds=funds[::-1])
    assert judged(case, LAW) == judged(turned, LAW)


def test_kinds_of_the_subsidy_leave_out_double_staffing() -> None:
    assert CostKind.DOUBLE_STAFFING not in verdict(a_case()).for_kinds
