"""Every act that a service can record has its sentence, so that no page shows a bare code."""

import ast
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.translation import override

from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.finding import Finding
from loopbrug.web.site.sentences.book import sentences

WEB = Path(__file__).resolve().parents[3] / "src" / "loopbrug" / "web"


def recorded() -> set[str]:
    """Names of acts that stand in the code as text."""
    calls = (
        node
        for path in (*WEB.glob("*/services.py"), *WEB.glob("*/services/*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record_act"
    )
    words = (word.value for call in calls for word in call.keywords if word.arg == "name")
    return {str(word.value) for word in words if isinstance(word, ast.Constant)}


def test_every_recorded_act_has_a_sentence() -> None:
    names = recorded() | {f"pathway.{event}" for event in Event if event is not Event.OPEN}

    assert len(names) > 20
    assert {f"audit.{name.replace('.', '-')}" for name in names} - sentences().keys() == set()


@pytest.mark.parametrize(("language", "said"), [("nl", "geopend"), ("en", "Opened")])
def test_tell_speaks_the_language_of_the_page(language: str, said: str) -> None:
    template = Template("{% load sentences %}{{ finding|tell }}")

    with override(language):
        assert said in template.render(Context({"finding": Finding.of("audit.pathway-open")}))


def test_tell_shows_the_code_when_the_book_has_no_sentence() -> None:
    template = Template("{% load sentences %}{{ finding|tell }}")

    assert template.render(Context({"finding": Finding.of("no.such-code")})) == "no.such-code"


def test_doors_never_ask_the_database_themselves() -> None:
    """Views, templates' tags and commands go through queries and services."""
    doors = [*WEB.glob("*/views*"), *WEB.glob("*/views/*.py"), *WEB.glob("*/templatetags/*.py")]
    doors += [*WEB.glob("site/demo/*.py"), *WEB.glob("*/management/commands/*.py")]

    asking = [p.name for p in doors if p.is_file() and ".objects" in p.read_text(encoding="utf-8")]

    assert asking == []
