"""The page about the pathway shows the table and nothing else."""

from pathlib import Path

from loopbrug.core.pathway.diagram import mermaid, phases_table
from loopbrug.core.pathway.states import LIVE, NEXT, Event

PAGE = Path(__file__).parents[3] / "docs" / "pathway.md"


def test_page_holds_the_diagram_drawn_from_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert f"```mermaid\n{mermaid()}```\n" in page
    assert phases_table() in page


def test_mermaid_draws_every_row_of_the_way_once() -> None:
    lines = mermaid().splitlines()
    aside = {Event.PAUSE, Event.STOP, Event.TRANSFER}
    way = [(state, event, to) for (state, event), to in NEXT.items() if event not in aside]
    for state, event, to in way:
        row = f"    {state} --> {to}: ".replace("-", "_").replace("__>", "-->") + event
        assert lines.count(row) == 1
    assert len([line for line in lines if " --> " in line]) == len(way) + 1 + 3 + 1 + 3


def test_ways_aside_are_the_same_for_every_live_state() -> None:
    for event in (Event.PAUSE, Event.STOP, Event.TRANSFER):
        assert len({NEXT[state, event] for state in LIVE}) == 1
