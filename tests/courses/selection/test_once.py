"""A request that is sent again with its key is done once and answered the same."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from college.errors import DomainError
from courses.selection import domain
from courses.selection.models import Enrolment, KeptAnswer, Offering, WaitlistEntry
from courses.selection.tasks import forget_answers
from tests.factories import selection as make
from tests.factories.selection import NOW
from tests.races import all_at_once

pytestmark = pytest.mark.both_databases
DAY = timedelta(hours=24)


def asked(verb: Any, of: Offering, who: Any, key: str = "k1", *, body: bytes = b"", now: Any = NOW) -> Any:
    return domain.once(verb, key=key, account=who, offering_id=of.pk, learner=who, now=now, body=body)


def told(*request: Any, **more: Any) -> tuple[object, ...]:
    """What a request is answered with, in plain values."""
    try:
        row = asked(*request, **more)
    except DomainError as refusal:
        return (refusal.code, refusal.status, str(refusal))
    return tuple(getattr(row, name, None) for name in ("offering_id", "learner_id", "state", "picked_at", "dropped_at", "joined_at", "settled_at"))


@pytest.mark.django_db
def test_each_verb_is_done_once_and_answered_the_same():
    """Also later, when the first answer is no longer how things are."""
    offering, learner, later = make.offering(capacity=1), make.person(), NOW + timedelta(hours=1)
    seat = told(domain.pick, offering, learner)
    assert told(domain.pick, offering, learner, now=later) == seat
    given_back = told(domain.drop, offering, learner, "k2")
    assert told(domain.drop, offering, learner, "k2", now=later) == given_back != seat
    assert told(domain.pick, offering, learner, now=later) == seat
    assert Enrolment.objects.filter(state="enrolled").count() == 0
    offering.refresh_from_db()
    make.full(offering)  # unless the seat rests until its hour
    place = told(domain.join_waitlist, offering, learner, "k3")
    left = told(domain.leave_waitlist, offering, learner, "k4")
    assert told(domain.join_waitlist, offering, learner, "k3", now=later) == place
    assert told(domain.leave_waitlist, offering, learner, "k4", now=later) == left
    assert [entry.state for entry in WaitlistEntry.objects.all()] == ["left"]


@pytest.mark.django_db
def test_a_refusal_is_kept_too_and_a_new_key_asks_anew():
    offering, learner = make.full(make.offering(capacity=1)), make.person()
    refused = told(domain.pick, offering, learner)
    assert refused[:2] == ("offering_full", 409)
    Offering.objects.update(capacity=2)
    assert told(domain.pick, offering, learner) == refused
    assert told(domain.pick, offering, learner, "k2")[2] == "enrolled"


@pytest.mark.django_db
def test_a_key_belongs_to_one_request_of_one_account_for_a_day():
    offering, other, learner = make.offering(), make.offering(make.course("合唱")), make.person()
    asked(domain.pick, offering, learner)
    for request in [(domain.drop, offering, learner), (domain.pick, other, learner)]:
        assert told(*request)[:2] == ("key_reused", 422)
    assert told(domain.pick, offering, learner, body=b"1")[:2] == ("key_reused", 422)
    assert Enrolment.objects.filter(state="enrolled").count() == 1
    assert told(domain.pick, offering, make.person())[2] == "enrolled"  # another account's key of the same name
    assert told(domain.pick, other, learner, now=NOW + DAY)[2] == "enrolled"  # a day later it is a new one
    assert forget_answers.func() == 2
    assert not KeptAnswer.objects.exists()


@pytest.mark.django_db
def test_a_pick_with_a_key_asks_the_database_one_thing_more_at_most():
    asked_for = []
    for key in ("", "k1"):
        offering, learner = make.offering(), make.person()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            asked(domain.pick, offering, learner, key)
        asked_for.append(len(queries))
    assert asked_for[1] - asked_for[0] == (0 if connection.vendor == "postgresql" else 1)  # there it goes along with the seat


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_with_one_key_one_is_done_and_all_are_answered_alike():
    offering, learner, crowd = make.offering(capacity=1), make.person(), make.people(4)
    answers: list[tuple[object, ...]] = []
    works = [lambda: answers.append(told(domain.pick, offering, learner))] * 6
    rivals = [lambda one=one: domain.pick(offering_id=offering.pk, learner=one, now=NOW) for one in crowd]
    all_at_once(*works, *rivals)
    assert len(answers) == 6
    assert len(set(answers)) == 1, Counter(answers)
    held = Enrolment.objects.filter(offering=offering, state="enrolled")
    assert held.count() == 1
    assert (answers[0][2] == "enrolled") == held.filter(learner=learner).exists()


@pytest.mark.django_db
def test_the_doors_take_the_key_as_a_header_and_as_a_field(client: Client):
    now = timezone.now()
    offering, learner = make.offering(term=make.term(now)), make.person()
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    at = f"/selection/offerings/{offering.pk}/pick/"
    page = [client.post(at, {"idempotency_key": "k1"}), client.post(at, headers={"Idempotency-Key": '"k1"'})]
    assert [answer.status_code for answer in page] == [302, 302]
    told_twice = [str(message) for message in client.get(page[0]["Location"]).context["messages"]]
    assert len(told_twice) == 2
    assert len(set(told_twice)) == 1  # the second is told that she has a seat, not that she had one already
    api, key = f"/api/v1/offerings/{offering.pk}/drop", {"Idempotency-Key": "k2"}
    first, again, other = (client.post(api, body, content_type="application/json", headers=key) for body in ("", "", "[1]"))
    assert (first.status_code, first.json()) == (200, again.json())
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    assert client.post(api, headers={"Idempotency-Key": "päckchen"}).status_code == 422
    assert client.post(at, {"idempotency_key": "k" * 256}).status_code == 422
