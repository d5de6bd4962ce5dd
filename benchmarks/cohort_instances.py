"""Seeded cohorts: the candidates of a region with what they share, and learning teams for them.

Offerings and candidates are those of ``instances``; teams, schools and coach hours are drawn
beside them, so that a cohort without teams is the one of the published figures.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from benchmarks.instances import (
    SATURDAY,
    Person,
    Region,
    kernel_and_rows,
    make_people,
    make_region,
)  # fmt: skip
from loopbrug.core.programme.cohort import group as bare
from loopbrug.core.programme.cohort.group import WITHOUT_TEAM, Group, TeamRow
from loopbrug.core.programme.kernel import Kernel

TEAM_WEEKS = 40
TEAM_STARTS = (22, 30)
"""Weeks in which teams may start: when everybody has begun."""
GENERIC_EVENINGS, SUBJECT_OPTIONS = 3, 4
SCHOOLS, QUARTERS = 60, 4
COACH_HOURS, COACH_SHARE = 2, 1.1
"""Hours a team asks of its coach in a week, and how many there are for what would just do."""

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A team option: its subject (-1 generic), quarter of the region, weekly slot, first week."""

    subject: int
    quarter: int
    slot: int
    start: int


@dataclass(frozen=True, slots=True)
class Setting:
    """Where people are, and which teams they could be in; ``first`` is the number of the first."""

    first: int
    school: Numbers
    quarter: Numbers
    meetings: tuple[Meeting, ...]


def make_group(
    count: int = 500, seed: int = 1, cap_scale: float = 0.5, *, teams: bool = False
) -> Group:
    """Return a cohort of the first ``count`` candidates of a seed."""
    region = make_region(seed, cap_scale=cap_scale)
    people = make_people(region, count, seed)
    plain = [kernel_and_rows(region, person) for person in people]
    if not teams:
        members = [
            bare.Person(kernel, rows, np.zeros(len(kernel.hours), dtype=np.int64))
            for kernel, rows in plain
        ]
        return Group(tuple(members), region.offerings[:, 6])
    setting = make_setting(region, count, seed)
    members = [
        _with_teams(person, n, (kernel, rows), setting)
        for n, (person, (kernel, rows)) in enumerate(zip(people, plain, strict=True))
    ]
    row = TeamRow(6, 10, COACH_HOURS, 0, 0)
    options = tuple(replace(row, start=m.start, end=m.start + TEAM_WEEKS) for m in setting.meetings)
    coaches = round(COACH_SHARE * COACH_HOURS * 2 * count / row.largest)
    return Group(tuple(members), region.offerings[:, 6], options, coaches)


def make_setting(region: Region, count: int, seed: int) -> Setting:
    """Draw everybody's school and quarter, and the teams that could be formed."""
    draw = np.random.default_rng([seed, 3])
    school = draw.integers(SCHOOLS, size=count)
    quarter = school % QUARTERS
    meetings = []
    for start in TEAM_STARTS:
        for place in range(QUARTERS):
            days = draw.permutation(5)
            slots = [*(3 * day + 2 for day in days[:GENERIC_EVENINGS]), 3 * days[0], SATURDAY]
            meetings += [Meeting(-1, place, int(slot), start) for slot in slots for _ in range(2)]
        for subject in range(region.subjects):
            slots = [3 * day + 2 for day in draw.permutation(5)[:SUBJECT_OPTIONS]]
            meetings += [Meeting(subject, -1, int(slot), start) for slot in slots]
    return Setting(len(region.offerings), school, quarter, tuple(meetings))


def _with_teams(
    person: Person, n: int, plain: tuple[Kernel, Numbers], setting: Setting
) -> bare.Person:
    kernel, rows = plain
    beside = [0] * len(kernel.hours)
    for generic in (True, False):
        numbers = [
            number
            for number, meeting in enumerate(setting.meetings)
            if (meeting.subject < 0) is generic and _could(person, n, meeting, setting)
        ]
        if numbers:
            kernel = _with_kind(kernel, [setting.meetings[number] for number in numbers])
            rows = np.append(rows, [*(setting.first + number for number in numbers), -1])
            beside += [1, 1]
    return bare.Person(
        kernel, rows.astype(np.int64), np.array(beside, dtype=np.int64), int(setting.school[n])
    )


def _could(person: Person, n: int, meeting: Meeting, setting: Setting) -> bool:
    near = meeting.quarter in (-1, int(setting.quarter[n]))
    subject = meeting.subject in (-1, person.subject)
    return near and subject and bool(person.free[meeting.slot]) and person.start <= meeting.start


def _with_kind(kernel: Kernel, meetings: list[Meeting]) -> Kernel:
    """Return the kernel with a kind of team as an outcome, and being without as the other way."""
    units, options = len(kernel.hours), len(meetings)

    def longer(values: Numbers, *more: int) -> Numbers:
        return np.append(values, more).astype(np.int64)

    covers = np.zeros((units + 2, len(kernel.needed) + 1), dtype=np.int64)
    covers[:units, :-1], covers[units:, -1] = kernel.covers, 1
    needs = np.zeros_like(covers)
    needs[:units, :-1] = kernel.needs
    starts = [meeting.start for meeting in meetings]
    return kernel._replace(
        hours=longer(kernel.hours, 0, WITHOUT_TEAM), covers=covers, needs=needs,
        needed=longer(kernel.needed, 1),
        unit=longer(kernel.unit, *[units] * options, units + 1),
        start=longer(kernel.start, *starts, starts[0]),
        end=longer(kernel.end, *(start + TEAM_WEEKS for start in starts), starts[0] + 1),
        pattern=longer(kernel.pattern, *(meeting.slot for meeting in meetings), -1),
        load=longer(kernel.load, *[1] * options, 0),
    )  # fmt: skip
