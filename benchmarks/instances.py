"""Seeded planning instances: a made-up region of units and offerings, and its candidates.

Draws the same numbers in the same order as the generator that the published baselines used
(PPGEN 1.1, numpy PCG64), so that figures compare; a test holds the two against each other.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from loopbrug.core.programme.kernel import Kernel

HORIZON = 130
"""Weeks."""
SLOTS = 16
"""Monday to Friday × (morning, afternoon, evening), and Saturday morning."""
SATURDAY = 15
THEMES, PER_THEME = 8, 5
"""Generic themes, and the outcomes of each."""
SUBJECT_THEMES, PER_SUBJECT_THEME = 2, 7
GENERIC = THEMES * PER_THEME
PER_SUBJECT = SUBJECT_THEMES * PER_SUBJECT_THEME
BLOCK = 14
"""Study hours come in steps of half a credit."""

Draw = np.random.Generator
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Course:
    """A unit: its subject (-1 generic), theme, outcomes, study hours, prerequisite outcomes."""

    subject: int
    theme: int
    covers: tuple[int, ...]
    hours: int
    needs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """Units, and offerings as rows: unit, region, start, end, slot, hours a week, capacity."""

    courses: tuple[Course, ...]
    offerings: Numbers
    subjects: int


@dataclass(frozen=True, slots=True)
class Person:
    """A candidate: subject, missing outcomes, free slots, most hours a week, first week."""

    subject: int
    missing: tuple[int, ...]
    free: npt.NDArray[np.bool_]
    ceiling: int
    start: int
    region: int


def make_region(
    seed: int = 1, subjects: int = 12, months: int = 24, cap_scale: float = 1.0
) -> Region:
    """Return the catalogue of one region; ``cap_scale`` makes its groups smaller."""
    draw = np.random.default_rng([seed, 1])
    plain = [*_generic(draw), *_bridging(draw)]
    for subject in range(subjects):
        plain += _of_subject(draw, subject)
    courses = tuple(_with_prerequisites(draw, course) for course in plain)
    rows = [
        row for number, course in enumerate(courses) for row in _given(draw, number, course, months)
    ]
    offerings = np.array(rows, dtype=np.int64)
    offerings[:, 6] = [max(1, round(int(room) * cap_scale)) for room in offerings[:, 6]]
    return Region(courses, offerings, subjects)


def _hours(draw: Draw, outcomes: int, discount: float) -> int:
    return int(BLOCK * max(1, round(outcomes * draw.uniform(1.2, 2.6) * discount)))


def _some(draw: Draw, first: int, among: int, count: int) -> list[int]:
    return [int(first + n) for n in draw.choice(among, count, replace=False)]


def _generic(draw: Draw) -> list[Course]:
    """A whole course per generic theme, and three on parts of it."""
    courses = []
    for theme in range(THEMES):
        first = theme * PER_THEME
        whole = tuple(range(first, first + PER_THEME))
        courses.append(Course(-1, theme, whole, _hours(draw, PER_THEME, 0.85)))
        for _ in range(3):
            count = int(draw.integers(2, 4))
            part = tuple(sorted(_some(draw, first, PER_THEME, count)))
            courses.append(Course(-1, theme, part, _hours(draw, count, 1)))
    return courses


def _bridging(draw: Draw) -> list[Course]:
    """Courses that join two generic themes."""
    courses = []
    for _ in range(12):
        one, other = (int(theme) for theme in sorted(draw.choice(THEMES, 2, replace=False)))
        left, right = int(draw.integers(1, 3)), int(draw.integers(1, 3))
        covers = _some(draw, one * PER_THEME, PER_THEME, left)
        covers += _some(draw, other * PER_THEME, PER_THEME, right)
        hours = _hours(draw, left + right, 0.95)
        courses.append(Course(-1, other, tuple(sorted(covers)), hours))
    return courses


def _of_subject(draw: Draw, subject: int) -> list[Course]:
    first, size = GENERIC + subject * PER_SUBJECT, PER_SUBJECT_THEME
    courses = []
    for theme in range(SUBJECT_THEMES):
        whole = tuple(range(first + theme * size, first + (theme + 1) * size))
        courses.append(Course(subject, theme, whole, _hours(draw, size, 0.85)))
    for n in range(6):
        theme, count = n % SUBJECT_THEMES, int(draw.integers(2, 5))
        part = tuple(sorted(_some(draw, first + theme * size, size, count)))
        courses.append(Course(subject, theme, part, _hours(draw, count, 1)))
    for _ in range(2):
        left, right = int(draw.integers(1, 3)), int(draw.integers(1, 3))
        covers = _some(draw, first, size, left) + _some(draw, first + size, size, right)
        hours = _hours(draw, left + right, 0.95)
        courses.append(Course(subject, 1, tuple(sorted(covers)), hours))
    return courses


def _with_prerequisites(draw: Draw, course: Course) -> Course:
    """About a third of the courses rest on an outcome of an earlier theme."""
    if draw.random() >= 0.35:  # noqa: PLR2004
        return course
    needs: list[int] = []
    if course.subject >= 0:
        needs = [int(draw.integers(0, 4 * PER_THEME))]
        if course.theme == 1 and draw.random() < 0.5:  # noqa: PLR2004
            first = GENERIC + course.subject * PER_SUBJECT
            own = [n for n in range(first, first + PER_SUBJECT_THEME) if n not in course.covers]
            needs = [int(draw.choice(own))] if own else needs
    elif course.theme > 0:
        needs = sorted(_some(draw, 0, course.theme * PER_THEME, int(draw.integers(1, 3))))
    kept = tuple(outcome for outcome in needs if outcome not in course.covers)
    return Course(course.subject, course.theme, course.covers, course.hours, kept)


def _given(draw: Draw, number: int, course: Course, months: int) -> list[tuple[int, ...]]:
    """Each month, with luck, one or two groups in the region, and sometimes one online."""
    generic = course.subject < 0
    rows: list[tuple[int, ...]] = []
    for month in range(months):
        start = month * 52 // 12
        online = [-1] if draw.random() < 0.3 else []  # noqa: PLR2004
        for region in [*online, 0]:
            if draw.random() >= (0.8 if generic else 0.6):
                continue
            groups = 1.0 + int(draw.random() < (0.5 if generic else 0.3))
            draw.random()  # the generator draws for a fraction of a group; here there is none
            for _ in range(int(groups)):
                slot, weeks = _slot(draw), max(4, round(course.hours / draw.uniform(5, 9)))
                if start + weeks <= HORIZON:
                    room = draw.integers(10, 25) if generic else draw.integers(8, 17)
                    load = -(-course.hours // weeks)
                    rows.append((number, region, start, start + weeks, slot, load, int(room)))
    return rows


def _slot(draw: Draw) -> int:
    """Return -1 for one's own pace, Saturday morning, an evening, or a part of a day."""
    lot = draw.random()
    if lot < 0.15:  # noqa: PLR2004
        return -1
    if lot < 0.22:  # noqa: PLR2004
        return SATURDAY
    if lot < 0.65:  # noqa: PLR2004
        return 3 * int(draw.integers(5)) + 2
    return 3 * int(draw.integers(5)) + int(draw.integers(2))


