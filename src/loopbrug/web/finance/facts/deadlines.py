"""Every deadline of money that somebody may see: from proposals as made, and from applications."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from loopbrug.core.finance.application import OVER, Progress, Stage
from loopbrug.core.finance.deadlines import MoneyDeadline
from loopbrug.core.finance.model import Payer
from loopbrug.core.pathway.model import State
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.web.finance.facts.progress import progress_of
from loopbrug.web.finance.facts.proposals import proposal_of
from loopbrug.web.finance.queries.applications import Application
from loopbrug.web.finance.queries.proposals import ProposalVersion
from loopbrug.web.finance.queries.record import stopped_days
from loopbrug.web.pathway.facts import law
from loopbrug.web.pathway.queries import Dossier

SOON = timedelta(days=14)
_DONE = {"apply": Stage.SENT, "decision": Stage.GRANTED, "advance": Stage.PAID,
         "account": Stage.ACCOUNTED, "report-stop": Stage.PAID_BACK}  # fmt: skip
"""What has to have happened for a deadline to be over."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in a dossier, with the application it is about when there is one."""

    dossier: Dossier
    deadline: MoneyDeadline
    application: Application | None = None

    @property
    def key(self) -> str:
        """The same as long as it is the same deadline."""
        told = self.deadline
        return f"{self.dossier.pk}:{told.source}:{told.code}:{told.last.isoformat()}"


def dues(
    versions: Iterable[ProposalVersion], applications: Iterable[Application]
) -> tuple[Due, ...]:
    """Return every deadline that is still open, the first to come first."""
    by_dossier: dict[object, list[tuple[Application, Progress]]] = defaultdict(list)
    listed = list(applications)
    for row in listed:
        by_dossier[row.dossier_id].append((row, progress_of(row)))
    found = [*_of_proposals(versions, by_dossier), *_of_applications(listed, by_dossier)]
    found += _of_stopping(by_dossier)
    unique = {one.key: one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (one.deadline.last, one.key)))


def _of_proposals(
    versions: Iterable[ProposalVersion],
    by_dossier: dict[object, list[tuple[Application, Progress]]],
) -> Iterator[Due]:
    for version in versions:
        known = by_dossier.get(version.dossier_id, [])
        for told in proposal_of(version).deadlines:
            own = [pair for pair in known if pair[0].source == told.source]
            if any(_over(told, progress) for _, progress in own):
                continue
            # With an application under way its own dates count, below.
            if own and told.code in ("apply", "account"):
                continue
            yield Due(version.dossier, told, own[0][0] if own else None)


def _of_applications(
    rows: Iterable[Application],
    by_dossier: dict[object, list[tuple[Application, Progress]]],
) -> Iterator[Due]:
    for row in rows:
        progress = {one.pk: told for one, told in by_dossier[row.dossier_id]}[row.pk]
        if progress.stage in OVER:
            continue
        for code, last, name in (
            ("apply", row.apply_by, "finance.due-apply"),
            ("account", row.account_by, "finance.due-account"),
        ):
            if last is None:
                continue
            said = Finding.of(
                name, row.source, weight=Weight.CONDITION, money_source=row.title, last=last
            )
            told = MoneyDeadline(code, row.source, Payer.BOARD, last, said)
            if not _over(told, progress):
                yield Due(row.dossier, told, row)


def _of_stopping(
    by_dossier: dict[object, list[tuple[Application, Progress]]],
) -> Iterator[Due]:
    """Yield by when a board reports that somebody stopped, for money that came in."""
    paid = [
        row
        for pairs in by_dossier.values()
        for row, progress in pairs
        if progress.paid > progress.paid_back and row.dossier.state == State.STOPPED.value
    ]
    days = stopped_days([row.dossier for row in paid]) if paid else {}
    for row in paid:
        day = days.get(row.dossier.pk)
        if day is None or not law().knows("subsidy.notify_change", day):
            continue
        rule = law().on("subsidy.notify_change", day)
        last = day + timedelta(weeks=int(str(rule.value)))
        said = Finding.of(
            "finance.due-report-stop", row.source, source=rule.source, weight=Weight.CONDITION,
            last=last,
        )  # fmt: skip
        yield Due(
            row.dossier, MoneyDeadline("report-stop", row.source, Payer.BOARD, last, said), row
        )


def _over(told: MoneyDeadline, progress: Progress) -> bool:
    done = _DONE.get(told.code)
    return done is not None and progress.stage not in OVER and progress.happened(done)
