"""Lists of the admin that load what their columns show. Wagtail's model viewsets never ask a `get_queryset` of ours; their index view does."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from wagtail.admin.views.generic import IndexView

from college import access
from college.roles import roles_of


class RelatedIndex(IndexView):  # type: ignore[misc]
    """A list that loads what its columns show with the rows."""

    related: tuple[str, ...] = ()

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related(*self.related)


class LoggedExport(IndexView):  # type: ignore[misc]
    """A list about people whose export is written down for each of them. `subject` names the field that leads to the person."""

    subject = "user_id"

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        people: Iterable[int] = queryset.order_by().values_list(self.subject, flat=True).distinct()
        role = next(iter(sorted(roles_of(self.request.user))), None)
        access.record_export(actor=self.request.user, role=role, subjects=people, topic=f"list:{self.model._meta.model_name}", now=timezone.now())
        return super().as_spreadsheet(queryset, spreadsheet_format)
