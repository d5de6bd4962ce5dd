"""One appointment: saying that one cannot come, fixing it, moving it, what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loopbrug.core.pathway.model import State
from loopbrug.core.terms.words import Bilingual
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.agenda import own_appointments
from loopbrug.web.assessment.facts.plan_page import names_of, plans_of
from loopbrug.web.assessment.facts.proposals import laid_out
from loopbrug.web.assessment.facts.tracks import is_fixed, local
from loopbrug.web.assessment.forms.planning import (
    DeclineForm,
    MomentForm,
    MoveForm,
    ReasonForm,
    SeenForm,
)
from loopbrug.web.assessment.permissions import may_mark, part_of
from loopbrug.web.assessment.queries import AppointmentPerson, AppointmentRow, Proposal
from loopbrug.web.assessment.queries.planning import PLANNED, appointment_with_id
from loopbrug.web.assessment.services.appointments import fix
from loopbrug.web.assessment.services.by_hand import TakenError, moments_of, move_by_hand, shown
from loopbrug.web.assessment.services.losses import NotPlannedError, decline, held, not_held
from loopbrug.web.pathway.permissions import Act, Role, allowed, roles_on
from loopbrug.web.pathway.views.door import signed_in

FORM = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody at an appointment, with what they are to its dossier."""

    user: User
    row: AppointmentRow
    roles: frozenset[Role]
    part: AppointmentPerson | None
    today: date

    def may(self, act: Act) -> bool:
        """Return whether they may do ``act`` in the dossier of the appointment."""
        return allowed(self.roles, act, State(self.row.assessment.dossier.state))

    def page(self, title: str, **more: Any) -> dict[str, Any]:
        """Return what every page about an appointment shows."""
        dossier, row = self.row.assessment.dossier, self.row
        plan = plans_of(row.assessment.profile).get(row.step)
        return {
            "title": title,
            "row": row,
            "dossier": dossier,
            "step": plan.title if plan else Bilingual(row.step, row.step),
            "starts": local(row.starts_at),
            "people": names_of(row.people.all()),
            "fixed": is_fixed(row, self.today, dossier.region),
            "sees_plan": self.may(Act.SEE_PLAN),
            **more,
        }


@require_safe
@login_required
def own(request: HttpRequest) -> HttpResponse:
    """Show one's own appointments, of every dossier; what is to be marked first."""
    user, today = signed_in(request), timezone.localdate()
    rows = own_appointments(user, today)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "assessment/own.html", {"page": page, "day": today, "query": ""})


