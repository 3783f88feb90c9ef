"""The college in the Wagtail admin: schools, terms, teachers; places are in place_admin.py."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.viewsets.model import ModelViewSet

from college import desks, terms
from college.choosing import RowChoices
from college.models import School, Teacher, Term
from college.place_admin import PLACES


class SchoolViewSet(ModelViewSet):
    model = School
    icon = "home"
    menu_hook = desks.PLACES
    menu_order = 30
    list_display = ["name", "tagline", "order"]
    copy_view_enabled = False
    panels = [FieldPanel("name"), FieldPanel("tagline"), FieldPanel("order")]


class TermForm(WagtailAdminModelForm):
    """Where a plan of rounds keeps the window of a term, it is shown and not changed here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and terms.has_plan(self.instance):
            for name in ("selection_opens_at", "selection_closes_at"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("The plan of rounds keeps this.")


class TermViewSet(ModelViewSet):
    model = Term
    icon = "calendar"
    menu_hook = desks.TIMETABLE
    menu_order = 10
    list_display = ["name", "starts_on", "ends_on", DateColumn("selection_opens_at", label=_("selection opens"))]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")], heading=_("Teaching")),
            FieldRowPanel([FieldPanel("selection_opens_at"), FieldPanel("selection_closes_at")], heading=_("Selection")),
        ],
        base_form_class=TermForm,
    )


class TeacherViewSet(ModelViewSet):
    model = Teacher
    icon = "user"
    menu_hook = desks.TEACHING
    menu_order = 10
    list_display = ["name", "title", "user"]
    search_fields = ["name", "title"]
    copy_view_enabled = False
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("title"),
        FieldPanel("bio"),
        FieldPanel("schools", widget=RowChoices),
        FieldPanel("user", help_text=_("The account with which this teacher signs in. It lets her edit the courses that she teaches.")),
    ]


VIEWSETS = (TeacherViewSet, TermViewSet, SchoolViewSet, *PLACES)
