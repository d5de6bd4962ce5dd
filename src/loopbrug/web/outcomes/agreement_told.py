"""The figures of agreement as people read them: each with what it means, or why it is missing."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loopbrug.core.outcomes.agreement import Agreement, MonthAgreement
from loopbrug.web.outcomes.desk import VERDICTS
from loopbrug.web.ui.geometry import percent

NOT = gettext_lazy("niet te berekenen")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with what it means."""

    name: Promise | str
    value: str
    means: Promise | str


@dataclass(frozen=True, slots=True)
class Share:
    """How often a verdict was given, over both sides, as part of a bar."""

    status: str
    word: Promise
    share: str
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month: how many outcomes, and how often both found the same."""

    agreement: MonthAgreement
    share: str
    ac1: str
    width: str


FIGURES: tuple[tuple[str, Promise, Promise], ...] = (
    (
        "kappa",
        gettext_lazy("Kappa van Cohen"),
        gettext_lazy(
            "Hoeveel vaker jullie het eens zijn dan bij toeval. 1 is altijd, 0 is niet vaker dan "
            "toeval. Vindt iedereen bijna alles gevalideerd, dan valt kappa laag uit, ook als "
            "jullie het vaak eens zijn."
        ),
    ),
    (
        "kappa_linear",
        gettext_lazy("Gewogen kappa (lineair)"),
        gettext_lazy(
            "Als kappa, maar “gevalideerd” tegenover “ontbreekt” telt zwaarder dan “gevalideerd” "
            "tegenover “deels”."
        ),
    ),
    (
        "kappa_quadratic",
        gettext_lazy("Gewogen kappa (kwadratisch)"),
        gettext_lazy("Hetzelfde, maar een groot verschil telt nog zwaarder mee."),
    ),
    (
        "ac1",
        gettext_lazy("AC1 van Gwet"),
        gettext_lazy(
            "Ook een maat boven toeval. Hij blijft eerlijk als bijna alle oordelen hetzelfde zijn."
        ),
    ),
    (
        "alpha_nominal",
        gettext_lazy("Alfa van Krippendorff"),
        gettext_lazy("Werkt ook met meer assessoren en als er oordelen ontbreken."),
    ),
    (
        "alpha_ordinal",
        gettext_lazy("Alfa, met volgorde"),
        gettext_lazy("Als alfa, maar een groter verschil telt zwaarder."),
    ),
)
"""Attribute of ``Agreement``, what it is called, and what it means in plain words."""


def as_percent(share: float | None) -> str:
    """Return a share as "83%", or that it cannot be computed."""
    return str(NOT) if share is None else f"{round(100 * share)}%"


def as_number(value: float | None) -> str:
    """Return a coefficient with two decimals, or that it cannot be computed."""
    if value is None:
        return str(NOT)
    return str(number_format(round(value, 2) + 0.0, decimal_pos=2))


def figures_of(agreement: Agreement) -> list[Figure]:
    """Return every figure, the plainest first."""
    plain = Figure(
        _("Eens"),
        as_percent(agreement.percentage),
        _("Bij hoeveel van de leeruitkomsten allebei hetzelfde oordeel gaven."),
    )
    rest = [
        Figure(name, as_number(getattr(agreement, attribute)), means)
        for attribute, name, means in FIGURES
    ]
    return [plain, *rest]


def shares_of(agreement: Agreement) -> list[Share]:
    """Return how often each verdict was given (*prevalentie*)."""
    found, before = [], 0.0
    for verdict, share in zip(agreement.scale, agreement.prevalence, strict=True):
        status, word = VERDICTS[verdict]
        found.append(Share(status, word, as_percent(share), percent(before, 1), percent(share, 1)))
        before += share
    return found


def months_of(months: tuple[MonthAgreement, ...]) -> list[MonthBar]:
    """Return the months, the earliest first, each with its bar."""
    return [
        MonthBar(
            one,
            as_percent(one.agreement.percentage),
            as_number(one.agreement.ac1),
            percent(one.agreement.percentage or 0, 1),
        )
        for one in months
    ]
