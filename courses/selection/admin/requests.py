"""The office's desk for courses that people ask for: who has enough names, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import require_admin_access
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from college import desks
from college.admin_lists import RelatedIndex
from college.errors import DomainError, NotFound
from college.models import User
from college.waiting import Waiting
from courses.catalogue.admin.scoped import narrowed
from courses.selection.admin.offerings import ToLookAt
from courses.selection.domain import What, done_for, may_act_for
from courses.selection.domain import requests as domain
from courses.selection.models import CourseRequest
from courses.selection.request_forms import ClassForm, DeclineForm, ExtendForm, NameForm

register_permission_policy(CourseRequest, ToLookAt(CourseRequest))


class RequestIndex(RelatedIndex):
    """The list, with the names counted and the way to settle."""

    related = ("neighbourhood", "venue")

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().with_names()

    def get_list_more_buttons(self, instance: CourseRequest) -> list[Any]:
        settle = MenuItem(_("Settle"), url=reverse("selection_request", args=[instance.pk]), icon_name="check", priority=5)
        return [*super().get_list_more_buttons(instance), settle]


class RequestViewSet(ModelViewSet):
    model = CourseRequest
    icon = "group"
    menu_label = gettext_lazy("Courses asked for")
    name = "course_request"
    menu_hook = desks.TIMETABLE
    menu_order = 60
    index_view_class = RequestIndex
    copy_view_enabled = False
    exclude_form_fields: list[str] = []
    list_display = [
        "title",
        Column("place", label=gettext_lazy("Where")),
        Column("names_count", label=gettext_lazy("Names")),
        "needed",
        "until",
        "state",
    ]
    list_filter = ["state", "neighbourhood", "venue"]
    search_fields = ["title"]


@require_admin_access  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with all that the office can do with it. Each form says by `do` which one it is."""
    asked = domain.request_to_settle(request_id=pk, by=request.user)
    forms = _forms(request, asked)
    name = request.POST.get("do", "")
    if request.method == "POST" and name in forms and forms[name].is_valid() and _done(request, pk, name, forms[name]):
        return redirect("selection_request", pk)
    if request.method == "POST" and name == "need" and _done(request, pk, name, None):
        return redirect("selection_request", pk)
    asked = domain.request_to_settle(request_id=pk, by=request.user)
    return render(request, "courses/selection/requests/settle.html", {"asked": asked, "forms": forms})


def _forms(request: HttpRequest, asked: CourseRequest) -> dict[str, Any]:
    makers: dict[str, Callable[..., Any]] = {
        "name": NameForm,
        "class": lambda data: ClassForm(data, user=request.user),
        "extend": lambda data: ExtendForm(data, request=asked),
        "decline": DeclineForm,
    }
    return {name: make(request.POST if request.POST.get("do") == name else None) for name, make in makers.items()}


def _done(request: HttpRequest, pk: int, name: str, form: Any) -> bool:
    now, by = timezone.now(), request.user
    values = form.cleaned_data if form else {}
    verbs: dict[str, tuple[Callable[[], object], str]] = {
        "name": (lambda: _on_paper(pk, values["person"], by, now), _("The name is noted.")),
        "class": (lambda: domain.schedule(request_id=pk, offering=values["offering"], by=by, now=now), _("Everybody who gave a name has been told.")),
        "extend": (lambda: domain.extend(request_id=pk, until=values["until"], needed=values["needed"], by=by, now=now), _("Names are collected on.")),
        "decline": (lambda: domain.decline(request_id=pk, reason=values["reason"], by=by, now=now), _("Everybody who gave a name has been told.")),
        "need": (lambda: domain.make_need(request_id=pk, by=by), _("It stands among the needs now.")),
    }
    verb, said = verbs[name]
    try:
        verb()
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return form is None
    messages.success(request, said)
    return True


def _on_paper(pk: int, person: User, by: Any, now: datetime) -> CourseRequest:
    """Somebody signed on paper: her name stands there, and she can read who wrote it down."""
    acting = may_act_for(actor=by, learner_id=person.pk)
    return done_for(acting, What.SIGN, lambda: domain.sign(request_id=pk, person=person, by=by, now=now), now=now, about=str, changed=lambda done: done.changed)


def register_log_actions(actions: Any) -> None:
    said = {
        "courses.request_extend": gettext_lazy("Collected names on for a course that is asked for"),
        "courses.request_decline": gettext_lazy("Declined a course that was asked for"),
        "courses.request_schedule": gettext_lazy("Made a class of a course that was asked for"),
    }
    for action, label in said.items():
        actions.register_action(action, label, label)


VIEWSETS = (narrowed(RequestViewSet, domain.kept_by),)
URLS: list[URLPattern] = [path("course_request/<int:pk>/settle/", settle, name="selection_request")]
WAITING = (Waiting(gettext_lazy("Courses asked for by enough people"), domain.waiting, lambda: reverse("course_request:index"), order=18, personal=True),)
