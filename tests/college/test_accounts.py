"""One field to sign up and in: a phone number as people write it, an e-mail address or a user name."""

import pytest
from django.test import Client
from wagtail.models import APIToken

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


@pytest.mark.parametrize("login", ["аdmin", "wаng", "αβγ", "系统管理员", "教务", "前台", "Administrator"])
def test_names_that_pass_for_somebody_else_are_refused(client, login):
    assert sign_up(client, login).status_code == 200
    assert User.objects.count() == 0


@pytest.mark.parametrize(("first", "second"), [("wang", "ｗａｎｇ"), ("wang", "WANG"), ("u@example.cn", "u@ｅxample.cn"), ("19900001234", "199.0000.1234")])
def test_the_same_name_in_other_letters_is_the_same_name(client, first, second):
    sign_up(client, first)
    assert sign_up(Client(), second).status_code == 200
    assert User.objects.count() == 1


def test_the_limit_of_wrong_passwords_counts_a_number_however_it_is_written(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/key"}
    sign_up(client, "19900001234")
    for spelling in ("19900001234", "199 0000 1234", "199-0000-1234"):
        Client().post("/accounts/login/", {"login": spelling, "password": "wrong-one"})
    late = Client().post("/accounts/login/", {"login": "+86 199 0000 1234", "password": PASSWORD})
    assert late.headers.get("Location") != "/learning/"


def test_the_phone_number_can_be_changed_and_signs_in(client):
    sign_up(client, "19900001234")
    assert client.post("/accounts/phone/change/", {"phone": "199 0000 9999"}).headers["Location"] == "/accounts/me/"
    user = User.objects.get()
    assert (user.phone, user.username, user.shown_login) == ("+8619900009999", "+8619900009999", "199****9999")
    client.logout()
    assert client.post("/accounts/login/", {"login": "19900009999", "password": PASSWORD}).headers["Location"] == "/learning/"


@pytest.mark.parametrize("phone", ["1990000", "abc", "19900001235", "9" * 400])
def test_a_phone_number_that_is_none_or_somebody_elses_is_refused(client, phone):
    sign_up(Client(), "19900001235")
    sign_up(client, "19900001234")
    answer = client.post("/accounts/phone/change/", {"phone": phone})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert User.objects.filter(phone="+8619900001234").exists()


def test_a_new_password_ends_the_tokens(client):
    sign_up(client, "wang")
    client.post("/accounts/tokens/", {"name": "program"})
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "another-2026", "password2": "another-2026"})
    assert APIToken.objects.get().revoked_at is not None
