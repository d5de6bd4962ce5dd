"""What the candidate fills in to ask a third party, and what that third party fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.outcomes.evidence import Carrier
from loopbrug.web.outcomes.forms.evidence import MOST_TEXT
from loopbrug.web.outcomes.queries import EvidenceItem
from loopbrug.web.outcomes.services.invitations import Guest

YES, NO = "ja", "nee"


class InviteForm(forms.Form):
    """Who is asked, and for what."""

    item = forms.ChoiceField(
        label=_("Wat vraag je?"), choices=(), required=False, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Naam"), max_length=120)
    email = forms.EmailField(
        label=_("E-mailadres"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"type": "email"}),
        help_text=_("Weet je het niet? Laat het leeg. Dan krijg je een link om zelf te sturen."),
    )
    organisation = forms.CharField(label=_("Bedrijf of school"), max_length=120, required=False)
    note = forms.CharField(
        label=_("Wat schrijf je erbij?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Bijvoorbeeld: je zag me drie jaar nieuwe collega’s inwerken."),
    )

    def __init__(self, *args: Any, pieces: list[EvidenceItem], **options: Any) -> None:
        super().__init__(*args, **options)
        self.pieces = {str(piece.pk): piece for piece in pieces}
        field: Any = self.fields["item"]
        field.choices = [
            ("", _("Schrijf op wat je van mijn werk hebt gezien")),
            *(
                (key, _("Bevestig: %(title)s") % {"title": one.title})
                for key, one in self.pieces.items()
            ),
        ]

    @property
    def piece(self) -> EvidenceItem | None:
        """The piece to confirm, None for a new statement."""
        return self.pieces.get(self.cleaned_data["item"])

    def guest(self) -> Guest:
        """Return who is asked, as the service takes it."""
        told = self.cleaned_data
        return Guest(told["name"], told["email"], told["organisation"], told["note"])


class ConfirmForm(forms.Form):
    """What a third party says of a piece."""

    confirms = forms.ChoiceField(
        label=_("Klopt dit?"),
        choices=((YES, _("Ja, dit klopt")), (NO, _("Nee, dit klopt niet"))),
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Wil je er iets bij zeggen?"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Bijvoorbeeld wat jouw rol was, en waar je het aan zag."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason with a no."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("confirms") == NO and not found.get("text"):
            self.add_error("text", _("Schrijf erbij wat er niet klopt."))
        return found


class StatementForm(forms.Form):
    """The statement of a third party: a text, a file, or both."""

    text = forms.CharField(
        label=_("Wat heb je gezien?"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Wat deed de kandidaat, hoe vaak, en hoe ging het? Een voorbeeld helpt."),
    )
    file = forms.FileField(
        label=_("Of stuur een bestand mee"),
        required=False,
        allow_empty_file=True,
        max_length=255,
        help_text=_("Bijvoorbeeld een brief of een beoordeling als PDF."),
    )
    carrier = forms.CharField(widget=forms.HiddenInput, initial=Carrier.FILE.value, required=False)

    def __init__(self, *args: Any, file_here: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.file_here = file_here

    def clean(self) -> dict[str, Any]:
        """Ask for a text when there is no file."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not found.get("text") and not self.file_here and "text" not in self.errors:
            self.add_error("text", _("Schrijf hier iets op, of stuur een bestand mee."))
        return found


class CvForm(forms.Form):
    """A CV to read claims from."""

    cv = forms.FileField(
        label=_("Kies je Europass-cv"),
        help_text=_("Een XML-bestand, of de PDF die je bij Europass hebt gedownload."),
        allow_empty_file=True,
        max_length=255,
    )
