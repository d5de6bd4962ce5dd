"""Where heavy work is computed: here in turn, in processes here, or on a Dask cluster.

One setting says it, ``LOOPBRUG_COMPUTE``: ``serial``, ``processes`` (when nothing is said),
``dask`` for workers on this machine, or ``dask:tcp://host:8786`` for a cluster that is there.
``distributed`` is an optional library: it is touched here only, and only when it is chosen.
"""

import multiprocessing
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

from loopbrug.core.programme.cohort.workers import Spread, in_turn
from loopbrug.core.terms.finding import BadDataError, Finding

SETTING = "LOOPBRUG_COMPUTE"
SERIAL, PROCESSES, DASK = "serial", "processes", "dask"
WAIT_SECONDS = 10


def compute_setting(environment: Mapping[str, str] = os.environ) -> str:
    """Return where to compute, as the installation says it."""
    return environment.get(SETTING, "").strip() or PROCESSES


def workers_here() -> int:
    """Return how many workers suit this machine."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)


@contextmanager
def spread_by(setting: str, workers: int) -> Iterator[Spread]:
    """Give what spreads work as ``setting`` says, and put everything away after.

    Raises ``BadDataError`` for a setting that is none, a library that is not installed, or a
    cluster that does not answer.
    """
    kind, _, address = setting.partition(":")
    if kind not in {SERIAL, PROCESSES, DASK} or (address and kind != DASK):
        raise BadDataError([Finding.of("cli.compute-unknown", found=setting)])
    if kind == SERIAL:
        yield in_turn
    elif kind == PROCESSES:
        # Started anew, not forked: the search has threads of its own, which a fork would lose.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            yield pool.map
    else:
        yield from _on_dask(address, workers)


def _on_dask(address: str, workers: int) -> Iterator[Spread]:
    distributed = _distributed()
    try:
        client = distributed.Client(address, timeout=WAIT_SECONDS) if address else (
            distributed.Client(
                n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0"
            )
        )  # fmt: skip
    except (OSError, ValueError) as error:
        raise BadDataError([Finding.of("cli.compute-no-cluster", address=address)]) from error
    with client:
        yield client.get_executor(pure=False).map


def _distributed() -> ModuleType:
    try:
        return import_module("distributed")
    except ImportError:
        raise BadDataError([Finding.of("cli.compute-no-dask")]) from None
