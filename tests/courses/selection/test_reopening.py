"""A cancelled class that is held after all: whoever took another class meanwhile does not get two at one time, nor more than she may have."""

from datetime import timedelta

import pytest

from college.models import Notice
from courses.selection import domain
from courses.selection.models import Enrolment, Offering, SeatOffer, SelectionPlan
from courses.selection.rules.waitlist import HOLD
from tests.courses.selection.test_stateful import false_rows
from tests.factories import selection as make
from tests.factories.selection import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def by_verb(of: Offering) -> None:
    domain.open_offering(offering_id=of.pk, now=NOW)


def by_form(of: Offering) -> None:
    of.refresh_from_db()
    of.state = Offering.State.CLOSED
    domain.change_offering(offering=of, fields=["state"], now=NOW)


@pytest.mark.parametrize("hold", [by_verb, by_form])
def test_seats_that_go_together_stay_and_the_others_are_held_for_a_day(hold):
    of = make.offering(make.course("书法"), capacity=4)
    sister = make.offering(of.course, term=of.term)
    same, elsewhere = (make.offering(make.course(title), term=of.term) for title in ("合唱", "太极拳"))
    for one, day in ((of, 84), (same, 84), (elsewhere, 86)):
        make.lessons(one, first=NOW + timedelta(days=day))
    SelectionPlan.objects.create(term=of.term, offline_limit=1)
    stays, clashes, has_enough, has_sister, waits = make.people(5)
    make.enrolled(of, has_enough, stays, clashes, has_sister)
    make.waiting(of, waits)
    domain.cancel_offering(offering_id=of.pk, now=NOW)
    make.enrolled(same, clashes)
    make.enrolled(elsewhere, has_enough)
    make.enrolled(sister, has_sister)
    Notice.objects.all().delete()
    hold(of)
    assert set(of.enrolments.filter(state="enrolled").values_list("learner", flat=True)) == {stays.pk}
    assert list(of.waitlist.filter(state="waiting").values_list("learner", flat=True)) == [has_enough.pk, clashes.pk, has_sister.pk, waits.pk]
    assert set(SeatOffer.objects.filter(state="open").values_list("learner", flat=True)) == {has_enough.pk, clashes.pk, has_sister.pk}
    told = {one.person_id: one.text for one in Notice.objects.exclude(person=of.teacher.user_id)}
    assert ("合唱" in told[clashes.pk], "太极拳" in told[has_enough.pk], "另一个班" in told[has_sister.pk]) == (True, True, True)
    assert told[stays.pk] == told[waits.pk]
    assert Notice.objects.filter(person=clashes).count() == 1
    assert false_rows() == {}
    domain.drop(offering_id=same.pk, learner=clashes, now=NOW)
    domain.accept_offer(offering_id=of.pk, learner=clashes, now=NOW)
    domain.turn_offers(now=NOW + HOLD)
    assert set(Enrolment.objects.filter(state="enrolled", offering=of).values_list("learner", flat=True)) == {stays.pk, clashes.pk}
    assert false_rows() == {}
