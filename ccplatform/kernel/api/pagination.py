"""Cursor pagination: stable while rows are added, and never a count over a large table."""

from __future__ import annotations

from rest_framework.pagination import CursorPagination

PAGE_LENGTH = 50
PAGE_LENGTH_MAX = 200


class Pages(CursorPagination):
    """`?cursor=&limit=`; answers {next, previous, results}. A view names its `ordering`, which ends in a unique column."""

    page_size = PAGE_LENGTH
    page_size_query_param = "limit"
    max_page_size = PAGE_LENGTH_MAX
    ordering = "id"
