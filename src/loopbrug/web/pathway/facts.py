"""From the rows of a dossier to the values of the core: what was told, clocks, where it stands."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from loopbrug.core.bridge.dossier_file import dossier_from, mapping_of
from loopbrug.core.bridge.model import Dossier as Told
from loopbrug.core.bridge.model import Region
from loopbrug.core.law.loader import load_law
from loopbrug.core.law.model import Law
from loopbrug.core.orientation.answers import person_from_answers
from loopbrug.core.orientation.model import Person
from loopbrug.core.orientation.subjects import load_fields
from loopbrug.core.outcomes.model import Framework, Judgement
from loopbrug.core.pathway.clocks import read_clock
from loopbrug.core.pathway.model import Clock, Party, Pause, Phase, Reading, State, Turn
from loopbrug.core.pathway.states import Event, phase_of
from loopbrug.core.pathway.turns import turn_of
from loopbrug.core.programme.model import Wishes
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Period, Place
from loopbrug.region.midden import load_places, load_region
from loopbrug.web.pathway.catalogues import published, with_catalogue
from loopbrug.web.pathway.promises import Promised, promises_of
from loopbrug.web.pathway.queries import (
    ClockRow,
    Dossier,
    PauseRow,
    counts_by_state,
    latest_document,
)

DANGER_DAYS = 7
"""A promise with this many days left, or fewer, is shown as in danger."""

KEPT = 12
"""So many versions of a catalogue stay in memory."""

_REGIONS = {"midden": load_region}
_PLACES = {"midden": load_places}


def region_of(code: str) -> Region:
    """Return what a region offers now; raises ``KeyError`` for a region nobody loaded.

    The catalogue in it is the published one; where nobody published any, that of the files.
    """
    number, mark = published(code)
    return region_at(code, number, mark)


@lru_cache(maxsize=KEPT)
def region_at(code: str, number: int, _mark: str) -> Region:
    """Return what a region offered in one version of its catalogue; 0 is that of the files.

    The mark of the content keeps one version from passing for another with the same number.
    """
    return with_catalogue(ground_of(code), number) if number else ground_of(code)


@cache
def ground_of(code: str) -> Region:
    """Return what of a region no publishing changes: outcomes, qualifications, holidays, places.

    The catalogue in it is that of the files. Raises ``KeyError`` for a region nobody loaded.
    """
    return _REGIONS[code]()


def framework_of(code: str) -> Framework:
    """Return the learning outcomes of a region; raises ``KeyError``."""
    return ground_of(code).framework


@cache
def places_of(code: str) -> tuple[Place, ...]:
    """Return the places of a region, without reading the rest of it; raises ``KeyError``."""
    return tuple(_PLACES[code]().by_postcode.values())


@cache
def law() -> Law:
    """Return every dated parameter, read once."""
    return load_law()


def told_of(row: Dossier, judgements: Iterable[Judgement] = ()) -> Told:
    """Return the dossier as the core knows it: what the candidate told, and ``judgements``.

    Judgements in the document itself do not count: only assessors judge. Raises
    ``BadDataError`` when a stored document can no longer be read.
    """
    told = dossier_from(latest_document(row), places_of(row.region))
    return replace(told, judgements=tuple(judgements))


def document_of(
    answers: Mapping[str, object], name: str, week: Mapping[str, object], day: date
) -> dict[str, object]:
    """Return what a stranger answered as a document of the dossier format, opened on ``day``.

    Raises ``BadDataError`` with every answer that is missing or wrong.
    """
    person, wishes = _with_names(person_from_answers(answers)), Wishes(0, day)
    plain = mapping_of(Told("", name, person, (), (), wishes, started_on=day))
    return plain | {"week": dict(week)}


def _with_names(person: Person) -> Person:
    """Return the person with names for what the questions did not ask the name of."""
    fields = load_fields()

    def name(code: str, unknown: str) -> str:
        return fields[code].name.nl.capitalize() if code in fields else unknown

    return replace(
        person,
        diplomas=tuple(replace(one, title=name(one.field, "Diploma")) for one in person.diplomas),
        jobs=tuple(replace(one, title=name(one.field, "Ander werk")) for one in person.jobs),
        posts=tuple(replace(one, employer="Mijn schoolbestuur") for one in person.posts),
    )


def pauses_of(row: Dossier) -> tuple[Pause, ...]:
    """Return the pauses of a dossier, earliest first; one that ended the same day took no day."""
    rows = [pause for pause in row.pauses.all() if pause.ends_id is None]
    found = ((pause, _last_day(pause)) for pause in rows)
    return tuple(
        Pause(Period(pause.first, last), Party(pause.waiting_for), pause.reason)
        for pause, last in found
        if last is None or last >= pause.first
    )


def clock_of(row: ClockRow, pauses: tuple[Pause, ...]) -> Clock:
    """Return a clock with the pauses of its dossier."""
    source = law().on(row.parameter, row.started_on).source
    return Clock(row.name, row.started_on, row.days, source, pauses, row.stopped_on)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a dossier is on a day: state, phase, whose turn, and the clock that matters.

    ``clock`` and ``reading`` are None as long as no term has begun. Where a day was ``promised``
    within the term, that day counts, not the last one the term allows.
    """

    state: State
    phase: Phase | None
    turn: Turn
    clock: Clock | None
    reading: Reading | None
    pause: Pause | None
    day: date
    promised: Promised | None = None

    @property
    def runs(self) -> bool:
        """Whether a term runs or is paused now."""
        return self.clock is not None and self.clock.stopped_on is None

    @property
    def in_danger(self) -> bool:
        """Whether the promised date is in danger or past; without a promise: near or past."""
        return self.clock_word in {"soon", "late"}

    @property
    def due_on(self) -> date | None:
        """The promised day of the term that runs, or None."""
        if not self.runs or self.reading is None:
            return None
        return self.promised.due_on if self.promised else self.reading.due_on

    @property
    def days_left(self) -> int | None:
        """The days left of the term that runs; below zero when it is late, None without one."""
        if self.promised and self.due_on:
            return (self.due_on - self.day).days
        return self.reading.days_left if self.runs and self.reading else None

    @property
    def days_late(self) -> int:
        """How many days a term is late; 0 when it is not."""
        return max(0, -(self.days_left or 0))

    @property
    def clock_word(self) -> str:
        """How the clock is doing: paused, late, soon or on-time."""
        if not self.runs or self.reading is None:
            return "on-time"
        if self.promised:
            return self.promised.word
        if self.reading.paused:
            return "paused"
        if self.reading.late:
            return "late"
        return "soon" if self.reading.days_left <= DANGER_DAYS else "on-time"


