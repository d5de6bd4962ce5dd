"""Opinions, submissions and rounds, written short for tests."""

from dataclasses import replace
from datetime import date

from loopbrug.core.law.loader import load_law
from loopbrug.core.outcomes.framework import load_framework
from loopbrug.core.outcomes.judging import Opinion, Rule, Settlement, Side, Submission
from loopbrug.core.outcomes.model import Remainder, Verdict
from loopbrug.core.outcomes.opinions import missing_opinions
from loopbrug.core.outcomes.qualifications import load_qualifications
from loopbrug.core.outcomes.rounds import (
    Round,
)
from loopbrug.core.terms.finding import Finding
from loopbrug.web.site.sentences.book import LANGUAGES, tell

FRAMEWORK = load_framework()
LAW = load_law()
DAY, NEXT = date(2027, 3, 1), date(2027, 3, 4)
V, P, M = Verdict.VALIDATED, Verdict.PARTLY, Verdict.MISSING
PRIMARY = next(each for each in load_qualifications(FRAMEWORK) if each.code == "po")


def opinion(
    outcome: str = "VD-4", verdict: Verdict = V, text: str = "gezien", **more: object
) -> Opinion:
    kept = {"evidence": ("b1",) if verdict is not M else (), **more}
    return Opinion(outcome, verdict, text=text, **kept)  # type: ignore[arg-type]


def partly(outcome: str = "VD-4", *outcomes: str, hours: int | None = None) -> Opinion:
    return opinion(outcome, P, left=Remainder(outcomes, hours))


def handed(side: Side, *opinions: Opinion, day: date = DAY) -> Submission:
    return Submission(f"{side.value}-1", side, opinions, day)


def both(one: Opinion, other: Opinion, *settlements: Settlement) -> Round:
    submissions = (handed(Side.INSTITUTE, one), handed(Side.FIELD, other, day=NEXT))
    return Round((one.outcome,), Rule.TWO_JUDGES, submissions, settlements)


def settle(outcome: str = "VD-4", verdict: Verdict = V, **changed: object) -> Settlement:
    base = Settlement(outcome, verdict, "talk", "samen bekeken", NEXT)
    return replace(base, **changed)  # type: ignore[arg-type]


def short(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    assert all(tell(each, language) for each in findings for language in LANGUAGES)
    return [(each.code.removeprefix("outcomes."), each.about) for each in findings]


def missing(*opinions: Opinion, outcomes: tuple[str, ...] = ("VD-4",)) -> list[tuple[str, str]]:
    found = missing_opinions(handed(Side.FIELD, *opinions), outcomes, FRAMEWORK, {"b1"})
    return short(found)