@FORM
@login_required
def cannot(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that one cannot come; who plans may say it for another."""
    met = _meet(request, key)
    people = _who_may_decline(met)
    if not people:
        raise Http404
    if met.row.state != PLANNED or local(met.row.starts_at).date() < met.today:
        return _changed_since(request, met)
    form = DeclineForm(request.POST or None, people=people, initial={"seen": met.row.sequence})
    if not (form.is_bound and form.is_valid()):
        title = _("Ik kan niet") if met.part else _("Iemand kan niet")
        return render(request, "assessment/cannot.html", met.page(title, form=form, own=met.part))

    def act() -> HttpResponse:
        made = decline(
            actor=met.user,
            appointment=met.row,
            person=form.person(),
            reason=form.cleaned_data["reason"],
            day=met.today,
        )
        return _to_proposal(request, met, made)

    return _carried_out(request, met, form, act)


@FORM
@login_required
def fix_early(request: HttpRequest, key: UUID) -> HttpResponse:
    """Fix an appointment before its notice period."""
    met = _meet(request, key, Act.PLAN)
    form = SeenForm(request.POST or None, initial={"seen": met.row.sequence})
    if not (form.is_bound and form.is_valid()):
        return render(request, "assessment/fix.html", met.page(_("Zet vast"), form=form))

    def act() -> HttpResponse:
        fix(actor=met.user, appointment=met.row)
        messages.success(request, _("De afspraak staat vast. Wie erbij is, krijgt bericht."))
        return _back(met)

    return _carried_out(request, met, form, act)


@FORM
@login_required
def move(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a tentative appointment at another moment: choose one, see what it does, say yes."""
    met = _meet(request, key, Act.PLAN)
    if request.method == "POST":
        return _moved(request, met)
    moments = {local(one.starts): one for one in moments_of(met.row, met.today)}
    along = {at: len(one.changes) - 1 for at, one in moments.items()}
    form = MomentForm(request.GET or None, moments=along)
    title = _("Verplaats de afspraak")
    if not (form.is_bound and form.is_valid()):
        return render(request, "assessment/move.html", met.page(title, form=form, moments=along))
    chosen = moments[form.starts()]
    sure = MoveForm(
        initial={
            "seen": met.row.sequence,
            "moment": form.cleaned_data["moment"],
            "fix": form.cleaned_data["fix"],
        }
    )
    laid = laid_out(shown(met.row, chosen, met.today), met.user)
    context = met.page(title, form=sure, laid=laid, waits=True, fixes=form.cleaned_data["fix"])
    return render(request, "assessment/move_sure.html", context)


def _moved(request: HttpRequest, met: Met) -> HttpResponse:
    form = MoveForm(request.POST)
    if not form.is_valid():
        return redirect("assessment:move", met.row.pk)

    def act() -> HttpResponse:
        move_by_hand(
            actor=met.user,
            appointment=met.row,
            starts=form.cleaned_data["moment"],
            fix=form.cleaned_data["fix"],
            day=met.today,
        )
        messages.success(request, _("De afspraak is verplaatst. Wie erbij is, krijgt bericht."))
        return _back(met)

    return _carried_out(request, met, form, act)


@FORM
@login_required
def took_place(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that a step took place: one press on the plan, or on a page that asks."""
    met = _meet_marking(request, key)
    form = SeenForm(request.POST or None, initial={"seen": met.row.sequence})
    if not (form.is_bound and form.is_valid()):
        return render(request, "assessment/held.html", met.page(_("Is dit geweest?"), form=form))

    def act() -> HttpResponse:
        held(actor=met.user, appointment=met.row, day=met.today)
        messages.success(request, _("Genoteerd: dit is geweest."))
        return _back(met)

    return _carried_out(request, met, form, act)


@FORM
@login_required
def did_not(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that a step did not take place, and why; a new moment is proposed."""
    met = _meet_marking(request, key)
    if met.row.state != PLANNED:
        return _changed_since(request, met)
    form = ReasonForm(request.POST or None, initial={"seen": met.row.sequence})
    if not (form.is_bound and form.is_valid()):
        return render(request, "assessment/did_not.html", met.page(_("Ging niet door"), form=form))

    def act() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        made = not_held(actor=met.user, appointment=met.row, reason=reason, day=met.today)
        return _to_proposal(request, met, made)

    return _carried_out(request, met, form, act)


def _meet(request: HttpRequest, key: UUID, act: Act | None = None) -> Met:
    """Return somebody at an appointment; raises ``Http404`` for who is nothing to it."""
    user, row = signed_in(request), appointment_with_id(key)
    if row is None:
        raise Http404
    met = Met(
        user,
        row,
        roles_on(user, row.assessment.dossier),
        part_of(user, row.people.all()),
        timezone.localdate(),
    )
    allowed_here = met.may(act) if act else met.part is not None or met.may(Act.SEE_PLAN)
    if not allowed_here:
        raise Http404
    return met


def _meet_marking(request: HttpRequest, key: UUID) -> Met:
    met = _meet(request, key)
    if not may_mark(met.user, met.row, met.roles):
        raise Http404
    return met


def _who_may_decline(met: Met) -> list[AppointmentPerson]:
    if not _in_hand(met):
        return []
    if met.part is not None:
        return [met.part]
    if met.may(Act.PLAN):
        return [one for one in met.row.people.all() if one.part != "room"]
    return []


def _in_hand(met: Met) -> bool:
    """Return whether anybody may still say so: the assessment is in hand."""
    state = State(met.row.assessment.dossier.state)
    return any(allowed([role], Act.DECLINE_APPOINTMENT, state) for role in Role)


def _carried_out(
    request: HttpRequest, met: Met, form: SeenForm, act: Callable[[], HttpResponse]
) -> HttpResponse:
    """Do what was confirmed, on the appointment as it stood on the page."""
    met.row.sequence = form.cleaned_data["seen"]
    try:
        return act()
    except NotPlannedError:
        return _changed_since(request, met)
    except TakenError:
        messages.warning(request, _("Dit moment is net vergeven. Kies een ander."))
        return redirect("assessment:move", met.row.pk)


def _changed_since(request: HttpRequest, met: Met) -> HttpResponse:
    messages.warning(
        request, _("Deze afspraak is intussen veranderd of voorbij. Zo staat het er nu voor.")
    )
    return _back(met)


def _to_proposal(request: HttpRequest, met: Met, made: Proposal | None) -> HttpResponse:
    """Lead who plans to the proposal; tell the others what happens next."""
    if made is not None and met.may(Act.PLAN):
        messages.info(request, _("Genoteerd. Kijk dit voorstel na, en bevestig het."))
        return redirect("assessment:proposal", made.pk)
    messages.success(
        request,
        _("Genoteerd. Wie plant, zoekt een ander moment. Je krijgt bericht zodra dat er is."),
    )
    return _back(met)


def _back(met: Met) -> HttpResponse:
    if met.may(Act.SEE_PLAN):
        return redirect("assessment:plan", met.row.assessment.dossier_id)
    return redirect("assessment:own")
