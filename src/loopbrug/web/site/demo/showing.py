"""What the evidence of the examples shows, and where: in the words of the candidates."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from loopbrug.core.outcomes.evidence import Shown


@cache
def _texts() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    source = files(__package__) / "showing.yaml"
    found: Mapping[str, Mapping[str, Mapping[str, Any]]] = yaml.safe_load(
        source.read_text(encoding="utf-8")
    )
    return found


def showing(example: str, piece: str, outcomes: tuple[str, ...]) -> tuple[Shown, ...]:
    """Return what ``piece`` of an example shows of each outcome; without words when none are known.

    The words follow the examples: an outcome a piece no longer shows is left out.
    """
    told = _texts().get(example, {}).get(piece, {})
    what, where = told.get("shows", {}), str(told.get("where", ""))
    return tuple(Shown(code, str(what.get(code, "")), where) for code in outcomes)
