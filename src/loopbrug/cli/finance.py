"""``loopbrug finance``: what somebody earns and costs, who pays which part, and why."""

import argparse
import json
from collections.abc import Callable
from datetime import date

from rich.console import Console

from loopbrug.cli.files import text_of, write_text
from loopbrug.cli.finance_form import finance_object
from loopbrug.cli.finance_private import private_object, show_private
from loopbrug.cli.page import Page
from loopbrug.cli.show_finance import show_finance
from loopbrug.core.bridge.build import build_bridge
from loopbrug.core.bridge.dossier_file import read_dossier
from loopbrug.core.bridge.money import finance_case
from loopbrug.core.finance.business import business_case
from loopbrug.core.finance.model import FinanceCase
from loopbrug.core.law.loader import load_law
from loopbrug.core.terms.finding import blocking
from loopbrug.region.midden import load_region
from loopbrug.web.site.sentences.book import sentence

FINE, FINDINGS_BLOCK = 0, 1


def add_finance(
    add: Callable[..., argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    language: str,
    day: Callable[[str], date],
) -> None:
    """Add ``finance`` with its words to the command; ``add`` makes a new one."""

    def says(code: str) -> str:
        return sentence(code, language)

    door = add("finance", parents=[shared], help=says("cli.help-finance"))
    door.description = says("cli.help-finance-about")
    door.add_argument("file", metavar="FILE", help=says("cli.help-file"))
    door.add_argument("--json", action="store_true", help=says("cli.help-finance-json"))
    door.add_argument("--day", type=day, metavar="YYYY-MM-DD", help=says("cli.help-day"))
    door.add_argument("--private", action="store_true", help=says("cli.help-finance-private"))
    door.set_defaults(run=run_finance)


def run_finance(options: argparse.Namespace) -> int:
    """Print the business case of a dossier; return 1 when a finding blocks it, else 0."""
    case = _case(options)
    found = business_case(case, load_law())
    if options.json:
        told = finance_object(case, found, options.lang)
        if found.private:
            told["private"] = private_object(found.private, options.lang)
        text = json.dumps(told, ensure_ascii=False, indent=2)
        write_text("-", text + "\n", force=True)
    else:
        page = Page(Console(), options.lang)
        show_finance(page, case, found)
        if found.private:
            show_private(page, found.private)
    return FINDINGS_BLOCK if blocking(found.findings) else FINE


def _case(options: argparse.Namespace) -> FinanceCase:
    region = load_region()
    dossier = read_dossier(text_of(options.file), region.places)
    # The day of today comes in here and in ``commands``: the core never looks at a clock.
    day = options.day or date.today()  # noqa: DTZ011
    bridge = build_bridge(dossier, region, load_law(), day)
    return finance_case(dossier, bridge, private=options.private)
