"""Cursor pagination: stable while rows are added, and never a count over a large table."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request

PAGE_LENGTH = 50
PAGE_LENGTH_MAX = 200


class Pages(CursorPagination):
    """`?cursor=&limit=`; answers {next, previous, results}. A view names its `ordering`, which ends in a unique column."""

    page_size = PAGE_LENGTH
    page_size_query_param = "limit"
    max_page_size = PAGE_LENGTH_MAX
    ordering = "id"

    def get_ordering(self, request: Request, queryset: QuerySet[Model], view: Any) -> tuple[str, ...]:
        return tuple(getattr(view, "ordering", ("id",)))
