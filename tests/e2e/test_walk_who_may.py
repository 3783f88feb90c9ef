"""A class for people of a certain age who feel well enough: a learner tells her year of birth, gives the pledge, and has her seat."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from college.models import LearnerFacts, Neighbourhood
from college.roles import Role
from courses.catalogue.models import Prerequisite
from courses.selection.models import Enrolment
from tests.e2e.conftest import AT_A_DESK, ON_A_PHONE, SHOTS, Visitor
from tests.factories import rounds
from tests.factories import selection as make

pytestmark = pytest.mark.django_db(transaction=True)


def offering() -> Any:
    now = timezone.now()
    term, page = make.term(now, name="2026年秋季"), make.course("八段锦与慢病调理")
    Prerequisite.objects.create(page=page, needs=make.course("健康讲堂"))
    rounds.plan(term)
    made = make.offering(
        page, term=term, venue=make.venue("方兴社区中心"), age_from=50, age_to=80, needs_pledge=True, kept_reserve=3, kept_newcomer=4, capacity=30
    )
    make.lessons(made, first=(now + timedelta(days=40)).replace(hour=6, minute=0), number=3)
    Neighbourhood.objects.create(name="青年里小区")
    return made


def looked_at(visitor: Visitor, shot: str) -> None:
    visitor.shoot(f"who-may-{shot}")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()


def in_all_modes(visitor: Visitor, shot: str) -> None:
    """Pictures only; the modes themselves have tests of their own."""
    for mode in ({"theme": "dark"}, {"theme": "light", "size": "large"}) if SHOTS else ():
        visitor.mode(**mode)
        visitor.page.reload()
        visitor.shoot(f"who-may-{shot}-{'-'.join(mode.values())}")
    visitor.mode(theme="light", size="normal")


@ON_A_PHONE
def test_a_learner_tells_her_year_gives_the_pledge_and_picks(visitor: Visitor) -> None:
    of, wang = offering(), make.person("wang", Role.LEARNER, display_name="王秀兰")
    visitor.sign_in(wang)
    page = visitor.go(f"/selection/offerings/{of.pk}/")
    looked_at(visitor, "1-class")
    in_all_modes(visitor, "1-class")
    page = visitor.go(of.course.url)
    visitor.shoot("who-may-2-course")
    page.get_by_role("link", name="填写出生年份").click()
    page.locator("[name=birth_year]").fill(str(of.term.starts_on.year - 60))
    page.locator("[name=neighbourhood]").select_option(label="青年里小区")
    looked_at(visitor, "3-about-me")
    in_all_modes(visitor, "3-about-me")
    page.goto(f"{visitor.address}/selection/about-me/?next=/selection/offerings/{of.pk}/")
    page.locator("[name=birth_year]").fill(str(of.term.starts_on.year - 60))
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="阅读并承诺").click()
    looked_at(visitor, "4-pledge")
    in_all_modes(visitor, "4-pledge")
    page.goto(f"{visitor.address}/selection/pledge/?next=/selection/offerings/{of.pk}/")
    page.get_by_role("button", name="我承诺").click()
    expect(page.get_by_text("这些您都符合")).to_be_visible()
    visitor.shoot("who-may-5-fits")
    page.get_by_role("button", name="选这个班").first.click()
    expect(page.get_by_text("您已选上").first).to_be_visible()
    assert Enrolment.objects.get(learner=wang).offering == of
    assert LearnerFacts.objects.get().pledge_until is not None


@AT_A_DESK
def test_the_office_makes_an_exception(visitor: Visitor) -> None:
    of = offering()
    make.person("li", Role.LEARNER, display_name="李桂芳")
    visitor.sign_in(make.person("jiaowu", Role.STAFF, display_name="教务小李"))
    page = visitor.go(f"/admin/offering/edit/{of.pk}/")
    visitor.shoot("who-may-6-office-class")
    page = visitor.go("/admin/waiver/new/")
    page.locator("[name=person]").fill("李桂芳")
    page.locator("[name=offering]").select_option(index=1)
    page.locator("[name=reasons][value=too_old]").check()
    page.locator("[name=why]").fill("家属陪同上课，已面谈")
    visitor.shoot("who-may-7-office-exception")
    page.locator("form [type=submit]").last.click()
    expect(page.get_by_text("年龄高于要求")).to_be_visible()
    visitor.shoot("who-may-8-office-exceptions")
