"""Money in the demo: the old jobs of the candidates, and what their schools offer."""

from datetime import date

from loopbrug.core.bridge.model import Money
from loopbrug.web.accounts.queries import User
from loopbrug.web.finance.services.private import keep_old_pay, keep_supplement
from loopbrug.web.finance.services.terms import enter_contribution, offer_terms, tell_career
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.queries import Dossier


def tell_money(candidate: User, dossier: Dossier, money: Money, day: date) -> None:
    """Let the candidate tell the old job, the earlier work that counts, and a supplement."""
    if money.old_jobs:
        keep_old_pay(actor=candidate, dossier=dossier, job=money.old_jobs[0], day=day)
    if money.supplement:
        keep_supplement(actor=candidate, dossier=dossier, plan=money.supplement, day=day)
    if money.experience and may(candidate, Act.TELL_CAREER, dossier):
        tell_career(actor=candidate, dossier=dossier, stretches=money.experience, day=day)


def offer_money(school: User, broker: User, dossier: Dossier, money: Money, day: date) -> None:
    """Let the school make its offer, and the broker enter what others give."""
    if money.terms and may(school, Act.FILL_TERMS, dossier):
        offer_terms(actor=school, dossier=dossier, terms=money.terms, day=day)
    for given in money.contributions:
        if may(broker, Act.ENTER_CONTRIBUTION, dossier):
            enter_contribution(actor=broker, dossier=dossier, contribution=given, day=day)
