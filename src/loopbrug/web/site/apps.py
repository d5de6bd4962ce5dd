from django.apps import AppConfig
from django.utils.module_loading import import_string

from loopbrug.web.post.postman import POSTMAN


class SiteConfig(AppConfig):
    """The room ``site``."""

    name = "loopbrug.web.site"
    label = "site"

    def ready(self) -> None:
        """See every minute to long work that lies still."""
        POSTMAN.walk("work", import_string("loopbrug.web.work.services.take_up"))
