"""``python -m django work``: do the long work that people ask for."""

import os
import signal
import sys
from argparse import ArgumentParser
from contextlib import suppress
from threading import Thread
from time import sleep
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.crypto import get_random_string
from django_tasks import task_backends
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker

from loopbrug.web.work.beside import LEAVING
from loopbrug.web.work.services import take_up

_POLITE, _GRACE, _SOME = 10, 10, 1024


class Command(BaseCommand):
    """As many of these as there are processors to spare, on any machine with the database."""

    help = "Do the long work that people ask for; goes on until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how long to go on."""
        parser.add_argument("--once", action="store_true", help="end when nothing is left to do")
        parser.add_argument(
            "--beside",
            action="store_true",
            help="as --once, and end when the standard input closes: the server starts it so",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Work, giving way to whoever serves pages."""
        queue: object = task_backends["default"]
        if not isinstance(queue, DatabaseBackend):
            raise CommandError("LOOPBRUG_TASKS names another queue: start that one's own worker.")
        with suppress(OSError, AttributeError):
            os.nice(_POLITE)
        if options["beside"]:
            Thread(target=_watch, daemon=True).start()
        call_command("prune_db_task_results", verbosity=0)
        take_up()
        worker = _worker(ends=options["once"] or options["beside"])
        worker.configure_signals()
        worker.run()


class _LeavingWorker(Worker):
    """A worker that, told to end, puts down what it has in hand instead of finishing it."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Tell the work first."""
        LEAVING.set()
        super().shutdown(signum, frame)


def _worker(*, ends: bool) -> Worker:
    return _LeavingWorker(
        queue_names=["*"],
        interval=1,
        batch=ends,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


def _watch() -> None:
    """End with the server: the pipe closes when it is gone, however it went.

    Read from the pipe itself: a thread that holds the lock of the buffer makes Python abort when
    the worker is done and ends.
    """
    while os.read(sys.stdin.fileno(), _SOME):
        pass
    LEAVING.set()
    os.kill(os.getpid(), signal.SIGTERM)
    sleep(_GRACE)
    # An engine that does not look up: another worker takes it up when the lease is over.
    os._exit(1)
