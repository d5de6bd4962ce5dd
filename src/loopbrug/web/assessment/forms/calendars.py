"""What people fill in about when they are there: a week, exceptions, hours of a class."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loopbrug.core.terms.words import Period, TimeSlot, Weekday
from loopbrug.web.assessment.forms.clock import ClockField, DayField, HoursField, day_in, hours_in
from loopbrug.web.assessment.services.availability import NewChange, NewSlot

WORKDAYS = range(Weekday.SAT)
AHEAD = timedelta(days=2 * 366)
"""Further ahead nothing is planned, and most of what is typed is a slip of the keys."""
MOST_LINES = 200
MOST_FAULTS = 20
_EXTRA_DAYS = 92
AWAY, AWAY_HOURS, EXTRA = "away", "hours", "extra"
_UNTIL = re.compile(r"\s*(?:t/m|t\.m\.|tot en met|until|through|\.\.)\s*", re.IGNORECASE)
_PLUS = re.compile(r"\s*(?:extra|\+)\s+", re.IGNORECASE)
_DAY = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
_LINE = re.compile(rf"({_DAY})(?:{_UNTIL.pattern}({_DAY}))?(?:\s*[,:]?\s+(.+))?")


class WeekForm(forms.Form):
    """The hours of every week, a field for each working day; ``seen`` says what it started from."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for day in WORKDAYS:
            self.fields[f"day{day}"] = HoursField(label=str(WEEKDAYS[day]).capitalize())

    def slots(self) -> tuple[TimeSlot, ...]:
        """Return the hours that were filled in."""
        return tuple(
            TimeSlot(Weekday(day), start, end)
            for day in WORKDAYS
            for start, end in self.cleaned_data[f"day{day}"]
        )


