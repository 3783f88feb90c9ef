"""A full class with a queue, what people do in it in one word each, and seats that add up whatever they did."""

from datetime import timedelta

import pytest

from college.models import Notice
from courses.selection import domain
from courses.selection.domain.counting import miscounted
from courses.selection.models import Offering, SeatOffer
from tests.factories import selection as make
from tests.factories.selection import NOW

HOUR = timedelta(hours=1)
DAY = 24 * HOUR


def full_class():
    """Two seats, both taken, lessons long ahead."""
    made = make.offering(capacity=2)
    make.lessons(made)
    return make.full(made)


@pytest.fixture(autouse=True)
def _honest():
    """Whatever a test does, the seats add up at its end."""
    yield
    assert miscounted() == []


def drop(offering, learner=None, now=NOW):
    learner = learner or offering.enrolments.filter(state="enrolled").earliest("pk").learner
    return domain.drop(offering_id=offering.pk, learner=learner, now=now)


def accept(offering, learner, now=NOW):
    return domain.accept_offer(offering_id=offering.pk, learner=learner, now=now)


def decline(offering, learner, now=NOW):
    return domain.decline_offer(offering_id=offering.pk, learner=learner, now=now)


def pick(offering, learner, now=NOW):
    return domain.pick(offering_id=offering.pk, learner=learner, now=now)


def turn(now=NOW):
    return domain.turn_offers(now=now)


def has_offer(learner) -> bool:
    return SeatOffer.objects.filter(learner=learner, state="open").exists()


def taken(offering) -> int:
    return Offering.objects.values_list("seats_taken", flat=True).get(pk=offering.pk)


def kinds(learner) -> list[str]:
    return list(Notice.objects.filter(person=learner).order_by("pk").values_list("kind", flat=True))
