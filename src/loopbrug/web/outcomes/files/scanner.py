"""The virus scanner behind a port: ClamAV when the installation has one, otherwise nobody.

Speaks the INSTREAM command of clamd over TCP or a unix socket. A scanner that does not answer
is no scanner: the file counts as not scanned, never as clean.
"""

import logging
import socket
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)
PATIENCE_SECONDS = 30.0
BLOCK = 256 * 1024
LONGEST_ANSWER = 4_096

CLEAN, INFECTED, NOT_SCANNED = "clean", "infected", "not-scanned"


@dataclass(frozen=True, slots=True)
class Scan:
    """What the scanner said: ``state`` is clean, infected or not-scanned; ``virus`` its name."""

    state: str
    virus: str = ""


def scan(path: Path) -> Scan:
    """Return what the scanner says of a file; "not-scanned" without one, or when it fails."""
    address = settings.CLAMAV
    if not address:
        return Scan(NOT_SCANNED)
    try:
        answer = _ask(address, path)
    except (OSError, ValueError) as error:
        logger.warning("the virus scanner at %s does not answer: %s", address, error)
        return Scan(NOT_SCANNED)
    return _read(answer)


def _ask(address: str, path: Path) -> str:
    """Send the file to the scanner; return its answer in one line."""
    with _connected(address) as line, path.open("rb") as file:
        line.sendall(b"zINSTREAM\0")
        while block := file.read(BLOCK):
            line.sendall(len(block).to_bytes(4) + block)
        line.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            received = line.recv(LONGEST_ANSWER)
            if not received:
                break
            answer += received
    return answer.rstrip(b"\0\n").decode("utf-8", errors="replace")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE_SECONDS)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE_SECONDS)


def _read(answer: str) -> Scan:
    """Return what an answer says, as in "stream: OK" or "stream: Some.Virus FOUND"."""
    said = answer.partition(": ")[2]
    if said == "OK":
        return Scan(CLEAN)
    if said.endswith(" FOUND"):
        return Scan(INFECTED, said.removesuffix(" FOUND"))
    logger.warning("the virus scanner answered: %s", answer[:200])
    return Scan(NOT_SCANNED)
