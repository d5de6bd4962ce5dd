"""The steps of an assessment, per profile, from a readable file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import groupby

from loopbrug.core.assessment.model import Grid, Part, Step, Wait, Where
from loopbrug.core.outcomes.pages import Page, Record, root_of
from loopbrug.core.terms.finding import BadDataError, Finding, LegalSource
from loopbrug.core.terms.words import Bilingual, Profile, Sector

_STEP = ("code", "title", "purpose", "parts", "where", "minutes", "grounds")
_USE = ("step", "title", "purpose", "where", "minutes", "sectors", "after", "asked")
_GROUNDS = ("decree", "mbo")


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A step as it is for one profile: for people, before it becomes blocks of a grid.

    ``after`` gives for each step it waits for how many half working days lie between at least.
    ``sectors`` empty: in every sector. ``at_once`` False: planned only when somebody asks.
    ``decree`` and ``mbo`` are its grounds: of po, so and vo, and of mbo.
    """

    code: str
    title: Bilingual
    purpose: Bilingual
    parts: tuple[Part, ...]
    where: Where
    minutes: int
    at_once: bool
    sectors: tuple[Sector, ...]
    after: tuple[tuple[str, int], ...]
    decree: LegalSource | None
    mbo: LegalSource | None

    def holds_in(self, sector: Sector) -> bool:
        """Return whether this step is taken in ``sector``."""
        return not self.sectors or sector in self.sectors

    def source(self, sector: Sector) -> LegalSource | None:
        """Return the ground of this step in ``sector``."""
        return self.mbo if sector is Sector.MBO else self.decree


@dataclass(frozen=True, slots=True)
class StepBook:
    """Every step of every profile."""

    profiles: Mapping[Profile, tuple[StepPlan, ...]]

    def plans(self, profile: Profile, sector: Sector) -> tuple[StepPlan, ...]:
        """Return the steps of a profile in a sector, also those planned only when asked for."""
        return tuple(plan for plan in self.profiles[profile] if plan.holds_in(sector))


@cache
def load_steps() -> StepBook:
    """Return the steps of the package; raises ``BadDataError`` with every error."""
    name = "steps.yaml"
    return read_steps(files(__package__).joinpath(name).read_text(encoding="utf-8"), name)


def steps_for(profile: Profile, sector: Sector, grid: Grid) -> tuple[Step, ...]:
    """Return what is planned at once for a profile in a sector, in blocks of ``grid``.

    Raises ``BadDataError`` when a step is longer than every part of a day of the grid.
    """
    plans = [plan for plan in load_steps().plans(profile, sector) if plan.at_once]
    return in_blocks(plans, grid)


