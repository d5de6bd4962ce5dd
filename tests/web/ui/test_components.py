from datetime import date, time

import pytest
from django.template import Context, Template
from django.utils import translation

from loopbrug.core.terms.finding import Confidence, LegalSource
from loopbrug.core.terms.words import Bilingual
from loopbrug.web.ui.icons import ICONS
from loopbrug.web.ui.parts import Difference, Fact, OutcomeLine, PlanBar, WeekItem
from loopbrug.web.ui.statuses import LOOKS
from loopbrug.web.ui.style_guide import ExampleSpan, Sample


def shown(template: str, /, **context: object) -> str:
    return Template("{% load ui journey %}" + template).render(Context(context))


@pytest.mark.parametrize("status", LOOKS)
def test_badge_says_its_status_in_a_word_beside_an_icon(status: str) -> None:
    page = shown("{% badge status %}", status=status)
    assert str(LOOKS[status].word) in page
    assert LOOKS[status].icon in ICONS
    assert "<path" in page


def test_badge_of_an_unknown_status_is_refused() -> None:
    with pytest.raises(KeyError, match="sunk"):
        shown("{% badge 'sunk' %}")


def test_icon_with_a_label_is_read_out_and_without_is_not() -> None:
    assert 'aria-hidden="true"' in shown("{% icon 'check' %}")
    assert 'aria-label="Klaar"' in shown("{% icon 'check' 'Klaar' %}")


def test_card_escapes_its_title_and_keeps_its_content() -> None:
    page = shown("{% card title=title level=3 %}<p>{{ text }}</p>{% endcard %}",
                 title="<b>", text="a & b")  # fmt: skip
    assert "<h3>&lt;b&gt;</h3>" in page
    assert "<p>a &amp; b</p>" in page


def test_bridge_marks_where_you_are_once() -> None:
    spans = [ExampleSpan("Een", "done", "a"), ExampleSpan("Twee", "now", "b"),
             ExampleSpan("Drie", "next", "c")]  # fmt: skip
    page = shown("{% bridge spans %}", spans=spans)
    assert page.count("<li ") == 3
    assert page.count('aria-current="step"') == 1
    assert page.count("Je bent hier") == 1


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 dag</span> over"), (0, "0 dagen</span> over"), (-3, "3 dagen</span>")],
)
def test_now_panel_counts_days_in_words(days: int, words: str) -> None:
    page = shown("{% now_panel 'jij' 'Kies' days_left=days %}{% endnow_panel %}", days=days)
    assert words in page
    assert ("te laat" in page) is (days < 0)


def test_now_panel_names_who_has_the_turn_when_it_is_not_the_reader() -> None:
    page = shown("{% now_panel 'de school' 'Wachten' mine=False %}{% endnow_panel %}")
    assert "Aan zet: de school" in page
    assert "Jij bent aan zet" not in page


def test_week_grid_puts_items_in_order_of_the_clock_and_says_what_is_free() -> None:
    items = [WeekItem(1, time(18), time(21), "session", "Avond"),
             WeekItem(1, time(9), time(12), "work", "Ochtend")]  # fmt: skip
    page = shown("{% week_grid items 'Week' %}", items=items)
    assert page.index("Ochtend") < page.index("Avond")
    assert page.count("Vrij<") == 6
    assert 'data-from="24" data-length="6"' in page


def test_programme_timeline_is_drawn_with_points_whatever_the_language() -> None:
    bars = [PlanBar("A", date(2027, 1, 1), date(2027, 1, 10), because="sluit PE-1"),
            PlanBar("B", date(2027, 1, 11), date(2027, 1, 30))]  # fmt: skip
    with translation.override("nl"):
        page = shown("{% programme_timeline bars 'Plan' %}", bars=bars)
    assert 'x="33.33%" width="66.67%"' in page
    assert "sluit PE-1" in page


def test_programme_timeline_without_units_is_no_error() -> None:
    assert "<li>" not in shown("{% programme_timeline bars 'Plan' %}", bars=[])


def test_outcome_matrix_tallies_every_state() -> None:
    lines = [OutcomeLine("A", "a", "validated", "daarom", "X"),
             OutcomeLine("B", "b", "missing", "", "X"),
             OutcomeLine("C", "c", "missing", "", "Y")]  # fmt: skip
    page = shown("{% outcome_matrix lines 'Stand' %}", lines=lines)
    assert "1 gevalideerd" in page
    assert "2 ontbreekt nog" in page
    assert page.count('scope="rowgroup"') == 2


def test_compare_says_a_change_in_words() -> None:
    row = Difference("Klaar", "mei", "juni", "4 weken later", better=False)
    page = shown("{% compare rows 'Plannen' %}", rows=[row])
    assert "4 weken later" in page
    assert "Nieuw" in page


def test_data_table_refuses_a_row_of_another_length() -> None:
    with pytest.raises(ValueError, match="shorter"):
        shown("{% data_table 'T' headers rows %}", headers=["a", "b"], rows=[["1"]])


def test_facts_links_name_what_they_change() -> None:
    page = shown("{% facts rows %}", rows=[Fact("Vak", "Duits", url="/x/", act="Wijzig")])
    assert 'Wijzig<span class="lb-hidden">: Vak</span>' in page


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (Confidence.PUBLISHED, "tekst nagelezen"),
        (Confidence.DERIVED, "berekend"),
        (Confidence.REMEMBERED, "niet gecontroleerd"),
    ],
)
def test_legal_ground_says_how_sure_it_is(confidence: Confidence, words: str) -> None:
    page = shown("{% legal_ground source %}", source=LegalSource("WPO", "1", confidence=confidence))
    assert "WPO art. 1" in page
    assert words in page


def test_error_summary_links_every_fault_to_a_field_that_exists() -> None:
    form = Sample({})
    page = shown("{% error_summary form %}{{ form }}", form=form)
    for name in ("name", "sector_0", "days_0", "subject", "agree"):
        assert f'href="#id_{name}"' in page
        assert f'id="id_{name}"' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_error"' in page


def test_optional_fields_are_marked_and_others_are_not() -> None:
    page = shown("{% field form.day %}{% field form.name %}", form=Sample())
    assert page.count("optioneel") == 1


def test_large_field_carries_the_title_of_the_page() -> None:
    assert shown("{% field form.sector large=True %}", form=Sample()).count("<h1>") == 1


def test_bilingual_text_follows_the_language_of_the_page() -> None:
    text = Bilingual("leraar", "teacher")
    with translation.override("en"):
        assert shown("{{ text|in_language }}", text=text) == "teacher"
    with translation.override("nl"):
        assert shown("{{ text|in_language }}", text=text) == "leraar"
