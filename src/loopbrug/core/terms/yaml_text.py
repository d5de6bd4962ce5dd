"""YAML as nodes, with a limit on depth: composing deeply nested text crashes the C reader."""

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 40


class TooDeepError(yaml.YAMLError):
    """Text that is nested deeper than any file of ours, or that refers to itself."""


def composed(text: str) -> yaml.Node | None:
    """Return the root node of a YAML text, None for an empty one.

    Raises ``yaml.YAMLError`` for text that is no YAML, is nested deeper than ``MAX_DEPTH`` or
    uses aliases, which could make a small file a large one.

    Examples
    --------
    >>> composed("a: [1, 2]").tag
    'tag:yaml.org,2002:map'
    >>> composed("[" * 5000)
    Traceback (most recent call last):
        ...
    loopbrug.core.terms.yaml_text.TooDeepError
    """
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH or isinstance(event, yaml.AliasEvent):
            raise TooDeepError
    return yaml.compose(text, Loader=LOADER)


def line_of(error: yaml.YAMLError, text: str) -> int:
    """Return the line an error stands on, counted from 1; at the end of the text: its last."""
    mark = getattr(error, "problem_mark", None)
    last = text.rstrip("\n").count("\n") + 1
    return min(mark.line + 1, last) if mark else 1
