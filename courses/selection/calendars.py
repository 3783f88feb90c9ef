"""Lessons as an iCalendar file (RFC 5545), which the calendars of phones read again and again from one address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from courses.selection.models import Lesson, Offering

TYPE = "text/calendar; charset=utf-8"
AGAIN = timedelta(hours=1)  # how often a program is asked to look; most look when they like


def calendar(title: str, lessons: Iterable[Lesson], now: datetime, address: Callable[[Offering], str]) -> bytes:
    """The file. `address` gives the page of an offering. A cancelled class stays in it, marked as such, so that phones take it out of their days."""
    made = Calendar()
    made.add("prodid", "-//community college//selection//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", title)
    made.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(AGAIN))
    for lesson in lessons:
        made.add_component(_event(lesson, now, address(lesson.offering)))
    return made.to_ical()


def _event(lesson: Lesson, now: datetime, address: str) -> Event:
    event, offering = Event(), lesson.offering
    event.add("uid", f"lesson-{lesson.pk}@{urlsplit(settings.SITE_URL).hostname}")  # of the college, by whatever name a phone came to it
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", lesson.starts_at.astimezone(UTC))
    event.add("dtend", lesson.ends_at.astimezone(UTC))
    event.add("summary", _summary(lesson))
    event.add("location", _location(lesson))
    event.add(
        "description", "\n".join([_("Lesson %(number)s: %(title)s") % {"number": lesson.number, "title": lesson.shown_title}, str(offering.teacher), address])
    )
    event.add("url", address)
    event.add("status", "CANCELLED" if _is_cancelled(lesson) else "CONFIRMED")
    return event


def _is_cancelled(lesson: Lesson) -> bool:
    return lesson.offering.state == Offering.State.CANCELLED


def _summary(lesson: Lesson) -> str:
    """Some programs show cancelled events like any other: the word says it too."""
    return _("Cancelled: %(course)s") % {"course": lesson.offering} if _is_cancelled(lesson) else str(lesson.offering)


def _location(lesson: Lesson) -> str:
    """Where it is held, with the street, so that a phone can lead there."""
    offering = lesson.offering
    room = lesson.room or offering.room
    venue = lesson.room.venue if lesson.room else offering.venue
    if venue is None:
        return _("Online")
    return " · ".join(part for part in (venue.name, room.name if room else "", venue.address) if part)
