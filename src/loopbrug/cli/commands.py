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
from loopbrug.core.outcomes.framework import load_framework, read_framework
from loopbrug.core.outcomes.model import Framework
from loopbrug.core.outcomes.validate import validate_text
from loopbrug.core.programme.model import Status
from loopbrug.core.terms.finding import BadDataError, blocking
from loopbrug.region.midden import load_region
from loopbrug.web.site.sentences.book import sentence

FINE, FINDINGS_BLOCK, BAD_INPUT = 0, 1, 2
CASE_CHARACTERS = 20_000_000
UNREADABLE = frozenset({"outcomes.file-not-json", "outcomes.file-not-yaml"})


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
    """Tell everything that is wrong with a framework file, or a CASE package, held strictly."""
    text = text_of(options.file, CASE_CHARACTERS)
    found = validate_text(text)
    if any(finding.code in UNREADABLE for finding in found):
        raise BadDataError(found)
    console = Console()
    if found:
        told = complaints(found, options.file, options.lang)
        console.print(told, end="", markup=False, highlight=False)
        return FINDINGS_BLOCK
    framework = _framework_in(text)
    fine = sentence(
        "cli.framework-fine",
        options.lang,
        title=framework.title.text(options.lang),
        count=len(framework.outcomes),
    )
    console.print(fine, markup=False, highlight=False)
    return FINE


def _framework_in(text: str) -> Framework:
    """Return the framework in a text that ``validate_text`` found sound."""
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return import_package(json.loads(text.lstrip("\ufeff"))).framework
    return read_framework(text)


def export(options: argparse.Namespace) -> int:
    """Write the framework as a strict CASE 1.1 package."""
    write_text(options.file, package_text(load_framework()), force=options.force)
    return FINE


def _print_json(found: dict[str, object]) -> None:
    write_text("-", json.dumps(found, ensure_ascii=False, indent=2) + "\n", force=True)
