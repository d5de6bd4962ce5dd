"""What every page knows of the installation."""

from django.conf import settings
from django.http import HttpRequest


def installation(request: HttpRequest) -> dict[str, object]:
    """Return whether this is a demo, and the theme the visitor chose ("", "light" or "dark")."""
    theme = request.COOKIES.get("theme", "")
    return {"demo": settings.DEMO, "theme": theme if theme in {"light", "dark"} else ""}
