"""The office's lists in the Wagtail admin: offerings, their lessons, and, to look at, who has a seat and who waits."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.auth import require_admin_access
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from college import desks
from college.admin_lists import RelatedIndex
from college.admin_verbs import VerbCreateView, VerbEditView
from college.choosing import PageChoice
from college.errors import DomainError, NotAllowed
from courses.catalogue.admin.scoped import narrowed, of_class
from courses.catalogue.models import CoursePage
from courses.selection import domain
from courses.selection.admin.asked_class import OfferingCreateView
from courses.selection.forms import LessonForm, OfferingForm, PlanForm
from courses.selection.models import Enrolment, Lesson, Offering, WaitlistEntry


class OfferingIndex(RelatedIndex):
    """The list of offerings, with the way to make an offering's lessons."""

    related = ("course", "term", "venue", "teacher")

    def get_list_more_buttons(self, instance: Offering) -> list[Any]:
        plan = MenuItem(_("Make lessons"), url=reverse("selection_plan", args=[instance.pk]), icon_name="calendar-alt", priority=15)
        return [*super().get_list_more_buttons(instance), plan]


class OfferingViewSet(ModelViewSet):
    model = Offering
    icon = "group"
    menu_label = gettext_lazy("Classes")
    name = "offering"
    menu_hook = desks.TIMETABLE
    menu_order = 20
    index_view_class = OfferingIndex
    add_view_class, edit_view_class = OfferingCreateView, VerbEditView
    inspect_view_enabled = True
    inspect_view_fields_exclude = ["created_at", "updated_at"]
    copy_view_enabled = False  # a copy would begin with seats taken by nobody
    list_display = ["course", "label", "term", "venue", "teacher", "state", Column("seats_taken", label=gettext_lazy("Seats taken")), "capacity"]
    list_filter = ["term", "state", "venue", "teacher"]
    search_fields = ["course__title", "label", "teacher__name"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("course", widget=PageChoice(target_models=CoursePage)),
                    FieldRowPanel([FieldPanel("term"), FieldPanel("school")]),
                    FieldPanel("label"),
                ],
                heading=gettext_lazy("Course and term"),
            ),
            MultiFieldPanel(
                [FieldPanel("teacher"), FieldPanel("mode"), FieldRowPanel([FieldPanel("venue"), FieldPanel("room")])], heading=gettext_lazy("Where and who")
            ),
            MultiFieldPanel([FieldRowPanel([FieldPanel("capacity"), FieldPanel("state")]), FieldPanel("knows_small")], heading=gettext_lazy("Seats")),
            MultiFieldPanel(
                [
                    FieldPanel("audience"),
                    FieldRowPanel([FieldPanel("age_from"), FieldPanel("age_to")]),
                    FieldPanel("needs_courses"),
                    FieldPanel("needs_pledge"),
                ],
                heading=gettext_lazy("Who can come"),
            ),
            MultiFieldPanel(
                [
                    HelpPanel(template="courses/selection/kept_seats_panel.html"),
                    FieldRowPanel([FieldPanel("kept_reserve"), FieldPanel("kept_neighbour"), FieldPanel("kept_newcomer")]),
                ],
                heading=gettext_lazy("Seats that are kept in the draw"),
            ),
        ],
        base_form_class=OfferingForm,
    )


class LessonIndex(RelatedIndex):
    related = ("offering__course", "unit")


class LessonDeleteView(DeleteView):  # type: ignore[misc]
    """A lesson with a recording is history and stays; the verb says so."""

    def delete_action(self) -> None:
        domain.delete_lesson(lesson=self.object, now=timezone.now(), how=super().delete_action)


