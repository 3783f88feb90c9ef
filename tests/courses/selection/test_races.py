"""Real connections that fight for seats. Each thread has a connection of its own; every test ends with the count compared with the seats."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from college.errors import DomainError
from courses.selection import domain
from courses.selection.domain.counting import miscounted
from courses.selection.models import Enrolment, FreedSeat, Offering, SeatOffer, WaitlistEntry
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


def accepting(of: Offering, learner, now=NOW) -> Callable[[], object]:
    return lambda: domain.accept_offer(offering_id=of.pk, learner=learner, now=now)


def declining(of: Offering, learner) -> Callable[[], object]:
    return lambda: domain.decline_offer(offering_id=of.pk, learner=learner, now=NOW)


def offers(of: Offering) -> list[int]:
    return sorted(SeatOffer.objects.filter(offering=of, state="open").values_list("learner", flat=True))


def assert_honest() -> None:
    """Counted by SQL of its own; and nobody has two seats in a class."""
    assert miscounted() == []
    held = Enrolment.objects.filter(state="enrolled")
    assert held.count() == held.values("learner", "offering").distinct().count()


def test_64_connections_get_exactly_the_10_seats():
    offering = make.offering(capacity=10)
    make.lessons(offering)
    results = all_at_once(*(picking(offering, learner) for learner in make.people(64)))
    assert results == {"done": 10, "offering_full": 54}
    assert_honest()


def test_one_person_clicking_16_times_gets_one_seat():
    offering, learner = make.offering(capacity=10), make.person()
    assert all_at_once(*[picking(offering, learner)] * 16) == {"done": 1, "already_enrolled": 15}
    assert_honest()


@pytest.mark.parametrize("round_", range(5))
def test_of_two_classes_at_the_same_time_one_is_picked(round_):
    one, other, learner = make.offering(), make.offering(make.course("合唱")), make.person()
    make.lessons(one)
    make.lessons(other)
    assert all_at_once(picking(one, learner), picking(other, learner)) == {"done": 1, "time_clash": 1}
    assert_honest()


def test_drops_offer_each_seat_once_and_no_newcomer_is_faster():
    offering = make.offering(capacity=8)
    make.lessons(offering)
    leaving, waiting, late = make.people(8), make.people(6), make.people(8)
    make.enrolled(offering, *leaving)
    make.waiting(offering, *waiting)
    results = all_at_once(*(dropping(offering, one) for one in leaving), *(picking(offering, one) for one in late))
    assert results == {"done": 8, "offering_full": 8}
    assert offers(offering) == sorted(one.pk for one in waiting)
    assert FreedSeat.objects.filter(state="resting").count() == 2
    assert_honest()


def test_of_two_devices_one_accepts_and_of_two_clashing_offers_one_is_taken():
    one, other = make.offering(capacity=1), make.offering(make.course("合唱"), capacity=1)
    for offering in (one, other):
        make.lessons(offering)
    learner = make.person()
    for offering in (one, other):
        make.offered(offering, learner)
    results = all_at_once(*[accepting(one, learner)] * 2, accepting(other, learner), picking(other, learner))
    assert results["done"] == 1
    assert set(results) <= {"done", "already_enrolled", "time_clash"}
    assert Enrolment.objects.filter(learner=learner, state="enrolled").count() == 1
    assert_honest()


@pytest.mark.parametrize("round_", range(3))
def test_she_accepts_in_the_moment_in_which_it_lapses(round_):
    """Of two clocks one says that it is too late: either it is hers, or it has gone on; never both."""
    offering = make.offering(capacity=1)
    make.lessons(offering)
    first, second = make.person(), make.person()
    make.waiting(offering, first, second)
    offer = make.offered(offering, first)
    last = offer.lapses_at - timedelta(milliseconds=1)
    results = all_at_once(accepting(offering, first, last), lambda: domain.turn_offers(now=offer.lapses_at))
    assert (results, offers(offering)) in [({"done": 2}, []), ({"done": 1, "no_offer": 1}, [second.pk])]
    assert_honest()


def test_everything_about_an_offer_at_once():
    """Accepting, declining, leaving, dropping, fewer seats, closing, the clock and newcomers: the seats add up, and nobody waits for nobody."""
    offering = make.offering(capacity=4)
    make.lessons(offering)
    holders, waiting, late = make.people(4), make.people(6), make.people(3)
    make.enrolled(offering, *holders)
    make.waiting(offering, *waiting)
    for holder in holders[:3]:
        dropping(offering, holder)()
    fewer = Offering.objects.get(pk=offering.pk)
    fewer.capacity = 3
    results = all_at_once(
        accepting(offering, waiting[0]),
        declining(offering, waiting[1]),
        lambda: domain.leave_waitlist(offering_id=offering.pk, learner=waiting[2], now=NOW),
        dropping(offering, holders[3]),
        lambda: domain.change_offering(offering=fewer, fields=["capacity"], now=NOW),
        lambda: domain.close_offering(offering_id=offering.pk, now=NOW),
        lambda: domain.turn_offers(now=NOW + timedelta(hours=30)),
        *(picking(offering, one) for one in late),
    )
    assert set(results) <= {"done", "offering_full", "offering_closed", "no_offer", "seats_in_use"}
    assert_honest()


def test_accepting_while_the_class_is_cancelled():
    offering, learner = make.offering(capacity=1), make.person()
    make.lessons(offering)
    make.offered(offering, learner)
    results = all_at_once(accepting(offering, learner), lambda: domain.cancel_offering(offering_id=offering.pk, now=NOW))
    assert results["done"] >= 1
    assert set(results) <= {"done", "offering_cancelled", "no_offer"}
    assert offers(offering) == []
    assert_honest()


def test_people_take_other_classes_while_a_cancelled_one_is_held_after_all():
    """Whoever was faster has her class, and her old seat is held for her; whoever was slower keeps her old seat, and is refused the other."""
    old, other = make.offering(capacity=6), make.offering(make.course("合唱"), capacity=6)
    for of in (old, other):
        make.lessons(of)
    people = make.people(6)
    make.enrolled(old, *people)
    domain.cancel_offering(offering_id=old.pk, now=NOW)
    results = all_at_once(lambda: domain.open_offering(offering_id=old.pk, now=NOW), *(picking(other, who) for who in people))
    assert set(results) <= {"done", "time_clash"}
    has = {of: set(of.enrolments.filter(state=Enrolment.State.ENROLLED).values_list("learner", flat=True)) for of in (old, other)}
    assert (len(has[other]), has[old] & has[other], has[old] | has[other]) == (results["done"] - 1, set(), {who.pk for who in people})
    assert set(offers(old)) == has[other]
    assert_honest()


def test_crossed_queues_neither_deadlock_nor_lose_a_seat():
    """Two full classes at different times; the people of each wait for the other, and all drop at once, then all accept."""
    one, other = make.offering(capacity=6), make.offering(make.course("合唱"), capacity=6)
    make.lessons(one)
    make.lessons(other, first=NOW + timedelta(days=85, hours=5))
    here, there = make.people(6), make.people(6)
    make.enrolled(one, *here)
    make.enrolled(other, *there)
    make.waiting(one, *there)
    make.waiting(other, *here)
    assert all_at_once(*(dropping(one, who) for who in here), *(dropping(other, who) for who in there)) == {"done": 12}
    assert_honest()
    assert all_at_once(*(accepting(other, who) for who in here), *(accepting(one, who) for who in there)) == {"done": 12}
    assert_honest()


def test_joining_while_the_last_seat_is_freed():
    """Whoever joined before the drop is offered the seat, if anybody did; else it rests, and is offered to nobody who came to hear of it."""
    offering = make.offering(capacity=1)
    holder, *others = make.people(9)
    make.enrolled(offering, holder)
    assert all_at_once(dropping(offering, holder), *(joining(offering, other) for other in others)) == {"done": 9}
    first = WaitlistEntry.objects.first().learner_id
    assert (offers(offering), FreedSeat.objects.get().state) in [([first], "offered"), ([], "resting")]
    assert_honest()