def standing_of(row: Dossier, day: date, promised: Promised | None = None) -> Standing:
    """Return where a dossier is; asks nothing when clocks and pauses were prefetched."""
    state = State(row.state)
    came_from = State(row.came_from) if row.came_from else None
    pauses = pauses_of(row)
    clocks = [clock_of(clock, pauses) for clock in row.clocks.all()]
    clock = _that_matters(clocks)
    reading = read_clock(clock, day) if clock else None
    due = reading.due_on if clock and reading and clock.stopped_on is None else None
    if due and promised:
        due = promised.due_on
    return Standing(
        state=state,
        phase=phase_of(state, came_from),
        turn=turn_of(state, due),
        clock=clock,
        reading=reading,
        pause=next((pause for pause in pauses if pause.period.last is None), None),
        day=day,
        promised=promised,
    )


@dataclass(frozen=True, slots=True)
class Case:
    """A dossier in a list, with where it stands."""

    row: Dossier
    standing: Standing


def cases_of(rows: Iterable[Dossier], day: date) -> list[Case]:
    """Return the cases, those in danger first, then by promised date; ended ones come last."""
    found = list(rows)
    promises = promises_of(found, day)
    cases = (Case(row, standing_of(row, day, promises.get(row.pk))) for row in found)
    return sorted(cases, key=_urgency)


def _urgency(case: Case) -> tuple[bool, bool, date, date]:
    standing = case.standing
    ended = standing.turn.party is Party.NOBODY
    return ended, not standing.in_danger, standing.due_on or date.max, case.row.started_on


def counts_by_phase(regions: Iterable[str]) -> dict[str, list[tuple[Phase, int]]]:
    """Return per region how many dossiers are in each phase: numbers, no persons.

    A dossier that rests counts in the phase it came from; stopped and transferred ones count in
    none.
    """
    found: dict[str, list[tuple[Phase, int]]] = {}
    for region in regions:
        tally: Counter[Phase] = Counter()
        for (state, came_from), count in counts_by_state(region).items():
            phase = phase_of(State(state), State(came_from) if came_from else None)
            if phase and state not in ("stopped", "transferred"):
                tally[phase] += count
        found[region] = [(phase, tally[phase]) for phase in Phase]
    return found


def findings_before(row: Dossier, event: Event) -> tuple[Finding, ...]:
    """Return who must be there before ``event`` can happen; empty when everybody is."""
    lacking = {
        "pathway.needs-institute": event in _WITH_INSTITUTE and row.institute_id is None,
        "pathway.needs-school": event in _WITH_SCHOOL and row.school_id is None,
        "pathway.needs-assessors": event in _WITH_ASSESSORS and not _both_sides(row),
    }
    return tuple(Finding.of(code, event.value) for code, lacks in lacking.items() if lacks)


_WITH_INSTITUTE = frozenset({Event.REQUEST_ASSESSMENT, Event.START_TRAINING})
_WITH_SCHOOL = frozenset({Event.DRAFT_AGREEMENT, Event.APPOINT})
_WITH_ASSESSORS = frozenset({Event.START_ASSESSMENT, Event.REQUEST_FINAL})


def _both_sides(row: Dossier) -> bool:
    sides = {
        part.side
        for part in row.participations.all()
        if part.role == "assessor" and part.ended_on is None
    }
    return {"institute", "field"} <= sides


def _that_matters(clocks: list[Clock]) -> Clock | None:
    """Return the running clock that is due first, else the one that stopped last."""
    running = [clock for clock in clocks if clock.stopped_on is None]
    return running[0] if running else (clocks[-1] if clocks else None)


def _last_day(pause: PauseRow) -> date | None:
    end = getattr(pause, "ended_by", None)
    return end.last if end else None


def day_before(day: date) -> date:
    """Return the day before: the last day of a pause that ends on ``day``."""
    return day - timedelta(days=1)
