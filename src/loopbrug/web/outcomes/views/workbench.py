"""The workbench: a round by area, one outcome with its evidence, and handing in."""

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loopbrug.core.outcomes.judging import Side
from loopbrug.core.outcomes.vraak import look_at
from loopbrug.core.terms.finding import blocking
from loopbrug.web.outcomes.desk import OwnDesk, Progress, overview_of
from loopbrug.web.outcomes.facts.evidence import piece_value
from loopbrug.web.outcomes.facts.rounds import opinion_of, question_of
from loopbrug.web.outcomes.forms.judging import About, OpinionForm
from loopbrug.web.outcomes.opinions_told import Teller, Told
from loopbrug.web.outcomes.queries import Draft, EvidenceItem, QuestionRow
from loopbrug.web.outcomes.queries.evidence import pieces_of
from loopbrug.web.outcomes.queries.rounds import draft_of, drafts_of
from loopbrug.web.outcomes.services.chairs import HandedInError, NotAllowedError, NotReadyError
from loopbrug.web.outcomes.services.drafts import (
    StaleDraftError,
    before_handing_in,
    hand_in,
    save_draft,
)
from loopbrug.web.outcomes.views.chair import Chair, take_seat
from loopbrug.web.outcomes.views.frame import shows_evidence
from loopbrug.web.pathway.facts import law

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def overview(request: HttpRequest, key: int) -> HttpResponse:
    """Show the outcomes of a round by area, with how far one's own draft is."""
    chair, today = take_seat(request, key), timezone.localdate()
    drafts = list(drafts_of(chair.row, chair.side))
    findings = before_handing_in(chair.row, chair.side, chair.user, today)
    pieces = [one for one in pieces_of(chair.row.dossier) if one.withdrawn_on is None]
    own = OwnDesk(drafts, findings, pieces, chair.user)
    areas = overview_of(chair.row, own, chair.framework, chair.language)
    cards = [card for area in areas for card in area.cards]
    ready = sum(card.progress is Progress.READY for card in cards)
    context = chair.page(
        chair.name,
        areas=areas,
        ready=ready,
        total=len(cards),
        first_open=next((c.code for c in cards if c.progress is not Progress.READY), ""),
        question=question_of(chair.row, chair.side),
        answers=_answers(chair),
        warnings=[one for one in findings if not one.about],
        predecessors=sorted({card.by_predecessor for card in cards if card.by_predecessor}),
        day=today,
    )
    return render(request, "judging/round.html", context)


@FORM
@login_required
@shows_evidence
def outcome(request: HttpRequest, key: int, code: str) -> HttpResponse:
    """Show one outcome with its evidence (GET), or keep the draft of it (POST)."""
    chair = take_seat(request, key)
    if code not in chair.row.outcomes:
        raise Http404
    draft = draft_of(chair.row, chair.side, code)
    if request.method != "POST":
        return _bench(request, chair, code, draft, _form(chair, code, draft))
    form = _form(chair, code, draft, request.POST)
    if not form.is_valid():
        return _bench(request, chair, code, draft, form)
    try:
        save_draft(
            actor=chair.user,
            round_=chair.row,
            filled=form.filled(),
            seen=form.cleaned_data["seen"] or 0,
        )
    except StaleDraftError as stale:
        return _bench(request, chair, code, stale.newer, form, stale=True)
    except (HandedInError, NotAllowedError) as refused:
        return _too_late(request, chair, code, form, handed=isinstance(refused, HandedInError))
    messages.success(request, _("Bewaard: %(code)s.") % {"code": code})
    onward = _next(chair, code) if request.POST.get("act") == "next" else code
    if not onward:
        return redirect("judging:round", key)
    return redirect("judging:outcome", key, onward)


@FORM
@login_required
def submit(request: HttpRequest, key: int) -> HttpResponse:
    """Tell what still stands in the way, or ask whether to hand in (GET); hand in (POST)."""
    chair, today = take_seat(request, key), timezone.localdate()
    if chair.handed_in:
        return _handed_in_already(request, key)
    if not chair.may_draft:
        raise Http404
    if request.method == "POST":
        try:
            hand_in(actor=chair.user, round_=chair.row, day=today)
        except HandedInError:
            return _handed_in_already(request, key)
        except NotReadyError:
            return _submit_page(request, chair, HTTPStatus.CONFLICT)
        messages.success(request, _("Ingeleverd. Dank je wel: jouw oordeel staat vast."))
        return redirect("judging:round", key)
    return _submit_page(request, chair)


