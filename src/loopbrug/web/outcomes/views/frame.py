"""The frames that pages with evidence need, and nothing more."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from csp.constants import SELF
from csp.decorators import csp_update

View = TypeVar("View", bound=Callable[..., Any])
SOURCES = {"frame-src": [SELF], "media-src": [SELF]}


def shows_evidence(view: View) -> View:
    """Let a view that includes ``outcomes/_evidence_view.html`` frame our own files."""
    return cast("View", csp_update(SOURCES)(view))
