"""The catalogue of reasons for a verdict: what was seen, and what the candidate can do next."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from loopbrug.core.outcomes.model import Verdict
from loopbrug.core.outcomes.pages import Page, Record, root_of
from loopbrug.core.outcomes.vraak import Criterion
from loopbrug.core.terms.words import Bilingual

_FILE = "reasons.yaml"
_KEYS = ("code", "verdicts", "letter", "text", "next")
LEVEL = "level"
"""The letter of a reason that is about how well or how much of an outcome was shown."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for a verdict (*reden*), in words for the candidate.

    ``criterion`` is the letter of VRAAK it is about; None when it is about the level shown.
    ``next_step`` is what the candidate can do about it, also when nothing is left to do.
    """

    code: str
    verdicts: tuple[Verdict, ...]
    criterion: Criterion | None
    text: Bilingual
    next_step: Bilingual


@cache
def load_reasons() -> tuple[Reason, ...]:
    """Return the reasons that come with the package, in the order people see them."""
    return read_reasons(files(__package__).joinpath(_FILE).read_text(encoding="utf-8"), _FILE)


def reasons_for(verdict: Verdict) -> tuple[Reason, ...]:
    """Return the reasons that can carry a verdict, in the order people see them."""
    return tuple(reason for reason in load_reasons() if verdict in reason.verdicts)


def read_reasons(text: str, filename: str = "") -> tuple[Reason, ...]:
    """Return the reasons in a YAML text.

    Raises
    ------
    BadDataError
        With every error: shape, a missing language, a code that stands twice, an unknown
        verdict or letter, a verdict that has no reason at all.
    """
    page = Page(filename)
    root = root_of(text, page, ("reasons",))
    found: dict[str, Reason] = {}
    for record in root.records("reasons", _KEYS):
        reason = _reason(record)
        if reason.code in found:
            record.wrong("outcomes.file-name-twice", "code", name=reason.code)
        found[reason.code] = reason
    covered = {verdict for reason in found.values() for verdict in reason.verdicts}
    for verdict in Verdict:
        if verdict not in covered:
            root.wrong("outcomes.reasons-none", "reasons", verdict=verdict.value)
    page.stop_if_wrong()
    return tuple(found.values())


def _reason(record: Record) -> Reason:
    return Reason(
        code=record.text("code"),
        verdicts=_verdicts(record),
        criterion=_criterion(record),
        text=record.bilingual("text"),
        next_step=record.bilingual("next"),
    )


def _verdicts(record: Record) -> tuple[Verdict, ...]:
    known = {verdict.value: verdict for verdict in Verdict}
    texts = record.texts("verdicts")
    if not texts:
        record.wrong("outcomes.file-key-missing", "verdicts", name="verdicts")
    for text in texts:
        if text not in known:
            record.wrong("outcomes.file-choice", "verdicts", found=text, allowed=tuple(known))
    return tuple(known[text] for text in texts if text in known)


def _criterion(record: Record) -> Criterion | None:
    known = {criterion.value: criterion for criterion in Criterion}
    letter = record.text("letter")
    if letter and letter not in (*known, LEVEL):
        record.wrong("outcomes.file-choice", "letter", found=letter, allowed=(*known, LEVEL))
    return known.get(letter)
