"""A query whose SQL is made once says what the same query says when it is made anew, on both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import BigIntegerField, DateTimeField, Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from college.compiled import Compiled, Given, loaded
from college.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
JOINED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def people() -> list[User]:
    return [User.objects.create(username=name, date_joined=JOINED + timedelta(days=day)) for day, name in enumerate(("王", "李", "赵"))]


def joined_after() -> Any:
    others = User.objects.filter(pk=OuterRef("pk"), pk__lt=Given("pk", BigIntegerField()))
    return User.objects.filter(date_joined__gt=Given("moment", DateTimeField())).order_by("pk").values_list("pk", "date_joined", Exists(others))


def test_each_call_has_its_own_values_and_times_are_aware(people: list[User]):
    query = Compiled(joined_after)
    assert query.rows(moment=JOINED, pk=people[2].pk) == [(people[1].pk, people[1].date_joined, True), (people[2].pk, people[2].date_joined, False)]
    assert query.rows(moment=people[1].date_joined, pk=0) == [(people[2].pk, people[2].date_joined, False)]
    assert query.rows(moment=people[2].date_joined, pk=0) == []


def test_the_query_is_built_once_and_asked_each_time(people: list[User]):
    built: list[Any] = []
    query = Compiled(lambda: built.append(1) or joined_after())  # type: ignore[func-returns-value]
    with CaptureQueriesContext(connection) as asked:
        query.rows(moment=JOINED, pk=0)
        User.objects.create(username="周", date_joined=JOINED + timedelta(days=9))
        assert len(query.rows(moment=JOINED, pk=0)) == 3
    assert len(built) == 1
    assert len(asked) == 3


def test_a_value_that_is_missing_is_an_error(people: list[User]):
    with pytest.raises(KeyError):
        Compiled(joined_after).rows(moment=JOINED)


def test_an_object_of_which_some_fields_are_known_loads_the_others(people: list[User]):
    wang = loaded(User, username="王", id=people[0].pk)
    with CaptureQueriesContext(connection) as asked:
        assert (wang.pk, wang.username) == (people[0].pk, "王")
    assert not asked
    assert wang.date_joined == JOINED
