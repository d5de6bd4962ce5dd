"""Seeded instances of assessment planning: cases that arrive, and the people they need.

The recipe. Two blocks a day, ten a week. Cases arrive evenly spread, three a working day. Each has
an observed lesson (candidate, class of a school, an assessor of the institute, an assessor of the
field for its subject), an interview (the same three people without the school) with three blocks
or more in between, and a block for the report by the institute's assessor afterwards; nothing
before six blocks after its arrival. On time is at most 35 days. The number of assessors follows
from a load of three quarters; each has some free blocks in every week, others than the week
before; candidates and schools have the same week every week. A tenth of all free blocks (schools:
15 %) falls away.

The numbers are drawn in a set order, so that figures compare with those of others.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta

import numpy as np

from loopbrug.core.assessment.expected import Expected
from loopbrug.core.assessment.model import Case, Grid, Part, Resource, Step, Wait, Where
from loopbrug.core.assessment.rolling import World

MONDAY = date(2027, 1, 4)
TIMES = ((time(9), time(12, 30)), (time(13, 30), time(17)))
WEEK, SUBJECTS, DAYS = 10, 12, 35
PREPARATION = 6
LOAD = 0.75
STEPS = (
    Step(
        "lesson", (Part.CANDIDATE, Part.SCHOOL, Part.INSTITUTE, Part.FIELD), where=Where.SCHOOL
    ),
    Step(
        "interview", (Part.CANDIDATE, Part.INSTITUTE, Part.FIELD), after=(Wait("lesson", 3),)
    ),
    Step("report", (Part.INSTITUTE,), after=(Wait("interview"),), where=Where.DESK),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """The bare draw: blocks in the horizon, calendars as whole numbers, cases as tuples.

    ``cases`` are (block of arrival, subject, school, calendar); ``subjects`` per field assessor.
    """

    blocks: int
    institute: tuple[int, ...]
    field: tuple[int, ...]
    subjects: tuple[frozenset[int], ...]
    schools: tuple[int, ...]
    cases: tuple[tuple[int, int, int, int], ...]


def draw(count: int, seed: int = 1, rate: float = 3.0) -> Drawn:
    """Return ``count`` cases that arrive at ``rate`` a working day."""
    dice = np.random.default_rng([seed, count])
    arrivals = np.sort(dice.integers(0, max(1, int(count / rate * 2)), count))
    weeks = (int(arrivals.max()) + 140 + WEEK - 1) // WEEK
    institute = max(3, round(rate * 15 / LOAD / 3.4))
    field = max(SUBJECTS // 2, round(rate * 10 / LOAD / 2.6))
    calendars = [
        tuple(_calendar(dice, weeks, int(dice.integers(low, high)), 0.1) for _ in range(people))
        for people, low, high in ((institute, 3, 6), (field, 2, 5))
    ]
    subjects = [
        {int(s) for s in dice.choice(SUBJECTS, int(dice.integers(2, 4)), replace=False)}
        for _ in range(field)
    ]
    for subject in range(SUBJECTS):
        if sum(subject in known for known in subjects) < 2:  # noqa: PLR2004
            for person in dice.choice(field, 2, replace=False):
                subjects[person].add(subject)
    places = min(max(5, int(count / 6)), 60)
    schools = tuple(
        _weekly(dice, weeks, int(dice.integers(5, 9)), 0.15) for _ in range(places)
    )  # fmt: skip
    cases = tuple(
        (
            int(arrival),
            int(dice.integers(SUBJECTS)),
            int(dice.integers(places)),
            _weekly(dice, weeks, int(dice.integers(4, 9)), 0.1),
        )
        for arrival in arrivals
    )
    return Drawn(
        weeks * WEEK, calendars[0], calendars[1], tuple(map(frozenset, subjects)), schools, cases
    )


def _calendar(dice: np.random.Generator, weeks: int, blocks: int, lost: float) -> int:
    """Return free blocks that differ from week to week."""
    dice.choice(WEEK, blocks, replace=False)  # a weekly pattern is drawn, and not used
    free = np.zeros(weeks * WEEK, np.bool_)
    for week in range(weeks):
        free[week * WEEK + dice.choice(WEEK, blocks, replace=False)] = True
    return _number(free & (dice.random(len(free)) >= lost))


def _weekly(dice: np.random.Generator, weeks: int, blocks: int, lost: float) -> int:
    """Return free blocks that are the same every week, some of them lost."""
    free = np.zeros((weeks, WEEK), np.bool_)
    free[:, dice.choice(WEEK, blocks, replace=False)] = True
    return _number(free.ravel() & (dice.random(weeks * WEEK) >= lost))


def _number(free: "np.typing.NDArray[np.bool_]") -> int:
    return int.from_bytes(np.packbits(free, bitorder="little").tobytes(), "little")


def world(drawn: Drawn, notice: int = PREPARATION) -> World:
    """Return the draw as values; nothing is planned within ``notice`` blocks of an arrival."""
    grid = Grid(MONDAY, drawn.blocks // WEEK, TIMES, (0, 1))
    resources = {
        f"{kind}{n}": Resource(f"{kind}{n}", free)
        for kind, frees in (
            ("i", drawn.institute), ("f", drawn.field), ("s", drawn.schools),
            ("c", tuple(case[3] for case in drawn.cases)),
        )
        for n, free in enumerate(frees)
    }  # fmt: skip
    institute = tuple(f"i{n}" for n in range(len(drawn.institute)))
    able = [
        tuple(f"f{n}" for n, known in enumerate(drawn.subjects) if subject in known)
        for subject in range(SUBJECTS)
    ]
    cases = tuple(
        Case(
            key=f"case-{n}",
            arrived_on=grid.day_of(arrival),
            ready=arrival + max(PREPARATION, notice),
            steps=STEPS,
            choices={
                Part.CANDIDATE: (f"c{n}",), Part.SCHOOL: (f"s{school}",),
                Part.INSTITUTE: institute, Part.FIELD: able[subject],
            },
            goal_on=grid.day_of(arrival) + timedelta(days=DAYS),
        )
        for n, (arrival, subject, school, _) in enumerate(drawn.cases)
    )  # fmt: skip
    return World(grid, resources, cases)


def expected_of(life: World) -> Expected:
    """Return who is likely to come: any subject as likely, as many a day as came."""
    fields = sorted({case.choices[Part.FIELD] for case in life.arrivals})
    institute = life.arrivals[0].choices[Part.INSTITUTE]
    examples = tuple(
        (
            Case(
                f"subject-{n}", MONDAY, 0, STEPS,
                {Part.CANDIDATE: (), Part.SCHOOL: (), Part.INSTITUTE: institute, Part.FIELD: able},
                MONDAY,
            ),
            1.0,
        )
        for n, able in enumerate(fields)
    )  # fmt: skip
    days = life.grid.first_block(life.arrivals[-1].arrived_on) // life.grid.per_day + 1
    return Expected(len(life.arrivals) / days, examples)
