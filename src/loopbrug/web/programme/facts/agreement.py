"""The agreement of a dossier: what it would say today, what was frozen, who signed."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from loopbrug.core.outcomes.model import Qualification
from loopbrug.core.programme.agreement import (
    CHANCES,
    FIELDS,
    AgreedPart,
    AgreementText,
    Signer,
    deviations,
    refilled,
    says_the_same,
    unsigned,
)
from loopbrug.core.programme.model import Form, Programme, Unit
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Bilingual
from loopbrug.web.assessment.facts.decisions import docket_of
from loopbrug.web.assessment.queries.decisions import appointed_on
from loopbrug.web.organisations.queries import organisations_of_kind
from loopbrug.web.outcomes.facts import Standing, standing_of
from loopbrug.web.pathway.facts import ground_of
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.facts.assignments import assignments_of, region_for
from loopbrug.web.programme.final import final_of
from loopbrug.web.programme.frozen import Frozen, freeze, thaw
from loopbrug.web.programme.queries import ProgrammeVersion, shown_version
from loopbrug.web.programme.queries.agreements import (
    AgreementVersion,
    agreements_of,
    answers_of,
)


@dataclass(frozen=True, slots=True)
class Papers:
    """The agreements of a dossier: every version, the newest first, and what it would say now."""

    versions: tuple[AgreementVersion, ...]
    now: AgreementText

    @property
    def latest(self) -> AgreementVersion | None:
        """The version that was put forward last."""
        return self.versions[0] if self.versions else None

    @property
    def in_force(self) -> AgreementVersion | None:
        """The version that counts: the last one all three signed."""
        return next((row for row in self.versions if not unsigned_by(row)), None)

    @property
    def waiting(self) -> AgreementVersion | None:
        """The last version, as long as somebody has to sign it."""
        return self.latest if self.latest is not None and unsigned_by(self.latest) else None

    @property
    def renewed(self) -> bool:
        """Whether the agreement would say something else now than in its last version."""
        return self.latest is not None and not says_the_same(text_of(self.latest), self.now)


def papers_of(dossier: Dossier, day: date) -> Papers:
    """Return the agreements of a dossier."""
    return Papers(tuple(agreements_of(dossier)), text_now(dossier, day))


def text_of(row: AgreementVersion) -> AgreementText:
    """Return what a version says."""
    return thaw(AgreementText, row.document)


def document_of(text: AgreementText) -> Frozen:
    """Return an agreement as JSON can hold it."""
    return freeze(text)


def mark_of(document: Frozen) -> str:
    """Return the SHA-256 of a document: the same for the same text, on any machine."""
    plain = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def signed_by(row: AgreementVersion) -> frozenset[Signer]:
    """Return which parties signed a version."""
    return frozenset(Signer(each.side) for each in row.signatures.all())


def unsigned_by(row: AgreementVersion) -> tuple[Signer, ...]:
    """Return which parties still have to sign a version."""
    return unsigned(signed_by(row))


def differences(papers: Papers, dossier: Dossier, day: date, language: str) -> tuple[Finding, ...]:
    """Return in what the plan of today differs from the agreement that counts."""
    if papers.in_force is None:
        return ()
    agreed = text_of(papers.in_force)
    given = region_for(dossier).catalogue.offerings
    offered = {offering.code for offering in given if offering.capacity > 0}
    return deviations(agreed, papers.now, offered, day, language)


def departures(dossier: Dossier, day: date, language: str) -> tuple[Finding, ...]:
    """Return in what the plan differs from the agreement that counts.

    Without one that all three signed nothing is computed.
    """
    versions = tuple(agreements_of(dossier))
    if all(unsigned_by(row) for row in versions):
        return ()
    return differences(Papers(versions, text_now(dossier, day)), dossier, day, language)


def other_answers(papers: Papers) -> tuple[str, ...]:
    """Return the open fields that were filled in otherwise since the last version."""
    return refilled(text_of(papers.latest), papers.now) if papers.latest else ()


def text_now(dossier: Dossier, day: date) -> AgreementText:
    """Return what the agreement says on the facts of today."""
    standing = standing_of(dossier, day)
    statement = docket_of(dossier).statement
    version = shown_version(dossier)
    if version:
        version.dossier = dossier
    programme = programme_of(version) if version else None
    answers = tuple(_answers(dossier))
    school, qualification, gap = dossier.school, standing.qualification, standing.gap
    return AgreementText(
        candidate=str(dossier.candidate),
        school=school.name if school else "",
        board=school.board.name if school and school.board else "",
        institute=dossier.institute.name if dossier.institute else "",
        statement=statement.number if statement else "",
        statement_on=statement.issued_on if statement else None,
        appointed_on=appointed_on(dossier),
        qualification=qualification.title if qualification else None,
        sector=qualification.sector.value if qualification else "",
        subject=qualification.subject if qualification else "",
        programme=version.number if version else 0,
        parts=tuple(_parts(version, programme)) if version and programme else (),
        hours=programme.hours if programme else 0,
        full_route=programme.full_route_hours if programme else 0,
        peak_week=programme.peak_week_hours if programme else 0,
        finish=programme.finish if programme else None,
        coaches=_coaches(dossier),
        validated=gap.validated if gap else (),
        partly=gap.partly if gap else (),
        statements=tuple(_statements(standing)),
        answers=answers,
        planned=tuple(_chances(dossier, programme, qualification, answers)),
    )


def _statements(standing: Standing) -> Iterator[tuple[str, Bilingual]]:
    """Yield the words of what was validated: a party signs words, not codes."""
    shown = {*standing.gap.validated, *standing.gap.partly} if standing.gap else set()
    for outcome in standing.region.framework.outcomes:
        if outcome.code in shown:
            yield outcome.code, outcome.statement


def _answers(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Yield what was filled in, each field by its own side, in the order of the points."""
    filled = answers_of(dossier)
    for field in FIELDS:
        row = filled.get(field.side.value)
        text = str(row.answers.get(field.code, "")) if row else ""
        if text:
            yield field.code, text


