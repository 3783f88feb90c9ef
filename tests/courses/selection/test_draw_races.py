"""Closing a list, and holding a draw, while others write: real connections, each with its own transaction."""

from datetime import timedelta

import pytest
from django.db import transaction

from college.roles import Role
from courses.selection import domain
from courses.selection.models import Ballot, Draw, DrawList, Enrolment, Offering, Wish
from courses.selection.rules import draw_file
from tests.factories import rounds
from tests.factories import selection as make
from tests.factories.selection import NOW
from tests.races import all_at_once, while_uncommitted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
DAY = timedelta(days=1)


@pytest.fixture
def found():
    made = rounds.wishing(rounds.plan(make.term(ends_on=(NOW + 200 * DAY).date())))
    make.offering(make.course("合唱"), term=made.plan.term, capacity=3)
    return made


def saving(found, learner, offering):
    return lambda: domain.save_wishes(round_id=found.pk, learner=learner, offerings=[offering.pk], now=found.closes_at - timedelta(seconds=1))


def test_whoever_saves_while_the_list_closes_stands_in_it_or_is_told(found):
    offering, people = found.plan.term.offerings.get(), make.people(12)
    results = all_at_once(*(saving(found, one, offering) for one in people), *[lambda: domain.seal(round_id=found.pk, now=found.closes_at)] * 3)
    assert results.keys() <= {"done", "wishes_closed"}
    sealed = DrawList.objects.get()
    assert {one.person for one in draw_file.read(bytes(sealed.sealed)).ballots} == set(Ballot.objects.values_list("code", flat=True))
    assert results["done"] - 3 == Wish.objects.count() == Ballot.objects.count()


def test_a_list_waits_for_wishes_that_are_being_saved_and_saving_waits_for_the_list(found):
    offering, learner = found.plan.term.offerings.get(), make.person("wang")
    assert while_uncommitted(saving(found, learner, offering), lambda: domain.seal(round_id=found.pk, now=found.closes_at)) == "done"
    assert draw_file.read(bytes(DrawList.objects.get().sealed)).ballots[0].wishes[0].option == offering.pk
    assert saved_late(found, make.person("li"), offering) == "wishes_closed"


def saved_late(found, learner, offering) -> str:
    try:
        saving(found, learner, offering)()
    except domain.WishesClosed as refusal:
        return refusal.code
    return "done"


def test_a_draw_is_held_once_and_no_seat_too_many_while_others_pick_and_the_class_is_cancelled(found):
    offering, staff = found.plan.term.offerings.get(), make.person("office", Role.STAFF)
    other = make.offering(make.course("书法"), term=found.plan.term, capacity=2)
    people = make.people(8)
    for one in people:
        domain.save_wishes(round_id=found.pk, learner=one, offerings=[offering.pk, other.pk], now=NOW)
    domain.seal(round_id=found.pk, now=found.closes_at)
    known = found.closes_at + DAY
    term = found.plan.term
    type(term).objects.filter(pk=term.pk).update(selection_opens_at=NOW, selection_closes_at=known + DAY)
    draws = [lambda: domain.hold_draw(round_id=found.pk, beacon_value="7", by=staff, now=known)] * 3
    picks = [lambda one=one: domain.pick(offering_id=other.pk, learner=one, now=known) for one in people[:4]]
    results = all_at_once(*draws, *picks, lambda: domain.cancel_offering(offering_id=offering.pk, now=known))
    assert not [result for result in results if ":" in result], results
    assert results["drawn_already"] == 2
    assert draw_file.check(whole(found)).faults == ()
    for one in (offering, other):
        one.refresh_from_db()
        held = Enrolment.objects.filter(offering=one, state="enrolled")
        assert one.seats_taken == held.count() == held.values("learner").distinct().count() <= one.capacity


def whole(found) -> draw_file.DrawFile:
    stored = DrawList.objects.get(draw__round=found)
    return draw_file.read(bytes(stored.sealed) + bytes(stored.opened))


def test_a_draw_that_breaks_off_leaves_nothing_behind(found):
    offering, staff, learner = found.plan.term.offerings.get(), make.person("office", Role.STAFF), make.person("wang")
    saving(found, learner, offering)()
    domain.seal(round_id=found.pk, now=found.closes_at)
    with transaction.atomic():
        domain.hold_draw(round_id=found.pk, beacon_value="7", by=staff, now=found.closes_at + DAY)
        transaction.set_rollback(True)
    assert (Enrolment.objects.count(), Draw.objects.get().drawn_at, Offering.objects.get().seats_taken) == (0, None, 0)
    assert bytes(DrawList.objects.get().opened) == b""
    domain.hold_draw(round_id=found.pk, beacon_value="8", by=staff, now=found.closes_at + DAY)
    assert Enrolment.objects.count() == 1
