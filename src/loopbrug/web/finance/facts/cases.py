"""What money is computed from: one dossier, its programme and its terms, on a day."""

from dataclasses import replace
from datetime import date

from loopbrug.core.bridge.money import training_of
from loopbrug.core.bridge.money_file import background_of
from loopbrug.core.finance.model import Background, FinanceCase, Training
from loopbrug.core.orientation.judge import orient
from loopbrug.core.orientation.wanted import qualification_code
from loopbrug.core.pathway.model import State
from loopbrug.core.pathway.states import Event
from loopbrug.web.assessment.facts.decisions import docket_of
from loopbrug.web.finance.facts.funds import funds_of
from loopbrug.web.finance.facts.private import old_job_of, supplement_of
from loopbrug.web.finance.facts.terms import contributions_of, experience_told, terms_of
from loopbrug.web.finance.queries.record import days_of
from loopbrug.web.pathway.facts import law, told_of
from loopbrug.web.pathway.permissions import IN_OR_AFTER_TRAINING
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.facts.agreement import unsigned_by
from loopbrug.web.programme.queries import shown_version
from loopbrug.web.programme.queries.agreements import agreements_of, answers_of
from loopbrug.web.ui.amounts import amount_of


def case_for_school(dossier: Dossier, day: date) -> FinanceCase:
    """Return the case as school, board and broker may see it: without the old pay.

    Raises ``BadDataError`` when what the candidate told can no longer be read.
    """
    told = told_of(dossier)
    person, version = told.person, shown_version(dossier)
    programme = programme_of(version) if version else None
    training = training_of(programme, _training(dossier))
    first = training.starts_on or max(told.wishes.start_on_or_after, day)
    return FinanceCase(
        day=day,
        sector=person.wanted.sector,
        degree=person.wanted.degree,
        terms=terms_of(dossier, person, first),
        training=training,
        background=Background(**background_of(person)),
        experience=experience_told(dossier),
        contributions=contributions_of(dossier),
        local_funds=funds_of(dossier, day),
        qualification=qualification_code(person.wanted, orient(person, law(), day).profile),
        code=dossier.code,
    )


def case_for_candidate(dossier: Dossier, day: date) -> FinanceCase:
    """Return the case for the candidate's own eyes: the old pay is in it."""
    case = case_for_school(dossier, day)
    return replace(case, old_job=old_job_of(dossier), supplement=supplement_of(dossier))


def _training(dossier: Dossier) -> Training:
    """Return how far the training is and what it costs; its days and hours are the programme's."""
    state, days = State(dossier.state), days_of(dossier)
    price = answers_of(dossier).get("institute")
    return Training(
        price=amount_of(str(price.answers.get("costs", ""))) if price else None,
        begun=state in IN_OR_AFTER_TRAINING or Event.START_TRAINING in days,
        agreement_signed=any(not unsigned_by(row) for row in agreements_of(dossier)),
        suitable=docket_of(dossier).statement is not None or Event.FIND_SUITABLE in days,
        stopped_on=days.get(Event.STOP) if state is State.STOPPED else None,
        qualified_on=days.get(Event.PASS),
    )
