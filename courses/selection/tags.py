"""What other rooms' pages show of this one."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import pgettext

from college import caching, situations
from college.models import Term
from courses.catalogue.models import CoursePage
from courses.selection import listing, progress, replays, situation, starts, times, timetable, words
from courses.selection.domain.events import ROUNDS
from courses.selection.models import Grouping
from courses.selection.rules import Group, Slot
from courses.selection.rules.phases import Phase
from courses.selection.whom import learner_of

register = template.Library()


def _person(context: template.Context) -> Any:
    return context.get("user") or AnonymousUser()


def _door(context: template.Context) -> dict[str, Any]:
    """What the buttons of an included template need."""
    return {"request": context.get("request"), "user": _person(context), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("courses/selection/offerings.html", takes_context=True)
def offerings(context: template.Context, page: CoursePage) -> dict[str, Any]:
    """The classes of a course in terms that have not ended, with what this person can do. Constant queries."""
    now = timezone.now()
    who = situations.of(context.get("request"), situation.NAME, page.pk, now)
    request, found = context.get("request"), list(listing.current_of_course(page.pk, now))
    viewer = replace(who.viewer, begun=starts.begun(request, {one.term for one in found}, now))
    shown = [starts.with_start(request, one) for one in listing.show(found, viewer, now)]
    caching.shows(request, ROUNDS, *(caching.offering(one.offering.pk) for one in shown))
    return {**_door(context), **listing.sorted_out(shown, now), "page": page, "now": now}


@register.inclusion_tag("courses/selection/lessons_by_unit.html", takes_context=True)
def lessons_by_unit(context: template.Context, page: CoursePage) -> dict[str, Any]:
    """The units of a course, one row each, with the time of one's own class and the replay. Constant queries."""
    now = timezone.now()
    return {**_door(context), "course": replays.course_lessons(page, situations.of(context.get("request"), situation.NAME, page.pk, now), now)}


@register.inclusion_tag("courses/selection/today.html", takes_context=True)
def today(context: template.Context) -> dict[str, Any]:
    """The signed-in person's lessons of today; one query, none for strangers."""
    now, user = timezone.now(), _person(context)
    return {**_door(context), "agenda": timetable.agenda(user, now) if user.is_authenticated else None, "now": now}


@register.inclusion_tag("courses/selection/banner.html", takes_context=True)
def selection_banner(context: template.Context) -> dict[str, Any]:
    """Where selection stands in terms with rounds, and where this person stands; else which term can be picked, or when it begins. Constant queries."""
    now, user = timezone.now(), _person(context)
    caching.shows(context.get("request"), ROUNDS)
    rounds = [one for one in progress.current(now) if one.phase is not Phase.OVER]
    running = None if rounds else Term.objects.selecting_at(now).order_by("selection_closes_at").first()
    coming = None if rounds or running else Term.objects.filter(selection_opens_at__gt=now).order_by("selection_opens_at").first()
    return {**_door(context), "standings": progress.standings(user, rounds), "term": running, "coming": coming}


@register.inclusion_tag("courses/selection/where_i_stand.html", takes_context=True)
def where_i_stand(context: template.Context) -> dict[str, Any]:
    """The same for a page of one's own: only in terms with rounds that go on."""
    rounds = [one for one in progress.current(timezone.now()) if one.phase is not Phase.OVER]
    return {"standings": progress.standings(_person(context), rounds)}


@register.inclusion_tag("courses/selection/group_news.html", takes_context=True)
def group_news(context: template.Context, offering: int | None = None) -> dict[str, Any]:
    """Questions to answer and groups found, of one's own classes (or of one class), or of hers for whom the page is; one query, none for strangers."""
    now, request = timezone.now(), context.get("request")
    user = learner_of(request) if request else _person(context)
    mine = Grouping.objects.of_learner(user, offering).filter(term__ends_on__gte=timezone.localdate(now)) if user.is_authenticated else []
    found = [one for one in mine if one.published_at or one.takes_answers(now)]
    return {"groupings": found}


@register.filter
def rule_words(codes: list[str]) -> str:
    """The named rules of a class in words, as a list."""
    return words.listed_rules(codes)


@register.simple_tag
def kept_seats_order() -> str:
    """In which order kept seats are given up, where not all can be met."""
    return words.order_of_giving_up()


@register.filter
def moment(when: datetime) -> str:
    """A point in time: date, weekday and clock."""
    return times.moment(when)


@register.filter
def slot_time(one: Slot) -> str:
    """A lesson's day, beginning and end."""
    return times.slot(one)


@register.filter
def join_words(parts: list[str]) -> str:
    """Entries of a list in one sentence."""
    return pgettext("between the entries of a list", ", ").join(parts)


@register.filter
def group_words(group: str) -> str:
    """For whom seats of a group are kept."""
    return words.group_words(Group(group)) if group in Group else group


@register.filter
def lesson_time(lesson: Any) -> str:
    """A lesson's day, beginning and end."""
    return times.slot(Slot(lesson.starts_at, lesson.ends_at))


@register.filter
def without_recording(offering: Any, now: datetime) -> int:
    """How many lessons were held and have no recording yet. No query where the lessons are loaded."""
    return sum(lesson.recording_id is None and lesson.ends_at <= now for lesson in offering.lessons.all())


@register.filter
def without_answer(offering: Any) -> list[Any]:
    """The lessons whose recording nobody has said about who can be seen in it. No query where they are loaded."""
    lessons = [lesson for lesson in offering.lessons.all() if lesson.recording is not None]
    return [lesson for lesson in lessons if lesson.recording.waits_for_answer]


@register.filter
def place(lesson: Any) -> str:
    """Where a lesson is held: its own room when it has one, else the offering's place."""
    if lesson.room is not None and lesson.offering.venue is not None:
        return f"{lesson.offering.venue.name} · {lesson.room.name}"
    return listing.place_of(lesson.offering)
