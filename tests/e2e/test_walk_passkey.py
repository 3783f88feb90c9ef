"""A passkey, from the account page to the door: made on a device that asks for a finger, used instead of a password and after one."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from college.models import User
from college.roles import Role
from tests.e2e.conftest import ON_A_PHONE, Visitor
from tests.factories import college

pytestmark = [pytest.mark.django_db(transaction=True), ON_A_PHONE]
PASSWORD = "yuanxiao-2026"
DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}


class Device:
    """The part of a phone that keeps passkeys, made of Chromium's virtual authenticator."""

    def __init__(self, visitor: Visitor) -> None:
        self.cdp = visitor.context.new_cdp_session(visitor.page)
        self.cdp.send("WebAuthn.enable", {"enableUI": False})
        options = {**DEVICE, "isUserVerified": True, "automaticPresenceSimulation": True}
        self.id = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def credentials(self) -> list[dict[str, Any]]:
        return list(self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"])

    def refuses(self) -> None:
        """The wrong finger, from now on."""
        self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": False})


@pytest.fixture
def learner(transactional_db: Any) -> User:
    user = college.person("wangxiulan", Role.LEARNER)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def checked(visitor: Visitor, shot: str) -> None:
    visitor.shoot(f"walk-passkey-{shot}")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()


def signs_in_with_the_password(visitor: Visitor) -> None:
    page = visitor.go("/accounts/login/")
    page.locator("[name=login]").fill("wangxiulan")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form.form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def sets_a_passkey_up(visitor: Visitor, look: Callable[[Visitor, str], None] = lambda visitor, shot: None) -> Device:
    """Her way is the same in every test; one of them looks at its pages."""
    device = Device(visitor)
    signs_in_with_the_password(visitor)
    page = visitor.go("/accounts/2fa/")
    look(visitor, "none-yet")
    page.get_by_role("link", name="添加通行密钥").click()
    expect(page.locator("[name=password]")).to_be_visible()
    look(visitor, "password-again")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form.form button[type=submit]").first.click()
    page.wait_for_url("**/2fa/webauthn/add/**")
    look(visitor, "form")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/**")
    look(visitor, "codes")
    return device


def test_a_passkey_is_made_and_opens_the_door(visitor: Visitor, learner: User) -> None:
    device = sets_a_passkey_up(visitor, checked)
    key = Authenticator.objects.get(user=learner, type="webauthn")
    assert key.wrap().is_passwordless
    assert [one["rpId"] for one in device.credentials()] == ["localhost"]
    page = visitor.go("/accounts/2fa/webauthn/")
    checked(visitor, "list")
    visitor.context.clear_cookies()
    page = visitor.go("/accounts/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/learning/")
    checked(visitor, "in")


def test_a_device_that_says_no_is_answered_in_words(visitor: Visitor, learner: User) -> None:
    device = sets_a_passkey_up(visitor)
    visitor.context.clear_cookies()
    device.refuses()
    page = visitor.go("/accounts/login/")
    page.locator("#passkey_login").click()
    expect(page.get_by_role("alert")).to_contain_text("设备没有确认")
    checked(visitor, "refused")


def test_after_the_password_the_passkey_is_asked_for(visitor: Visitor, learner: User) -> None:
    sets_a_passkey_up(visitor)
    visitor.context.clear_cookies()
    signs_in_with_the_password(visitor)
    page = visitor.page
    page.wait_for_url("**/accounts/2fa/authenticate/**")
    checked(visitor, "second-step")
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url("**/learning/")


def test_a_passkey_is_renamed_and_removed(visitor: Visitor, learner: User) -> None:
    sets_a_passkey_up(visitor)
    page = visitor.go("/accounts/2fa/webauthn/")
    page.get_by_role("link", name=re.compile("^改名")).click()
    expect(page.locator("[name=name]")).to_be_visible()
    checked(visitor, "rename")
    page.locator("[name=name]").fill("客厅的平板")
    page.locator("form.form button[type=submit]").click()
    expect(page.get_by_role("heading", name="客厅的平板")).to_be_visible()
    page.get_by_role("link", name=re.compile("^去掉")).click()
    page.wait_for_url("**/remove/**")
    checked(visitor, "remove")
    page.locator("form.form button[type=submit]").click()
    page.wait_for_url("**/accounts/2fa/webauthn/")
    assert not Authenticator.objects.filter(user=learner, type="webauthn").exists()
