"""A school's say in the demo: an assignment that waits for an answer, and an agreement."""

from datetime import date, timedelta

from loopbrug.core.programme.agreement import Signer
from loopbrug.core.programme.assignments import ProposedAssignment
from loopbrug.web.accounts.queries import User
from loopbrug.web.outcomes.facts import gap_for
from loopbrug.web.pathway.queries import Dossier, dossier_with_id
from loopbrug.web.programme.facts.agreement import text_now
from loopbrug.web.programme.facts.assignments import library_of
from loopbrug.web.programme.services.agreement import (
    fill_agreement,
    put_agreement_forward,
    sign_agreement,
)
from loopbrug.web.programme.services.assignments import Wanted, propose_assignment

_SCHOOL = {
    "contact_school": "Wouter Overdijk, personeelszaken",
    "guide": "Iris Domburg, bevoegd voor het vak",
    "guide_hours": "1",
    "work_hours": "24",
    "class_hours": "10",
    "study_at_work": "4",
    "payers": "Het bestuur betaalt de opleiding, met de subsidie voor zij-instroom.",
    "replacement": "Valt Iris uit, dan regelt de school binnen twee weken een andere begeleider.",
    "other_boards": "Het andere werk is niet in het onderwijs: er is geen ander bestuur.",
    "early_end": "Stoppen kan na een gesprek met alle drie. Verlengen kan als het bestuur "
    "dat schriftelijk uitlegt.",
    "repayment": "Wie binnen een jaar na de opleiding vertrekt, betaalt niets terug.",
}
_INSTITUTE = {
    "contact_institute": "Annelies Meinderts, coördinator",
    "tutor": "Annelies Meinderts",
    "tutor_hours": "20",
    "talks": "Elke drie maanden met de begeleider van de school en die van de opleiding.",
    "costs": "19500",
    "data": "School en opleiding delen resultaten en aanwezigheid. Die bewaren we twee jaar.",
    "complaints": "Eerst bij de coördinator, daarna binnen zes weken bij de commissie van beroep.",
}
_WEEKS = timedelta(weeks=1)


def propose(school: User, guide: User, dossier: Dossier, library: str, day: date) -> None:
    """Let the school propose an assignment of the library for what the candidate still needs."""
    row, gap = dossier_with_id(dossier.pk), gap_for(dossier, day)
    one = next(each for each in library_of(dossier.region) if each.code == library)
    if row is None or gap is None:
        raise LookupError(dossier.code)
    needed = {need.outcome for need in gap.needs}
    first = day + 10 * _WEEKS
    proposed = ProposedAssignment(
        title=one.title.nl,
        what=one.what.nl.strip(),
        evidence=one.evidence.nl.strip(),
        covers=tuple((code, hours) for code, hours in one.covers if code in needed),
        first=first,
        last=first + one.weeks * _WEEKS,
    )
    wanted = Wanted(proposed, guide=guide, observer=school, library=one.code)
    propose_assignment(actor=school, dossier=row, wanted=wanted, day=day)


def agree(school: User, institute: User, dossier: Dossier, day: date) -> None:
    """Fill in the agreement, put it forward, and let school and institute sign it."""
    row = dossier_with_id(dossier.pk)
    if row is None:
        raise LookupError(dossier.code)
    finish = text_now(row, day).finish or day
    first = finish + timedelta(days=8 - finish.weekday())
    chances = {
        "first_chance": first.isoformat(),
        "second_chance": (first + 8 * _WEEKS).isoformat(),
    }
    for actor, side, answers in (
        (school, Signer.SCHOOL, _SCHOOL),
        (institute, Signer.INSTITUTE, _INSTITUTE | chances),
    ):
        fill_agreement(actor=actor, dossier=row, side=side, answers=answers, day=day)
    version = put_agreement_forward(actor=school, dossier=row, day=day)
    for actor in (school, institute):
        sign_agreement(actor=actor, dossier=row, number=version.number, mark=version.mark, day=day)
