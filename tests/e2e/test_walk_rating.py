"""Walk 6: both sides rate. A learner with six taps, her teacher on one screen; nobody sees the other side early, then the score stands on the course."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from college.roles import Role
from courses.evaluation import domain, rules
from courses.evaluation.models import RatingWindow, Review
from tests.e2e.conftest import ON_A_PHONE, Visitor, eventually
from tests.factories import college, evaluation, selection

pytestmark = [pytest.mark.django_db(transaction=True), ON_A_PHONE]


def checked(visitor: Visitor, shot: str) -> None:
    visitor.shoot(f"walk-rating-{shot}")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()


def test_both_rate_and_the_score_appears(new_visitor: Callable[[], Visitor], transactional_db: Any) -> None:
    now = timezone.now()
    learner = college.person("wang", Role.LEARNER, display_name="王秀兰")
    chen = selection.teacher("陈静", user=college.person("chen", Role.TEACHER, display_name="陈静"))
    others = [college.person(f"li{place}", Role.LEARNER, display_name=f"李敏{place}") for place in range(4)]
    offering = evaluation.open_class(learner, *others, teacher=chen, now=now)
    hers, teachers = new_visitor(), new_visitor()

    # the learner: a question left out, then whole
    hers.sign_in(learner)
    page = hers.go("/learning/")
    page.get_by_role("link", name="请评一评").click()
    expect(page.get_by_role("status").filter(has_text="还有 6 题")).to_be_visible()
    hers.shoot("walk-rating-empty")
    for item in rules.ITEMS[:5]:
        page.locator(f"[name={item}][value='4']").check()
    page.locator("[name=text]").fill("讲得慢，听得懂。")
    expect(page.get_by_role("status").filter(has_text="答了 5 题，还有 1 题")).to_be_visible()
    page.get_by_role("button", name="交上去").click()
    expect(page.get_by_role("alert").filter(has_text="请选一个")).to_be_visible()
    expect(page.locator("[name=text]")).to_have_value("讲得慢，听得懂。")
    checked(hers, "one-left-out")
    page.locator("[name=materials][value='5']").check()
    page.get_by_role("button", name="交上去").click()
    expect(page.get_by_text("交好了，已经封存。")).to_be_visible()

    # the teacher: a class from the keyboard, saved at each step, then handed in
    teachers.sign_in(chen.user)
    desk = teachers.go(f"/teach/offerings/{offering.pk}/")
    desk.get_by_role("link", name="给学员写评语").click()
    row = desk.locator("tr", has_text="王秀兰")
    expect(row.locator("select")).to_have_count(5)
    for select in row.locator("select").all():
        select.focus()
        desk.keyboard.press("3")
    row.locator("input").fill("敢问，肯练。")
    row.locator("input").press("Tab")
    eventually(desk, lambda: Review.objects.filter(sentence="敢问，肯练。", application=3).exists())
    expect(row.get_by_role("status")).to_have_text("已保存")
    checked(teachers, "class")
    desk.get_by_role("button", name="把写全的交上去").click()
    expect(desk.get_by_text("交了 1 份评语。")).to_be_visible()
    assert desk.goto(f"{teachers.address}/teach/offerings/{offering.pk}/ratings/").status == 403  # type: ignore[union-attr]
    expect(desk.get_by_text("评价期没到")).to_be_visible()

    # both have spoken: she opens the words, and her own rating stays
    page = hers.go(f"/rate/{offering.pk}/")
    assert "敢问" not in page.content()
    page.get_by_role("button", name="现在就看").click()
    expect(page.get_by_text("敢问，肯练。")).to_be_visible()
    expect(page.get_by_role("button", name="改好了，存上")).to_have_count(0)
    checked(hers, "words")

    # the close, and what stands afterwards
    for other in others:
        evaluation.rated(offering, other, 5, text="多谢老师。", now=now)
    evaluation.reviewed(offering, *offering.enrolments.filter(learner__in=others), now=now)
    RatingWindow.objects.update(opens_at=now - timedelta(days=9), closes_at=now)
    assert domain.close_due(now=timezone.now()) == 1
    desk = teachers.go(f"/teach/offerings/{offering.pk}/ratings/")
    expect(desk.get_by_text("讲得慢，听得懂。")).to_be_visible()
    desk.locator("summary").click()
    checked(teachers, "result")
    stranger = new_visitor()
    course = stranger.go(offering.course.url)
    expect(course.locator(".score__mean")).to_have_text("4.8")
    expect(course.get_by_text("5 人评，5 人有资格评（100%）。")).to_be_visible()
    checked(stranger, "course")
    course.get_by_role("link", name="评分变动记录").click()
    expect(course.get_by_role("heading", level=1)).to_contain_text("评分变动记录")
    checked(stranger, "log")
    stranger.go("/scores/")
    checked(stranger, "scores")
