"""Lists that teachers confirm: who may, what is refused, what a correction can and cannot do, and the completions that follow."""

from datetime import timedelta

import pytest

from college.errors import DomainError
from college.roles import Role
from courses.learning import domain
from courses.learning.models import Attendance, Completion, RollCall
from courses.selection.domain import cancel_offering, drop
from courses.selection.models import Enrolment
from tests.factories import learning as make
from tests.factories import selection
from tests.factories.selection import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def confirm(lesson, states, *, by=None, now=NOW):
    return domain.confirm_roll_call(by=by or lesson.offering.teacher.user, lesson=lesson, states=states, now=now)


def refused(code, *args, **options):
    with pytest.raises(DomainError) as refusal:
        confirm(*args, **options)
    assert refusal.value.code == code
    return str(refusal.value)


def lines() -> dict[int, str]:
    return dict(Attendance.objects.values_list("enrolment", "state"))


@pytest.mark.parametrize("who", ["teacher", "staff"])
def test_the_teacher_and_staff_confirm_a_list(who):
    offering, seats = make.held_class(learners=4)
    by = offering.teacher.user if who == "teacher" else selection.person("", Role.STAFF)
    states = dict(zip([seat.pk for seat in seats], ["present", "late", "leave", "absent"], strict=True))
    call = confirm(offering.lessons.get(number=1), states, by=by)
    assert (call.confirmed_by, call.confirmed_at) == (by, NOW)
    assert lines() == states


@pytest.mark.parametrize("who", ["learner", "colleague", "committee"])
def test_nobody_else_does(who):
    offering, seats = make.held_class()
    by = {
        "learner": lambda: seats[0].learner,
        "colleague": lambda: selection.person("", Role.TEACHER),
        "committee": lambda: selection.person("", Role.COMMITTEE),
    }
    refused("not_found", offering.lessons.get(number=1), {seats[0].pk: "present"}, by=by[who]())
    assert not RollCall.objects.exists()


@pytest.mark.parametrize("states", [{0: "present"}, {10**17: "present"}, "foreign", "dropped", "state"])
def test_a_list_with_somebody_or_something_unknown_changes_nothing(states):
    offering, (seat, gone) = make.held_class(learners=2)
    Enrolment.objects.filter(pk=gone.pk).update(state="dropped", dropped_at=NOW)
    other = make.held_class()[1][0]
    bad = {"foreign": {other.pk: "present"}, "dropped": {gone.pk: "present"}, "state": {seat.pk: "asleep"}}
    wanted = bad[states] if isinstance(states, str) else states
    refused("not_in_class", offering.lessons.get(number=1), {seat.pk: "present", **wanted})
    assert not RollCall.objects.exists()


def test_a_lesson_to_come_and_a_cancelled_class_have_no_list():
    offering, (seat,) = make.held_class()
    lesson = offering.lessons.get(number=1)
    refused("lesson_not_begun", lesson, {seat.pk: "present"}, now=lesson.starts_at - timedelta(seconds=1))
    confirm(lesson, {seat.pk: "present"}, now=lesson.starts_at)
    cancel_offering(offering_id=offering.pk, now=NOW)
    refused("offering_cancelled", offering.lessons.get(number=2), {seat.pk: "present"})


def test_a_class_of_forty_and_one_of_nobody():
    offering, seats = make.held_class(learners=40, capacity=40)
    confirm(offering.lessons.get(number=1), {seat.pk: "present" for seat in seats})
    assert len(lines()) == 40
    empty, _nobody = make.held_class(learners=0)
    assert confirm(empty.lessons.get(number=1), {}).lines.count() == 0


def test_a_correction_changes_what_it_names_and_no_more():
    offering, (one, other) = make.held_class(learners=2)
    lesson = offering.lessons.get(number=1)
    confirm(lesson, {one.pk: "present", other.pk: "present"})
    confirm(lesson, {one.pk: "absent"}, now=NOW + timedelta(days=2))
    assert lines() == {one.pk: "absent", other.pk: "present"}
    assert RollCall.objects.count() == 1


def test_enough_lessons_complete_and_a_correction_takes_nothing_away():
    offering, (seat,) = make.held_class()
    make.attended(seat, 1, 2, 3)
    assert not Completion.objects.exists()
    make.confirmed(offering, {seat.pk: "late"}, 4)
    completion = Completion.objects.get()
    assert (completion.basis, completion.completed_at) == ("attendance", NOW)
    assert completion.facts == {"lessons": 5, "attended": 4, "covered": 0, "policy": domain.policy_of(offering.pk).pk}
    words = refused("attendance_settled", offering.lessons.get(number=2), {seat.pk: "absent"})
    assert seat.learner.get_full_name() in words
    make.confirmed(offering, {seat.pk: "absent"}, 5)  # what was not confirmed before can still be told as it was
    assert Completion.objects.get() == completion


def test_leave_is_not_attendance():
    offering, (seat,) = make.held_class()
    make.confirmed(offering, {seat.pk: "leave"}, 1, 2, 3, 4, 5)
    assert domain.share_of(seat).attended == frozenset()
    assert not Completion.objects.exists()


def test_what_was_attended_counts_after_a_drop_and_a_second_pick():
    offering = make.running_offering(number=5, now=NOW)
    (seat,) = selection.enrolled(offering, selection.person())
    make.attended(seat, 1)
    drop(offering_id=offering.pk, learner=seat.learner, now=NOW)
    again = selection.enrolled(offering, seat.learner)[0]
    assert len(domain.share_of(again).attended) == 1
    assert domain.completion_of(enrolment=seat, now=NOW) is None


def test_shares_of_many_cost_the_same_as_of_one(django_assert_num_queries):
    one, seats = make.held_class(learners=3)
    _other, more = make.held_class(learners=2)
    make.attended(seats[0], 1, 2)
    lesson = make.lesson_with_replay(one, 3)
    make.watched(seats[1].learner, lesson, (0, 480))
    with django_assert_num_queries(4):
        shares = domain.shares_of([*seats, *more], now=NOW)
    assert [len(shares[seat.pk].either) for seat in seats] == [2, 1, 0]
    assert shares[seats[1].pk].covered == {lesson.pk}
    assert shares[more[0].pk].either_percent == 0
    assert not shares[seats[0].pk].reaches(50)
    with django_assert_num_queries(4):
        assert domain.share_of(seats[0], now=NOW).attended_percent == 40
