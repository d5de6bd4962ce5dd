"""Bad input: every fault at once, each at its field, with a sentence in both languages."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.core.finance.cases import case, old_job

from loopbrug.core.finance.checks import checked
from loopbrug.core.finance.model import (
    Contribution,
    EndedBy,
    Experience,
    ExperienceKind,
    FinanceCase,
    LocalFund,
    Payer,
    Recognition,
    SupplementPlan,
    Training,
)
from loopbrug.core.law.loader import load_law
from loopbrug.core.terms.finding import Weight, blocking
from loopbrug.core.terms.words import Sector
from loopbrug.web.site.sentences.book import tell

LAW = load_law()
OTHER = ExperienceKind.OTHER
SINCE = date(2026, 9, 1)


def found(bad: FinanceCase) -> set[tuple[str, str]]:
    return {(each.code.removeprefix("finance."), each.about) for each in checked(bad, LAW)}


def given(**others: object) -> Contribution:
    usual = Contribution(Payer.OLD_EMPLOYER, "sociaal plan", SINCE, once=Decimal(500))
    return replace(usual, **others)  # type: ignore[arg-type]


def test_a_plain_case_has_no_faults() -> None:
    assert checked(replace(case(), old_job=old_job(), contributions=(given(),)), LAW) == ()


BAD = [
    (case(fte=Decimal("1.2")), ("fte", "terms.fte")),
    (case(fte=Decimal(0)), ("fte", "terms.fte")),
    (case(study_fte=Decimal("1.1")), ("fte-part", "terms.study_fte")),
    (case(double_fte=Decimal("-0.1")), ("below-zero", "terms.double_fte")),
    (case(double_months=3), ("double-without-size", "terms.double_fte")),
    (case(guidance_hours=(40, -5)), ("below-zero", "terms.guidance_hours.1")),
    (case(step=13), ("step", "terms.step")),
    (case(last_salary_step=5), ("last-step-not-mbo", "terms.last_salary_step")),
    (case(allowance=Decimal(-1)), ("below-zero", "terms.allowance")),
    (case(whk=Decimal(101)), ("outside", "terms.whk")),
    (
        case(recognition=Recognition(content=Decimal(2))),
        ("outside", "terms.recognition.content"),
    ),
    (case(starts_on=date(2022, 9, 1)), ("start-before-tables", "terms.starts_on")),
    (
        replace(case(), training=Training(SINCE, date(2026, 1, 1))),
        ("ends-first", "training.ends_on"),
    ),
    (
        replace(case(), training=Training(SINCE, price=Decimal(-1))),
        ("below-zero", "training.price"),
    ),
    (
        replace(case(), experience=(Experience(OTHER, SINCE, date(2020, 1, 1)),)),
        ("ends-first", "experience.0.until"),
    ),
    (
        replace(case(), experience=(Experience(OTHER, date(2020, 1, 1), None, Decimal("1.2")),)),
        ("fte", "experience.0.fte"),
    ),
    (
        replace(case(), old_job=old_job(currency="GBP", rate=None)),
        ("rate-missing", "old_job.rate"),
    ),
    (
        replace(case(), old_job=old_job(currency="GBP", rate=Decimal(1))),
        ("rate-doubtful", "old_job.rate"),
    ),
    (replace(case(), old_job=old_job("-4000")), ("old-pay-not-above-zero", "old_job.monthly")),
    (replace(case(), old_job=old_job(hours="90")), ("hours", "old_job.hours")),
    (
        replace(case(), old_job=old_job(until=date(2000, 1, 1))),
        ("ends-first", "old_job.until"),
    ),
    (
        replace(case(), old_job=old_job(until=SINCE, ended_by=EndedBy.NOT_ENDED)),
        ("ended-or-not", "old_job.ended_by"),
    ),
    (
        replace(case(), contributions=(given(), given(once=Decimal(-5000)))),
        ("contribution-not-above-zero", "contributions.1.once"),
    ),
    (
        replace(case(), contributions=(given(monthly=Decimal(5), until=SINCE),)),
        ("once-or-monthly", "contributions.0"),
    ),
    (
        replace(case(), contributions=(given(once=None, monthly=Decimal(5)),)),
        ("contribution-open-end", "contributions.0.until"),
    ),
    (
        replace(
            case(),
            local_funds=(LocalFund("a", "A", Payer.REGION, Decimal(-1), SINCE),),
        ),
        ("below-zero", "local_funds.0.amount"),
    ),
    (
        replace(case(), supplement=SupplementPlan(Payer.REGION, (Decimal(150),))),
        ("outside", "supplement.percentages.0"),
    ),
    (replace(case(), supplement=SupplementPlan(Payer.REGION, ())), (
        "plan-years", "supplement.percentages",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("bad", "fault"), BAD, ids=lambda each: str(each)[:40])
def test_each_fault_is_found_at_its_field(bad: FinanceCase, fault: tuple[str, str]) -> None:
    assert found(bad) == {fault}


def test_all_faults_come_at_once_with_their_sentences() -> None:
    bad = case(fte=Decimal("1.2"), step=0, allowance=Decimal(-1), starts_on=date(2020, 1, 1))
    bad = replace(
        bad, old_job=old_job(currency="USD", rate=None), contributions=(given(once=Decimal(-1)),)
    )
    told = checked(bad, LAW)
    assert len(blocking(told)) == len(told) == 6
    for each in told:
        assert tell(each, "nl") != tell(each, "en")


def test_old_pay_never_stands_in_a_fault_of_it() -> None:
    bad = replace(case(), old_job=old_job("-4321.99", currency="USD", rate=None))
    assert not [each for each in checked(bad, LAW) if "4321" in tell(each, "nl")]


def test_holes_and_doubles_of_a_career_are_told_and_do_not_block() -> None:
    work = (
        Experience(OTHER, date(2010, 1, 1), date(2014, 12, 31)),
        Experience(OTHER, date(2014, 7, 1), date(2016, 12, 31)),
        Experience(OTHER, date(2019, 1, 1)),
    )
    told = checked(replace(case(), experience=work), LAW)
    assert {each.weight for each in told} == {Weight.INFORMS}
    gap, overlap = told
    assert (gap.value("first"), gap.value("last")) == (date(2017, 1, 1), date(2018, 12, 31))
    assert overlap.value("first") == date(2014, 7, 1)


def test_tables_of_each_sector_begin_on_their_own_day() -> None:
    assert found(case(Sector.MBO, starts_on=date(2022, 9, 1))) == set()
