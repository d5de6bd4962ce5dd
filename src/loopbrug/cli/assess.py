"""``loopbrug assess``: the five weeks of a region, tried out."""

import argparse
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from numpy.random import default_rng
from rich.console import Console

from loopbrug.cli.files import write_text
from loopbrug.cli.forecast import add_forecast
from loopbrug.cli.options import MAX_SEED, number_in, region_in
from loopbrug.cli.page import Page
from loopbrug.core.assessment.illness import SPELLS_A_YEAR
from loopbrug.core.assessment.simulate import MAX_MONTHS, Simulated, Trial, simulate
from loopbrug.core.law.loader import load_law
from loopbrug.core.terms.finding import Value
from loopbrug.region.assessment import load_assessment
from loopbrug.web.site.sentences.book import sentence

MAX_NOTICE, MAX_MOVES = 20, 100_000
_GOAL = "go.target_total"


def add_assess(
    add: Callable[..., argparse.ArgumentParser], shared: argparse.ArgumentParser, language: str
) -> None:
    """Add ``assess`` with its words to the command; ``add`` makes a new one after ``loopbrug``."""

    def says(code: str, **values: Value) -> str:
        return sentence(code, language, **values)

    assess = add("assess", help=says("cli.help-assess"))
    inside = assess.add_subparsers(required=True, metavar="{simulate,forecast}")
    add_forecast(inside.add_parser, shared, language)
    door = inside.add_parser("simulate", parents=[shared], help=says("cli.help-simulate"))
    region = region_in(language)
    door.add_argument("--region", type=region, default="demo", help=says("cli.help-region"))
    for name, least, most, default in (
        ("months", 1, MAX_MONTHS, 12),
        ("seed", 0, MAX_SEED, 1),
        ("notice", 0, MAX_NOTICE, 5),
        ("moves", 0, MAX_MOVES, 200),
    ):
        told = says(f"cli.help-{name}", least=least, most=most, default=default)
        kind = number_in(language, least, most)
        door.add_argument(f"--{name}", type=kind, default=default, metavar="N", help=told)
    door.add_argument("--no-illness", action="store_true", help=says("cli.help-no-illness"))
    door.add_argument("--json", action="store_true", help=says("cli.help-simulate-json"))
    door.set_defaults(run=run_simulation, file="assess simulate")


def run_simulation(options: argparse.Namespace) -> int:
    """Try a region out and print how it went; return 0."""
    region = load_assessment()
    goal = load_law().on(_GOAL, region.first_day).value
    trial = Trial(
        months=options.months,
        notice_days=options.notice,
        moves=options.moves,
        goal_days=int(str(goal)),
        ill_a_year=0.0 if options.no_illness else SPELLS_A_YEAR,
    )
    found = simulate(region, trial, default_rng(options.seed), options.seed)
    if options.json:
        text = json.dumps(simulated_object(found, options.region), ensure_ascii=False, indent=2)
        write_text("-", text + "\n", force=True)
    else:
        show_simulated(Page(Console(), options.lang), found)
    return 0


def simulated_object(found: Simulated, region: str) -> dict[str, object]:
    """Return how it went as one JSON object; shares are from 0 to 1."""
    return {
        "region": region,
        "first_day": found.period.first.isoformat(),
        "months": found.trial.months,
        "seed": found.seed,
        "notice_working_days": found.trial.notice_days,
        "goal_days": found.trial.goal_days,
        "cases": found.cases,
        "on_time_share": round(found.on_time_share, 4),
        "bound_on_time_share": round(found.bound_on_time_share, 4),
        "median_days": found.median_days,
        "p95_days": found.p95_days,
        "moved_promises": found.moved_promises,
        "promises_endangered_by_illness": found.endangered_by_illness,
        "promises_broken_by_illness": found.broken_by_illness,
        "median_days_by_profile": {
            profile.value: days for profile, days in found.median_days_by_profile.items()
        },
        "use": {part.value: round(share, 4) for part, share in found.use.items()},
    }


def show_simulated(page: Page, found: Simulated) -> None:
    """Print how it went as a table, with what it rests on."""
    trial = found.trial
    page.title(page.says("cli.title-simulated"))
    last = found.period.last or date.max
    page.line(
        page.says(
            "cli.simulated-how", first=found.period.first, last=last,
            days=trial.notice_days, seed=found.seed,
        ), "dim",
    )  # fmt: skip
    table = page.table("cli.what", "cli.outcome")
    table.columns[1].justify = "right"
    for told, value in _rows(page, found):
        table.add_row(told, value)
    page.console.print(table)
    page.heading("cli.title-assumed")
    for finding in found.assumptions:
        page.point(page.told(finding))


def _rows(page: Page, found: Simulated) -> list[tuple[str, str]]:
    def days(number: float) -> str:
        return page.says("cli.days", days=Decimal(str(number)))

    def share(number: float) -> str:
        return page.says("cli.percent", percent=Decimal(str(round(100 * number, 1))))

    goal = found.trial.goal_days
    return [
        (page.says("cli.cases"), str(found.cases)),
        (page.says("cli.on-time", days=goal), share(found.on_time_share)),
        (page.says("cli.bound-on-time"), share(found.bound_on_time_share)),
        (page.says("cli.moved-promises"), str(found.moved_promises)),
        (page.says("cli.promises-endangered"), str(found.endangered_by_illness)),
        (page.says("cli.promises-broken"), str(found.broken_by_illness)),
        (page.says("cli.median-days"), days(found.median_days)),
        *(
            (page.says("cli.median-days-of", profile=profile.value), days(number))
            for profile, number in found.median_days_by_profile.items()
        ),
        (page.says("cli.p95-days"), days(found.p95_days)),
        *(
            (page.says("cli.use", capacity=part.value), share(number))
            for part, number in found.use.items()
        ),
    ]
