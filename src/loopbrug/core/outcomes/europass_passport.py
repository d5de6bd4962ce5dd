"""The Europass XML from before 2020: SkillsPassport, in any version 3."""

import re
from collections.abc import Callable, Iterator

from loopbrug.core.outcomes.europass_reading import (
    NATIVE,
    Notes,
    Profile,
    Span,
    first_line,
    language_code,
    level_between,
)
from loopbrug.core.outcomes.europass_xml import Element, all_text, each, local, only, said

_UNREAD = {"Identification", "Headline", "ReferenceTo", "Documentation", "CEFLanguageLevelsGrid"}
_NOT_OURS = {"Driving"}
_LEVELS = ("Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing")
_DIGITS = re.compile(r"\d+")


def passport_profiles(root: Element) -> Iterator[Profile]:
    """Yield what a ``SkillsPassport`` says: it is in one language. Not who it is."""
    for learner in each(root, "LearnerInfo")[:1]:
        notes = Notes()
        for section in learner:
            read = _SECTIONS.get(local(section))
            if read:
                read(section, notes)
            elif len(section) and local(section) not in _UNREAD:
                notes.skip(local(section))
        yield notes.profile(root.get("locale", ""))


def _jobs(section: Element, notes: Notes) -> None:
    for job in each(section, "WorkExperience"):
        title = _label(only(job, "Position"))
        employer = said(job, "Employer", "Name")
        notes.keep(
            "job", [title], employer, _span(title or employer, job, notes),
            text=said(job, "Activities"),
        )  # fmt: skip


def _education(section: Element, notes: Notes) -> None:
    for education in each(section, "Education"):
        title = said(education, "Title") or _label(only(education, "Title"))
        organisation = said(education, "Organisation", "Name")
        notes.keep(
            "education", [title, _label(only(education, "Field"))], organisation,
            _span(title or organisation, education, notes),
            level=_label(only(education, "Level")), text=said(education, "Activities"),
        )  # fmt: skip


def _achievements(section: Element, notes: Notes) -> None:
    """Courses, certificates, projects: the label says which of these, the text which one."""
    for achievement in each(section, "Achievement"):
        text = said(achievement, "Description")
        notes.keep("training", [first_line(text), _label(only(achievement, "Title"))], text=text)


def _skills(section: Element, notes: Notes) -> None:
    for kind in section:
        if local(kind) == "Linguistic":
            _languages(kind, notes)
        elif local(kind) not in _NOT_OURS and said(kind, "Description"):
            text = said(kind, "Description")
            notes.keep("skill", [first_line(text)], text=text)


def _languages(linguistic: Element, notes: Notes) -> None:
    for language in each(linguistic, "MotherTongueList", "MotherTongue"):
        notes.keep("language", _names(language), level=NATIVE)
    for language in each(linguistic, "ForeignLanguageList", "ForeignLanguage"):
        scores = (said(language, "ProficiencyLevel", name) for name in _LEVELS)
        notes.keep("language", _names(language), level=level_between(scores))


def _names(language: Element) -> tuple[str, ...]:
    return (
        *(language_code(code) for code in all_text(language, "Description", "Code")),
        *all_text(language, "Description", "Label"),
    )


_SECTIONS: dict[str, Callable[[Element, Notes], None]] = {
    "WorkExperienceList": _jobs,
    "EducationList": _education,
    "AchievementList": _achievements,
    "Skills": _skills,
}


def _label(element: Element | None) -> str:
    return said(element, "Label") or said(element, "Code")


def _span(about: str, entry: Element, notes: Notes) -> Span:
    period = only(entry, "Period")
    current = said(period, "Current").lower() in {"true", "1"}
    since, until = _day(only(period, "From")), _day(only(period, "To"))
    return notes.span(about, since, until, ongoing=current)


def _day(edge: Element | None) -> str:
    """Return a day in parts, ``year="2008" month="--09" day="---01"``, as "2008-09-01"."""
    if edge is None:
        return ""
    parts = (_DIGITS.search(edge.get(name, "")) for name in ("year", "month", "day"))
    known: list[str] = []
    for part, width in zip(parts, (4, 2, 2), strict=True):
        if part is None:
            break
        known.append(part[0].zfill(width))
    return "-".join(known)
