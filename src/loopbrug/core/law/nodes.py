"""Reading a YAML file of the law room as nodes, so that every error can name its line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import yaml

from loopbrug.core.terms.finding import Finding, Value
from loopbrug.core.terms.yaml_text import composed, line_of


@dataclass(frozen=True, slots=True)
class Page:
    """One file being read: its name, and the errors found in it so far."""

    filename: str
    errors: list[Finding] = field(default_factory=list)

    def wrong(self, code: str, node: yaml.Node | int, **values: Value) -> None:
        """Note an error at a node (or at a line, counted from 1)."""
        line = node if isinstance(node, int) else node.start_mark.line + 1
        place = f"{self.filename} line {line}"
        self.errors.append(Finding(code, place, tuple(sorted(values.items()))))


Keys = Mapping[str, yaml.Node]


def root_of(text: str, page: Page) -> yaml.Node | None:
    """Return the root of a YAML text, or None (with an error) when it is no YAML."""
    try:
        root = composed(text)
    except yaml.YAMLError as error:
        page.wrong("law.file-not-yaml", line_of(error, text))
        return None
    if root is None:
        page.wrong("law.key-missing", 1, key="regulation")
    return root


def keys_of(
    node: yaml.Node | None, page: Page, *, required: Iterable[str], optional: Iterable[str]
) -> Keys:
    """Return the nodes under a mapping by key; unknown, missing and double keys are errors."""
    if node is None:
        return {}
    required, allowed = tuple(required), (*required, *optional)
    found = entries_of(node, page)
    for key, each in found.items():
        if key not in allowed:
            page.wrong("law.key-unknown", each, key=key, allowed=allowed)
    for key in required:
        if key not in found:
            page.wrong("law.key-missing", node, key=key)
    return found


def entries_of(node: yaml.Node, page: Page) -> Keys:
    """Return the nodes under a mapping by key; a key that stands twice is an error."""
    if not isinstance(node, yaml.MappingNode):
        page.wrong("law.shape-wrong", node, expected="mapping")
        return {}
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if key.value in found:
            page.wrong("law.name-twice", key, name=str(key.value))
        else:
            found[str(key.value)] = value
    return found


def text_of(node: yaml.Node | None, page: Page) -> str:
    """Return the text of a scalar, or "" when it is absent or (with an error) no scalar."""
    if node is None:
        return ""
    if not isinstance(node, yaml.ScalarNode):
        page.wrong("law.shape-wrong", node, expected="text")
        return ""
    return str(node.value).strip()


def day_of(node: yaml.Node | None, page: Page) -> date | None:
    """Return the day of a scalar, or None when it is absent or (with an error) no day."""
    if node is None:
        return None
    found = text_of(node, page)
    try:
        return date.fromisoformat(found)
    except ValueError:
        page.wrong("law.day-wrong", node, found=found)
        return None
