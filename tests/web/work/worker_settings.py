"""The product with a kind of work that takes its time."""

from loopbrug.web.site.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.web.work.slow.SlowConfig"]  # noqa: F405
LOGGING = {"version": 1, "disable_existing_loggers": False}
