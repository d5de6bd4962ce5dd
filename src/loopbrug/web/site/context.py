"""What every page knows of the installation."""

from django.conf import settings
from django.http import HttpRequest

from loopbrug.web.accounts.menu import menu_for
from loopbrug.web.accounts.queries import User, current_memberships


def installation(request: HttpRequest) -> dict[str, object]:
    """Return whether this is a demo, and the theme the visitor chose ("", "light" or "dark")."""
    theme = request.COOKIES.get("theme", "")
    return {"demo": settings.DEMO, "theme": theme if theme in {"light", "dark"} else ""}


def menu(request: HttpRequest) -> dict[str, object]:
    """Return the pages in the menu of who is signed in; a stranger has none of these."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"menu": ()}
    return {"menu": menu_for({membership.role for membership in current_memberships(user)})}
