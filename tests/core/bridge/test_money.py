"""The money in a dossier file: read whole, refused with every error, and never kept or sent on."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from loopbrug.core.bridge.dossier_file import dossier_from, mapping_of, read_dossier
from loopbrug.core.bridge.dossier_shape import json_schema
from loopbrug.core.bridge.model import Bridge, Dossier, Money
from loopbrug.core.bridge.money import finance_case, training_of
from loopbrug.core.finance.model import (
    Certainty,
    CostKind,
    EndedBy,
    Experience,
    ExperienceKind,
    OldJob,
    Payer,
    Scale,
    Training,
)
from loopbrug.core.law.loader import load_law
from loopbrug.core.orientation.judge import orient
from loopbrug.core.programme.model import PlannedUnit, Programme, Status
from loopbrug.core.terms.finding import BadDataError
from loopbrug.core.terms.words import Period, Place

ROOT = Path(__file__).parents[3]
PLACES = (Place("3811", "Amersfoort", 52.15, 5.39),)
EXAMPLES = sorted((ROOT / "examples").glob("p*.yaml"))
DAY = date(2026, 11, 23)
CONTRIBUTION = "contributions[0]"
HEAD = """\
loopbrug: 1
name: Roos
wanted: {sector: vo, degree: second, subject: duits}
week: {study_hours: 12, start_on_or_after: 2027-02-01}
"""
MONEY = """\
money:
  old_jobs: [{monthly: 4350.50, hours: 36, since: 2011-09-01}]
  terms: {starts_on: 2027-02-01, fte: 0.8}
  training: {price: 9450}
  contributions: [{payer: municipality, ground: Budget, since: 2027-02-01, once: 15000}]
  supplement: {payer: old-employer, percentages: [100, 50]}
