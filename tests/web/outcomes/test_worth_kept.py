"""What evidence is worth is kept only as long as all that it rests on stays the same."""

from dataclasses import replace

import pytest
from tests.web.pathway.stage import TODAY, cast, matched

from loopbrug.core.outcomes.model import Judgement, Verdict
from loopbrug.web.outcomes.facts import standing_of, worth
from loopbrug.web.pathway.facts import region_of

pytestmark = pytest.mark.django_db


def test_a_finished_unit_or_another_catalogue_gives_another_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dossier = matched(cast())
    standing = standing_of(dossier, TODAY)
    assert standing.gap is not None
    before = worth._name(dossier, standing)
    assert worth._name(dossier, standing_of(dossier, TODAY)) == before
    # A finished unit shows an outcome without a judgement in the rows.
    shown = Judgement(standing.gap.missing[0], Verdict.VALIDATED, TODAY, ("institute",))
    finished = replace(standing, judgements=(*standing.judgements, shown))
    assert worth._name(dossier, finished) != before
    published = replace(region_of(dossier.region), version=7)
    monkeypatch.setattr(worth, "region_of", lambda _code: published)
    assert worth._name(dossier, standing) != before
