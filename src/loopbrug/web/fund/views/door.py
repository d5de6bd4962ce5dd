"""What every page of a pool asks first: who is there, and whose pool is it."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import Http404, HttpRequest
from django.utils import timezone

from loopbrug.core.fund.checks import lacking
from loopbrug.core.fund.model import Pool
from loopbrug.core.fund.pricing import Priced
from loopbrug.core.law.model import NoLawInForceError
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.papers.telling import told
from loopbrug.web.fund.facts import SEED, Kept, kept_pool, priced
from loopbrug.web.fund.permissions import manages
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.views.door import signed_in
from loopbrug.web.ui.parts import Crumb


@dataclass(frozen=True, slots=True)
class Keeper:
    """The manager of a pool, who came to a page of it."""

    user: User
    foundation: Organisation
    day: date

    @property
    def kept(self) -> Kept:
        """The pool as it is kept."""
        return kept_pool(self.foundation, self.day)


def keeper(request: HttpRequest) -> Keeper:
    """Return who manages the pool; raises ``Http404`` for everybody else."""
    user = signed_in(request)
    foundation = manages(user)
    if foundation is None:
        raise Http404
    return Keeper(user, foundation, timezone.localdate())


def tried(pool: Pool, day: date, seed: int = SEED) -> tuple[Priced | None, tuple[Finding, ...]]:
    """Return the pool priced with what must be said beside it, or why it cannot be priced."""
    try:
        found = priced(pool, day, seed)
    except BadDataError as error:
        return None, error.findings
    except NoLawInForceError as error:
        return None, (lacking(error),)
    return found, found.findings


def blame(form: forms.Form, error: BadDataError) -> None:
    """Tell each fault beside its field, or above the form."""
    for finding in error.findings:
        form.add_error(finding.about if finding.about in form.fields else None, told(finding))


def head(title: str, *crumbs: Crumb) -> dict[str, object]:
    """Return title and breadcrumb of a page."""
    return {"title": title, "crumbs": [*crumbs, Crumb(title)]}
