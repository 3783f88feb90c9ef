"""What the office does to a class with a queue: more seats and fewer, cancelling, closing, the sweep that turns all queues."""

from datetime import timedelta

import pytest

from courses.selection import domain
from courses.selection.domain import handing_on, refusals
from courses.selection.models import Offering, SeatOffer
from courses.selection.tasks import turn_offers
from tests.courses.selection.waiting import (
    DAY,
    HOUR,
    _honest,  # noqa: F401 - a fixture: the seats add up at the end of each test
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
from tests.factories.selection import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering():
    return full_class()


def test_more_seats_are_offered_to_the_queue_and_fewer_take_those_that_rest(offering):
    first, *others = (make.person() for _ in range(3))
    make.waiting(offering, first, *others)
    stale = Offering.objects.get(pk=offering.pk)
    stale.seats_taken, stale.capacity = 0, 4  # a form that was open for long never writes the count
    domain.change_offering(offering=stale, fields=["capacity", "seats_taken"], now=NOW)
    assert (taken(offering), SeatOffer.objects.filter(state="open").count()) == (4, 2)
    drop(offering)  # the third in line has an offer now
    assert taken(offering) == 4
    for learner in (*others, others[0]):  # she is asked for the seat of the other, too
        decline(offering, learner)
    assert taken(offering) == 3  # the new seat is free again at once, the one that was given up rests
    stale.capacity = 2
    domain.change_offering(offering=stale, fields=["capacity"], now=NOW)
    assert taken(offering) == 2
    stale.capacity = 1
    with pytest.raises(refusals.SeatsInUse):
        domain.change_offering(offering=stale, fields=["capacity"], now=NOW)


@pytest.mark.parametrize("by_form", [False, True], ids=["verb", "form"])
def test_cancelled_nothing_is_offered_any_more_and_all_are_told(offering, by_form):
    first, second, holder = make.person(), make.person(), offering.enrolments.latest("pk").learner
    make.waiting(offering, first, second)
    drop(offering)
    if by_form:
        form = Offering.objects.get(pk=offering.pk)
        form.state = "cancelled"
        domain.change_offering(offering=form, fields=["state"], now=NOW)
    else:
        domain.cancel_offering(offering_id=offering.pk, now=NOW)
    assert (SeatOffer.objects.get().state, taken(offering)) == ("withdrawn", 1)
    assert [kinds(who)[-1] for who in (first, second, holder)] == ["class_cancelled"] * 3
    drop(offering)
    assert taken(offering) == 0
    domain.open_offering(offering_id=offering.pk, now=NOW)
    assert (has_offer(first), has_offer(second), taken(offering)) == (True, True, 2)


def test_a_closed_class_keeps_its_queue_and_offers_nothing_until_it_is_open_again(offering):
    learner = make.person()
    make.waiting(offering, learner)
    domain.close_offering(offering_id=offering.pk, now=NOW)
    drop(offering)
    assert (taken(offering), turn()) == (1, 0)
    domain.open_offering(offering_id=offering.pk, now=NOW)
    assert (has_offer(learner), taken(offering)) == (True, 2)


def test_after_selection_only_freed_seats_are_offered(offering):
    ended = offering.term.selection_closes_at
    Offering.objects.filter(pk=offering.pk).update(capacity=3)
    make.waiting(offering, *(make.person() for _ in range(2)))
    assert turn(ended) == 0
    drop(offering, now=ended + HOUR)
    assert (SeatOffer.objects.count(), taken(offering)) == (1, 2)
    offering.term.selection_closes_at = ended + 9 * DAY
    offering.term.save()
    assert turn(ended + 2 * HOUR) == 1


def test_the_sweep_leaves_what_is_long_over(offering):
    past = make.term(NOW, starts_on=NOW.date() - timedelta(days=400), ends_on=NOW.date() - timedelta(days=300))
    Offering.objects.filter(pk=offering.pk).update(capacity=3, term=past)
    make.waiting(offering, make.person())
    assert turn() == 0
    assert turn_offers.func() == 0


def test_a_class_that_breaks_keeps_no_other_waiting_and_the_sweep_says_so(offering, monkeypatch, caplog):
    """Of two classes with an offer that is over, the first cannot be turned: the second one goes on all the same, and nothing of the first is half done."""
    later = make.offering(make.course("合唱"), capacity=1)
    make.lessons(later, first=NOW + timedelta(days=85))
    for one in (offering, later):
        make.waiting(one, *make.people(2))
        make.offered(one, one.waitlist.earliest("joined_at").learner)
    whole = handing_on.line_of
    monkeypatch.setattr(handing_on, "line_of", lambda pk, now: whole(pk, now) if pk != offering.pk else 1 / 0)
    with pytest.raises(ExceptionGroup) as broken:
        turn(NOW + DAY)
    assert [type(error) for error in broken.value.exceptions] == [ZeroDivisionError]
    assert f"class {offering.pk}" in caplog.text
    assert list(SeatOffer.objects.filter(offering=offering).values_list("state", flat=True)) == ["open"]  # it was undone whole
    assert sorted(SeatOffer.objects.filter(offering=later).values_list("state", flat=True)) == ["lapsed", "open"]
    monkeypatch.undo()
    assert turn(NOW + DAY) == 1


def test_a_drop_is_done_even_if_another_queue_of_hers_breaks(offering, monkeypatch):
    learner, choir = make.person(), make.offering(make.course("合唱"))
    make.lessons(choir)
    pick(choir, learner)
    make.waiting(offering, learner)
    Offering.objects.filter(pk=offering.pk).update(capacity=3)
    whole = handing_on.line_of
    monkeypatch.setattr(handing_on, "line_of", lambda pk, now: whole(pk, now) if pk != offering.pk else 1 / 0)
    assert drop(choir, learner).state == "dropped"
    monkeypatch.undo()
    assert (has_offer(learner), turn(), has_offer(learner)) == (False, 1, True)
