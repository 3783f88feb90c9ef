"""代办 and 前台: a helper picks for two elders on her phone and never for herself; the desk serves somebody by her card and prints what she takes home."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from college import cards
from college.models import AccessLog, User
from college.roles import Role
from courses.selection import domain
from courses.selection.models import Acted, Enrolment, Helping, Offering
from tests.e2e.conftest import AT_A_DESK, ON_A_PHONE, SHOTS, Visitor
from tests.factories import rounds
from tests.factories import selection as make

pytestmark = [pytest.mark.django_db(transaction=True)]
MODES = ({}, {"theme": "dark"}, {"size": "large"})  # for pictures


def checked(visitor: Visitor, shot: str) -> None:
    for mode in MODES if SHOTS else ():
        if mode:  # the first as it is, with what was just said
            visitor.mode(theme=mode.get("theme", "light"), size=mode.get("size", "normal"))
            visitor.page.goto(visitor.page.url)
        visitor.shoot(f"walk-helping-{shot}-{'-'.join(mode.values()) or 'light'}")
    visitor.mode(theme="light", size="normal")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()


def classes(now: Any) -> None:
    term = make.term(now, starts_on=now.date() + timedelta(days=20), ends_on=now.date() + timedelta(days=120))
    for place, (title, free) in enumerate((("智能手机零基础", 9), ("八段锦", 4), ("书法入门", 0))):
        of = make.offering(make.course(title, units=2), term=term, capacity=10)
        make.enrolled(of, *make.people(10 - free))
        make.lessons(of, first=now + timedelta(days=24 + place), number=8)


def kept_and_wished(her: User, now: Any) -> None:
    """A seat is kept for her, she waits for another one, and she wishes for two classes of a coming term."""
    kept, queue = (Offering.objects.get(course__title=title) for title in ("八段锦", "书法入门"))
    make.waiting(queue, her, now=now)
    made = make.offering(make.course("剪纸与刺绣"), term=kept.term, capacity=3)
    make.lessons(made, first=now + timedelta(days=30), number=8)
    make.offered(make.full(made), her, now=now)
    coming = make.term(now, name="2027年春季", selection_opens_at=now + timedelta(days=20), selection_closes_at=now + timedelta(days=30))
    found = rounds.wishing(rounds.plan(coming), opens_at=now - timedelta(days=1))
    wishes = [make.offering(make.course(title), term=coming) for title in ("合唱与声乐", "国画山水")]
    for place, one in enumerate(wishes):
        make.lessons(one, first=now + timedelta(days=60 + place), number=8)
    domain.save_wishes(round_id=found.pk, learner=her, offerings=[one.pk for one in wishes], now=now)


def in_line(page: Page, title: str) -> Any:
    return page.locator(".acting-class", has_text=title)


@ON_A_PHONE
def test_a_helper_picks_for_two_elders_and_never_for_herself(new_visitor: Any, transactional_db: Any) -> None:
    now = timezone.now()
    classes(now)
    helper, desk = make.person("zhang", Role.LEARNER, display_name="张明"), make.person("qiantai", Role.DESK)
    mother, neighbour = make.person("wang", Role.LEARNER, display_name="王秀英"), make.person("li", Role.LEARNER, display_name="李桂芳")
    number = cards.issue(users=[neighbour], by=desk, now=now)[0].number
    cards.choose_pin(card_id=cards.by_number(number).pk, pin="2580", now=now)

    visitor = new_visitor()
    visitor.sign_in(helper)
    page = visitor.go("/selection/")
    page.get_by_role("link", name="我代办的人").click()
    page.get_by_label("对方卡上的号码").fill(number)
    page.get_by_label("对方的密码数字").fill("1357")
    page.get_by_role("button", name="对方同意了").click()
    expect(page.get_by_text("密码数字不对").first).to_be_visible()
    page.get_by_label("对方的密码数字").fill("2580")
    page.get_by_role("button", name="对方同意了").click()
    expect(page.get_by_text("您现在可以替李桂芳选课了。")).to_be_visible()

    hers = new_visitor()
    hers.sign_in(mother)
    at_home = hers.go(page.get_by_label("发给对方的网址").input_value().removeprefix(visitor.address))
    checked(hers, "agree")
    at_home.get_by_role("button", name="同意").click()
    expect(at_home.get_by_text("张明现在可以替您选课了")).to_be_visible()

    page = visitor.go("/selection/helping/")
    checked(visitor, "helping")
    page.get_by_role("link", name="王秀英").click()
    expect(page.get_by_text("正在为王秀英办理")).to_be_visible()
    checked(visitor, "person")
    in_line(page, "八段锦").get_by_role("button", name="选这个班").click()
    expect(page.get_by_text("正在为王秀英办理")).to_be_visible()
    checked(visitor, "class")
    page.get_by_role("link", name="换一位").click()
    page.get_by_role("link", name="李桂芳").click()
    page.get_by_label("找班").fill("书法")
    page.get_by_role("button", name="找", exact=True).click()
    in_line(page, "书法入门").get_by_role("button", name="排候补").click()
    expect(page.get_by_text("正在为李桂芳办理")).to_be_visible()
    expect(page.get_by_text("候补第 1 位")).to_be_visible()
    assert [(seat.learner, str(seat.offering.course.title)) for seat in Enrolment.objects.filter(learner__in=[helper, mother, neighbour])] == [
        (mother, "八段锦")
    ]
    assert set(Acted.objects.values_list("actor", "learner", "what")) == {(helper.pk, mother.pk, "pick"), (helper.pk, neighbour.pk, "wait")}

    hers.go("/selection/helpers/")
    expect(at_home.get_by_text("选了班")).to_be_visible()
    checked(hers, "helpers")
    at_home.get_by_role("button", name="马上停掉").click()
    expect(at_home.get_by_text("没有人替您选课。")).to_be_visible()
    assert visitor.page.request.get(f"{visitor.address}/for/{mother.pk}/selection/").status == 404
    assert Helping.objects.filter(until=None).count() == 1


@AT_A_DESK
def test_the_desk_finds_somebody_by_her_card_picks_and_prints(new_visitor: Any, transactional_db: Any, tmp_path: Path) -> None:
    now = timezone.now()
    classes(now)
    desk = make.person("qiantai", Role.DESK, display_name="孙小雨")
    hers = [make.person("", Role.LEARNER, display_name="王秀英", phone=f"+8619900000{place}23") for place in (1, 2)]
    make.person("", Role.LEARNER, display_name="张明", phone="+8619900001111")
    printed = cards.issue(users=[hers[1]], by=desk, now=now)[0]
    kept_and_wished(hers[1], now)

    visitor = new_visitor()
    visitor.sign_in(desk)
    page = visitor.go("/")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="前台").click()
    expect(page.get_by_role("searchbox", name="找谁？")).to_be_focused()  # the field waits for her name
    page.keyboard.type("王秀英")
    page.keyboard.press("Enter")
    expect(page.get_by_text("199****0123")).to_be_visible()
    expect(page.get_by_text("199****0223")).to_be_visible()
    assert visitor.axe() == []
    visitor.shoot("walk-helping-desk-two")
    page.get_by_label("找谁？").fill(printed.address)  # what a scanner types
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/for/{hers[1].pk}/selection/")
    expect(page.get_by_text("正在为王秀英办理")).to_be_visible()
    expect(page.get_by_role("searchbox", name="找班")).to_be_focused()
    page.keyboard.type("八段")
    page.keyboard.press("Enter")
    in_line(page, "八段锦").get_by_role("button", name="选这个班").click()
    page.get_by_role("link", name="返回办理页").click()
    checked(visitor, "desk-person")
    assert AccessLog.objects.filter(actor=desk, subject=hers[1], topic="selection", action="view").count() == 1

    page.get_by_role("link", name="帮手和代办记录").click()
    page.get_by_label("加一位帮手").fill("1111")
    page.get_by_role("button", name="找", exact=True).click()
    page.get_by_role("button", name="就是这位").click()
    expect(page.get_by_text("记好了，帮手马上就能办。")).to_be_visible()
    checked(visitor, "desk-helpers")
    page.get_by_role("link", name="返回办理页").click()
    page.get_by_role("link", name="打印小条").click()
    slip = page.get_by_role("article", name="带回家的小条")
    for title in ("剪纸与刺绣", "八段锦", "书法入门", "国画山水"):
        expect(slip).to_contain_text(title)
    for name in ("A6", "A4 大字", "小票 80 毫米"):
        page.get_by_role("link", name=name).click()
        checked(visitor, f"slip-{name[:2]}")
        paper = page.pdf(prefer_css_page_size=True)
        Path(SHOTS or tmp_path, f"slip-{name[:2]}.pdf").write_bytes(paper)
    assert b"/Type /Page" in paper
    page.get_by_role("link", name="下一位").click()

    page.get_by_label("姓名", exact=True).fill("赵玉兰")
    page.locator("#id_phone").fill("199 0000 1111")
    page.get_by_role("button", name="开账号").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert visitor.axe() == []
    page.get_by_label("和别人合用这部手机").check()
    page.get_by_role("button", name="开账号").click()
    expect(page.get_by_text("正在为赵玉兰办理")).to_be_visible()
    made = User.objects.get(display_name="赵玉兰")
    assert [(act.actor, act.what) for act in domain.acts_for(made)] == [(desk, "account")]
    visitor.go("/desk/")
    checked(visitor, "desk")
