"""The same three rules in OpenFisca: yearly pay, cost to the board, wage supplement.

Its parameters are filled from our register for one day, so that both compute with the same
figures. It counts in ``float32`` and by the year: that is how it is meant to be used. This file is
the only one that imports it, and nothing under ``src/`` does (decision 21).
"""

from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loopbrug.core.finance.lookup import number
from loopbrug.core.finance.model import SupplementPlan
from loopbrug.core.finance.pay import MONTHS, TOP_STEP, agreement, amounts_by_step, scale_table
from loopbrug.core.finance.population import FTE_PARTS, SCALES, SECTORS, People
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import figure
from loopbrug.core.terms.words import Sector

INSTALLED = find_spec("openfisca_core") is not None
if INSTALLED:
    from openfisca_core.entities import build_entity
    from openfisca_core.parameters import ParameterNode
    from openfisca_core.periods import YEAR
    from openfisca_core.simulation_builder import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

Floats = NDArray[np.float32]
Formula = Callable[..., Any]
_CENTS, _PERCENT = 100, 100
_CODES = {"sector": int, "scale": int, "step": int, "small_employer": bool}
_SIZES = ("fte", "allowance", "old")
_PREMIUMS = ("ufo", "childcare", "whk_average", "zvw")
_RATES = (*_PREMIUMS, "aof_low", "aof_high", "abp", "abp_aaop", "abp_board_share")
_FIGURES = (*_RATES, "participation_po", "max_wage", "abp_franchise")


def system_of(law: Law, day: date, plan: SupplementPlan) -> Any:
    """Return the three rules with the figures of ``day``, to be asked for that year."""
    person = build_entity(key="person", plural="persons", label="a person", is_person=True)
    system = TaxBenefitSystem([person])
    formulas: dict[str, Formula] = {
        "monthly": _monthly, "yearly": _yearly, "cost": _cost, "supplement": _supplement,
    }  # fmt: skip
    kinds: dict[str, type] = _CODES | dict.fromkeys((*_SIZES, *formulas), float)
    for name, kind in kinds.items():
        told = {"value_type": kind, "entity": person, "definition_period": YEAR, "label": name}
        own = {"formula": formulas[name]} if name in formulas else {}
        system.add_variable(type(name, (Variable,), told | own))
    system.parameters = ParameterNode("", data=_parameters(law, day, plan))
    return system


def computed(
    system: Any, people: People, old: NDArray[np.int64], day: date
) -> tuple[Floats, Floats, Floats]:
    """Return yearly pay, cost and supplement of everybody, in euros; ``old`` in cents."""
    builder, year = SimulationBuilder(), str(day.year)
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(len(people.step)))
    simulation = builder.build(system)
    for name in _CODES:
        simulation.set_input(name, year, getattr(people, name))
    sizes = (people.fte / FTE_PARTS, people.allowance / _CENTS, old / _CENTS)
    for name, values in zip(_SIZES, sizes, strict=True):
        simulation.set_input(name, year, values)
    yearly, cost, supplement = (
        simulation.calculate(name, year) for name in ("yearly", "cost", "supplement")
    )
    return yearly, cost, supplement


def _parameters(law: Law, day: date, plan: SupplementPlan) -> dict[str, Any]:
    start = f"{day.year}-01-01"

    def told(amount: object) -> dict[str, Any]:
        return {"values": {start: {"value": float(str(amount))}}}

    def read(name: str) -> dict[str, Any]:
        return told(number(figure(law, name, day)))

    tables = {
        f"{sector.value}_{scale.value}": {
            f"step_{step}": told(amount)
            for step, amount in enumerate(amounts_by_step(scale_table(law, sector, scale, day)), 1)
        }
        for sector in SECTORS
        for scale in SCALES
    }
    pay = {f"year_end_{each.value}": read(f"salary.year_end_{agreement(each)}") for each in SECTORS}
    pay |= {name: read(f"salary.{name}") for name in ("holiday", "october_po", "october_po_top")}
    plans = {"share": told(plan.percentages[0]), "cap": told(plan.cap)}
    return {"table": tables, "pay": pay, "plan": plans} | {
        "premium": {name: read(f"premium.{name}") for name in _FIGURES}
    }


def _monthly(person: Any, period: Any, parameters: Any) -> Any:
    tables = parameters(period).table
    amounts = np.array(
        [
            [
                [tables[f"{sector.value}_{scale.value}"][f"step_{step + 1}"] for step in range(12)]
                for scale in SCALES
            ]
            for sector in SECTORS
        ]
    )
    place = person("sector", period), person("scale", period), person("step", period) - 1
    return np.round(amounts[place] * person("fte", period), 2)


def _yearly(person: Any, period: Any, parameters: Any) -> Any:
    pay, sector, fte = parameters(period).pay, person("sector", period), person("fte", period)
    base = MONTHS * person("monthly", period)
    year_end = np.array([pay[f"year_end_{each.value}"] for each in SECTORS])[sector]
    top = person("step", period) >= TOP_STEP
    october = np.where(top, pay.october_po_top, pay.october_po) * fte * _follows_po(sector)
    return (
        base
        + np.round(base * pay.holiday / _PERCENT, 2)
        + np.round(base * year_end / _PERCENT, 2)
        + np.round(october, 2)
        + MONTHS * np.round(person("allowance", period) * fte, 2)
    )


def _cost(person: Any, period: Any, parameters: Any) -> Any:
    rates, yearly = parameters(period).premium, person("yearly", period)
    wage = np.minimum(yearly, rates.max_wage)
    aof = np.where(person("small_employer", period), rates.aof_low, rates.aof_high)
    lines = [np.round(wage * rates[name] / _PERCENT, 2) for name in _PREMIUMS]
    above = np.maximum(yearly - np.round(rates.abp_franchise * person("fte", period), 2), 0)
    share = rates.abp_board_share / _PERCENT
    lines += [np.round(above * rates[name] / _PERCENT * share, 2) for name in ("abp", "abp_aaop")]
    months = MONTHS * person("monthly", period)
    holiday = np.round(months * parameters(period).pay.holiday / _PERCENT, 2)
    fund = np.round((months + holiday) * rates.participation_po / _PERCENT, 2)
    lines += [np.round(wage * aof / _PERCENT, 2), fund * _follows_po(person("sector", period))]
    return yearly + sum(lines)


def _supplement(person: Any, period: Any, parameters: Any) -> Any:
    plan, old = parameters(period).plan, person("old", period)
    gap = np.maximum(old - person("yearly", period), 0)
    asked = np.round(gap * plan.share / _PERCENT, 2)
    return np.minimum(asked, np.round(old * plan.cap / _PERCENT, 2))


def _follows_po(sector: Any) -> Any:
    return np.array([agreement(each) == Sector.PO for each in SECTORS])[sector]
