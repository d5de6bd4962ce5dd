"""The bench compares like with like: OpenFisca computes the same rules, within its float32."""

from datetime import date
from decimal import Decimal

import numpy as np
from benchmarks import finance_openfisca
from tests.core.finance.crowd import drawn_old_pay, drawn_people

from loopbrug.core.finance.model import Payer, SupplementPlan
from loopbrug.core.finance.population import cost_of_all, pay_of_all
from loopbrug.core.finance.population_gap import comparable_of_all, supplement_of_all
from loopbrug.core.law.loader import load_law

STARTS = date(2027, 8, 23)
PLAN = SupplementPlan(Payer.OLD_EMPLOYER, (Decimal(100),), Decimal(20))
MOST_APART = 0.50
"""Euros; float32 holds some seven digits."""


def test_openfisca_computes_the_same_three_rules() -> None:
    law, people, old = load_law(), drawn_people(8, 500), drawn_old_pay(9, 500)
    paid = pay_of_all(people, law, STARTS)
    ours = (
        paid.yearly,
        cost_of_all(people, paid, law, STARTS),
        next(supplement_of_all(people, old, PLAN, law, STARTS)),
    )
    system = finance_openfisca.system_of(law, STARTS, PLAN)
    theirs = finance_openfisca.computed(system, people, comparable_of_all(people, old), STARTS)
    for mine, found in zip(ours, theirs, strict=True):
        assert mine.any()
        assert np.abs(mine / 100 - found).max() < MOST_APART
