"""A session is read fresh at every request, on both databases."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from college.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PAGE = "/accounts/2fa/"


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(User.objects.create_user("wang", password="x"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(PAGE).status_code == 200
    return client


def test_a_session_that_is_ended_opens_nothing(signed_in: Client):
    Session.objects.all().delete()
    assert signed_in.get(PAGE).status_code == 302


def test_a_session_that_has_run_out_opens_nothing(signed_in: Client):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert signed_in.get(PAGE).status_code == 302


@pytest.mark.parametrize("key", ["", "short", "x" * 32, "x" * 5_000, "'; --" * 8, "\\u0000" * 8])
def test_a_key_that_nobody_was_given_is_a_stranger(client: Client, key: str):
    client.cookies["sessionid"] = key
    assert client.get(PAGE).status_code == 302


def test_what_is_written_is_read_at_the_next_request(signed_in: Client):
    session = signed_in.session
    session["word"] = "字"
    session.save()
    assert signed_in.session["word"] == "字"
    before = session.session_key
    signed_in.logout()
    assert not Session.objects.filter(session_key=before).exists()


def test_the_person_is_who_the_session_says_while_it_says_so_rightly(signed_in: Client):
    """Read by one compiled query, and taken only where Django would take her."""
    wang = User.objects.get()
    User.objects.update(is_active=False)
    assert signed_in.get(PAGE).status_code == 302
    User.objects.update(is_active=True)
    assert signed_in.get(PAGE).status_code == 200
    wang.set_password("another")
    wang.save()
    assert signed_in.get(PAGE).status_code == 302
    assert not Session.objects.filter(session_key=signed_in.cookies["sessionid"].value).exists()


def test_a_session_of_a_former_secret_is_taken_and_renewed(signed_in: Client, settings):
    before = signed_in.cookies["sessionid"].value
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "s" * 60, [settings.SECRET_KEY]
    assert signed_in.get(PAGE).status_code == 200
    assert signed_in.cookies["sessionid"].value != before
