"""Choosing what to see of the register of figures."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.web.finance.facts.figures import Asked


class FiguresForm(forms.Form):
    """What to see; a choice that does not exist is told and left aside."""

    asks_nothing = True

    words = forms.CharField(
        label=_("Zoek"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text=_("Bijvoorbeeld: eindejaarsuitkering, of cao vo."),
    )
    group = forms.ChoiceField(label=_("Onderwerp"), required=False)
    uncertain = forms.BooleanField(label=_("Toon alleen wat niet zeker is"), required=False)
    oldest = forms.BooleanField(
        label=_("Toon één lijst: wat het langst niet is nagekeken bovenaan"), required=False
    )
    past = forms.BooleanField(label=_("Toon ook wat niet meer geldt"), required=False)

    def __init__(self, *args: Any, groups: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["group"]
        chosen.choices = [("", _("alles")), *groups]

    @property
    def asked(self) -> Asked:
        """What is asked for."""
        if not self.is_bound:
            return Asked()
        self.is_valid()
        return Asked(**self.cleaned_data)
