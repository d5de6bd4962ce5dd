"""``reckon_forecasts``: answer every forecast that somebody waits for, and stop."""

import os
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand

from loopbrug.web.assessment.services.forecasts import reckon_waiting

_POLITE = 10


class Command(BaseCommand):
    """Started by the pages themselves; a scheduler may run it as well."""

    help = "Answer every forecast that somebody waits for, and stop."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Reckon, giving way to whoever serves pages."""
        with suppress(OSError, AttributeError):
            os.nice(_POLITE)
        answered = reckon_waiting()
        if options["verbosity"] > 1:
            self.stdout.write(f"{answered} forecasts answered.")
