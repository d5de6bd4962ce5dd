"""From the answers of a visitor to a person; every wrong answer is told at once."""

from collections.abc import Callable, Mapping
from datetime import date

from loopbrug.core.orientation.model import (
    Diploma,
    Dutch,
    Held,
    Job,
    Level,
    Person,
    Post,
    PostKind,
    Wanted,
)
from loopbrug.core.orientation.questions import (
    UNKNOWN,
    Answers,
    Question,
    QuestionKind,
    load_questions,
    options_of,
    shown,
)
from loopbrug.core.orientation.wanted import DEGREES, fitting
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.core.terms.words import Degree, Sector

OWN_SCHOOL = "own-school"
"""Stands for the employer, who is not asked for."""
ELSEWHERE = "XX"
"""A user-assigned code of ISO 3166: another country, not asked which."""
EARLIEST_YEAR, LATEST_YEAR = 1940, 2100
_YES = "yes"
Clean = Mapping[str, str]
_HELD_IN = {
    "primary": (Sector.PO, Degree.PRIMARY),
    "second": (Sector.VO, Degree.SECOND),
    "first": (Sector.VO, Degree.FIRST),
    "pdg": (Sector.MBO, Degree.PDG),
}


def person_from_answers(answers: Answers) -> Person:
    """Return the person who gave these answers.

    Years stand for their first of January; answers to questions that do not matter (any more)
    are left aside. Raises ``BadDataError`` with every missing, wrong or unknown answer, each
    ``about`` the code of its question.
    """
    clean, errors = checked(answers)
    if errors:
        raise BadDataError(errors)
    return Person(
        wanted=_wanted(clean),
        diplomas=_diplomas(clean),
        posts=_posts(clean),
        jobs=_jobs(clean),
        held=_held(clean),
        dutch=Dutch(clean.get("dutch", Dutch.UNKNOWN)),
        appointment=clean.get("school") == _YES,
    )


def checked(answers: Answers) -> tuple[Clean, tuple[Finding, ...]]:
    """Return the answers that matter, as text without the skipped ones, and all errors."""
    known = {question.code for question in load_questions()}
    errors = [
        Finding.of("orientation.question-unknown", str(code), question=str(code))
        for code in answers
        if code not in known
    ]
    clean: dict[str, str] = {}
    for question in shown(answers):
        given = _text(answers.get(question.code))
        if error := _error(question, given, answers):
            errors.append(error)
        elif given and given != UNKNOWN:
            clean[question.code] = given
    return clean, tuple(errors)


def _text(answer: object) -> str:
    if answer is None:
        return ""
    return answer.isoformat() if isinstance(answer, date) else str(answer).strip()


def _error(question: Question, given: str, answers: Answers) -> Finding | None:
    if given in ("", UNKNOWN):
        if question.optional:
            return None
        return Finding.of("orientation.answer-missing", question.code)
    checks: dict[QuestionKind, Callable[[], bool]] = {
        QuestionKind.CHOICE: lambda: given in {o.code for o in options_of(question, answers)},
        QuestionKind.YEAR: lambda: _year(given) is not None,
        QuestionKind.DAY: lambda: _day(given) is not None,
    }
    if checks[question.kind]():
        return None
    return Finding.of(f"orientation.answer-no-{question.kind.value}", question.code, found=given)


def _year(text: str) -> int | None:
    year = int(text) if text.isascii() and text.isdigit() else 0
    return year if EARLIEST_YEAR <= year <= LATEST_YEAR else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST_YEAR <= day.year <= LATEST_YEAR else None


def _first_of(clean: Clean, code: str) -> date | None:
    year = _year(clean.get(code, ""))
    return date(year, 1, 1) if year else None


def _wanted(clean: Clean) -> Wanted:
    sector = Sector(clean["sector"])
    degree = Degree(clean.get("degree", DEGREES[sector][0]))
    return fitting(Wanted(sector, degree, clean.get("subject", "")))


def _diplomas(clean: Clean) -> tuple[Diploma, ...]:
    level = clean["level"]
    if level == Level.NONE.value:
        return ()
    abroad = level == "abroad"
    stated = Level(clean["abroad_level"] if abroad else level)
    return (
        Diploma(
            title=clean.get("field", stated.value),
            level=stated,
            field=clean.get("field", ""),
            awarded_on=_first_of(clean, "year"),
            country=ELSEWHERE if abroad else "NL",
            valued_as=stated if abroad and clean["valued"] == _YES else None,
        ),
    )


def _posts(clean: Clean) -> tuple[Post, ...]:
    since = _day(clean.get("teaching_since", ""))
    if since is None:
        return ()
    sector = Sector(clean["teaching_sector"])
    same = sector.value == clean["sector"]
    return (
        Post(
            employer=OWN_SCHOOL,
            sector=sector,
            kind=PostKind(clean["teaching"]),
            since=since,
            subject=clean.get("subject", "") if same else "",
        ),
    )


def _jobs(clean: Clean) -> tuple[Job, ...]:
    since = _first_of(clean, "work_since")
    if since is None:
        return ()
    field = clean.get("work_field", clean.get("field", ""))
    return (Job(title=field, field=field, since=since, hbo_level=clean.get("hbo_level") == _YES),)


def _held(clean: Clean) -> tuple[Held, ...]:
    which = clean.get("held")
    if which is None:
        return ()
    if which == "abroad":
        wish = _wanted(clean)
        return (Held(wish.sector, wish.degree, country=ELSEWHERE, recognised=False),)
    return (Held(*_HELD_IN[which]),)
