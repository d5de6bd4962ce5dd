"""The part of a business case that is the candidate's alone: as JSON and in a terminal."""

from collections.abc import Iterator
from decimal import Decimal

from loopbrug.cli.finance_form import placement_object
from loopbrug.cli.page import Page
from loopbrug.cli.show_finance import Row, euros, placed, show_rows, show_steps
from loopbrug.cli.trace_form import Object, number, step_object
from loopbrug.core.finance.benefit import Benefit
from loopbrug.core.finance.private import PrivateCase
from loopbrug.core.finance.severance import Severance
from loopbrug.core.finance.supplement import SupplementYear


def private_object(found: PrivateCase, language: str) -> Object:
    """Return the old pay beside the new, and what rests on it; amounts are numbers in euros."""
    old, budget, net = found.old.value, found.budget, found.net
    return {
        "old_yearly": number(old.yearly),
        "old_monthly": number(old.monthly),
        "old_full_time_monthly": number(old.full_time_monthly),
        "gap": number(found.gap),
        "full_time_gap": number(found.full_time_gap),
        "fitting": placement_object(found.fitting.value) if found.fitting else None,
        "supplement": [_year(each) for each in found.supplement],
        "severance": _severance(found.severance.value),
        "training_budget": {
            "amount": number(budget.value.amount),
            "as_budget": _known(budget.value.as_budget),
            "as_severance": _known(budget.value.as_severance),
        }
        if budget
        else None,
        "benefit": _benefit(found.benefit.value) if found.benefit else None,
        "net_monthly": {
            "old": number(net.old.value.monthly),
            "new": number(net.new.value.monthly),
            "difference": number(net.monthly),
        }
        if net
        else None,
        "trace": [step_object(each, language) for each in found.steps],
    }


def _known(amount: Decimal | None) -> float | None:
    return None if amount is None else number(amount)


def _year(year: SupplementYear) -> Object:
    return {
        "year": year.number,
        "from": year.since.isoformat(),
        "until": year.until.isoformat(),
        "percentage": float(year.percentage),
        "old": number(year.old),
        "new": number(year.new),
        "gap": number(year.gap),
        "amount": number(year.amount),
        "capped": year.capped,
        "payer": year.payer.value,
        "certainty": year.certainty.value,
        "proposal": year.proposal,
    }


def _severance(found: Severance) -> Object:
    return {
        "due": found.due.value,
        "amount": number(found.amount),
        "by_formula": _known(found.by_formula),
        "maximum": _known(found.maximum),
        "claim_by": found.claim_by.isoformat() if found.claim_by else None,
    }


def _benefit(found: Benefit) -> Object:
    return {
        "months": None if found.months is None else float(found.months),
        "first_months": found.first_months,
        "first": _known(found.first),
        "later": _known(found.later),
    }


def show_private(page: Page, found: PrivateCase) -> None:
    """Print the old pay beside the new, what could fill the gap, and why."""
    show_rows(page, "cli.title-private", _rows(page, found))
    show_steps(page, found.steps)


def _rows(page: Page, found: PrivateCase) -> Iterator[Row]:
    yield page.says("cli.old-year"), euros(page, found.old.value.yearly)
    yield page.says("cli.gap-year"), euros(page, found.gap)
    if found.fitting:
        name, pays = placed(page, found.fitting.value)
        yield f"{page.says('cli.placed-fitting')}: {name}", pays
    for year in found.supplement:
        code = "cli.supplement-proposal" if year.proposal else "cli.supplement-year"
        told = page.says(code, number=year.number, share=year.percentage, payer=year.payer.value)
        most = f" {page.says('cli.supplement-capped')}" if year.capped else ""
        yield told + most, euros(page, year.amount)
    yield page.says("cli.severance"), euros(page, found.severance.value.amount)
    if found.net:
        yield page.says("cli.net-month"), euros(page, found.net.monthly)
