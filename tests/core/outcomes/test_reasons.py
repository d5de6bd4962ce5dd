"""The catalogue of reasons: each verdict has some, each says what the candidate can do."""

import pytest

from loopbrug.core.outcomes.model import Verdict
from loopbrug.core.outcomes.reasons import load_reasons, read_reasons, reasons_for
from loopbrug.core.outcomes.vraak import Criterion
from loopbrug.core.terms.finding import BadDataError

ONE = """
reasons:
  - code: shown
    verdicts: [validated, partly, missing]
    letter: level
    text: {nl: Gezien, en: Seen}
    next: {nl: Niets, en: Nothing}
"""


def errors(text: str) -> list[tuple[str, str]]:
    with pytest.raises(BadDataError) as caught:
        read_reasons(text, "x.yaml")
    return [
        (finding.code.removeprefix("outcomes."), finding.about) for finding in caught.value.findings
    ]


def test_catalogue_has_reasons_for_every_verdict_and_every_letter() -> None:
    assert 20 <= len(load_reasons()) <= 26
    assert all(len(reasons_for(verdict)) >= 5 for verdict in Verdict)
    letters = {reason.criterion for reason in load_reasons()}
    assert letters == {*Criterion, None}


def test_reasons_say_everything_in_both_languages_and_short() -> None:
    for reason in load_reasons():
        for text in (reason.text, reason.next_step):
            assert text.nl != text.en
            assert max(len(part.split()) for part in text.nl.split(". ")) <= 20, reason.code


def test_validated_is_not_given_for_the_reason_that_something_is_missing() -> None:
    positive = {reason.code for reason in reasons_for(Verdict.VALIDATED)}
    others = {reason.code for v in (Verdict.PARTLY, Verdict.MISSING) for reason in reasons_for(v)}
    assert positive & others == set()


def test_good_file_is_read() -> None:
    (reason,) = read_reasons(ONE)
    assert (reason.code, reason.criterion, reason.text.en) == ("shown", None, "Seen")
    assert reason.verdicts == tuple(Verdict)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        (
            "[validated, partly, missing]",
            "[validated, partly]",
            ("reasons-none", "x.yaml line 3: reasons"),
        ),
        ("missing]", "missing, maybe]", ("file-choice", "x.yaml line 4: reasons[0].verdicts")),
        ("letter: level", "letter: speed", ("file-choice", "x.yaml line 5: reasons[0].letter")),
        (", en: Seen", "", ("file-key-missing", "x.yaml line 6: reasons[0].text.en")),
        (
            "letter: level",
            "letter: level\n    hue: 1",
            ("file-key-unknown", "x.yaml line 6: reasons[0].hue"),
        ),
    ],
)
def test_wrong_line_is_refused_with_its_place(old: str, new: str, error: tuple[str, str]) -> None:
    assert errors(ONE.replace(old, new)) == [error]


def test_all_errors_are_told_at_once() -> None:
    twice = ONE + ONE.removeprefix("\nreasons:\n").replace("level", "speed").replace(
        ", en: Seen", ""
    )
    assert [code for code, _ in errors(twice)] == [
        "file-choice",
        "file-key-missing",
        "file-name-twice",
    ]
