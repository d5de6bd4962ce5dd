"""Acts in the same second: threads with a database connection each.

SQLite's test database lives in memory, where threads share one connection; here they get a copy
in a file, as an installation has. PostgreSQL's test database is used as it is: `make test` runs
everything marked ``together`` a second time on a server of its own (``tools/postgres.sh``).
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread
from typing import TypeVar

import pytest
from django.db import connection, connections

Outcome = object
Given = TypeVar("Given")

SAME_SECOND = [
    pytest.mark.together,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("meeting"),
]
"""What a test of acts in the same second is marked with."""


@contextmanager
def real_database(folder: Path) -> Iterator[None]:
    """Let threads that start within meet in a database in ``folder``, or in PostgreSQL."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    copy = folder / "together.sqlite3"
    target = sqlite3.connect(copy)
    connection.connection.backup(target)
    target.close()
    settings = connections.settings["default"]
    was = settings["NAME"]
    settings["NAME"] = str(copy)
    try:
        yield
    finally:
        settings["NAME"] = was


def at_once(*acts: Callable[[], Outcome]) -> list[Outcome]:
    """Let acts begin together; return what each gave back, or the error it raised."""
    barrier, found = Barrier(len(acts)), dict[int, Outcome]()

    def act(place: int) -> None:
        try:
            barrier.wait(10)
            found[place] = acts[place]()
        except Exception as error:  # noqa: BLE001
            found[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=act, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return [found[place] for place in range(len(acts))]


def alone(act: Callable[[], Given]) -> Given:
    """Do one act in a thread of its own, in the database the others meet in."""
    [found] = at_once(act)
    if isinstance(found, BaseException):
        raise found
    return found  # type: ignore[return-value]
