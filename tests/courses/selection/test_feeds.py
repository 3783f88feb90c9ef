"""Secret calendar addresses: what stands in them, whom they open to, and how they end."""

from datetime import UTC, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from college.merging import Move
from college.models import Venue
from college.roles import Role
from courses.selection import domain, merging, personal
from courses.selection.domain.feeds import NoFeed
from courses.selection.models import CalendarFeed, Offering
from tests.factories import college, selection
from tests.races import all_at_once

pytestmark = [pytest.mark.django_db]
NOW = timezone.now()


def events(feed):
    """What a calendar program reads, without a cookie: by summary."""
    answer = Client().get(reverse("selection:feed", args=[feed.token]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"].startswith("private")
    return {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def status(feed):
    return Client().get(reverse("selection:feed", args=[feed.token])).status_code


@pytest.fixture
def classes():
    """A class that somebody attends, one that she teaches, and one of others at the same venue."""
    me, venue = selection.person(), selection.venue("荷塘生活馆")
    Venue.objects.filter(pk=venue.pk).update(address="荷塘路 9 号")
    attended, other = (selection.offering(selection.course(title), venue=venue) for title in ("太极拳", "书法"))
    taught = selection.offering(selection.course("手机摄影"), venue=venue, teacher=college.teacher("陈静", me))
    for place, offering in enumerate((attended, other, taught)):
        selection.lessons(offering, first=NOW + timedelta(days=place), number=1)
    selection.enrolled(attended, me)
    return me, venue, attended, taught, other


def test_a_persons_calendar_has_what_she_attends_and_teaches(classes):
    me, _, attended, _, _ = classes
    found = events(domain.new_feed(by=me, now=NOW))
    assert found.keys() == {"太极拳", "手机摄影"}
    lesson, event = attended.lessons.first(), found["太极拳"]
    assert event["dtstart"].dt == lesson.starts_at.astimezone(UTC).replace(microsecond=0)
    assert event["dtend"].dt == lesson.ends_at.astimezone(UTC).replace(microsecond=0)
    assert "荷塘路 9 号" in event["location"]
    assert str(event["status"]) == "CONFIRMED"
    assert event["url"].endswith(f"/selection/offerings/{attended.pk}/")


def test_a_class_that_was_cancelled_says_so_and_one_that_was_dropped_is_gone(classes):
    me, _, attended, taught, _ = classes
    feed = domain.new_feed(by=me, now=NOW)
    Offering.objects.filter(pk=taught.pk).update(state=Offering.State.CANCELLED)
    domain.drop(offering_id=attended.pk, learner=me, now=NOW)
    (summary, event), *others = events(feed).items()
    assert not others
    assert summary == "已取消：手机摄影"
    assert str(event["status"]) == "CANCELLED"


def test_a_venues_calendar_is_made_by_the_office_and_names_no_learner(classes):
    me, venue, *_ = classes
    feed = domain.new_feed(by=college.person("jiaowu", Role.STAFF), venue_id=venue.pk, now=NOW)
    assert events(feed).keys() == {"太极拳", "手机摄影", "书法"}
    assert me.get_full_name() not in str(events(feed)["太极拳"].to_ical())
    with pytest.raises(NoFeed):
        domain.new_feed(by=me, venue_id=venue.pk, now=NOW)
    with pytest.raises(NoFeed):
        domain.end_feed(by=me, venue_id=venue.pk, now=NOW)


def test_a_new_address_ends_the_old_one_and_an_ended_one_opens_nothing(classes):
    me = classes[0]
    old = domain.new_feed(by=me, now=NOW)
    new = domain.new_feed(by=me, now=NOW)
    assert (status(old), status(new)) == (404, 200)
    assert domain.end_feed(by=me, now=NOW) == 1
    assert domain.end_feed(by=me, now=NOW) == 0
    assert status(new) == 404


def test_a_closed_account_has_no_calendar(classes):
    me = classes[0]
    feed = domain.new_feed(by=me, now=NOW)
    me.is_active = False
    me.save()
    assert status(feed) == 404


def test_of_two_accounts_of_one_person_the_one_that_stays_keeps_its_address(classes):
    kept, gone = classes[0], selection.person()
    hers, others = domain.new_feed(by=kept, now=NOW), domain.new_feed(by=gone, now=NOW)
    merging.move(Move(kept, gone, kept, kept, NOW))
    assert (status(hers), status(others)) == (200, 404)


def test_who_leaves_takes_her_calendar_along(classes):
    me = classes[0]
    feed = domain.new_feed(by=me, now=NOW)
    assert [table.rows for table in personal.tables(me) if table.code == "calendars"] == [[(feed.created_at, None)]]
    personal.forget(me, NOW)
    assert not CalendarFeed.objects.exists()


def test_the_page_makes_shows_and_ends_an_address(client, classes):
    me, venue, *_ = classes
    client.force_login(me)
    page = reverse("selection:calendar")
    client.post(reverse("selection:new_feed"))
    shown = client.get(page).content.decode()
    token = CalendarFeed.objects.get(owner=me).token
    assert f"webcal://testserver/calendar/{token}.ics" in shown
    assert venue.name not in shown
    client.post(reverse("selection:end_feed"))
    assert token not in client.get(page).content.decode()
    client.force_login(college.person("jiaowu", Role.STAFF))
    client.post(reverse("selection:new_feed"), {"venue": venue.pk})
    assert CalendarFeed.objects.get(venue=venue).token in client.get(page).content.decode()
    assert client.post(reverse("selection:new_feed"), {"venue": "x"}).status_code == 404


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_new_addresses_at_once_leave_one():
    me = selection.person()
    assert all_at_once(*[lambda: domain.new_feed(by=me, now=NOW)] * 3) == {"done": 3}
    assert CalendarFeed.objects.filter(owner=me, revoked_at__isnull=True).count() == 1
