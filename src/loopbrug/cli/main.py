"""The command ``loopbrug``: a dossier in, a bridge out, in a terminal or as JSON."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version

from loopbrug.cli import commands
from loopbrug.cli.assess import add_assess
from loopbrug.cli.files import complaints
from loopbrug.cli.finance import add_finance
from loopbrug.cli.programme import add_programme
from loopbrug.core.law.model import NoLawInForceError
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.site.sentences.book import LANGUAGES, sentence

_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0, 1 (findings that block) or 2 (bad input)."""
    _survive_odd_terminals()
    options = _parser(_language_of_the_shell()).parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BadDataError as error:
        sys.stderr.write(complaints(error.findings, options.file, options.lang))
        return commands.BAD_INPUT
    except NoLawInForceError as error:
        unknown = Finding.of("cli.no-law", parameter=error.name, on_day=error.day)
        sys.stderr.write(complaints([unknown], options.file, options.lang))
        return commands.BAD_INPUT
    except BrokenPipeError:
        # Whoever reads us has seen enough (head, a closed pager): leave without a word.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return commands.FINE
    return code


def _survive_odd_terminals() -> None:
    """Let a terminal that cannot show a character show another, not end the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def _language_of_the_shell() -> str:
    settings = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "en" if next((each for each in settings if each), "").startswith("en") else "nl"


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        language = _language_of_the_shell()
        raise argparse.ArgumentTypeError(sentence("cli.day-wrong", language, found=text))
    return day


def _parser(language: str) -> argparse.ArgumentParser:
    def says(code: str) -> str:
        return sentence(code, language)

    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--lang", choices=LANGUAGES, default=language, help=says("cli.help-lang"))
    parser = argparse.ArgumentParser("loopbrug", description=says("cli.help"))
    parser.add_argument("--version", action="version", version=f"loopbrug {version('loopbrug')}")
    doors = parser.add_subparsers(
        required=True, metavar="{bridge,routes,finance,framework,assess,programme}"
    )
    for name, run in (("bridge", commands.bridge), ("routes", commands.routes)):
        door = doors.add_parser(name, parents=[shared], help=says(f"cli.help-{name}"))
        door.add_argument("file", metavar="FILE", help=says("cli.help-file"))
        door.add_argument("--json", action="store_true", help=says("cli.help-json"))
        door.add_argument("--day", type=_day, metavar="YYYY-MM-DD", help=says("cli.help-day"))
        door.set_defaults(run=run)
    framework = doors.add_parser("framework", help=says("cli.help-framework"))
    inside = framework.add_subparsers(required=True, metavar="{validate,export}")
    check = inside.add_parser("validate", parents=[shared], help=says("cli.help-validate"))
    check.add_argument("file", metavar="FILE", help=says("cli.help-case-file"))
    check.set_defaults(run=commands.validate)
    export = inside.add_parser("export", parents=[shared], help=says("cli.help-export"))
    export.add_argument("file", metavar="FILE", nargs="?", default="-", help=says("cli.help-out"))
    export.add_argument("--force", action="store_true", help=says("cli.help-force"))
    export.set_defaults(run=commands.export)
    add_finance(doors.add_parser, shared, language, _day)
    add_assess(doors.add_parser, shared, language)
    add_programme(doors.add_parser, shared, language)
    return parser
