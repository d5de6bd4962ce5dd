"""A figure of the register in words: "€ 25.000", "8,33%", "2 maanden", "15 oktober"."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from loopbrug.core.law.model import Dated, LawValue, Unit
from loopbrug.web.assessment.papers.telling import longday, word

CENTS = 2
_EURO = "€\N{NO-BREAK SPACE}"
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")
_AMOUNTS: Mapping[Unit, str | Promise] = {
    Unit.EUR: gettext_lazy("€ %(value)s"),
    Unit.EUR_PER_YEAR: gettext_lazy("€ %(value)s per jaar"),
    Unit.EUR_PER_MONTH: gettext_lazy("€ %(value)s per maand"),
    Unit.EUR_PER_DAY: gettext_lazy("€ %(value)s per dag"),
    Unit.EUR_PER_HOUR: gettext_lazy("€ %(value)s per uur"),
    Unit.EUR_PER_KM: gettext_lazy("€ %(value)s per kilometer"),
    Unit.PERCENT: gettext_lazy("%(value)s%%"),
    Unit.FTE: gettext_lazy("%(value)s fte"),
    Unit.HOURS_PER_WEEK: gettext_lazy("%(value)s uur per week"),
    Unit.HOURS: gettext_lazy("%(value)s uur"),
}
_COUNTED = {
    Unit.DAYS: ngettext_lazy("%(value)s dag", "%(value)s dagen", "number"),
    Unit.WEEKS: ngettext_lazy("%(value)s week", "%(value)s weken", "number"),
    Unit.MONTHS: ngettext_lazy("%(value)s maand", "%(value)s maanden", "number"),
    Unit.YEARS: ngettext_lazy("%(value)s jaar", "%(value)s jaren", "number"),
    Unit.SCHOOL_YEARS: ngettext_lazy("%(value)s schooljaar", "%(value)s schooljaren", "number"),
}


def value_in_words(dated: Dated) -> str:
    """Return the value as people write it, in the visitor's language; a scale as its two ends."""
    return _words(dated).replace("€ ", _EURO)


def _words(dated: Dated) -> str:
    value = dated.value
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, date):
        return longday(value)
    if isinstance(value, tuple):
        return _listed(value, dated.unit)
    if dated.unit is Unit.FACTOR:
        return number(value, 4)
    if counted := _COUNTED.get(dated.unit):
        return str(counted % {"value": number(value), "number": int(value)})
    return str(_AMOUNTS.get(dated.unit, "%(value)s")) % {"value": number(value, _places(dated))}


def steps_of(dated: Dated) -> tuple[tuple[int, str], ...]:
    """Return a salary scale as numbered steps in words; nothing for any other figure."""
    if dated.unit is not Unit.EUR_PER_MONTH_BY_STEP or not isinstance(dated.value, tuple):
        return ()
    return tuple((n, number(Decimal(str(step)), CENTS)) for n, step in enumerate(dated.value, 1))


def number(value: LawValue, places: int = 0) -> str:
    """Return a number with thousands apart; at most ``places`` decimals, cents always two."""
    amount = Decimal(str(value))
    if amount == int(amount):
        return str(number_format(int(amount), use_l10n=True, force_grouping=True))
    shown = round(amount, places)
    decimals = max(0, -int(shown.normalize().as_tuple().exponent))
    if places == CENTS:
        decimals = CENTS
    return str(number_format(shown, decimals, use_l10n=True, force_grouping=True))


def _places(dated: Dated) -> int:
    return 3 if dated.unit in {Unit.PERCENT, Unit.FTE} else CENTS


def _listed(values: tuple[str, ...] | tuple[Decimal, ...], unit: Unit) -> str:
    if unit is Unit.EUR_PER_MONTH_BY_STEP:
        ends = {"first": number(Decimal(values[0]), CENTS), "last": number(Decimal(values[-1]), 2)}
        return _("€ %(first)s tot € %(last)s per maand") % ends
    if unit is Unit.PERCENT_BY_YEAR:
        return ", ".join(f"{number(Decimal(each), 3)}%" for each in values)
    return ", ".join(_code(str(each)) for each in values)


def _code(code: str) -> str:
    if found := _MONTH_DAY.fullmatch(code):
        return str(date_format(date(2000, int(found[1]), int(found[2])), "j F"))
    return word(code, "figure_code")
