"""The picture of the pathway, drawn from the table so that it cannot differ from it."""

from loopbrug.core.pathway.model import Phase, State
from loopbrug.core.pathway.states import LIVE, NEXT, TERMINAL, Event, phase_of

_ASIDE = frozenset({Event.PAUSE, Event.STOP, Event.TRANSFER})


def _name(state: State) -> str:
    return state.value.replace("-", "_")


def mermaid() -> str:
    """Return the pathway as a mermaid state diagram, one arrow per row of the table.

    The three ways aside, which leave every live state alike, are drawn once from a frame.
    """
    way = [
        f"    {_name(state)} --> {_name(to)}: {event}"
        for (state, event), to in NEXT.items()
        if event not in _ASIDE
    ]
    ends = [f"    {_name(state)} --> [*]" for state in State if state in TERMINAL]
    aside = [
        f"    on_the_way --> {_name(to)}: {event}"
        for (state, event), to in NEXT.items()
        if state is LIVE[0] and event in _ASIDE
    ]
    rows = [
        "stateDiagram-v2",
        f"    [*] --> {_name(LIVE[0])}",
        *way,
        "    state on_the_way <<choice>>",
        *aside,
        f"    paused --> on_the_way: {Event.RESUME}",
        *ends,
    ]
    return "\n".join(rows) + "\n"


def phases_table() -> str:
    """Return the nine phases with their states as a Markdown table."""
    rows = [
        f"| {phase} | {', '.join(s for s in State if phase_of(s) is phase)} |" for phase in Phase
    ]
    return "\n".join(["| Fase | Toestanden |", "|---|---|", *rows]) + "\n"
