"""The postman of a process: a thread that does its rounds, so that no visitor waits for mail."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Thread

from django.db import close_old_connections, connections
from django.utils import timezone

logger = logging.getLogger(__name__)
Round = Callable[[datetime], object]


@dataclass(slots=True)
class Postman:
    """Does every round each ``seconds``, and at once when there is something to send.

    A round is given the moment; one that fails is logged and done again the next time.
    """

    seconds: float = 60
    rounds: dict[str, Round] = field(default_factory=dict)
    _bell: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def walk(self, name: str, round_: Round) -> None:
        """Register a round; the same name again replaces it."""
        self.rounds[name] = round_

    def wake(self) -> bool:
        """Let the next round begin now; return whether there is a postman here."""
        if self._thread is None or not self._thread.is_alive():
            return False
        self._bell.set()
        return True

    def start(self) -> None:
        """Begin, once per process; it ends with the process."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._work, name="postman", daemon=True)
            self._thread.start()

    def once(self, now: datetime) -> None:
        """Do every round once."""
        for name, round_ in self.rounds.items():
            try:
                round_(now)
            except Exception:
                logger.exception("the round %s failed", name)

    def _work(self) -> None:
        while True:
            close_old_connections()
            self.once(timezone.now())
            # An idle connection would hold a database that wants to stop or move.
            connections.close_all()
            self._bell.wait(self.seconds)
            self._bell.clear()


POSTMAN = Postman()
