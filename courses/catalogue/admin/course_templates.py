"""Templates for courses: the office's list, and the page on which a new course is begun with one press."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from college import desks
from college.errors import DomainError
from courses.catalogue.domain.course_templates import start_course
from courses.catalogue.models import CourseIndexPage, CourseTemplate
from courses.catalogue.models.editing import UNIT_PANELS
from courses.catalogue.models.rows import RowsPanel


class TemplateIndex(IndexView):
    def get_base_queryset(self) -> Any:
        return CourseTemplate.objects.annotate(lessons=Count("units"))


class CourseTemplateViewSet(ModelViewSet):
    model = CourseTemplate
    icon = "copy"
    name = "course_template"
    menu_hook = desks.TEACHING
    menu_order = 30
    index_view_class = TemplateIndex
    list_display = ["name", "description", Column("lessons", label=_("units")), "order"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("description"),
            FieldPanel("order"),
            FieldPanel("outline"),
            FieldPanel("lesson_plan"),
            RowsPanel("units", panels=UNIT_PANELS, heading=_("Units"), label=_("Unit")),
        ]
    )


class StartForm(forms.Form):
    """The name of the new course, and the key that makes one course of a form that is sent twice."""

    title = forms.CharField(
        label=_("What is the course called?"), max_length=255, required=False, help_text=_("May stay empty for now. You can change it any time.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    template = forms.IntegerField(min_value=1, max_value=2**63 - 1)


def start(request: HttpRequest) -> HttpResponse:
    """Choose a template; one press makes the draft and opens it."""
    index = CourseIndexPage.objects.first()
    if index is None or not index.permissions_for_user(request.user).can_add_subpage():
        raise Http404("This person adds no courses.")
    form = StartForm(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            page = begun(form.cleaned_data, request.user)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"form": form, "templates": CourseTemplate.objects.prefetch_related("units"), "index": index}
    return render(request, "courses/catalogue/start_course.html", context, status=422 if form.errors else 200)


def begun(chosen: dict[str, Any], user: Any) -> Any:
    key: UUID = chosen["key"]
    return start_course(template_id=chosen["template"], title=chosen["title"], key=key, by=user)


VIEWSETS = (CourseTemplateViewSet,)
URLS = [path("courses/start/", start, name="course_start")]
