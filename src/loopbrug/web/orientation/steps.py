"""The walk through the questions: in which of five parts one is, what comes before and after."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loopbrug.core.orientation.questions import Answers, Question, shown

PARTS: tuple[tuple[Promise, frozenset[str]], ...] = (
    (_("wat je wilt"), frozenset({"sector", "subject"})),
    (_("je opleiding"), frozenset({"level", "abroad_level", "valued", "field", "year", "degree"})),
    (_("het onderwijs"), frozenset({"teaching", "held", "teaching_sector", "teaching_since"})),
    (_("je ervaring"), frozenset()),
    (_("controleren"), frozenset()),
)
"""The number of questions depends on the answers; the number of parts does not."""
EXPERIENCE, CHECK = 4, 5


def part_of(question: Question) -> int:
    """Return in which part a question stands, from 1; what no part names is about experience."""
    parts = (place for place, (_title, codes) in enumerate(PARTS, 1) if question.code in codes)
    return next(parts, EXPERIENCE)


def title_of(part: int) -> Promise:
    """Return what a part is about."""
    return PARTS[part - 1][0]


def shown_question(code: str, answers: Answers) -> Question | None:
    """Return the question with ``code`` when these answers make it appear, else None."""
    return next((each for each in shown(answers) if each.code == code), None)


def before(question: Question, answers: Answers) -> Question | None:
    """Return the question before this one, or None for the first."""
    walk = shown(answers)
    place = walk.index(question)
    return walk[place - 1] if place else None


def after(question: Question, answers: Answers) -> Question | None:
    """Return the question after this one, or None for the last."""
    walk = shown(answers)
    place = walk.index(question) + 1
    return walk[place] if place < len(walk) else None
