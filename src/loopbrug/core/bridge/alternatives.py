"""What would be otherwise: for every choice, the programme there would be, beside the one now.

All choices share one translation of the problem, and one budget of search steps. What cannot
differ is not asked: the same offerings under the same ceiling, or fewer of them with all of the
programme still among them, give the same programme.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from loopbrug.core.bridge.choices import Choice, ChoiceKind, own_choices, wishes_with
from loopbrug.core.programme.model import Limits, Programme, ProgrammeProblem, Status, Wishes
from loopbrug.core.programme.optimise import Answer, Search
from loopbrug.core.programme.scope import Scope, scope_of
from loopbrug.core.programme.translate import Seat, Translation, kernel_of, narrowed, translate

MOST_VALIDATIONS = 3
"""The best few: the page on evidence has them all."""
MOST_TRIED = 8
"""Validations planned to the end to find the best few; the demo region needs three or four."""
ALL_ROWS = Limits(nodes=120_000)
"""Search steps for the whole table: what one row leaves is for the next."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a programme comes to, and how sure that is.

    ``bound`` is the proved least number of hours: equal to ``hours`` when those are proved.
    ``earliest`` says that no programme of these hours ends in an earlier week, ``lightest`` that
    none of those has a lighter heaviest week.
    """

    hours: int
    bound: int
    finish: date | None
    peak: int
    units: int
    earliest: bool
    lightest: bool

    @property
    def exact(self) -> bool:
        """Whether the hours are the least there can be."""
        return self.hours == self.bound


@dataclass(frozen=True, slots=True)
class Alternative:
    """One choice and what it comes to; ``figures`` None: no programme, see ``status``."""

    choice: Choice
    status: Status
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Every choice in order of kind, beside ``now`` (None: no programme fits as it is).

    ``solves`` and ``nodes`` count the work that was done, the same on any machine.
    """

    now: Figures | None
    rows: tuple[Alternative, ...]
    solves: int
    nodes: int


def alternatives_of(
    problem: ProgrammeProblem, now: Programme, day: date, limits: Limits = ALL_ROWS
) -> Alternatives:
    """Return what every choice would come to.

    Parameters
    ----------
    problem
        What is planned for now.
    now
        The programme that ``solve(problem)`` gave.
    day
        The day on which the choice is made: nothing starts before it.
    limits
        Most search steps for all rows together.
    """
    inquiry = _Inquiry(translate(problem), now, limits.nodes)
    rows = [*inquiry.validations(), *inquiry.choices(day)]
    return Alternatives(_figures_now(now), tuple(rows), inquiry.solves, inquiry.spent)


@dataclass(frozen=True, slots=True)
class _Question:
    """One choice, laid out for the planner."""

    choice: Choice
    scope: Scope
    seats: tuple[Seat, ...]
    ceiling: int


