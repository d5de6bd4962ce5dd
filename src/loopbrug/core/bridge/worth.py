"""Which further evidence is worth most: the study hours that would fall away with it.

For every outcome that is still needed the least programme is sought once more, as if that outcome
were validated. Only the hours are sought: proving the earliest finish as well takes the planner a
hundred times as long. For the finish with one of them, ask ``programme_with``.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from loopbrug.core.bridge.build import problem_of
from loopbrug.core.bridge.crossings import usable
from loopbrug.core.bridge.model import Dossier, Region
from loopbrug.core.outcomes.gap import SIDES, gap_of
from loopbrug.core.outcomes.model import Gap, Judgement, Qualification, Verdict
from loopbrug.core.programme.model import Limits, Programme, ProgrammeProblem
from loopbrug.core.programme.optimise import Answer, Search
from loopbrug.core.programme.solver import solve
from loopbrug.core.programme.translate import Translation, kernel_of, narrowed, translate
from loopbrug.core.terms.finding import Finding, Weight

MOST_TOGETHER = 5
"""A larger set of outcomes is no advice any more."""
PER_OUTCOME = Limits(nodes=60_000)
"""Search steps for one outcome; the demo region's dossiers never need a tenth of it."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What validating one more outcome would save.

    ``hours_saved`` is exact when ``proved``; else it is certain, and may be more. ``together``
    are the other outcomes with which it saves ``hours_together``, more than they do one by one:
    a unit that is all or nothing falls away with the last of them. ``opens`` says that there is
    no programme now within the wishes, and that there would be one.
    """

    outcome: str
    hours_saved: int
    proved: bool
    together: tuple[str, ...] = ()
    hours_together: int = 0
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """A smallest set of outcomes that together make an all-or-nothing unit unnecessary.

    ``hours_saved`` is more than the outcomes save one by one; exact when ``proved``.
    """

    unit: str
    outcomes: tuple[str, ...]
    hours_saved: int
    proved: bool


@dataclass(frozen=True, slots=True)
class WorthTable:
    """What every needed outcome is worth, the dearest first, and what some are worth together.

    ``hours`` are those of the least programme now, None when none was found.
    """

    hours: int | None
    outcomes: tuple[Worth, ...]
    bundles: tuple[Bundle, ...]


def worth_of(
    dossier: Dossier,
    region: Region,
    gap: Gap,
    qualification: Qualification,
    limits: Limits = PER_OUTCOME,
) -> tuple[Worth, ...]:
    """Return what validating each needed outcome would save; those that save most come first."""
    return worth_table(dossier, region, gap, qualification, limits).outcomes


def worth_table(
    dossier: Dossier,
    region: Region,
    gap: Gap,
    qualification: Qualification,
    limits: Limits = PER_OUTCOME,
) -> WorthTable:
    """Return the worth of every outcome that ``gap`` needs, and of bundles of them.

    Equals stand in framework order. ``limits`` are the most search steps for one outcome.
    """
    inquiry = _Inquiry.of(dossier, region, gap, qualification, limits)
    now = inquiry.least(())
    singles = {need.outcome: inquiry.worth(need.outcome, now) for need in gap.needs}
    bundles = tuple(_bundles(inquiry, now, singles))
    told = [_with_bundle(worth, bundles) for worth in singles.values()]
    told.sort(key=lambda worth: (-worth.hours_saved, not worth.opens, -worth.hours_together))
    return WorthTable(now.hours if now.found else None, tuple(told), bundles)


def programme_with(
    dossier: Dossier,
    region: Region,
    qualification: Qualification,
    outcomes: Collection[str],
    limits: Limits | None = None,
) -> Programme:
    """Return the programme there would be with ``outcomes`` validated, its finish included."""
    gap = _gap_with(dossier, region, qualification, outcomes)
    return solve(problem_of(dossier, region, gap, qualification), limits or Limits())


def worth_finding(worth: Worth) -> Finding:
    """Return what a worth comes to, to be told; ``about`` is the outcome."""
    hours, about = worth.hours_saved, worth.outcome
    if worth.opens:
        return Finding.of("bridge.worth-opens", about, weight=Weight.INFORMS)
    if not worth.proved and not hours:
        return Finding.of("bridge.worth-unknown", about, weight=Weight.INFORMS)
    if not worth.proved:
        return Finding.of("bridge.worth-at-least", about, weight=Weight.INFORMS, hours=hours)
    if worth.together and worth.hours_together > hours:
        return Finding.of(
            "bridge.worth-together",
            about,
            weight=Weight.INFORMS,
            hours=hours,
            outcomes=worth.together,
            hours_together=worth.hours_together,
        )
    if not hours:
        return Finding.of("bridge.worth-nothing", about, weight=Weight.INFORMS)
    return Finding.of("bridge.worth-hours", about, weight=Weight.INFORMS, hours=hours)


@dataclass(frozen=True, slots=True)
class _Inquiry:
    """One dossier, laid out once for all questions about it."""

    dossier: Dossier
    region: Region
    qualification: Qualification
    problem: ProgrammeProblem
    whole: Translation
    limits: Limits

    @classmethod
    def of(
        cls,
        dossier: Dossier,
        region: Region,
        gap: Gap,
        qualification: Qualification,
        limits: Limits,
    ) -> "_Inquiry":
        """Return the inquiry with its problem translated."""
        problem = problem_of(dossier, region, gap, qualification)
        return cls(dossier, region, qualification, problem, translate(problem), limits)

    def least(self, validated: Collection[str]) -> Answer:
        """Return the least programme with these outcomes validated too."""
        translation = self.whole
        if validated:
            gap = _gap_with(self.dossier, self.region, self.qualification, validated)
            problem = replace(self.problem, needs=gap.needs, held=frozenset(gap.validated))
            translation = narrowed(self.whole, problem)
        kernel = kernel_of(translation.scope, translation.open_seats(), translation.ceiling())
        return Search(kernel, self.limits.nodes).least()

    def worth(self, outcome: str, now: Answer) -> Worth:
        """Return what one outcome alone is worth."""
        then = self.least((outcome,))
        opens = then.found and now.proved and not now.found
        return Worth(outcome, _saved(now, then), now.proved and then.proved, opens=opens)


def _saved(now: Answer, then: Answer) -> int:
    """Return the hours saved for certain: exact when both are proved, for then bound is hours."""
    return max(0, now.bound - then.hours) if now.found and then.found else 0


def _gap_with(
    dossier: Dossier, region: Region, qualification: Qualification, validated: Collection[str]
) -> Gap:
    """Return the gap as it would be, by the rule that makes every gap."""
    imagined = [
        Judgement(code, Verdict.VALIDATED, date.max, tuple(sorted(SIDES))) for code in validated
    ]
    judged = (*usable(dossier, region.framework), *imagined)
    return gap_of(qualification, region.framework, judged)


def _bundles(inquiry: _Inquiry, now: Answer, singles: dict[str, Worth]) -> Iterator[Bundle]:
    for unit, wanted in _all_or_nothing(inquiry.whole, now):
        if not 1 < len(wanted) <= MOST_TOGETHER or not singles.keys() >= set(wanted):
            continue
        then = inquiry.least(wanted)
        hours = _saved(now, then)
        kept = wanted
        for code in wanted:
            fewer = tuple(each for each in kept if each != code)
            if _saved(now, inquiry.least(fewer)) >= hours:
                kept = fewer
        if hours > sum(singles[code].hours_saved for code in kept):
            yield Bundle(unit, kept, hours, now.proved and then.proved)


def _all_or_nothing(whole: Translation, now: Answer) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield units of the programme that nothing is exempted from, with what only they close."""
    seats = whole.open_seats()
    units = [seats[number].unit for number in now.offerings]
    for unit in units:
        others = (whole.scope.closes(other) for other in units if other is not unit)
        alone = (whole.scope.closes(unit) & whole.scope.lacking).difference(*others)
        if not unit.exemptible:
            yield unit.code, tuple(code for code, _ in unit.covers if code in alone)


def _with_bundle(worth: Worth, bundles: tuple[Bundle, ...]) -> Worth:
    """Return a worth with the bundle it gains most by."""
    mine = [bundle for bundle in bundles if worth.outcome in bundle.outcomes]
    if not mine:
        return worth
    best = max(mine, key=lambda bundle: bundle.hours_saved)
    others = tuple(code for code in best.outcomes if code != worth.outcome)
    return replace(worth, together=others, hours_together=best.hours_saved)
