"""The waitlist: a freed seat is held for the next who may have it, a day for her answer, then for the one after her; nobody comes in between."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from college import leaving, merging, personal
from college.errors import NotAllowed
from college.models import Notice
from college.roles import Role
from courses.selection import domain
from courses.selection.domain import refusals
from courses.selection.domain.counting import miscounted
from courses.selection.models import Enrolment, FreedSeat, Offering, SeatOffer, WaitlistEntry
from courses.selection.rules.waitlist import hour_of_return, reminders_due
from tests.courses.selection.waiting import (
    DAY,
    HOUR,
    _honest,  # noqa: F401 - a fixture: the seats add up at the end of each test
    accept,
    decline,
    drop,
    full_class,
    has_offer,
    kinds,
    pick,
    taken,
    turn,
)
from tests.factories import selection as make
from tests.factories.college import PASSWORD, person
from tests.factories.selection import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering():
    return full_class()


# ---- an offer and its answers


@pytest.mark.both_databases
def test_the_first_in_line_is_offered_the_seat_and_accepts(offering):
    first, second = make.person(), make.person()
    make.waiting(offering, first, second)
    drop(offering)
    offer = SeatOffer.objects.get()
    assert (offer.learner, offer.lapses_at, taken(offering)) == (first, NOW + DAY, 2)
    assert kinds(first) == ["seat_offer"]
    assert "6月17日" in Notice.objects.get().text
    assert accept(offering, first, NOW + 23 * HOUR).state == "enrolled"
    assert (SeatOffer.objects.get().state, FreedSeat.objects.get().state, WaitlistEntry.objects.get(learner=first).state) == ("accepted", "given", "promoted")
    assert not has_offer(second)
    with pytest.raises(refusals.AlreadyEnrolled):
        accept(offering, first, NOW + 23 * HOUR)


@pytest.mark.both_databases
def test_declined_it_goes_on_and_she_keeps_her_place_for_the_next_seat(offering):
    first, second = make.person(), make.person()
    make.waiting(offering, first, second)
    drop(offering)
    assert decline(offering, first).state == "waiting"
    assert (has_offer(first), has_offer(second), taken(offering)) == (False, True, 2)
    decline(offering, second)
    assert not has_offer(first)  # the same seat, again: nobody is asked twice along one chain
    assert (FreedSeat.objects.get().state, taken(offering)) == ("resting", 2)
    drop(offering)
    assert has_offer(first)  # another seat, and she is the first still
    with pytest.raises(refusals.NoOffer):
        accept(offering, second)


def test_not_answered_in_time_it_goes_on_and_she_is_told(offering):
    first, second = make.person(), make.person()
    make.waiting(offering, first, second)
    drop(offering)
    assert turn(NOW + DAY - timedelta(seconds=1)) == 0
    with pytest.raises(refusals.OfferLapsed):
        accept(offering, first, NOW + DAY)  # the sweep has not been here yet
    assert (turn(NOW + DAY), turn(NOW + DAY)) == (1, 0)
    assert has_offer(second)
    assert kinds(first) == ["seat_offer", "seat_offer_ends", "seat_lapsed"]
    with pytest.raises(refusals.NoOffer):
        accept(offering, first, NOW + DAY)
    assert accept(offering, second, NOW + 2 * DAY - HOUR)


def test_she_is_reminded_twelve_and_six_hours_before_once_each(offering):
    learner = make.person()
    make.offered(offering, learner)
    for hours in (11, 12, 12, 17, 18, 18, 20):
        turn(NOW + hours * HOUR)
    assert kinds(learner) == ["seat_offer", "seat_offer_ends", "seat_offer_ends"]


def test_who_is_served_by_phone_has_two_days_and_stands_on_the_list_of_the_desk(offering):
    learner, desk = make.person(served_by_phone=True, phone="+8619900001234"), make.person("desk", Role.DESK)
    offer = make.offered(offering, learner)
    assert offer.lapses_at == NOW + 2 * DAY
    assert list(domain.to_call(desk)) == [offer]
    accept(offering, learner, NOW + 47 * HOUR)
    assert list(domain.to_call(desk)) == []
    with pytest.raises(NotAllowed):
        domain.to_call(learner)


@pytest.mark.both_databases
def test_nobody_comes_in_between(offering):
    """Neither by picking nor by joining: a seat that is offered, or rests, is taken."""
    waiter, other, late = make.person(), make.person(), make.person()
    make.offered(offering, waiter)
    for stranger in (other, late):
        with pytest.raises(refusals.OfferingFull):
            pick(offering, stranger)
    domain.join_waitlist(offering_id=offering.pk, learner=other, now=NOW)
    with pytest.raises(refusals.NoOffer):
        accept(offering, other)
    decline(offering, waiter)
    assert has_offer(other)


def test_picking_is_accepting_where_a_seat_is_held(offering):
    learner = make.person()
    make.offered(offering, learner)
    pick(offering, learner)
    assert (SeatOffer.objects.get().state, taken(offering)) == ("accepted", 2)


# ---- who may have it


def test_who_has_no_time_is_passed_over_and_keeps_her_place(offering):
    busy, outside, gone, free = make.person(), make.person(), make.person(is_active=False), make.person("t", Role.TEACHER)
    Offering.objects.filter(pk=offering.pk).update(audience=[Role.TEACHER.value])
    make.waiting(offering, busy, outside, gone, free)
    choir = make.offering(make.course("合唱"))
    make.lessons(choir)
    pick(choir, busy)
    drop(offering)
    assert SeatOffer.objects.get().learner == free
    assert WaitlistEntry.objects.filter(state="waiting").count() == 4


@pytest.mark.both_databases
def test_of_one_course_she_has_one_class_a_term_and_changes_by_dropping_it(offering):
    """Neither picked, nor waited for, nor offered, nor accepted; another term, a cancelled class and a dropped one stand in nobody's way."""
    learner, other = make.person(), make.person()
    sister = make.offering(offering.course, term=offering.term)
    cancelled, next_term = make.offering(offering.course, term=offering.term), make.offering(offering.course)
    make.waiting(offering, learner, other)  # before she had the other one
    pick(cancelled, learner)
    domain.cancel_offering(offering_id=cancelled.pk, now=NOW)
    pick(next_term, learner)
    pick(sister, learner)
    drop(offering)
    assert SeatOffer.objects.get().learner == other
    domain.leave_waitlist(offering_id=offering.pk, learner=learner, now=NOW)
    for refused in (lambda: domain.join_waitlist(offering_id=offering.pk, learner=learner, now=NOW), lambda: pick(offering, learner)):
        with pytest.raises(refusals.SameCourse, match="这门课您已经选了一个班"):
            refused()
    pick(sister, other)
    with pytest.raises(refusals.SameCourse):
        accept(offering, other)
    drop(sister, learner)
    domain.join_waitlist(offering_id=offering.pk, learner=learner, now=NOW)
    decline(offering, other)
    assert accept(offering, learner)


