"""What people fill in about a piece of evidence: the piece, its content, and what it shows."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import URLValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loopbrug.core.outcomes.evidence import Carrier, Kind, Shown
from loopbrug.core.outcomes.model import Framework
from loopbrug.web.outcomes.queries import EvidenceItem
from loopbrug.web.outcomes.services.evidence import PieceFacts
from loopbrug.web.outcomes.words import CARRIERS, KINDS, NOTES
from loopbrug.web.pathway.told_forms import DayField
from loopbrug.web.ui.parts import ChoiceLabel

if TYPE_CHECKING:
    FormSet = forms.BaseFormSet[forms.Form]
else:
    FormSet = forms.BaseFormSet

MOST_TEXT = 20_000
MOST_LINKS = 40
LONGEST_STATEMENT = 110
Grouped = list[tuple[str, Promise | str | list[tuple[str, str]]]]


def outcome_choices(framework: Framework, codes: Iterable[str], language: str) -> Grouped:
    """Return the outcomes ``codes`` as choices, grouped by area in the framework's order."""
    wanted, groups = frozenset(codes), []
    for area in framework.areas:
        held = [one for one in framework.outcomes if one.area == area.code and one.code in wanted]
        named = [(one.code, _short(one.code, one.statement.text(language))) for one in held]
        if named:
            groups.append((area.title.text(language), named))
    return [("", _("Kies een leeruitkomst")), *groups]


def _short(code: str, statement: str) -> str:
    long = len(statement) > LONGEST_STATEMENT
    return f"{code} · {statement[:LONGEST_STATEMENT].rstrip()}{'…' if long else ''}"


def _kinds() -> list[tuple[str, Promise | str]]:
    return [
        (kind, ChoiceLabel(str(word), str(NOTES[kind])) if kind in NOTES else word)
        for kind, word in KINDS.items()
    ]


