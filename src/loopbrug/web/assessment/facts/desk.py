"""The planning desk: every assessment with how it stands and whose turn it is, worst first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loopbrug.core.assessment.asks import Ask
from loopbrug.core.assessment.clock import Stand, Standing
from loopbrug.web.assessment.facts.plan_page import ask_of
from loopbrug.web.assessment.facts.tracks import Track, region_tracks
from loopbrug.web.assessment.permissions import Desk
from loopbrug.web.assessment.queries.desk import running_at

WORST_FIRST = (Stand.LATE, Stand.AT_RISK, Stand.PAUSED, Stand.WORKING, Stand.DONE)
NO_PROMISE = "no-promise"
"""How an assessment is asked for that has no promise yet."""


@dataclass(frozen=True, slots=True)
class AtDesk:
    """One assessment at the desk."""

    track: Track
    standing: Standing
    ask: Ask

    @property
    def escalates(self) -> bool:
        """Whether the clock asks for a person of the desk: late, at risk, or nothing promised."""
        pressing = self.standing.stand in (Stand.LATE, Stand.AT_RISK)
        return pressing or (self.track.promise is None and self.track.in_hand)

    @property
    def word(self) -> str:
        """How it is asked for in a filter."""
        return NO_PROMISE if self.track.promise is None else self.standing.stand.value


def standing_at(desk: Desk, day: date) -> list[AtDesk]:
    """Return every assessment of a desk, the most pressing first."""
    tracks = region_tracks(running_at(desk.places), desk.region, day)
    found = [AtDesk(track, track.standing, ask_of(track)) for track in tracks]
    return sorted(found, key=_pressing)


def fitting(rows: Iterable[AtDesk], words: str, stand: str) -> list[AtDesk]:
    """Return those whose candidate or code has every word, and that stand as asked."""
    asked = words.casefold().split()
    return [
        row for row in rows if all(word in _text(row) for word in asked) and stand in ("", row.word)
    ]


def _text(row: AtDesk) -> str:
    dossier = row.track.row.dossier
    return f"{dossier.candidate} {dossier.code}".casefold()


def _pressing(row: AtDesk) -> tuple[bool, int, date]:
    due = row.standing.due_on
    rank = WORST_FIRST.index(row.standing.stand)
    return row.track.promise is not None, rank, due or date.min
