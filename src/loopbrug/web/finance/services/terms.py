"""Acts on terms: what earlier work counts, what the school offers, what others add."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from loopbrug.core.finance.model import Contribution, Experience, Terms
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.finance.models.terms import CareerRow, ContributionRow, TermsOffer
from loopbrug.web.finance.queries.terms import career, contributions, latest_offer
from loopbrug.web.pathway.facts import told_of
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.programme.frozen import freeze

MOST_WHY = 300


@transaction.atomic
def tell_career(
    *, actor: User, dossier: Dossier, stretches: Sequence[Experience], day: date
) -> CareerRow:
    """Keep which earlier work should count; the same twice is once."""
    row = _locked(actor, dossier, Act.TELL_CAREER)
    frozen = [freeze(one) for one in sorted(stretches, key=lambda one: one.since)]
    known = career(row)
    if known is not None and known.stretches == frozen:
        return known
    made: CareerRow = CareerRow.objects.create(
        dossier=row, stretches=frozen, entered_by=actor, entered_on=day
    )
    _write(actor, row, "finance.tell-career", day)
    return made


@transaction.atomic
def offer_terms(
    *, actor: User, dossier: Dossier, terms: Terms, day: date, why: str = ""
) -> TermsOffer:
    """Put forward what the school offers, as the next offer; the same twice is once.

    The step of the last salary is the candidate's to tell: it is never in an offer.
    """
    row = _locked(actor, dossier, Act.FILL_TERMS)
    frozen = freeze(replace(terms, last_salary_step=None))
    known = latest_offer(row)
    if known is not None and known.terms == frozen:
        return known
    made: TermsOffer = TermsOffer.objects.create(
        dossier=row,
        number=known.number + 1 if known else 1,
        sector=told_of(row).person.wanted.sector.value,
        terms=frozen,
        why=why.strip()[:MOST_WHY],
        offered_by=actor,
        offered_on=day,
    )
    _write(actor, row, "finance.offer-terms", day, number=made.number)
    return made


@transaction.atomic
def enter_contribution(
    *,
    actor: User,
    dossier: Dossier,
    contribution: Contribution,
    day: date,
    replaces: int | None = None,
) -> ContributionRow:
    """Enter money somebody gives; ``replaces`` is the row it takes the place of.

    Raises ``BadDataError`` when that row no longer counts.
    """
    row = _locked(actor, dossier, Act.ENTER_CONTRIBUTION)
    old = _standing(row, replaces) if replaces is not None else None
    made = _contribution(actor, row, contribution, day, old)
    _write(actor, row, "finance.enter-contribution", day, payer=contribution.payer.value)
    return made


@transaction.atomic
def withdraw_contribution(*, actor: User, dossier: Dossier, number: int, day: date) -> None:
    """Let a contribution count no more; the rows stay."""
    row = _locked(actor, dossier, Act.ENTER_CONTRIBUTION)
    old = _standing(row, number)
    ContributionRow.objects.create(
        dossier=row,
        payer=old.payer,
        ground=old.ground,
        once=old.once,
        monthly=old.monthly,
        since=old.since,
        until=old.until,
        certainty=old.certainty,
        for_kinds=old.for_kinds,
        replaces=old,
        withdrawn=True,
        entered_by=actor,
        entered_on=day,
    )
    _write(actor, row, "finance.withdraw-contribution", day, payer=old.payer)


def _contribution(
    actor: User, row: Dossier, told: Contribution, day: date, old: ContributionRow | None
) -> ContributionRow:
    made: ContributionRow = ContributionRow.objects.create(
        dossier=row,
        payer=told.payer.value,
        ground=told.ground,
        once=told.once,
        monthly=told.monthly,
        since=told.since,
        until=told.until,
        certainty=told.certainty.value,
        for_kinds=[kind.value for kind in told.for_kinds],
        replaces=old,
        entered_by=actor,
        entered_on=day,
    )
    return made


def _standing(row: Dossier, number: int) -> ContributionRow:
    found = contributions(row).filter(pk=number).first()
    if found is None:
        raise BadDataError([Finding.of("finance.contribution-gone")])
    return found


def _locked(actor: User, dossier: Dossier, act: Act) -> Dossier:
    row = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if not may(actor, act, row):
        raise BadDataError([Finding.of("finance.not-allowed")])
    return row


def _write(actor: User, row: Dossier, name: str, day: date, **details: object) -> None:
    record_act(actor=actor, name=name, subject=row.subject_key, day=day.isoformat(), **details)