def test_accepting_asks_again_whether_she_may(offering):
    learner = make.person()
    make.offered(offering, learner)
    choir = make.offering(make.course("合唱"))
    make.lessons(choir)
    pick(choir, learner)
    with pytest.raises(refusals.TimeClash):
        accept(offering, learner)
    drop(choir, learner)
    assert accept(offering, learner)


def test_a_held_seat_can_be_taken_after_selection_and_in_a_closed_class(offering):
    """What was promised for a day is kept."""
    learner, ended = make.person(), offering.term.selection_closes_at
    make.offered(offering, learner, now=ended + HOUR)
    domain.close_offering(offering_id=offering.pk, now=ended + HOUR)
    assert accept(offering, learner, ended + 2 * HOUR)


def test_time_that_became_free_brings_an_offer_where_seats_are_free(offering):
    learner, choir = make.person(), make.offering(make.course("合唱"))
    make.lessons(choir)
    pick(choir, learner)
    make.waiting(offering, learner)
    Offering.objects.filter(pk=offering.pk).update(capacity=3)
    assert turn() == 0
    drop(choir, learner)
    assert (has_offer(learner), taken(offering)) == (True, 3)
    decline(offering, learner)
    assert (taken(offering), turn(), turn(NOW + DAY)) == (2, 0, 0)  # free for all, and nobody is asked for it again and again
    pick(offering, learner)


# ---- seats that nobody in the queue wants


@pytest.mark.both_databases
def test_a_seat_nobody_waits_for_comes_back_at_an_hour_that_is_written_down(offering):
    """Else it could be handed to a friend who presses in the moment in which it is given up."""
    friend = make.person()
    drop(offering)
    seat = FreedSeat.objects.get()
    assert NOW + 3 * HOUR <= seat.returns_at <= NOW + 23 * HOUR
    with pytest.raises(refusals.OfferingFull):
        pick(offering, friend)
    turn(seat.returns_at - timedelta(seconds=1))
    assert (FreedSeat.objects.get().returns_at, taken(offering)) == (seat.returns_at, 2)
    turn(seat.returns_at)
    assert (FreedSeat.objects.get().state, taken(offering)) == ("back", 1)
    pick(offering, friend)


def test_at_its_hour_it_is_offered_to_those_who_have_come_since(offering):
    learner = make.person()
    drop(offering)
    domain.join_waitlist(offering_id=offering.pk, learner=learner, now=NOW)
    assert (turn(NOW + HOUR), has_offer(learner)) == (0, False)  # not before: whoever gave it up could call her
    assert turn(FreedSeat.objects.get().returns_at) == 1
    assert has_offer(learner)


