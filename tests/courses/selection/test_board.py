"""The numbers of free seats that tens of thousands look at: from the cache, one question a second, nobody waits."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from courses.selection import domain
from tests.factories import selection as make

pytestmark = pytest.mark.django_db


def test_a_burst_of_looks_asks_the_database_once_and_sees_a_pick_a_second_later(client: Client, settings: Any, django_assert_num_queries: Any):
    settings.MFA_REQUIRED = True
    now, learner = timezone.now(), make.person()
    one, closed = make.offering(capacity=5, term=make.term(now)), make.offering(make.course("合唱"), term=make.term(now), state="closed")
    at = f"/selection/seats/?of={one.pk},{closed.pk},999,{'9' * 30},x,²"
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    with django_assert_num_queries(1):
        answers = [client.get(at) for _ in range(30)]
    assert {answer.content for answer in answers} == {b'{"%d": [0, 5]}' % one.pk}
    assert answers[0]["Cache-Control"] == "public, max-age=1"
    domain.pick(offering_id=one.pk, learner=learner, now=now)
    cache.delete("board:asked")  # a second has gone by
    assert client.get(at).json() == {str(one.pk): [1, 5]}
    assert client.get("/selection/seats/").json() == {}


def test_who_comes_while_another_asks_gets_what_was_known_and_does_not_wait(client: Client, django_assert_num_queries: Any):
    offering = make.offering(term=make.term(timezone.now()))
    at = f"/selection/seats/?of={offering.pk}"
    cache.add("board:asked", 1, timeout=60)
    with django_assert_num_queries(0):
        assert client.get(at).json() == {}
    cache.set("board", {offering.pk: (3, 10)})
    with django_assert_num_queries(0):
        assert client.get(at).json() == {str(offering.pk): [3, 10]}
