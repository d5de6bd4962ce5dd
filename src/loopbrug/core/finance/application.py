"""An application for a grant: what has happened to it, and what may happen next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loopbrug.core.finance.model import NOTHING, FinanceCase, SourceStatus, SourceVerdict
from loopbrug.core.terms.finding import Finding, Weight


class Stage(StrEnum):
    """What happened to an application."""

    SENT = "sent"
    GRANTED = "granted"
    REFUSED = "refused"
    PAID = "paid"
    ACCOUNTED = "accounted"
    PAID_BACK = "paid-back"
    WITHDRAWN = "withdrawn"


WITH_AMOUNT = frozenset({Stage.GRANTED, Stage.PAID, Stage.PAID_BACK})
"""What needs an amount."""
OVER = frozenset({Stage.REFUSED, Stage.WITHDRAWN})
_NEXT: dict[Stage | None, tuple[Stage, ...]] = {
    None: (Stage.SENT, Stage.WITHDRAWN),
    Stage.SENT: (Stage.GRANTED, Stage.REFUSED, Stage.WITHDRAWN),
    Stage.GRANTED: (Stage.PAID, Stage.WITHDRAWN),
    Stage.PAID: (Stage.PAID, Stage.ACCOUNTED, Stage.PAID_BACK),
    Stage.ACCOUNTED: (Stage.PAID_BACK,),
    Stage.PAID_BACK: (Stage.ACCOUNTED, Stage.PAID_BACK),
    Stage.REFUSED: (),
    Stage.WITHDRAWN: (),
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened to an application, on a day, with its amount where it has one."""

    stage: Stage
    day: date
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """An application as it stands: what happened in order, undone things left out."""

    asked: Decimal
    steps: tuple[Happened, ...] = ()

    @property
    def stage(self) -> Stage | None:
        """The last thing that happened; None: prepared, not sent."""
        return self.steps[-1].stage if self.steps else None

    @property
    def granted(self) -> Decimal:
        """What was granted."""
        return self._sum(Stage.GRANTED)

    @property
    def paid(self) -> Decimal:
        """What came in."""
        return self._sum(Stage.PAID)

    @property
    def paid_back(self) -> Decimal:
        """What went back."""
        return self._sum(Stage.PAID_BACK)

    @property
    def next(self) -> tuple[Stage, ...]:
        """What may happen now."""
        return _NEXT[self.stage]

    def happened(self, stage: Stage) -> bool:
        """Return whether something has happened."""
        return any(step.stage is stage for step in self.steps)

    def _sum(self, stage: Stage) -> Decimal:
        found = (step.amount or NOTHING for step in self.steps if step.stage is stage)
        return sum(found, NOTHING)


def wrong_step(progress: Progress, step: Happened, today: date) -> tuple[Finding, ...]:
    """Return everything against adding a step: its order, its day, its amount."""
    return tuple(_wrong(progress, step, today))


def _wrong(progress: Progress, step: Happened, today: date) -> Iterator[Finding]:
    if step.stage not in progress.next:
        after = progress.stage.value if progress.stage else "prepared"
        yield Finding.of(
            "finance.application-order", "stage", stage=step.stage.value, after_stage=after
        )
    if step.day > today:
        yield Finding.of("finance.application-future", "day", day=step.day)
    before = progress.steps[-1].day if progress.steps else None
    if before and step.day < before:
        yield Finding.of("finance.application-before", "day", day=step.day, earlier=before)
    if step.stage in WITH_AMOUNT:
        yield from _wrong_amount(progress, step)
    elif step.amount is not None:
        yield Finding.of("finance.application-amount-none", "amount", stage=step.stage.value)


def _wrong_amount(progress: Progress, step: Happened) -> Iterator[Finding]:
    room = {
        Stage.GRANTED: progress.asked,
        Stage.PAID: progress.granted - progress.paid,
        Stage.PAID_BACK: progress.paid - progress.paid_back,
    }[step.stage]
    if step.amount is None or step.amount <= 0:
        yield Finding.of("finance.application-amount-needed", "amount", stage=step.stage.value)
    elif step.amount > room:
        yield Finding.of(
            "finance.application-amount-over", "amount", stage=step.stage.value,
            amount=step.amount, most_amount=room,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to hand in: what it is, and whether the dossier has it (None: not known here)."""

    said: Finding
    there: bool | None


def papers(verdict: SourceVerdict, case: FinanceCase) -> tuple[Paper, ...]:
    """Return the documents a source asks, each with whether it is there."""
    known = {
        "finance.subsidy-paper-statement": case.training.suitable,
        "finance.subsidy-paper-agreement": case.training.agreement_signed,
        "finance.subsidy-paper-participation": case.training.agreement_signed,
    }
    asked = (each for each in verdict.documents if each.code != _KEPT)
    return tuple(Paper(each, known.get(each.code)) for each in asked)


_KEPT = "finance.subsidy-papers-kept"
"""What has to be kept afterwards; it is no paper to hand in."""


def not_ready(verdict: SourceVerdict, case: FinanceCase, amount: Decimal) -> tuple[Finding, ...]:
    """Return everything that is lacking before an application can be sent, all at once."""
    return tuple(_not_ready(verdict, case, amount))


def _not_ready(verdict: SourceVerdict, case: FinanceCase, amount: Decimal) -> Iterator[Finding]:
    if verdict.status is not SourceStatus.ELIGIBLE:
        heavy = (Weight.BLOCKS, Weight.CONDITION)
        told = [each for each in verdict.reasons if each.weight in heavy]
        told = told or [each for each in verdict.reasons if each.weight is Weight.WARNS]
        yield from told or [Finding.of("finance.application-not-open", status=verdict.status.value)]
    if verdict.opens_on and case.day < verdict.opens_on:
        yield Finding.of("finance.application-early", first=verdict.opens_on)
    if verdict.apply_by and case.day > verdict.apply_by:
        yield Finding.of("finance.application-late", last=verdict.apply_by)
    if amount <= 0 or amount > verdict.amount:
        yield Finding.of("finance.application-amount", "amount", most_amount=verdict.amount)
    if any(paper.there is False for paper in papers(verdict, case)):
        yield Finding.of("finance.application-paper")


def twice(source: str, qualification: str, others: Iterable[tuple[str, str, Progress]]) -> bool:
    """Return whether the same source was asked for the same qualification before, and still is."""
    return any(
        (source, qualification) == (code, aim) and progress.stage not in OVER
        for code, aim, progress in others
    )


def standing(steps: Sequence[tuple[int, Happened, int | None]]) -> tuple[Happened, ...]:
    """Return the steps that count: those that no later row undid.

    Each is a row's number, what it says, and the number of the row it undoes (None: none).
    """
    undone = {undoes for _, _, undoes in steps if undoes is not None}
    return tuple(step for key, step, undoes in steps if undoes is None and key not in undone)
