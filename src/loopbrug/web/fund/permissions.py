"""Who may do what with a pool. Nobody but the manager of its foundation; a board sees its own part.

Whatever is not said here nobody may.
"""

from loopbrug.web.accounts.queries import User
from loopbrug.web.fund.queries import boards_of, foundation_of, works_at_school
from loopbrug.web.organisations.queries import Organisation


def manages(user: User) -> Organisation | None:
    """Return the foundation whose pool somebody manages, or None: then no page of it is theirs."""
    return foundation_of(user)


def pays_for(user: User) -> list[Organisation]:
    """Return the boards whose premium somebody may see: those they work for themselves."""
    return boards_of(user)


def is_at_school(user: User) -> bool:
    """Return whether somebody works for a school or board, and so may ask whose premium it is."""
    return works_at_school(user)
