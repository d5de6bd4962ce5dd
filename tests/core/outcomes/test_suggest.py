"""Suggestions: the right outcome near the top, words that are really there, and no noise.

The texts are invented. The weights in ``suggest`` were chosen with this set beside them, so the
counts below guard against getting worse; they do not promise as much for texts yet to come.
"""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loopbrug.core.outcomes.framework import load_framework
from loopbrug.core.outcomes.keywords import load_keywords, read_keywords
from loopbrug.core.outcomes.suggest import LONGEST, MOST_WORDS, Index, Suggestion, suggestions
from loopbrug.core.terms.finding import BadDataError

FRAMEWORK = load_framework()
CODES = tuple(outcome.code for outcome in FRAMEWORK.outcomes)
INDEX = Index.of(FRAMEWORK)

Labelled = tuple[tuple[str, str], ...]
DUTCH: Labelled = (
    ("Lesvoorbereiding met lesplan voor drie uur Duits in 2 havo", "VD-4"),
    ("Zelfgemaakte toets met beoordelingsmodel en analyse van de cijfers", "VD-13"),
    ("Filmopname: ik leg de stelling van Pythagoras uit aan de brugklas", "VD-7 WI-4"),
    ("Verslag van een oudergesprek over huiswerk en pesten", "PE-10"),
    ("Reflectieverslag na mijn eerste half jaar voor de klas", "BP-1"),
    ("Praktijkonderzoek naar leesmotivatie op een vmbo-school", "BP-2"),
    ("Getuigschrift bachelor werktuigbouwkunde", "TC-2 VI-1"),
    ("Jaarplanning en studiewijzer wiskunde, leerjaar 1", "VD-3"),
    ("Cursus omgaan met autisme en ADHD in de klas", "PE-3 SO-1"),
    ("Aangepaste opdrachten op drie niveaus voor een gemengde groep", "VD-9"),
    (
        "Hoe ik orde hou: mijn klassenregels en wat er gebeurt als iemand zich er niet aan houdt",
        "PE-7",
    ),
    ("Mentorlessen over groepsvorming en ruzies in de klas", "PE-5"),
    ("Certificaat Goethe-Institut C1", "DU-1"),
    ("Vijftien jaar gewerkt als laborant in de procesindustrie", "SK-5 VI-9V"),
    ("Begeleiden van leerling-verpleegkundigen op de afdeling", "ZO-7"),
    ("Instructie wondverzorging aan nieuwe collega's", "ZO-2 ZO-6"),
    ("Bijeenkomst van de werkgroep die het schoolplan vernieuwde", "BP-5"),
    ("Website en app die ik bouwde om woordjes te oefenen", "VD-10"),
    ("Intervisie met andere zij-instromers", "BP-1"),
    ("Analyse van resultaten uit het leerlingvolgsysteem en bijgestelde planning", "VD-14"),
    ("Voorlezen en letters aanleren in groep 3", "PO-2"),
    ("Stage bij de kleuters: hoeken inrichten en spelen", "PO-8"),
    ("Gymlessen op het schoolplein met regels voor veilig spelen", "PO-7"),
    ("Handelingsplan en ontwikkelingsperspectief voor een jongen met een beperking", "SO-2"),
    ("De-escaleren bij een agressieve leerling, met nabespreking", "SO-3"),
    ("Meubels maken met leerlingen in het houtlokaal", "BWI-3"),
    ("VCA-diploma en werkplaatsinstructie machines", "BWI-6 TC-4"),
    ("Bedrijfsbezoek aan een bakkerij, gekoppeld aan de les over percentages", "VI-4 WI-1"),
    ("Studiedag en vakliteratuur bijgehouden voor biologie", "VI-8"),
    ("Training hoe jongeren in de puberteit denken en doen", "PE-1"),
    ("Groepsopdracht waarin leerlingen zelfstandig samenwerken aan een proef", "VD-12"),
    ("Debat over democratie en burgerschap in klas 3", "PE-9"),
    ("Video van een les waarin ik doorvraag en feedback geef op de aanpak", "VD-11"),
    ("Veldwerk in de sloot: determineren van waterdieren", "BI-7 BI-4"),
    ("Eerlijk gezegd vooral uitleg over stroomkringen en spanning gegeven", "NA-2"),
    (
        "Werken met statistiek: een enquête onder klanten uitgewerkt tot grafieken en een boxplot",
        "WI-6",
    ),
)
ENGLISH: Labelled = (
    ("Lesson plan for a series on fractions", "VD-4 WI-1"),
    ("Feedback conversations with students about their approach", "VD-11"),
    ("Reference by my team leader about working with colleagues", "BP-3"),
    ("Reflection on my first term in front of a class", "BP-1"),
    ("Course on autism and behavioural problems", "PE-3 SO-1"),
    ("Exam I built, with a rubric and the marking", "VD-13"),
    ("Parent evening: notes of the talks with parents", "PE-10"),
    ("Digital tools I used during a year of online classes", "VD-10"),
    ("Thesis for my master of science in calculus", "WI-7 VI-10"),
    ("Group dynamics training and how I dealt with bullying", "PE-5"),
)
UNRELATED = (
    "asdf qwerty",
    "blablabla lorem ipsum dolor",
    "Uitnodiging verjaardag oma",
    "Huurcontract appartement",
    "Recept appeltaart met kaneel",
    "Rekening van de garage",
    "Photo of a holiday in Spain",
    "Receipt for a bicycle",
)


def among(labelled: Labelled, first: int) -> int:
    """Return for how many texts a right outcome is among the first suggestions."""
    return sum(
        any(each.outcome in right.split() for each in INDEX.suggestions(text, CODES, first))
        for text, right in labelled
    )


