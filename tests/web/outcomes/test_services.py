from datetime import date

import pytest
from tests.web.pathway.stage import TODAY, cast, matched

from loopbrug.core.bridge.model import Evidence
from loopbrug.core.outcomes.evidence import Kind
from loopbrug.core.outcomes.model import Judgement, Remainder, Verdict
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.audit.models import AppendOnlyError
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.outcomes.facts import evidence_of, gap_for, judgements_of
from loopbrug.web.outcomes.models import JudgementRow
from loopbrug.web.outcomes.services.recording import keep_evidence, record_judgements
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db

BOTH = ("institute", "field")
DIPLOMA = Evidence("E1", "Diploma bouwkunde", Kind.DIPLOMA, date(2012, 2, 29), ("VI-1", "VI-2"))
VALIDATED = Judgement("VI-1", Verdict.VALIDATED, TODAY, BOTH, reason="Ruim aangetoond.")
PARTLY = Judgement("VI-2", Verdict.PARTLY, TODAY, BOTH, Remainder(hours=4))


@pytest.fixture
def dossier() -> Dossier:
    return matched(cast())


def names_of_acts(dossier: Dossier) -> list[str]:
    return [act.name for act in acts_on(dossier.subject_key) if act.name.startswith("outcomes.")]


def test_keep_evidence_gives_back_what_was_kept(dossier: Dossier) -> None:
    undated = Evidence("E2", "شهادة", Kind.CERTIFICATE, None, ())
    assert keep_evidence(actor=None, dossier=dossier, items=[DIPLOMA, undated]) == 2
    assert evidence_of(dossier) == (DIPLOMA, undated)


def test_keep_evidence_twice_changes_nothing_and_writes_one_line(dossier: Dossier) -> None:
    for _ in range(2):
        keep_evidence(actor=None, dossier=dossier, items=[DIPLOMA])
    assert evidence_of(dossier) == (DIPLOMA,)
    assert names_of_acts(dossier) == ["outcomes.keep-evidence"]


def test_keep_evidence_brings_up_to_date_by_code(dossier: Dossier) -> None:
    keep_evidence(actor=None, dossier=dossier, items=[DIPLOMA])
    other = Evidence("E1", "Diploma met cijferlijst", Kind.DIPLOMA, date(2012, 2, 29), ("VI-1",))
    assert keep_evidence(actor=None, dossier=dossier, items=[other]) == 1
    assert evidence_of(dossier) == (other,)


def test_keep_evidence_takes_500_items(dossier: Dossier) -> None:
    items = [
        Evidence(f"E{number}", "Lesplan", Kind.WORK_PRODUCT, None, ("VD-4",))
        for number in range(500)
    ]
    assert keep_evidence(actor=None, dossier=dossier, items=items) == 500
    assert len(evidence_of(dossier)) == 500


def test_record_judgements_gives_back_what_was_recorded(dossier: Dossier) -> None:
    record_judgements(actor=None, dossier=dossier, judgements=[VALIDATED, PARTLY])
    assert judgements_of(dossier) == (VALIDATED, PARTLY)


def test_record_judgements_changes_the_gap(dossier: Dossier) -> None:
    before = gap_for(dossier, TODAY)
    record_judgements(actor=None, dossier=dossier, judgements=[VALIDATED, PARTLY])
    after = gap_for(dossier, TODAY)
    assert before is not None
    assert after is not None
    assert set(before.missing) - set(after.missing) == {"VI-1", "VI-2"}
    assert (after.validated, after.partly) == (("VI-1",), ("VI-2",))


def test_record_judgements_twice_adds_once(dossier: Dossier) -> None:
    assert record_judgements(actor=None, dossier=dossier, judgements=[VALIDATED]) == (VALIDATED,)
    assert record_judgements(actor=None, dossier=dossier, judgements=[VALIDATED]) == ()
    assert judgements_of(dossier) == (VALIDATED,)
    assert names_of_acts(dossier) == ["outcomes.judge"]


def test_record_judgements_keeps_the_first_when_a_mind_changes(dossier: Dossier) -> None:
    later = Judgement("VI-1", Verdict.MISSING, date(2026, 12, 1), BOTH, reason="Toch niet.")
    record_judgements(actor=None, dossier=dossier, judgements=[VALIDATED])
    record_judgements(actor=None, dossier=dossier, judgements=[later])
    assert judgements_of(dossier) == (VALIDATED, later)


def test_record_judgements_refuses_all_when_an_outcome_is_unknown(dossier: Dossier) -> None:
    unknown = [Judgement(code, Verdict.MISSING, TODAY, BOTH) for code in ("XX-1", "XX-2")]
    with pytest.raises(BadDataError) as refused:
        record_judgements(actor=None, dossier=dossier, judgements=[VALIDATED, *unknown])
    assert [finding.about for finding in refused.value.findings] == ["XX-1", "XX-2"]
    assert judgements_of(dossier) == ()
    assert names_of_acts(dossier) == []


def test_a_recorded_judgement_cannot_be_changed_or_removed(dossier: Dossier) -> None:
    record_judgements(actor=None, dossier=dossier, judgements=[VALIDATED])
    row = JudgementRow.objects.get()
    row.verdict = Verdict.MISSING.value
    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        row.delete()
    with pytest.raises(AppendOnlyError):
        JudgementRow.objects.update(verdict="missing")
