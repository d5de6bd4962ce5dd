from django.apps import AppConfig
from django.utils.module_loading import import_string

from loopbrug.web.pathway.spans import hang_in


class OutcomesConfig(AppConfig):
    """The room ``outcomes``."""

    name = "loopbrug.web.outcomes"
    label = "outcomes"

    def ready(self) -> None:
        """Hang "what you can already" in the bridge, once the rows of every room are known."""
        hang_in("outcomes", 30, import_string("loopbrug.web.outcomes.bridge_span.what_you_can"))
