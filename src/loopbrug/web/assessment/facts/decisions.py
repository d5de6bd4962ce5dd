"""Reports, decisions and statements as values: what stands, what is lacking, who signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from loopbrug.core.assessment.decision import (
    AreaAmount,
    Conclusion,
    DecisionText,
    Loose,
    Signature,
    both_signed,
    event_of,
    lacking_for_decision,
)
from loopbrug.core.assessment.documents import report_from
from loopbrug.core.assessment.report import Judge, Report, Used, areas_of
from loopbrug.core.assessment.statement import Validity
from loopbrug.core.outcomes.judging import Side
from loopbrug.core.pathway.model import State
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.finding import Confidence, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.queries import (
    AppointmentRow,
    Assessment,
    DecisionRow,
    ReportRow,
    StatementRow,
)
from loopbrug.web.assessment.queries.decisions import decisions_of, newest_of, reports_of
from loopbrug.web.outcomes.facts import Standing, standing_of
from loopbrug.web.outcomes.facts.rounds import in_going_rounds, open_questions
from loopbrug.web.outcomes.queries import Round, evidence_items
from loopbrug.web.outcomes.queries.rounds import rounds_of
from loopbrug.web.pathway.facts import law
from loopbrug.web.pathway.queries import Dossier, Participation

LESSON, INTERVIEW = "lesson", "interview"


@dataclass(frozen=True, slots=True)
class Docket:
    """Everything decided, or about to be, in the last assessment of a dossier.

    ``reports`` are newest first, ``decisions`` in the order they were put forward: each
    replaces the one before it, and counts from its second signature.
    """

    assessment: Assessment | None
    reports: tuple[ReportRow, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()

    @property
    def report(self) -> ReportRow | None:
        """The newest version of the report."""
        return self.reports[0] if self.reports else None

    @property
    def in_force(self) -> DecisionRow | None:
        """The decision that counts: the last one both sides signed."""
        signed = [row for row in self.decisions if is_signed(row)]
        return signed[-1] if signed else None

    @property
    def waiting(self) -> DecisionRow | None:
        """What was put forward last and waits for a signature."""
        last = self.decisions[-1] if self.decisions else None
        return last if last and not is_signed(last) else None

    @property
    def statement(self) -> StatementRow | None:
        """The statement that counts."""
        row = self.in_force
        return getattr(row, "statement", None) if row else None

    @property
    def told_report(self) -> ReportRow | None:
        """The version of the report that the decision in force rests on: what anybody may see."""
        return self.in_force.report if self.in_force else None

    def after(self, row: ReportRow) -> ReportRow | None:
        """Return the version that took the place of a report, or None."""
        later = [each for each in self.reports if each.version == row.version + 1]
        return later[0] if later else None


def docket_of(dossier: Dossier) -> Docket:
    """Return the docket of a dossier; empty when no assessment ever began."""
    assessment = newest_of(dossier)
    if assessment is None:
        return Docket(None)
    return Docket(
        assessment, tuple(reports_of(assessment)), tuple(decisions_of([assessment]).order_by("pk"))
    )


def signatures_of(row: DecisionRow) -> tuple[Signature, ...]:
    """Return who signed, in the order they did."""
    return tuple(Signature(str(each.user_id), each.side) for each in row.signatures.all())


def is_signed(row: DecisionRow) -> bool:
    """Return whether both sides signed."""
    return both_signed(signatures_of(row))


def text_of(row: DecisionRow) -> DecisionText:
    """Return the text of a decision."""
    return DecisionText(
        Conclusion(row.verdict),
        row.reasons,
        tuple(
            AreaAmount(each["area"], each["training_hours"], each["guidance_hours"])
            for each in row.areas
        ),
        row.next_doors,
    )


def report_of(row: ReportRow) -> Report:
    """Return a report as it was frozen."""
    return report_from(row.document)


def side_of(user: User, dossier: Dossier) -> str:
    """Return for which side somebody judges in this dossier, or ""."""
    part = Participation.objects.filter(
        dossier=dossier, user=user, role=Participation.Role.ASSESSOR, ended_on=None
    ).first()
    return part.side if part else ""


def lacking_in(dossier: Dossier, docket: Docket, day: date) -> tuple[Finding, ...]:
    """Return what is lacking before a decision can be put forward; some of it only warns."""
    rounds = list(rounds_of(dossier))
    loose = Loose(
        tuple(sorted(in_going_rounds(dossier))),
        sum(len(open_questions(row)) for row in rounds),
    )
    sides = {part.side for part in _assessors(dossier)}
    report = report_of(docket.report) if docket.report else None
    found = lacking_for_decision(report, loose, sides, law(), day)
    too_late = docket.in_force is None and dossier.state != State.ASSESSING
    return (Finding.of("assessment.decision-too-late"), *found) if too_late else found


def lacking_signatures(dossier: Dossier, event: Event) -> tuple[Finding, ...]:
    """Return what the pathway lacks for a verdict: a decision both sides signed, that says so.

    Asked before the step is taken. A dossier from before there were assessments here is let by.
    """
    docket = docket_of(dossier)
    if docket.assessment is None:
        return ()
    row = docket.in_force
    if row and event_of(Conclusion(row.verdict)) is event:
        return ()
    return (Finding.of("assessment.decision-not-signed", event.value),)


def validity_of(row: StatementRow) -> Validity:
    """Return how a statement stands."""
    return Validity.REPLACED if replacing(row) else Validity.VALID


def replacing(row: StatementRow) -> StatementRow | None:
    """Return the statement that took the place of this one, or None."""
    later: StatementRow | None = getattr(row, "replaced_by", None)
    return later


def report_on(
    dossier: Dossier, assessment: Assessment, day: date, weight: bool | None, weight_text: str
) -> Report | None:
    """Return what can be reported of an assessment on a day.

    None when the region has no set of outcomes for what the candidate wants.
    """
    standing = standing_of(dossier, day)
    gap, qualification, framework = standing.gap, standing.qualification, standing.region.framework
    if gap is None or qualification is None:
        return None
    rounds = [row for row in rounds_of(dossier) if row.dropped_on is None]
    held = _held(assessment, day)
    return Report(
        candidate=str(dossier.candidate),
        dossier=dossier.code,
        qualification=qualification.title,
        qualification_code=qualification.code,
        sector=qualification.sector.value,
        subject=qualification.subject,
        institute=dossier.institute.name if dossier.institute else "",
        framework=framework.title,
        framework_version=framework.version,
        checked=framework.source.confidence is Confidence.PUBLISHED,
        areas=areas_of(gap, framework, standing.judgements, _used(dossier, rounds, standing)),
        judges=_judges(dossier, rounds),
        requested_on=assessment.started_on,
        lesson_on=held.get(LESSON),
        interview_on=held.get(INTERVIEW),
        weight=weight,
        weight_text=weight_text,
    )


def _used(dossier: Dossier, rounds: list[Round], standing: Standing) -> Used:
    """Return per outcome the evidence its verdict rests on; else what was brought for it."""
    titles = {item.code: item.title for item in evidence_items(dossier)}
    found: dict[str, tuple[str, ...]] = {}
    for item in standing.evidence:
        for code in item.shows:
            found[code] = (*found.get(code, ()), item.title)
    return found | _rested_on(rounds, titles)


def _rested_on(rounds: list[Round], titles: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return what assessors pointed at, by outcome; of two rounds the later counts."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rounds:
        pointed: dict[str, dict[str, None]] = {}
        for submission in row.submissions.all():
            for opinion in submission.opinions.all():
                used = {titles[code]: None for code in opinion.evidence if code in titles}
                pointed.setdefault(opinion.outcome, {}).update(used)
        found |= {code: tuple(used) for code, used in pointed.items() if used}
    return found


def _judges(dossier: Dossier, rounds: list[Round]) -> tuple[Judge, ...]:
    """Return who handed in, by side; before anybody did, who was named to judge."""
    handed_in = [
        Judge(str(each.assessor), each.side)
        for row in rounds
        if row.why == Round.Why.ASSESSMENT
        for each in row.submissions.all()
    ]
    settled = [
        Judge(str(each.by), each.side)
        for row in rounds
        for each in row.settlements.all()
        if each.side == Side.THIRD
    ]
    named = [Judge(str(part.user), part.side) for part in _assessors(dossier)]
    return tuple(dict.fromkeys([*handed_in, *settled] or named))


def _assessors(dossier: Dossier) -> list[Participation]:
    parts = Participation.objects.filter(
        dossier=dossier, role=Participation.Role.ASSESSOR, ended_on=None
    )
    return list(parts.select_related("user").order_by("side", "pk"))


def _held(assessment: Assessment, day: date) -> dict[str, date]:
    """Return when the steps were held that are over on ``day``."""
    rows = assessment.appointments.exclude(state=AppointmentRow.State.CANCELLED)
    days = {row.step: (timezone.localtime(row.starts_at).date(), row.state) for row in rows}
    held = AppointmentRow.State.HELD
    return {step: on for step, (on, state) in days.items() if state == held or on < day}
