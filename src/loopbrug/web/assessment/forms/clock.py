"""Hours and days as people write them: "9-12, 13.30-17", "4-1-2027 t/m 8-1-2027"."""

import itertools
import re
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

Span = tuple[time, time]

_TIME = r"(\d{1,2})(?:\s*[:.uh]\s*(\d{2})?)?\s*(?:uur)?"
_SPAN = re.compile(rf"(?:van\s+|from\s+)?{_TIME}\s*(?:-|–|—|tot|to|until)\s*{_TIME}", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;&+\n]|\ben\b|\band\b", re.IGNORECASE)
_MOST_SPANS = 6
_MOST_TEXT = 200


class DayField(forms.DateField):
    """A calendar day; browsers offer a calendar, and 01-09-2027 is understood as well."""

    def __init__(self, **kw: Any) -> None:
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
            error_messages={
                "required": _("Vul een datum in."),
                "invalid": _("Deze datum bestaat niet. Schrijf dag, maand en jaar: 01-09-2027."),
            },
            **kw,
        )


class ClockField(forms.CharField):
    """A time of day as people write it: 9, 9.30, 18:30 or 18u30.

    ``wrong`` is the code of the error for what is no time.
    """

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6})

    def __init__(self, *, wrong: str = "not-a-time", **kw: Any) -> None:
        super().__init__(**kw)
        self.wrong = wrong

    def clean(self, value: Any) -> time | None:
        """Return the time, or None when the field is empty and may be."""
        text = super().clean(value).strip()
        if not text:
            return None
        match = re.fullmatch(_TIME, text.lower())
        found = _time(match[1], match[2]) if match else None
        if found is None:
            sentence = _("“%(text)s” is geen tijd. Schrijf 9:00 of 18:30.")
            raise ValidationError(sentence, code=self.wrong, params={"text": text[:30]})
        return found

    def prepare_value(self, value: Any) -> Any:
        """Show a time as 18:30, and what was typed as it was typed."""
        return value.strftime("%H:%M") if isinstance(value, time) else value


class HoursField(forms.CharField):
    """The hours of one day, such as "9-12, 13:30-17"; empty is none."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "size": 30})

    def __init__(self, **kw: Any) -> None:
        super().__init__(required=False, max_length=_MOST_TEXT, **kw)

    def clean(self, value: Any) -> tuple[Span, ...]:
        """Return the spans in order; raises ``ValidationError`` with everything that is wrong."""
        return hours_in(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """Show spans as 9:00-12:00, and what was typed as it was typed."""
        return hours_text(value) if isinstance(value, tuple) else value


def hours_text(spans: tuple[Span, ...]) -> str:
    """Return spans as people write them.

    Examples
    --------
    >>> hours_text(((time(9), time(12)), (time(13, 30), time(17))))
    '9:00-12:00, 13:30-17:00'
    """
    return ", ".join(f"{_shown(start)}-{_shown(end)}" for start, end in spans)


def hours_in(text: str) -> tuple[Span, ...]:
    """Return the spans in a text, in order; raises ``ValidationError`` with every fault at once."""
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    if len(parts) > _MOST_SPANS:
        raise ValidationError(
            _("Dat zijn %(count)s stukken op één dag. Vul er hooguit %(most)s in."),
            params={"count": len(parts), "most": _MOST_SPANS},
        )
    faults: list[ValidationError] = []
    found: list[Span] = []
    for part in parts:
        try:
            found.append(_span(part))
        except ValidationError as fault:
            faults.append(fault)
    found.sort()
    for before, after in itertools.pairwise(found):
        if after[0] < before[1]:
            faults.append(
                ValidationError(
                    _("%(one)s en %(other)s overlappen elkaar. Maak er één stuk van."),
                    params={"one": hours_text((before,)), "other": hours_text((after,))},
                )
            )
    if faults:
        raise ValidationError(faults)
    return tuple(found)


def day_in(text: str) -> date:
    """Return a day written as 4-1-2027 or 2027-01-04; raises ``ValueError``."""
    numbers = [int(part) for part in re.split(r"[-/.]", text.strip())]
    if len(numbers) != 3:  # noqa: PLR2004
        raise ValueError(text)
    year, month, day = numbers if numbers[0] > 31 else reversed(numbers)  # noqa: PLR2004
    return date(year, month, day)


def _span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise ValidationError(
            _("“%(text)s” begrijpen we niet. Schrijf bijvoorbeeld 9:00-12:00."),
            params={"text": text[:30]},
        )
    start, end = _time(match[1], match[2]), _time(match[3], match[4])
    if start is None or end is None:
        raise ValidationError(
            _("“%(text)s”: deze tijd bestaat niet. Een dag loopt van 0:00 tot 23:59."),
            params={"text": text[:30]},
        )
    if end <= start:
        raise ValidationError(
            _("“%(text)s”: het einde ligt niet na het begin."), params={"text": text[:30]}
        )
    return start, end


def _time(hour: str, minute: str | None) -> time | None:
    at = int(hour), int(minute or 0)
    return time(*at) if at[0] <= 23 and at[1] <= 59 else None  # noqa: PLR2004


def _shown(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02}"
