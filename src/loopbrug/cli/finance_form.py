"""The business case as one JSON object; amounts are numbers in euros, in whole cents."""

from collections.abc import Iterable

from loopbrug.cli.trace_form import Object, figure_object, finding_object, number, step_object
from loopbrug.core.finance.business import BusinessCase
from loopbrug.core.finance.cash import CashMonth
from loopbrug.core.finance.cost_line import CostLine
from loopbrug.core.finance.employer_cost import EmployerCost
from loopbrug.core.finance.model import NOTHING, FinanceCase, SourceVerdict
from loopbrug.core.finance.placement import Placement, Placements
from loopbrug.core.finance.stacking import Stack
from loopbrug.core.finance.uncovered import Uncovered
from loopbrug.core.terms.finding import Finding


def finance_object(case: FinanceCase, found: BusinessCase, language: str) -> Object:
    """Return everything of a business case; sentences in ``language`` stand beside the codes.

    What is the candidate's alone is not in it: see ``private_form``.
    """
    cost = found.employer_cost
    return {
        "code": case.code,
        "day": case.day.isoformat(),
        "sector": case.sector.value,
        "starts_on": case.terms.starts_on.isoformat(),
        "fte": float(case.terms.fte),
        "salary": _salary(found.salary) if found.salary else None,
        "employer_cost": number(cost.value.yearly) if cost else None,
        "employer": _employer(cost.value) if cost else None,
        "costs": [_cost(line) for line in found.costs],
        "stack": list(_stack(found.stack, found.verdicts, language)),
        "uncovered": number(found.stack.uncovered),
        "uncovered_if_only_sure": number(found.stack.uncovered_if_only_sure),
        "uncovered_parts": [_open_part(part, language) for part in found.uncovered],
        "cash": [_month(month) for month in found.cash],
        "provisional": [figure_object(each) for each in found.uncertain],
        "findings": [finding_object(each, language) for each in found.findings],
        "trace": [step_object(each, language) for each in found.steps],
    }


def _cost(line: CostLine) -> Object:
    return {
        "kind": line.kind.value,
        "amount": number(line.amount),
        "known": line.known,
        "from": line.since.isoformat(),
        "until": line.until.isoformat(),
    }


def _open_part(part: Uncovered, language: str) -> Object:
    return {
        "kind": part.kind.value,
        "amount": number(part.amount),
        "bearer": part.bearer.value if part.bearer else None,
        "why": finding_object(part.why, language),
    }


def _month(month: CashMonth) -> Object:
    return {
        "month": f"{month.first:%Y-%m}",
        "out": {kind.value: number(amount) for kind, amount in month.out},
        "in": {source: number(amount) for source, amount in month.income},
        "balance": number(month.balance),
    }


def _salary(found: Placements) -> Object:
    pay = found.chosen.value.pay
    return placement_object(found.chosen.value) | {
        "full_time_monthly": number(pay.full_time_monthly),
        "holiday": number(pay.holiday),
        "year_end": number(pay.year_end),
        "october": number(pay.october),
        "allowance": number(pay.allowance),
        "floor": placement_object(found.floor.value),
        "likely": placement_object(found.likely.value),
    }


def placement_object(placement: Placement) -> Object:
    """Return a step on a scale and what it pays."""
    return {
        "scale": placement.scale.value,
        "step": placement.step,
        "monthly": number(placement.pay.monthly),
        "yearly": number(placement.pay.yearly),
    }


def _employer(cost: EmployerCost) -> Object:
    return {
        "factor": float(cost.factor),
        "benchmark_factor": float(cost.benchmark) if cost.benchmark is not None else None,
        "benchmark": number(cost.benchmark_yearly) if cost.benchmark_yearly is not None else None,
        "lines": {
            line.charge.value: number(line.amount) if line.amount is not None else None
            for line in cost.lines
        },
    }


def _stack(stack: Stack, verdicts: Iterable[SourceVerdict], language: str) -> Iterable[Object]:
    """Yield every source: those that are used first, then the others with why they are not."""
    used = {line.verdict: line for line in stack.used}
    left_out = {each.verdict: each.why for each in stack.left_out}
    for verdict in sorted(verdicts, key=lambda each: each not in used):
        line = used.get(verdict)
        pays = {kind.value: number(amount) for kind, amount in line.pays} if line else {}
        amount = line.amount if line else NOTHING
        reasons = (*verdict.reasons, *left_out.get(verdict, ()))
        yield {
            "source": verdict.source,
            "title": verdict.title,
            "payer": verdict.payer.value,
            "applicant": verdict.applicant.value,
            "status": verdict.status.value,
            "certainty": verdict.certainty.value,
            "amount": number(amount),
            "at_most": number(verdict.amount),
            "pays": pays,
            "from": verdict.opens_on.isoformat() if verdict.opens_on else None,
            "apply_by": verdict.apply_by.isoformat() if verdict.apply_by else None,
            "paid_on": verdict.paid_on.isoformat() if verdict.paid_on else None,
            "reasons": _told(reasons, language),
            "documents": _told(verdict.documents, language),
            "pays_back": _told(verdict.pays_back, language),
        }


def _told(findings: Iterable[Finding], language: str) -> list[Object]:
    return [finding_object(each, language) for each in dict.fromkeys(findings)]
