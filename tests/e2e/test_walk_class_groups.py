"""分班: a learner answers on her phone, the office proposes, moves somebody and publishes, and she reads her group and why she is in it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from college.roles import Role
from courses.selection import domain
from courses.selection.models import ClassGroup, Enrolment, EntryQuestion
from tests.e2e.conftest import ON_A_PHONE, SHOTS, Visitor
from tests.factories import selection as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, ON_A_PHONE]
DAY = timedelta(days=1)
MODES = ({}, {"theme": "dark"}, {"size": "large"})  # for pictures


def checked(visitor: Visitor, shot: str) -> None:
    for mode in MODES if SHOTS else ():
        if mode:  # the first as it is, with what was just said
            visitor.mode(theme=mode.get("theme", "light"), size=mode.get("size", "normal"))
            visitor.page.goto(visitor.page.url)
        visitor.shoot(f"groups-{shot}-{'-'.join(mode.values()) or 'light'}")
    visitor.mode(theme="light", size="normal")
    assert visitor.axe() == []


def test_from_her_answers_to_her_group_and_why(new_visitor: Any, transactional_db: Any) -> None:
    now = timezone.now()
    her, names = make.person("wang", Role.LEARNER, display_name="王秀英"), ("阿卜杜热西提·麦麦提敏", "李桂芳", "赵玉兰", "钱大勇", "孙德胜")
    others = [make.person("", Role.LEARNER, display_name=name) for name in names]
    term, course = make.term(now, name="2027年春季"), make.course("智能手机零基础")
    one, two = (make.offering(course, term=term, label=label, capacity=8) for label in ("周二班", "周三班"))
    for place, of in enumerate((one, two)):
        make.lessons(of, first=now + (40 + place) * DAY)
    make.enrolled(one, her, *others)
    grouping = make.grouping(one, two, now=now)
    ClassGroup.objects.filter(offering=one).update(name="从头学", objective="会开机、打电话、连无线网", seats=4, highest=1)
    ClassGroup.objects.filter(offering=two).update(name="学拍照和剪视频", objective="会拍、会剪、会发给家里人", seats=4, lowest=2)
    EntryQuestion.objects.filter(sort_order=0).update(text="您会用微信吗？")
    EntryQuestion.objects.filter(sort_order=1).update(text="您会用手机拍照、录像，再把它们发给家里人吗？")
    for learner in others[:4]:
        domain.answer_questions(grouping_id=grouping.pk, learner=learner, chosen=[0, 0], suits=[one.pk], now=now)

    phone = new_visitor()
    phone.sign_in(her)
    page = phone.go("/selection/")
    page.get_by_role("link", name="去回答").click()
    page.get_by_role("button", name="提交回答").click()
    expect(page.get_by_role("alert")).to_be_visible()
    checked(phone, "questions-missing")
    for question, line in (("您会用微信吗？", "很熟"), ("您会用手机拍照、录像，再把它们发给家里人吗？", "会一点")):
        page.get_by_role("group", name=question).get_by_label(line).check()
    page.get_by_role("group", name="哪些时间适合您？").get_by_label("周三班").check()
    page.get_by_role("button", name="提交回答").click()
    expect(page.get_by_text("谢谢")).to_be_visible()
    checked(phone, "answered")

    office = new_visitor()
    office.sign_in(make.person("jiaowu", Role.STAFF, display_name="刘敏"))
    office.page.set_viewport_size({"width": 1280, "height": 900})
    desk = office.go(f"/admin/groups/{grouping.pk}/")
    expect(desk.get_by_text("6 人中已有 5 人回答")).to_be_visible()
    office.shoot("groups-office-before")
    desk.get_by_role("button", name="生成分班方案").click()
    expect(desk.get_by_role("region", name="从头学")).to_contain_text("阿卜杜热西提·麦麦提敏")
    expect(desk.get_by_role("region", name="学拍照和剪视频")).to_contain_text("王秀英")
    office.shoot("groups-office")
    desk.get_by_role("button", name="公布：从现在起按此分班").click()
    expect(desk.get_by_text("公布。")).to_be_visible()
    office.shoot("groups-office-published")
    assert Enrolment.objects.get(learner=her).offering == two

    phone.go("/selection/")
    page.get_by_role("link", name="看看我的组").click()
    expect(page.get_by_role("heading", name="您在“学拍照和剪视频”")).to_be_visible()
    expect(page.get_by_text("您说过这个时间和地点合适")).to_be_visible()
    checked(phone, "mine")
