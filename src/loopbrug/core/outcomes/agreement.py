"""How far assessors agree, told by several figures at once, because each alone can mislead.

Two raters: percentage, Cohen's kappa (1960; weighted 1968) and Gwet's AC1 (2008). Two or more, with
gaps: Krippendorff's alpha. What cannot be computed is None, with a finding that says why.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import permutations

from loopbrug.core.outcomes.model import Verdict
from loopbrug.core.terms.finding import Finding, Weight

Pair = tuple[str | None, str | None]
"""What two raters said of one item; None: nothing."""

VERDICTS: tuple[str, ...] = tuple(Verdict)
"""The scale of verdicts, in order: validated, partly, missing."""

_HALF = 0.5
"""Where agreement by chance alone is more likely than not, kappa stands on the few other items."""


class Measure(StrEnum):
    """Whether it matters how far apart two verdicts are on the scale."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two raters agree (*overeenstemming*).

    ``items`` were judged by both; ``table[i][j]`` counts how often the first said ``scale[i]``
    and the second ``scale[j]``. ``prevalence`` is the share of each verdict over both raters.
    Shares run from 0 to 1; coefficients have 1 for perfect and 0 for chance, and can be
    negative. None is "not computable", never 0.
    """

    scale: tuple[str, ...]
    items: int
    table: tuple[tuple[int, ...], ...]
    prevalence: tuple[float, ...]
    percentage: float | None
    kappa: float | None
    kappa_linear: float | None
    kappa_quadratic: float | None
    ac1: float | None
    alpha_nominal: float | None
    alpha_ordinal: float | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthAgreement:
    """The agreement over the items of one calendar month; ``month`` is its first day."""

    month: date
    agreement: Agreement


def agreement_of(pairs: Iterable[Pair], scale: Sequence[str] = VERDICTS) -> Agreement:
    """Return every figure for two raters; items that one of them left out do not count.

    Raises
    ------
    ValueError
        When the scale has less than two values, or a rater used one that is not on it.

    Examples
    --------
    >>> found = agreement_of([("validated", "validated")] * 9 + [("validated", "missing")])
    >>> found.percentage, found.kappa, round(found.ac1 or 0, 3)
    (0.9, 0.0, 0.895)
    """
    scale, pairs = _checked(scale), tuple(pairs)
    table, items = _table(pairs, scale), sum(None not in pair for pair in pairs)
    return Agreement(
        scale=scale,
        items=items,
        table=table,
        prevalence=_prevalence(table),
        percentage=_share(table),
        kappa=_kappa(table, lambda apart: float(apart > 0)),
        kappa_linear=_kappa(table, float),
        kappa_quadratic=_kappa(table, lambda apart: float(apart * apart)),
        ac1=_ac1(table),
        alpha_nominal=alpha(pairs, Measure.NOMINAL, scale),
        alpha_ordinal=alpha(pairs, Measure.ORDINAL, scale),
        findings=_findings(table, scale),
    )


def agreement_by_month(
    dated: Iterable[tuple[date, Pair]], scale: Sequence[str] = VERDICTS
) -> tuple[MonthAgreement, ...]:
    """Return the agreement of each month in which something was judged, the earliest first."""
    months: dict[date, list[Pair]] = {}
    for day, pair in sorted(dated, key=lambda each: each[0]):
        months.setdefault(day.replace(day=1), []).append(pair)
    return tuple(MonthAgreement(month, agreement_of(of, scale)) for month, of in months.items())


def alpha(
    units: Iterable[Sequence[str | None]],
    measure: Measure = Measure.NOMINAL,
    scale: Sequence[str] = VERDICTS,
) -> float | None:
    """Return Krippendorff's alpha: per unit what each rater said, None where nothing was said.

    None when no unit was judged twice, or when everybody always said the same.

    Raises
    ------
    ValueError
        As ``agreement_of``.
    """
    scale = _checked(scale)
    coincidences: dict[tuple[int, int], float] = {}
    for unit in units:
        said = [_place(value, scale) for value in unit if value is not None]
        for cell in permutations(said, 2):
            coincidences[cell] = coincidences.get(cell, 0.0) + 1 / (len(said) - 1)
    totals = [sum(n for (c, _), n in coincidences.items() if c == v) for v in range(len(scale))]
    distance = _distance(measure, totals)
    observed = sum(n * distance(c, k) for (c, k), n in coincidences.items())
    spread = range(len(scale))
    expected = sum(totals[c] * totals[k] * distance(c, k) for c in spread for k in spread)
    return 1 - observed * (sum(totals) - 1) / expected if expected else None


Table = tuple[tuple[int, ...], ...]


def _checked(scale: Sequence[str]) -> tuple[str, ...]:
    if len(set(scale)) != len(scale) or len(scale) < 2:  # noqa: PLR2004
        raise ValueError("a scale has at least two values, each once")
    return tuple(scale)


def _place(value: str, scale: tuple[str, ...]) -> int:
    if value not in scale:
        raise ValueError(f"{value!r} is not on the scale {scale}")
    return scale.index(value)


def _table(pairs: Iterable[Pair], scale: tuple[str, ...]) -> Table:
    cells = Counter(
        (_place(one, scale), _place(other, scale))
        for one, other in pairs
        if one is not None and other is not None
    )
    spread = range(len(scale))
    return tuple(tuple(cells[i, j] for j in spread) for i in spread)


def _margins(table: Table) -> tuple[list[int], list[int]]:
    """Return how often each value was used by the first and by the second rater."""
    return [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]


def _prevalence(table: Table) -> tuple[float, ...]:
    """Return the share of each value over both raters; all 0 without items."""
    first, second = _margins(table)
    said = 2 * sum(first) or 1
    return tuple((one + other) / said for one, other in zip(first, second, strict=True))


def _share(table: Table) -> float | None:
    """Return the share of items on which both said the same."""
    items = sum(map(sum, table))
    return sum(row[i] for i, row in enumerate(table)) / items if items else None


def _kappa(table: Table, weight: Callable[[int], float]) -> float | None:
    """Return Cohen's kappa with a weight by how far apart two values are.

    One minus observed over expected disagreement; None when none can be expected, because both
    raters always said the same one value.
    """
    first, second = _margins(table)
    cells = [(i, j, weight(abs(i - j))) for i in range(len(table)) for j in range(len(table))]
    expected = sum(first[i] * second[j] * apart for i, j, apart in cells)
    observed = sum(table[i][j] * apart for i, j, apart in cells)
    return 1 - observed * sum(first) / expected if expected else None


def _ac1(table: Table) -> float | None:
    """Return Gwet's AC1; chance agreement counts every value of the scale, used or not."""
    share, prevalence = _share(table), _prevalence(table)
    if share is None:
        return None
    chance = sum(p * (1 - p) for p in prevalence) / (len(prevalence) - 1)
    return (share - chance) / (1 - chance)


