"""Real connections that fight for seats. Each thread has a connection of its own; every test ends with the count compared with the seats."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from college.errors import DomainError
from courses.selection import domain
from courses.selection.models import Enrolment, Offering, WaitlistEntry
from tests.factories import rounds
from tests.factories import selection as make
from tests.factories.selection import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def all_at_once(*works: Callable[[], object]) -> Counter[str]:
    """Run every work in a thread of its own from one starting line; how often each result ("done" or a refusal's code) came."""
    line, results = threading.Barrier(len(works)), list[str]()

    def run(work: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            line.wait(timeout=60)
            work()
            results.append("done")
        except DomainError as refusal:
            results.append(refusal.code)
        except Exception as error:
            results.append(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return Counter(results)


def picking(of: Offering, learner) -> Callable[[], object]:
    return lambda: domain.pick(offering_id=of.pk, learner=learner, now=NOW)


def dropping(of: Offering, learner) -> Callable[[], object]:
    return lambda: domain.drop(offering_id=of.pk, learner=learner, now=NOW)


def joining(of: Offering, learner) -> Callable[[], object]:
    return lambda: domain.join_waitlist(offering_id=of.pk, learner=learner, now=NOW)


def assert_honest(*offerings: Offering) -> None:
    for of in offerings:
        of.refresh_from_db()
        held = Enrolment.objects.filter(offering=of, state="enrolled")
        assert of.seats_taken == held.count() == held.values("learner").distinct().count() <= of.capacity


def test_64_connections_get_exactly_the_10_seats():
    offering = make.offering(capacity=10)
    make.lessons(offering)
    results = all_at_once(*(picking(offering, learner) for learner in make.people(64)))
    assert results == {"done": 10, "offering_full": 54}
    assert_honest(offering)


def test_one_person_clicking_16_times_gets_one_seat():
    offering, learner = make.offering(capacity=10), make.person()
    assert all_at_once(*[picking(offering, learner)] * 16) == {"done": 1, "already_enrolled": 15}
    assert_honest(offering)


@pytest.mark.parametrize("round_", range(5))
def test_of_two_classes_at_the_same_time_one_is_picked(round_):
    one, other, learner = make.offering(), make.offering(make.course("合唱")), make.person()
    make.lessons(one)
    make.lessons(other)
    assert all_at_once(picking(one, learner), picking(other, learner)) == {"done": 1, "time_clash": 1}
    assert_honest(one, other)


def test_drops_hand_each_seat_on_once():
    offering = make.offering(capacity=8)
    make.lessons(offering)
    leaving, waiting, late = make.people(8), make.people(6), make.people(8)
    make.enrolled(offering, *leaving)
    make.waiting(offering, *waiting)
    results = all_at_once(*(dropping(offering, one) for one in leaving), *(picking(offering, one) for one in late))
    assert results["done"] >= 8
    assert set(results) <= {"done", "offering_full"}
    assert_honest(offering)
    offering.refresh_from_db()
    # Everybody who waited has a seat: no newcomer was faster than the queue.
    assert WaitlistEntry.objects.filter(offering=offering, state="promoted").count() == 6
    assert Enrolment.objects.filter(offering=offering, state="enrolled", learner__in=waiting).count() == 6


def test_one_person_waiting_for_two_clashing_classes_gets_one_of_them():
    one, other = make.offering(capacity=1), make.offering(make.course("合唱"), capacity=1)
    for offering in (one, other):
        make.lessons(offering)
    holders, waiter = make.people(2), make.person()
    for offering, holder in zip((one, other), holders, strict=True):
        make.enrolled(offering, holder)
        make.waiting(offering, waiter)
    assert all_at_once(dropping(one, holders[0]), dropping(other, holders[1])) == {"done": 2}
    assert Enrolment.objects.filter(learner=waiter, state="enrolled").count() == 1
    assert_honest(one, other)


def test_crossed_queues_neither_deadlock_nor_lose_a_seat():
    """Two full classes at different times; the people of each wait for the other, and all drop at once."""
    one, other = make.offering(capacity=6), make.offering(make.course("合唱"), capacity=6)
    make.lessons(one)
    make.lessons(other, first=NOW + timedelta(days=85, hours=5))
    here, there = make.people(6), make.people(6)
    make.enrolled(one, *here)
    make.enrolled(other, *there)
    make.waiting(one, *there)
    make.waiting(other, *here)
    results = all_at_once(*(dropping(one, who) for who in here), *(dropping(other, who) for who in there))
    assert results == {"done": 12}
    assert_honest(one, other)
    assert Enrolment.objects.filter(offering=one, state="enrolled", learner__in=there).count() == 6
    assert Enrolment.objects.filter(offering=other, state="enrolled", learner__in=here).count() == 6


def test_joining_while_the_last_seat_is_freed_leaves_nobody_beside_a_free_seat():
    offering = make.offering(capacity=1)
    holder, *others = make.people(9)
    make.enrolled(offering, holder)
    results = all_at_once(dropping(offering, holder), *(joining(offering, other) for other in others))
    assert set(results) <= {"done", "seats_free"}
    assert_honest(offering)
    offering.refresh_from_db()
    assert offering.seats_taken == (1 if WaitlistEntry.objects.exists() else 0)


@pytest.mark.parametrize("round_", range(3))
def test_no_interleaving_gives_more_classes_than_the_limit(round_):
    """One person picks four classes at once, while two more are handed to her from queues and she drops the one that she has."""
    term, learner, holders = make.term(), make.person(), make.people(2)
    rounds.plan(term, limit=2)
    classes = [make.offering(make.course(f"课{place}"), term=term, capacity=1 if place < 2 else 5) for place in range(7)]
    for place, offering in enumerate(classes):
        make.lessons(offering, first=NOW + timedelta(days=84 + place), number=1)
    for offering, holder in zip(classes, holders, strict=False):
        make.enrolled(offering, holder)
        make.waiting(offering, learner)
    make.enrolled(classes[6], learner)
    results = all_at_once(
        *(picking(offering, learner) for offering in classes[2:6]),
        *(dropping(offering, holder) for offering, holder in zip(classes, holders, strict=False)),
        dropping(classes[6], learner),
    )
    assert set(results) <= {"done", "limit_reached"}
    assert Enrolment.objects.filter(learner=learner, state="enrolled").count() == 2
    assert_honest(*classes)