class LessonViewSet(ModelViewSet):
    model = Lesson
    index_view_class = LessonIndex
    add_view_class, edit_view_class, delete_view_class = VerbCreateView, VerbEditView, LessonDeleteView
    icon = "calendar-alt"
    menu_label = gettext_lazy("Lessons")
    name = "lesson"
    menu_hook = desks.TIMETABLE
    menu_order = 30
    copy_view_enabled = False
    list_display = [
        "offering",
        "number",
        Column("shown_title", label=gettext_lazy("title")),
        "starts_at",
        "ends_at",
        BooleanColumn("is_sample", label=gettext_lazy("sample lesson")),
    ]
    list_filter = ["offering__term", "is_sample"]
    search_fields = ["offering__course__title", "title", "unit__title"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("offering"), FieldPanel("number")]),
            FieldPanel("unit"),
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
            FieldRowPanel([FieldPanel("room"), FieldPanel("knows_small")]),
            FieldPanel("is_sample"),
        ],
        base_form_class=LessonForm,
    )


class ToLookAt(ModelPermissionPolicy):
    """Seats are taken and given back by the verbs alone, whoever asks; lists of them are only looked at."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


for looked_at in (Enrolment, WaitlistEntry):
    register_permission_policy(looked_at, ToLookAt(looked_at))


class SeatIndex(RelatedIndex):
    related = ("offering__course", "offering__term", "learner")


class LookedAtViewSet(ModelViewSet):
    """A list with a page for each row and no form."""

    index_view_class = SeatIndex
    inspect_view_enabled = True
    copy_view_enabled = False
    exclude_form_fields: list[str] = []


LATE = Column("dropped_late", label=gettext_lazy("dropped late"), accessor=lambda seat: _("yes") if seat.dropped_late else "")


class EnrolmentViewSet(LookedAtViewSet):
    model = Enrolment
    icon = "user"
    menu_label = gettext_lazy("Seats")
    name = "enrolment"
    menu_hook = desks.TIMETABLE
    menu_order = 40
    list_display = ["learner", "offering", "state", "picked_at", "dropped_at", LATE]
    list_filter = ["state", "dropped_late", "offering__term"]
    search_fields = ["offering__course__title", "learner__display_name"]
    list_export = ["learner", "offering", "state", "picked_at", "dropped_at", "dropped_late"]


class WaitlistViewSet(LookedAtViewSet):
    model = WaitlistEntry
    icon = "time"
    menu_label = gettext_lazy("Waitlists")
    name = "waitlist"
    menu_hook = desks.TIMETABLE
    menu_order = 50
    list_display = ["learner", "offering", "state", "joined_at", "settled_at"]
    list_filter = ["state", "offering__term"]
    search_fields = ["offering__course__title", "learner__display_name"]


VIEWSETS = (
    narrowed(OfferingViewSet, of_class()),
    narrowed(LessonViewSet, of_class("offering__")),
    narrowed(EnrolmentViewSet, of_class("offering__")),
    narrowed(WaitlistViewSet, of_class("offering__")),
)


@require_admin_access  # type: ignore[untyped-decorator]
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes the weekly lessons of an offering from the units of its course."""
    if not request.user.has_perm("courses.add_lesson"):
        raise NotAllowed
    offering = get_object_or_404(Offering.objects.kept_by(request.user).select_related("course", "term"), pk=pk)
    form = PlanForm(request.POST if request.method == "POST" else None, offering=offering)
    if request.method == "POST" and form.is_valid() and _planned(request, offering, form):
        return redirect("offering:index")
    return render(request, "courses/selection/plan.html", {"form": form, "offering": offering, "lessons": offering.lessons.select_related("unit")})


def _planned(request: HttpRequest, offering: Offering, form: PlanForm) -> bool:
    values = form.cleaned_data
    try:
        made = domain.plan_lessons(offering=offering, first=values["first"], minutes=form.lengths(), skip=values["skip"], now=timezone.now())
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, ngettext("%(count)s lessons have been made.", "%(count)s lessons have been made.", len(made)) % {"count": len(made)})
    return True


URLS: list[URLPattern] = [path("offering/<int:pk>/lessons/", plan, name="selection_plan")]
