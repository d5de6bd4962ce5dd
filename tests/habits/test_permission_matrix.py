"""The permission matrix: role × act × state, spelled out and committed.

When a permission changes on purpose, write the file anew and read the difference:

    python -m tests.habits.test_permission_matrix
"""

from pathlib import Path

from loopbrug.core.pathway.model import Party, State
from loopbrug.core.pathway.states import Event, steps_from
from loopbrug.core.pathway.turns import TURNS
from loopbrug.web.pathway.permissions import ACTS, FIRES, PARTIES, Act, Role, allowed, firing

SNAPSHOT = Path(__file__).with_name("permission_matrix.txt")
LETTERS = dict(zip(Role, "CBSIAKG", strict=True))
HEAD = """\
Who may do what with a dossier, in which state. Nothing else is allowed to anybody.
C candidate   B broker   S school and its board   I institute   A assessor   K coach
G guide during the suitability assessment
A foundation manager and a policy adviser have no letter: no dossier is theirs to see.
Written by: python -m tests.habits.test_permission_matrix
"""


def matrix() -> str:
    lines = [HEAD]
    for state in State:
        acts = [(act.value, _letters(act, state)) for act in Act]
        fires = [(f"fire:{event}", _firing(event, state)) for event in Event]
        held = [f"  {name:<32}{who}" for name, who in (*acts, *fires) if who.strip("·")]
        lines += [state.value, *held, ""]
    return "\n".join(lines)


def _letters(act: Act, state: State) -> str:
    return "".join(LETTERS[role] if allowed([role], act, state) else "·" for role in Role)


def _firing(event: Event, state: State) -> str:
    return "".join(LETTERS[role] if event in firing([role], state) else "·" for role in Role)


def test_permission_matrix_is_the_committed_one() -> None:
    assert matrix() == SNAPSHOT.read_text(encoding="utf-8"), (
        "permissions changed; if that was meant: python -m tests.habits.test_permission_matrix"
    )


def test_permissions_name_every_act_and_every_event() -> None:
    assert set(ACTS) == set(Act)
    assert set(FIRES) == set(Event)


def test_permissions_refuse_whoever_is_nothing_to_a_dossier() -> None:
    assert not any(allowed([], act, state) for act in Act for state in State)
    assert not any(firing([], state) for state in State)


def test_permissions_let_who_has_the_turn_act() -> None:
    """The party that has the turn can make at least one thing happen, or there is nothing to do."""
    for state, (party, _) in TURNS.items():
        if party is not Party.NOBODY:
            assert firing([PARTIES[party]], state), state
        else:
            assert not steps_from(state)


def test_permissions_keep_the_private_week_with_the_candidate() -> None:
    for state in State:
        assert [role for role in Role if allowed([role], Act.SEE_WEEK, state)] == [Role.CANDIDATE]


def test_permissions_keep_the_old_pay_with_the_candidate() -> None:
    for act in (Act.SEE_OWN_MONEY, Act.KEEP_OLD_PAY):
        for state in State:
            assert [role for role in Role if allowed([role], act, state)] == [Role.CANDIDATE]


if __name__ == "__main__":
    SNAPSHOT.write_text(matrix(), encoding="utf-8")
