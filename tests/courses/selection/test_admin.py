"""The office's lists: staff keep offerings and lessons, look at seats, and nobody writes the count of seats by a form."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from college.models import Notice, Room
from college.roles import Role
from courses.selection import domain
from courses.selection.models import Enrolment, Lesson, Offering, SeatOffer, WaitlistEntry
from tests.courses.selection.test_pages import as_
from tests.factories import selection as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return as_(make.person("jiaowu", Role.STAFF))


@pytest.fixture
def offering():
    return make.offering(make.course(units=3), capacity=2, term=make.term(timezone.now()))


def values(of: Offering, **changes):
    fields = {"course": of.course_id, "term": of.term_id, "label": of.label, "teacher": of.teacher_id, "mode": of.mode}
    return {**fields, "venue": of.venue_id, "room": "", "capacity": of.capacity, "state": of.state, **changes}


def seen(page) -> dict[str, str]:
    """What the form on this page says that it was opened with."""
    return dict(re.findall(r'<input type="hidden" name="(seen_\w+)" value="(\w+)"', page.content.decode()))


@pytest.fixture
def form(staff, offering):
    """The form as somebody has it open, and the way to send it."""
    url = reverse("offering:edit", args=[offering.pk])
    return {**values(offering), **seen(staff.get(url))}, lambda sent: staff.post(url, sent)


@pytest.mark.parametrize("name", ["offering", "lesson", "enrolment", "waitlist"])
def test_staff_open_every_list_and_others_none(staff, offering, name):
    make.lessons(offering)
    make.enrolled(offering, make.person())
    make.waiting(offering, make.person())
    url = reverse(f"{name}:index")
    assert offering.course.title in staff.get(url).content.decode()
    for role in (Role.LEARNER, Role.TEACHER, Role.COMMITTEE):
        assert as_(make.person("", role)).get(url).status_code in {302, 403}


def test_staff_make_an_offering(staff, offering):
    answer = staff.post(reverse("offering:add"), values(offering, label="周末班"))
    assert answer.status_code == 302, answer.context["form"].errors
    assert Offering.objects.get(label="周末班").seats_taken == 0


def test_a_changed_offering_keeps_its_count_and_serves_its_queue(staff, offering):
    make.full(offering)
    make.waiting(offering, make.person())
    answer = staff.post(reverse("offering:edit", args=[offering.pk]), values(offering, capacity=3, label="晚班", seen_capacity=2))
    assert answer.status_code == 302, answer.context["form"].errors
    offering.refresh_from_db()
    assert (offering.label, offering.capacity, offering.seats_taken) == ("晚班", 3, 3)
    assert (WaitlistEntry.objects.get().state, SeatOffer.objects.get().state) == ("waiting", "open")
    assert SeatOffer.objects.get().learner.get_full_name() in staff.get(reverse("seat_offer:index")).content.decode()


@pytest.mark.parametrize("changes", [{"capacity": 1}, {"capacity": 0}, {"capacity": "x"}, {"venue": ""}, {"teacher": 987654}, {"label": "长" * 41}])
def test_a_wrong_change_is_refused_in_the_form(staff, offering, changes):
    make.full(offering)
    answer = staff.post(reverse("offering:edit", args=[offering.pk]), values(offering, **changes))
    assert answer.status_code == 200
    assert answer.context["form"].errors
    offering.refresh_from_db()
    assert (offering.capacity, offering.seats_taken) == (2, 2)


def test_a_form_left_open_brings_no_cancelled_class_back_unless_somebody_says_so(offering, form):
    opened, send = form
    make.full(offering)
    domain.cancel_offering(offering_id=offering.pk, now=timezone.now())
    told = Notice.objects.count()
    assert send({**opened, "label": "晚班"}).status_code == 302
    offering.refresh_from_db()
    assert (offering.label, offering.state, Notice.objects.count()) == ("晚班", "cancelled", told)
    closing = {**opened, "label": "早班", "state": "closed"}
    refused = send(closing)
    assert (refused.status_code, "状态已经改成“已取消”" in refused.content.decode()) == (200, True)
    assert (refused.context["form"]["label"].value(), refused.context["form"]["state"].value()) == ("早班", "closed")
    offering.refresh_from_db()
    assert (offering.label, offering.state, Notice.objects.count()) == ("晚班", "cancelled", told)
    assert send({**closing, **seen(refused)}).status_code == 302  # she has read it, and means it
    offering.refresh_from_db()
    assert (offering.label, offering.state, Notice.objects.filter(kind="class_held").exists()) == ("早班", "closed", True)


def test_of_two_open_forms_the_old_number_of_seats_does_not_replace_the_new_one(offering, form):
    opened, send = form
    assert send({**opened, "capacity": 5}).status_code == 302
    Offering.objects.filter(pk=offering.pk).update(seats_taken=3)  # people pick on: more than the other form knows seats
    assert send({**opened, "label": "晚班"}).status_code == 302
    refused = send({**opened, "capacity": 4, "label": "早班"})
    assert (refused.status_code, "座位数已经改成“5”" in refused.content.decode()) == (200, True)
    offering.refresh_from_db()
    assert (offering.label, offering.capacity) == ("晚班", 5)
    assert send({**opened, "capacity": 4, "label": "早班", **seen(refused)}).status_code == 302
    offering.refresh_from_db()
    assert (offering.label, offering.capacity) == ("早班", 4)


def test_a_lesson_changed_in_the_office_keeps_the_recording_that_came_meanwhile(staff, offering):
    lesson = make.lessons(offering)[0]
    later = {"offering": offering.pk, "number": 1, "unit": lesson.unit_id, "title": "新标题", "room": ""}
    times = {"starts_at": "2027-01-05 14:00", "ends_at": "2027-01-05 15:30"}
    answer = staff.post(reverse("lesson:edit", args=[lesson.pk]), {**later, **times})
    assert answer.status_code == 302, answer.context["form"].errors
    lesson.refresh_from_db()
    assert lesson.title == "新标题"
    refused = staff.post(reverse("lesson:edit", args=[lesson.pk]), {**later, **times, "ends_at": "2027-01-05 13:00"})
    assert refused.status_code == 200
    assert refused.context["form"].errors


def test_a_room_of_a_lesson_holds_its_class_and_a_room_that_gets_smaller_names_the_classes(staff, offering):
    Offering.objects.filter(pk=offering.pk).update(capacity=10)
    lesson = make.lessons(offering, first=timezone.now() + timedelta(days=40), number=1)[0]
    room = Room.objects.create(venue=offering.venue, name="201", capacity=9)
    begins, ends = (timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") for moment in (lesson.starts_at, lesson.ends_at))
    small = {"offering": offering.pk, "number": lesson.number, "unit": "", "title": "第一课", "starts_at": begins, "ends_at": ends, "room": room.pk}
    address = reverse("lesson:edit", args=[lesson.pk])
    assert "请换大一些的教室" in staff.post(address, small).content.decode()
    assert staff.post(address, {**small, "knows_small": "on"}).status_code == 302
    lesson.refresh_from_db()
    assert lesson.room == room
    more = values(offering, capacity=12)
    Room.objects.create(venue=offering.venue, name="大厅", capacity=90)
    assert "请换大一些的教室" in staff.post(reverse("offering:edit", args=[offering.pk]), more).content.decode()
    said = {"venue": room.venue_id, "name": room.name, "floor": ""}
    answer = staff.post(reverse("room:edit", args=[room.pk]), {**said, "capacity": 8}, follow=True).content.decode()
    assert ("请给它们换教室" in answer, str(offering) in answer) == (True, True)
    room.refresh_from_db()
    assert room.capacity == 8


def test_seats_are_looked_at_and_never_written(offering):
    admin = as_(make.person("root", Role.ADMINISTRATOR, is_superuser=True, is_staff=True))
    enrolment = make.enrolled(offering, make.person())[0]
    assert admin.get(reverse("enrolment:inspect", args=[enrolment.pk])).status_code == 200
    for url in (reverse("enrolment:add"), reverse("enrolment:edit", args=[enrolment.pk]), reverse("enrolment:delete", args=[enrolment.pk])):
        assert admin.post(url, {}).status_code in {302, 403}
    assert Enrolment.objects.get().state == "enrolled"


def test_weekly_lessons_are_made_from_the_units(staff, offering):
    url = reverse("selection_plan", args=[offering.pk])
    assert staff.get(url).status_code == 200
    answer = staff.post(url, {"first": "2027-01-05 14:00", "minutes": "", "number": "", "skip": "2"})
    assert answer.status_code == 302, answer.context["form"].errors
    made = list(offering.lessons.all())
    assert [(lesson.starts_at - made[0].starts_at) // timedelta(days=1) for lesson in made] == [0, 14, 21]
    assert made[0].unit == offering.course.units.first()
    again = staff.post(url, {"first": "2027-03-05 14:00", "minutes": "", "number": "", "skip": ""})
    assert again.context["form"].errors.keys() == {"number"}


@pytest.mark.parametrize("wrong", [{"first": "昨天"}, {"first": ""}, {"minutes": "-5"}, {"number": "61"}, {"skip": "a"}, {"skip": "-1"}, {"skip": "0"}])
def test_a_wrong_plan_is_refused_with_what_was_typed_kept(staff, offering, wrong):
    answer = staff.post(reverse("selection_plan", args=[offering.pk]), {"first": "2027-01-05 14:00", "minutes": "90", "number": "3", "skip": "", **wrong})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert Lesson.objects.count() == 0


def test_only_the_office_plans(offering):
    url = reverse("selection_plan", args=[offering.pk])
    assert as_(None).get(url).status_code == 302
    assert as_(make.person()).get(url).status_code in {302, 403}
    assert as_(make.person("", Role.TEACHER)).post(url, {"first": "2027-01-05 14:00"}).status_code == 403
    assert Lesson.objects.count() == 0


def queries(client, name):
    client.get(reverse(f"{name}:index"))  # what is kept after the first look is not counted
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(f"{name}:index")).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["offering", "lesson", "enrolment", "waitlist"])
def test_the_office_asks_no_more_for_three_rows_than_for_one(staff, offering, name):
    def grow():
        another = make.offering(capacity=2)
        make.lessons(another, number=1)
        make.enrolled(another, make.person())
        make.waiting(another, make.person())

    grow()
    one = queries(staff, name)
    grow()
    grow()
    assert queries(staff, name) == one
