"""A card from the front desk: printed there, its number typed at home, a PIN chosen; then everything the college has about her."""

from typing import Any

import pytest
from playwright.sync_api import expect

from college.roles import Role
from tests.e2e.conftest import ON_A_PHONE, Visitor
from tests.factories import selection as make

pytestmark = [pytest.mark.django_db(transaction=True), ON_A_PHONE]


def checked(visitor: Visitor, shot: str) -> None:
    visitor.shoot(f"walk-card-{shot}")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()


def test_a_card_is_printed_and_opens_her_own_data(new_visitor: Any, transactional_db: Any) -> None:
    make.person("wang", Role.LEARNER, display_name="欧阳秀兰", phone="+8619900001234")
    desk = new_visitor()
    desk.sign_in(make.person("qiantai", Role.DESK, display_name="前台 孙小雨"))
    there = desk.go("/desk/cards/?q=欧阳")
    checked(desk, "desk")
    there.get_by_role("button", name="打印一张卡").click()
    number = there.locator(".card-paper__number").inner_text()
    checked(desk, "sheet")

    visitor = new_visitor()
    page = visitor.go("/accounts/login/")
    visitor.shoot("walk-card-login")
    page.get_by_role("link", name="用登录卡登录").click()
    page.get_by_label("卡上的号码").fill(number)
    checked(visitor, "number")
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("您好，***兰")
    checked(visitor, "pin")
    page.get_by_label("给自己定一个密码数字").fill("2580")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/learning/")
    page = visitor.go("/accounts/data/")
    checked(visitor, "data")
    page.get_by_role("link", name="注销我的账号").click()
    checked(visitor, "leave")