class ChangeForm(forms.Form):
    """One exception: days off, hours off, or extra hours."""

    kind = forms.ChoiceField(
        label=_("Wat wil je doorgeven?"),
        choices=[
            (AWAY, _("Ik ben er hele dagen niet")),
            (AWAY_HOURS, _("Ik ben er een deel van de dag niet")),
            (EXTRA, _("Ik kan extra uren")),
        ],
        widget=forms.RadioSelect,
        initial=AWAY,
    )
    first = DayField(label=_("Op welke dag? Of: vanaf welke dag?"))
    last = DayField(
        label=_("Tot en met welke dag?"),
        required=False,
        help_text=_("Alleen als het meer dagen zijn."),
    )
    start = ClockField(
        label=_("Vanaf hoe laat?"), required=False, help_text=_("Niet nodig bij hele dagen.")
    )
    end = ClockField(label=_("Tot hoe laat?"), required=False)
    note = forms.CharField(
        label=_("Aantekening voor jezelf"),
        required=False,
        max_length=120,
        help_text=_("Alleen jij ziet dit. De planner rekent alleen met de dagen en uren."),
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Ask hours where they are needed, and days that are to come."""
        filled: dict[str, Any] = super().clean() or self.cleaned_data
        first, kind = filled.get("first"), filled.get("kind")
        last = filled.get("last") or first
        for name, sentence in _day_faults(first, last, self.today, extra=kind == EXTRA):
            self.add_error(name, sentence)
        if kind != AWAY:
            self._ask_hours(filled)
        return filled

    def _ask_hours(self, filled: dict[str, Any]) -> None:
        start, end = filled.get("start"), filled.get("end")
        for name, value in (("start", start), ("end", end)):
            if value is None and name not in self.errors:
                self.add_error(name, _("Vul een tijd in."))
        if start and end and end <= start:
            self.add_error("end", _("Deze tijd ligt niet na het begin."))

    def changes(self) -> tuple[NewChange, ...]:
        """Return the exception."""
        filled = self.cleaned_data
        whole = filled["kind"] == AWAY
        return (
            NewChange(
                first=filled["first"],
                last=filled["last"] or filled["first"],
                start=None if whole else filled["start"],
                end=None if whole else filled["end"],
                free=filled["kind"] == EXTRA,
                note=filled["note"],
            ),
        )


class PasteForm(forms.Form):
    """Many exceptions at once, a line for each."""

    lines = forms.CharField(
        label=_("Een regel per keer"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_(
            "4-1-2027 is een hele dag. 4-1-2027 t/m 8-1-2027 zijn vijf dagen. "
            "4-1-2027 9:00-12:00 is een deel van de dag. Met “extra” ervoor kun je juist wel: "
            "extra 4-1-2027 19:00-21:00."
        ),
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_lines(self) -> tuple[NewChange, ...]:
        """Return the exceptions; raises ``ValidationError`` with what is wrong, by line."""
        lines = str(self.cleaned_data["lines"]).splitlines()
        filled = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
        if len(filled) > MOST_LINES:
            raise ValidationError(
                _("Dit zijn %(count)s regels. Plak er hooguit %(most)s tegelijk."),
                params={"count": len(filled), "most": MOST_LINES},
            )
        if not filled:
            raise ValidationError(_("Er staat nog geen regel."))
        found: list[NewChange] = []
        faults: list[str] = []
        for number, line in filled:
            try:
                found.extend(_line(line, self.today))
            except ValidationError as fault:
                said = {"number": number, "fault": " ".join(fault.messages)}
                faults.append(gettext("Regel %(number)s: %(fault)s") % said)
        if faults:
            raise ValidationError([*faults[:MOST_FAULTS], *_more(faults)])
        return tuple(found)

    def changes(self) -> tuple[NewChange, ...]:
        """Return the exceptions."""
        found: tuple[NewChange, ...] = self.cleaned_data["lines"]
        return found


class SlotForm(forms.Form):
    """Hours in which a lesson can be seen in a class, every week."""

    days = forms.MultipleChoiceField(
        label=_("Op welke dagen?"),
        choices=[(str(day), WEEKDAYS[day]) for day in WORKDAYS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één dag.")},
    )
    start = ClockField(label=_("Vanaf hoe laat?"))
    end = ClockField(label=_("Tot hoe laat?"))
    subject = forms.ChoiceField(
        label=_("Welk vak?"),
        required=False,
        help_text=_("Een klas voor één vak is alleen voor kandidaten voor dat vak."),
    )
    label = forms.CharField(
        label=_("Welke klas, welk niveau?"),
        required=False,
        max_length=60,
        help_text=_("Bijvoorbeeld 2 havo/vwo B, of groep 5/6."),
    )
    first = DayField(label=_("Vanaf welke dag?"), required=False)
    last = DayField(
        label=_("Tot en met welke dag?"),
        required=False,
        help_text=_("Laat de dagen leeg als het rooster niet afloopt."),
    )

    def __init__(
        self, *args: Any, subjects: Iterable[tuple[str, str]], today: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.today = today
        field: Any = self.fields["subject"]
        field.choices = [("", _("elk vak")), *subjects]

    def clean(self) -> dict[str, Any]:
        """Refuse hours and days that end before they start."""
        filled: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = filled.get("start"), filled.get("end")
        if start and end and end <= start:
            self.add_error("end", _("Deze tijd ligt niet na het begin."))
        first, last = filled.get("first"), filled.get("last")
        if last and last < max(first or self.today, self.today):
            self.add_error("last", _("Deze dag ligt voor de eerste dag, of is al voorbij."))
        for name in ("first", "last"):
            if (day := filled.get(name)) and day > self.today + AHEAD:
                self.add_error(name, _("Dit is meer dan twee jaar vooruit."))
        return filled

    def slot(self) -> NewSlot:
        """Return the hours."""
        filled = self.cleaned_data
        period = None
        if filled["first"] or filled["last"]:
            period = Period(filled["first"] or self.today, filled["last"])
        return NewSlot(
            days=tuple(Weekday(int(day)) for day in filled["days"]),
            start=filled["start"],
            end=filled["end"],
            subject=filled["subject"],
            label=filled["label"].strip(),
            period=period,
        )


def _line(line: str, today: date) -> Iterator[NewChange]:
    """Yield the exceptions of a line: one, or one for each span of hours."""
    text = _PLUS.sub("", f" {line}", count=1).strip() if _PLUS.match(f" {line}") else line
    extra = text != line
    match = _LINE.fullmatch(text)
    if match is None:
        raise ValidationError(_("“%(text)s” begrijpen we niet."), params={"text": line[:40]})
    first, last = _days(match)
    for _name, sentence in _day_faults(first, last, today, extra=extra):
        raise ValidationError(sentence)
    spans = hours_in(match[3] or "")
    if not spans and extra:
        raise ValidationError(_("Bij extra uren horen tijden, zoals 19:00-21:00."))
    if not spans:
        yield NewChange(first, last)
    for start, end in spans:
        yield NewChange(first, last, start, end, free=extra)


def _days(match: re.Match[str]) -> tuple[date, date]:
    try:
        first = day_in(match[1])
        return first, day_in(match[2]) if match[2] else first
    except ValueError as error:
        raise ValidationError(
            _("“%(text)s”: deze datum bestaat niet."), params={"text": match[0][:40]}
        ) from error


def _day_faults(
    first: date | None, last: date | None, today: date, *, extra: bool
) -> Iterator[tuple[str, Any]]:
    """Yield what is wrong with days, with the field it is about."""
    if first is None or last is None:
        return
    if last < first:
        yield "last", _("De laatste dag ligt voor de eerste.")
    elif last < today:
        yield "first", _("Deze dag is al voorbij.")
    if max(first, last) > today + AHEAD:
        yield "first", _("Dit is meer dan twee jaar vooruit.")
    elif extra and (last - first).days > _EXTRA_DAYS:
        yield "last", _("Geef extra uren voor hooguit drie maanden tegelijk.")


def _more(faults: list[str]) -> list[str]:
    left = len(faults) - MOST_FAULTS
    if left <= 0:
        return []
    return [gettext("En nog %(count)s regels die niet kloppen.") % {"count": left}]
