"""``python -m django letter_returned 123``: say that a letter came back, as from a mail filter."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from loopbrug.web.post.queries import letter_with_key
from loopbrug.web.post.services.sending import mark_returned


class Command(BaseCommand):
    """Mark a letter as returned; its number stands in its header X-Loopbrug-Letter."""

    help = "Zegt dat een verstuurde e-mail terugkwam (nummer: header X-Loopbrug-Letter)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the number of the letter."""
        parser.add_argument("number", type=int)

    def handle(self, *_args: Any, number: int, **_options: Any) -> None:
        """Mark it, and say what was done."""
        letter = letter_with_key(number)
        if letter is None:
            raise CommandError(f"There is no letter {number}.")
        marked = mark_returned(actor=None, letter=letter)
        self.stdout.write("teruggekomen" if marked else "deze e-mail was niet verstuurd")
