"""The part ``money`` of the dossier file: old pay, terms, prices, contributions, funds."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from loopbrug.core.bridge.shapes import (
    Day,
    Key,
    ListOf,
    Number,
    Record,
    Text,
    YesNo,
    backwards,
    code_like,
    enum_of,
)
from loopbrug.core.bridge.tree import Spot
from loopbrug.core.finance.model import (
    Certainty,
    CostKind,
    EndedBy,
    ExperienceKind,
    Payer,
    Scale,
)
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Sector

STEPS = 12
LEAST_PAY, MOST_PAY = 50, 100_000
"""Below the least, "4.350" was meant as thousands and reads as four euros."""


def _since_until(values: Mapping[str, Any], spot: Spot) -> Finding | None:
    return backwards(values, spot, "since", "until")


def _begin_end(values: Mapping[str, Any], spot: Spot) -> Finding | None:
    return backwards(values, spot, "starts_on", "ends_on")


def _valid(values: Mapping[str, Any], spot: Spot) -> Finding | None:
    return backwards(values, spot, "valid_from", "valid_until")


def _some_fte(values: Mapping[str, Any], spot: Spot) -> Finding | None:
    """A job of no size says nothing; leave it out."""
    if values.get("fte") == 0:
        return Finding.of("bridge.fte-zero", str(spot.at("fte")))
    return None


def _hours_fit(values: Mapping[str, Any], spot: Spot) -> Finding | None:
    """Nobody works more hours than a full week there has, but for overtime."""
    hours, full = values["hours"], values.get("full_time_hours", Decimal(40))
    if hours > full:
        return Finding.of("bridge.hours-above-full", str(spot), hours=hours, most=full)
    return None


def _parts_fit(values: Mapping[str, Any], spot: Spot) -> Finding | None:
    """Study leave and double staffing are parts of the paid job."""
    parts = values.get("study_fte", Decimal(0)) + values.get("double_fte", Decimal(0))
    if parts > values["fte"]:
        return Finding.of("bridge.fte-parts-too-large", str(spot), parts=parts, fte=values["fte"])
    return None


def _one_amount(values: Mapping[str, Any], spot: Spot) -> Finding | None:
    """A sum is paid once or every month, so exactly one of the two is told."""
    if ("once" in values) == ("monthly" in values):
        return Finding.of("bridge.amount-once-or-monthly", str(spot))
    if "once" in values and "until" in values:
        return Finding.of("bridge.until-with-once", str(spot.at("until")))
    return None


def _percent(meaning: str) -> Key:
    return Key(Number(0, 100, Decimal), meaning)


def _euros(meaning: str, most: int = 1_000_000, *, required: bool = False) -> Key:
    return Key(Number(0, most, Decimal), meaning, required=required)


def _share(meaning: str, *, required: bool = False) -> Key:
    return Key(Number(0, 1, Decimal), meaning, required=required)


_KINDS = Key(ListOf(enum_of(CostKind), 20), "Costs it may be used for; all when left out.")
_OLD_JOB = Record(
    {
        "title": Key(Text(), "What the job is or was called."),
        "monthly": Key(
            Number(LEAST_PAY, MOST_PAY, Decimal),
            "Gross pay a month for these hours.",
            required=True,
        ),
        "hours": Key(Number(1, 60, Decimal), "Hours a week.", required=True),
        "full_time_hours": Key(Number(20, 60, Decimal), "A full week there; 40 when left out."),
        "since": Key(Day(), "First day of the job.", required=True),
        "until": Key(Day(), "Last day; leave out while it goes on."),
        "ended_by": Key(enum_of(EndedBy), "Who ended it: decides on severance pay."),
        "holiday": _percent("Holiday allowance, percent of pay; 8 when left out."),
        "year_end": _percent("Fixed year-end bonus, percent of pay."),
        "fixed_monthly": _euros("Fixed supplements a month, as for shifts.", MOST_PAY),
        "variable_yearly": _euros("Bonus and profit a year, averaged over three years."),
        "currency": Key(Text(3, "[A-Z]{3}", "EUR"), "Currency of the pay; EUR when left out."),
        "rate": Key(Number(0, 1000, Decimal), "Euros for one unit of another currency."),
    },
    (_since_until, _hours_fit),
)
_EXPERIENCE = Record(
    {
        "kind": Key(enum_of(ExperienceKind), "What the work was.", required=True),
        "since": Key(Day(), "First day.", required=True),
        "until": Key(Day(), "Last day; leave out while it goes on."),
        "fte": _share("Size of the job; 1 when left out."),
        "title": Key(Text(), "What it was called."),
    },
    (_since_until, _some_fte),
)
_RECOGNITION = Record(
    {
        kind.value: _share(f"Step for each year of this kind ({kind.value}).")
        for kind in ExperienceKind
    }
)
_TERMS = Record(
    {
        "starts_on": Key(Day(), "First day of the appointment.", required=True),
        "fte": _share("Size of the paid job.", required=True),
        "scale": Key(enum_of(Scale), "Salary scale; LB when left out."),
        "step": Key(Number(1, STEPS), "Step on the scale, once chosen."),
        "study_fte": _share("Part of the job that is paid study leave."),
        "double_fte": _share("Part of the job beside another teacher."),
        "double_months": Key(Number(0, 24), "For how many months that is."),
        "allowance": _euros("Labour-market allowance a month at full time.", 10_000),
        "guidance_hours": Key(ListOf(Number(0, 1659), 5), "Hours of guidance, each year."),
        "recognition": Key(_RECOGNITION, "How much of a year counts as a step, per kind."),
        "small_employer": Key(YesNo(), "Whether the board pays the low disability premium."),
        "whk": _percent("The board's own premium for the return-to-work fund."),
        "temporary": Key(YesNo(), "False for a permanent contract."),
        "last_salary_step": Key(
            Number(1, STEPS), "In mbo: step of the last salary, when the candidate tells it."
        ),
    },
    (_some_fte, _parts_fit),
)
_TRAINING = Record(
    {
        "starts_on": Key(Day(), "First day; that of the programme when left out."),
        "ends_on": Key(Day(), "Last day; that of the programme when left out."),
        "hours": Key(Number(1, 5000), "Study hours; those of the programme when left out."),
        "price": _euros("What the institute asks for the training."),
        "assessment_price": _euros("What it asks for the suitability assessment."),
        "final_price": _euros("What it asks for the final competence assessment."),
        "begun": Key(YesNo(), "Whether the training has really started."),
        "agreement_signed": Key(YesNo(), "Whether all parties signed the agreement."),
        "suitable": Key(YesNo(), "Whether a statement of suitability was given."),
        "stopped_on": Key(Day(), "Day on which the candidate stopped."),
        "qualified_on": Key(Day(), "Day of the qualification."),
    },
    (_begin_end,),
)
_BACKGROUND = Record(
    {
        "student_last": Key(Day(), "Last day of enrolment at a teacher training."),
        "student_finished": Key(YesNo(), "Whether that ended in a diploma."),
        "support_post": Key(YesNo(), "A post as assistant or instructor now."),
        "granted_before": Key(YesNo(), "The subsidy was given for this qualification before."),
        "on_benefit": Key(YesNo(), "An unemployment benefit now."),
        "enrolled_in_training": Key(YesNo(), "Enrolled as a student at a funded training."),
        "years_worked": Key(Number(0, 60), "Years of employment, as the benefit counts them."),
    }
)
_CONTRIBUTION = Record(
    {
        "code": Key(code_like("C1"), "Own short code."),
        "payer": Key(enum_of(Payer), "Who pays.", required=True),
        "ground": Key(Text(), "On what ground, in words.", required=True),
        "since": Key(Day(), "Day of payment, or the first month.", required=True),
        "until": Key(Day(), "Last day of a monthly sum."),
        "once": _euros("A sum that is paid once."),
        "monthly": _euros("A sum that is paid every month.", MOST_PAY),
        "certainty": Key(enum_of(Certainty), "How sure it is; an offer when left out."),
        "for_kinds": _KINDS,
    },
    (_since_until, _one_amount),
)
_FUND = Record(
    {
        "code": Key(code_like("region-2027"), "Own short code.", required=True),
        "name": Key(Text(), "Name of the fund.", required=True),
        "payer": Key(enum_of(Payer), "Who pays.", required=True),
        "amount": _euros("The most for each candidate.", required=True),
        "valid_from": Key(Day(), "First day one can apply.", required=True),
        "valid_until": Key(Day(), "Last day."),
        "share": _percent("The most it pays of the costs; 100 when left out."),
        "sectors": Key(ListOf(enum_of(Sector), 4), "Parts of education; all when left out."),
        "for_kinds": _KINDS,
        "excludes": Key(ListOf(code_like("subsidy"), 20), "Sources it does not go with."),
        "apply_by": Key(Day(), "Last day to apply."),
        "account_by": Key(Day(), "Last day to account for it."),
        "left": _euros("What the fund still holds.", 100_000_000),
        "needs": Key(ListOf(Text(), 20), "Documents to hand in."),
        "source": Key(Text(), "Where this can be read."),
    },
    (_valid,),
)
_SUPPLEMENT = Record(
    {
        "payer": Key(enum_of(Payer), "Who pays.", required=True),
        "percentages": Key(
            ListOf(Number(0, 100, Decimal), 10), "Percent of the gap, each year.", required=True
        ),
        "cap": _percent("The most, as a percentage of the old yearly income."),
        "certainty": Key(enum_of(Certainty), "How sure it is; an offer when left out."),
    }
)

MONEY = Record(
    {
        "old_jobs": Key(ListOf(_OLD_JOB, 5), "Jobs that are left; the first is reckoned with."),
        "experience": Key(
            ListOf(_EXPERIENCE, 60), "Earlier work by kind; the jobs and posts when left out."
        ),
        "terms": Key(_TERMS, "What the school offers, or would offer."),
        "training": Key(_TRAINING, "What the training costs, and how far it is."),
        "background": Key(_BACKGROUND, "Facts that grants ask for; unknown when left out."),
        "contributions": Key(ListOf(_CONTRIBUTION, 40), "Money somebody gives for this person."),
        "local_funds": Key(ListOf(_FUND, 20), "Funds of region, city or municipality."),
        "supplement": Key(_SUPPLEMENT, "A wage supplement that is offered or agreed."),
    }
)
