"""Lists of the admin that load what their columns show. Wagtail's model viewsets never ask a `get_queryset` of ours; their index view does."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.views.generic import IndexView

from college.admin_search import shortened


class ShortSearch:
    """What is typed into a list that looks into the rows itself is cut: SQLite refuses to look for very long texts."""

    @cached_property
    def search_query(self) -> Any:
        return shortened(IndexView.search_query.func(self))


class RelatedIndex(ShortSearch, IndexView):  # type: ignore[misc]
    """A list that loads what its columns show with the rows."""

    related: tuple[str, ...] = ()

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related(*self.related)