def make_people(region: Region, count: int, seed: int = 1) -> list[Person]:
    """Return the first ``count`` candidates of a seed."""
    draw = np.random.default_rng([seed, 2])
    return [_person(draw, region.subjects) for _ in range(count)]


def _person(draw: Draw, subjects: int) -> Person:
    subject, missing = int(draw.integers(subjects)), list[int]()
    for theme in range(THEMES):
        if draw.random() < 0.6:  # noqa: PLR2004
            first = theme * PER_THEME
            missing += [first + n for n in range(PER_THEME) if draw.random() < 0.6]  # noqa: PLR2004
    first = GENERIC + subject * PER_SUBJECT
    missing += [first + n for n in range(PER_SUBJECT) if draw.random() < 0.45]  # noqa: PLR2004
    free = np.zeros(SLOTS, dtype=np.bool_)
    while free.sum() < 5:  # noqa: PLR2004
        for slot in range(SATURDAY):
            free[slot] = draw.random() < (0.8 if slot % 3 == 2 else 0.4)  # noqa: PLR2004
        free[SATURDAY] = draw.random() < 0.5  # noqa: PLR2004
    ceiling = int(draw.choice([10, 12, 14, 16, 20, 24]))
    start = int(draw.integers(0, 6)) * 52 // 12
    place = int(draw.integers(1))
    return Person(subject, tuple(missing or [0]), free, ceiling, start, place)


def kernel_for(region: Region, person: Person) -> Kernel:
    """Return the kernel of one person: the offerings this person could take, nothing else."""
    return kernel_and_rows(region, person)[0]


def kernel_and_rows(region: Region, person: Person) -> tuple[Kernel, Numbers]:
    """Return the kernel of one person, and per offering of it its row in the region's."""
    column = {outcome: n for n, outcome in enumerate(person.missing)}
    useful = [
        number
        for number, course in enumerate(region.courses)
        if course.subject in (-1, person.subject) and not column.keys().isdisjoint(course.covers)
    ]
    place = np.full(len(region.courses), -1, dtype=np.int64)
    place[useful] = np.arange(len(useful))
    rows = region.offerings
    fits = (place[rows[:, 0]] >= 0) & ((rows[:, 1] == -1) | (rows[:, 1] == person.region))
    fits &= (rows[:, 2] >= person.start) & (rows[:, 5] <= person.ceiling)
    fits &= (rows[:, 4] < 0) | person.free[rows[:, 4]]
    rows, numbers = rows[fits], np.flatnonzero(fits)
    covers = np.zeros((len(useful), len(column)), dtype=np.int64)
    needs = covers.copy()
    for row, number in enumerate(useful):
        course = region.courses[number]
        covers[row, [column[o] for o in course.covers if o in column]] = 1
        needs[row, [column[o] for o in course.needs if o in column]] = 1
    hours = np.array([region.courses[number].hours for number in useful], dtype=np.int64)
    start, end, slot, load = (np.ascontiguousarray(rows[:, n]) for n in (2, 3, 4, 5))
    kernel = Kernel(
        hours, covers, needs, np.ones(len(column), dtype=np.int64), place[rows[:, 0]],
        start, end, slot, load, np.eye(SLOTS, dtype=np.int64), person.ceiling,
    )  # fmt: skip
    return kernel, numbers