def in_blocks(plans: Sequence[StepPlan], grid: Grid) -> tuple[Step, ...]:
    """Return steps in blocks of ``grid``; what is not among them is not waited for."""
    codes = {plan.code for plan in plans}
    too_long = [plan for plan in plans if _blocks(plan.minutes, grid) > _longest(grid)]
    if too_long:
        raise BadDataError(
            Finding.of("assessment.step-too-long", each.code, minutes=each.minutes)
            for each in too_long
        )
    return tuple(
        Step(
            code=plan.code,
            parts=(*plan.parts, Part.ROOM) if plan.where is Where.ROOM else plan.parts,
            blocks=_blocks(plan.minutes, grid),
            after=tuple(
                Wait(code, -(-half_days * grid.per_day // 2))
                for code, half_days in plan.after
                if code in codes
            ),
            where=plan.where,
            minutes=plan.minutes,
        )
        for plan in plans
    )


def _blocks(minutes: int, grid: Grid) -> int:
    shortest = min(_minutes(grid, place) for place in range(grid.per_day))
    return -(-minutes // shortest)


def _minutes(grid: Grid, place: int) -> int:
    start, end = (datetime.combine(grid.monday, moment) for moment in grid.times[place])
    return int((end - start).total_seconds()) // 60


def _longest(grid: Grid) -> int:
    return max(len(tuple(blocks)) for _, blocks in groupby(grid.parts))


def read_steps(text: str, filename: str = "") -> StepBook:
    """Return the steps in a YAML text.

    Raises ``BadDataError`` with every error: shape, steps and grounds nobody knows, a step that
    stands twice, profiles without steps, steps that wait for each other in a ring.
    """
    page = Page(filename)
    root = root_of(text, page, ("grounds", "steps", "profiles"))
    grounds_record = root.record("grounds")
    grounds = {name: grounds_record.legal_source(name) for name in grounds_record.found}
    steps: dict[str, StepPlan] = {}
    for record in root.records("steps", _STEP):
        plan = _step(record, grounds)
        if plan.code in steps:
            record.wrong("outcomes.file-name-twice", "code", name=plan.code)
        steps[plan.code] = plan
    by_profile = root.record("profiles", tuple(each.value for each in Profile))
    profiles = {each: _profile(by_profile, each.value, steps) for each in Profile}
    page.stop_if_wrong()
    return StepBook(profiles)


def _step(record: Record, grounds: Mapping[str, LegalSource]) -> StepPlan:
    own = record.record("grounds", _GROUNDS)
    return StepPlan(
        code=record.text("code"),
        title=record.bilingual("title"),
        purpose=record.bilingual("purpose"),
        parts=tuple(_parts(record)),
        where=record.choice("where", Where),
        minutes=record.number("minutes", least=1),
        at_once=True,
        sectors=(),
        after=(),
        decree=_ground(own, "decree", grounds),
        mbo=_ground(own, "mbo", grounds),
    )


def _parts(record: Record) -> Iterator[Part]:
    known = {part.value: part for part in Part if part is not Part.ROOM}
    texts = record.texts("parts")
    if not texts:
        record.wrong("outcomes.file-key-missing", "parts", name="parts")
    for text in texts:
        if text in known:
            yield known[text]
        else:
            record.wrong("outcomes.file-choice", "parts", found=text, allowed=tuple(known))


def _ground(own: Record, key: str, grounds: Mapping[str, LegalSource]) -> LegalSource | None:
    if key not in own:
        return None
    name = own.text(key)
    if name not in grounds:
        own.wrong("outcomes.file-choice", key, found=name, allowed=tuple(grounds))
    return grounds.get(name)


def _profile(
    by_profile: Record, profile: str, steps: Mapping[str, StepPlan]
) -> tuple[StepPlan, ...]:
    found: dict[str, StepPlan] = {}
    records = by_profile.records(profile, _USE)
    if not records:
        by_profile.wrong("outcomes.file-key-missing", profile, name=profile)
    for record in records:
        code = record.text("step")
        if code not in steps:
            record.wrong("outcomes.file-choice", "step", found=code, allowed=tuple(steps))
        elif code in found:
            record.wrong("outcomes.file-name-twice", "step", name=code)
        else:
            found[code] = _used(record, steps[code])
    for record in records:
        _check_waits(record, found)
    if ring := _ring(found):
        by_profile.wrong("assessment.steps-in-ring", profile, steps=ring)
    return tuple(found.values())


def _used(record: Record, step: StepPlan) -> StepPlan:
    """Return a step with what this profile says otherwise."""
    after = record.record("after") if "after" in record else None
    return StepPlan(
        code=step.code,
        title=record.bilingual("title") if "title" in record else step.title,
        purpose=record.bilingual("purpose") if "purpose" in record else step.purpose,
        parts=step.parts,
        where=record.choice("where", Where, step.where),
        minutes=record.number("minutes", step.minutes, least=1),
        at_once=not record.yes_no("asked", default=False),
        sectors=record.sectors(),
        after=tuple((code, after.number(code)) for code in after.found) if after else (),
        decree=step.decree,
        mbo=step.mbo,
    )


def _check_waits(record: Record, found: Mapping[str, StepPlan]) -> None:
    if "after" not in record:
        return
    after = record.record("after")
    for code in after.found:
        if code not in found:
            after.wrong("outcomes.file-choice", code, found=code, allowed=tuple(found))


def _ring(found: Mapping[str, StepPlan]) -> tuple[str, ...]:
    """Return the steps that can never begin because they wait for each other."""
    left = dict(found)
    while startable := [
        code for code, plan in left.items() if not any(other in left for other, _ in plan.after)
    ]:
        for code in startable:
            del left[code]
    return tuple(left)
