"""What the pages of progress show: words for every unit, sessions, and outcomes over time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loopbrug.core.programme.course import Course, Point, Stage, WalkedUnit
from loopbrug.core.programme.lived import LivedSession
from loopbrug.core.programme.model import Form, PlannedUnit
from loopbrug.core.programme.progress import Presence, Side, attempts, counting
from loopbrug.core.terms.finding import Finding
from loopbrug.web.programme.cards import form_word
from loopbrug.web.programme.facts.course import Way

WIDTH, HEIGHT, LEFT, TOP, FLOOR = 640, 220, 40, 14, 180
NEXT = 3
LOOKS = {
    Course.AHEAD: "ahead",
    Course.ON_COURSE: "on-course",
    Course.BEHIND: "behind",
    Course.PAUSED: "paused",
    Course.DONE: "done",
    Course.NOT_BEGUN: "next",
    Course.NO_PROGRAMME: "draft",
}
"""How a course looks: a status of the design system."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit with its words; ``attempts`` are earlier days on which a test was taken."""

    unit: WalkedUnit
    title: str
    form: str
    status: str
    word: str
    attempts: tuple[date, ...] = ()

    @property
    def planned(self) -> PlannedUnit:
        """The unit as it was planned."""
        return self.unit.planned


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session; ``said`` is whose word counts about it, None when nobody said anything."""

    session: LivedSession
    title: str
    said: Presence | None = None

    @property
    def own_word(self) -> bool:
        """Whether only the candidate said so."""
        return self.said is not None and self.said.side is Side.CANDIDATE


@dataclass(frozen=True, slots=True)
class Chart:
    """Outcomes over time as two lines in steps; ``today`` is where the drawn past ends."""

    expected: str
    shown: str
    labels: tuple[tuple[str, str], ...]
    total: int
    floor: int = FLOOR
    top: int = TOP


@dataclass(frozen=True, slots=True)
class CoursePage:
    """Everything the page of progress shows of one dossier."""

    way: Way
    status: str
    word: str
    reasons: tuple[Finding, ...]
    units: tuple[UnitRow, ...]
    coming: tuple[SessionRow, ...]
    past: tuple[SessionRow, ...]
    chart: Chart | None

    @property
    def shown(self) -> int:
        """How many outcomes are shown by now."""
        known = [point.shown for point in self.way.progress.points if point.shown is not None]
        return known[-1] if known else 0


def page_of(way: Way, language: str, today: date) -> CoursePage:
    """Return what to show of one way."""
    progress = way.progress
    return CoursePage(
        way=way,
        status=LOOKS[progress.course],
        word=course_word(progress.course),
        reasons=reasons_of(way, language),
        units=tuple(unit_row(unit, way, language) for unit in progress.units),
        coming=tuple(_session_rows(way.coming(today), way, language)),
        past=tuple(_session_rows(_past(way, today), way, language)),
        chart=_chart(progress.points, progress.outcomes),
    )


def course_word(course: Course) -> str:
    """Return what a course is called."""
    return {
        Course.AHEAD: _("Loopt voor"),
        Course.ON_COURSE: _("Op koers"),
        Course.BEHIND: _("Loopt achter"),
        Course.PAUSED: _("Staat stil"),
        Course.DONE: _("Alles is af"),
        Course.NOT_BEGUN: _("Nog niet begonnen"),
        Course.NO_PROGRAMME: _("Nog geen programma"),
    }[course]


def reasons_of(way: Way, language: str) -> tuple[Finding, ...]:
    """Return why a course is called what it is, with the titles of units in place of codes."""
    return tuple(with_title(one, way, language) for one in way.progress.reasons)


def with_title(finding: Finding, way: Way, language: str) -> Finding:
    """Return a finding in which a unit goes by its title."""
    values = tuple(
        (name, way.title(str(value), language) if name == "unit" else value)
        for name, value in finding.values
    )
    return replace(finding, values=values)


def unit_row(unit: WalkedUnit, way: Way, language: str) -> UnitRow:
    """Return one unit with its words."""
    planned = unit.planned
    form = way.forms.get(planned.unit, Form.TAUGHT)
    test = form in (Form.TEST_ONLY, Form.KNOWLEDGE_TEST)
    days = tuple(one.on for one in attempts(way.walk.results, planned.unit)) if test else ()
    status, word = _stage_word(unit.stage)
    return UnitRow(
        unit, way.title(planned.unit, language), form_word(form), status, word, attempts=days
    )


def to_mark(way: Way, today: date) -> int:
    """Return how much waits for the institute: units that ended, sessions nobody spoke of."""
    ended = sum(unit.stage in (Stage.AWAITED, Stage.LATE) for unit in way.progress.units)
    said = {(one.offering, one.day) for one in way.walk.presences if one.side is Side.INSTITUTE}
    silent = sum((one.offering, one.day) not in said for one in _past(way, today))
    return ended + silent


def _past(way: Way, today: date) -> tuple[LivedSession, ...]:
    met = (one for one in way.walk.sessions if one.day < today and not one.cancelled)
    return tuple(sorted(met, key=lambda one: one.day, reverse=True))


def _session_rows(
    sessions: Iterable[LivedSession], way: Way, language: str
) -> Iterator[SessionRow]:
    said = counting(way.walk.presences)
    for one in sessions:
        yield SessionRow(one, way.title(one.unit, language), said.get((one.offering, one.day)))


def _stage_word(stage: Stage) -> tuple[str, str]:
    return {
        Stage.PASSED: ("done", _("Gehaald")),
        Stage.SHOWN: ("validated", _("Op een andere manier getoond")),
        Stage.FAILED: ("behind", _("Nog niet gehaald")),
        Stage.BROKEN_OFF: ("behind", _("Afgebroken")),
        Stage.LATE: ("behind", _("Nog geen uitslag")),
        Stage.AWAITED: ("soon", _("Wacht op de uitslag")),
        Stage.RUNNING: ("now", _("Nu bezig")),
        Stage.COMING: ("next", _("Komt nog")),
    }[stage]


def _chart(points: tuple[Point, ...], total: int) -> Chart | None:
    """Return the picture of outcomes over time; None when there is nothing to draw."""
    if not points or not total:
        return None
    step = (WIDTH - LEFT) / len(points)
    known = [point.shown for point in points if point.shown is not None]
    return Chart(
        expected=_steps([point.expected for point in points], step, total),
        shown=_steps(known, step, total),
        labels=tuple(_labels(points, step)),
        total=total,
    )


def _steps(values: list[int], step: float, total: int) -> str:
    """Return a line in steps: each value holds from the start of its month to the end."""
    spots = []
    for place, value in enumerate(values):
        y = FLOOR - (FLOOR - TOP) * value / total
        spots += [(LEFT + place * step, y), (LEFT + (place + 1) * step, y)]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)


def _labels(points: tuple[Point, ...], step: float) -> Iterator[tuple[str, str]]:
    every = -(-len(points) // 8)
    for place, point in enumerate(points):
        if place % every == 0:
            yield f"{LEFT + (place + 0.5) * step:.1f}", date_format(point.day, "M y")
