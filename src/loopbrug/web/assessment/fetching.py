"""Getting a calendar from an address that somebody typed: politely, briefly, and never from inside.

An address of a stranger can point at our own network. So every host is looked up first, only
addresses of the open internet are connected to (exactly the one that was checked), and each
redirect is checked like the first address. Time and size have an end whatever the other side does.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from time import monotonic
from typing import Any, Protocol
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

from loopbrug.core.assessment.ical import MAX_BYTES
from loopbrug.core.terms.finding import BadDataError, Finding

SECONDS = 10.0
"""For everything together: looking up, connecting, redirects, reading."""
MAX_REDIRECTS = 4
_PIECE = 65_536
_HTTPS, _HTTP = 443, 80
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_Found = Sequence[tuple[int, int, int, str, tuple[Any, ...]]]
_AGENT = "Loopbrug calendar reader"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back; ``content`` None: unchanged since the last time."""

    content: bytes | None
    etag: str = ""
    modified: str = ""


class Fetch(Protocol):
    """Gets a calendar; tests bring their own."""

    def __call__(self, address: str, etag: str = "", modified: str = "") -> Fetched:
        """Return what is there; raises ``BadDataError`` with one finding when it cannot be had."""


def fetch_calendar(address: str, etag: str = "", modified: str = "") -> Fetched:
    """Return the calendar at an address, at most ``MAX_BYTES`` of it, within ``SECONDS``.

    ``etag`` and ``modified`` are what the last answer said: then it may be unchanged. Raises
    ``BadDataError`` with one finding: what is wrong with the address or the answer.
    """
    ends = monotonic() + SECONDS
    asked = _headers(etag, modified)
    for _ in range(MAX_REDIRECTS + 1):
        place = checked_address(address)
        with _answer(place, asked, ends) as answer:
            if answer.status not in _REDIRECTS:
                return _read(answer, ends)
            address = urljoin(address, answer.getheader("Location", ""))
    raise _refused(Finding.of("assessment.feed-redirects"))


def checked_address(address: str) -> SplitResult:
    """Return the parts of an address that may be asked; raises ``BadDataError``."""
    try:
        place = urlsplit(address.strip())
        host, port = place.hostname, place.port
    except ValueError as error:
        raise _refused(Finding.of("assessment.feed-address-unreadable")) from error
    if place.scheme == "webcal":
        place = place._replace(scheme="https")
    local: bool = settings.FEEDS_FROM_LOCAL
    if place.scheme != "https" and not (local and place.scheme == "http"):
        raise _refused(Finding.of("assessment.feed-not-https"))
    if not host or len(address) > 500:  # noqa: PLR2004
        raise _refused(Finding.of("assessment.feed-address-unreadable"))
    if place.username or place.password:
        raise _refused(Finding.of("assessment.feed-address-password"))
    if port not in (None, _HTTPS) and not local:
        raise _refused(Finding.of("assessment.feed-address-port"))
    return place


def _headers(etag: str, modified: str) -> Mapping[str, str]:
    known = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {
        "User-Agent": _AGENT,
        "Accept": "text/calendar, text/plain;q=0.5",
        "Accept-Encoding": "identity",
        **{name: value for name, value in known.items() if value},
    }


@contextmanager
def _answer(
    place: SplitResult, headers: Mapping[str, str], ends: float
) -> Iterator[http.client.HTTPResponse]:
    """Give the answer of a place; every way in which a network can fail becomes a finding."""
    try:
        wire = _connected(place, ends)
        with _cut_off(wire, ends), _secured(wire, place) as stream:
            connection = _kind(place)(place.hostname or "", place.port)
            connection.sock = stream
            path = (place.path or "/") + (f"?{place.query}" if place.query else "")
            connection.request("GET", _ascii(path), headers=dict(headers))
            # The answer holds on to the connection: both are closed, whatever happened.
            with closing(connection), connection.getresponse() as answer:
                yield answer
    except BadDataError:
        raise
    except (http.client.HTTPException, OSError, ValueError) as error:
        raise _told(error, late=monotonic() >= ends) from error


def _kind(place: SplitResult) -> type[http.client.HTTPConnection]:
    return http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection


def _connected(place: SplitResult, ends: float) -> socket.socket:
    """Return a connection with an address that was checked; a name is looked up only once."""
    port = place.port or (_HTTPS if place.scheme == "https" else _HTTP)
    found = _looked_up(place.hostname or "", port, ends)
    if not settings.FEEDS_FROM_LOCAL and not all(is_open(str(each[4][0])) for each in found):
        raise _refused(Finding.of("assessment.feed-address-private"))
    problem: OSError = OSError("no address")
    for *_kind, at in found:
        try:
            return socket.create_connection(
                (str(at[0]), port), timeout=max(ends - monotonic(), 0.1)
            )
        except OSError as error:
            problem = error
    raise problem


