"""A worker beside the server that needs it: it begins when there is work, and ends with either."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from threading import Event, Lock

from django.conf import settings

LEAVING = Event()
"""Set in a worker that is told to end: what it has in hand is put down for another."""


@dataclass(slots=True)
class Beside:
    """The one worker process of this server.

    It reads from a pipe that only this process writes to: when the server ends, however it ends,
    the pipe closes and the worker leaves.
    """

    process: subprocess.Popen[bytes] | None = None
    lock: Lock = field(default_factory=Lock)

    def wake(self) -> bool:
        """See to it that a worker lives, if this installation keeps one beside its server."""
        if not settings.WORK_BESIDE:
            return False
        with self.lock:
            if self.process is None or self.process.poll() is not None:
                self.process = _begun()
        return True


def _begun() -> subprocess.Popen[bytes]:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    command = [sys.executable, "-m", "django", "work", "--beside"]
    # A session of its own: Ctrl+C ends the server, and the closing pipe ends the worker.
    return subprocess.Popen(  # noqa: S603
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


BESIDE = Beside()
