from django.apps import AppConfig
from django.utils.module_loading import import_string

from loopbrug.web.pathway.spans import hang_in


class ProgrammeConfig(AppConfig):
    """The room ``programme``."""

    name = "loopbrug.web.programme"
    label = "programme"

    def ready(self) -> None:
        """Hang "your programme" in the bridge, once the rows of every room are known."""
        hang_in("programme", 40, import_string("loopbrug.web.programme.bridge_span.your_programme"))
