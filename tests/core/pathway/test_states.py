"""The one table: complete, connected, and honest about what can happen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.pathway.model import Party, Phase, State
from loopbrug.core.pathway.states import (
    LIVE,
    NEXT,
    TERMINAL,
    Event,
    NoSuchStepError,
    phase_of,
    step,
    steps_from,
)
from loopbrug.core.pathway.turns import TURNS, turn_of

MAIN_ROAD = (
    (Event.OPEN, State.OPENED),
    (Event.INVITE, State.INTAKE),
    (Event.SEEK_SCHOOL, State.MATCHING),
    (Event.REQUEST_ASSESSMENT, State.ASSESSMENT_REQUESTED),
    (Event.START_ASSESSMENT, State.ASSESSING),
    (Event.FIND_SUITABLE, State.SUITABLE),
    (Event.DRAFT_AGREEMENT, State.AGREEING),
    (Event.APPOINT, State.APPOINTED),
    (Event.START_TRAINING, State.IN_TRAINING),
    (Event.REQUEST_FINAL, State.FINAL_ASSESSMENT),
    (Event.PASS, State.QUALIFIED),
    (Event.START_INDUCTION, State.INDUCTION),
    (Event.SETTLE, State.SETTLED),
)


def test_step_walks_the_main_road_from_first_contact_to_settled() -> None:
    state = State.EXPLORING
    for event, expected in MAIN_ROAD:
        state = step(state, event)
        assert state is expected


def test_table_reaches_every_state_from_the_first_contact() -> None:
    reached, edge = {State.EXPLORING}, [State.EXPLORING]
    while edge:
        state = edge.pop()
        for (at, _), to in NEXT.items():
            if at is state and to not in reached:
                reached.add(to)
                edge.append(to)
    assert reached == set(State)


@pytest.mark.parametrize("state", sorted(TERMINAL))
def test_steps_from_an_ended_dossier_are_none(state: State) -> None:
    assert steps_from(state) == ()


@pytest.mark.parametrize("state", LIVE)
def test_steps_from_a_live_state_can_go_on_and_aside(state: State) -> None:
    steps = steps_from(state)
    assert {Event.PAUSE, Event.STOP, Event.TRANSFER} < set(steps)
    assert Event.RESUME not in steps


@pytest.mark.parametrize("state", LIVE)
def test_step_resumes_where_the_pause_began(state: State) -> None:
    assert step(step(state, Event.PAUSE), Event.RESUME, came_from=state) is state


@pytest.mark.parametrize("came_from", [None, State.STOPPED, State.PAUSED])
def test_step_refuses_to_resume_to_nowhere(came_from: State | None) -> None:
    with pytest.raises(NoSuchStepError):
        step(State.PAUSED, Event.RESUME, came_from)


@given(st.sampled_from(State), st.sampled_from(Event))
def test_step_agrees_with_the_list_of_steps(state: State, event: Event) -> None:
    if event in steps_from(state):
        assert step(state, event, came_from=State.MATCHING) in State
    else:
        with pytest.raises(NoSuchStepError) as refused:
            step(state, event, came_from=State.MATCHING)
        assert (refused.value.state, refused.value.event) == (state, event)


def test_assessment_that_falls_short_leads_on_and_never_out() -> None:
    assert step(State.ASSESSING, Event.FIND_NOT_YET_SUITABLE) is State.NOT_YET_SUITABLE
    assert State.NOT_YET_SUITABLE in LIVE
    assert step(State.FINAL_ASSESSMENT, Event.FALL_SHORT) is State.IN_TRAINING


def test_phases_are_all_nine_and_never_run_backwards_on_the_main_road() -> None:
    order = list(Phase)
    walked = [phase_of(state) for state in (State.EXPLORING, *(to for _, to in MAIN_ROAD))]
    places = [order.index(phase) for phase in walked if phase]
    assert places == sorted(places)
    assert set(walked) == set(Phase)


def test_phase_of_a_paused_dossier_is_where_it_came_from() -> None:
    assert phase_of(State.PAUSED, State.IN_TRAINING) is Phase.OPLEIDEN
    assert phase_of(State.STOPPED) is None


@pytest.mark.parametrize("state", State)
def test_turn_of_every_state_names_a_party_unless_it_has_ended(state: State) -> None:
    assert set(TURNS) == set(State)
    assert (turn_of(state).party is Party.NOBODY) == (state in TERMINAL)
