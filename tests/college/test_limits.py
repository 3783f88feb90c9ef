"""Rate limits of the site: counted for a person, or for an address that she cannot write herself."""

import pytest

from college.errors import TooMany
from college.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few(settings, one_window):
    settings.RATE_LIMITS = {"search": (3, 60)}


def statuses(client, count=4, **headers):
    return [client.get("/search/?q=a", **headers).status_code for _ in range(count)]


def test_the_fourth_search_in_a_minute_is_refused_in_words(client):
    assert statuses(client) == [200, 200, 200, 429]
    assert str(TooMany.message) in client.get("/search/?q=a").content.decode()


def test_another_address_has_a_share_of_its_own(client):
    statuses(client)
    assert client.get("/search/?q=a", REMOTE_ADDR="10.0.0.9").status_code == 200


def test_a_header_that_a_visitor_writes_changes_nothing(client):
    assert [client.get("/search/?q=a", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(4)][-1] == 429


def test_behind_a_proxy_the_address_that_it_reports_is_counted_not_what_a_visitor_wrote_before_it(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert statuses(client, headers={"X-Forwarded-For": "10.0.0.1"}) == [200, 200, 200, 429]
    assert statuses(client, count=1, headers={"X-Forwarded-For": "10.0.0.2"}) == [200]
    assert statuses(client, count=1, headers={"X-Forwarded-For": "10.0.0.2, 10.0.0.1"}) == [429]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert statuses(client, count=1, headers={"X-Forwarded-For": "10.0.0.1"}) == [200]


def test_a_person_is_counted_wherever_she_is(client):
    client.force_login(User.objects.create_user("wang", password="x"), backend="django.contrib.auth.backends.ModelBackend")
    assert [client.get("/search/?q=a", REMOTE_ADDR=f"10.0.0.{n}").status_code for n in range(4)][-1] == 429


def test_the_api_answers_in_its_own_form(client, settings):
    settings.RATE_LIMITS = {"search": (1, 60)}
    client.get("/api/v1/search?q=a")
    answer = client.get("/api/v1/search?q=a")
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many")
