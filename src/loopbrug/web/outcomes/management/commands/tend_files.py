"""Look after the files of evidence: scan what waits for it, clear away what was left behind."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from loopbrug.web.outcomes.services.uploads import clear_uploads, scan_again

PATIENCE = timedelta(days=7)
"""An upload can be taken up again for a week; after that it is cleared away."""


class Command(BaseCommand):
    """Run it daily; running it twice does no harm."""

    help = "Scan files that were not scanned yet; remove uploads of more than a week ago."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Scan and clear, and say how many."""
        said = [state for _file, state in scan_again()]
        scanned = len(said) - said.count("not-scanned")
        left = clear_uploads(before=timezone.now() - PATIENCE)
        self.stdout.write(
            f"{scanned} scanned, {said.count('infected')} infected and removed, "
            f"{said.count('not-scanned')} still waiting; {left} left behind and removed"
        )
