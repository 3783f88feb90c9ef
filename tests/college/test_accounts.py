"""One field to sign up and in: a phone number as people write it, an e-mail address or a user name."""

import pytest
from django.test import Client

from college.forms import kind_of
from college.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "yuanxiao-2026"


def sign_up(client: Client, login: str, password: str = PASSWORD):
    return client.post("/accounts/signup/", {"login": login, "password1": password})


@pytest.mark.parametrize(
    ("login", "kind"),
    [
        ("wang", "username"),
        ("王秀兰", "username"),
        ("199 0000 1234", "phone"),
        ("+86 199-0000-1234", "phone"),
        ("a@b.cn", "email"),
        ("12345", "username"),
        ("", "username"),
    ],
)
def test_what_was_typed_is_recognised(login, kind):
    assert kind_of(login) == kind


@pytest.mark.parametrize(
    ("login", "again"),
    [
        ("wang", "wang"),
        ("王秀兰", "王秀兰"),
        ("199 0000 1234", "+8619900001234"),
        ("19900001234", "199-0000-1234"),
        ("+86 19900001234", "19900001234"),
        ("Xiu@example.cn", "xiu@example.cn"),
    ],
)
def test_sign_up_signs_in_and_the_same_words_sign_in_again(client, login, again):
    assert sign_up(client, login).headers["Location"] == "/learning/"
    client.logout()
    answer = client.post("/accounts/login/", {"login": again, "password": PASSWORD})
    assert answer.headers.get("Location") == "/learning/"


def test_nothing_but_the_identifier_is_kept(client):
    sign_up(client, "19900001234")
    user = User.objects.get()
    assert (user.phone, user.username, user.email, user.display_name) == ("+8619900001234", "+8619900001234", "", "")
    assert user.shown_login == "199****1234"


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("", PASSWORD),
        ("wang", ""),
        ("wang", "12345"),
        ("wang", "password"),
        ("a" * 151, PASSWORD),
        ("1990000", PASSWORD),
        ("x@", PASSWORD),
        ("wang li", PASSWORD),
        ("a\x00b", PASSWORD),
    ],
)
def test_bad_input_is_refused_in_words_and_what_was_typed_is_kept(client, login, password):
    answer = sign_up(client, login, password)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert User.objects.count() == 0
    if login and "\x00" not in login:
        assert f'value="{login}"' in answer.content.decode()


@pytest.mark.parametrize("login", ["wang", "19900001234", "x@example.cn"])
def test_the_same_identifier_twice_is_refused(client, login):
    sign_up(client, login)
    answer = sign_up(Client(), login)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["login"]
    assert User.objects.count() == 1


def test_wrong_passwords_are_limited(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/ip"}
    sign_up(client, "wang")
    client.logout()
    answers = [client.post("/accounts/login/", {"login": "wang", "password": "wrong-one"}) for _ in range(5)]
    late = client.post("/accounts/login/", {"login": "wang", "password": PASSWORD})
    assert late.headers.get("Location") != "/learning/"
    assert answers[-1].status_code in {200, 429}


def test_signing_in_changes_the_session(client):
    sign_up(client, "wang")
    client.logout()
    client.get("/accounts/login/")
    client.session["x"] = 1
    before = client.session.session_key
    client.post("/accounts/login/", {"login": "wang", "password": PASSWORD})
    assert client.session.session_key != before
