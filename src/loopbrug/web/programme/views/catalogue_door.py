"""What every page of a catalogue asks first: which institute, and whether the visitor keeps it."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from loopbrug.web.accounts.queries import User
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.views.door import signed_in
from loopbrug.web.programme.permissions.catalogue import may_keep_catalogue
from loopbrug.web.programme.queries.catalogue import institute_with_code, unit_rows
from loopbrug.web.programme.queries.register import institutes_kept_by
from loopbrug.web.ui.parts import Crumb


@dataclass(frozen=True, slots=True)
class Keeping:
    """A catalogue as somebody who keeps it looks at it today."""

    user: User
    institute: Organisation
    today: date

    def url(self, name: str, *args: object) -> str:
        """Return the address of a page of this catalogue."""
        return reverse(f"catalogue:{name}", args=[self.institute.code, *args])

    @property
    def units(self) -> list[tuple[str, str]]:
        """The units to choose from, by code."""
        rows = unit_rows(self.institute).order_by("code")
        return [(row.code, str(row)) for row in rows]

    def head(self, title: str, *below: tuple[str, str]) -> dict[str, object]:
        """Return what every template needs: title, breadcrumb, whose catalogue it is."""
        crumbs = [Crumb(_("Catalogus"), self.url("units"))] if title != _("Catalogus") else []
        crumbs += [Crumb(label, self.url(name)) for name, label in below]
        return {
            "title": title,
            "crumbs": [*crumbs, Crumb(title)],
            "institute": self.institute,
            "day": self.today,
        }


def keeping(request: HttpRequest, code: str) -> Keeping:
    """Return the visit; raises ``Http404`` for who does not keep this catalogue."""
    user, institute = signed_in(request), institute_with_code(code)
    if institute is None or not may_keep_catalogue(user, institute):
        raise Http404
    return Keeping(user, institute, timezone.localdate())


def first_kept(request: HttpRequest) -> Organisation:
    """Return the first institute that the visitor keeps; raises ``Http404`` without one."""
    found = institutes_kept_by(signed_in(request))
    if not found:
        raise Http404
    return found[0]