def _looked_up(host: str, port: int, ends: float) -> _Found:
    """Return the addresses of a name; looking up has no time limit of its own."""
    pool = ThreadPoolExecutor(1)
    try:
        asked = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        return asked.result(max(ends - monotonic(), 0.1))
    finally:
        pool.shutdown(wait=False)


def is_open(address: str) -> bool:
    """Return whether an address is one of the open internet, also inside another notation.

    Examples
    --------
    >>> [is_open(each) for each in ("93.184.215.14", "10.0.0.1", "::ffff:127.0.0.1", "fe80::1")]
    [True, False, False, False]
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found in _NAT64:
            return is_open(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inner is not None:
            return is_open(str(inner))
    return found.is_global and not found.is_multicast


@contextmanager
def _cut_off(wire: socket.socket, ends: float) -> Iterator[None]:
    """Break the connection when time is up, however slowly the other side drips."""
    twin = wire.dup()

    def cut() -> None:
        with suppress(OSError):
            twin.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(ends - monotonic(), 0.1), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        twin.close()


@contextmanager
def _secured(wire: socket.socket, place: SplitResult) -> Iterator[socket.socket]:
    if place.scheme == "https":
        context = ssl.create_default_context()
        with wire, context.wrap_socket(wire, server_hostname=place.hostname) as stream:
            yield stream
    else:
        with wire:
            yield wire


def _read(answer: http.client.HTTPResponse, ends: float) -> Fetched:
    if answer.status == HTTPStatus.NOT_MODIFIED:
        return Fetched(None)
    if answer.status != HTTPStatus.OK:
        raise _refused_by(answer.status)
    if int(answer.getheader("Content-Length") or 0) > MAX_BYTES:
        raise _refused(Finding.of("assessment.feed-too-large", most=MAX_BYTES // 1_000_000))
    content = _unpacked(_body(answer, ends), answer.getheader("Content-Encoding", ""))
    if (
        content[:500]
        .lstrip(b"\xef\xbb\xbf \t\r\n")
        .lower()
        .startswith((b"<!doctype html", b"<html"))
    ):
        raise _refused(Finding.of("assessment.feed-is-page"))
    etag, modified = answer.getheader("ETag", ""), answer.getheader("Last-Modified", "")
    # What does not fit is not kept: then the whole calendar comes again next time.
    return Fetched(content, etag if len(etag) <= 200 else "", modified[:60])  # noqa: PLR2004


def _body(answer: http.client.HTTPResponse, ends: float) -> bytes:
    pieces, size = [], 0
    while piece := answer.read1(_PIECE):
        size += len(piece)
        if size > MAX_BYTES:
            raise _refused(Finding.of("assessment.feed-too-large", most=MAX_BYTES // 1_000_000))
        pieces.append(piece)
    if monotonic() >= ends:
        raise TimeoutError
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)
    return b"".join(pieces)


def _unpacked(body: bytes, encoding: str) -> bytes:
    """Return the body unpacked: some pack though they were asked not to."""
    if encoding.lower() not in ("gzip", "x-gzip"):
        return body
    try:
        content = zlib.decompressobj(31).decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise _refused(Finding.of("assessment.feed-no-calendar")) from error
    if len(content) > MAX_BYTES:
        raise _refused(Finding.of("assessment.feed-too-large", most=MAX_BYTES // 1_000_000))
    return content


def _ascii(path: str) -> str:
    """Return a path as it can be sent; letters outside ASCII are escaped."""
    sent = path.encode("utf-8")
    return "".join(chr(byte) if 0x20 < byte < 0x7F else f"%{byte:02X}" for byte in sent)  # noqa: PLR2004


def _told(error: Exception, *, late: bool) -> BadDataError:
    if late or isinstance(error, TimeoutError):
        return _refused(Finding.of("assessment.feed-timeout", seconds=int(SECONDS)))
    if isinstance(error, ssl.SSLError):
        return _refused(Finding.of("assessment.feed-insecure"))
    if isinstance(error, http.client.IncompleteRead):
        return _refused(Finding.of("assessment.feed-broken-off"))
    if isinstance(error, socket.gaierror | UnicodeError):
        return _refused(Finding.of("assessment.feed-host-unknown"))
    return _refused(Finding.of("assessment.feed-unreachable"))


def _refused_by(status: int) -> BadDataError:
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return _refused(Finding.of("assessment.feed-forbidden"))
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return _refused(Finding.of("assessment.feed-gone"))
    return _refused(Finding.of("assessment.feed-server-error", status=status))


def _refused(finding: Finding) -> BadDataError:
    return BadDataError([finding])