def test_suggestions_find_the_right_outcome_for_dutch_texts() -> None:
    assert len(DUTCH) == 36
    assert among(DUTCH, 3) >= 35
    assert among(DUTCH, 1) >= 34


def test_suggestions_find_the_right_outcome_for_english_texts() -> None:
    assert len(ENGLISH) == 10
    assert among(ENGLISH, 3) >= 10
    assert among(ENGLISH, 1) >= 8


@pytest.mark.parametrize("text", UNRELATED)
def test_suggestions_do_not_come_of_words_that_no_outcome_has(text: str) -> None:
    assert INDEX.suggestions(text, CODES) == ()


@pytest.mark.parametrize("text", ["", "   \n", "de het een of en", "!!! ... 12 3", "\x00\ud800"])
def test_suggestions_are_none_without_a_word_that_says_something(text: str) -> None:
    assert suggestions(text, FRAMEWORK, CODES) == ()


def test_suggestions_tell_the_words_as_written_and_in_order() -> None:
    found = INDEX.suggestions("Over PESTEN gesproken: het oudergesprek, nogmaals Pesten", CODES)
    assert found[:2] == (Suggestion("PE-10", ("oudergesprek",)), Suggestion("PE-5", ("PESTEN",)))


def test_suggestions_see_the_parts_of_a_compound() -> None:
    found = INDEX.suggestions("Toetsconstructiecursus", ("VD-13", "PE-5"))
    assert [each.outcome for each in found] == ["VD-13"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([text for text, _ in DUTCH + ENGLISH]), max_size=4), st.text())
def test_suggestions_rest_on_words_that_occur_in_the_text(texts: list[str], more: str) -> None:
    text = " ".join((*texts, more))
    for suggestion in INDEX.suggestions(text, CODES):
        assert 1 <= len(suggestion.words) <= MOST_WORDS
        assert all(word in text for word in suggestion.words)
        assert len(set(suggestion.words)) == len(suggestion.words)


def test_suggestions_keep_to_the_outcomes_asked_for_and_to_the_limit() -> None:
    text = " ".join(text for text, _ in DUTCH)
    few = INDEX.suggestions(text, ("PE-5", "VD-4", "XX-1"), 5)
    assert {each.outcome for each in few} == {"PE-5", "VD-4"}
    assert len(INDEX.suggestions(text, CODES)) == 5
    assert INDEX.suggestions(text, CODES, 0) == ()
    assert INDEX.suggestions(text, ()) == ()


def test_suggestions_work_for_a_small_framework_of_another() -> None:
    few = tuple(FRAMEWORK.outcome(code) for code in ("VD-4", "PE-5", "BP-2"))
    framework = replace(FRAMEWORK, identifier="another", outcomes=few)
    found = suggestions("Onderzoek naar de processen in mijn groep", framework, CODES)
    assert {each.outcome for each in found} == {"PE-5", "BP-2"}
    assert suggestions("pesten", framework, CODES) == ()


def test_suggestions_put_equals_in_framework_order() -> None:
    one = FRAMEWORK.outcome("PE-5")
    twins = tuple(replace(one, code=code) for code in ("B", "C", "A"))
    framework = replace(FRAMEWORK, identifier="another", outcomes=(*FRAMEWORK.outcomes, *twins))
    found = suggestions("processen in een groep", framework, ("A", "B", "C"))
    assert [each.outcome for each in found] == ["B", "C", "A"]


def test_suggestions_read_the_beginning_of_a_huge_text() -> None:
    filling = "woordenbrij zonder betekenis " * 40_000
    started = time.perf_counter()
    assert INDEX.suggestions("pesten " + filling, CODES)[0].outcome == "PE-5"
    assert time.perf_counter() - started < 5
    late = "x" * (LONGEST - 3) + " pesten"
    assert INDEX.suggestions(late, CODES) == ()
    assert INDEX.suggestions(late[7:], CODES) != ()


def test_keywords_are_there_for_every_outcome() -> None:
    assert load_keywords(FRAMEWORK).words.keys() == set(CODES)


def test_keywords_of_generic_outcomes_come_in_both_languages() -> None:
    generic = [outcome.code for outcome in FRAMEWORK.outcomes if not outcome.subject]
    words = load_keywords(FRAMEWORK).words
    assert min(len(words[code]) for code in generic) >= 8


def test_keywords_of_another_framework_are_not_used() -> None:
    keywords = load_keywords(FRAMEWORK)
    text = keywords_text("9f4e1b5c-1111-4222-8333-444455556666", "VI-1")
    other = read_keywords(text, FRAMEWORK)
    assert keywords.of(FRAMEWORK, "VI-1")
    assert other.of(FRAMEWORK, "VI-1") == ()


def test_keywords_must_belong_to_an_outcome() -> None:
    with pytest.raises(BadDataError) as caught:
        read_keywords(
            keywords_text(FRAMEWORK.identifier, "VI-1", "VI-99"), FRAMEWORK, "woorden.yaml"
        )
    (finding,) = caught.value.findings
    assert finding.code == "outcomes.keyword-outcome-unknown"
    assert finding.about.startswith("woorden.yaml line 4")


def test_keywords_of_an_outcome_may_not_be_missing() -> None:
    with pytest.raises(BadDataError) as caught:
        read_keywords(f"framework: {FRAMEWORK.identifier}\nkeywords:\n  VI-1: {{}}\n", FRAMEWORK)
    assert [each.code for each in caught.value.findings] == ["outcomes.keyword-none"]


def keywords_text(framework: str, *codes: str) -> str:
    lines = "\n".join(f"  {code}: {{nl: [vakkennis]}}" for code in codes)
    return f"framework: {framework}\nkeywords:\n{lines}\n"
