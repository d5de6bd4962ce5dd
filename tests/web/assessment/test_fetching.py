"""Fetching a calendar from a server on this machine: what is refused, and what has an end."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pytest_django import Settings

from loopbrug.core.assessment.ical import MAX_BYTES
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.assessment import fetching
from loopbrug.web.assessment.fetching import fetch_calendar, is_open

CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"

BOMB = gzip.compress(b"\0" * (MAX_BYTES * 20), 1)


class Pages(BaseHTTPRequestHandler):
    """A server with every kind of bad day."""

    def log_message(self, *_about: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        with suppress(OSError):
            getattr(self, "page_" + self.path.strip("/").replace("-", "_").split("?")[0])()

    def give(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page_good(self) -> None:
        if self.headers["If-None-Match"] == '"one"':
            self.give(304)
            return
        self.give(200, CALENDAR, ETag='"one"', Last_Modified="Mon, 23 Nov 2026 08:00:00 GMT")

    def page_packed(self) -> None:
        self.give(200, gzip.compress(CALENDAR), Content_Encoding="gzip")

    def page_bomb(self) -> None:
        self.give(200, BOMB, Content_Encoding="gzip")

    def page_page(self) -> None:
        self.give(200, b"\n <!DOCTYPE html><html><body>Log in</body></html>")

    def page_moved(self) -> None:
        self.give(301, Location="/good")

    def page_ring(self) -> None:
        self.give(302, Location="/ring")

    def page_to_plain(self) -> None:
        self.give(302, Location="ftp://example.org/a.ics")

    def page_gone(self) -> None:
        self.give(404)

    def page_secret(self) -> None:
        self.give(403)

    def page_broken(self) -> None:
        self.give(500)

    def page_says_huge(self) -> None:
        self.give(200, b"x", Content_Length=str(MAX_BYTES + 1))

    def page_is_huge(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(MAX_BYTES // 100_000 + 2):
            self.wfile.write(b"x" * 100_000)

    def page_short(self) -> None:
        self.give(200, CALENDAR, Content_Length="4000")

    def page_drips(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def page_drips_headers(self) -> None:
        for _ in range(200):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    pages = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    pages.daemon_threads = True
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{pages.server_address[1]}"
    pages.shutdown()
    pages.server_close()


@pytest.fixture
def _local(settings: Settings) -> None:
    settings.FEEDS_FROM_LOCAL = True


def code_of(address: str) -> str:
    with pytest.raises(BadDataError) as refused:
        fetch_calendar(address)
    return refused.value.findings[0].code.removeprefix("assessment.feed-")


@pytest.mark.usefixtures("_local")
def test_fetch_brings_the_calendar_and_next_time_only_when_it_changed(server: str) -> None:
    first = fetch_calendar(f"{server}/good")

    assert first.content == CALENDAR
    assert fetch_calendar(f"{server}/good", first.etag, first.modified).content is None


@pytest.mark.usefixtures("_local")
@pytest.mark.parametrize("path", ["moved", "packed"])
def test_fetch_follows_and_unpacks(server: str, path: str) -> None:
    assert fetch_calendar(f"{server}/{path}").content == CALENDAR


@pytest.mark.usefixtures("_local")
@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("page", "is-page"), ("ring", "redirects"), ("to-plain", "not-https"), ("gone", "gone"),
        ("secret", "forbidden"), ("broken", "server-error"), ("says-huge", "too-large"),
        ("is-huge", "too-large"), ("bomb", "too-large"), ("short", "broken-off"),
    ],
)  # fmt: skip
def test_fetch_says_what_is_wrong(server: str, path: str, code: str) -> None:
    assert code_of(f"{server}/{path}") == code


@pytest.mark.usefixtures("_local")
@pytest.mark.parametrize("path", ["drips", "drips-headers"])
def test_fetch_ends_however_slowly_the_other_side_drips(
    server: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.4)
    began = time.monotonic()

    assert code_of(f"{server}/{path}") == "timeout"
    assert time.monotonic() - began < 5


@pytest.mark.usefixtures("_local")
def test_fetch_ends_when_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.4)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        assert code_of(f"http://127.0.0.1:{deaf.getsockname()[1]}/a.ics") == "timeout"


@pytest.mark.usefixtures("_local")
def test_fetch_says_when_there_is_no_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert code_of(f"http://127.0.0.1:{port}/a.ics") == "unreachable"


@pytest.mark.usefixtures("_local")
def test_fetch_refuses_what_speaks_no_tls(server: str) -> None:
    assert code_of(f"{server}/good".replace("http:", "https:")) == "insecure"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://example.org/a.ics", "not-https"),
        ("file:///etc/passwd", "not-https"),
        ("banaan", "not-https"),
        ("https://", "address-unreadable"),
        ("https://[::1", "address-unreadable"),
        ("https://example.org:99999/", "address-unreadable"),
        ("https://example.org/" + "a" * 600, "address-unreadable"),
        ("https://ik:geheim@example.org/a.ics", "address-password"),
        ("https://example.org:8080/a.ics", "address-port"),
        ("https://127.0.0.1/a.ics", "address-private"),
        ("https://localhost/a.ics", "address-private"),
        ("https://127.1/a.ics", "address-private"),
        ("https://2130706433/a.ics", "address-private"),
        ("https://[::1]/a.ics", "address-private"),
        ("https://[::ffff:10.0.0.1]/a.ics", "address-private"),
        ("https://169.254.169.254/latest/", "address-private"),
        ("webcal://192.168.1.4/a.ics", "address-private"),
    ],
)
def test_fetch_never_asks_an_address_of_our_own(address: str, code: str) -> None:
    assert code_of(address) == code


def test_fetch_checks_where_a_name_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads to one open and one private address is refused: it may answer either."""

    def looked_up(*_about: object, **_more: object) -> list[tuple[object, ...]]:
        found = ("93.184.215.14", "10.0.0.5")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (at, 443)) for at in found]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    assert code_of("https://agenda.example.org/a.ics") == "address-private"


def test_fetch_checks_a_redirect_like_the_first_address(
    server: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FEEDS_FROM_LOCAL = True
    checked = fetching.checked_address

    def then_strict(address: str) -> object:
        place = checked(address)
        if address.endswith("/good"):
            settings.FEEDS_FROM_LOCAL = False
        return place

    monkeypatch.setattr(fetching, "checked_address", then_strict)
    assert code_of(f"{server}/moved") == "address-private"


def test_fetch_says_when_a_name_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_about: object, **_more: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert code_of("https://nergens.example/a.ics") == "host-unknown"


@pytest.mark.parametrize(
    ("address", "is_it"),
    [
        ("93.184.215.14", True), ("2606:4700::1111", True), ("0.0.0.7", False),
        ("100.64.0.1", False), ("172.16.0.1", False), ("224.0.0.1", False), ("fd00::1", False),
        ("fe80::1%eth0", False), ("64:ff9b::a00:1", False), ("2002:7f00:1::", False),
        ("iets", False),
    ],
)  # fmt: skip
def test_only_the_open_internet_is_open(address: str, is_it: bool) -> None:
    assert is_open(address) is is_it
