"""Examples for the style guide: invented, and in every state a component has."""

from dataclasses import dataclass
from datetime import date, time

from django import forms
from django.utils.translation import gettext_lazy as _

from loopbrug.core.terms.finding import Confidence, LegalSource
from loopbrug.web.ui.icons import ICONS
from loopbrug.web.ui.parts import (
    BarPair,
    Chance,
    ChoiceLabel,
    Crumb,
    Difference,
    Fact,
    FanRow,
    LoadBar,
    Moment,
    OutcomeLine,
    PlanBar,
    Text,
    WeekItem,
)
from loopbrug.web.ui.statuses import LOOKS

SECTORS = (
    ("po", ChoiceLabel("Basisonderwijs", "Groep 1 tot en met 8")),
    ("vo", ChoiceLabel("Voortgezet onderwijs", "Een vak, bijvoorbeeld wiskunde")),
    ("mbo", "Mbo"),
)
DAYS = (("mon", "Maandag"), ("tue", "Dinsdag"), ("wed", "Woensdag"))


class Sample(forms.Form):
    """A form with one field of each kind."""

    name = forms.CharField(label=_("Naam van je diploma"), help_text=_("Zoals het erop staat."))
    day = forms.DateField(label=_("Datum op je diploma"), required=False)
    sector = forms.ChoiceField(
        label=_("Waar wil je lesgeven?"), choices=SECTORS, widget=forms.RadioSelect
    )
    days = forms.MultipleChoiceField(
        label=_("Welke dagen ben je vrij?"), choices=DAYS, widget=forms.CheckboxSelectMultiple
    )
    subject = forms.ChoiceField(label=_("Vak"), choices=(("wi", "Wiskunde"), ("du", "Duits")))
    note = forms.CharField(
        label=_("Nog iets dat we moeten weten?"), widget=forms.Textarea, required=False
    )
    agree = forms.BooleanField(label=_("Ik heb dit met mijn school besproken"))


@dataclass(frozen=True, slots=True)
class ExampleSpan:
    """A span for the example bridge."""

    title: Text
    state: str
    summary: Text
    url: str = ""


def examples() -> dict[str, object]:
    """Return one example of everything, by the name the style guide uses."""
    return {
        "crumbs": [Crumb(_("Beginpagina"), "/"), Crumb(_("Stijlgids"))],
        "spans": SPANS, "facts": FACTS, "moments": MOMENTS, "week": WEEK, "bars": BARS,
        "lines": LINES, "differences": DIFFERENCES, "looks": list(LOOKS), "icons": list(ICONS),
        "load": LOAD, "chances": CHANCES, "fan": FAN, "pairs": PAIRS,
        "today": date(2027, 4, 12), "headers": ["Eenheid", "Uren", "Start"],
        "table": [
            ["Vakdidactiek wiskunde", 84, "1 feb 2027"], ["Klassenmanagement", 56, "1 mrt 2027"],
        ],
        "sources": [
            LegalSource("WPO", "176c", text_date=date(2024, 8, 1)),
            LegalSource("Regeling subsidie zij-instroom", "4", confidence=Confidence.DERIVED),
            LegalSource("WHW", "7a.4", confidence=Confidence.REMEMBERED),
        ],
    }  # fmt: skip


