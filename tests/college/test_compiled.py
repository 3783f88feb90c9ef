"""A query whose SQL is made once says what the same query says when it is made anew, on both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.db.models import BigIntegerField, DateTimeField, Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from college.compiled import Compiled, Given, asked, asked_last, loaded, one_journey
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


def test_a_value_that_stands_in_several_places_is_sent_once(people: list[User]):
    here = Given("pk", BigIntegerField())
    query = Compiled(lambda: User.objects.filter(pk__gte=here, username__in=["王", "李"]).exclude(pk__gt=here).exclude(email="王").values_list("username"))
    assert query.rows(pk=people[1].pk) == [("李",)]
    assert query.rows(pk=people[0].pk) == [("王",)]
    made = query.made
    assert made is not None
    assert (len(made.givens), len(made.constants)) == (1, 2)
    assert made.sql.count("%(") == 5  # her number twice, and three names of which two are the same


def test_a_value_that_is_missing_is_an_error(people: list[User]):
    with pytest.raises(KeyError):
        Compiled(joined_after).rows(moment=JOINED)


def test_an_object_of_which_some_fields_are_known_loads_the_others(people: list[User]):
    wang = loaded(User, username="王", id=people[0].pk)
    with CaptureQueriesContext(connection) as asked:
        assert (wang.pk, wang.username) == (people[0].pk, "王")
    assert not asked
    assert wang.date_joined == JOINED


def test_what_is_asked_on_one_journey_comes_back_each_for_itself(people: list[User]):
    query = Compiled(joined_after)
    with one_journey():
        answers = [query.ask(moment=JOINED + timedelta(days=day), pk=0) for day in range(3)]
    assert [len(answer.rows()) for answer in answers] == [2, 1, 0]
    assert answers[0].rows() == [(people[1].pk, people[1].date_joined, False), (people[2].pk, people[2].date_joined, False)]


TWICE = "INSERT INTO auth_group (name) VALUES (%s) RETURNING id"


def test_a_refusal_of_the_database_is_django_s_own_and_leaves_nothing():
    def twice() -> None:
        with transaction.atomic():
            asked(TWICE, ["甲"]).rows()
            asked_last(TWICE, ["甲"]).rows()

    with pytest.raises(IntegrityError):
        twice()
    assert not Group.objects.filter(name="甲").exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_asked_last_is_committed_with_its_transaction():
    seen: list[str] = []
    with transaction.atomic():
        transaction.on_commit(lambda: seen.append("told"))
        asked(TWICE, ["甲"]).rows()
        ((number,),) = asked_last(TWICE, ["乙"]).rows()
        assert seen == []
    assert seen == ["told"]
    assert set(Group.objects.filter(name__in=["甲", "乙"]).values_list("name", flat=True)) == {"甲", "乙"}
    assert Group.objects.get(name="乙").pk == number


@pytest.mark.django_db(transaction=True)
def test_inside_a_part_of_a_transaction_nothing_is_committed_early():
    def undone() -> None:
        with transaction.atomic():
            with transaction.atomic():
                asked_last(TWICE, ["甲"]).rows()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert not Group.objects.filter(name="甲").exists()


@pytest.mark.django_db(transaction=True)
def test_what_was_undone_is_not_there_and_the_statements_are_known_as_before():
    def undone() -> None:
        with transaction.atomic():
            asked(TWICE, ["甲"]).rows()
            raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            undone()
        assert not Group.objects.filter(name="甲").exists()


@pytest.mark.django_db(transaction=True)
def test_another_connection_is_told_the_statements_anew(people: list[User]):
    query = Compiled(joined_after)
    before = query.rows(moment=JOINED, pk=0)
    connection.close()
    assert query.rows(moment=JOINED, pk=0) == before != []


@pytest.mark.django_db(transaction=True)
def test_what_fails_on_a_journey_undoes_the_transaction_that_it_has_begun():
    def failing() -> None:
        with transaction.atomic(), one_journey():
            asked(TWICE, ["甲"])
            asked(TWICE, ["甲"])

    with pytest.raises(IntegrityError):
        failing()
    assert not Group.objects.filter(name="甲").exists()
    assert not connection.in_atomic_block


def test_an_answer_is_not_there_before_the_journey_has_ended(people: list[User]):
    query = Compiled(joined_after)
    with one_journey():
        answer = query.ask(moment=JOINED, pk=0)
        if connection.vendor == "postgresql":
            with pytest.raises(RuntimeError):
                answer.rows()
    assert len(answer.rows()) == 2
