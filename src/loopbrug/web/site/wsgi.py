"""The door for a WSGI server."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from loopbrug.web.post.postman import POSTMAN

application = get_wsgi_application()
# Resolve every address once now, so that the first visitors do not wait for imports.
get_resolver().url_patterns  # noqa: B018
# Letters and reminders leave while the product is served, unless a timer of the machine does it.
if settings.POSTMAN:
    POSTMAN.start()
