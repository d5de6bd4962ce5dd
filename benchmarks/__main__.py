"""Measure the planners beside their baselines: ``python -m benchmarks --help``."""

import argparse
import sys

from rich.console import Console

from benchmarks import (
    alternatives,
    assessment,
    cohort,
    cohort_nation,
    finance,
    fund,
    levelling,
    programme,
)

WIDTH = 150
PARTS = (
    "programme", "alternatives", "cohort", "cohort-nation", "assessment", "levelling",
    "finance", "fund",
)  # fmt: skip


def main() -> int:
    """Run the parts asked for; return 1 when a check within one of them fails."""
    options = _options()
    console = Console(width=max(WIDTH, Console().width))
    failed = 0
    if options.only in {None, "programme"}:
        failed |= programme.run(console, options.candidates, options.baseline, options.seed)
    if options.only in {None, "alternatives"}:
        failed |= alternatives.run(console)
    if options.only in {None, "cohort"}:
        together = cohort.Asked(
            options.cohort, tuple(options.tightness), options.seed, options.monolith_seconds
        )
        failed |= cohort.run(console, together)
    if options.only in {None, "cohort-nation"}:
        nation = cohort_nation.Asked(
            tuple(options.regions), options.cohort, options.tightness[0], options.seed,
            options.cluster_regions,
        )  # fmt: skip
        failed |= cohort_nation.run(console, nation)
    if options.only in {None, "assessment"}:
        asked = assessment.Asked(
            tuple(options.loads), tuple(options.notice), options.moves, options.hindsight,
            options.cpsat_seconds, options.seed, options.strict,
        )  # fmt: skip
        failed |= assessment.run(console, asked)
    if options.only in {None, "levelling"}:
        failed |= levelling.run(console, tuple(options.instances), options.seed)
    if options.only in {None, "finance"}:
        failed |= finance.run(console, options.people, options.seed)
    if options.only in {None, "fund"}:
        pool = fund.Asked(options.scenarios, options.places, options.seed)
        failed |= fund.run(console, pool)
    return failed


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="one part; all when left out")
    parser.add_argument("--seed", type=int, default=1)
    one = parser.add_argument_group("programme")
    one.add_argument("--candidates", type=int, default=500, help="planned by our engine")
    one.add_argument("--baseline", type=int, default=60, help="of these, also by CP-SAT")
    two = parser.add_argument_group("assessment")
    two.add_argument("--loads", type=int, nargs="+", default=[100, 500, 2000], help="cases")
    two.add_argument("--notice", type=int, nargs="+", default=[3, 5, 10], help="working days")
    two.add_argument("--moves", type=int, default=2000, help="search steps for each day")
    two.add_argument("--hindsight", type=int, default=600, help="search steps for each case")
    two.add_argument("--cpsat-seconds", type=float, default=60.0, help="0 leaves CP-SAT out")
    two.add_argument(
        "--strict", action="store_true", help="first appointments wait for the notice as well"
    )
    three = parser.add_argument_group("levelling")
    three.add_argument("--instances", nargs="+", default=[], help="names; all when left out")
    four = parser.add_argument_group("cohort, cohort-nation (first tightness)")
    four.add_argument("--cohort", type=int, default=500, help="candidates planned together")
    four.add_argument("--tightness", type=float, nargs="+", default=[0.5, 0.3])
    four.add_argument("--monolith-seconds", type=float, default=60.0, help="0 leaves it out")
    five = parser.add_argument_group("cohort-nation")
    five.add_argument("--regions", type=int, nargs="+", default=[1, 2, 4, 40], help="a row each")
    five.add_argument("--cluster-regions", type=int, default=2, help="on Dask too; 0 leaves it out")
    six = parser.add_argument_group("fund")
    six.add_argument("--scenarios", type=int, default=100_000, help="how often years are drawn")
    six.add_argument("--places", type=int, default=1000, help="in the pool")
    seven = parser.add_argument_group("finance")
    seven.add_argument("--people", type=int, default=1_000_000, help="computed at once")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
