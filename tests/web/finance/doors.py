"""Every address of the product, tried as somebody, with whatever an address may hold filled in."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from uuid import UUID

import pypdf
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from tests.web.crawling import ADDRESS, CHANGES, ELSEWHERE

MOST = 400
NUMBERS, WORDS = (1, 2), ("wiskunde", "meerpaal")


def names_of(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield the name of every address, with the rule it stands for."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from names_of(entry, (*spaces, *([entry.namespace] if entry.namespace else ())))
        elif isinstance(entry, URLPattern) and entry.name:
            yield ":".join((*spaces, entry.name)), str(entry.pattern)


def addresses(keys: Iterable[UUID]) -> list[str]:
    """Return every address that can be made, for each dossier and for some numbers and words."""
    found: set[str] = set()
    for name, rule in names_of(get_resolver()):
        found.update(_made(name, re.findall(r"<(\w+):\w+>", rule), tuple(keys)))
    return sorted(one for one in found if not ELSEWHERE.search(one))


def _made(name: str, kinds: list[str], keys: tuple[UUID, ...]) -> Iterator[str]:
    pools = {"uuid": keys, "int": NUMBERS}
    for place in range(max(len(keys), len(NUMBERS), len(WORDS))):
        held = [pools.get(kind, WORDS) for kind in kinds]
        try:
            yield reverse(name, args=[pool[place % len(pool)] for pool in held])
        except NoReverseMatch:
            continue


def told(client: Client, starts: Iterable[str], *, further: bool = True) -> dict[str, str]:
    """Return what every address answers, and (``further``) every address one comes to by links."""
    waiting, found = list(starts), dict[str, str]()
    most = len(waiting) + MOST
    while waiting and len(found) < most:
        address = waiting.pop()
        if address in found or ELSEWHERE.search(address):
            continue
        response = client.get(address, follow=True)
        body = b"".join(response) if response.streaming else response.content
        kind = response.headers.get("Content-Type", "")
        text = _text_of(body)
        found[address] = f"{response.status_code} {CHANGES.sub('', text)}"
        if further and kind.startswith("text/html"):
            waiting += [unescape(one) for one in ADDRESS.findall(text)]
    return found


def _text_of(body: bytes) -> str:
    if body.startswith(b"%PDF-"):
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)
    if body.startswith(b"PK"):
        # A spreadsheet holds the moment it was made; everything else in it is compared.
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            names = sorted(name for name in packed.namelist() if name != "docProps/core.xml")
            return " ".join(packed.read(name).decode(errors="replace") for name in names)
    return body.decode(errors="replace")
