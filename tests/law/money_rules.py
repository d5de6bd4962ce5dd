"""Facts of a money case as values of the core, and the rule each case asks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from loopbrug.core.finance.benefit import months_of_benefit
from loopbrug.core.finance.business import business_case
from loopbrug.core.finance.checks import checked
from loopbrug.core.finance.costs import costs
from loopbrug.core.finance.employer_cost import employer_cost
from loopbrug.core.finance.model import EndedBy, FinanceCase, OldJob, Payer, Scale, Terms
from loopbrug.core.finance.pay import Pay, pay_of
from loopbrug.core.finance.placement import placements
from loopbrug.core.finance.severance import school_severance, severance
from loopbrug.core.finance.sources.judge import judged
from loopbrug.core.finance.stop import End, Ending, Received
from loopbrug.core.finance.stop import stopped as money_after_stop
from loopbrug.core.finance.supplement import supplement
from loopbrug.core.finance.tax import income_tax, tax_year
from loopbrug.core.fund.factors import assumptions
from loopbrug.core.fund.losses import Ground, board_share
from loopbrug.core.fund.model import Entrant, TrackYear
from loopbrug.core.fund.stopping import stopped
from loopbrug.core.law.loader import load_law
from loopbrug.core.law.model import NoLawInForceError
from loopbrug.core.law.trace import Step, Traced, figure, uncertain
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Sector

Facts = Mapping[str, Any]
Answer = dict[str, Any]
"""What a rule says, by the names a case expects it under; ``findings`` are codes."""

LAW = load_law()


def built(kind: Any, given: Any) -> Any:
    """Return facts from a file as a value of ``kind``: numbers exact, words as codes."""
    if get_origin(kind) in (Union, UnionType):
        kind = next(each for each in get_args(kind) if each is not type(None))
    if given is None:
        return None
    if get_origin(kind) is tuple:
        return tuple(built(get_args(kind)[0], each) for each in given)
    if is_dataclass(kind):
        return _built_from(kind, given)
    if kind is Decimal:
        return Decimal(str(given))
    return kind(given) if isinstance(kind, type) and issubclass(kind, Enum) else given


def _built_from(kind: Any, given: Facts) -> Any:
    if unknown := set(given) - {each.name for each in fields(kind)}:
        raise KeyError(f"{kind.__name__} has no {sorted(unknown)}")
    hints = get_type_hints(kind)
    return kind(**{name: built(hints[name], value) for name, value in given.items()})


def figure_in_force(given: Facts, day: date) -> Answer:
    """Return what the register says on a day; ``unknown`` when it says nothing."""
    try:
        used = figure(LAW, given["name"], day)
    except NoLawInForceError:
        return {"unknown": True}
    dated = used.dated
    return {
        "unknown": False,
        "value": list(dated.value) if isinstance(dated.value, tuple) else dated.value,
        "confidence": dated.source.confidence.value,
        "provisional_since": used.provisional_since,
        "certain": used.certain,
        "law": str(dated.source),
        "formula": dated.formula,
        "until": dated.until,
    }


def step_of_scale(given: Facts, day: date) -> Answer:
    """Return what a step of a scale pays a month at full time."""
    table = figure(LAW, f"salary.{given['sector']}_{given['scale'].lower()}", day)
    value = table.dated.value
    assert isinstance(value, tuple)
    return {
        "month": value[given["step"] - 1],
        "steps": len(value),
        "provisional_since": table.provisional_since,
    }


def _said(*steps: Step) -> list[str]:
    return [each.said.code for step in steps for each in step.walk()]


def _pay(given: Facts, day: date) -> Traced[Pay]:
    allowance = Decimal(str(given.get("allowance", 0)))
    scale, fte = Scale(given.get("scale", "LB")), Decimal(str(given.get("fte", 1)))
    return pay_of(LAW, Sector(given["sector"]), scale, given["step"], fte, day, allowance)


def pay(given: Facts, day: date) -> Answer:
    """Return what a step pays, a month and a year."""
    found = _pay(given, day)
    names = ("monthly", "holiday", "year_end", "october", "allowance", "yearly")
    return {
        "findings": _said(found.step),
        "provisional": sorted({each.dated.name for each in uncertain([found.step])}),
        **{name: getattr(found.value, name) for name in names},
    }


def cost_to_board(given: Facts, day: date) -> Answer:
    """Return what a year costs the board, by line; ``kinds`` are the lines that are known."""
    found = _pay({key: given[key] for key in given if key != "terms"}, day)
    told = {"starts_on": day, "fte": given.get("fte", 1), **given.get("terms", {})}
    cost = employer_cost(found.value, built(Terms, told), Sector(given["sector"]), LAW, day)
    lines = {line.charge.value: line.amount for line in cost.value.lines}
    return {
        "kinds": [name for name, amount in lines.items() if amount is not None],
        "findings": _said(cost.step),
        "factor": cost.value.factor,
        "yearly": cost.value.yearly,
        **lines,
    }


def case_of(given: Facts, day: date) -> FinanceCase:
    """Return the facts as a case; what is left out is usual: 0.8 of a job, from that day."""
    terms = {"starts_on": day, "fte": 0.8, **given.get("terms", {})}
    usual = {"day": day, "degree": "primary"}
    case: FinanceCase = built(FinanceCase, {**usual, **given, "terms": terms})
    return case


def placing(given: Facts, day: date) -> Answer:
    """Return the steps: floor, likely, fitting, chosen."""
    found = placements(case_of(given, day), LAW)
    every = {name: getattr(found, name) for name in ("floor", "likely", "fitting", "chosen")}
    return {
        "findings": _said(*(one.step for one in every.values() if one is not None)),
        **{name: one.value.step if one else None for name, one in every.items()},
    }


def source(given: Facts, day: date) -> Answer:
    """Return the verdict on one source of money, for the facts without its name."""
    case = case_of({key: given[key] for key in given if key != "source"}, day)
    found = next(each for each in judged(case, LAW) if each.source == given["source"])
    return {
        "findings": [each.code for each in found.reasons],
        "documents": sorted(codes_of(found.documents)),
        "pays_back": sorted(codes_of(found.pays_back)),
        **{name: getattr(found, name) for name in ("status", "amount", "opens_on", "apply_by")},
        "applicant": found.applicant,
        "kinds": [kind.value for kind in found.for_kinds],
    }


def codes_of(found: Iterable[Finding]) -> list[str]:
    """Return codes as a case writes them: without their room."""
    return [each.code.split(".", 1)[-1] for each in found]


def stack(given: Facts, day: date) -> Answer:
    """Return who pays which part, what is left out and why, and what stays uncovered."""
    found = business_case(case_of(given, day), LAW)
    left = [code for each in found.stack.left_out for code in codes_of(each.why)]
    return {
        "kinds": sorted(line.verdict.source for line in found.stack.used),
        "total": found.stack.total,
        "covered": found.stack.covered,
        "uncovered": found.stack.uncovered,
        "open": [kind.value for kind, _ in found.stack.open_by_kind],
        "private": found.private is not None,
        "findings": [*left, *(each.code for each in found.findings)],
        **{line.verdict.source: line.amount for line in found.stack.used},
    }


def money_back(given: Facts, day: date) -> Answer:
    """Return what goes back of the second-career subsidy when a track ends on ``ends``."""
    facts = {key: given[key] for key in given if key not in {"received", "ends", "how"}}
    case = case_of(facts, day)
    money = Received("subsidy", Payer.MINISTRY, Decimal(str(given["received"])))
    end = End(given["ends"], Ending(given["how"]))
    found = money_after_stop(case, LAW, costs(case, LAW), [money], end)
    return {
        "spent": found.spent,
        "back": found.back,
        "findings": [each.code for each in found.findings] + _said(*(b.step for b in found.lines)),
    }


def severance_pay(given: Facts, day: date) -> Answer:
    """Return whether severance pay is due, and how much; the old job is 40 hours a week."""
    found = severance(built(OldJob, {"hours": 40, **given}), LAW, day)
    names = ("due", "amount", "by_formula", "month_pay", "maximum", "claim_by")
    return {
        "findings": _said(found.step),
        **{name: getattr(found.value, name) for name in names},
    }


def severance_of_school(given: Facts, day: date) -> Answer:
    """Return what a school owes when a contract is not continued."""
    month = Decimal(str(given["month"]))
    found = school_severance(month, given["months"], LAW, day)
    if found is None:
        return {"amount": None, "findings": []}
    return {"amount": found.value, "findings": _said(found.step)}


def supplement_by_year(given: Facts, day: date) -> Answer:
    """Return the wage supplement, a year at a time."""
    years = supplement(case_of(given, day), LAW)
    return {
        "years": len(years),
        "percentages": [year.percentage for year in years],
        "amount": years[0].amount if years else None,
        "capped": bool(years and years[0].capped),
        "payer": years[0].payer if years else None,
        "findings": _said(*(year.step for year in years)),
    }


def input_checked(given: Facts, day: date) -> Answer:
    """Return what is wrong with what was told, everything at once."""
    return {"findings": [each.code for each in checked(case_of(given, day), LAW)]}


def tax_of(given: Facts, day: date) -> Answer:
    """Return the income tax over a year's income, as an estimate."""
    year = tax_year(LAW, day)
    return {"tax": income_tax(year, Decimal(str(given["income"]))).value if year else None}


