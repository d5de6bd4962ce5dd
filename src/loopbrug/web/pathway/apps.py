from django.apps import AppConfig
from django.utils.module_loading import import_string

from loopbrug.web.pathway.spans import hang_in


class PathwayConfig(AppConfig):
    """The room ``pathway``."""

    name = "loopbrug.web.pathway"
    label = "pathway"

    def ready(self) -> None:
        """Hang in the first span of the bridge, once the rows of every room are known."""
        hang_in("route", 10, import_string("loopbrug.web.pathway.first_spans.which_way"))