class _Inquiry:
    """One problem, translated once for all questions about it."""

    def __init__(self, whole: Translation, now: Programme, nodes: int) -> None:
        self.whole = whole
        self.problem = whole.problem
        self.now = now
        self.figures = _figures_now(now)
        self.left = nodes
        self.spent = 0
        self.solves = 0
        self.open = whole.open_seats()
        self.offered = _offered(self.open)

    def choices(self, day: date) -> Iterator[Alternative]:
        """Yield a row for every choice that is not a validation."""
        questions = list(self._questions(day))
        for number, question in enumerate(questions):
            yield self._known(question) or self._asked(question, len(questions) - number)

    def validations(self) -> Iterator[Alternative]:
        """Yield the validations that save most, or that make room where there is none.

        For each outcome the hours that cover the rest say what it can save at most: who cannot
        beat the best few is not planned.
        """
        rows = list(self._validations())
        rows.sort(key=lambda row: (row.figures is None, row.figures.hours if row.figures else 0))
        yield from rows[:MOST_VALIDATIONS]

    def _validations(self) -> Iterator[Alternative]:
        hours: list[int] = []
        for floor, outcome in self._promising():
            best = sorted(hours)[:MOST_VALIDATIONS]
            beaten = len(best) == MOST_VALIDATIONS and floor >= best[-1]
            if len(hours) == MOST_TRIED or beaten:
                return
            row = self._asked(self._validated(outcome), MOST_TRIED * 2)
            if row.figures is None or (self.figures and row.figures.hours >= self.figures.hours):
                return
            hours.append(row.figures.hours)
            yield row

    def _promising(self) -> list[tuple[int, str]]:
        """Return the outcomes, those that may leave fewest hours first, with these hours."""
        floors = []
        for need in self.problem.needs:
            smaller = _without(self.problem, need.outcome)
            scope = scope_of(smaller.catalogue, smaller.needs, smaller.held)
            floor = Search(kernel_of(scope, (), 0), self.left).least_cover()
            if self.figures is None or floor < self.figures.hours:
                floors.append((floor, need.outcome))
        return sorted(floors)

    def _validated(self, outcome: str) -> _Question:
        smaller = narrowed(self.whole, _without(self.problem, outcome))
        choice = Choice(ChoiceKind.VALIDATION, outcome)
        return _Question(choice, smaller.scope, smaller.open_seats(), smaller.ceiling())

    def _questions(self, day: date) -> Iterator[_Question]:
        wishes = self.problem.wishes
        intakes = {seat.offering.period.first for seat in self.whole.seats}
        for choice in own_choices(wishes, intakes, day):
            if self.problem.kept and choice.kind is ChoiceKind.START:
                continue  # Who has begun has no other start.
            changed = wishes_with(choice, wishes)
            if changed is not None:
                yield self._wished(choice, changed)
        institutes = sorted({seat.unit.institute for seat in self.open} - {""})
        for code in institutes if len(institutes) > 1 else ():
            seats = tuple(
                seat for seat in self.open if seat.kept or seat.unit.institute in {code, ""}
            )
            choice = Choice(ChoiceKind.INSTITUTE, code)
            yield _Question(choice, self.whole.scope, seats, self.whole.ceiling())

    def _wished(self, choice: Choice, wishes: Wishes) -> _Question:
        return _Question(
            choice, self.whole.scope, self.whole.open_under(wishes), wishes.study_hours
        )

    def _known(self, question: _Question) -> Alternative | None:
        """Return the row where it is plain that nothing changes."""
        offered = _offered(question.seats)
        if offered == self.offered and question.ceiling == self.whole.ceiling():
            return self._same(question)
        planned = {(unit.offering, unit.load) for unit in self.now.units}
        stays = planned <= offered <= self.offered and self.now.status is Status.PROVED
        if stays and self.now.peak_week_hours <= question.ceiling <= self.whole.ceiling():
            return self._same(question)
        narrower = offered <= self.offered and question.ceiling <= self.whole.ceiling()
        if narrower and self.now.status is Status.IMPOSSIBLE:
            return self._same(question)
        return None

    def _same(self, question: _Question) -> Alternative:
        return Alternative(question.choice, self.now.status, self.figures)

    def _asked(self, question: _Question, rows: int) -> Alternative:
        """Plan the row with its share of the steps that are left for so many rows."""
        kernel = kernel_of(question.scope, question.seats, question.ceiling)
        answer = Search(kernel, max(1, self.left // rows)).best()
        self.solves += 1
        self.spent += answer.nodes
        self.left = max(0, self.left - answer.nodes)
        if not answer.found:
            status = Status.IMPOSSIBLE if answer.proved else Status.UNDECIDED
            return Alternative(question.choice, status, None)
        figures = self._best_of(_figures(answer, question.seats), self._as_planned(question))
        return Alternative(
            question.choice, Status.PROVED if answer.proved else Status.FEASIBLE, figures
        )

    def _as_planned(self, question: _Question) -> Figures | None:
        """Return what the programme of now comes to, where it can be walked as it is.

        However little time there was to look, nobody is told something worse than what they have.
        """
        planned = {unit.offering: unit for unit in self.now.units}
        seats = tuple(seat for seat in question.seats if seat.offering.code in planned)
        wanted = {unit.unit for unit in self.now.units} & question.scope.units.keys()
        weeks: Counter[int] = Counter()
        for seat in seats:
            weeks.update(dict.fromkeys(range(*seat.weeks), seat.load))
        peak = max(weeks.values(), default=0)
        if self.figures is None or len(seats) < len(wanted) or peak > question.ceiling:
            return None
        return Figures(
            sum(seat.hours for seat in seats), 0, _finish(seats), peak, len(seats),
            earliest=False, lightest=False,
        )  # fmt: skip

    def _best_of(self, found: Figures, planned: Figures | None) -> Figures:
        if planned is None or _rank(found) <= _rank(planned):
            return found
        return replace(planned, bound=found.bound, earliest=found.earliest)


def _offered(seats: tuple[Seat, ...]) -> frozenset[tuple[str, int]]:
    """Return what there is to choose from, each with the study hours it takes in a week."""
    return frozenset((seat.offering.code, seat.load) for seat in seats)


def _without(problem: ProgrammeProblem, outcome: str) -> ProgrammeProblem:
    """Return the problem as it would be with one more outcome validated."""
    needs = tuple(need for need in problem.needs if need.outcome != outcome)
    return replace(problem, needs=needs, held=problem.held | {outcome})


def _figures_now(now: Programme) -> Figures | None:
    if now.status not in (Status.PROVED, Status.FEASIBLE):
        return None
    proved = now.status is Status.PROVED
    return Figures(
        now.hours, now.bound, now.finish, now.peak_week_hours, len(now.units), proved, proved
    )


def _figures(answer: Answer, seats: tuple[Seat, ...]) -> Figures:
    chosen = tuple(seats[number] for number in answer.offerings)
    return Figures(
        hours=answer.hours, bound=answer.bound, finish=_finish(chosen), peak=answer.peak,
        units=len(chosen), earliest=answer.earliest, lightest=answer.proved,
    )  # fmt: skip


def _finish(seats: tuple[Seat, ...]) -> date | None:
    lasts = (seat.offering.period.last for seat in seats)
    return max((last for last in lasts if last), default=None)


def _rank(figures: Figures) -> tuple[int, date, int]:
    """Return what the planner orders by: hours, week of finishing, heaviest week."""
    return figures.hours, week_of(figures.finish), figures.peak


def week_of(day: date | None) -> date:
    """Return the Monday of a day; nothing to do is done at once."""
    return day - timedelta(days=day.weekday()) if day else date.min
