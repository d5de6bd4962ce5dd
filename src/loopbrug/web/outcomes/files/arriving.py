"""Files that come with a form in one go: what is too large is left unread, the rest is kept."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MARK = "file_too_big"


class WithinLimit(FileUploadHandler):
    """Stops writing a file at the limit, and reads on: the answers in the form are not lost."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.seen = 0

    def new_file(self, *args: Any, **options: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **options)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """Pass the data on, as long as the file is within the limit."""
        self.seen += len(raw_data)
        if self.seen > settings.FILE_LIMIT:
            setattr(self.request, MARK, True)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


def limit_files(request: HttpRequest) -> None:
    """Have files in this request limited; must come before anybody reads the form."""
    request.upload_handlers.insert(0, WithinLimit(request))


def too_big(request: HttpRequest) -> bool:
    """Return whether a file in the form was over the limit."""
    return bool(request.POST is not None and getattr(request, MARK, False))
