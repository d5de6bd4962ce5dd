"""What each word after ``loopbrug`` does; every one returns its exit code."""

import argparse
import json
from datetime import date

from rich.console import Console

from loopbrug.cli.files import complaints, text_of, write_text
from loopbrug.cli.json_form import bridge_object, routes_object
from loopbrug.cli.show_bridge import show_bridge, show_routes
from loopbrug.core.bridge.build import build_bridge
from loopbrug.core.bridge.dossier_file import read_dossier
from loopbrug.core.bridge.model import Bridge
from loopbrug.core.law.loader import load_law
from loopbrug.core.orientation.judge import orient
from loopbrug.core.orientation.model import Orientation, RouteStatus
from loopbrug.core.outcomes.case import import_package, package_text
from loopbrug.core.outcomes.framework import load_framework
from loopbrug.core.programme.model import Status
from loopbrug.core.terms.finding import BadDataError, Finding, blocking
from loopbrug.region.midden import load_region
from loopbrug.web.site.sentences.book import sentence

FINE, FINDINGS_BLOCK, BAD_INPUT = 0, 1, 2
CASE_CHARACTERS = 20_000_000


def bridge(options: argparse.Namespace) -> int:
    """Show the bridge of a dossier."""
    region = load_region()
    dossier = read_dossier(text_of(options.file), region.places)
    found = build_bridge(dossier, region, load_law(), _day_of(options))
    if options.json:
        _print_json(bridge_object(dossier, found, region, options.lang))
    else:
        show_bridge(Console(), dossier, found, region, options.lang)
    return FINDINGS_BLOCK if _blocked(found) else FINE


def _day_of(options: argparse.Namespace) -> date:
    # The only place where the day of today comes in: the core never looks at a clock.
    return options.day or date.today()  # noqa: DTZ011


def _blocked(found: Bridge) -> bool:
    planned = found.programme and found.programme.status in {Status.PROVED, Status.FEASIBLE}
    return not planned or bool(blocking(found.findings))


def routes(options: argparse.Namespace) -> int:
    """Show the routes for the person in a dossier."""
    dossier = read_dossier(text_of(options.file), load_region().places)
    day = _day_of(options)
    found = orient(dossier.person, load_law(), day)
    if options.json:
        _print_json(routes_object(dossier, found, day, options.lang))
    else:
        show_routes(Console(), dossier, found, day, options.lang)
    return FINE if _some_way_in(found) else FINDINGS_BLOCK


def _some_way_in(found: Orientation) -> bool:
    return any(route.status is not RouteStatus.CLOSED for route in found.routes)


def validate(options: argparse.Namespace) -> int:
    """Read a CASE package tolerantly and tell everything that is wrong with it."""
    imported = import_package(_json_object(text_of(options.file, CASE_CHARACTERS)))
    console = Console()
    if imported.findings:
        told = complaints(imported.findings, options.file, options.lang)
        console.print(told, end="", markup=False, highlight=False)
    if blocking(imported.findings):
        return FINDINGS_BLOCK
    counts = sentence(
        "cli.framework-fine",
        options.lang,
        title=imported.framework.title.text(options.lang),
        count=len(imported.framework.outcomes),
    )
    console.print(counts, markup=False, highlight=False)
    return FINE


def _json_object(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadDataError([Finding.of("cli.not-json", f"line {error.lineno}")]) from None
    except RecursionError:
        raise BadDataError([Finding.of("cli.not-json")]) from None
    if not isinstance(found, dict):
        raise BadDataError([Finding.of("cli.not-an-object")])
    return found


def export(options: argparse.Namespace) -> int:
    """Write the framework as a strict CASE 1.1 package."""
    write_text(options.file, package_text(load_framework()), force=options.force)
    return FINE


def _print_json(found: dict[str, object]) -> None:
    write_text("-", json.dumps(found, ensure_ascii=False, indent=2) + "\n", force=True)