def test_seats_that_were_free_anyway_are_free_at_once(offering):
    Offering.objects.filter(pk=offering.pk).update(capacity=3)
    drop(offering)
    assert (taken(offering), FreedSeat.objects.exists()) == (1, False)


@given(st.integers(0, 1200))
def test_the_hour_is_three_to_twenty_three_hours_away_whatever_chance_says(minute):
    found = hour_of_return(NOW, lambda below: min(minute, below - 1))
    assert NOW + 3 * HOUR <= found <= NOW + 23 * HOUR


@given(st.integers(-60, 3000))
def test_reminders_are_counted_from_the_end(minutes):
    left = timedelta(minutes=minutes)
    assert reminders_due(NOW, NOW - left) == (left <= 12 * HOUR) + (left <= 6 * HOUR)


# ---- leaving, joining accounts


def test_leaving_the_queue_hands_on_what_was_held(offering):
    first, second = make.person(), make.person()
    make.waiting(offering, first, second)
    drop(offering)
    domain.leave_waitlist(offering_id=offering.pk, learner=first, now=NOW)
    assert (SeatOffer.objects.get(learner=first).state, has_offer(second)) == ("withdrawn", True)


def test_an_account_that_is_deleted_gives_back_what_was_held_for_it(offering):
    first, second = person("wang", Role.LEARNER), make.person()
    make.waiting(offering, first, second)
    drop(offering)
    assert '"offers": {' in personal.as_json(first, NOW)
    leaving.ask(user=first, secret=PASSWORD, now=NOW)
    leaving.carry_out(now=NOW + leaving.GRACE)
    assert has_offer(second)


def test_two_accounts_with_offers_become_one_with_one(offering):
    wang, twin, next_one, staff, second = person("wang"), person("twin"), make.person(), person("staff", Role.STAFF), person("second", Role.STAFF)
    make.waiting(offering, wang, twin, next_one)
    drop(offering)
    decline(offering, wang)  # the same seat is then held for her twin
    drop(offering)  # and the second one for her
    other = make.full(make.offering(make.course("合唱"), capacity=1))
    make.offered(other, twin)
    merge = merging.propose(kept_id=wang.pk, gone_id=twin.pk, why="本人", by=staff, now=NOW)
    merging.decide(merge_id=merge.pk, approve=True, by=second, now=NOW)
    assert not SeatOffer.objects.filter(learner=twin).exists()
    assert SeatOffer.objects.filter(learner=wang, offering=offering, state="open").count() == 1
    assert has_offer(next_one)
    assert accept(offering, wang)
    assert accept(other, wang)


# ---- what the database refuses, and what it is asked


def test_the_database_refuses_a_second_open_offer(offering):
    offer = make.offered(offering, make.person())
    other = FreedSeat(offering=offering, was_scarce=True, freed_at=NOW, state="resting", returns_at=NOW)
    for wrong in (
        lambda: SeatOffer.objects.create(seat=offer.seat, offering=offering, learner=make.person(), offered_at=NOW, lapses_at=NOW + DAY),
        lambda: (other.save(), SeatOffer.objects.create(seat=other, offering=offering, learner=offer.learner, offered_at=NOW, lapses_at=NOW + DAY)),
        lambda: SeatOffer.objects.filter(pk=offer.pk).update(lapses_at=NOW),
        lambda: FreedSeat.objects.filter(pk=offer.seat_id).update(state="resting", returns_at=None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


@pytest.mark.both_databases
def test_seats_that_do_not_add_up_are_found(offering, capsys):
    call_command("verify_seats")
    make.offered(offering, make.person())
    assert miscounted() == []
    Offering.objects.filter(pk=offering.pk).update(seats_taken=1)
    with pytest.raises(CommandError, match=f"class {offering.pk}"):
        call_command("verify_seats")
    Offering.objects.filter(pk=offering.pk).update(seats_taken=2)
    SeatOffer.objects.update(state="lapsed", settled_at=NOW)  # an offered seat without its offer
    assert [one.offering_id for one in miscounted()] == [offering.pk]
    SeatOffer.objects.update(state="open", settled_at=None)


# ---- dropping


def test_a_drop_leaves_a_mark_from_the_second_lesson_on(offering):
    second = offering.lessons.get(number=2).starts_at
    early, late = (one.learner for one in offering.enrolments.order_by("pk"))
    assert not drop(offering, early, second - timedelta(seconds=1)).dropped_late
    assert drop(offering, late, second).dropped_late
    assert Enrolment.objects.get(learner=late).dropped_late