def _chances(
    dossier: Dossier,
    programme: Programme | None,
    qualification: Qualification | None,
    answers: tuple[tuple[str, str], ...],
) -> Iterator[tuple[str, date]]:
    """Yield the weeks of the final assessment that follow from the plan, where nobody set a day."""
    if programme is None or qualification is None:
        return
    holidays = ground_of(dossier.region).catalogue.holidays
    final = final_of(programme, qualification.sector, holidays, appointed=True)
    filled = dict(answers)
    for code, week in zip(CHANCES, final.weeks if final else (), strict=False):
        if code not in filled:
            yield code, week


def _coaches(dossier: Dossier) -> tuple[str, ...]:
    coaching = dossier.participations.filter(role="coach", ended_on=None).select_related("user")
    return tuple(str(each.user) for each in coaching.order_by("pk"))


def _parts(version: ProgrammeVersion, programme: Programme) -> Iterator[AgreedPart]:
    """Yield the parts in the order they start, with who guides and observes work at school.

    Their words are those of the catalogue that the programme was planned on.
    """
    dossier = version.dossier
    region = region_for(dossier, ever=True, catalogue=version.catalogue)
    units = {unit.code: unit for unit in region.catalogue.units}
    offerings = {offering.code: offering for offering in region.catalogue.offerings}
    names = {each.code: each.name for each in organisations_of_kind(dossier.region, "institute")}
    people = {one.row.code: one.row for one in assignments_of(dossier)}
    for planned in sorted(programme.units, key=lambda one: (one.period.first, one.unit)):
        unit = units.get(planned.unit) or _forgotten(planned.unit)
        offering, row = offerings.get(planned.offering), people.get(planned.unit)
        place = offering.place.name if offering and offering.place else ""
        yield AgreedPart(
            unit=planned.unit,
            offering=planned.offering,
            title=unit.title,
            institute=names.get(unit.institute, unit.institute),
            form=unit.form,
            hours=planned.hours,
            period=planned.period,
            slot=planned.slot,
            place=place,
            guide=str(row.guide) if row else "",
            observer=str(row.observer) if row else "",
        )


def _forgotten(code: str) -> Unit:
    """Return a stand-in for a unit that left the catalogue since the programme was made."""
    return Unit(code, Bilingual(code, code), "", Form.TAUGHT, ())
