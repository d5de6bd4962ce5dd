"""What an institute fills in: a unit, an offering, why one is cancelled, a file, a search."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.programme.exchange.cells import Cell, Table
from loopbrug.core.programme.exchange.sheets import (
    DAYS,
    FORMS,
    OFFERING_COLUMNS,
    UNIT_COLUMNS,
    Around,
    read_sheets,
)
from loopbrug.core.programme.model import Form, Offering, Unit
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.core.terms.words import Sector
from loopbrug.web.assessment.forms.clock import ClockField, DayField
from loopbrug.web.assessment.papers.telling import told
from loopbrug.web.programme.queries.catalogue import OfferingRow, UnitRow

_WHOLE = {
    "invalid": _("Schrijf een heel getal."),
    "required": _("Schrijf een heel getal."),
    "min_value": _("Schrijf een getal van minstens %(limit_value)s."),
    "max_value": _("Schrijf een getal van hoogstens %(limit_value)s."),
}
_FORM_CHOICES = [
    (FORMS[Form.TAUGHT], _("Les")),
    (FORMS[Form.WORKPLACE], _("Op de werkplek")),
    (FORMS[Form.TEST_ONLY], _("Alleen toets")),
    (FORMS[Form.KNOWLEDGE_TEST], _("Kennistoets")),
]
_DAY_CHOICES = [
    ("", _("Eigen tempo, zonder vaste dag")),
    *zip(DAYS, (_("Maandag"), _("Dinsdag"), _("Woensdag"), _("Donderdag"), _("Vrijdag"),
                _("Zaterdag"), _("Zondag")), strict=True),
]  # fmt: skip


class SheetForm(forms.Form):
    """A form for one row: what is wrong is found by the reader of sheets, and told at its field."""

    def __init__(self, *args: Any, around: Around, **options: Any) -> None:
        options["use_required_attribute"] = False
        super().__init__(*args, **options)
        self.around = around
        self.read: Unit | Offering | None = None

    def cells(self) -> dict[str, Cell]:
        """Return what was filled in by the keys of the columns."""
        return {name: self.cleaned_data.get(name) for name in self.fields}

    def tables(self) -> list[Table]:
        """Return the one row as a table, or with what belongs to it."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Read the row; each finding is told at the field of its column.

        A field that is wrong by itself already is read as empty, and not told about twice.
        """
        found = super().clean() or {}
        wrong = frozenset(self.errors)
        try:
            listing = read_sheets(self.tables(), self.around).listing
            self.read = listing.offerings[0] if listing.offerings else listing.units[0]
        except BadDataError as error:
            for finding in error.findings:
                if _field_of(finding) not in wrong:
                    self.add_finding(finding)
        return found

    def add_finding(self, finding: Finding) -> None:
        """Show a finding at its field, or above the form when it has none."""
        name = _field_of(finding)
        sentence = told(finding)
        # The place in a sheet says nothing on a form with one row.
        sentence = (
            sentence.split(": ", 1)[1] if finding.about.startswith("formulier!") else sentence
        )
        self.add_error(name if name in self.fields else None, sentence[:1].upper() + sentence[1:])


class UnitForm(SheetForm):
    """A unit; hours per outcome are written as in the sheet: VD-3: 16."""

    code = forms.CharField(
        label=_("Code"), max_length=40,
        help_text=_("Kies hem goed: de code blijft, en komt in de regio maar één keer voor."),
    )  # fmt: skip
    title_nl = forms.CharField(label=_("Titel"), max_length=160)
    title_en = forms.CharField(label=_("Titel in het Engels"), max_length=160, required=False)
    form = forms.ChoiceField(label=_("Vorm"), choices=_FORM_CHOICES)
    covers = forms.CharField(
        label=_("Uren per leeruitkomst"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Zet elke leeruitkomst op een eigen regel, met de uren: VD-3: 16"),
    )
    fixed_hours = forms.IntegerField(
        label=_("Uren die iedereen maakt"), min_value=0, max_value=2000, error_messages=_WHOLE
    )
    exemptible = forms.BooleanField(
        label=_("Wie een leeruitkomst al heeft, slaat die uren over"), required=False
    )
    needs_outcomes = forms.CharField(
        label=_("Welke leeruitkomsten moet je eerst hebben?"), required=False, max_length=400,
        help_text=_("Codes, met komma's ertussen."),
    )  # fmt: skip
    needs_units = forms.CharField(
        label=_("Welke leereenheden moet je eerst afronden?"), required=False, max_length=400,
        help_text=_("Codes, met komma's ertussen."),
    )  # fmt: skip
    sectors = forms.MultipleChoiceField(
        label=_("Voor welke sectoren?"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(sector.value, sector.value) for sector in Sector],
        help_text=_("Niets aangekruist: voor alle sectoren."),
    )  # fmt: skip
    national = forms.ChoiceField(
        label=_("Landelijke kennistoets"), required=False,
        help_text=_("Kies de toets waarmee dit eindigt. Het aanbod eindigt dan op een zitting."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        row: UnitRow | None = None,
        tests: Iterable[tuple[str, str]] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, initial=_from_unit(row), **options)
        national: Any = self.fields["national"]
        national.choices = [("", _("Geen landelijke toets")), *tests]
        if row is not None:
            self.fields["code"].disabled = True

    def tables(self) -> list[Table]:
        """Return the unit as the one row of a table."""
        cells = self.cells() | {"sectors": ";".join(self.cleaned_data.get("sectors", ()))}
        return [_table(cells)]


class OfferingForm(SheetForm):
    """One time a unit is given."""

    unit = forms.ChoiceField(label=_("Leereenheid"))
    first = DayField(label=_("Begint op"))
    last = DayField(label=_("Eindigt op"))
    day = forms.ChoiceField(label=_("Dag"), choices=_DAY_CHOICES, required=False)
    start = ClockField(label=_("Van"), required=False)
    end = ClockField(label=_("Tot"), required=False)
    every = forms.IntegerField(
        label=_("Om de hoeveel weken?"), min_value=1, max_value=8, initial=1, error_messages=_WHOLE,
        help_text=_("1 is elke week, 2 is om de week."),
    )  # fmt: skip
    place = forms.CharField(
        label=_("Plaats"), max_length=120, required=False,
        help_text=_("Leeg: online of eigen school. Anders postcode en naam: 3584 De Brug."),
    )  # fmt: skip
    capacity = forms.IntegerField(
        label=_("Plekken"), min_value=0, max_value=2000, initial=20, error_messages=_WHOLE
    )
    smallest = forms.IntegerField(
        label=_("Gaat door vanaf hoeveel mensen?"), min_value=1, max_value=2000, initial=1,
        error_messages=_WHOLE,
    )  # fmt: skip
    code = forms.CharField(
        label=_("Code"), max_length=120, required=False,
        help_text=_("Leeg: we maken er een van leereenheid, datum, tijd en plaats."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        units: Iterable[tuple[str, str]],
        row: OfferingRow | None = None,
        unit: str = "",
        **options: Any,
    ) -> None:
        super().__init__(*args, initial=_from_offering(row) or {"unit": unit}, **options)
        chosen: Any = self.fields["unit"]
        chosen.choices = list(units)
        if row is not None:
            self.fields["code"].disabled = True

    def tables(self) -> list[Table]:
        """Return the offering as the one row of a table."""
        return [_table(self.cells())]


class CancelForm(forms.Form):
    """Why an offering will not be given."""

    reason = forms.CharField(
        label=_("Waarom gaat het niet door?"), max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wie dit in het programma heeft, leest deze zin."),
        error_messages={"required": _("Schrijf op waarom het niet doorgaat.")},
    )  # fmt: skip


class FileForm(forms.Form):
    """A file to read."""

    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("Spreadsheet (.xlsx), komma's (.csv) of OEAPI 5 of 6 (.json), tot 5 MB."),
        error_messages={
            "required": _("Kies een bestand."), "empty": _("Dit bestand is leeg."),
        },
    )  # fmt: skip


class SearchForm(forms.Form):
    """What to look for."""

    asks_nothing = True

    q = forms.CharField(
        label=_("Zoek op code of titel"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip

    def asked(self, name: str) -> str:
        """Return what is asked for under ``name``, "" when nothing that exists."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")


