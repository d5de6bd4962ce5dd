"""What a rule has to say: findings, with the law they rest on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self

Value = str | int | Decimal | date | tuple[str, ...]


class Confidence(StrEnum):
    """How sure we are of a figure or an article."""

    PUBLISHED = "published"
    """Read in the published text."""
    DERIVED = "derived"
    """Computed from published figures; the formula stands beside it."""
    REMEMBERED = "remembered"
    """General knowledge, not found in a source: shown as uncertain."""


class Weight(StrEnum):
    """What a finding does to the thing it is about."""

    BLOCKS = "blocks"
    CONDITION = "condition"
    WARNS = "warns"
    INFORMS = "informs"


@dataclass(frozen=True, slots=True)
class LegalSource:
    """The place where a rule is written down.

    ``law`` is the short Dutch name ("WPO"), ``article`` its article as cited, ``bwb`` the
    number in the national law register where known, ``text_date`` the date of the text read.
    An institute's own rule or a policy goal is a source too: then ``law`` names the document.
    """

    law: str
    article: str = ""
    bwb: str = ""
    text_date: date | None = None
    confidence: Confidence = Confidence.PUBLISHED

    def __str__(self) -> str:
        """Return the citation, as in "WPO art. 176c"."""
        return f"{self.law} art. {self.article}" if self.article else self.law


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found: never a sentence, always a code with values.

    Parameters
    ----------
    code
        ``room.kebab-name``, as in ``orientation.degree-missing``. The sentence for it, Dutch and
        English, stands in ``web/site/sentences``; a test asks that every code has both.
    about
        What the finding is about: an outcome code, a place in a file, a route code.
    values
        Names and values that the sentence fills in, sorted by name.
    source
        The law, regulation or agreement it rests on, if any.
    weight
        Whether it blocks, sets a condition, warns or informs.
    """

    code: str
    about: str = ""
    values: tuple[tuple[str, Value], ...] = field(default=())
    source: LegalSource | None = None
    weight: Weight = Weight.BLOCKS

    @classmethod
    def of(
        cls,
        code: str,
        about: str = "",
        *,
        source: LegalSource | None = None,
        weight: Weight = Weight.BLOCKS,
        **values: Value,
    ) -> Self:
        """Return a finding with its values as keywords.

        Examples
        --------
        >>> Finding.of("programme.unit-untaught", "WI-3", unit="WI-3").value("unit")
        'WI-3'
        """
        return cls(code, about, tuple(sorted(values.items())), source, weight)

    def value(self, name: str) -> Value:
        """Return the value called ``name``; raises ``KeyError`` when the finding has none."""
        return dict(self.values)[name]


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those findings that block, in their order."""
    return tuple(finding for finding in findings if finding.weight is Weight.BLOCKS)


class BadDataError(ValueError):
    """Data that cannot be used, with every reason at once.

    Rules return findings; a reader that cannot make a value out of what it was given raises
    this, so that all errors are told together.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{f.about}: {f.code}" for f in self.findings))
