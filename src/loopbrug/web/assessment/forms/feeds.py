"""Another calendar: by address, or as a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from loopbrug.core.assessment.ical import MAX_BYTES

_NAME = 120


class AddressForm(forms.Form):
    """The address of a calendar to subscribe to."""

    address = forms.CharField(
        label=_("Adres van je agenda"),
        max_length=500,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Begint met https:// en eindigt vaak op .ics. In je agenda heet dit delen."),
    )
    name = forms.CharField(
        label=_("Hoe noem je hem?"),
        required=False,
        max_length=_NAME,
        help_text=_("Bijvoorbeeld werkagenda."),
    )


class FileForm(forms.Form):
    """A calendar as a file."""

    file = forms.FileField(
        label=_("Bestand van je agenda (.ics)"),
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
        allow_empty_file=True,
        error_messages={"required": _("Kies eerst een bestand.")},
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse what is too large before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError(
                _("Dit bestand is groter dan %(most)s MB. Bewaar een agenda met minder jaren."),
                params={"most": MAX_BYTES // 1_000_000},
            )
        return file

    @property
    def name(self) -> str:
        """The name of the file, as far as it fits."""
        file: Any = self.cleaned_data["file"]
        return str(file.name)[-_NAME:]
