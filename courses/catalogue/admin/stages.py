"""The four stages of a course in the Wagtail admin: the stepper in the editor, a column and a filter of the list, and what waits."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from college.roles import Role
from college.waiting import Waiting
from courses.catalogue import domain
from courses.catalogue.admin.editing import CourseEditView
from courses.catalogue.models import CourseIndexPage, CoursePage
from courses.catalogue.models.stages import in_stage, standing_of, with_release
from courses.catalogue.rules.stages import Stage
from courses.catalogue.stage_words import STAGES, standing_words

WAITING = (
    Waiting(
        _("Courses to be tried, reviewed or released"),
        domain.count_waiting,
        lambda: reverse("catalogue:stages"),
        roles=(Role.ADMINISTRATOR, Role.SCHOOL_HEAD, Role.STAFF, Role.TEACHER),
        order=15,
        personal=True,
    ),
)


def stage_of(page: CoursePage) -> str:
    """The stage in words, for a row of the list."""
    return str(standing_words(standing_of(page, released=page.released)))  # type: ignore[attr-defined]


class CourseFilters(GenericPageFilterSet):
    """Wagtail's own filters, and the stage."""

    stage = ChoiceFilter(label=_("Stage"), choices=[(stage.value, words) for stage, words in STAGES.items()], method="by_stage")

    def by_stage(self, pages: Any, name: str, value: str) -> Any:
        return in_stage(pages, Stage(value))


class CourseList(ExplorableIndexView):
    """The list of courses with the stage of each. Wagtail has the workflow states of the rows at hand already."""

    base_filterset_class = CourseFilters
    base_columns = [
        *ExplorableIndexView.base_columns[:-1],
        Column("stage", label=_("Stage"), accessor=stage_of, width="12%"),
        ExplorableIndexView.base_columns[-1],
    ]

    def annotate_queryset(self, pages: Any) -> Any:
        return super().annotate_queryset(with_release(pages))


class CourseViewSet(PageViewSet):
    """One for list and editor: of two for the same model Wagtail heeds the last alone."""

    model = CoursePage
    parent_models = [CourseIndexPage]
    index_view_class = CourseList
    edit_view_class = CourseEditView
    columns = CourseList.base_columns
    filterset_class = CourseFilters


def remember_origin(request: HttpRequest, page: Page, new_page: Page) -> None:
    """A copy made in the admin says what it was made from."""
    source, made = page.specific, new_page.specific
    if isinstance(source, CoursePage) and isinstance(made, CoursePage):
        domain.remember_origin(copy=made, source=source, by=request.user, now=timezone.now())  # type: ignore[arg-type]
