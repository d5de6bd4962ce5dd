"""What each figure of the register is called, in the groups its readers look for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from loopbrug.core.terms.words import Bilingual


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that are read together: a code, what it is called, and the figures by name."""

    code: str
    title: Bilingual
    figures: Mapping[str, Bilingual]


@cache
def groups() -> tuple[Group, ...]:
    """Return every group, in the order of the page."""
    text = files(__package__).joinpath("titles.yaml").read_text(encoding="utf-8")
    return tuple(
        Group(code, Bilingual(**group["title"]), _named(group["figures"]))
        for code, group in yaml.safe_load(text).items()
    )


@cache
def titles() -> Mapping[str, Bilingual]:
    """Return what every figure is called, by its name."""
    return {name: title for group in groups() for name, title in group.figures.items()}


def _named(figures: Mapping[str, Mapping[str, str]]) -> Mapping[str, Bilingual]:
    return {name: Bilingual(**title) for name, title in figures.items()}
