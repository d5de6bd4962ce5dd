"""Long work in tests: done when the test says so."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Self

from django.db import connection
from django.utils import timezone
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend

from loopbrug.web.work.kinds import task_for
from loopbrug.web.work.models import Run
from loopbrug.web.work.queries import free


def do_waiting() -> int:
    """Do everything that somebody waits for; return how much of it was done."""
    keys = []
    for run in free(timezone.now()):
        task = task_for(run.kind)
        assert task is not None
        task.call(run.pk)
        keys.append(run.pk)
    return Run.objects.filter(pk__in=keys, outcome=Run.Outcome.DONE).count()


def let_lapse() -> None:
    """Let so much time go by without a sign of life that nobody counts as at work."""
    Run.objects.exclude(lease_until=None).update(lease_until=timezone.now() - timedelta(seconds=1))


class database_queue:  # noqa: N801
    """Let work wait in the database, as an installation does."""

    def __enter__(self) -> None:
        task_backends["default"] = DatabaseBackend("default", {})

    def __exit__(self, *_about: object) -> None:
        del task_backends["default"]


ROOT = Path(__file__).resolve().parents[2]


class Worker:
    """A real worker process on the database of the test."""

    def __init__(self, *options: str, settings: str = "tests.web.work.worker_settings") -> None:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": settings,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "LOOPBRUG_DATABASE_URL": _address(),
            "LOOPBRUG_WORK_LEASE": "2",
        }
        command = [sys.executable, "-W", "ignore", "-m", "django", "work", *options]
        self.process = subprocess.Popen(  # noqa: S603
            command, env=environment, cwd=ROOT, stdin=subprocess.PIPE
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_about: object) -> None:
        self.process.kill()
        self.process.wait(10)
        assert self.process.stdin is not None
        self.process.stdin.close()

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def close_pipe(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()

    def ended(self, seconds: float = 60) -> int:
        """Wait for its end; return its exit code."""
        return self.process.wait(seconds)


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so; fail when it takes too long."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.05)


def _address() -> str:
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    host = found["OPTIONS"].get("host") or found["HOST"]
    return f"postgresql://{found['USER']}@/{found['NAME']}?host={host}"
