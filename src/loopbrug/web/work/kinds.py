"""Which task does which kind of work: each room says so of its own when it opens."""

from django_tasks.base import Task

RunTask = Task[[int], None]
"""A task that is given the key of a run."""
_TASKS: dict[str, RunTask] = {}


def done_by(kind: str, task: RunTask) -> None:
    """Let ``task`` do work of a kind; the same kind again replaces it."""
    _TASKS[kind] = task


def task_for(kind: str) -> RunTask | None:
    """Return the task for a kind, or None for one that no room knows (any more)."""
    return _TASKS.get(kind)
