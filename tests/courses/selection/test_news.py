"""When a class changes, everybody with a seat or a place in the queue hears of it, and the teacher: once for each save, with the old and the new time."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from college import deliveries
from college.models import Notice, NoticeDelivery, Room, User
from college.roles import Role
from courses.selection import domain
from courses.selection.domain.refusals import DoubleBooked
from courses.selection.models import Lesson
from tests.factories import rounds
from tests.factories import selection as make

pytestmark = pytest.mark.django_db
NOW = timezone.now()
FIRST = (NOW + timedelta(days=20)).replace(hour=6, minute=0, second=0, microsecond=0)  # 14:00 in Shanghai


@pytest.fixture
def world():
    """A class of two lessons, with the people whom a change concerns and some whom it does not."""
    teacher = make.person("chen", Role.TEACHER)
    venue = make.venue("方兴社区中心")
    of = make.offering(
        make.course("太极拳"), teacher=make.teacher(user=teacher), venue=venue, room=Room.objects.create(venue=venue, name="201 教室", capacity=40)
    )
    make.lessons(of, first=FIRST, number=2)
    seated, waits, dropped = make.people(3)
    make.enrolled(of, seated, dropped)
    make.waiting(of, waits)
    domain.drop(offering_id=of.pk, learner=dropped, now=NOW)
    Notice.objects.all().delete()  # of the seat that went on to the queue
    return of, {teacher.pk, seated.pk, waits.pk}


def told(kind: str) -> tuple[set[int], str]:
    """Who was told, and the one text of all; nobody was told twice."""
    lines = list(Notice.objects.filter(kind=kind).values_list("person", "text"))
    assert len({person for person, _text in lines}) == len(lines)
    (text,) = {text for _person, text in lines} or {""}
    Notice.objects.all().delete()
    return {person for person, _text in lines}, text


def change(one: Lesson, **fields) -> None:
    for name, value in fields.items():
        setattr(one, name, value)
    domain.change_lesson(lesson=one, fields=list(fields), now=NOW)


def test_a_lesson_that_moves_is_told_with_both_times(world):
    of, concerned = world
    one = of.lessons.get(number=2)
    change(one, title="新标题")
    assert told("time_changed") == (set(), "")
    change(one, starts_at=one.starts_at + timedelta(hours=2), ends_at=one.ends_at + timedelta(hours=2))
    people, text = told("time_changed")
    assert people == concerned
    assert "太极拳" in text
    assert text.index("16:00") < text.index("14:00")
    change(one, room=Room.objects.create(venue=of.venue, name="大厅", capacity=40))
    people, text = told("time_changed")
    assert people == concerned
    assert text.index("大厅") < text.index("201 教室")


def test_lessons_that_are_added_or_taken_out_are_told(world):
    of, concerned = world
    domain.plan_lessons(offering=of, first=FIRST + timedelta(days=3), minutes=[90] * 5, now=NOW)
    people, text = told("time_changed")
    assert people == concerned
    assert "2" in text  # three by one, two more
    domain.delete_lesson(lesson=of.lessons.get(number=7), now=NOW)
    assert told("time_changed")[0] == concerned
    domain.add_lesson(lesson=Lesson(offering=of, number=9, starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=1)), now=NOW)
    assert told("time_changed") == (set(), "")  # what is over changes nobody's day
    empty = make.offering(teacher=make.teacher(user=make.person()))
    domain.plan_lessons(offering=empty, first=FIRST, minutes=[90], now=NOW)
    assert told("time_changed") == (set(), "")  # a first plan is news to nobody


def test_one_save_of_the_class_is_one_notice_and_a_cancelled_class_says_so(world, settings):
    of, concerned = world
    of.room, of.capacity = None, 30
    domain.change_offering(offering=of, fields=["room", "capacity"], now=NOW)
    people, text = told("time_changed")
    assert people == concerned
    assert text.count("方兴社区中心 201 教室") == 2  # both lessons, in one notice
    of.refresh_from_db()
    of.state, of.room = "cancelled", Room.objects.get()
    domain.change_offering(offering=of, fields=["room", "state"], now=NOW)
    people, text = told("class_cancelled")
    assert (people, "太极拳" in text) == (concerned, True)
    assert not Notice.objects.exists()
    domain.cancel_offering(offering_id=of.pk, now=NOW)
    assert told("class_cancelled") == (set(), "")
    domain.open_offering(offering_id=of.pk, now=NOW)
    settings.SMS_BACKEND = "college.sms.ConsoleBackend"
    seated = of.enrolments.get(state="enrolled").learner
    User.objects.filter(pk=seated.pk).update(phone="+8619900001234")
    deliveries.deliver(now=NOW)
    assert NoticeDelivery.objects.get(way="sms").notice.kind == "class_held"  # who read by SMS that it is cancelled
    assert told("class_held")[0] == concerned


def test_another_teacher_is_told_to_the_class_and_to_both_teachers(world):
    of, concerned = world
    old, new = of.teacher, make.teacher("刘老师", user=make.person("liu", Role.TEACHER))
    of.teacher = new
    domain.change_offering(offering=of, fields=["teacher"], now=NOW)
    links = dict(Notice.objects.values_list("person", "link"))
    assert (links[new.user_id], links[old.user_id]) == (f"/teach/offerings/{of.pk}/", f"/selection/offerings/{of.pk}/")
    people, text = told("teacher_changed")
    assert people == concerned | {new.user_id}
    assert text.index("刘老师") < text.index(old.name)
    of.teacher, of.room = old, None
    domain.change_offering(offering=of, fields=["teacher", "room"], now=NOW)
    people, text = told("time_changed")  # one notice says both
    assert people == concerned | {new.user_id}
    assert old.name in text
    assert "201 教室" in text
    of.teacher = new
    domain.change_offering(offering=of, fields=["teacher"], now=FIRST + timedelta(days=60))
    assert told("teacher_changed") == (set(), "")  # its last lesson is over


def test_whoever_has_another_class_at_the_new_time_is_told_which_and_the_teacher_sees_it(world, client):
    of, concerned = world
    choir = make.offering(make.course("合唱"), term=of.term)
    make.lessons(choir, first=FIRST + timedelta(days=1), number=1)
    seated = User.objects.get(enrolments__offering=of, enrolments__state="enrolled")
    make.enrolled(choir, seated)
    change(of.lessons.get(number=1), starts_at=FIRST + timedelta(days=1), ends_at=FIRST + timedelta(days=1, hours=1))
    told = dict(Notice.objects.values_list("person", "text"))
    assert told.keys() == concerned
    assert {person for person, text in told.items() if "合唱" in text} == {seated.pk}
    assert of.enrolments.filter(learner=seated, state="enrolled").exists()
    client.force_login(of.teacher.user)
    assert client.get(reverse("selection:roster", args=[of.pk])).text.count("上课时间和另一门课冲突") == 1


def test_whoever_wishes_for_the_class_is_told_until_the_draw(world):
    of, _concerned = world
    (wisher,) = make.people(1)
    found = rounds.wishing(rounds.plan(of.term), opens_at=NOW - timedelta(days=1))
    domain.save_wishes(learner=wisher, round_id=found.pk, offerings=[of.pk], now=NOW)
    of.room = None
    domain.change_offering(offering=of, fields=["room"], now=NOW)
    assert Notice.objects.get(person=wisher).link == reverse("selection:wishes")


def test_what_is_refused_is_told_to_nobody(world):
    of, _concerned = world
    other = make.offering(teacher=of.teacher)
    one = make.lessons(other, first=FIRST + timedelta(days=1), number=1)[0]
    make.enrolled(other, *make.people(1))
    with pytest.raises(DoubleBooked):
        change(one, starts_at=FIRST, ends_at=FIRST + timedelta(hours=1))
    assert not Notice.objects.exists()
