"""The scanner port against a small server that speaks as clamd does."""

import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from pytest_django import Settings

from loopbrug.web.outcomes.files.scanner import Scan, scan


class Clamd(socketserver.StreamRequestHandler):
    """Takes a stream, and answers by what it holds."""

    seen: ClassVar[list[bytes]] = []

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(self.rfile.read(4)):
            content += self.rfile.read(length)
        self.seen.append(content)
        if content == b"silence":
            return
        if content == b"too much":
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
        else:
            said = b"Eicar-Test-Signature FOUND" if b"EICAR" in content else b"OK"
            self.wfile.write(b"stream: " + said + b"\0")


@pytest.fixture
def clamd(settings: Settings) -> Iterator[None]:
    Clamd.seen.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        yield from _serving(server, settings, f"127.0.0.1:{server.server_address[1]}")


@pytest.fixture
def clamd_socket(settings: Settings, tmp_path: Path) -> Iterator[None]:
    place = str(tmp_path / "clamd.sock")
    with socketserver.ThreadingUnixStreamServer(place, Clamd) as server:
        yield from _serving(server, settings, place)


def _serving(server: Any, settings: Settings, address: str) -> Iterator[None]:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.CLAMAV = address
    yield
    server.shutdown()


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "file"
    path.write_bytes(content)
    return path


@pytest.mark.usefixtures("clamd")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"een gewone les", Scan("clean")),
        (b"EICAR", Scan("infected", "Eicar-Test-Signature")),
        (b"too much", Scan("not-scanned")),
        (b"silence", Scan("not-scanned")),
    ],
)
def test_scan_says_what_the_scanner_says(tmp_path: Path, content: bytes, said: Scan) -> None:
    assert scan(written(tmp_path, content)) == said


@pytest.mark.usefixtures("clamd")
def test_scan_sends_every_byte(tmp_path: Path) -> None:
    content = bytes(range(256)) * 4000
    scan(written(tmp_path, content))
    assert Clamd.seen == [content]


@pytest.mark.usefixtures("clamd_socket")
def test_scan_speaks_over_a_unix_socket(tmp_path: Path) -> None:
    assert scan(written(tmp_path, b"EICAR")) == Scan("infected", "Eicar-Test-Signature")


@pytest.mark.parametrize("address", ["", "127.0.0.1:9", "nonsense", "/no/such/socket"])
def test_scan_without_a_scanner_is_never_clean(
    tmp_path: Path, settings: Settings, address: str
) -> None:
    settings.CLAMAV = address
    assert scan(written(tmp_path, b"les")) == Scan("not-scanned")
