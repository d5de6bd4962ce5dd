"""``loopbrug assess forecast``: the load of the coming months, and the chance of five weeks."""

import argparse
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from numpy.random import default_rng
from rich.console import Console

from loopbrug.cli.files import write_text
from loopbrug.cli.forecast_form import forecast_object
from loopbrug.cli.options import MAX_SEED, number_in, region_in
from loopbrug.cli.page import Page
from loopbrug.core.assessment.forecast import Forecast, Gain, gains, replays, told
from loopbrug.core.assessment.forecast_rules import (
    MOST_MONTHS,
    bottleneck,
    question_findings,
    stage_findings,
    whatif_findings,
)
from loopbrug.core.assessment.region_load import RegionAssessment
from loopbrug.core.assessment.role_load import RoleLoad, groups_of
from loopbrug.core.assessment.stage import QUICK, Question, Stage, stage_of
from loopbrug.core.assessment.whatif import Extra, extra_from
from loopbrug.core.law.loader import load_law
from loopbrug.core.terms.finding import BadDataError, Finding, Value, blocking
from loopbrug.region.assessment import load_assessment
from loopbrug.web.site.sentences.book import sentence, tell

MAX_RUNS = 100
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_HOURS = Decimal("1.5")


def add_forecast(
    add: Callable[..., argparse.ArgumentParser], shared: argparse.ArgumentParser, language: str
) -> None:
    """Add ``forecast`` to the words after ``loopbrug assess``."""

    def says(code: str, **values: Value) -> str:
        return sentence(code, language, **values)

    def month(text: str) -> date:
        if match := _MONTH.fullmatch(text):
            return date(int(match[1]), int(match[2]), 1)
        raise argparse.ArgumentTypeError(says("cli.month-wrong", found=text))

    def extra(text: str) -> Extra:
        try:
            return extra_from(text)
        except BadDataError as error:
            raise argparse.ArgumentTypeError(tell(error.findings[0], language)) from None

    door = add("forecast", parents=[shared], help=says("cli.help-forecast"))
    region = region_in(language)
    door.add_argument("--region", type=region, default="demo", help=says("cli.help-region"))
    told_from = says("cli.help-forecast-from")
    door.add_argument("--from", type=month, dest="first", metavar="YYYY-MM", help=told_from)
    for name, least, most, default in (
        ("months", 1, MOST_MONTHS, 6), ("seed", 0, MAX_SEED, 1), ("runs", 1, MAX_RUNS, 8),
    ):  # fmt: skip
        told_of = says(f"cli.help-{name}", least=least, most=most, default=default)
        kind = number_in(language, least, most)
        door.add_argument(f"--{name}", type=kind, default=default, metavar="N", help=told_of)
    for name in ("extra", "less"):
        kind_of: Callable[[str], object] = extra if name == "extra" else str
        door.add_argument(
            f"--{name}", type=kind_of, action="append", default=[], help=says(f"cli.help-{name}")
        )
    door.add_argument("--json", action="store_true", help=says("cli.help-simulate-json"))
    door.set_defaults(run=run_forecast, file="assess forecast")


def run_forecast(options: argparse.Namespace) -> int:
    """Forecast the months of a region and print them; return 0.

    Raises ``BadDataError`` with everything that is wrong with the question.
    """
    region = load_assessment()
    question = _question(options, region)
    stage = stage_of(region, question)
    wrong = blocking((*whatif_findings(stage, question), *stage_findings(stage)))
    if wrong:
        raise BadDataError(wrong)
    now = _found(stage, question.present, options.seed)
    then = _found(stage, question, options.seed) if question.changes else None
    if options.json:
        found = forecast_object(options.region, question, now, then)
        write_text("-", json.dumps(found, ensure_ascii=False, indent=2) + "\n", force=True)
    else:
        odd = (*stage_findings(stage), *whatif_findings(stage, question))
        show_forecast(Page(Console(), options.lang), stage, now, then, odd)
    return 0


def _question(options: argparse.Namespace, region: RegionAssessment) -> Question:
    goal = load_law().on("go.target_total", region.first_day).value
    question = Question(
        first=options.first or region.first_day,
        months=options.months,
        runs=options.runs,
        trial=replace(QUICK, goal_days=int(str(goal))),
        extra=tuple(options.extra),
        less=tuple(options.less),
    )
    if wrong := question_findings(question, region.first_day):
        raise BadDataError(wrong)
    return question


def _found(stage: Stage, question: Question, seed: int) -> Forecast:
    runs = tuple(replays(stage, question, default_rng(seed), seed))
    return told(stage, question, runs, seed)


def show_forecast(
    page: Page, stage: Stage, now: Forecast, then: Forecast | None, odd: tuple[Finding, ...]
) -> None:
    """Print months and roles as tables, the tightest in words, and what it rests on."""
    page.title(page.says("cli.title-forecast"))
    page.line(page.says("cli.forecast-how", seed=now.seed, runs=now.runs), "dim")
    for finding in (*bottleneck(now, stage.region), *odd):
        page.line(page.told(finding))
    _show_chance(page, now, {gain.month: gain for gain in (gains(now, then) if then else ())})
    _show_loads(page, stage, now)
    if then:
        page.heading("cli.title-forecast-then")
        _show_loads(page, stage, then)
    page.heading("cli.title-assumed")
    for finding in now.assumptions:
        page.point(page.told(finding))


def _show_chance(page: Page, now: Forecast, more: dict[date, Gain]) -> None:
    changed = ("cli.gain",) if more else ()
    table = page.table("cli.month", "cli.cases", "cli.chance", "cli.low-high", *changed)
    for month in now.months:
        gain = more.get(month.month)
        row = [
            _month(page, month.month),
            f"{month.cases:.0f}",
            _percent(page, month.on_time),
            f"{_percent(page, month.low)} – {_percent(page, month.high)}",
        ]
        table.add_row(*row, *([_gain(page, gain)] if more else []))
    page.console.print(table)


def _show_loads(page: Page, stage: Stage, found: Forecast) -> None:
    page.heading("cli.title-loads")
    groups = groups_of(stage.region)
    for month in found.months:
        page.line(_month(page, month.month), "bold")
        for load in month.loads:
            page.point(page.says(
                "cli.load", who=_role(page, load, groups), asked=_hours(load.asked + load.taken),
                free=_hours(load.free), percent=Decimal(round(100 * load.use)),
            ))  # fmt: skip


def _role(page: Page, load: RoleLoad, groups: dict[str, tuple[str, ...]]) -> str:
    role = page.word("capacity", load.part.value)
    return f"{role} ({page.word('subjects', groups[load.group])})" if load.group else role


def _hours(blocks: float) -> Decimal:
    return Decimal(round(Decimal(str(blocks)) * _HOURS))


def _month(page: Page, day: date) -> str:
    return f"{page.word('month', str(day.month))} {day.year}"


def _percent(page: Page, share: float | None) -> str:
    if share is None:
        return "–"
    return page.says("cli.percent", percent=Decimal(round(100 * share)))


def _gain(page: Page, gain: Gain | None) -> str:
    if gain is None:
        return "–"
    points = [f"{100 * each:+.0f}" for each in (gain.mean, gain.low, gain.high)]
    return page.says("cli.gain-points", mean=points[0], low=points[1], high=points[2])
