"""A planned cohort as a page in the terminal."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from loopbrug.cli.page import Page
from loopbrug.core.programme.cohort.model import CohortPlan, Demand, Placed, Team, Unplaced
from loopbrug.core.programme.cohort.regions import Nation
from loopbrug.web.site.sentences.book import sentence, tell

FEW = 12
"""How many lines of a list are shown; JSON has them all."""


@dataclass(frozen=True, slots=True)
class Run:
    """A planning of drawn candidates, and what it took."""

    nation: Nation[CohortPlan]
    candidates: int
    seed: int
    workers: int
    seconds: float

    @property
    def placed(self) -> list[Placed]:
        """Everybody with a programme."""
        return [placed for plan in self.nation.regions for placed in plan.placed]

    @property
    def unplaced(self) -> list[Unplaced]:
        """Everybody without one."""
        return [unplaced for plan in self.nation.regions for unplaced in plan.unplaced]

    @property
    def teams(self) -> list[Team]:
        """The learning teams to form."""
        return [team for plan in self.nation.regions for team in plan.teams]

    @property
    def dearest(self) -> list[Demand]:
        """Offerings in which a place more would save hours, the most first."""
        found = [each for plan in self.nation.regions for each in plan.demand if each.price > 0]
        return sorted(found, key=lambda each: (-each.price, each.offering))


def reason_in(unplaced: Unplaced, language: str) -> str:
    """Return why somebody has no programme, with the wishes that exclude each other."""
    told = tell(unplaced.reason, language)
    if not unplaced.conflicts:
        return told
    wishes = unplaced.conflicts[0].wishes
    code = "cli.cohort-conflict" if len(wishes) > 1 else "cli.cohort-obstacle"
    listed = "; ".join(tell(wish, language) for wish in wishes)
    return f"{told} {sentence(code, language, wishes=listed)}"


def show_cohort(page: Page, run: Run) -> None:
    """Print the figures, and then who waits, which teams there are, what a place would save."""
    page.title(page.says("cli.title-cohort"))
    page.line(page.says("cli.cohort-how", seed=run.seed, workers=run.workers), "dim")
    table = page.table("cli.what", "cli.outcome")
    table.columns[1].justify = "right"
    for told, value in _figures(page, run):
        table.add_row(told, value)
    page.console.print(table)
    _list(page, "cli.title-unplanned", [reason_in(each, page.language) for each in run.unplaced])
    _list(page, "cli.title-teams", [_team(page, team) for team in run.teams])
    _list(page, "cli.title-places", [_place(page, each) for each in run.dearest])


def _figures(page: Page, run: Run) -> Iterator[tuple[str, str]]:
    def percent(share: float) -> str:
        return page.says("cli.percent", percent=Decimal(str(round(100 * share, 4))))

    hours = sum(placed.programme.hours for placed in run.placed)
    kinds = Counter(team.option.kind for team in run.teams)
    yield page.says("cli.cohort-candidates"), str(run.candidates * len(run.nation.regions))
    if len(run.nation.regions) > 1:
        yield page.says("cli.cohort-regions"), str(len(run.nation.regions))
    yield page.says("cli.cohort-planned"), str(len(run.placed))
    yield page.says("cli.cohort-unplanned"), str(len(run.unplaced))
    yield page.says("cli.cohort-hours"), str(hours)
    for kind, count in sorted(kinds.items()):
        yield page.says("cli.cohort-teams-of", team_kind=kind.value), str(count)
    yield page.says("cli.cohort-gap"), percent(run.nation.gap)
    yield page.says("cli.cohort-seconds"), str(run.seconds)


def _list(page: Page, heading: str, lines: list[str]) -> None:
    if not lines:
        return
    page.heading(heading, count=len(lines))
    for line in lines[:FEW]:
        page.point(line)
    if len(lines) > FEW:
        page.point(page.says("cli.and-more", count=len(lines) - FEW))


def _team(page: Page, team: Team) -> str:
    option, slot = team.option, team.option.slot
    return page.says(
        "cli.cohort-team" if option.place else "cli.cohort-team-online",
        team=option.code, day=slot.day, start=slot.start.isoformat("minutes"),
        place=option.place.name if option.place else "", first=option.period.first,
        count=len(team.members),
    )  # fmt: skip


def _place(page: Page, demand: Demand) -> str:
    return page.says(
        "cli.cohort-place", offering=demand.offering, taken=demand.taken,
        capacity=demand.capacity, hours=Decimal(str(demand.price)),
    )  # fmt: skip