def _distance(measure: Measure, totals: Sequence[float]) -> Callable[[int, int], float]:
    """Return how far apart two values are; ordinal: by how many judgements lie between them."""

    def ordinal(c: int, k: int) -> float:
        low, high = min(c, k), max(c, k)
        return (sum(totals[low : high + 1]) - (totals[low] + totals[high]) / 2) ** 2

    return ordinal if measure is Measure.ORDINAL else lambda c, k: float(c != k)


def _findings(table: Table, scale: tuple[str, ...]) -> tuple[Finding, ...]:
    """Return why a figure is missing, or why kappa cannot be trusted alone."""
    items, prevalence = sum(map(sum, table)), _prevalence(table)
    if not items:
        return (Finding.of("outcomes.agreement-no-items", weight=Weight.INFORMS),)
    most = max(range(len(scale)), key=lambda place: prevalence[place])
    if prevalence[most] == 1:
        return (
            Finding.of(
                "outcomes.agreement-constant",
                weight=Weight.INFORMS,
                verdict=scale[most],
                items=items,
            ),
        )
    first, second = _margins(table)
    chance = sum(one * other for one, other in zip(first, second, strict=True)) / items**2
    if chance <= _HALF:
        return ()
    return (
        Finding.of(
            "outcomes.agreement-skewed",
            weight=Weight.WARNS,
            verdict=scale[most],
            share=_percent(prevalence[most]),
            chance=_percent(chance),
        ),
    )


def _percent(share: float) -> int:
    return round(100 * share)
