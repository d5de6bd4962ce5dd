"""Words by which people describe evidence, by outcome: read from a file that anybody can edit."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from loopbrug.core.outcomes.model import Framework
from loopbrug.core.outcomes.pages import Page, Record, root_of

CURRENT = "keywords.yaml"
LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Keywords:
    """Keywords (*trefwoorden*) per outcome code, Dutch first.

    ``framework`` is the identifier of the framework whose codes these are.
    """

    framework: str
    words: Mapping[str, tuple[str, ...]]

    def of(self, framework: Framework, code: str) -> tuple[str, ...]:
        """Return the keywords of an outcome; none for one of another framework."""
        return self.words.get(code, ()) if framework.identifier == self.framework else ()


def load_keywords(framework: Framework) -> Keywords:
    """Return the keywords that come with the package.

    They say nothing about another framework than their own: its codes mean other things.
    """
    text = files(__package__).joinpath(CURRENT).read_text(encoding="utf-8")
    return read_keywords(text, framework, CURRENT)


def read_keywords(text: str, framework: Framework, filename: str = "") -> Keywords:
    """Return the keywords in a YAML text.

    Raises
    ------
    BadDataError
        With every error: shape, outcomes that the framework does not have or that stand there
        twice, outcomes without a keyword. Another framework's codes are not looked up.
    """
    page = Page(filename)
    root = root_of(text, page, ("framework", "keywords"))
    mine = root.text("framework")
    listed = root.record("keywords")
    known = {outcome.code for outcome in framework.outcomes}
    words = {code: _words(listed, code) for code in listed.found}
    for code in words.keys() - known if mine == framework.identifier else ():
        listed.wrong("outcomes.keyword-outcome-unknown", code, outcome=code)
    page.stop_if_wrong()
    return Keywords(mine, words)


def _words(listed: Record, code: str) -> tuple[str, ...]:
    record = listed.record(code, LANGUAGES)
    words = tuple(word for language in LANGUAGES for word in record.texts(language))
    if not words:
        listed.wrong("outcomes.keyword-none", code, outcome=code)
    return words
