"""Lists of the admin that load what their columns show. Wagtail's model viewsets never ask a `get_queryset` of ours; their index view does."""

from typing import Any

from wagtail.admin.views.generic import IndexView


class RelatedIndex(IndexView):  # type: ignore[misc]
    """A list that loads what its columns show with the rows."""

    related: tuple[str, ...] = ()

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related(*self.related)