def _submit_page(
    request: HttpRequest, chair: Chair, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    findings = before_handing_in(chair.row, chair.side, chair.user, timezone.localdate())
    stops = blocking(findings)
    tally = [draft.verdict for draft in drafts_of(chair.row, chair.side)]
    context = chair.page(
        _("Inleveren"),
        stops=stops,
        warns=[one for one in findings if one not in stops],
        counts=[(verdict, tally.count(verdict)) for verdict in ("validated", "partly", "missing")],
    )
    return render(request, "judging/submit.html", context, status=status)


def _handed_in_already(request: HttpRequest, key: int) -> HttpResponse:
    messages.info(request, _("Je had al ingeleverd. Dat oordeel staat; er is niets veranderd."))
    return redirect("judging:round", key)


def _form(chair: Chair, code: str, draft: Draft | None, data: Any = None) -> OpinionForm:
    framework = chair.framework
    about = About(framework.outcome(code), framework, tuple(chair.row.outcomes), chair.language)
    initial: dict[str, Any] = {"seen": draft.version if draft else 0}
    if draft:
        names = ("verdict", "reasons", "text", "left_outcomes", "left_hours", "evidence")
        initial |= {name: getattr(draft, name) for name in names}
    return OpinionForm(data, initial=initial, about=about, pieces=_pieces(chair, code))


def _pieces(chair: Chair, code: str) -> list[EvidenceItem]:
    """Return the evidence of the dossier, what is said to show this outcome first."""
    pieces = [one for one in pieces_of(chair.row.dossier) if one.withdrawn_on is None]
    return sorted(pieces, key=lambda one: not _links(one, code))


def _links(piece: EvidenceItem, code: str) -> list[Any]:
    return [link for link in piece.shown.all() if link.outcome == code]


def _bench(
    request: HttpRequest,
    chair: Chair,
    code: str,
    draft: Draft | None,
    form: OpinionForm,
    *,
    stale: bool = False,
) -> HttpResponse:
    pieces = _pieces(chair, code)
    shown = [(piece, links) for piece in pieces if (links := _links(piece, code))]
    if stale and draft:
        # What was typed stays; saving it once more, with the newer beside it, is then a choice.
        typed: Any = form.data
        form.data = typed.copy()
        cast("Any", form.data)["seen"] = str(draft.version)
    foreign = draft is not None and draft.author_id != chair.user.pk
    context = chair.page(
        code,
        form=form,
        outcome=chair.framework.outcome(code),
        area=_area(chair, code),
        statement=chair.framework.outcome(code).statement.text(chair.language),
        shown=shown,
        others=[piece for piece in pieces if not _links(piece, code)],
        looks=look_at(code, map(piece_value, pieces), law(), timezone.localdate()),
        place=list(chair.row.outcomes).index(code) + 1,
        before=_next(chair, code, -1),
        after=_next(chair, code),
        predecessor=draft.author if draft and foreign else None,
        newer=_teller(chair, pieces).draft(draft) if stale and draft else None,
        answers=[one for one in _answers(chair) if one.outcome == code],
        own=None if chair.may_draft else _own(chair, code, pieces),
    )
    status = HTTPStatus.CONFLICT if stale else HTTPStatus.OK
    return render(request, "judging/outcome.html", context, status=status)


def _too_late(
    request: HttpRequest, chair: Chair, code: str, form: OpinionForm, *, handed: bool
) -> HttpResponse:
    """Say that it cannot be kept any more, with everything that was filled in still to read."""
    opinion = opinion_of(form.filled())
    teller = _teller(chair, _pieces(chair, code))
    context = chair.page(
        _("Niet meer te bewaren"),
        code=code,
        handed=handed,
        text=form.filled().text,
        told=teller.tell(opinion) if opinion else None,
    )
    return render(request, "judging/too_late.html", context, status=HTTPStatus.CONFLICT)


def _own(chair: Chair, code: str, pieces: list[EvidenceItem]) -> Told | None:
    """Return what the own side handed in about an outcome, or None."""
    for submission in chair.row.submissions.all():
        if submission.side != chair.side or chair.side is Side.THIRD:
            continue
        for row in submission.opinions.all():
            opinion = opinion_of(row)
            if row.outcome == code and opinion:
                return _teller(chair, pieces).tell(opinion)
    return None


def _answers(chair: Chair) -> list[QuestionRow]:
    """Return the questions that are over: those of the own side, and all once all are in."""
    over = [one for one in chair.row.questions.all() if getattr(one, "answer", None) is not None]
    return [one for one in over if chair.all_in or one.side == chair.side]


def _teller(chair: Chair, pieces: list[EvidenceItem]) -> Teller:
    titles = {piece.code: piece.title for piece in pieces}
    return Teller(chair.framework, titles, chair.language)


def _area(chair: Chair, code: str) -> str:
    area = chair.framework.outcome(code).area
    known = {one.code: one.title.text(chair.language) for one in chair.framework.areas}
    return known.get(area, area)


def _next(chair: Chair, code: str, step: int = 1) -> str:
    """Return the code of the outcome after (or before) this one, "" at the end."""
    codes = list(chair.row.outcomes)
    place = codes.index(code) + step
    return codes[place] if 0 <= place < len(codes) else ""
