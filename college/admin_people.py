"""People in what Wagtail itself shows and gives away: its lists, its reports and their files.

All files (.csv, .xlsx) of the admin, of its own lists as of ours, go through one class of Wagtail's that asks nobody. So it is said there, once, that
whoever is in a file can read that she was taken along, and that no cell acts; a list that is added later does the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.coreutils import multigetattr

from college import access
from college.cells import safe_cell
from college.models import User
from college.roles import roles_of

_write = SpreadsheetExportMixin.as_spreadsheet
_cell = SpreadsheetExportMixin.preprocess_field_value
_name_publishers = AgingPagesView.decorate_paginated_queryset
BEHIND = ("user", "last_published_by")  # rows of reports that name somebody in words only: the account, or its key


def install() -> None:
    """Once, when the college starts."""
    SpreadsheetExportMixin.as_spreadsheet = as_spreadsheet
    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
    AgingPagesView.decorate_paginated_queryset = name_publishers


def as_spreadsheet(view: Any, rows: Any, spreadsheet_format: str) -> Any:
    """Write the file once it is written down who is in it."""
    by = view.request.user
    role = next(iter(sorted(roles_of(by))), None)
    access.record_export(actor=by, role=role, subjects=people_in(view, rows), topic=f"list:{topic_of(view)}", now=timezone.now())
    return _write(view, rows, spreadsheet_format)


def topic_of(view: Any) -> str:
    """Of a list the name of what it lists, of a report of Wagtail's the name of its address."""
    place, _colon, name = (view.index_url_name or "").partition(":")
    return name if place == "wagtailadmin_reports" else str(view.model._meta.model_name)


def people_in(view: Any, rows: Iterable[Any]) -> list[int]:
    """The accounts (primary keys) that the rows name. The rows are kept for the file that is written next."""
    fields = [field for field in (*view.list_export, *BEHIND) if isinstance(field, str)]
    named = {_key(_value(row, field), field) for row in rows for field in fields}
    return sorted(User.objects.filter(pk__in=named - {None}).values_list("pk", flat=True))


def _value(row: Any, field: str) -> Any:
    try:
        return multigetattr(row, field)
    except (AttributeError, LookupError, TypeError, ValueError):
        return None


def _key(value: Any, field: str) -> int | None:
    if isinstance(value, User):
        return value.pk
    return int(value) if field == BEHIND[1] and str(value or "").isdigit() else None


def preprocess_field_value(view: Any, field: str, value: Any, export_format: str) -> Any:
    """What a program could take for a formula is text."""
    made = _cell(view, field, value, export_format)
    return safe_cell(made) if isinstance(made, str) else made


def name_publishers(view: Any, pages: Any) -> Any:
    """Wagtail writes the user name there, which may be a phone number. One query."""
    named = _name_publishers(view, pages)
    people = User.objects.in_bulk({page.last_published_by for page in named} - {None})
    for page in named:
        if page.last_published_by in people:
            page.last_published_by_user = people[page.last_published_by].get_full_name()
    return named
