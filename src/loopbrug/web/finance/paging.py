"""Long lists in pages: which page of a list is asked for."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 25


def page_of(
    request: HttpRequest,
    rows: Sequence[Any] | QuerySet[Any],
    name: str = "page",
    per_page: int = PER_PAGE,
) -> Page[Any]:
    """Return the page that ``name`` asks for; what is no number is the first, too far the last."""
    return Paginator(rows, per_page).get_page(request.GET.get(name))
