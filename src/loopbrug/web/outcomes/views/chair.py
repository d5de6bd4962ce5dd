"""What every page of judging asks first: has the visitor a seat in this round."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from loopbrug.core.outcomes.judging import Side
from loopbrug.core.outcomes.model import Framework
from loopbrug.web.accounts.queries import User
from loopbrug.web.outcomes.facts.rounds import Stage, stage_of
from loopbrug.web.outcomes.queries import Round
from loopbrug.web.outcomes.queries.rounds import round_with_key
from loopbrug.web.pathway.facts import framework_of
from loopbrug.web.pathway.permissions import Act, Role, roles_on
from loopbrug.web.pathway.views.door import Visit, signed_in
from loopbrug.web.ui.parts import Crumb


@dataclass(frozen=True, slots=True)
class Chair:
    """Somebody with a seat in a round: who, on which side, and how far it is."""

    visit: Visit
    row: Round
    side: Side
    stage: Stage
    language: str

    @property
    def user(self) -> User:
        """Who sits there."""
        return self.visit.user

    @property
    def framework(self) -> Framework:
        """What is judged against."""
        return framework_of(self.row.dossier.region)

    @property
    def handed_in(self) -> bool:
        """Whether the own side handed in."""
        return any(one.side == self.side for one in self.row.submissions.all())

    @property
    def all_in(self) -> bool:
        """Whether everybody handed in, so that everything may be seen."""
        return self.stage in (Stage.SETTLING, Stage.DONE)

    @property
    def may_judge(self) -> bool:
        """Whether something can be written down now."""
        return self.visit.may(Act.JUDGE)

    @property
    def may_draft(self) -> bool:
        """Whether the own side still writes its draft."""
        return self.may_judge and not self.handed_in and self.side is not Side.THIRD

    def page(self, title: str, *below: Crumb, **context: Any) -> dict[str, Any]:
        """Return what a page of the round is drawn with; ``below`` are crumbs under the round."""
        crumbs = [Crumb(_("Beoordelen"), reverse("judging:queue"))]
        if below or title != self.name:
            crumbs.append(Crumb(self.name, reverse("judging:round", args=[self.row.pk])))
        return {
            "chair": self,
            "visit": self.visit,
            "round": self.row,
            "dossier": self.row.dossier,
            "title": title,
            "crumbs": [*crumbs, *below, Crumb(title)],
            **context,
        }

    @property
    def name(self) -> str:
        """What the round is called on screen."""
        return str(self.row.dossier.candidate)


def take_seat(request: HttpRequest, key: int) -> Chair:
    """Return the visitor's chair; raises ``Http404`` for who has no seat in this round now."""
    user, row = signed_in(request), round_with_key(key)
    if row is None or row.dropped_on:
        raise Http404
    seat = next(
        (one for one in row.seats.all() if one.assessor_id == user.pk and one.left_on is None), None
    )
    roles = roles_on(user, row.dossier)
    visit = Visit(user, row.dossier, roles)
    visit.ask(Act.SEE_EVIDENCE)
    if seat is None or Role.ASSESSOR not in roles:
        raise Http404
    return Chair(visit, row, Side(seat.side), stage_of(row), get_language() or "nl")
