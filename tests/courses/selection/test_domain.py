"""The verbs of selection: what they do, and what they refuse."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction

from college.tags import clock_range
from courses.selection import domain
from courses.selection.domain import refusals
from courses.selection.domain.counting import miscounted
from courses.selection.models import Enrolment, Offering, WaitlistEntry
from tests.factories import selection as make
from tests.factories.selection import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def learner():
    return make.person("wang")


@pytest.fixture
def offering():
    made = make.offering(make.course(units=3), capacity=2)
    make.lessons(made)
    return made


def seats(of: Offering) -> int:
    """The count in the row, checked against the seats themselves."""
    of.refresh_from_db()
    assert miscounted() == []
    return of.seats_taken


def pick(of, learner, now=NOW):
    return domain.pick(offering_id=of.pk, learner=learner, now=now)


def drop(of, learner, now=NOW):
    return domain.drop(offering_id=of.pk, learner=learner, now=now)


def join(of, learner, now=NOW):
    return domain.join_waitlist(offering_id=of.pk, learner=learner, now=now)


# ---- picking


def test_a_pick_takes_one_seat(offering, learner):
    enrolment = pick(offering, learner)
    assert (enrolment.state, enrolment.picked_at, enrolment.learner) == ("enrolled", NOW, learner)
    assert seats(offering) == 1


def test_what_a_pick_returns_is_the_row_and_knows_its_class(offering, learner):
    enrolment = pick(offering, learner)
    row = Enrolment.objects.get()
    assert (enrolment, enrolment.state, enrolment.picked_at, enrolment.dropped_at) == (row, row.state, row.picked_at, row.dropped_at)
    of = enrolment.offering
    assert (of.course, of.course.title, of.course.slug) == (offering.course, offering.course.title, offering.course.slug)
    assert (of.term, of.term.name, of.label, of.teacher) == (offering.term, offering.term.name, offering.label, offering.teacher)
    enrolment.save()
    assert Enrolment.objects.count() == 1


def test_the_second_click_is_refused_and_takes_nothing(offering, learner):
    pick(offering, learner)
    with pytest.raises(refusals.AlreadyEnrolled):
        pick(offering, learner)
    assert seats(offering) == 1


def test_a_full_offering_is_refused(offering, learner):
    make.full(offering)
    with pytest.raises(refusals.OfferingFull):
        pick(offering, learner)
    assert seats(offering) == 2


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"state": "closed"}, refusals.OfferingClosed), ({"state": "cancelled"}, refusals.OfferingCancelled)],
)
def test_an_offering_that_takes_no_picks_is_refused(offering, learner, changes, error):
    Offering.objects.filter(pk=offering.pk).update(**changes)
    with pytest.raises(error):
        pick(offering, learner)
    assert seats(offering) == 0


def test_before_and_after_the_window(offering, learner):
    with pytest.raises(refusals.NotOpenYet) as early:
        pick(offering, learner, now=offering.term.selection_opens_at - timedelta(seconds=1))
    assert early.value.opens_at == offering.term.selection_opens_at
    with pytest.raises(refusals.OfferingClosed):
        pick(offering, learner, now=offering.term.selection_closes_at)


def test_a_clash_names_the_course_and_the_time(offering, learner):
    choir = make.offering(make.course("合唱与声乐"))
    make.lessons(choir)
    pick(choir, learner)
    with pytest.raises(refusals.TimeClash) as clash:
        pick(offering, learner)
    assert clash.value.course == "合唱与声乐"
    assert "合唱与声乐" in str(clash.value)
    assert clock_range(time(14), time(15, 30)) in str(clash.value)
    assert seats(offering) == 0


def test_what_is_past_dropped_or_cancelled_does_not_clash(offering, learner):
    for state in ("cancelled", "dropped", "past"):
        other = make.offering(make.course(f"课 {state}"))
        first = NOW - timedelta(days=90) if state == "past" else NOW + timedelta(days=84, hours=5)
        make.lessons(other, first=first)
        make.enrolled(other, learner)
        if state == "cancelled":
            domain.cancel_offering(offering_id=other.pk, now=NOW)
        if state == "dropped":
            drop(other, learner)
    pick(offering, learner)
    assert seats(offering) == 1


def test_a_course_that_is_not_published_is_nobodys_business(learner):
    with pytest.raises(refusals.NotYourClass):
        pick(make.offering(make.course(live=False)), learner)
    with pytest.raises(refusals.NotYourClass):
        domain.pick(offering_id=987654, learner=learner, now=NOW)


# ---- dropping


def test_dropping_frees_the_seat_and_picking_again_is_a_new_row(offering, learner):
    pick(offering, learner)
    dropped = drop(offering, learner, NOW + timedelta(hours=1))
    assert (dropped.state, dropped.dropped_at) == ("dropped", NOW + timedelta(hours=1))
    assert seats(offering) == 0
    pick(offering, learner)
    assert Enrolment.objects.filter(learner=learner).count() == 2


def test_dropping_what_one_does_not_have_is_refused(offering, learner):
    make.enrolled(offering, make.person())
    for _ in range(2):
        with pytest.raises(refusals.NotEnrolled):
            drop(offering, learner)
    assert seats(offering) == 1


def test_a_class_that_is_over_stays_in_the_records(offering, learner):
    pick(offering, learner)
    with pytest.raises(refusals.OfferingOver):
        drop(offering, learner, NOW + timedelta(days=400))
    assert seats(offering) == 1


# ---- the queue


def test_nobody_waits_beside_a_free_seat_twice_or_with_a_seat(offering, learner):
    with pytest.raises(refusals.SeatsFree):
        join(offering, learner)
    make.full(offering)
    join(offering, learner)
    with pytest.raises(refusals.AlreadyWaiting):
        join(offering, learner)
    with pytest.raises(refusals.AlreadyEnrolled):
        join(offering, offering.enrolments.first().learner)
    assert WaitlistEntry.objects.count() == 1


def test_no_queue_is_kept_for_what_is_cancelled_or_over(offering, learner):
    with pytest.raises(refusals.Over):
        join(offering, learner, NOW + timedelta(days=400))
    domain.cancel_offering(offering_id=offering.pk, now=NOW)
    with pytest.raises(refusals.OfferingCancelled):
        join(offering, learner)


def test_leaving_the_queue(offering, learner):
    make.full(offering)
    join(offering, learner)
    left = domain.leave_waitlist(offering_id=offering.pk, learner=learner, now=NOW)
    assert (left.state, left.settled_at) == ("left", NOW)
    with pytest.raises(refusals.NotWaiting):
        domain.leave_waitlist(offering_id=offering.pk, learner=learner, now=NOW)
    join(offering, learner)  # and back, at the end


def test_picking_a_seat_one_waited_for_ends_the_waiting(offering, learner):
    make.full(offering)
    join(offering, learner)
    Offering.objects.filter(pk=offering.pk).update(capacity=3)
    pick(offering, learner)
    assert WaitlistEntry.objects.get(learner=learner).state == "promoted"
    assert seats(offering) == 3


# ---- what staff do


def test_fewer_seats_than_people_are_refused(offering):
    make.full(offering)
    offering.capacity = 1
    with pytest.raises(refusals.SeatsInUse):
        domain.change_offering(offering=offering, fields=["capacity"], now=NOW)
    assert seats(offering) == 2


def test_lessons_are_made_weekly_and_follow_the_units():
    offering = make.offering(make.course(units=3))
    first = NOW + timedelta(days=84, hours=5)
    domain.plan_lessons(offering=offering, first=first, minutes=[90, 90], now=NOW)
    domain.plan_lessons(offering=offering, first=first + timedelta(weeks=3), minutes=[60, 60], skip=[1], now=NOW)
    made = list(offering.lessons.all())
    assert [lesson.number for lesson in made] == [1, 2, 3, 4]
    assert [(lesson.starts_at - first).days for lesson in made] == [0, 7, 21, 35]
    assert [lesson.unit and lesson.unit.sort_order for lesson in made] == [0, 1, 2, None]


@pytest.mark.parametrize("number", [0, 61])
def test_no_lessons_and_too_many_are_refused(offering, number):
    with pytest.raises(refusals.BadPlan):
        domain.plan_lessons(offering=offering, first=NOW, minutes=[90] * number, now=NOW)


# ---- what upper rooms hear


def test_listeners_hear_of_a_pick_after_commit_and_cannot_break_it(offering, learner, django_capture_on_commit_callbacks):
    heard = []

    def listen(offering_id, **rest):
        heard.append(offering_id)
        raise RuntimeError("a listener fails")

    domain.seats_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            pick(offering, learner)
            assert heard == []
    finally:
        domain.seats_changed.disconnect(listen)
    assert heard == [offering.pk]


# ---- what the database refuses by itself


@pytest.mark.parametrize(
    "wrong",
    [
        lambda offering, learner: Offering.objects.filter(pk=offering.pk).update(seats_taken=3),
        lambda offering, learner: Offering.objects.filter(pk=offering.pk).update(capacity=0),
        lambda offering, learner: Offering.objects.filter(pk=offering.pk).update(venue=None),
        lambda offering, learner: make.enrolled(offering, learner, learner),
        lambda offering, learner: make.waiting(offering, learner, learner),
        lambda offering, learner: Enrolment.objects.create(offering=offering, learner=learner, picked_at=NOW, dropped_at=NOW),
        lambda offering, learner: WaitlistEntry.objects.create(offering=offering, learner=learner, joined_at=NOW, settled_at=NOW),
        lambda offering, learner: offering.lessons.update(number=1),
        lambda offering, learner: offering.lessons.update(ends_at=NOW, starts_at=NOW),
    ],
)
def test_the_database_keeps_the_facts_honest(offering, learner, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong(offering, learner)
