"""The desk for topics: write one down, move it from station to station, close it with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from college import desks
from college.choosing import PageChoice
from college.errors import DomainError, NotAllowed
from college.roles import is_keeper
from courses.catalogue.admin.scoped import OwnSchoolForm, narrowed, of_school
from courses.catalogue.admin.torn import WholeCreate, WholeEdit
from courses.catalogue.domain import topics
from courses.catalogue.errors.topics import LACKS
from courses.catalogue.models import CoursePage, Topic
from courses.catalogue.rules.topics import LINE, Station, following


class TopicForm(OwnSchoolForm):
    """Where a topic stands is not a field: it is kept as it is now, not as it was when the form was read."""

    def save(self, commit: bool = True) -> Topic:
        with transaction.atomic():
            now = Topic.objects.select_for_update(of=("self",), no_key=True).filter(pk=self.instance.pk).values("station", "closed_on", "closed_reason").first()
            for name, value in (now or {}).items():
                setattr(self.instance, name, value)
            return super().save(commit)  # type: ignore[no-any-return]


class TopicIndex(IndexView):
    """With what has come of each."""

    def get_base_queryset(self) -> Any:
        return Topic.objects.with_counts().select_related("school")


class TopicCreate(WholeCreate):
    """The first line of the history is written with the topic; leads on to its desk."""

    def get_success_url(self) -> str:
        return reverse("topic:inspect", args=[self.object.pk])

    def save_instance(self) -> Any:
        topic = super().save_instance()
        topics.propose(topic_id=topic.pk, by=self.request.user, now=timezone.now())
        return topic


class TopicPage(InspectView):
    """One topic: where it stands, what is missing for the next station, and its history."""

    page_title = gettext_lazy("Topic")
    template_name = "courses/catalogue/topics/admin_topic.html"

    def get_fields_context(self) -> list[Any]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        topic: Topic = self.object
        lack, onward = topics.lack_of(topic), following(Station(topic.station))
        names = dict(Topic._meta.get_field("station").flatchoices)
        at = LINE.index(Station(topic.station))
        return {
            **super().get_context_data(**kwargs),
            "topic": topic,
            "line": [(names[station.value], place <= at, place == at) for place, station in enumerate(LINE)],
            "lack": LACKS[lack] if lack else "",
            "onward": names[onward.value] if onward else "",
            "steps": topic.steps.select_related("by"),
            "people": topic.topic_people.select_related("teacher"),
            "files": topic.topic_files.select_related("document"),
            "links": topic.topic_courses.select_related("course"),
            "names": {**names, "closed": _("Closed without a course"), "reopened": _("Opened again")},
        }


class TopicViewSet(ModelViewSet):
    model = Topic
    icon = "thumbtack"
    name = "topic"
    menu_hook = desks.TEACHING
    menu_order = 21
    index_view_class = TopicIndex
    add_view_class = TopicCreate
    edit_view_class = WholeEdit
    inspect_view_enabled = True
    inspect_view_class = TopicPage
    inspect_template_name = TopicPage.template_name
    copy_view_enabled = False
    list_display = [
        "title",
        Column("get_station_display", label=gettext_lazy("where it stands")),
        Column("school", label=gettext_lazy("school")),
        "due_on",
        Column("files_count", label=gettext_lazy("files")),
        Column("courses_live", label=gettext_lazy("published courses")),
    ]
    list_filter = ["station", "school"]
    search_fields = ["title", "question"]
    edit_handler = ObjectList(
        [
            HelpPanel(template="courses/catalogue/topics/topic_panel.html"),
            FieldPanel("title"),
            FieldPanel("slug"),
            FieldPanel("question"),
            FieldRowPanel([FieldPanel("school"), FieldPanel("need")]),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("due_on")]),
            InlinePanel(
                "topic_people",
                [FieldRowPanel([FieldPanel("teacher"), FieldPanel("name"), FieldPanel("part")])],
                heading=pgettext_lazy("of a topic", "People"),
                label=gettext_lazy("Person"),
            ),
            InlinePanel(
                "topic_files",
                [FieldPanel("document"), FieldRowPanel([FieldPanel("kind"), FieldPanel("dated"), FieldPanel("is_public")])],
                heading=gettext_lazy("Files"),
                label=gettext_lazy("File"),
            ),
            MultiFieldPanel([FieldPanel("findings")], heading=pgettext_lazy("of a topic", "Results")),
            InlinePanel(
                "topic_courses",
                [FieldPanel("course", widget=PageChoice(target_models=[CoursePage]))],
                heading=gettext_lazy("Courses that came of it"),
                label=gettext_lazy("Course"),
            ),
        ],
        base_form_class=TopicForm,
    )


def _door(act: Callable[[HttpRequest, Topic], str]) -> Callable[..., HttpResponse]:
    """A button of the desk: act, say what was done or why not, and show the topic again."""

    def door(request: HttpRequest, pk: int) -> HttpResponse:
        if not is_keeper(request.user):
            raise NotAllowed
        topic = get_object_or_404(Topic.objects.filter(of_school()(request.user)), pk=pk)
        try:
            done = act(request, topic)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
        return redirect("topic:inspect", topic.pk)

    return require_POST(require_admin_access(door))  # type: ignore[no-any-return]


def _note(request: HttpRequest) -> str:
    return request.POST.get("note", "").replace("\x00", "")


def _go_on(request: HttpRequest, topic: Topic) -> str:
    topics.go_on(topic_id=topic.pk, seen=request.POST.get("seen", ""), note=_note(request), by=request.user, now=timezone.now())
    return _("The topic has moved on.")


def _close(request: HttpRequest, topic: Topic) -> str:
    topics.close_topic(topic_id=topic.pk, reason=_note(request), by=request.user, now=timezone.now())
    return _("The topic is closed. Its history and files stay.")


def _reopen(request: HttpRequest, topic: Topic) -> str:
    topics.reopen_topic(topic_id=topic.pk, note=_note(request), by=request.user, now=timezone.now())
    return _("The topic is open again.")


DOORS = {"go_on": _go_on, "close": _close, "reopen": _reopen}
URLS: list[URLPattern] = [path(f"topic/<int:pk>/{name}/", _door(act), name=f"topic_{name}") for name, act in DOORS.items()]
VIEWSETS = (narrowed(TopicViewSet, of_school()),)
