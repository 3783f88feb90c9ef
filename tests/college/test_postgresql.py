"""The look at whether a connection still stands: it costs no journey, and a server that ended it is noticed."""

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from college.models import User

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def ask_anew():
    """As at the beginning of a request."""
    connection.health_check_enabled, connection.health_check_done = True, False
    return User.objects.count()


def test_a_connection_that_stands_is_used_without_asking():
    User.objects.count()
    link = connection.connection
    with CaptureQueriesContext(connection) as asked:
        ask_anew()
    assert connection.connection is link
    assert len(asked) == 1


def test_a_connection_that_the_server_ended_is_opened_anew():
    User.objects.count()
    link = connection.connection
    with psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": psycopg.Cursor}, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [link.info.backend_pid])
    assert ask_anew() == 0
    assert connection.connection is not link