def length_of_benefit(given: Facts, day: date) -> Answer:
    """Return how many months a benefit lasts."""
    return {"months": months_of_benefit(given["years"], LAW, day)}


def most_ever(given: Facts, _day: date) -> Answer:
    """Return the highest value a figure ever had."""
    values = [one.value for one in LAW.parameters if one.name == given["name"]]
    return {"value": max(Decimal(str(value)) for value in values)}


def _ground(day: date) -> Ground:
    return Ground(LAW, day, assumptions(LAW, day))


def _entrant(given: Facts) -> Entrant:
    usual = {"board": "b", "phase": TrackYear.SECOND_YEAR.value, "guidance_hours": 40}
    entrant: Entrant = built(Entrant, {**usual, **given})
    return entrant


def share_of_benefit(given: Facts, day: date) -> Answer:
    """Return which percentage of an unemployment benefit the board bears."""
    used = board_share(_entrant(given), _ground(day))
    return {"percent": used.dated.value, "law": str(used.dated.source)}


def stopping(given: Facts, day: date) -> Answer:
    """Return what stopping in a month costs, by kind, and what goes back."""
    place = {key: value for key, value in given.items() if key in _PLACE}
    end = EndedBy(given["ended_by"])
    received = Decimal(str(given.get("received", 0)))
    found = stopped(_entrant(place), given["month"], end, received, _ground(day))
    return {
        "kinds": [line.kind.value for line in found.lines],
        "gives_back": found.gives_back,
        "findings": [each.code for each in found.findings],
        **{line.kind.value: line.expected for line in found.lines},
    }


_PLACE = {"sector", "contract", "effort_made", "phase"}
RULES: Mapping[str, Callable[[Facts, date], Answer]] = {
    "cijfer": figure_in_force,
    "trede": step_of_scale,
    "hoogste ooit": most_ever,
    "loon": pay,
    "inschaling": placing,
    "kosten van de werkgever": cost_to_board,
    "bron": source,
    "stapel": stack,
    "geld terug": money_back,
    "transitievergoeding": severance_pay,
    "transitievergoeding van een school": severance_of_school,
    "aanvulling op loon": supplement_by_year,
    "invoer": input_checked,
    "belasting": tax_of,
    "duur van de uitkering": length_of_benefit,
    "deel van de uitkering": share_of_benefit,
    "stoppen": stopping,
}
