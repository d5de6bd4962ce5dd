"""Every page somebody can come to by links, from where they come in."""

import re
from collections.abc import Iterable
from html import unescape

from django.test import Client

ADDRESS = re.compile(r'(?:href|src|action)="(/[^"#]*)')
ELSEWHERE = re.compile(r"^/(static|taal|account|demo)/|/logout/")
CHANGES = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|\d+ (?:seconde|minuut|minuten)\b[^<]*'
)
MOST = 400


def pages_of(client: Client, starts: Iterable[str]) -> dict[str, str]:
    """Return what every page says that can be reached from ``starts``, by its address.

    Buttons are not pressed; an address that only takes something in answers with its status.
    """
    waiting, found = list(starts), dict[str, str]()
    while waiting:
        address = waiting.pop()
        if address in found or ELSEWHERE.search(address):
            continue
        assert len(found) < MOST, "the pages do not end"
        response = client.get(address, follow=True)
        body = b"".join(response) if response.streaming else response.content
        kind = response.headers.get("Content-Type", "")
        text = body.decode(errors="replace")
        found[address] = f"{response.status_code} {CHANGES.sub('', text)}"
        if kind.startswith("text/html"):
            waiting += [unescape(one) for one in ADDRESS.findall(text)]
    return found
