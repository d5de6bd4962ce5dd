"""Applications as values: what sources are open, what goes to the desk, how far each is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.application import OVER, Progress
from loopbrug.core.finance.costs import costs
from loopbrug.core.finance.model import FinanceCase, SourceStatus, SourceVerdict
from loopbrug.core.finance.sources.judge import judged
from loopbrug.core.finance.stop import End, Received, Stopped, stopped
from loopbrug.web.finance.facts.cases import case_for_school
from loopbrug.web.finance.facts.progress import progress_of
from loopbrug.web.finance.queries.applications import Application
from loopbrug.web.pathway.facts import law
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.frozen import thaw


@dataclass(frozen=True, slots=True)
class Desk:
    """The sources of a dossier on a day, with the case they were judged on."""

    case: FinanceCase
    verdicts: tuple[SourceVerdict, ...]

    def verdict(self, source: str) -> SourceVerdict | None:
        """Return the verdict on a source, or None when it does not belong here."""
        return next((each for each in self.verdicts if each.source == source), None)


def desk_of(dossier: Dossier, day: date) -> Desk:
    """Return what can be applied for: schemes and funds, not what somebody gives by himself."""
    case = case_for_school(dossier, day)
    own = replace(case, contributions=())
    found = [each for each in judged(own, law()) if each.status is not SourceStatus.NOT_ELIGIBLE]
    return Desk(case, tuple(each for each in found if each.amount > 0))


def verdict_of(row: Application) -> SourceVerdict:
    """Return the verdict an application was prepared on."""
    return thaw(SourceVerdict, row.verdict)


def fields_of(dossier: Dossier, case: FinanceCase, amount: Decimal) -> dict[str, str]:
    """Return what the desk of a source asks, name by name; no pay of an old job is in it."""
    training, school = case.training, dossier.school
    return {
        "board": str(school.board or school) if school else "",
        "school": str(school or ""),
        "candidate": str(dossier.candidate),
        "dossier": dossier.code,
        "sector": case.sector.value,
        "qualification": case.qualification,
        "institute": str(dossier.institute or ""),
        "training_starts": _iso(training.starts_on),
        "training_ends": _iso(training.ends_on),
        "employed_from": _iso(case.terms.starts_on),
        "agreement": "yes" if training.agreement_signed else "no",
        "statement": "yes" if training.suitable else "no",
        "amount": str(amount),
    }


def if_stopped(row: Application, day: date, today: date) -> Stopped:
    """Return what goes back of an application when the track stops on ``day``."""
    case = case_for_school(row.dossier, today)
    verdict, progress = verdict_of(row), progress_of(row)
    held = progress.paid - progress.paid_back
    money = Received(row.source, verdict.payer, held, verdict.for_kinds, row.title)
    return stopped(case, law(), costs(case, law()), (money,), End(day))


def open_applications(rows: Iterator[Application]) -> Iterator[tuple[Application, Progress]]:
    """Yield the applications that were not refused or withdrawn, each with how far it is."""
    for row in rows:
        progress = progress_of(row)
        if progress.stage not in OVER:
            yield row, progress


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
