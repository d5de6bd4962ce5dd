"""Forms of a pool; what cannot be right is told by the core beside its field."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.fund.checks import MOST_GUIDANCE
from loopbrug.core.fund.model import Backing, Guarantee
from loopbrug.core.terms.words import Sector
from loopbrug.web.assessment.forms.clock import DayField
from loopbrug.web.assessment.papers.telling import word
from loopbrug.web.fund.models import ClaimRow, PlaceRow, TermsRow
from loopbrug.web.fund.services import ClaimDraft, PlaceDraft, TermsDraft
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.ui.amounts import AmountField

MOST_EUROS = Decimal(99_999_999)
_WHOLE = {"invalid": _("Schrijf een heel getal.")}


class EuroField(AmountField):
    """An amount in euros; a sum below 0 is told by the core, where that is a fault."""

    def __init__(self, **kw: Any) -> None:
        super().__init__(min_value=None, max_value=MOST_EUROS, **kw)


class NumberField(AmountField):
    """A share or a factor: read as amounts are, but with no mark between thousands."""

    example = "15,5"

    def __init__(self, **kw: Any) -> None:
        super().__init__(min_value=None, max_value=None, max_digits=8, decimal_places=4, **kw)


class PlaceForm(forms.Form):
    """A place: everything the pool may ask of it, and that is all."""

    board = forms.ChoiceField(label=_("Bestuur"))
    sector = forms.ChoiceField(label=_("Sector"))
    starts_on = DayField(label=_("Begint op"))
    guidance_hours = forms.IntegerField(
        label=_("Uren begeleiding per jaar"),
        min_value=0, max_value=MOST_GUIDANCE,
        help_text=_("Wat de school deze leraar aan begeleiding geeft."),
        error_messages=_WHOLE | {
            "min_value": _("Schrijf een getal van minstens %(limit_value)s."),
            "max_value": _("Schrijf een getal van hoogstens %(limit_value)s."),
        },
    )  # fmt: skip
    contract = forms.ChoiceField(
        label=_("Contract"), choices=PlaceRow.Contract.choices, widget=forms.RadioSelect
    )
    effort_made = forms.BooleanField(
        label=_("Het bestuur helpt op tijd naar ander werk als het contract stopt"),
        required=False,
        initial=True,
        help_text=_("In het basisonderwijs betaalt het bestuur dan minder WW."),
    )

    def __init__(self, *args: Any, boards: Sequence[Organisation], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.boards = {board.code: board for board in boards}
        _choices(self, "board", [(board.code, board.name) for board in boards])
        _choices(self, "sector", [(each.value, word(each.value, "sector")) for each in Sector])

    @property
    def draft(self) -> PlaceDraft:
        """What was filled in; only of a form that is valid."""
        found = dict(self.cleaned_data)
        return PlaceDraft(board=self.boards[found.pop("board")], **found)


class TermsForm(forms.Form):
    """The conditions of a pool; what may stay empty says so in its help."""

    asks_nothing = True

    covers = forms.MultipleChoiceField(
        label=_("Wat draagt de pool?"), choices=ClaimRow.Kind.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    reserve = EuroField(label=_("Reserve, in euro"), help_text=_("Wat er nu in kas is."))
    own_share = NumberField(
        label=_("Eigen risico van een bestuur, in procenten"),
        help_text=_(
            "Dit deel van elke schade betaalt het bestuur zelf. 10 tot 25 is gebruikelijk."
        ),
    )
    stop_months = forms.IntegerField(
        label=_("Stop na zoveel maanden WW"), required=False, error_messages=_WHOLE,
        help_text=_("Leeg: de pool betaalt zo lang de WW duurt."),
    )  # fmt: skip
    principle = forms.ChoiceField(
        label=_("Waarop rust de opslag?"), choices=TermsRow.Principle.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    loading = NumberField(label=_("Opslag op het verwachte verlies, in procenten"))
    deviations = NumberField(label=_("Aantal standaardafwijkingen"))
    variance = NumberField(
        label=_("Euro per 10.000 euro² variantie"),
        help_text=_("Hoe hoger, hoe zwaarder grote uitschieters tellen."),
    )
    quantile = NumberField(label=_("In hoeveel van de 100 jaren moet de premie genoeg zijn?"))
    split = forms.ChoiceField(
        label=_("Hoe wordt de premie verdeeld?"), choices=TermsRow.Split.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    costs = EuroField(label=_("Kosten van de pool per plaats per jaar, in euro"))

    @property
    def draft(self) -> TermsDraft:
        """What was filled in; only of a form that is valid."""
        found = dict(self.cleaned_data)
        return TermsDraft(covers=tuple(found.pop("covers")), **found)


class GuaranteeForm(forms.Form):
    """Who might stand behind the pool: tried, never kept."""

    asks_nothing = True

    kind = forms.ChoiceField(
        label=_("Wie staat er achter de pool?"),
        choices=[
            (Backing.MUNICIPALITY.value, _("Een gemeente")),
            (Backing.EXTRA_BOARD.value, _("Een extra bestuur dat meedoet")),
        ],
        widget=forms.RadioSelect,
        initial=Backing.MUNICIPALITY.value,
    )
    level = NumberField(
        label=_("Vanaf hoeveel procent van het verwachte verlies betaalt de gemeente?"),
        initial=120,
    )
    most = EuroField(label=_("Hoogstens per jaar, in euro"), initial=100_000)
    places = forms.IntegerField(
        label=_("Plaatsen van het extra bestuur"), min_value=0, max_value=500, initial=20,
        error_messages=_WHOLE,
    )  # fmt: skip
    sector = forms.ChoiceField(label=_("Sector van het extra bestuur"))
    seed = forms.IntegerField(
        label=_("Beginpunt van de loting"), min_value=0, max_value=10**9,
        help_text=_("Hetzelfde getal geeft dezelfde uitkomst. Met een ander zie je het toeval."),
        error_messages=_WHOLE,
    )  # fmt: skip

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        _choices(self, "sector", [(each.value, word(each.value, "sector")) for each in Sector])

    @property
    def guarantee(self) -> Guarantee:
        """The municipality as filled in; an extra board is made by who knows the pool."""
        found = self.cleaned_data
        kind = Backing(found["kind"])
        if kind is Backing.EXTRA_BOARD:
            return Guarantee(kind)
        return Guarantee(kind, level=found["level"], most=found["most"])


class ClaimForm(forms.Form):
    """A claim, as a board asks it."""

    place = forms.ChoiceField(
        label=_("Plaats in de pool"), help_text=_("Een plaats heeft een nummer, geen naam.")
    )
    kind = forms.ChoiceField(label=_("Waarvoor?"), choices=ClaimRow.Kind.choices)
    happened_on = DayField(label=_("Op welke dag was het?"))
    amount = EuroField(label=_("Gevraagd bedrag, in euro"))
    reference = forms.CharField(
        label=_("Kenmerk van het bestuur"), required=False, max_length=60,
        help_text=_("Een nummer. Schrijf hier geen naam."),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Sequence[tuple[PlaceRow, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.places = {str(row.pk): row for row, _label in places}
        _choices(self, "place", [(str(row.pk), label) for row, label in places])

    @property
    def draft(self) -> ClaimDraft:
        """What was filled in; only of a form that is valid."""
        found = dict(self.cleaned_data)
        return ClaimDraft(place=self.places[found.pop("place")], **found)


class DecisionForm(forms.Form):
    """What a person decides on a claim, and why: that there is a reason the service asks."""

    asks_nothing = True

    decision = forms.ChoiceField(
        label=_("Jouw besluit"), choices=[("grant", _("Toekennen")), ("decline", _("Afwijzen"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    amount = EuroField(
        label=_("Toegekend bedrag, in euro"), required=False,
        help_text=_("Alleen bij toekennen. Het mag minder zijn dan gevraagd."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Waarom?"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class StopForm(forms.Form):
    """Somebody stops: in which month, by whose wish, with how much grant received."""

    asks_nothing = True

    sector = forms.ChoiceField(label=_("Sector"))
    month = forms.IntegerField(label=_("In welke maand?"), initial=3, error_messages=_WHOLE)
    ended_by = forms.ChoiceField(
        label=_("Wie maakt er een einde aan?"),
        choices=[
            ("employer", _("Het bestuur")),
            ("employee", _("De leraar zelf")),
            ("unknown", _("Niet bekend")),
        ],
    )
    received = EuroField(label=_("Ontvangen subsidie, in euro"), initial=25_000)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        _choices(self, "sector", [(each.value, word(each.value, "sector")) for each in Sector])


class LoanForm(forms.Form):
    """Employed by the foundation: what the employer's cost is a year."""

    asks_nothing = True

    sector = forms.ChoiceField(label=_("Sector"))
    employer_cost = EuroField(
        label=_("Loonkosten per jaar, in euro"), required=False,
        help_text=_("Loon met alle premies. Leeg: we rekenen ze uit voor trede 6 van schaal LB."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        _choices(self, "sector", [(each.value, word(each.value, "sector")) for each in Sector])


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field: Any = form.fields[name]
    field.choices = choices
