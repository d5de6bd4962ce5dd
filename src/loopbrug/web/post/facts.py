"""What follows from the row of a letter."""

from loopbrug.web.post.queries import Letter

SECRET = "‹‹geheim››"  # noqa: S105
"""Stands in a body where the secret goes in while it is sent."""


def can_go_again(letter: Letter) -> bool:
    """Return whether a letter that did not arrive can be sent once more.

    One with a secret that left before cannot: the secret is gone, and somebody makes a new one.
    """
    lost = SECRET in letter.body and not letter.secret
    return letter.state in (Letter.State.FAILED, Letter.State.RETURNED) and not lost
