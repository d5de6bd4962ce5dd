from django.apps import AppConfig
from django.utils.module_loading import import_string

from loopbrug.web.post.postman import LETTERS, POSTMAN


class PostConfig(AppConfig):
    """The room ``post``."""

    name = "loopbrug.web.post"
    label = "post"

    def ready(self) -> None:
        """Give the postman its rounds; it begins where the product is served."""
        POSTMAN.walk(LETTERS, import_string(f"{self.name}.services.sending.send_due"))
        POSTMAN.walk("reminders", import_string(f"{self.name}.services.reminding.remind_hourly"))
