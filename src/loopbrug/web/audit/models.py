"""One row per act: who did what to which dossier, when. Rows are only ever added."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models


class AppendOnlyError(TypeError):
    """Somebody tried to change or remove what only grows."""


class AppendOnlyRows(models.QuerySet[Any]):
    """Rows that can be added and read, nothing else."""

    def update(self, **_changes: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError(self.model.__name__)

    def delete(self) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError(self.model.__name__)


class AppendOnly(models.Model):
    """A row that is never changed or removed; a correction is a new row."""

    objects = AppendOnlyRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Add the row; raises ``AppendOnlyError`` when it is there already."""
        if self.pk is not None:
            raise AppendOnlyError(type(self).__name__)
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError(type(self).__name__)


class Act(AppendOnly):
    """An act by a person (``actor`` None: by the installation itself)."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, db_index=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.name} · {self.subject}"
