"""Pools that tests of the foundation are about."""

from loopbrug.core.fund.risk import Luck, Months, Risk, RiskClass

YEAR = Luck.of(1.4, 0.25, stays=0.3)
BOARD = Luck.of(1.5, 1 / 6)


def mixed(boards: int = 4, places: int = 10) -> Risk:
    """Return boards of three sectors, each half in the first year and half in the second."""
    classes = []
    for number in range(boards):
        share = (0.1, 0.25, 1.0)[number % 3]
        for leaves, fixed in ((0.109, 2_000.0), (0.046, 5_000.0)):
            classes.append(
                RiskClass(
                    f"board-{number}", places // 2, leaves, fixed, 3_410 * share, 244 * share,
                    spells=0.0855, spell=8_000.0,
                )
            )  # fmt: skip
    return Risk(tuple(classes), Months(), YEAR, BOARD)


def table(share: float, places: int) -> Risk:
    """Return the pool of the illustrative table: one year, no luck shared, everybody leaves once.

    15 % leave; benefit 7 months on average, cut at 24, EUR 3,410 a month; severance EUR 3,245.
    """
    one = RiskClass("all", places, 0.15, 3_245.0, 3_410 * share)
    return Risk((one,), Months(7.0, 24.0), years=1)
