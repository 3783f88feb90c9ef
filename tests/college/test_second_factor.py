"""The second step: anybody may set it up, and then the password alone does not open the door."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests.college.test_accounts import PASSWORD, sign_up

pytestmark = pytest.mark.django_db


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def protected(client: Client) -> str:
    """A learner with an authenticator app; returns its secret."""
    sign_up(client, "wang")
    page = client.get("/accounts/2fa/totp/activate/", follow=True)
    if "reauthenticate" in page.request["PATH_INFO"]:
        page = client.post(page.request["PATH_INFO"] + "?next=/accounts/2fa/totp/activate/", {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    assert Authenticator.objects.filter(type="totp").exists()
    client.logout()
    return str(secret)


def test_before_the_second_step_is_set_up_we_ask_once_more_in_our_own_words(client):
    sign_up(client, "wang")
    session = client.session
    session.pop("account_authentication_methods", None)
    session.save()
    page = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert "是您本人吗？" in page.content.decode()
    assert "0551-0000 0000" in page.content.decode()
    wrong = client.post(page.request["PATH_INFO"], {"password": "not-it"})
    assert wrong.context["form"].errors


def test_the_password_alone_opens_nothing_any_more(client, protected):
    answer = client.post("/accounts/login/", {"login": "wang", "password": PASSWORD})
    assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/learning/").status_code == 302


def test_a_wrong_code_is_refused_in_words_and_the_right_one_signs_in(client, protected, monkeypatch):
    client.post("/accounts/login/", {"login": "wang", "password": PASSWORD})
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert re.search(r"field__error", wrong.content.decode())
    later = time.time() + 30  # a code is taken once; the next one is half a minute younger
    monkeypatch.setattr(time, "time", lambda: later)
    right = client.post("/accounts/2fa/authenticate/", {"code": code_for(protected)})
    assert right.headers["Location"] == "/learning/"


def test_passkeys_are_offered_to_everybody(client):
    assert 'id="passkey_login"' in client.get("/accounts/login/").content.decode()
    sign_up(client, "wang")
    assert "/accounts/2fa/webauthn/" in client.get("/accounts/2fa/").content.decode()