class PieceForm(forms.Form):
    """What somebody says of a piece, besides its content; ``today`` bounds its days."""

    title = forms.CharField(
        label=_("Hoe heet dit bewijs?"),
        max_length=200,
        help_text=_("Een korte naam, bijvoorbeeld: Lesplan breuken, groep 7."),
        error_messages={"required": _("Geef het bewijs een naam.")},
    )
    kind = forms.ChoiceField(
        label=_("Wat voor bewijs is het?"), choices=_kinds, widget=forms.RadioSelect
    )
    made_from = DayField(
        label=_("Vanaf wanneer?"),
        required=False,
        help_text=_("Alleen als het over een periode gaat."),
    )
    dated = DayField(
        label=_("Wanneer is het gemaakt, of tot wanneer loopt het?"),
        required=False,
        help_text=_("Loopt het nog door? Laat dit dan leeg."),
    )
    still_practised = forms.CharField(
        label=_("Doe je dit nog steeds? Waar blijkt dat uit?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Belangrijk als het bewijs ouder is. Oud bewijs telt als je het nog steeds doet."
        ),
    )
    amount = forms.CharField(
        label=_("Om hoeveel gaat het?"),
        required=False,
        max_length=120,
        help_text=_("Bijvoorbeeld: 120 lessen, of 3 jaar 2 dagen per week."),
    )
    own_work = forms.BooleanField(
        label=_("Dit is mijn eigen werk, of het gaat over mijn eigen werk"), required=False
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Check that the days stand in order and have been."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = found.get("made_from"), found.get("dated")
        for name, day in (("made_from", first), ("dated", last)):
            if day and day > self.today:
                self.add_error(name, _("Deze dag moet nog komen."))
        if first and last and last < first:
            self.add_error("dated", _("Deze dag ligt voor de dag waarop het begon."))
        return found

    def facts(self) -> PieceFacts:
        """Return what was filled in, as the service takes it."""
        told = self.cleaned_data
        return PieceFacts(
            title=told["title"],
            kind=Kind(told.get("kind") or Kind.OBSERVATION),
            made_from=told.get("made_from"),
            dated=told["dated"],
            still_practised=told.get("still_practised", ""),
            own_work=bool(told.get("own_work")),
            amount=told["amount"],
        )


class ContentForm(PieceForm):
    """A piece with its content; ``file_here`` says that its file came in already."""

    carrier = forms.ChoiceField(
        label=_("Hoe geef je het?"),
        choices=list(CARRIERS.items()),
        widget=forms.RadioSelect,
        initial=Carrier.FILE.value,
    )
    file = forms.FileField(
        label=_("Kies een bestand"), required=False, allow_empty_file=True, max_length=255
    )
    link = forms.URLField(
        label=_("De link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": _("Dit is geen link. Schrijf hem als https://voorbeeld.nl.")},
    )
    text = forms.CharField(
        label=_("De tekst"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, file_here: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.file_here = file_here

    @property
    def carrier_chosen(self) -> str:
        """The carrier that was chosen, "" when none was."""
        return str(self.data.get(self.add_prefix("carrier"), "")) if self.is_bound else ""

    def clean(self) -> dict[str, Any]:
        """Ask for the content that belongs to the chosen carrier."""
        found = super().clean()
        carrier = found.get("carrier")
        if carrier == Carrier.FILE and not self.file_here:
            self.add_error("file", _("Kies een bestand."))
        if carrier == Carrier.LINK and not found.get("link") and "link" not in self.errors:
            self.add_error("link", _("Vul de link in."))
        if carrier == Carrier.TEXT and not found.get("text"):
            self.add_error("text", _("Schrijf of plak hier de tekst."))
        return found


class ObservationForm(ContentForm):
    """What somebody saw themself; the kind and whose it is are no question."""

    kind = None  # type: ignore[assignment]
    own_work = None  # type: ignore[assignment]
    still_practised = None  # type: ignore[assignment]
    made_from = None  # type: ignore[assignment]
    dated = DayField(label=_("Wanneer zag je dit?"))
    amount = forms.CharField(
        label=_("Hoe lang of hoe vaak keek je?"),
        required=False,
        max_length=120,
        help_text=_("Bijvoorbeeld: twee lessen van 50 minuten."),
    )


class LinkForm(forms.Form):
    """One outcome that a piece shows: what, and where in it."""

    outcome = forms.ChoiceField(
        label=_("Leeruitkomst"),
        choices=(),
        error_messages={"required": _("Kies een leeruitkomst, of haal deze rij weg.")},
    )
    what = forms.CharField(label=_("Wat laat het zien?"), required=False, max_length=300)
    where = forms.CharField(
        label=_("Waar?"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("blz. 3 of 12:40")}),
    )

    def __init__(self, *args: Any, choices: Grouped, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["outcome"]
        field.choices = choices


class LinkRows(FormSet):
    """The outcomes a piece shows; empty rows do not count, and none comes twice."""

    form = LinkForm
    extra, min_num, max_num, absolute_max = 3, 0, MOST_LINKS, MOST_LINKS + 100
    can_order = can_delete_extra = edit_only = validate_min = False
    can_delete = validate_max = True
    renderer = None

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Let every row be empty."""
        return {
            **super().get_form_kwargs(index),
            "empty_permitted": True,
            "use_required_attribute": False,
        }

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Let a row that was there be taken away."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Haal deze koppeling weg")

    def clean(self) -> None:
        """Refuse the same outcome twice."""
        codes = [shown.outcome for shown in self.shown()]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            raise forms.ValidationError(
                _("%(code)s staat er twee keer. Zet alles over een leeruitkomst in één rij."),
                params={"code": code},
            )

    def shown(self) -> Iterator[Shown]:
        """Yield the links of every row in which an outcome was chosen."""
        for form in self.forms:
            told = getattr(form, "cleaned_data", {})
            if told.get("outcome") and not told.get("DELETE"):
                yield Shown(told["outcome"], told["what"], told["where"])


def link_rows(
    data: Any, choices: Grouped, *, initial: Iterable[Shown] = (), extra: int = 3
) -> LinkRows:
    """Return the rows, filled with ``initial`` links and a few empty ones below."""
    rows = LinkRows(
        data,
        prefix="shows",
        initial=[{"outcome": one.outcome, "what": one.what, "where": one.where} for one in initial],
        form_kwargs={"choices": choices},
    )
    rows.extra = extra
    return rows


def initial_of(item: EvidenceItem) -> dict[str, Any]:
    """Return what is said of a piece, to start its form with."""
    return {
        name: getattr(item, name)
        for name in ("title", "kind", "made_from", "dated", "still_practised", "own_work", "amount")
    }
