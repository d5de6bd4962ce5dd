"""Chance from a seed, the same in compiled code and outside it."""

import numpy as np

from loopbrug.core.programme.compiled import Ints, compiled


def chance_of(seed: int) -> Ints:
    """Return the state that a seed begins with."""
    state = np.array([seed], dtype=np.int64)
    for _ in range(8):  # seeds beside each other are far apart after a few draws
        fraction(state)
    return state


@compiled
def fraction(state: Ints) -> float:
    """Return the next number from 0 to 1, 1 not included: a linear congruential generator."""
    state[0] = state[0] * 6364136223846793005 + 1442695040888963407
    return float(((state[0] >> 11) & 0x1FFFFFFFFFFFFF) / 9007199254740992.0)


@compiled
def below(state: Ints, number: int) -> int:
    """Return the next whole number from 0 to ``number``, which is not included."""
    return int(fraction(state) * number)
