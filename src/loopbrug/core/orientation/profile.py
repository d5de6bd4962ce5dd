"""Which of the three profiles somebody has: it shapes all that follows."""

from collections.abc import Iterable
from datetime import date

from loopbrug.core.orientation.model import Person, Post, PostKind
from loopbrug.core.terms.words import Profile, Sector

_IN_CLASS = {PostKind.UNQUALIFIED, PostKind.OTHER_SUBJECT}


def profile_of(person: Person, day: date) -> Profile:
    """Return the profile of somebody on ``day``.

    Whoever holds a recognised qualification comes for a second one, whatever the post. Without
    one, a post in class on that day counts; an instructor in vocational education stands in
    class, an assistant and a guest do not.
    """
    if any(held.recognised for held in person.held):
        return Profile.SECOND_QUALIFICATION
    if any(stands_in_class(post) for post in current(person.posts, day)):
        return Profile.UNQUALIFIED
    return Profile.WORK_TO_WORK


def current(posts: Iterable[Post], day: date) -> tuple[Post, ...]:
    """Return the posts that run on ``day``."""
    return tuple(
        post for post in posts if post.since <= day and (post.until is None or day <= post.until)
    )


def stands_in_class(post: Post) -> bool:
    """Return whether somebody teaches in this post without the qualification for it."""
    instructs = post.kind is PostKind.SUPPORT and post.sector is Sector.MBO
    return post.kind in _IN_CLASS or instructs
