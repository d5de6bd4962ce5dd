"""``python -m django send_reminders``: write today's reminders, one letter per person at most."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from loopbrug.web.post.services.reminding import send_reminders


class Command(BaseCommand):
    """Write reminders; a second time on a day changes nothing."""

    help = "Schrijft de herinneringen van vandaag: hoogstens één e-mail per persoon per dag."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take another day than today, to see what it would bring."""
        parser.add_argument("--day", help="een andere dag dan vandaag (JJJJ-MM-DD)")

    def handle(self, *_args: Any, day: str | None, **_options: Any) -> None:
        """Write, and say how many."""
        self.stdout.write(f"{send_reminders(_day(day))} herinneringen geschreven")


def _day(text: str | None) -> date:
    if text is None:
        return timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--day wants a day as in 2026-11-23, not {text!r}.") from None
