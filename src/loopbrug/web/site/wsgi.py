"""The door for a WSGI server."""

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

application = get_wsgi_application()
# Resolve every address once now, so that the first visitors do not wait for imports.
get_resolver().url_patterns  # noqa: B018
