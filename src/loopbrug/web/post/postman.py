"""The postman of a process: threads that do their rounds, so that no visitor waits for mail."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Thread

from django.db import close_old_connections, connections
from django.utils import timezone

logger = logging.getLogger(__name__)
LETTERS = "letters"
Work = Callable[[datetime], object]


@dataclass(slots=True)
class Round:
    """Something that is done again and again, and at once when the ``bell`` rings."""

    work: Work
    bell: Event = field(default_factory=Event)
    thread: Thread | None = None


@dataclass(slots=True)
class Postman:
    """Does every round each ``seconds``, each in a thread of its own: a slow one holds up none.

    A round is given the moment; one that fails is logged and done again the next time.
    """

    seconds: float = 60
    rounds: dict[str, Round] = field(default_factory=dict)

    def walk(self, name: str, work: Work) -> None:
        """Register a round; the same name again replaces it."""
        self.rounds[name] = Round(work)

    def wake(self) -> bool:
        """Let letters leave now; return whether there is a postman here."""
        letters = self.rounds.get(LETTERS)
        if letters is None or letters.thread is None or not letters.thread.is_alive():
            return False
        letters.bell.set()
        return True

    def start(self) -> None:
        """Begin, once per process; it ends with the process."""
        for name, one in self.rounds.items():
            if one.thread is None or not one.thread.is_alive():
                one.thread = Thread(target=self._walk, args=(name, one), name=name, daemon=True)
                one.thread.start()

    def once(self, now: datetime) -> None:
        """Do every round once, here."""
        for name, one in self.rounds.items():
            _do(name, one, now)

    def _walk(self, name: str, one: Round) -> None:
        while True:
            close_old_connections()
            _do(name, one, timezone.now())
            # An idle connection would hold a database that wants to stop or move.
            connections.close_all()
            one.bell.wait(self.seconds)
            one.bell.clear()


def _do(name: str, one: Round, now: datetime) -> None:
    try:
        one.work(now)
    except Exception:
        logger.exception("the round %s failed", name)


POSTMAN = Postman()
