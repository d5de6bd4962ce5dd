"""``python -m loopbrug.web.site.start``: set up, load the demo once, serve, and say where."""

import argparse
import errno
import os
import shutil
import socket
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.db.utils import OperationalError

NEEDED_BYTES = 50_000_000


def main() -> None:
    """Start the product; every way it can fail ends in one sentence and exit code 1."""
    options = _options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loopbrug.web.site.settings")
    _check_port(options.host, options.port)
    _check_disk()
    address = f"http://{options.host}:{options.port}/"
    os.environ.setdefault("LOOPBRUG_ADDRESS", address)
    _prepare()
    print(_welcome(address), flush=True)  # noqa: T201
    _serve(options.host, options.port)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make run")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    return parser.parse_args()


def _check_port(host: str, port: int) -> None:
    if not 0 < port < 2**16:
        _stop(f"{port} is not a port; choose one from 1 to 65535, as in: make run PORT=8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            taken = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error})"
            _stop(f"Port {port} {taken}. Choose another, as in: make run PORT={port + 1}")


def _check_disk() -> None:
    var = Path(os.environ.get("LOOPBRUG_VAR") or "var").absolute()
    try:
        var.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(var).free
    except OSError as error:
        _stop(f"Loopbrug keeps its data in {var}, and cannot write there ({error.strerror}).")
    if free < NEEDED_BYTES:
        _stop(f"There is too little room on the disk of {var}: {free // 10**6} MB free, 50 needed.")


def _prepare() -> None:
    try:
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        # Answers of strangers are promised to be gone after a day.
        call_command("clearsessions")
        call_command("load_demo", "--once")
    except (OperationalError, OSError) as error:
        _stop(f"The database cannot be used: {error}")


def _welcome(address: str) -> str:
    return (
        f"\nLoopbrug staat klaar op {address}\n"
        f"Binnenkomen als een van de mensen van de demo (zonder wachtwoord): {address}demo/\n"
        "Stoppen: Ctrl+C\n"
    )


def _serve(host: str, port: int) -> None:
    granian = Path(sys.executable).with_name("granian")
    os.execv(  # noqa: S606
        granian,
        [
            str(granian), "--interface", "wsgi", "--host", host, "--port", str(port),
            "--workers", "1", "--blocking-threads", "4", "--no-access-log",
            "--log-level", "warning", "loopbrug.web.site.wsgi:application",
        ],
    )  # fmt: skip


def _stop(sentence: str) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201
    raise SystemExit(1)


if __name__ == "__main__":
    main()
