"""What every answer has, and what is refused before anything reads it."""

import pytest

from college.models import User
from college.roles import Role
from tests.factories import college

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("charset", ["rot13", "zlib", "base64", "undefined", "utf-7", "no-such"])
def test_a_charset_named_by_the_client_changes_nothing(client, charset):
    assert client.get("/accounts/login/?q=a", content_type=f"text/plain; charset={charset}").status_code == 200


def test_a_zero_byte_in_an_address_is_nowhere(client):
    assert client.get("/teachers/%00/").status_code == 404


@pytest.mark.parametrize("length", [str(300 * 1024 * 1024), "-1", "x"])
def test_a_huge_body_at_a_small_form_is_refused_unread(client, length):
    assert client.post("/accounts/login/", {"login": "x"}, CONTENT_LENGTH=length).status_code == 413


def test_more_rows_than_came_are_not_made(client):
    client.force_login(college.person("jiaowu", Role.STAFF), backend="django.contrib.auth.backends.ModelBackend")
    counts = {f"module_courses-{which}_FORMS": "0" for which in ("TOTAL", "INITIAL")}
    assert client.post("/admin/module/new/", {"name": "x", **counts}).status_code == 200
    for made_up in ("1000", str(2**70)):
        assert client.post("/admin/module/new/", {"name": "x", **counts, "module_courses-TOTAL_FORMS": made_up}).status_code == 400


@pytest.mark.parametrize("path", ["/", "/accounts/me/", "/accounts/tokens/", "/learning/", "/selection/", "/api/v1/me/courses"])
def test_what_a_signed_in_person_sees_is_kept_by_nobody(client, path):
    client.force_login(User.objects.create_user("wang", password="x"), backend="django.contrib.auth.backends.ModelBackend")
    assert "no-store" in client.get(path).headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/courses/", "/search/", "/accounts/login/", "/api/", "/nothing/"])
def test_public_pages_have_a_strict_policy(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "same-origin")


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.ADMINISTRATOR])
def test_guarded_roles_set_up_a_second_factor_first(client, settings, role):
    settings.MFA_REQUIRED = True
    client.force_login(college.person("zheng", role), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/learning/").headers["Location"] == "/accounts/2fa/"
    assert client.get("/admin/").headers["Location"] == "/accounts/2fa/"
    assert client.get("/accounts/2fa/").status_code == 200


def test_learners_are_not_asked_for_a_second_factor(client, settings):
    settings.MFA_REQUIRED = True
    client.force_login(college.person("wang", Role.LEARNER), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/learning/").status_code == 200
