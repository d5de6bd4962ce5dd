"""What can be judged again, and where evidence came in since it was judged."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loopbrug.core.outcomes.examiner import rule_for
from loopbrug.core.outcomes.gap import decided
from loopbrug.core.outcomes.judging import Rule
from loopbrug.web.outcomes.facts import standing_of
from loopbrug.web.outcomes.facts.rounds import in_going_rounds
from loopbrug.web.outcomes.queries import evidence_items
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.ui.parts import ChoiceLabel


@dataclass(frozen=True, slots=True)
class Again:
    """The outcomes one can choose; ``fresh`` those with evidence that nobody judged yet."""

    choices: tuple[tuple[str, ChoiceLabel], ...]
    fresh: tuple[str, ...]


def again_choices(dossier: Dossier, day: date, language: str) -> Again:
    """Return what is not validated and in no round, with what came in since it was judged."""
    standing = standing_of(dossier, day)
    if standing.gap is None:
        return Again((), ())
    judged = {one.outcome: one.judged_on for one in standing.judgements if decided(one)}
    fresh = dict[str, int]()
    for item in evidence_items(dossier):
        added = timezone.localtime(item.added_at).date()
        for link in item.shown.all():
            if added >= judged.get(link.outcome, date.min):
                fresh[link.outcome] = fresh.get(link.outcome, 0) + 1
    going = in_going_rounds(dossier)
    wanted = {*standing.gap.partly, *standing.gap.missing} - going
    listed = [one for one in standing.region.framework.outcomes if one.code in wanted]
    listed.sort(key=lambda one: one.code not in fresh)
    choices = tuple(
        (
            one.code,
            ChoiceLabel(f"{one.code} {one.statement.text(language)}", _note(one.code, fresh)),
        )
        for one in listed
    )
    return Again(choices, tuple(one.code for one in listed if one.code in fresh))


def _note(code: str, fresh: dict[str, int]) -> str:
    """Return what came in, and that one examiner is enough where that is so."""
    said = []
    if count := fresh.get(code, 0):
        said.append(
            ngettext("%(count)s nieuw bewijsstuk", "%(count)s nieuwe bewijsstukken", count)
            % {"count": count}
        )
    if rule_for(code) is Rule.ONE_EXAMINER:
        said.append(_("toets met vaste antwoorden: één examinator"))
    return " · ".join(said)
