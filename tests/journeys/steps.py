"""What people do on the pages, in the words of the pages."""

import re
from collections.abc import Mapping
from typing import Protocol

from playwright.sync_api import Page, expect

PASSWORD = "Van-schip-naar-wal-26"


class Server(Protocol):
    """The running product."""

    url: str


def enter_as(page: Page, server: Server, name: str) -> None:
    """Enter the demo as one of its people."""
    page.goto(f"{server.url}/demo/")
    page.get_by_role("button", name=f"Ga verder als {name}").click()
    expect(page.get_by_role("link", name="Uitloggen").or_(sign_out(page))).to_be_visible()


def sign_out(page: Page) -> "object":
    """The way out, link or button."""
    return page.get_by_role("button", name="Uitloggen")


def answer_questions(page: Page, answers: Mapping[str, str]) -> list[str]:
    """Answer question after question, skip what has no answer here; return the questions met."""
    met = []
    while match := re.search(r"/route/vraag/([\w-]+)/", page.url):
        code = match[1]
        assert code not in met, f"the question {code} came back"
        met.append(code)
        _answer(page, answers.get(code))
        page.get_by_role("button", name="Verder").click()
    return met


def _answer(page: Page, answer: str | None) -> None:
    if answer is None:
        return
    main = page.locator("main")
    if main.locator("select").count():
        main.locator("select").select_option(answer)
    elif main.locator("input[type=radio]").count():
        main.locator(f"input[type=radio][value='{answer}']").check()
    else:
        main.locator("input:not([type=hidden])").fill(answer)


def own_dossier(page: Page) -> str:
    """Return the address of the dossier one stands in."""
    found = re.search(r"/dossier/[0-9a-f-]{36}/", page.url)
    assert found, page.url
    return page.url[: found.end()]
