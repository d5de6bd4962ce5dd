"""The Europass XML of 2020 and later: one profile for every language a CV is in."""

from collections.abc import Callable, Iterator

from loopbrug.core.outcomes.europass_reading import (
    NATIVE,
    Notes,
    Profile,
    Span,
    language_code,
    level_between,
)
from loopbrug.core.outcomes.europass_xml import Element, all_text, each, local, only, said

EQF = {str(level) for level in range(1, 9)}

_UNREAD = {"ID", "ExecutiveSummary", "Attachment", "Attachments", "Licenses", "DrivingLicenses"}
"""Parts of a profile that say nothing to evidence, or that are not ours to read."""
_YES = {"true", "1"}


def candidate_profiles(root: Element) -> Iterator[Profile]:
    """Yield what a ``Candidate`` says, per language; not who it is."""
    mother_tongues = all_text(only(root, "CandidatePerson"), "PrimaryLanguageCode")
    for profile in each(root, "CandidateProfile"):
        notes = Notes()
        for section in profile:
            _section(section, notes)
        for language in dict.fromkeys(mother_tongues):
            notes.keep("language", [language_code(language)], level=NATIVE)
        yield notes.profile(profile.get("languageCode", ""))


def _section(section: Element, notes: Notes) -> None:
    read = _SECTIONS.get(local(section))
    if read:
        read(section, notes)
    elif len(section) and local(section) not in _UNREAD:
        notes.skip(local(section))


def _jobs(section: Element, notes: Notes) -> None:
    for employer in each(section, "EmployerHistory"):
        organisation = said(employer, "OrganizationName")
        positions = each(employer, "PositionHistory") or (employer,)
        for position in positions:
            title = said(position, "PositionTitle")
            period = only(position, "EmploymentPeriod")
            notes.keep(
                "job", [title], organisation, _span(title or organisation, period, notes),
                text=said(position, "Description"),
            )  # fmt: skip


def _education(section: Element, notes: Notes) -> None:
    for attendance in each(section, "EducationOrganizationAttendance"):
        degree = only(attendance, "EducationDegree")
        organisation = said(attendance, "OrganizationName")
        title = said(degree, "DegreeName")
        notes.keep(
            "education", [title, *_fields(degree)], organisation,
            _span(title or organisation, only(attendance, "AttendancePeriod"), notes),
            level=_level(said(attendance, "EducationLevelCode")),
            text=_joined(*_fields(degree), said(degree, "OccupationalSkillsCovered")),
        )  # fmt: skip


def _fields(degree: Element | None) -> tuple[str, ...]:
    found = [
        name
        for field in each(degree, "FieldOfStudy")
        for part in field
        for name in all_text(part, "ProgramConcentration")
    ]
    return tuple(dict.fromkeys(found))


def _level(code: str) -> str:
    """Return a level of the European framework as "EQF 6"; another code as it stands."""
    return f"EQF {code}" if code in EQF else code


def _competencies(section: Element, notes: Notes) -> None:
    for competency in each(section, "PersonCompetency"):
        name = said(competency, "CompetencyName") or said(competency, "CompetencyID")
        if said(competency, "TaxonomyID").lower() != "language":
            notes.keep("skill", [name], text=said(competency, "Description"))
            continue
        scores = all_text(competency, "CompetencyDimension", "Score", "ScoreText")
        notes.keep("language", [language_code(name)], level=level_between(scores))


def _listed(kind: str) -> Callable[[Element, Notes], None]:
    """Return a reader of entries with a title, a date and a description."""

    def read(section: Element, notes: Notes) -> None:
        for entry in section:
            if local(entry) == "Title" or not len(entry):
                continue
            title = said(entry, "Title") or said(entry, "Name") or said(entry, "CertificationName")
            organisation = said(entry, "IssuingAuthority", "Name") or said(entry, "Organisation")
            notes.keep(
                kind, [title], organisation, _span(title, only(entry, "Date"), notes),
                text=said(entry, "Description"),
            )  # fmt: skip

    return read


_SECTIONS: dict[str, Callable[[Element, Notes], None]] = {
    "EmploymentHistory": _jobs,
    "VoluntaryWorks": _listed("job"),
    "EducationHistory": _education,
    "PersonQualifications": _competencies,
    "Certifications": _listed("training"),
    "CourseCertifications": _listed("training"),
    "ConferencesAndSeminars": _listed("training"),
    "Skills": _listed("skill"),
}


def _span(about: str, period: Element | None, notes: Notes) -> Span:
    """Return a period; older files put its days under one name more, newer ones do not."""
    marks = (said(period, "CurrentIndicator"), said(period, "Ongoing"))
    return notes.span(
        about,
        _day(only(period, "StartDate")),
        _day(only(period, "EndDate")),
        ongoing=any(mark.lower() in _YES for mark in marks),
    )


def _day(edge: Element | None) -> str:
    if edge is None:
        return ""
    return said(edge, "FormattedDateTime") or (edge.text or "").strip()


def _joined(*parts: str) -> str:
    return "<br>".join(part for part in parts if part)
