"""Where two judges differ: side by side, put forward, agreed to, or decided by a third."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loopbrug.core.outcomes.judging import Side
from loopbrug.web.outcomes.forms.judging import About, SettleForm, VoiceForm
from loopbrug.web.outcomes.opinions_told import Difference, Teller
from loopbrug.web.outcomes.queries.evidence import pieces_of
from loopbrug.web.outcomes.queries.rounds import settlement_with_key
from loopbrug.web.outcomes.services.chairs import NotAllowedError, NotReadyError
from loopbrug.web.outcomes.services.settling import (
    PutForwardError,
    SettledError,
    answer_settlement,
    settle,
)
from loopbrug.web.outcomes.views.chair import Chair, take_seat
from loopbrug.web.ui.parts import Crumb
from loopbrug.web.ui.too_late import too_late


@require_safe
@login_required
def differences(request: HttpRequest, key: int) -> HttpResponse:
    """Show what both found, the open differences first; only once both are in."""
    chair = take_seat(request, key)
    if not chair.all_in:
        return _not_yet(request, chair)
    return _page(request, chair)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def put_forward(request: HttpRequest, key: int, code: str) -> HttpResponse:
    """Let one side, or the third assessor, say how a difference ends."""
    chair = take_seat(request, key)
    if not chair.all_in:
        return _not_yet(request, chair)
    one = next((each for each in _told(chair) if each.code == code), None)
    if one is None or not chair.may_judge:
        raise Http404
    form = _settle_form(chair, code, request.POST if request.method == "POST" else None)
    faults: tuple[Any, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            settle(
                actor=chair.user, round_=chair.row, filled=form.filled(), day=timezone.localdate()
            )
        except NotReadyError as error:
            faults = error.findings
        except (SettledError, PutForwardError) as error:
            return _passed(request, key, code, waits=isinstance(error, PutForwardError))
        else:
            messages.success(request, _done(chair))
            return _back(key, code)
    crumb = Crumb(_("Verschillen"), reverse("judging:differences", args=[key]))
    title = _("Beslis over %(code)s") if chair.side is Side.THIRD else _("Voorstel voor %(code)s")
    context = chair.page(title % {"code": code}, crumb, form=form, one=one, findings=faults)
    return render(request, "judging/put_forward.html", context)


@require_POST
@login_required
def voice(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Say whether one agrees with what the other put forward."""
    chair = take_seat(request, key)
    settlement = settlement_with_key(chair.row, number) if chair.all_in else None
    if settlement is None or not chair.may_judge:
        raise Http404
    form = VoiceForm(request.POST)
    if not form.is_valid():
        return _page(request, chair, {settlement.pk: form}, HTTPStatus.BAD_REQUEST)
    try:
        changed = answer_settlement(
            actor=chair.user,
            settlement=settlement,
            agrees=form.cleaned_data["agrees"] == "yes",
            text=form.cleaned_data["text"],
            day=timezone.localdate(),
        )
    except NotAllowedError:
        raise Http404 from None
    except SettledError:
        return _passed(request, key, settlement.outcome)
    said = _("Je antwoord staat erbij.") if changed else _("Je had al geantwoord.")
    messages.success(request, said)
    return _back(key, settlement.outcome)


def _page(
    request: HttpRequest,
    chair: Chair,
    voices: dict[int, VoiceForm] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    told = _told(chair)
    open_ = [one for one in told if not one.over]
    context = chair.page(
        _("Verschillen"),
        open=[(one, _voice_form(chair, one, voices or {})) for one in open_],
        ended=[one for one in told if one.over and one.differs_on],
        agreed=[one for one in told if one.over and not one.differs_on],
        total=len(told),
        third=chair.side is Side.THIRD,
    )
    return render(request, "judging/differences.html", context, status=status)


def _voice_form(chair: Chair, one: Difference, voices: dict[int, VoiceForm]) -> VoiceForm | None:
    """Return the form to answer what waits for this side, or None when nothing does."""
    waiting = one.waiting
    others = waiting is not None and waiting.row.side != chair.side
    if not waiting or not others or chair.side is Side.THIRD or not chair.may_judge:
        return None
    return voices.get(waiting.row.pk) or VoiceForm(auto_id=f"voorstel-{waiting.row.pk}-%s")


def _told(chair: Chair) -> tuple[Difference, ...]:
    titles = {piece.code: piece.title for piece in pieces_of(chair.row.dossier)}
    return Teller(chair.framework, titles, chair.language).differences(chair.row)


def _settle_form(chair: Chair, code: str, data: Any) -> SettleForm:
    framework = chair.framework
    if code not in {one.code for one in framework.outcomes}:
        raise Http404
    asked = tuple(chair.row.outcomes)
    return SettleForm(data, about=About(framework.outcome(code), framework, asked, chair.language))


def _not_yet(request: HttpRequest, chair: Chair) -> HttpResponse:
    messages.info(request, _("Dit kan pas als allebei de kanten hebben ingeleverd."))
    return redirect("judging:round", chair.row.pk)


def _passed(request: HttpRequest, key: int, code: str, *, waits: bool = False) -> HttpResponse:
    """Say what came first, with everything that was written about this outcome to copy."""
    said = _("Hierover is intussen besloten.")
    if waits:
        said = _("Er ligt al een voorstel. Het wacht op antwoord.")
    return too_late(request, said, _address(key, code))


def _back(key: int, code: str) -> HttpResponse:
    return redirect(_address(key, code))


def _address(key: int, code: str) -> str:
    return f"{reverse('judging:differences', args=[key])}#{code}"


def _done(chair: Chair) -> str:
    if chair.side is Side.THIRD:
        return _("Je beslissing is bewaard en telt meteen.")
    return _("Je voorstel is bewaard. De ander zegt nu of die het ermee eens is.")
