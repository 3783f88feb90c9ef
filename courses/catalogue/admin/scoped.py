"""Desks of the admin on which the office of one school finds its own: lists that are narrowed, pages that are not there, forms that give nothing away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from college.addressing import free_slug
from college.roles import KEEPERS
from courses.catalogue.errors import ForeignSchool
from courses.catalogue.models import scope

VIEWS = ("index_view_class", "edit_view_class", "delete_view_class", "inspect_view_class", "history_view_class", "usage_view_class")


class OfHerSchools:
    """A view of the admin that knows only what this person's schools keep. `hers(user)`: which rows these are, asked only of the office of one school."""

    hers: Callable[[Any], Q]
    request: HttpRequest

    def narrowed(self, rows: Any) -> Any:
        user = self.request.user
        return rows.filter(type(self).hers(user)) if scope.is_scoped(user, *KEEPERS) else rows

    def get_base_queryset(self) -> Any:
        """The rows of a list; those of a history are lines of the log, of one row that `get_object` has found."""
        rows = super().get_base_queryset()  # type: ignore[misc]
        return self.narrowed(rows) if isinstance(self, IndexView) else rows

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not self.narrowed(type(found)._default_manager.filter(pk=found.pk)).exists():
            raise Http404("This belongs to another school.")
        return found


def narrowed(viewset: type[ModelViewSet], hers: Callable[[Any], Q]) -> type[ModelViewSet]:
    """The same desk with views that know only what this person's schools keep."""
    views = {name: type(view.__name__, (OfHerSchools, view), {"hers": staticmethod(hers)}) for name in VIEWS if (view := getattr(viewset, name))}
    return type(viewset.__name__, (viewset,), views)


def of_school(way: str = "") -> Callable[[Any], Q]:
    """Rows of her schools and of none; `way` leads to what has the school, such as "survey__"."""
    return lambda user: scope.of_her_schools(user, *KEEPERS, way=way)


def of_class(way: str = "") -> Callable[[Any], Q]:
    """Rows of classes that her schools hold; `way` leads to the class."""
    return lambda user: scope.classes_of_her_schools(user, *KEEPERS, way=way)


class OwnSchoolForm(WagtailAdminModelForm):
    """Something that has a school: the office of one school writes nothing for another one, and gives it nothing.

    Nobody has to think of an address for it: one that is left empty is made of the name.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("The last part of its web address. Left empty, it is made of the name.")

    def clean_slug(self) -> str:
        given: str = self.cleaned_data["slug"]
        name = self.cleaned_data.get("title") or self.cleaned_data.get("name") or ""
        others = self._meta.model._default_manager.exclude(pk=self.instance.pk)
        return given or free_slug(name, others.values_list("slug", flat=True), self._meta.model._meta.model_name)

    def clean_school(self) -> Any:
        school = self.cleaned_data["school"]
        if "school" in self.changed_data and school and not scope.keeps(self.for_user, school.pk):
            raise ValidationError(str(ForeignSchool.message), code=ForeignSchool.code)
        return school
