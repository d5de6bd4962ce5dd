"""Amounts as people write them: "4.350,00", "€ 19.500", "4350.5"."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from loopbrug.core.terms.euro import MINUS, sign_first

_THOUSANDS = re.compile(r"-?\d{1,3}([.,])\d{3}(\1\d{3})*")
_CENTS = 2
_PLAIN = re.compile(r"-?\d+(\.\d*)?|-?\.\d+")


def euros(amount: float | Decimal, *, whole: bool = False) -> str:
    """Return an amount as people read it in their language, a loss with its sign in front.

    Cents stand there only where there are any, and never when ``whole`` euros are asked.
    """
    told = Decimal(round(amount)) if whole else Decimal(str(amount))
    decimals = 0 if told == int(told) else _CENTS
    digits = number_format(abs(told), decimals, use_l10n=True, force_grouping=True)
    return sign_first(f"€\N{NO-BREAK SPACE}{MINUS if told < 0 else ''}{digits}")


def amount_of(text: str, *, thousands: bool = True) -> Decimal | None:
    """Return the amount a text names, or None when it names none.

    A mark with three figures after it stands between thousands; any other is the decimal mark.
    Where amounts have more than two decimals, as rates do, say no ``thousands``.

    Examples
    --------
    >>> amount_of("€ 4.350,00"), amount_of("19.500"), amount_of("12,5")
    (Decimal('4350.00'), Decimal('19500'), Decimal('12.5'))
    """
    bare = re.sub(r"[\s€]|EUR|,-$|,=$", "", text.replace(MINUS, "-"))
    if thousands and _THOUSANDS.fullmatch(bare):
        bare = re.sub(r"[.,]", "", bare)
    elif "," in bare and bare.rfind(",") > bare.rfind("."):
        bare = bare.replace(".", "").replace(",", ".")
    else:
        bare = bare.replace(",", "")
    return Decimal(bare) if _PLAIN.fullmatch(bare) else None


class AmountField(forms.DecimalField):
    """An amount in Dutch or English notation; at least 0 unless told otherwise."""

    example = "4.350,00"

    def __init__(self, *, size: int = 10, **options: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "size": size}
        settled: dict[str, Any] = {
            "min_value": 0,
            "max_value": 1_000_000,
            "decimal_places": 2,
            "widget": forms.TextInput(attrs=attributes),
            "error_messages": _WRONG,
        }
        super().__init__(**settled | options)

    def to_python(self, value: Any) -> Any:
        """Return the amount; raises ``ValidationError`` that quotes what is no amount."""
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        found = amount_of(value.strip(), thousands=(self.decimal_places or 0) <= _CENTS)
        if found is None:
            sentence = _("“%(text)s” is geen getal. Schrijf het zo: %(example)s.")
            told = {"text": value.strip()[:30], "example": self.example}
            raise ValidationError(sentence, code="invalid", params=told)
        return found

    def prepare_value(self, value: Any) -> Any:
        """Return a number as people write it in their language; a text as they wrote it.

        Cents stand there only where there are any.
        """
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return value
        thousands = (self.decimal_places or 0) <= _CENTS
        decimals = 0 if value == int(value) else None
        return number_format(value, decimals, use_l10n=True, force_grouping=thousands)


class WholeAmountField(AmountField):
    """An amount in whole euros, hours or pieces."""

    example = "1.250"

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"decimal_places": 0, "size": 8} | options)

    def clean(self, value: Any) -> int | None:
        """Return the whole number, or None when the field is empty and may be."""
        found = super().clean(value)
        return None if found is None else int(found)


_WRONG = {
    "required": _("Vul een getal in."),
    "min_value": _("Minder dan %(limit_value)s kan niet."),
    "max_value": _("Vul hooguit %(limit_value)s in."),
    "max_decimal_places": _("Te veel cijfers achter de komma: hooguit %(max)s."),
    "max_whole_digits": _("Dit getal is te groot."),
}
