"""A room or a teacher is never booked twice, across schools, whoever writes; each refusal names the other class. On both databases."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from college import teacher_merging, triggers
from college.models import Room
from college.roles import Role
from courses.selection import domain
from courses.selection.domain.bookings import book_all, known_overlaps
from courses.selection.domain.refusals import DoubleBooked, LessonStays
from courses.selection.models import Booking, Lesson, Offering
from courses.selection.receivers import book_after_migrate
from courses.selection.rules.bookings import Held, overlaps, to_mark
from tests.courses.selection.test_pages import as_
from tests.factories import media
from tests.factories import selection as make
from tests.factories.college import teacher
from tests.races import all_at_once, while_uncommitted

NOW = timezone.now()
NINE = (NOW + timedelta(days=20)).replace(hour=1, minute=0, second=0, microsecond=0)  # 9:00 in Shanghai
HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)
both_databases = pytest.mark.both_databases


def held(numbers: list[tuple[int, int, int, int]]) -> list[Held]:
    start = datetime(2026, 9, 1, tzinfo=UTC)
    return [Held(start + HOUR * begin, start + HOUR * (begin + length), key, room, who) for key, (begin, length, room, who) in enumerate(numbers)]


BOOKED = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 4), st.integers(1, 3), st.integers(1, 3)), max_size=14).map(held)


@given(BOOKED)
def test_overlaps_are_all_pairs_that_meet(some: list[Held]):
    assert {frozenset(pair) for pair in overlaps(some)} == {frozenset(pair) for pair in combinations(some, 2) if pair[0].meets(pair[1])}


@given(BOOKED, st.integers(0, 14))
def test_what_is_not_marked_overlaps_nothing(some: list[Held], cut: int):
    there, fresh = some[:cut], some[cut:]
    marked = to_mark(there, fresh)
    assert marked <= {one.lesson for one in fresh}
    left = [one for one in fresh if one.lesson not in marked]
    assert [pair for pair in overlaps([*there, *left]) if set(pair) & set(left)] == []
    assert not marked or overlaps(some)


@pytest.fixture
def room():
    venue = make.venue()
    return Room.objects.create(venue=venue, name="201 教室", capacity=40)


def class_in(room: Room | None, **fields) -> Offering:
    return make.offering(room=room, venue=room.venue if room else None, mode="onsite" if room else "online", **fields)


def lesson(of: Offering, starts=NINE, minutes: int = 60, number: int = 1, **fields) -> Lesson:
    return Lesson(offering=of, number=number, starts_at=starts, ends_at=starts + timedelta(minutes=minutes), **fields)


def add(of: Offering, *args, **fields) -> Lesson:
    return domain.add_lesson(lesson=lesson(of, *args, **fields), now=NOW)


@both_databases
@pytest.mark.django_db
def test_a_room_and_a_teacher_are_had_once_and_the_refusal_names_the_other_class(room):
    one = class_in(room, page=make.course("太极拳", school_code="party"))
    add(one, minutes=90)
    other = class_in(room, page=make.course("书法", school_code="elder"))
    with pytest.raises(DoubleBooked, match=r"201 教室.*太极拳"):
        add(other, NINE + HOUR)
    with pytest.raises(DoubleBooked, match=r"陈静.*太极拳"):
        add(class_in(None, teacher=one.teacher), NINE - HOUR, minutes=61)
    with pytest.raises(DoubleBooked, match="太极拳"):
        domain.plan_lessons(offering=other, first=NINE - WEEK, minutes=[90, 90], now=NOW)
    assert Lesson.objects.count() == 1
    add(other, NINE + timedelta(minutes=90))  # one after the other is no clash
    with pytest.raises(DoubleBooked, match="太极拳"):  # nor does a class meet itself twice
        add(one, NINE, number=2)


@both_databases
@pytest.mark.django_db
def test_a_class_online_and_a_cancelled_one_leave_the_room_and_a_lesson_may_have_its_own(room):
    first = class_in(room)
    add(first)
    Offering.objects.filter(pk=first.pk).update(mode="online")
    second = class_in(room)
    add(second)
    with pytest.raises(DoubleBooked):
        domain.change_offering(offering=Offering(**{**values(first), "mode": "onsite"}), fields=["mode"], now=NOW)
    domain.cancel_offering(offering_id=second.pk, now=NOW)
    assert not Booking.objects.filter(lesson__offering=second).exists()
    third = make.offering(venue=room.venue)
    add(third, room=room)
    with pytest.raises(DoubleBooked):
        domain.open_offering(offering_id=second.pk, now=NOW)
    assert Offering.objects.get(pk=second.pk).state == "cancelled"
    Lesson.objects.filter(offering=third).update(room=None)
    assert domain.open_offering(offering_id=second.pk, now=NOW).state == "open"


def values(of: Offering) -> dict:
    of.refresh_from_db()
    return {field.attname: getattr(of, field.attname) for field in Offering._meta.concrete_fields}


@both_databases
@pytest.mark.django_db
def test_a_change_of_the_class_moves_what_is_to_come_and_leaves_what_was_held(room):
    of, over = class_in(room), NOW - WEEK
    add(of, over)
    add(of, number=2)
    before, after = of.teacher_id, teacher("李梅")
    assert set(Booking.objects.values_list("teacher", "room")) == {(before, room.pk)}
    of.teacher, of.room = after, None
    domain.change_offering(offering=of, fields=["teacher", "room"], now=NOW)
    assert list(Booking.objects.order_by("starts_at").values_list("teacher", "room")) == [(before, room.pk), (after.pk, None)]
    Lesson.objects.filter(number=2).update(starts_at=NINE + WEEK, ends_at=NINE + WEEK + HOUR)
    assert Booking.objects.get(lesson__number=2).starts_at == NINE + WEEK
    domain.delete_lesson(lesson=Lesson.objects.get(number=2), now=NOW)
    assert Booking.objects.count() == 1


@both_databases
@pytest.mark.django_db
def test_whoever_writes_past_the_verbs_is_refused_too(room):
    add(class_in(room))
    other = class_in(room)
    add(other, NINE + WEEK)
    writes = (
        lambda: Lesson.objects.bulk_create([lesson(other, number=2)]),
        lambda: Lesson.objects.update(starts_at=NINE, ends_at=NINE + HOUR),
        lambda: Booking.objects.update(starts_at=NINE, ends_at=NINE + HOUR),
        lambda: Booking.objects.filter(lesson__offering=other).update(starts_at=NINE),
    )
    for write in writes:
        with pytest.raises(DatabaseError, match="booking_overlaps"), transaction.atomic():
            write()


@both_databases
@pytest.mark.django_db
def test_a_college_with_overlaps_is_migrated_lists_them_and_gets_no_new_ones(room, client):
    """The bookings of a college from before there were any: made by the migration, what overlaps marked, everything else held."""
    shared = teacher("王芳")
    classes = [class_in(room, page=make.course(title), teacher=shared) for title in ("一", "二", "三")]
    with connection.cursor() as cursor:
        for guard in triggers.expected(connection.vendor):
            if guard.table in {"courses_lesson", "courses_booking"}:
                cursor.execute(f"DROP TRIGGER {guard.name}{'' if connection.vendor == 'sqlite' else f' ON {guard.table}'}")
    Lesson.objects.bulk_create([lesson(of, NINE + HOUR * place) for place, of in zip((0, 0.5, 1.25), classes, strict=True)])
    Lesson.objects.bulk_create([lesson(of, NINE + WEEK + HOUR * place, number=2) for place, of in enumerate(classes)])
    config = apps.get_app_config("courses")
    triggers.install()
    book_after_migrate(sender=config)
    assert Booking.objects.count() == 6
    assert [one.lesson.offering.course.title for one in Booking.objects.filter(is_known=True)] == ["二"]
    assert book_all(timezone.now()) == 0
    pairs = known_overlaps(NOW)
    assert [(pair.earlier.offering.course.title, pair.later.offering.course.title) for pair in pairs] == [("一", "二"), ("二", "三")]
    assert all(pair.share_room and pair.share_teacher for pair in pairs)
    desk = as_(make.person("jiaowu", Role.STAFF))
    page = desk.get(reverse("selection_overlaps")).content.decode()
    assert reverse("lesson:edit", args=[pairs[0].later.pk]) in page
    assert desk.get(reverse("wagtailadmin_home")).content.decode().count(reverse("selection_overlaps")) == 1
    assert as_(make.person("", Role.TEACHER)).get(reverse("selection_overlaps")).status_code in {302, 403}
    with pytest.raises(DoubleBooked, match="二"):  # a marked lesson still holds its time against all others
        add(class_in(None, teacher=shared), NINE + HOUR, minutes=15, number=3)
    known = pairs[0].later
    with pytest.raises(DoubleBooked):
        domain.change_lesson(lesson=moved(known, HOUR / 4), fields=["starts_at", "ends_at"], now=NOW)
    domain.change_lesson(lesson=moved(Lesson.objects.get(pk=known.pk), 3 * HOUR), fields=["starts_at", "ends_at"], now=NOW)
    assert known_overlaps(NOW) == []


def moved(one: Lesson, by: timedelta) -> Lesson:
    one.starts_at, one.ends_at = one.starts_at + by, one.ends_at + by
    return one


@pytest.mark.django_db
def test_the_forms_of_the_office_say_which_class_is_there(room):
    one, other = class_in(room, page=make.course("太极拳")), class_in(room, page=make.course("书法"))
    add(one)
    add(other, NINE + WEEK)
    desk = as_(make.person("jiaowu", Role.STAFF))
    day = timezone.localtime(NINE).date()
    at = {"starts_at": f"{day} 09:30", "ends_at": f"{day} 10:30"}
    fields = {"offering": other.pk, "number": 7, "unit": "", "title": "加课", "room": "", **at}
    mine = {"course": other.course_id, "term": other.term_id, "label": "", "mode": "onsite", "venue": room.venue_id, "capacity": 10, "state": "open"}
    add(class_in(None, teacher=other.teacher), NINE + 2 * WEEK)
    answers = [
        desk.post(reverse("lesson:add"), fields),
        desk.post(reverse("lesson:edit", args=[other.lessons.get().pk]), {**fields, "number": 1}),
        desk.post(reverse("selection_plan", args=[other.pk]), {"first": at["starts_at"], "minutes": "60", "number": "1", "skip": ""}),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert "太极拳" in str(answer.context["form"].non_field_errors())
    Lesson.objects.filter(offering=one).update(
        starts_at=NINE + WEEK, ends_at=NINE + WEEK + HOUR, room=Room.objects.create(venue=room.venue, name="大厅", capacity=9)
    )
    answer = desk.post(reverse("offering:edit", args=[other.pk]), {**mine, "teacher": one.teacher_id, "room": room.pk})
    assert "太极拳" in str(answer.context["form"].non_field_errors())
    assert Lesson.objects.filter(offering=other).count() == 1


@pytest.mark.django_db
def test_a_lesson_with_a_recording_is_not_deleted_in_the_office(room):
    of = class_in(room)
    one = add(of)
    desk = as_(make.person("jiaowu", Role.STAFF))
    Lesson.objects.filter(pk=one.pk).update(recording=media.row(make.person()))
    assert desk.post(reverse("lesson:delete", args=[one.pk])).status_code == LessonStays.status
    Lesson.objects.filter(pk=one.pk).update(recording=None)
    assert desk.post(reverse("lesson:delete", args=[one.pk])).status_code == 302
    assert not Lesson.objects.exists()


@both_databases
@pytest.mark.django_db
def test_a_teacher_kept_twice_cannot_become_one_who_is_in_two_places(room):
    kept, gone = teacher("陈静"), teacher("陈 静")
    by = make.person("jiaowu", Role.STAFF)
    for place, who in enumerate((kept, gone)):
        of = class_in(None, page=make.course("合唱"), teacher=who)
        add(of, NOW - WEEK)
        add(of, NINE, number=2 + place)
    merge = {"kept_id": kept.pk, "gone_id": gone.pk, "texts": {}, "by": by, "now": NOW}
    with pytest.raises(DoubleBooked, match=r"陈静.*合唱"):
        teacher_merging.merge_teachers(**merge)
    late = Lesson.objects.get(number=3)
    domain.change_lesson(lesson=moved(late, HOUR), fields=["starts_at", "ends_at"], now=NOW)
    teacher_merging.merge_teachers(**merge)  # what is over stays as it was
    assert list(Booking.objects.values_list("teacher", flat=True).distinct().order_by()) == [kept.pk]
    assert known_overlaps(NOW) == []


@both_databases
@pytest.mark.django_db(transaction=True)
def test_two_who_want_the_same_room_in_the_same_moment_come_one_after_the_other(room):
    """Neither a room twice, nor a deadlock: planners of many weeks, a lesson that gets the room, and a class that moves into it."""
    classes = [class_in(room) for _ in range(3)]
    moving = make.offering(venue=room.venue)
    add(moving, NINE + WEEK)
    moving.room = room
    works = [lambda of=of: domain.plan_lessons(offering=of, first=NINE, minutes=[60] * 6, now=NOW) for of in classes]
    done = all_at_once(*works, lambda: domain.change_offering(offering=moving, fields=["room"], now=NOW))
    assert done["done"] >= 1
    assert done["done"] + done["double_booked"] == 4
    there = [Held(*row) for row in Booking.objects.values_list("starts_at", "ends_at", "pk", "room", "teacher")]
    assert overlaps(there) == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_lesson_booked_while_its_class_moves_gets_the_new_room(room):
    hall = Room.objects.create(venue=room.venue, name="大厅", capacity=60)
    of = class_in(room)
    assert while_uncommitted(lambda: Offering.objects.filter(pk=of.pk).update(room=hall), lambda: add(of)) == "done"
    assert Booking.objects.get().room_id == hall.pk


@pytest.mark.postgres
@pytest.mark.django_db
def test_without_the_triggers_postgresql_refuses_still(room):
    """The exclusion constraints: no extension, ranges of one number stand for the number."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_booking DISABLE TRIGGER USER")
        cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'btree_gist'")
        assert cursor.fetchone() == (0,)
    one = class_in(room, page=make.course("太极拳"))
    add(one)
    for other in (class_in(room), class_in(None, teacher=one.teacher)):
        with pytest.raises(DoubleBooked, match="太极拳"):
            add(other)
        add(other, NINE + HOUR)
        domain.cancel_offering(offering_id=other.pk, now=NOW)
