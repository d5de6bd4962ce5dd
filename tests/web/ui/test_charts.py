"""Pictures of figures: they say in words what they show, and draw it to scale."""

import re

from django.template import Context, Template

from loopbrug.web.ui.parts import Chance, LoadBar
from loopbrug.web.ui.templatetags.charts import CHANCE_FOOT, CHANCE_TOP, chance_chart, load_chart


def shown(template: str, /, **context: object) -> str:
    return Template("{% load charts %}" + template).render(Context(context))


BARS = [LoadBar("jan", 5, 10, 20, "15 van 20 uur"), LoadBar("feb", 0, 30, 20, "30 van 20 uur")]
MONTHS = [Chance("jan", 0.9, 0.8, 1.0, "90%"), Chance("feb", None, None, None, "–")]


def test_load_chart_has_a_title_and_says_its_figures() -> None:
    page = shown("{% load_chart 'Begeleiders' bars 'a' %}", bars=BARS)
    assert 'role="img" aria-labelledby="a-title a-text"' in page
    assert '<title id="a-title">Begeleiders</title>' in page
    assert "jan: 15 van 20 uur." in page


def test_load_chart_marks_what_does_not_fit_in_more_than_colour() -> None:
    page = shown("{% load_chart 'Begeleiders' bars 'a' %}", bars=BARS)
    assert re.search(r"▲ 150%", page)
    assert page.count("▲") == 1
    assert "style=" not in page


def test_load_chart_draws_to_scale() -> None:
    columns = load_chart("x", BARS, "a")["columns"]
    assert isinstance(columns, list)
    whole, asked, taken = (float(each[1]) for each in (
        columns[0].whole, columns[0].asked, columns[0].taken))  # fmt: skip
    assert abs(asked / whole - 0.5) < 0.01
    assert abs(taken / whole - 0.25) < 0.01
    assert float(columns[1].asked[1]) > whole


def test_load_chart_without_hours_divides_by_nothing() -> None:
    page = shown("{% load_chart 'x' bars 'a' %}", bars=[LoadBar("jan", 0, 0, 0)])
    assert "0%" in page
    assert "100%" in shown("{% load_chart 'x' bars 'a' %}", bars=[LoadBar("jan", 0, 3, 0)])


def test_chance_chart_leaves_out_what_was_not_counted_and_says_where_it_begins() -> None:
    page = shown("{% chance_chart 'Kans' months 'k' %}", months=MONTHS)
    assert page.count("<circle") == 1
    assert "De as begint bij de helft." in page
    low = chance_chart("Kans", [Chance("jan", 0.3, 0.1, 0.5)], "k")
    assert not low["cut"]


def test_chance_chart_draws_to_scale() -> None:
    found = chance_chart("Kans", [Chance("jan", 0.75, 0.5, 1.0)], "k")["now"]
    assert isinstance(found, list)
    dot = found[0]
    assert (float(dot.high), float(dot.low)) == (CHANCE_TOP, CHANCE_FOOT)
    assert float(dot.y) == (CHANCE_TOP + CHANCE_FOOT) / 2


def test_chance_chart_shows_the_other_in_another_shape() -> None:
    page = shown("{% chance_chart 'Kans' months 'k' months %}", months=MONTHS)
    assert "Met de verandering:" in page
    assert page.count('lb-chance__dot--then" d="M') == 1