"""
JOBS = """\
jobs: [{title: Vertaler, since: 2011-09-01, fte: 1.2, field: germanistiek}]
posts: [{employer: Bestuur, sector: vo, kind: unqualified, since: 2025-09-01, fte: 0.5}]
"""


def read(text: str) -> Dossier:
    return read_dossier(text, PLACES)


def money_in(text: str) -> Money:
    money = read(text).money
    assert money is not None
    return money


def errors_of(text: str) -> list[tuple[str, str]]:
    with pytest.raises(BadDataError) as refused:
        read(text)
    return [(each.code, each.about) for each in refused.value.findings]


def bridge_of(dossier: Dossier, programme: Programme | None = None) -> Bridge:
    return Bridge(DAY, orient(dossier.person, load_law(), DAY), None, None, programme, (), ())


def test_money_is_read_in_exact_amounts_with_what_was_not_told_left_open() -> None:
    money = money_in(HEAD + MONEY)
    assert money.old_jobs == (OldJob(Decimal("4350.50"), Decimal(36), date(2011, 9, 1)),)
    assert money.old_jobs[0].ended_by is EndedBy.UNKNOWN
    assert money.terms is not None
    assert (money.terms.scale, money.terms.step) == (Scale.LB, None)
    assert money.training.price == Decimal(9450)
    assert money.training.assessment_price is None
    contribution = money.contributions[0]
    assert (contribution.payer, contribution.once) == (Payer.MUNICIPALITY, Decimal(15000))
    assert contribution.certainty is Certainty.OFFER
    assert money.supplement is not None
    assert money.supplement.percentages == (Decimal(100), Decimal(50))


def test_dossier_without_money_has_none() -> None:
    assert read(HEAD).money is None


def test_pay_in_another_currency_is_worth_nothing_known_until_the_rate_is_told() -> None:
    foreign = HEAD + MONEY.replace("hours: 36", "hours: 36, currency: CHF")
    assert money_in(foreign).old_jobs[0].rate is None
    told = foreign.replace("currency: CHF", "currency: CHF, rate: 1.07")
    assert money_in(told).old_jobs[0].rate == Decimal("1.07")


def test_experience_left_out_is_that_of_jobs_and_posts_never_guessed_to_be_relevant() -> None:
    assert money_in(HEAD + JOBS + MONEY).experience == (
        Experience(ExperienceKind.OTHER, date(2011, 9, 1), None, Decimal(1), "Vertaler"),
        Experience(ExperienceKind.EDUCATION, date(2025, 9, 1), None, Decimal("0.5"), "Bestuur"),
    )


def test_background_takes_what_the_rest_of_the_dossier_tells() -> None:
    text = HEAD + "student_since: 2026-09-01\nqualifications: [{sector: po, degree: primary}]\n"
    background = money_in(text + MONEY).background
    assert background.qualified
    assert background.enrolled_in_training
    assert background.support_post is None
    assert background.granted_before is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("monthly: 4350.50", "monthly: 4.350", ("bridge.number-range", "old_jobs[0].monthly")),
        ("monthly: 4350.50", "monthly: -1", ("bridge.number-range", "old_jobs[0].monthly")),
        ("monthly: 4350.50, ", "", ("bridge.key-missing", "old_jobs[0]")),
        ("hours: 36", "hours: 44", ("bridge.hours-above-full", "old_jobs[0]")),
        ("hours: 36", "hours: 36, until: 2010-01-01", ("bridge.period-backwards", "old_jobs[0]")),
        ("hours: 36", "hours: 36, currency: euro", ("bridge.text-form", "old_jobs[0].currency")),
        ("fte: 0.8", "fte: 1.2", ("bridge.number-range", "terms.fte")),
        ("fte: 0.8", "fte: 0", ("bridge.fte-zero", "terms.fte")),
        ("fte: 0.8", "fte: 0.8, step: 13", ("bridge.number-range", "terms.step")),
        ("fte: 0.8", "fte: 0.8, scale: L11", ("bridge.word-unknown", "terms.scale")),
        (
            "fte: 0.8",
            "fte: 0.8, study_fte: 0.5, double_fte: 0.4",
            ("bridge.fte-parts-too-large", "terms"),
        ),
        ("once: 15000", "once: -15", ("bridge.number-range", "contributions[0].once")),
        ("once: 15000", "once: 1, monthly: 1", ("bridge.amount-once-or-monthly", CONTRIBUTION)),
        (", once: 15000", "", ("bridge.amount-once-or-monthly", CONTRIBUTION)),
        (
            "once: 15000",
            "once: 1, until: 2028-01-01",
            ("bridge.until-with-once", "contributions[0].until"),
        ),
        ("[100, 50]", "[100, 150]", ("bridge.number-range", "supplement.percentages[1]")),
        ("price: 9450", "prise: 9450", ("bridge.key-unknown-near", "training.prise")),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_place(
    old: str, new: str, expected: tuple[str, str]
) -> None:
    assert old in MONEY
    line = 1 + (HEAD + MONEY)[: (HEAD + MONEY).index(old)].count("\n")
    code, path = expected
    assert (code, f"line {line}: money.{path}") in errors_of(HEAD + MONEY.replace(old, new))


def test_every_error_is_told_at_once() -> None:
    wrong = MONEY.replace("fte: 0.8", "fte: 1.2").replace("4350.50", "veel").replace("9450", "-3")
    assert [code for code, _ in errors_of(HEAD + wrong)] == [
        "bridge.number-wrong",
        "bridge.number-range",
        "bridge.number-range",
    ]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_is_kept_of_an_example_holds_no_money(path: Path) -> None:
    dossier = read(path.read_text("utf-8"))
    assert dossier.money is not None
    assert dossier.money.terms is not None
    pay = dossier.money.old_jobs[0].monthly
    kept = json.dumps(mapping_of(dossier))
    assert "money" not in json.loads(kept)
    assert str(int(pay)) not in kept
    assert dossier_from(json.loads(kept), PLACES).money is None


def test_published_schema_knows_money() -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    plain = mapping_of(read(HEAD)) | {
        "money": {"old_jobs": [{"monthly": 1, "hours": 36, "since": "2020-01-01"}]}
    }
    assert [error.json_path for error in validator.iter_errors(plain)] == [
        "$.money.old_jobs[0].monthly"
    ]


def test_the_case_others_see_has_no_old_job_and_no_supplement() -> None:
    dossier = read(HEAD + MONEY)
    assert dossier.money is not None
    shown = finance_case(dossier, bridge_of(dossier))
    assert shown.old_job is None
    assert shown.supplement is None
    assert shown.contributions == dossier.money.contributions
    own = finance_case(dossier, bridge_of(dossier), private=True)
    assert own.old_job == dossier.money.old_jobs[0]
    assert own.supplement == dossier.money.supplement


def test_a_case_without_terms_takes_the_wishes_and_the_promised_size() -> None:
    dossier = read(HEAD + "appointment: {promised: true, fte: 0.6}\n" + JOBS)
    case = finance_case(dossier, bridge_of(dossier))
    assert (case.terms.starts_on, case.terms.fte) == (date(2027, 2, 1), Decimal("0.6"))
    assert [each.kind for each in case.experience] == [
        ExperienceKind.OTHER,
        ExperienceKind.EDUCATION,
    ]


def test_days_and_hours_of_the_training_are_those_of_the_programme_unless_told() -> None:
    units = tuple(
        PlannedUnit(code, code, (), 40, 4, Period(first, last))
        for code, first, last in (
            ("A", date(2027, 3, 1), date(2027, 5, 1)),
            ("B", date(2027, 2, 8), date(2027, 9, 1)),
        )
    )
    programme = Programme(Status.PROVED, units, 80, 80, finish=date(2027, 9, 1))
    found = training_of(programme, Training(price=Decimal(9450)))
    assert (found.starts_on, found.ends_on, found.hours) == (
        date(2027, 2, 8), date(2027, 9, 1), 80,
    )  # fmt: skip
    assert found.price == Decimal(9450)
    told = training_of(programme, Training(starts_on=date(2027, 4, 1), hours=60))
    assert (told.starts_on, told.ends_on, told.hours) == (
        date(2027, 4, 1), date(2027, 9, 1), 60,
    )  # fmt: skip
    assert training_of(None, Training()) == Training()


def test_the_personas_bring_their_figures() -> None:
    found = {path.stem: read(path.read_text("utf-8")).money for path in EXAMPLES}
    pay = {name: money.old_jobs[0] for name, money in found.items() if money}
    assert pay["p01"].monthly == Decimal(4350)
    assert pay["p02"].monthly == Decimal(6100)
    assert pay["p03"].fixed_monthly > 0
    assert pay["p05"].monthly * pay["p05"].full_time_hours / pay["p05"].hours == Decimal(3700)
    third, tenth = found["p03"], found["p10"]
    assert third is not None
    assert third.terms is not None
    assert third.terms.scale is Scale.LC
    assert tenth is not None
    budget = tenth.contributions[0]
    assert budget.payer is Payer.MUNICIPALITY
    assert budget.once == Decimal(15000)
    assert CostKind.TRAINING in budget.for_kinds
