"""The whole case put together, and what it never says without the old job."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.finance.builders import STARTS, a_case, codes, cost

from loopbrug.core.finance.business import business_case
from loopbrug.core.finance.model import (
    Certainty,
    Contribution,
    CostKind,
    Experience,
    ExperienceKind,
    FinanceCase,
    LocalFund,
    OldJob,
    Payer,
    Scale,
    Terms,
    Training,
)
from loopbrug.core.law.loader import load_law
from loopbrug.core.terms.finding import blocking
from loopbrug.core.terms.words import Degree, Sector

LAW = load_law()
END = date(2029, 8, 31)
OLD = OldJob(monthly=Decimal(4350), hours=Decimal(36), since=date(2012, 1, 1))
TERMS = Terms(
    starts_on=STARTS, fte=Decimal("0.8"), step=3, study_fte=Decimal("0.2"),
    guidance_hours=(80, 60),
)  # fmt: skip
TRAINING = Training(STARTS, END, 1500, Decimal(12000), Decimal(2000), Decimal(1500))
CASE = a_case(terms=TERMS, training=TRAINING)


def test_what_is_covered_and_open_is_what_it_costs() -> None:
    found = business_case(CASE, LAW)
    total = sum(line.amount for line in found.costs)
    assert found.stack.covered == 25000
    assert sum(part.amount for part in found.uncovered) == total - 25000
    assert found.cash[-1].balance == 25000 - total
    assert {part.bearer for part in found.uncovered} == {Payer.BOARD}


def test_before_signing_nobody_bears_what_the_institute_asks() -> None:
    over = replace(TRAINING, price=Decimal(40000))
    found = business_case(replace(CASE, training=over), LAW)
    bearers = {part.kind: part.bearer for part in found.uncovered}
    assert bearers[CostKind.STUDY_LEAVE] is Payer.BOARD
    assert None in bearers.values()
    signed = replace(over, agreement_signed=True)
    found = business_case(replace(CASE, training=signed), LAW)
    assert {part.bearer for part in found.uncovered} == {Payer.BOARD}


def test_without_the_old_job_nothing_is_said_of_it() -> None:
    found = business_case(CASE, LAW)
    assert found.private is None
    assert found.salary is not None
    assert found.salary.fitting is None


def test_the_old_job_changes_nothing_in_what_the_school_sees() -> None:
    school, own = business_case(CASE, LAW), business_case(replace(CASE, old_job=OLD), LAW)
    assert own.private is not None
    assert (own.costs, own.stack, own.cash, own.uncovered) == (
        school.costs, school.stack, school.cash, school.uncovered,
    )  # fmt: skip
    # 12 x 4,350 x 1.08 = 56,376.00; nobody ended the job, so no severance pay is due.
    assert own.private.severance.value.amount == 0
    assert own.private.supplement[0].proposal
    assert own.private.gap == 56376 - own.salary.chosen.value.pay.yearly  # type: ignore[union-attr]
    assert own.private.old.value.yearly == 56376


def test_premium_of_the_foundation_comes_in_as_a_cost() -> None:
    premium = cost(CostKind.PREMIUM, 2400, STARTS, END)
    found = business_case(CASE, LAW, [premium])
    open_for = {part.kind: (part.amount, part.bearer) for part in found.uncovered}
    assert open_for[CostKind.PREMIUM] == (2400, Payer.BOARD)


def test_own_time_is_what_paid_study_time_leaves() -> None:
    # 0.2 x 1659 x 2 = 663.6 hours of 1500.
    found = business_case(CASE, LAW)
    (told,) = [each for each in found.findings if each.code == "finance.own-time"]
    assert (told.value("hours"), told.value("paid")) == (836, 663)


def test_a_stop_in_month_three_shows_what_goes_back() -> None:
    gift = Contribution(
        Payer.MINISTRY, "Subsidie", date(2027, 11, 1), Decimal(25000),
        certainty=Certainty.RECEIVED, code="subsidy",
    )  # fmt: skip
    training = replace(TRAINING, begun=True, stopped_on=date(2027, 11, 20))
    case = replace(CASE, day=date(2027, 12, 1), training=training, contributions=(gift,))
    found = business_case(case, LAW)
    assert found.stopped is not None
    (line,) = found.stopped.lines
    # Three of 24 months of 12,000 and 2,000 for the assessment, three of 12 of the paid hours.
    hours = sum(
        each.amount for each in found.costs
        if each.kind in (CostKind.GUIDANCE, CostKind.STUDY_LEAVE)
    )  # fmt: skip
    assert line.spent == 3500 + hours
    assert line.back == 25000 - line.spent
    told = codes(found.findings)
    assert {"track-stopped", "stop-back-unspent", "stop-report", "stop-lost"} <= set(told)
    assert "subsidy.pay_back_unspent" in {figure.dated.name for figure in found.figures}
    assert found.stack.uncovered == 0


def test_a_start_before_the_first_table_is_told_and_not_computed() -> None:
    early = date(1990, 9, 1)
    case = replace(CASE, terms=replace(TERMS, starts_on=early), training=Training(early))
    found = business_case(case, LAW)
    assert (found.salary, found.employer_cost) == (None, None)
    assert "start-before-tables" in codes(found.findings)


def test_every_figure_used_can_be_shown_with_its_source() -> None:
    found = business_case(CASE, LAW)
    names = {figure.dated.name for figure in found.figures}
    assert {"subsidy.amount", "salary.po_lb", "salary.hours_per_year"} <= names
    assert all(figure.dated.source.law for figure in found.figures)


def test_deadlines_say_whose_they_are() -> None:
    found = business_case(CASE, LAW).deadlines
    assert [(each.code, each.whose, each.last) for each in found] == [
        ("decision", Payer.MINISTRY, date(2027, 10, 27)),
        ("advance", Payer.MINISTRY, date(2027, 11, 24)),
        ("apply", Payer.BOARD, date(2028, 10, 15)),
    ]


def test_once_the_subsidy_is_there_nobody_applies_for_it() -> None:
    gift = Contribution(
        Payer.MINISTRY, "Subsidie", date(2027, 11, 1), Decimal(25000),
        certainty=Certainty.AGREED, code="subsidy",
    )  # fmt: skip
    assert business_case(replace(CASE, contributions=(gift,)), LAW).deadlines == ()


def test_terms_that_cannot_be_give_no_pay_and_say_so() -> None:
    for terms in (replace(TERMS, fte=Decimal("1.2")), replace(TERMS, step=13)):
        found = business_case(replace(CASE, terms=terms, old_job=OLD), LAW)
        assert (found.salary, found.private) == (None, None)
        assert blocking(found.findings)
        paid = [line for line in found.costs if line.kind is CostKind.STUDY_LEAVE]
        assert not any(line.known for line in paid)


def test_old_pay_in_an_unknown_currency_gives_nothing_private_and_says_so() -> None:
    job = replace(OLD, currency="CHF", rate=None)
    found = business_case(replace(CASE, old_job=job), LAW)
    assert found.private is None
    assert "rate-missing" in codes(found.findings)


AMOUNT = st.decimals(-100, 100000, places=2)
DAYS = st.dates(date(2015, 1, 1), date(2035, 1, 1))
FTE = st.decimals(Decimal("-0.5"), Decimal("1.5"), places=2)
ANY_TERMS = st.builds(
    Terms, starts_on=DAYS, fte=FTE, scale=st.sampled_from(Scale),
    step=st.none() | st.integers(-1, 14), study_fte=FTE, double_fte=FTE,
    double_months=st.integers(-2, 30),
    guidance_hours=st.lists(st.integers(-5, 200), max_size=4).map(tuple),
)  # fmt: skip
ANY_TRAINING = st.builds(
    Training, starts_on=st.none() | DAYS, ends_on=st.none() | DAYS, hours=st.integers(-5, 3000),
    price=st.none() | AMOUNT, begun=st.booleans(), suitable=st.booleans(),
    stopped_on=st.none() | DAYS, qualified_on=st.none() | DAYS,
)  # fmt: skip
ANY_JOB = st.builds(
    OldJob, monthly=AMOUNT, hours=FTE.map(lambda part: part * 40), since=DAYS,
    until=st.none() | DAYS, currency=st.sampled_from(("EUR", "CHF")), rate=st.none() | FTE,
)  # fmt: skip
ANY_GIFT = st.builds(
    Contribution, payer=st.sampled_from(Payer), ground=st.sampled_from(("Een", "Twee")),
    since=DAYS, once=st.none() | AMOUNT, monthly=st.none() | AMOUNT, until=st.none() | DAYS,
    certainty=st.sampled_from(Certainty), code=st.sampled_from(("", "C1", "subsidy")),
)  # fmt: skip
ANY_WORK = st.builds(
    Experience, kind=st.sampled_from(ExperienceKind), since=DAYS, until=st.none() | DAYS, fte=FTE
)
ANY_FUND = st.builds(
    LocalFund, code=st.sampled_from(("a", "b", "subsidy")), name=st.just("Fonds"),
    payer=st.sampled_from(Payer), amount=AMOUNT, valid_from=DAYS, valid_until=st.none() | DAYS,
    share=st.decimals(-5, 120, places=0), left=st.none() | AMOUNT,
    excludes=st.lists(st.sampled_from(("subsidy", "a", "b")), max_size=2).map(tuple),
)  # fmt: skip
ANY_CASE = st.builds(
    FinanceCase, day=DAYS, sector=st.sampled_from(Sector), degree=st.sampled_from(Degree),
    terms=ANY_TERMS, training=ANY_TRAINING, old_job=st.none() | ANY_JOB,
    experience=st.lists(ANY_WORK, max_size=3).map(tuple),
    contributions=st.lists(ANY_GIFT, max_size=4).map(tuple),
    local_funds=st.lists(ANY_FUND, max_size=3).map(tuple),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(ANY_CASE)
def test_whatever_is_entered_is_answered_and_adds_up(case: FinanceCase) -> None:
    found = business_case(case, LAW)
    total = sum(line.amount for line in found.costs)
    assert found.stack.covered + sum(part.amount for part in found.uncovered) == total
    assert all(line.amount >= 0 for line in found.costs)
    if found.cash:
        assert found.cash[-1].balance == found.stack.covered - total
    if case.old_job is None:
        assert found.private is None
