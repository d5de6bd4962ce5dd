"""Issuing a statement of suitability, with a number nobody else has."""

from datetime import date
from secrets import token_urlsafe

from django.db import IntegrityError, transaction

from loopbrug.core.assessment.report import Report
from loopbrug.core.assessment.statement import ground_of, number_of, sequence_in
from loopbrug.core.terms.words import Sector
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.decisions import report_of
from loopbrug.web.assessment.models import DecisionRow, StatementRow
from loopbrug.web.assessment.queries.decisions import last_number
from loopbrug.web.audit.services import record_act
from loopbrug.web.pathway.facts import law
from loopbrug.web.pathway.queries import Dossier

MOST_TRIES = 20
SECRET_BYTES = 24


@transaction.atomic
def issue_statement(
    *,
    actor: User,
    dossier: Dossier,
    decision: DecisionRow,
    replaces: StatementRow | None,
    day: date,
) -> StatementRow:
    """Issue the statement that a signed decision gives; ``replaces`` is the one before it.

    Numbers follow each other within a year. Two that are issued at the same moment never get
    the same one: whoever comes second takes the next.
    """
    document = _document(dossier, report_of(decision.report), day)
    row = _numbered(decision, replaces, document, day)
    record_act(
        actor=actor,
        name="assessment.issue-statement",
        subject=dossier.subject_key,
        number=row.number,
        replaces=replaces.number if replaces else "",
        day=day.isoformat(),
    )
    return row


def _numbered(
    decision: DecisionRow, replaces: StatementRow | None, document: dict[str, object], day: date
) -> StatementRow:
    """Add the row under the next free number; on a clash with another one, the one after it."""
    for _try in range(MOST_TRIES):
        last = last_number(day.year)
        number = number_of(day.year, sequence_in(last) + 1 if last else 1)
        try:
            with transaction.atomic():
                row: StatementRow = StatementRow.objects.create(
                    decision=decision,
                    number=number,
                    secret=token_urlsafe(SECRET_BYTES),
                    issued_on=day,
                    document=document,
                    replaces=replaces,
                )
                return row
        except IntegrityError:
            if last_number(day.year) == last:
                raise
    raise IntegrityError(f"no free number was found in {MOST_TRIES} tries")


def _document(dossier: Dossier, report: Report, day: date) -> dict[str, object]:
    """Return what the statement says, as it is on the day it is issued."""
    ground = ground_of(law(), day, Sector(report.sector))
    board = dossier.school.board if dossier.school else None
    by_board = ground.issuer == "board" and board is not None
    return {
        "holder": report.candidate,
        "qualification": {"nl": report.qualification.nl, "en": report.qualification.en},
        "sector": report.sector,
        "subject": report.subject,
        "institute": report.institute,
        "issuer": board.name if by_board and board else report.institute,
        "requested_on": report.requested_on.isoformat() if report.requested_on else "",
    }
