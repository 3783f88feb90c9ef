"""Walk: a learner drops a full class, the next in line hears of it by the bell and takes the seat; somebody without a phone of that kind is called."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from college.roles import Role
from courses.selection.domain.counting import miscounted
from courses.selection.models import Enrolment, Offering, WaitlistEntry
from tests.e2e.conftest import AT_A_DESK, ON_A_PHONE, Visitor
from tests.e2e.modes import in_mode
from tests.factories import selection as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def offering(transactional_db: Any) -> Offering:
    now = timezone.now()
    made = make.offering(make.course("硬笔与毛笔书法", units=3), term=make.term(now, name="2026年秋季"), venue=make.venue("华山路睦邻中心"), capacity=20)
    make.lessons(made, first=(now + timedelta(days=40)).replace(hour=6, minute=0, second=0, microsecond=0), number=3)
    return make.full(made)


def checked(visitor: Visitor, shot: str, **rules: list[str]) -> None:
    visitor.shoot(f"walk-waitlist-{shot}")
    assert visitor.axe(**rules) == []
    assert not visitor.scrolls_sideways()


@ON_A_PHONE
def test_a_seat_is_given_up_kept_for_the_next_and_taken(new_visitor: Any, offering: Offering) -> None:
    holder, learner = offering.enrolments.earliest("pk").learner, make.person("wangxiulan", Role.LEARNER, display_name="王秀兰")
    make.waiting(offering, learner, *(make.person(display_name=f"街坊{number}") for number in range(8)), now=timezone.now() - timedelta(hours=1))
    visitor, leaving = new_visitor(), new_visitor()
    visitor.sign_in(learner)
    page = visitor.go(f"/selection/offerings/{offering.pk}/")
    expect(page.get_by_text("您排候补第 1 位")).to_be_visible()
    checked(visitor, "in-line")

    leaving.sign_in(holder)
    there = leaving.go(f"/selection/offerings/{offering.pk}/drop/")
    expect(there.get_by_text("您的座位会马上留给候补第 1 位")).to_be_visible()
    expect(there.get_by_text("不留记录")).to_be_visible()
    checked(leaving, "drop")
    there.get_by_role("button", name="退课").click()
    expect(there.get_by_text("已退掉")).to_be_visible()

    visitor.go("/selection/")
    page.get_by_role("link", name=re.compile("^消息")).click()
    expect(page.get_by_role("link", name=re.compile("有一个名额留给您"))).to_be_visible()
    checked(visitor, "notices")
    page.get_by_role("link", name=re.compile("有一个名额留给您")).click()
    page.wait_for_url(f"**/selection/offerings/{offering.pk}/")
    for name in ("light", "large", "dark"):
        rules = in_mode(visitor, name)
        visitor.go(f"/selection/offerings/{offering.pk}/")
        expect(page.get_by_role("button", name=re.compile("^要这个名额"))).to_be_visible()
        checked(visitor, f"offer-{name}", **rules)
        visitor.go("/selection/")
        checked(visitor, f"home-{name}", **rules)

    page.get_by_role("link", name=re.compile("^我不要了")).click()
    checked(visitor, "decline-dark")
    page.get_by_role("link", name="返回").click()
    page.get_by_role("button", name=re.compile("^要这个名额")).click()
    expect(page.get_by_text("选上了")).to_be_visible()
    assert Enrolment.objects.get(learner=learner).state == "enrolled"
    assert miscounted() == []
    visitor.go("/accounts/me/")
    checked(visitor, "account-dark")


@AT_A_DESK
def test_who_is_served_by_phone_is_called(visitor: Visitor, offering: Offering) -> None:
    learner = make.person("liguiying", Role.LEARNER, display_name="李桂英", phone="+8619900005678")
    visitor.sign_in(make.person("qiantai", Role.DESK))
    page = visitor.go("/desk/cards/?q=李桂英")
    page.get_by_role("button", name=re.compile("改为打电话")).click()
    expect(page.get_by_text("以后由前台给这位打电话")).to_be_visible()
    learner.refresh_from_db()
    make.offered(offering, learner, now=timezone.now())
    visitor.go("/desk/cards/?q=李桂英")
    checked(visitor, "desk-cards")
    page.get_by_role("link", name="打电话告知名额").click()
    expect(page.get_by_role("link", name="19900005678")).to_be_visible()
    checked(visitor, "calls")
    page.get_by_role("button", name=re.compile("^她要")).click()
    expect(page.get_by_text("现在没有要打的电话")).to_be_visible()
    assert Enrolment.objects.get(learner=learner).state == "enrolled"
    assert WaitlistEntry.objects.get(learner=learner).state == "promoted"