SPANS = (
    ExampleSpan("Routes", "done", "Vier routes staan open.", "#bridge"),
    ExampleSpan("Bewijs", "done", "12 stukken verzameld.", "#bridge"),
    ExampleSpan("Geschiktheid", "now", "Het gesprek is op 14 mei.", "#bridge"),
    ExampleSpan("Programma", "next", "Komt na het onderzoek.", "#bridge"),
    ExampleSpan("Aanstelling", "blocked", "Wacht op een school."),
    ExampleSpan("Bevoegd", "next", "Naar verwachting juni 2028."),
)
FACTS = (
    Fact("Sector", "Voortgezet onderwijs", "Tweedegraads", "#facts", "Wijzig"),
    Fact("Vak", "Wiskunde", "", "#facts", "Wijzig"),
    Fact("Nederlands", "Moedertaal", "", "#facts", "Wijzig"),
)
MOMENTS = (
    Moment(
        date(2027, 5, 14), "Gesprek met de assessoren", "Met portfolio en proefles.", "", "next"
    ),
    Moment(date(2027, 4, 9), "Portfolio ingeleverd", "", "Door jou", "done"),
    Moment(
        date(2027, 4, 2), "De klok stond stil", "Wacht op de school.", "Door de makelaar", "paused"
    ),
)
WEEK = (
    WeekItem(0, time(8, 30), time(17), "work", "Bank"),
    WeekItem(1, time(8, 15), time(12, 30), "class", "Brugklas"),
    WeekItem(1, time(13), time(13, 45), "travel", "Naar Utrecht"),
    WeekItem(1, time(14), time(17), "session", "Vakdidactiek", "#week"),
    WeekItem(2, time(8), time(18), "care", "Kinderen"),
    WeekItem(3, time(8, 30), time(17), "work", "Bank"),
    WeekItem(3, time(19), time(21, 30), "session", "Leerteam, online", "#week"),
    WeekItem(4, time(9), time(13), "study", "Thuis"),
    WeekItem(5, time(10), time(12), "other", "Voetbal"),
)
BARS = (
    PlanBar("Klassenmanagement", date(2027, 2, 1), date(2027, 4, 23), "taught", "56 uur",
            "sluit orde en structuur (PE-2)", "#programme"),
    PlanBar("Lessenserie op je eigen school", date(2027, 3, 1), date(2027, 7, 2), "workplace",
            "80 uur", "sluit lessen ontwerpen (VD-3)", "#programme"),
    PlanBar("Kennistoets analyse", date(2027, 6, 14), date(2027, 6, 18), "test", "12 uur",
            "sluit analyse (WI-3)", "#programme"),
    PlanBar("Onderzoek in je klas", date(2027, 9, 6), date(2028, 1, 28), "workplace", "60 uur",
            "sluit onderzoekend vermogen (RE-2)"),
)  # fmt: skip
LINES = (
    OutcomeLine("PE-1", "Kent de ontwikkeling van leerlingen", "validated",
                "Aangetoond met tien jaar jeugdwerk.", "Pedagogiek"),
    OutcomeLine("PE-2", "Zorgt voor orde en structuur", "partly",
                "In kleine groepen wel, voor een hele klas nog niet. Nog 28 uur.", "Pedagogiek"),
    OutcomeLine("VD-3", "Ontwerpt een lessenserie", "missing", "Nog geen bewijs.", "Vakdidactiek"),
    OutcomeLine("VD-4", "Toetst wat leerlingen leren", "judging",
                "Een van de twee assessoren is klaar.", "Vakdidactiek"),
)  # fmt: skip
DIFFERENCES = (
    Difference("Studie-uren", "208 uur", "208 uur"),
    Difference("Klaar op", "28 januari 2028", "14 april 2028", "11 weken later", better=False),
    Difference("Drukste week", "16 uur", "12 uur", "4 uur minder", better=True),
    Difference("Lesdag", "woensdag", "donderdag", "andere dag"),
)
LOAD = (
    LoadBar("jan", 20, 90, 150, "110 van 150 uur (73%)"),
    LoadBar("feb", 10, 150, 140, "160 van 140 uur (114%)"),
    LoadBar("mrt", 0, 60, 160, "60 van 160 uur (38%)"),
)
CHANCES = (
    Chance("jan", 0.98, 0.95, 1.0, "98%, tussen 95% en 100%"),
    Chance("feb", 0.72, 0.6, 0.85, "72%, tussen 60% en 85%"),
    Chance("mrt", 0.9, 0.8, 1.0, "90%, tussen 80% en 100%"),
)
FAN = (
    FanRow("nu", 150_000, 150_000, 150_000, 150_000, 150_000),
    FanRow("jaar 1", 20_000, 130_000, 190_000, 240_000, 300_000),
    FanRow("jaar 2", -40_000, 130_000, 220_000, 300_000, 380_000),
)
PAIRS = (
    BarPair("Groot bestuur", 6_000, 2_300, "€ 6.000", "€ 2.300", "11 in de pool"),
    BarPair("Klein bestuur", 11_800, 2_100, "€ 11.800", "€ 2.100", "2 in de pool"),
)
