"""Why a unit is another one, or elsewhere, in a programme that was made again."""

from dataclasses import dataclass

from loopbrug.core.programme.keeping import offering_of
from loopbrug.core.programme.model import PlannedUnit, ProgrammeProblem, Wishes
from loopbrug.core.programme.progress import Fate
from loopbrug.core.programme.replan import Course
from loopbrug.core.programme.rules import (
    Rule,
    beside_blocks,
    not_on_days_off,
    not_while_away,
    online_when_asked,
    within_travel,
)  # fmt: skip
from loopbrug.core.terms.finding import Finding, Weight

FATES = {Fate.FAILED: "failed", Fate.BROKEN_OFF: "broken-off"}
WEEK_RULES = (beside_blocks, not_on_days_off, within_travel, online_when_asked)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a new programme was made from: the problem as it is now, and the plan of before."""

    problem: ProgrammeProblem
    course: Course

    def why(self, before: PlannedUnit | None, after: PlannedUnit | None) -> Finding:
        """Return why ``before`` became ``after`` (None: it was not there, or is not any more).

        Nothing private is in it: who is away is away, and a week is a week.
        """
        if before is None:
            return _told("new", after)
        return _told(self._word(before, after), before)

    def _word(self, before: PlannedUnit, after: PlannedUnit | None) -> str:
        fate = self.course.fates.get(before.offering)
        if fate in FATES:
            return FATES[fate]
        if self._shown(before):
            return "shown"
        wishes = self.problem.wishes
        stays = after is not None and after.offering == before.offering
        if _breaks(before, wishes, (not_while_away,)):
            return "waits" if stays else "away"
        if _breaks(before, wishes, WEEK_RULES):
            return "week"
        return self._along(before, stays=stays, gone=after is None)

    def _along(self, before: PlannedUnit, *, stays: bool, gone: bool) -> str:
        """Return why a unit changes of which itself nothing is the matter."""
        if gone:
            return "not-needed"
        if stays:
            return "moved" if self._moved(before) else "hours"
        return "follows" if self._offered(before) else "withdrawn"

    def _shown(self, before: PlannedUnit) -> bool:
        """Return whether nothing that the unit closed has to be learned any more."""
        needs = {need.outcome for need in self.problem.needs}
        return needs.isdisjoint(before.closes) and self.problem.held.issuperset(before.closes)

    def _moved(self, before: PlannedUnit) -> bool:
        """Return whether its institute gives the same offering at another time now."""
        given = next(
            (one for one in self.problem.catalogue.offerings if one.code == before.offering), None
        )
        if given is None:
            return False
        other_time = before.slot is not None and before.slot != given.slot
        return other_time or before.period != given.period

    def _offered(self, before: PlannedUnit) -> bool:
        return any(each.code == before.offering for each in self.problem.catalogue.offerings)


def _breaks(planned: PlannedUnit, wishes: Wishes, rules: tuple[Rule, ...]) -> bool:
    given = offering_of(planned)
    return any(True for rule in rules for _ in rule(given, 0, wishes))


def _told(word: str, planned: PlannedUnit | None) -> Finding:
    unit = planned.unit if planned else ""
    return Finding.of(f"programme.change-{word}", unit, weight=Weight.INFORMS)
