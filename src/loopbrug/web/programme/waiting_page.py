"""What waits for somebody, in words, with the page where it is done."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from loopbrug.web.programme.facts.waiting import PAGES, Kind, Wait


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One thing to do: what, where, and whether its day has passed."""

    wait: Wait
    what: str
    url: str
    late: bool


def waiting_row(one: Wait, today: date) -> WaitingRow:
    """Return one thing that waits, ready to show."""
    url = reverse(PAGES[one.kind], args=[one.dossier.pk])
    return WaitingRow(one, what_waits(one), url, late=one.due_on < today)


def what_waits(one: Wait) -> str:
    """Return what there is to do."""
    return {
        Kind.ANSWER: _("zeg wat de werkplekopdracht “%(title)s” dekt"),
        Kind.CHANGE: _("de opleiding is niet akkoord met “%(title)s”: pas aan of trek in"),
        Kind.AGREE: _("de opleiding is deels akkoord met “%(title)s”: zeg of het zo kan"),
        Kind.FILL: _("vul jullie deel van de overeenkomst in"),
        Kind.SIGN: _("teken de overeenkomst"),
    }[one.kind] % {"title": one.title}
