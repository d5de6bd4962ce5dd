"""``load_demo``: the demo region, loaded once or brought up to date."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from loopbrug.web.accounts.queries import user_with_email
from loopbrug.web.post.services.sending import sent_nowhere
from loopbrug.web.site.demo import load
from loopbrug.web.site.demo.catalogue import keep_demo_catalogue
from loopbrug.web.site.demo.examples import NoExamplesError
from loopbrug.web.site.demo.offers import keep_demo_offers
from loopbrug.web.site.demo.pool import keep_demo_pool


class Command(BaseCommand):
    """Loads the demo region; what is there already stays as it is."""

    help = "Load the demo region: organisations, people, and ten dossiers, each with a story."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a day to load for, and whether a demo that is there should be left alone."""
        parser.add_argument("--once", action="store_true", help="only when there is no demo yet")
        parser.add_argument("--day", help="the day the stories count back from (YYYY-MM-DD)")

    def handle(self, *_args: Any, once: bool, day: str | None, **options: Any) -> None:
        """Load, and say what changed."""
        if once and not load.is_empty():
            return
        today = _day(day)
        tally = load.Tally()
        load.load_places(tally)
        load.load_helpers(tally)
        load.load_assessing(tally)
        tally.catalogues += keep_demo_catalogue(today)
        tally.offers += keep_demo_offers()
        manager = user_with_email("foundation@demo.loopbrug.example")
        tally.places += keep_demo_pool(manager, today)
        try:
            # These stories are of the past: their letters stand in the log and go nowhere.
            with sent_nowhere():
                load.load_candidates(tally, today)
        except NoExamplesError as error:
            self.stderr.write(str(error))
        if options["verbosity"]:
            self.stdout.write(_told(tally))


def _told(tally: load.Tally) -> str:
    if tally.nothing:
        return "The demo region is up to date: nothing changed."
    return (
        f"The demo region is loaded: {tally.organisations} organisations, {tally.people} people, "
        f"{tally.dossiers} dossiers, {tally.offers} offers, "
        f"{tally.places} places in the pool and {tally.catalogues} catalogues are new or changed."
    )


def _day(text: str | None) -> date:
    if text is None:
        return timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--day wants a day as in 2026-11-23, not {text!r}.") from None
