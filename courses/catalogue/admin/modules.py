"""The desk for modules and needs: which courses belong together, and which need they answer."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from college import desks
from college.choosing import PageChoice
from courses.catalogue.admin.scoped import OwnSchoolForm, narrowed, of_school
from courses.catalogue.admin.torn import WholeCreate, WholeEdit
from courses.catalogue.errors import ForeignSchool
from courses.catalogue.models import CoursePage, Module, Need
from courses.catalogue.models.scope import keeps


class ModuleIndex(IndexView):
    """With what each is asked for, and by how many."""

    def get_base_queryset(self) -> Any:
        return Module.objects.with_demand().select_related("school")


class ModuleViewSet(ModelViewSet):
    model = Module
    icon = "folder-inverse"
    name = "module"
    menu_hook = desks.TEACHING
    menu_order = 20
    index_view_class = ModuleIndex
    add_view_class = WholeCreate
    edit_view_class = WholeEdit
    list_display = [
        "name",
        Column("school", label=_("school")),
        Column("courses_live", label=_("published courses")),
        Column("asked", label=_("people who asked for it")),
        "order",
    ]
    list_filter = ["school"]
    search_fields = ["name", "description"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("slug"),
            FieldRowPanel([FieldPanel("school"), FieldPanel("order")]),
            FieldPanel("description"),
            InlinePanel(
                "module_courses", [FieldPanel("course", widget=PageChoice(target_models=[CoursePage]))], heading=_("Courses of this module"), label=_("Course")
            ),
        ],
        base_form_class=OwnSchoolForm,
    )


class NeedForm(WagtailAdminModelForm):
    """A need is of the school whose module answers it."""

    def clean_module(self) -> Module | None:
        module: Module | None = self.cleaned_data["module"]
        if "module" in self.changed_data and module and not keeps(self.for_user, module.school_id):
            raise ValidationError(str(ForeignSchool.message), code=ForeignSchool.code)
        return module


class NeedIndex(IndexView):
    """With whether somebody answers it."""

    def get_base_queryset(self) -> Any:
        return Need.objects.with_answer().select_related("module")


class NeedViewSet(ModelViewSet):
    model = Need
    icon = "clipboard-list"
    name = "need"
    menu_hook = desks.TEACHING
    menu_order = 19
    index_view_class = NeedIndex
    list_display = ["title", "asked", "neighbourhood", Column("module", label=_("answered by the module")), BooleanColumn("met", label=_("met"))]
    list_filter = ["module"]
    search_fields = ["title", "evidence", "neighbourhood"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [FieldPanel("title"), FieldPanel("module"), FieldPanel("evidence"), FieldRowPanel([FieldPanel("asked"), FieldPanel("neighbourhood")])],
        base_form_class=NeedForm,
    )


VIEWSETS = (narrowed(NeedViewSet, of_school("module__")), narrowed(ModuleViewSet, of_school()))
