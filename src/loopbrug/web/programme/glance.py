"""One candidate in one line, for a coach, a school or an institute: only what they need."""

from dataclasses import dataclass
from datetime import date

from loopbrug.core.programme.lived import LivedSession
from loopbrug.core.terms.finding import Finding
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.course_page import LOOKS, course_word, reasons_of, to_mark
from loopbrug.web.programme.facts.course import Way

MOST = 2


@dataclass(frozen=True, slots=True)
class Glance:
    """Where somebody is. Nothing of their week, and not why a dossier rests."""

    dossier: Dossier
    status: str
    word: str
    reasons: tuple[Finding, ...]
    more: int
    done: int
    total: int
    finish: date | None
    next: LivedSession | None
    next_title: str
    to_mark: int
    records: bool = False


def glance_at(way: Way, language: str, today: date, *, records: bool = False) -> Glance:
    """Return one way in one line; ``records``: for somebody who writes results down."""
    progress, coming = way.progress, way.coming(today)
    reasons = reasons_of(way, language)
    first = coming[0] if coming else None
    return Glance(
        dossier=way.dossier,
        status=LOOKS[progress.course],
        word=course_word(progress.course),
        reasons=reasons[:MOST],
        more=max(0, len(reasons) - MOST),
        done=progress.units_done,
        total=len(progress.units),
        finish=max((unit.due_on for unit in progress.units), default=None),
        next=first,
        next_title=way.title(first.unit, language) if first else "",
        to_mark=to_mark(way, today),
        records=records,
    )
