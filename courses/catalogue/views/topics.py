"""Topics for everybody: the list, and one with its five stations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from college import caching
from courses.catalogue.models import Topic, TopicStep
from courses.catalogue.models.scope import keeps
from courses.catalogue.rules.topics import LINE, Station


@dataclass(frozen=True)
class Stop:
    """A station on the line: its words, whether it is reached, whether the topic stands here, and its line in the history."""

    name: str
    reached: bool
    here: bool
    step: TopicStep | None


def stops(topic: Topic, steps: list[TopicStep]) -> list[Stop]:
    names = dict(Topic._meta.get_field("station").flatchoices)
    at = LINE.index(Station(topic.station))
    lines = {step.to: step for step in steps}
    return [Stop(str(names[station.value]), place <= at, place == at, lines.get(station.value)) for place, station in enumerate(LINE)]


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """All that everybody may see, the newest first."""
    caching.shows(request, caching.LISTS)
    rows = Topic.objects.public().select_related("school", "need").prefetch_related("topic_people__teacher")
    return render(request, "courses/catalogue/topics/topics.html", {"topics": [(topic, stops(topic, [])) for topic in rows]})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic: question, people, files, history, and the courses that came of it. A question not approved yet is seen by the office alone."""
    found = get_object_or_404(Topic.objects.select_related("school", "need__module"), slug=slug)
    keeper = keeps(request.user, found.school_id)
    if not keeper and found.station == Station.PROPOSED:
        raise Http404("Nobody has approved this question yet.")
    if not keeper:
        caching.shows(request, caching.LISTS)
    steps = list(found.steps.select_related("by"))
    files = found.topic_files.select_related("document")
    context: dict[str, Any] = {
        "topic": found,
        "stops": stops(found, steps),
        "steps": steps,
        "people": found.topic_people.select_related("teacher"),
        "files": files if keeper else files.filter(is_public=True),
        "links": found.topic_courses.filter(course__live=True).select_related("course__school"),
        "late": found.is_late(timezone.localdate()),
        "keeper": keeper,
    }
    return render(request, "courses/catalogue/topics/topic.html", context)
