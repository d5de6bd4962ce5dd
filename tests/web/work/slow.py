"""Work that takes its time the first time, and leaves one user when it is done."""

import time

from django.apps import AppConfig
from django.utils.module_loading import import_string

from loopbrug.web.work.kinds import done_by

KIND = "test.slow"
STEPS = 600


class SlowConfig(AppConfig):
    name = "tests.web.work"
    label = "slow"

    def ready(self) -> None:
        done_by(KIND, import_string("tests.web.work.slow_tasks.slow"))


def pace(tries: int) -> float:
    """Seconds for each step: half a minute in all, or none for who takes it up."""
    return 0.05 if tries == 1 else 0


def sleep(tries: int) -> None:
    time.sleep(pace(tries))
