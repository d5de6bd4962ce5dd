"""What an assessor fills in about an outcome, and about who judges."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.outcomes.model import Framework, Outcome, Verdict
from loopbrug.core.outcomes.reasons import load_reasons
from loopbrug.web.accounts.queries import User
from loopbrug.web.outcomes.facts.panel import Eligible
from loopbrug.web.outcomes.facts.rounds import Filled
from loopbrug.web.outcomes.queries import EvidenceItem
from loopbrug.web.ui.parts import ChoiceLabel, Text

SHORT = 90


class ReasonLabel(ChoiceLabel):
    """The text of a reason, with the verdicts it can carry."""

    __slots__ = ("verdicts",)
    verdicts: tuple[str, ...]

    @classmethod
    def of(cls, text: str, note: str, verdicts: tuple[str, ...]) -> Self:
        """Return the label of a reason."""
        made = cls(text, note)
        made.verdicts = verdicts
        return made


def verdict_choices() -> list[tuple[str, Text]]:
    """Return the three verdicts with what each means."""
    notes = {
        Verdict.VALIDATED: (
            _("Gevalideerd"),
            _("Aangetoond, op het niveau van een startende leraar."),
        ),
        Verdict.PARTLY: (_("Deels gevalideerd"), _("Een deel is er. Je zegt wat er nog over is.")),
        Verdict.MISSING: (_("Ontbreekt nog"), _("Nog niet aangetoond. Het komt in het programma.")),
    }
    return [(one.value, ChoiceLabel(str(word), str(note))) for one, (word, note) in notes.items()]


@dataclass(frozen=True, slots=True)
class About:
    """The outcome that is judged, in which framework and with which others, in one language."""

    outcome: Outcome
    framework: Framework
    asked: tuple[str, ...]
    language: str

    def others(self) -> list[tuple[str, Text]]:
        """Return what can be left instead: generic outcomes and those of the subjects at hand.

        Those of the same area come first.
        """
        known = {one.code: one for one in self.framework.outcomes}
        subjects = {"", self.outcome.subject}
        subjects |= {known[code].subject for code in self.asked if code in known}
        fits = [one for one in known.values() if one.subject in subjects]
        fits.sort(key=lambda one: one.area != self.outcome.area)
        return [
            (one.code, f"{one.code} {_short(one.statement.text(self.language))}")
            for one in fits
            if one.code != self.outcome.code
        ]


class RestForm(forms.Form):
    """A verdict on one outcome, with what is left when it is "partly"."""

    verdict = forms.ChoiceField(
        label=_("Jouw oordeel"), choices=verdict_choices, required=False, widget=forms.RadioSelect
    )
    left_hours = forms.IntegerField(label=_("Uren die nog over zijn"), required=False, min_value=1)
    left_outcomes = forms.MultipleChoiceField(
        label=_("Of: andere leeruitkomsten die nog moeten"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, about: About, **options: Any) -> None:
        super().__init__(*args, **options)
        outcome = self.outcome = about.outcome
        hours: Any = self.fields["left_hours"]
        hours.widget.attrs |= {"max": outcome.hours - 1, "inputmode": "numeric"}
        hours.max_value = outcome.hours - 1
        hours.help_text = _("Minder dan %(hours)s: zo veel uur is de hele leeruitkomst.") % {
            "hours": outcome.hours
        }
        hours.validators.append(_below(outcome.hours))
        others: Any = self.fields["left_outcomes"]
        others.choices = about.others()

    def filled(self) -> Filled:
        """Return what was filled in; call it on a valid form only."""
        given = self.cleaned_data
        return Filled(
            outcome=self.outcome.code,
            verdict=given["verdict"],
            reasons=tuple(given.get("reasons", ())),
            text=given["text"],
            left_outcomes=tuple(given["left_outcomes"]),
            left_hours=given["left_hours"],
            evidence=tuple(given.get("evidence", ())),
        )


class OpinionForm(RestForm):
    """Everything an assessor finds of one outcome; all of it may wait, until handing in."""

    reasons = forms.MultipleChoiceField(
        label=_("Waarom?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    evidence = forms.MultipleChoiceField(
        label=_("Op welk bewijs rust je oordeel?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(
        label=_("In je eigen woorden"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("De kandidaat leest dit later. Schrijf wat je zag, en waar."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, about: About, pieces: Sequence[EvidenceItem], **options: Any
    ) -> None:
        super().__init__(*args, about=about, **options)
        language = about.language
        reasons: Any = self.fields["reasons"]
        reasons.choices = [
            (one.code, ReasonLabel.of(
                one.text.text(language), one.next_step.text(language),
                tuple(verdict.value for verdict in one.verdicts),
            ))
            for one in load_reasons()
        ]  # fmt: skip
        evidence: Any = self.fields["evidence"]
        evidence.choices = [(piece.code, piece.title) for piece in pieces]


class SettleForm(RestForm):
    """How a difference ends: the verdict, and the reason in words."""

    text = forms.CharField(
        label=_("Waarom dit?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("De kandidaat leest dit later als reden bij het oordeel."),
        error_messages={"required": _("Schrijf op waarom: dit wordt de reden bij het oordeel.")},
    )
    field_order = ("verdict", "left_hours", "left_outcomes", "text")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["verdict"].required = True
        self.fields["verdict"].label = _("Wat wordt het oordeel?")
        self.fields["verdict"].error_messages["required"] = _("Kies een oordeel.")


class VoiceForm(forms.Form):
    """Whether the other side agrees."""

    agrees = forms.ChoiceField(
        label=_("Ben je het eens met dit voorstel?"),
        choices=[("yes", _("Ja, zo wordt het")), ("no", _("Nee, nog niet"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Wil je er iets bij zeggen?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SeatForm(forms.Form):
    """Who takes a seat, and why when good practice has something against it."""

    assessor = forms.ChoiceField(label=_("Wie beoordeelt?"), widget=forms.RadioSelect)
    why_anyway = forms.CharField(
        label=_("Waarom toch deze persoon?"),
        required=False,
        max_length=200,
        help_text=_("Alleen nodig als er bij de naam staat dat je het moet uitleggen."),
    )

    def __init__(self, *args: Any, people: Iterable[Eligible], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(one.user.pk): one for one in people if not one.blocked}
        chosen: Any = self.fields["assessor"]
        chosen.choices = [
            (key, ChoiceLabel(str(one.user), " · ".join(one.places)))
            for key, one in self.people.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Ask why when something speaks against the choice."""
        given = super().clean() or {}
        one = self.people.get(given.get("assessor", ""))
        if one and one.asks_why and not given.get("why_anyway", "").strip():
            self.add_error(
                "why_anyway", _("Leg uit waarom deze persoon toch kan, of kies iemand anders.")
            )
        return given

    def chosen(self) -> User:
        """Return who was chosen; call it on a valid form only."""
        return self.people[self.cleaned_data["assessor"]].user


class MoveForm(SeatForm):
    """Who takes over, and why; the dossier never shows the reason."""

    reason = forms.CharField(
        label=_("Waarom neemt een ander het over?"),
        max_length=200,
        help_text=_("Alleen wie panels regelt leest dit. Schrijf niets over iemands gezondheid."),
    )
    field_order = ("assessor", "why_anyway", "reason")


class AnewForm(forms.Form):
    """Which outcomes to judge again."""

    outcomes = forms.MultipleChoiceField(
        label=_("Welke leeruitkomsten?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één leeruitkomst.")},
    )

    def __init__(
        self, *args: Any, choices: Iterable[tuple[str, ChoiceLabel]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["outcomes"]
        field.choices = list(choices)


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"


def _below(hours: int) -> Any:
    def check(value: int) -> None:
        if value >= hours:
            raise forms.ValidationError(
                _("Vul minder dan %(hours)s uur in. Is alles nog over? Kies dan “ontbreekt nog”."),
                code="outcomes.left-too-many",
                params={"hours": hours},
            )

    return check
