"""``python -m django tend_calendars``: read the calendars people subscribed to once more."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from loopbrug.web.assessment.services.feeds import tend


class Command(BaseCommand):
    """Run it every hour; running it twice at once does no harm."""

    help = "Leest de agenda's waarop mensen zich hebben geabonneerd opnieuw."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Read, and say how it went."""
        done = tend(timezone.now())
        self.stdout.write(
            f"{done.read} gewijzigd, {done.unchanged} ongewijzigd, {done.failed} niet gelukt, "
            f"{done.hit} afspraken geraakt; {done.drafts} oude voorvertoningen weg"
        )
