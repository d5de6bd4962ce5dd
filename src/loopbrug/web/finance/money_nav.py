"""The pages about money over all dossiers: which of them somebody may open."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from loopbrug.web.accounts.queries import User
from loopbrug.web.finance.permissions import accounts_for, funds_kept_by


@dataclass(frozen=True, slots=True)
class MoneyLink:
    """A way to one of the pages; ``here`` is the page itself."""

    label: str
    url: str
    here: bool


def money_links(user: User, here: str) -> dict[str, object]:
    """Return the ways a page shows; ``here`` is the name of its address."""
    pages = [("money:proposals", _("Voorstellen"))]
    if accounts_for(user):
        pages.append(("money:deadlines", _("Termijnen")))
    if funds_kept_by(user):
        pages.append(("money:funds", _("Fondsen")))
    if accounts_for(user):
        pages.append(("money:accounts", _("Verantwoording")))
    links = [MoneyLink(label, reverse(name), name == here) for name, label in pages]
    return {"money_links": links}