class FilterForm(SearchForm):
    """What to see of the offerings; a choice that does not exist is left aside."""

    unit = forms.ChoiceField(label=_("Leereenheid"), required=False)
    show = forms.ChoiceField(
        label=_("Toon"), required=False,
        choices=[("", _("Wat nog komt of loopt")), ("past", _("Wat voorbij is")),
                 ("cancelled", _("Wat vervallen is")), ("all", _("Alles"))],
    )  # fmt: skip

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["unit"]
        chosen.choices = [("", _("alles")), *units]


def _field_of(finding: Finding) -> str:
    names = {column.name: column.key for column in (*UNIT_COLUMNS, *OFFERING_COLUMNS)}
    return names.get(finding.about.rpartition(":")[2], finding.about)


def _table(cells: dict[str, Cell]) -> Table:
    return Table("formulier", (tuple(cells), tuple(cells.values())))


def _from_unit(row: UnitRow | None) -> dict[str, Any]:
    if row is None:
        return {"exemptible": True, "fixed_hours": 0}
    return {
        "code": row.code,
        "title_nl": row.title_nl,
        "title_en": row.title_en,
        "form": FORMS[Form(row.form)],
        "covers": "\n".join(f"{code}: {hours}" for code, hours in row.covers),
        "fixed_hours": row.fixed_hours,
        "exemptible": row.exemptible,
        "needs_outcomes": ", ".join(row.needs_outcomes),
        "needs_units": ", ".join(row.needs_units),
        "sectors": row.sectors,
        "national": row.national,
    }


def _from_offering(row: OfferingRow | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "unit": row.unit.code,
        "first": row.first,
        "last": row.last if row.last < date.max else None,
        "day": DAYS[row.weekday] if row.weekday is not None else "",
        "start": row.starts_at,
        "end": row.ends_at,
        "every": row.every,
        "place": f"{row.postcode} {row.place_name}".strip(),
        "capacity": row.capacity,
        "smallest": row.smallest,
        "code": row.code,
    }
