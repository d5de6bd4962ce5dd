"""What must be there before people decide, and what their decision must say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loopbrug.core.assessment.report import Report
from loopbrug.core.law.model import Law
from loopbrug.core.outcomes.judging import Side
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.finding import Finding, Weight

MOST_HOURS = 9999
SIDES = (Side.INSTITUTE, Side.FIELD)
"""Who sign: one of each. A third assessor helps out on a difference and does not sign."""


class Conclusion(StrEnum):
    """What people decide about suitability (*uitslag*)."""

    SUITABLE = "suitable"
    PARTLY = "partly"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class AreaAmount:
    """How many hours of training and of guidance somebody still needs in one area."""

    area: str
    training_hours: int
    guidance_hours: int


@dataclass(frozen=True, slots=True)
class DecisionText:
    """The whole text that is put forward and signed."""

    conclusion: Conclusion
    reasons: str
    areas: tuple[AreaAmount, ...] = ()
    next_doors: str = ""

    @property
    def training_hours(self) -> int:
        """Training in all areas together."""
        return sum(each.training_hours for each in self.areas)

    @property
    def guidance_hours(self) -> int:
        """Guidance in all areas together."""
        return sum(each.guidance_hours for each in self.areas)


@dataclass(frozen=True, slots=True)
class Loose:
    """What is still loose around the judging: outcomes of rounds that go on, open questions."""

    outcomes: tuple[str, ...] = ()
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, by a key that names a person, and for which side."""

    person: str
    side: str


def event_of(conclusion: Conclusion) -> Event:
    """Return what a decision makes happen to the dossier.

    Partly suitable is not yet suitable to the law: there is a statement or there is none.
    """
    suitable = conclusion is Conclusion.SUITABLE
    return Event.FIND_SUITABLE if suitable else Event.FIND_NOT_YET_SUITABLE


def lacking_for_decision(
    report: Report | None, loose: Loose, sides: Iterable[str], law: Law, day: date
) -> tuple[Finding, ...]:
    """Return everything that is lacking before a decision can be put forward.

    ``sides`` are those of the assessors of this dossier. A lesson or an interview nobody knows
    the day of only warns: it may have been held outside this house.
    """
    return tuple(_lacking(report, loose, set(sides), law, day))


def _lacking(
    report: Report | None, loose: Loose, sides: set[str], law: Law, day: date
) -> Iterator[Finding]:
    if missing := tuple(side.value for side in SIDES if side not in sides):
        equal = law.on("go.panel_equal_sides", day).source
        yield Finding.of("assessment.decision-side-missing", source=equal, sides=missing)
    if loose.outcomes:
        yield Finding.of("assessment.decision-round-open", outcomes=loose.outcomes)
    if loose.questions:
        yield Finding.of("assessment.decision-question-open", count=loose.questions)
    if report is None:
        yield Finding.of("assessment.decision-no-report")
        return
    if report.unjudged:
        yield Finding.of("assessment.decision-unjudged", outcomes=report.unjudged)
    if report.weight is None:
        source = law.on("go.questions", day).source
        yield Finding.of("assessment.decision-no-weight", source=source)
    yield from _unseen(report, law, day)


def _unseen(report: Report, law: Law, day: date) -> Iterator[Finding]:
    source = law.on("go.lesson_and_interview", day).source
    if report.lesson_on is None:
        yield Finding.of("assessment.decision-no-lesson", source=source, weight=Weight.WARNS)
    if report.interview_on is None:
        yield Finding.of("assessment.decision-no-interview", source=source, weight=Weight.WARNS)


def faults_of(
    text: DecisionText, report: Report, law: Law, day: date, before: Conclusion | None = None
) -> tuple[Finding, ...]:
    """Return what is wrong with a text before it can be signed.

    ``before`` is what the decision it would replace concluded: a correction sets words and
    amounts right; whether somebody is suitable is found anew, by another assessment.
    """
    return tuple(_faults(text, report, law, day, before))


def _faults(
    text: DecisionText, report: Report, law: Law, day: date, before: Conclusion | None
) -> Iterator[Finding]:
    if not text.reasons.strip():
        source = law.on("go.sound_reasons", day).source
        yield Finding.of("assessment.decision-no-reasons", "reasons", source=source)
    if text.conclusion is Conclusion.SUITABLE:
        if report.weight is False:
            source = law.on("go.questions", day).source
            yield Finding.of("assessment.decision-too-light", "conclusion", source=source)
    elif not text.next_doors.strip():
        yield Finding.of("assessment.decision-no-next-doors", "next_doors")
    if before is not None and event_of(before) is not event_of(text.conclusion):
        yield Finding.of("assessment.decision-turns", "conclusion")
    yield from _area_faults(text.areas, report, law, day)


def _area_faults(
    areas: Sequence[AreaAmount], report: Report, law: Law, day: date
) -> Iterator[Finding]:
    known = {area.code for area in report.areas}
    named = {each.area for each in areas}
    if unknown := tuple(sorted(named - known)):
        yield Finding.of("assessment.decision-area-unknown", "areas", areas=unknown)
    needed = tuple(area.code for area in report.areas if area.training_hours)
    if missing := tuple(code for code in needed if code not in named):
        source = law.on("go.amounts_named", day).source
        yield Finding.of("assessment.decision-area-missing", "areas", source=source, areas=missing)
    for each in areas:
        hours = (each.training_hours, each.guidance_hours)
        if not all(0 <= amount <= MOST_HOURS for amount in hours):
            yield Finding.of(
                "assessment.decision-hours-wrong", "areas", area=each.area, most=MOST_HOURS
            )


def lacking_for_signature(
    signed: Sequence[Signature], signer: Signature, *, replaced: bool, report_replaced: bool
) -> tuple[Finding, ...]:
    """Return why somebody cannot sign: everything at once.

    ``replaced``: another text took the place of this one; ``report_replaced``: the report it
    rests on has a newer version.
    """
    lacking = {
        "assessment.sign-replaced": replaced,
        "assessment.sign-report-replaced": report_replaced,
        "assessment.sign-no-side": signer.side not in SIDES,
        "assessment.sign-twice": any(each.person == signer.person for each in signed),
        "assessment.sign-side-taken": any(
            each.side == signer.side and each.person != signer.person for each in signed
        ),
    }
    return tuple(Finding.of(code) for code, lacks in lacking.items() if lacks)


def both_signed(signed: Sequence[Signature]) -> bool:
    """Return whether two different people signed, one of each side.

    Examples
    --------
    >>> both_signed([Signature("1", "institute"), Signature("2", "field")])
    True
    >>> both_signed([Signature("1", "institute"), Signature("1", "field")])
    False
    """
    people = {each.person for each in signed if each.side in SIDES}
    return {each.side for each in signed} >= set(SIDES) and len(people) >= len(SIDES)
