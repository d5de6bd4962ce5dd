"""A real browser, the demo region loaded, and axe on every page that is walked."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Error as PageError
from playwright.sync_api import Page

# Playwright's sync door runs an event loop, in which Django otherwise refuses its database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = next(
    (
        path
        for name in (
            os.environ.get("CHROMIUM_PATH"),
            "chromium",
            "chromium-browser",
            "google-chrome",
        )
        if name and (path := shutil.which(name))
    ),
    None,
)
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
TODAY = date(2026, 11, 23)
PATIENCE = 3
"""How often a page that changes while it is looked at is looked at again."""
SCHEMES: tuple[Literal["dark", "light"], ...] = ("dark", "light")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what walks, keep it in one worker, and say loudly when there is no browser."""
    here = Path(__file__).parent
    why = "NO BROWSER: install Chromium (apt-get install chromium) or set CHROMIUM_PATH"
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=why))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Use the system's Chromium; as root it has no sandbox to offer."""
    arguments = dict(browser_type_launch_args, executable_path=CHROMIUM, args=FLAGS)
    if os.geteuid() == 0:
        arguments["chromium_sandbox"] = False
    return arguments


class Clock:
    """The product's clock: it stands on a fixed morning, runs, and can be set on."""

    def __init__(self) -> None:
        self.real = timezone.now
        self.started = self.real()
        self.morning = timezone.make_aware(datetime.combine(TODAY, time(10)))

    def now(self) -> datetime:
        """Return the moment it is for the product."""
        return self.morning + (self.real() - self.started)

    def go_on(self, days: int) -> None:
        """Let days go by."""
        self.morning += timedelta(days=days)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let the product live on a fixed day: the walks are the same in any month."""
    found = Clock()
    monkeypatch.setattr(timezone, "now", found.now)
    return found


_KEPT: list[sqlite3.Connection] = []
"""The demo as it was loaded first: what every walk starts from."""


@pytest.fixture
def demo(clock: Clock, transactional_db: None) -> None:
    """Load the demo region as it stands on a fixed day; a copy of it after the first time."""
    connection.ensure_connection()
    if connection.vendor == "sqlite" and _KEPT:
        _KEPT[0].backup(connection.connection)
        return
    call_command("load_demo", day=TODAY.isoformat(), verbosity=0)
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(copy)
        _KEPT.append(copy)


def _violations(axe: Axe, page: Page) -> list[dict[str, Any]]:
    """Return what axe finds on the page that is there once a click just made has landed."""
    for _ in range(PATIENCE):
        page.wait_for_load_state("load")
        try:
            return list(axe.run(page).response["violations"])
        except PageError:  # the next page came in under axe's feet
            continue
    raise AssertionError(f"{page.url} does not stand still")


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Return a check that fails on any violation axe finds on the page, by day or by night."""
    axe = Axe()

    def check(page: Page) -> None:
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            told = [
                f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes']][:3]}"
                for v in _violations(axe, page)
            ]
            assert not told, f"{page.url} ({scheme})\n" + "\n".join(told)

    return check


@pytest.fixture
def walker(page: Page, live_server: object) -> Iterator[Page]:
    """Return a page that collects errors of scripts and of the content policy, and fails on any."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    yield page
    assert not complaints, complaints
