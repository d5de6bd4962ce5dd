"""The second-career subsidy (*subsidie zij-instroom*): for the board, once training has begun."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR

from loopbrug.core.finance.lookup import count, known, month_and_day, number
from loopbrug.core.finance.model import (
    NOTHING,
    CostKind,
    FinanceCase,
    Payer,
    SourceStatus,
    SourceVerdict,
)
from loopbrug.core.finance.sources.reasons import (
    Reason,
    closed,
    findings_of,
    open_to,
    ruled,
    undecided,
    waits,
)
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, Step
from loopbrug.core.orientation.months import months_later
from loopbrug.core.terms.finding import Finding, LegalSource, Weight
from loopbrug.core.terms.words import Sector

SOURCE = "subsidy"
KINDS = (
    CostKind.ASSESSMENT,
    CostKind.TRAINING,
    CostKind.FINAL_ASSESSMENT,
    CostKind.GUIDANCE,
    CostKind.STUDY_LEAVE,
)
"""What the scheme pays for (art. 2); paid hours beside another teacher are not among it."""
_YEAR = 12


@dataclass(frozen=True, slots=True)
class _Asked:
    """A case with the law on the day that one can apply."""

    case: FinanceCase
    law: Law
    apply_on: date

    def figure(self, name: str) -> Figure | None:
        """Return a figure of the scheme on the day of applying."""
        return known(self.law, f"subsidy.{name}", self.apply_on)

    def source(self, name: str) -> LegalSource | None:
        """Return where a figure of the scheme is written."""
        found = self.figure(name)
        return found.dated.source if found else None


def subsidy(case: FinanceCase, law: Law) -> SourceVerdict:
    """Return whether, from when and until when the board can apply, and for how much."""
    asked = _Asked(case, law, applies_on(case))
    granted = asked.figure("amount")
    reasons = (*_about_person(asked), *_about_moment(asked), *_about_money(asked))
    status = ruled(reasons)
    shut = status in (SourceStatus.NOT_ELIGIBLE, SourceStatus.UNKNOWN)
    return SourceVerdict(
        source=SOURCE,
        payer=Payer.MINISTRY,
        status=status,
        amount=number(granted) if granted else NOTHING,
        reasons=findings_of(reasons),
        opens_on=None if shut else _opens_on(case),
        apply_by=last_day(case, law),
        paid_on=None if shut else _paid_on(asked),
        documents=tuple(_documents(asked)),
        pays_back=tuple(_pays_back(asked)),
        for_kinds=KINDS,
        excludes=("sool", "teacher-grant"),
        step=_step(asked, granted),
    )


def applies_on(case: FinanceCase) -> date:
    """Return the first day from now on that one can apply.

    Not before training begins, and not before the board employs (or hires) this person.
    """
    return max(case.day, case.terms.starts_on, case.training.starts_on or case.day)


def last_day(case: FinanceCase, law: Law) -> date | None:
    """Return the last day to apply: in the year after training began; None when not known."""
    starts, rule = case.training.starts_on, known(law, "subsidy.deadline", applies_on(case))
    if starts is None or rule is None:
        return None
    month, day = month_and_day(rule)
    return date(starts.year + 1, month, day)


def decision_and_advance(law: Law, applied: date) -> tuple[date, date] | None:
    """Return by when one hears, and by when the money is there, after applying on a day."""
    decide, advance = (known(law, f"subsidy.{name}", applied) for name in ("decide", "advance"))
    if decide is None or advance is None:
        return None
    decided = applied + timedelta(weeks=count(decide))
    return decided, decided + timedelta(weeks=count(advance))


def _opens_on(case: FinanceCase) -> date | None:
    return applies_on(case) if case.training.starts_on else None


def _paid_on(asked: _Asked) -> date | None:
    """Return when the money is there for who applies at once.

    Without a first day of training that is counted from the first working day, as the costs are.
    """
    days = decision_and_advance(asked.law, asked.apply_on)
    return days[1] if days else None


def _about_person(asked: _Asked) -> Iterator[Reason]:
    background = asked.case.background
    if background.granted_before:
        yield closed(Finding.of("finance.subsidy-granted-before", source=asked.source("once")))
    elif background.granted_before is None:
        yield waits(
            Finding.of(
                "finance.subsidy-granted-unknown",
                source=asked.source("once"),
                weight=Weight.CONDITION,
            )
        )
    yield from _about_student(asked)
    yield from _about_qualified(asked)


def _about_student(asked: _Asked) -> Iterator[Reason]:
    """Somebody who was a student of a teacher training lately, and did not finish it, is out."""
    background, rule = asked.case.background, asked.figure("no_student")
    if rule is None or background.student_finished:
        return
    starts = asked.case.training.starts_on or asked.apply_on
    since = months_later(starts, -_YEAR * count(rule))
    if background.enrolled_in_training:
        yield closed(
            Finding.of("finance.subsidy-enrolled", source=rule.dated.source, years=count(rule))
        )
    elif background.student_last is not None and background.student_last >= since:
        yield closed(
            Finding.of(
                "finance.subsidy-student-lately",
                source=rule.dated.source,
                last=background.student_last,
                years=count(rule),
                from_day=months_later(background.student_last, _YEAR * count(rule))
                + timedelta(days=1),
            )
        )


def _about_qualified(asked: _Asked) -> Iterator[Reason]:
    if not asked.case.background.qualified:
        return
    rule = asked.figure("second_qualification")
    if rule is not None and rule.dated.value is False:
        yield closed(Finding.of("finance.subsidy-qualified", source=rule.dated.source))
    elif not asked.case.training.suitable:
        yield undecided(
            Finding.of(
                "finance.subsidy-own-route",
                source=rule.dated.source if rule else None,
                weight=Weight.WARNS,
            )
        )


def _about_moment(asked: _Asked) -> Iterator[Reason]:
    """Training has begun, the papers are there, and the last day has not passed."""
    training, last = asked.case.training, last_day(asked.case, asked.law)
    if last is not None and asked.apply_on > last:
        yield closed(
            Finding.of("finance.subsidy-too-late", source=asked.source("deadline"), last=last)
        )
    if training.stopped_on is not None:
        yield undecided(
            Finding.of("finance.subsidy-stopped", weight=Weight.WARNS, stopped=training.stopped_on)
        )
    yield from _about_beginning(asked)
    yield from _about_employment(asked)
    if not training.suitable:
        yield waits(_condition("finance.subsidy-needs-statement", asked.source("keep")))
    if not training.agreement_signed:
        source = asked.source("needs_agreement")
        if asked.case.sector is Sector.MBO:
            yield waits(_condition("finance.subsidy-needs-participation", source))
        else:
            yield waits(_condition("finance.subsidy-needs-agreement", source))


def _about_beginning(asked: _Asked) -> Iterator[Reason]:
    training, source = asked.case.training, asked.source("after_start")
    if training.starts_on is None:
        yield waits(_condition("finance.subsidy-start-unknown", source))
    elif training.starts_on > asked.case.day:
        yield waits(
            Finding.of(
                "finance.subsidy-not-begun",
                source=source,
                weight=Weight.CONDITION,
                starts=training.starts_on,
            )
        )
    elif not training.begun:
        yield waits(
            Finding.of(
                "finance.subsidy-begin-unconfirmed",
                source=source,
                weight=Weight.CONDITION,
                starts=training.starts_on,
            )
        )


def _about_employment(asked: _Asked) -> Iterator[Reason]:
    """Only who employs or hires somebody can apply, so training before the job is too early."""
    training, terms = asked.case.training, asked.case.terms
    if (
        training.starts_on
        and training.starts_on < terms.starts_on
        and terms.starts_on > asked.case.day
    ):
        yield waits(
            Finding.of(
                "finance.subsidy-not-employed",
                source=asked.source("hired_in"),
                weight=Weight.CONDITION,
                starts=terms.starts_on,
            )
        )


def _condition(code: str, source: LegalSource | None) -> Finding:
    return Finding.of(code, source=source, weight=Weight.CONDITION)


def _about_money(asked: _Asked) -> Iterator[Reason]:
    """The scheme must be in force, and its ceiling not reached by those who came first."""
    granted, ceiling = asked.figure("amount"), asked.figure("ceiling")
    if granted is None:
        yield undecided(
            Finding.of("finance.subsidy-amount-unknown", weight=Weight.WARNS, day=asked.apply_on)
        )
        return
    yield from _about_scheme(asked, granted)
    if ceiling is None:
        yield open_to(
            Finding.of("finance.subsidy-ceiling-unknown", weight=Weight.WARNS, day=asked.apply_on)
        )
        return
    places = (number(ceiling) / number(granted)).to_integral_value(ROUND_FLOOR)
    yield open_to(
        Finding.of(
            "finance.subsidy-ceiling",
            source=ceiling.dated.source,
            weight=Weight.WARNS,
            amount=number(ceiling),
            places=int(places),
        )
    )


def _about_scheme(asked: _Asked, granted: Figure) -> Iterator[Reason]:
    ends = asked.figure("ends_on")
    if ends is None or not isinstance(ends.dated.value, date):
        return
    if asked.apply_on >= ends.dated.value:
        yield undecided(
            Finding.of(
                "finance.subsidy-scheme-over",
                source=ends.dated.source,
                weight=Weight.WARNS,
                ends=ends.dated.value,
                amount=number(granted),
            )
        )


def _documents(asked: _Asked) -> Iterator[Finding]:
    source, inform = asked.source("needs_agreement"), Weight.INFORMS
    yield Finding.of("finance.subsidy-paper-statement", source=source, weight=inform)
    if asked.case.sector is Sector.MBO:
        yield Finding.of("finance.subsidy-paper-participation", source=source, weight=inform)
    else:
        yield Finding.of("finance.subsidy-paper-agreement", source=source, weight=inform)
    if keep := asked.figure("keep"):
        yield Finding.of(
            "finance.subsidy-papers-kept",
            source=keep.dated.source,
            weight=inform,
            years=count(keep),
        )


def _pays_back(asked: _Asked) -> Iterator[Finding]:
    yield Finding.of(
        "finance.subsidy-back-unspent",
        source=asked.source("pay_back_unspent"),
        weight=Weight.INFORMS,
    )
    if notify := asked.figure("notify_change"):
        yield Finding.of(
            "finance.subsidy-report-stop",
            source=notify.dated.source,
            weight=Weight.INFORMS,
            weeks=count(notify),
        )


def _step(asked: _Asked, granted: Figure | None) -> Step | None:
    if granted is None:
        return None
    said = Finding.of(
        "finance.subsidy-step",
        source=granted.dated.source,
        weight=Weight.INFORMS,
        day=asked.apply_on,
        amount=number(granted),
    )
    return Step(said, number(granted), (granted,))
