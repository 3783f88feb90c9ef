"""The library's desk in the Wagtail admin: all files with what is said of them; and the way to make a course from files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from college import desks
from college.roles import is_keeper
from courses.catalogue.domain.drops import may_begin
from courses.catalogue.models import CourseDocument, CourseIndexPage


class ResourceIndex(IndexView):  # type: ignore[misc]
    """Every file of the college; a row leads to its page in the library, where it is described and replaced."""

    def get_base_queryset(self) -> Any:
        return CourseDocument.objects.readable_by(self.request.user).select_related("uploaded_by_user")

    def get_edit_url(self, instance: CourseDocument) -> str:
        return reverse("catalogue:resource", args=[instance.pk])

    def get_add_url(self) -> str:
        return reverse("catalogue:library_add")

    def get_delete_url(self, instance: CourseDocument) -> None:
        return None


class ResourceViewSet(ModelViewSet):
    model = CourseDocument
    index_view_class = ResourceIndex
    icon = "doc-full-inverse"
    name = "resource"
    menu_label = gettext_lazy("Library")
    menu_hook = desks.TEACHING
    menu_order = 50
    copy_view_enabled = False
    exclude_form_fields: list[str] = []
    list_display = [
        TitleColumn("title", label=gettext_lazy("title"), get_url=lambda document: reverse("catalogue:resource", args=[document.pk])),
        Column("get_purpose_display", label=gettext_lazy("what it is")),
        Column("get_licence_display", label=gettext_lazy("licence")),
        BooleanColumn("shared", label=gettext_lazy("in the library")),
        Column("version", label=gettext_lazy("version")),
        Column("uploaded_by_user", label=gettext_lazy("Who brought it")),
        DateColumn("created_at", label=gettext_lazy("since")),
    ]
    list_filter = ["purpose", "licence", "shared"]
    search_fields = ["title", "description", "credit"]
    list_export = ["title", "purpose", "licence", "licence_note", "credit", "shared", "version", "uploaded_by_user", "created_at", "filename"]

    def get_urlpatterns(self) -> list[Any]:
        """The list alone: files are added, described and deleted by the library's own doors, which check what the database cannot."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in ("index", "index_results")]

    def register_admin_url_finder(self) -> None:
        """Wagtail's own stays: the chooser of the course editor leads to its page of a file, and here is none."""

    def get_menu_item(self, order: int | None = None) -> Any:
        item = super().get_menu_item(order)
        item.is_shown = lambda request: is_keeper(request.user)
        return item


VIEWSETS = (ResourceViewSet,)


def from_files_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """On the list of courses: a course from files. On a course: files for its draft."""
    if issubclass(page.specific_class or Page, CourseIndexPage) and may_begin(user):
        yield Button(_("Make a course from files"), reverse("catalogue:drops"), icon_name="upload", priority=5)
