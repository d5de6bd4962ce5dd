"""``python -m django send_letters``: try once more what could not be sent."""

from typing import Any

from django.core.management.base import BaseCommand

from loopbrug.web.post.services.sending import send_waiting


class Command(BaseCommand):
    """Send every letter that waits or failed, unless it was tried too often."""

    help = "Verstuurt e-mails die nog wachten of eerder niet lukten."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Send, and say how many left."""
        sent, failed = send_waiting()
        self.stdout.write(f"{sent} verstuurd, {failed} niet gelukt")
