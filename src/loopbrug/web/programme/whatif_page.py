"""What the page "what if" shows: the alternatives as rows, those that bring nothing as lines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from loopbrug.core.bridge.alternatives import Alternatives, Figures
from loopbrug.core.bridge.choices import Choice, ChoiceKind
from loopbrug.core.bridge.effects import Told, told_alternatives, what_finding
from loopbrug.core.programme.model import Status
from loopbrug.core.terms.finding import Finding

IN_THE_WEEK = frozenset(ChoiceKind) - {ChoiceKind.VALIDATION, ChoiceKind.INSTITUTE}
"""What a candidate can choose alone, on the page of the week."""


@dataclass(frozen=True, slots=True)
class Row:
    """One alternative that does something; ``detail`` says more about what it is."""

    choice: Choice
    what: Finding
    detail: str
    figures: Figures
    effects: tuple[Finding, ...]

    @property
    def in_the_week(self) -> bool:
        """Whether it can be chosen on the page of the week."""
        return self.choice.kind in IN_THE_WEEK


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one kind."""

    kind: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Beyond:
    """An alternative that asks more than ``enough`` and brings nothing more."""

    what: Finding
    enough: Finding


@dataclass(frozen=True, slots=True)
class WhatIf:
    """All of the page. ``same``, ``none``, ``unknown`` and ``beyond`` are told in one line each."""

    now: Figures | None
    groups: tuple[Group, ...]
    same: tuple[Finding, ...]
    none: tuple[Finding, ...]
    unknown: tuple[Finding, ...]
    beyond: tuple[Beyond, ...]

    @property
    def all_exact(self) -> bool:
        """Whether every figure in the table is proved."""
        figures = [row.figures for group in self.groups for row in group.rows]
        return all(one.exact and one.earliest for one in figures)


def whatif_of(
    table: Alternatives, institutes: Mapping[str, str], statement: Callable[[str], str]
) -> WhatIf:
    """Return the page; ``statement`` gives the words of an outcome."""
    told = [_named(one, institutes) for one in told_alternatives(table)]
    return WhatIf(
        now=table.now,
        groups=tuple(
            Group(kind.value, tuple(each))
            for kind, each in groupby(_rows(told, statement), lambda row: row.choice.kind)
        ),
        same=_whats(one for one in told if one.unchanged and table.now),
        none=_whats(one for one in told if _has_none(one) and not (one.unchanged and table.now)),
        unknown=_whats(one for one in told if one.alternative.status is Status.UNDECIDED),
        beyond=tuple(
            Beyond(one.what, what_finding(one.beyond)) for one in told if one.beyond is not None
        ),
    )


def _rows(told: Iterable[Told], statement: Callable[[str], str]) -> Iterator[Row]:
    """Yield what does something; what asks more for nothing more is told in a line."""
    for one in told:
        choice, figures = one.alternative.choice, one.alternative.figures
        if figures is None or one.unchanged or one.beyond is not None:
            continue
        detail = statement(choice.value) if choice.kind is ChoiceKind.VALIDATION else ""
        yield Row(choice, one.what, detail, figures, one.effects)


def _has_none(told: Told) -> bool:
    return told.alternative.status is Status.IMPOSSIBLE


def _whats(told: Iterable[Told]) -> tuple[Finding, ...]:
    return tuple(one.what for one in told)


def _named(told: Told, institutes: Mapping[str, str]) -> Told:
    """Return the row with the institute by its name."""
    choice = told.alternative.choice
    if choice.kind is not ChoiceKind.INSTITUTE:
        return told
    name = institutes.get(choice.value, choice.value)
    return replace(told, what=replace(told.what, values=(("institute", name),)))
