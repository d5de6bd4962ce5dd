"""``loopbrug programme cohort``: many candidates planned together, in a region or in many."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

from rich.console import Console

from loopbrug.cli.cohort_form import cohort_object
from loopbrug.cli.files import write_text
from loopbrug.cli.options import MAX_SEED, number_in
from loopbrug.cli.page import Page
from loopbrug.cli.show_cohort import Run, show_cohort
from loopbrug.core.programme.cohort.model import CohortPlan
from loopbrug.core.programme.cohort.plan import plan_cohort
from loopbrug.core.programme.cohort.regions import Nation, plan_regions
from loopbrug.core.terms.finding import BadDataError, Finding, Value
from loopbrug.region.cohort import region_cohort
from loopbrug.web.site.compute import SERIAL, compute_setting, spread_by, workers_here
from loopbrug.web.site.sentences.book import sentence

MAX_CANDIDATES, MAX_REGIONS, MAX_WORKERS = 2_000, 100, 64


def add_programme(
    add: Callable[..., argparse.ArgumentParser], shared: argparse.ArgumentParser, language: str
) -> None:
    """Add ``programme`` with its words to the command; ``add`` makes a new one."""

    def says(code: str, **values: Value) -> str:
        return sentence(code, language, **values)

    programme = add("programme", help=says("cli.help-programme"))
    inside = programme.add_subparsers(required=True, metavar="{cohort}")
    door = inside.add_parser("cohort", parents=[shared], help=says("cli.help-cohort"))
    door.add_argument("--demo", action="store_true", help=says("cli.help-cohort-demo"))
    for name, least, most, default in (
        ("candidates", 1, MAX_CANDIDATES, 100),
        ("seed", 0, MAX_SEED, 1),
        ("regions", 1, MAX_REGIONS, 1),
        ("workers", 1, MAX_WORKERS, workers_here()),
    ):
        code = "cli.help-seed" if name == "seed" else f"cli.help-cohort-{name}"
        told = says(code, least=least, most=most, default=default)
        kind = number_in(language, least, most)
        door.add_argument(f"--{name}", type=kind, default=default, metavar="N", help=told)
    door.add_argument("--compute", metavar="WHERE", help=says("cli.help-cohort-compute"))
    door.add_argument("--json", action="store_true", help=says("cli.help-simulate-json"))
    door.set_defaults(run=run_cohort, file="programme cohort")


def run_cohort(options: argparse.Namespace) -> int:
    """Plan everybody and print what came of it; return 0."""
    if not options.demo:
        raise BadDataError([Finding.of("cli.cohort-nothing-to-plan")])
    began = time.perf_counter()
    with _silent():
        nation = _planned(options)
    run = Run(
        nation, options.candidates, options.seed, options.workers,
        round(time.perf_counter() - began, 1),
    )  # fmt: skip
    if options.json:
        text = json.dumps(cohort_object(run, options.lang), ensure_ascii=False, indent=2)
        write_text("-", text + "\n", force=True)
    else:
        show_cohort(Page(Console(), options.lang), run)
    return 0


@contextmanager
def _silent() -> Iterator[None]:
    """Send what a solver says by itself to the error stream: the answer is for a program."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _planned(options: argparse.Namespace) -> Nation[CohortPlan]:
    """Plan one region with threads, as its people wait for each other; many on many workers."""
    setting = options.compute or compute_setting()
    sources = [
        partial(region_cohort, number, options.regions, options.candidates, options.seed)
        for number in range(options.regions)
    ]
    if options.regions == 1:
        # A setting that is wrong is told, whether or not it would be used.
        with spread_by(SERIAL if setting == compute_setting({}) else setting, 1):
            pass
        with ThreadPoolExecutor(options.workers) as pool:
            return Nation((plan_cohort(sources[0](), spread=pool.map),))
    with spread_by(setting, min(options.workers, options.regions)) as spread:
        return plan_regions(sources, spread=spread)
