"""A fan and pairs of bars: drawn to scale, with a title, and in words as well."""

from django.template import Context, Template

from loopbrug.web.ui.parts import BarPair, FanRow
from loopbrug.web.ui.templatetags.money_charts import FOOT, TOP, bar_pairs, fan_chart

FAN = [
    FanRow("nu", 100, 100, 100, 100, 100),
    FanRow("jaar 1", -400_000, 50_000, 120_000, 180_000, 390_000),
]
PAIRS = [
    BarPair("Groot", 50.0, 20.0, "€ 50", "€ 20", "11 plaatsen"),
    BarPair("Klein", 100.0, 20.0, "€ 100", "€ 20"),
]


def shown(template: str, /, **context: object) -> str:
    return Template("{% load money_charts %}" + template).render(Context(context))


def test_a_fan_has_a_title_and_points_at_its_table() -> None:
    page = shown("{% fan_chart 'De kas' rows 'a' -400000 390000 %}", rows=FAN)
    assert 'aria-labelledby="a-title a-text"' in page
    assert "De kas" in page
    assert "tabel" in page


def test_a_fan_is_drawn_to_scale_with_nothing_outside() -> None:
    drawn = fan_chart("x", FAN, "a", -400_000, 390_000)
    points = [point.split(",") for point in str(drawn["wide"]).split()]
    assert len(points) == 4
    heights = [float(y) for _x, y in points]
    assert all(TOP <= y <= FOOT for y in heights)
    assert min(heights) < float(str(drawn["zero"])) < max(heights)


def test_a_fan_of_nothing_is_drawn_all_the_same() -> None:
    drawn = fan_chart("x", [FanRow("nu", 0, 0, 0, 0, 0)], "a", 0, 0)
    assert drawn["lines"]


def test_bars_are_on_one_scale_and_say_their_amounts() -> None:
    drawn = bar_pairs("x", PAIRS, "Alleen", "Samen")
    assert [(one.first, one.second) for one in drawn["bars"]] == [  # type: ignore[attr-defined]
        ("50.0", "20.0"), ("100.0", "20.0")
    ]  # fmt: skip
    page = shown("{% bar_pairs 'Buffer' pairs 'Alleen' 'Samen' %}", pairs=PAIRS)
    for text in ("Buffer", "11 plaatsen", "Alleen: ", "€ 100"):
        assert text in page


def test_bars_of_nothing_divide_by_nothing() -> None:
    assert bar_pairs("x", [BarPair("a", 0, 0, "", "")], "b", "c")["bars"]
