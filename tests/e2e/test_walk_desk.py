"""Walk 8, the office's half: a visitor complains from the foot of a course page and reads the answer; staff set up a term without anybody's help."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.utils import timezone
from playwright.sync_api import Page, expect

from college.models import Complaint, Term, User, Venue
from college.roles import Role
from courses.credits.models import RuleSet
from courses.learning.models import CompletionPolicy
from courses.selection.models import Offering
from tests.e2e.conftest import AT_A_DESK, Visitor
from tests.factories import college, credits
from tests.factories import selection as make

pytestmark = [pytest.mark.django_db(transaction=True), AT_A_DESK]


def checked(visitor: Visitor, shot: str) -> None:
    visitor.shoot(f"walk-desk-{shot}")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()


def test_a_visitor_complains_from_a_course_page_and_reads_the_answer(new_visitor: Any, transactional_db: Any) -> None:
    course = make.course("智能手机零基础", units=1)
    visitor = new_visitor()
    page = visitor.go(course.get_url())
    page.get_by_role("contentinfo").get_by_role("link", name="投诉建议").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("投诉建议")
    checked(visitor, "form")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("投诉", exact=True).check()
    page.get_by_label("请您说说").fill("教室里太冷。\n能不能早点开空调？")
    page.get_by_label(re.compile("怎么联系您")).fill("13900000000")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我们收到了，谢谢您。")
    checked(visitor, "receipt")
    number, code = (page.locator(".receipt__sign").nth(place).inner_text() for place in (0, 1))
    letter = Complaint.objects.get(number=number)
    assert (letter.page, letter.kind, letter.contact) == (course.get_url(), "complaint", "13900000000")

    desk = new_visitor()
    desk.sign_in(make.person("qiantai", Role.DESK, display_name="前台 孙小雨"))
    there = desk.go("/learning/")
    there.get_by_role("navigation", name="主导航").get_by_role("link", name="前台").click()
    there.get_by_role("main").get_by_role("link", name="投诉建议").click()
    expect(there.get_by_text("有 1 件等着答复。")).to_be_visible()
    checked(desk, "list")
    there.get_by_role("link", name=number).click()
    there.get_by_role("button", name="我来办").click()
    expect(there.get_by_text("对方现在能看到有人在办了。")).to_be_visible()
    checked(desk, "one")
    there.get_by_role("textbox", name="答复").fill("从下周起，上课前半小时开空调。")
    there.get_by_role("button", name="发出答复").click()
    expect(there.get_by_text("都答复完了。")).to_be_visible()

    page.get_by_role("contentinfo").get_by_role("link", name="投诉建议").click()
    page.get_by_role("link", name="我以前写过，想看答复").click()
    expect(page.get_by_label("编号")).to_be_visible()
    checked(visitor, "follow")
    page.get_by_label("编号").fill(number)
    page.get_by_label("查询码").fill(code.lower())
    page.get_by_role("button", name="查一查").click()
    expect(page.get_by_text("从下周起，上课前半小时开空调。")).to_be_visible()
    checked(visitor, "answer")


def save(page: Page) -> None:
    page.locator("main form button[type=submit]").first.click()


def test_staff_set_up_a_term_and_a_visitor_sees_a_change_at_once(new_visitor: Any, transactional_db: Any, settings: Any, tmp_path: Path, width: int) -> None:
    settings.PAGE_CACHE_SECONDS, settings.STAMPS_ROOT = 60, tmp_path / "stamps"
    caches["pages"].clear()
    course, teacher, today = make.course("智能手机零基础", units=1), make.teacher(), timezone.localdate()
    staff = new_visitor()
    staff.sign_in(make.person("jiaowu", Role.STAFF, display_name="教务 刘敏"))
    page = staff.go("/admin/")
    expect(page.get_by_role("heading", name="等着办的")).to_be_visible()
    checked(staff, "admin")

    page = staff.go("/admin/venue/new/")
    page.locator("[name=name]").fill("华山路睦邻中心")
    page.locator("[name=tier]").select_option("1")
    save(page)
    page.wait_for_url("**/admin/venue/")
    venue = Venue.objects.get(name="华山路睦邻中心")

    staff.go("/admin/term/new/")
    values = {"name": "2027年春季", "starts_on": today + timedelta(days=30), "ends_on": today + timedelta(days=120)}
    values |= {"selection_opens_at": f"{today - timedelta(days=1)} 08:00", "selection_closes_at": f"{today + timedelta(days=20)} 18:00"}
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(str(value))
        page.keyboard.press("Escape")  # the calendar that opens covers the next field
    save(page)
    page.wait_for_url("**/admin/term/")
    term = Term.objects.get(name="2027年春季")

    visitor = new_visitor()
    there = visitor.go(course.get_url())
    expect(there.get_by_role("heading", name="还没有班")).to_be_visible()
    staff.go("/admin/offering/new/")
    page.locator("[name=course]").evaluate("(field, value) => { field.value = value; }", str(course.pk))  # what Wagtail's chooser writes
    for name, value in {"term": term.pk, "teacher": teacher.pk, "venue": venue.pk, "mode": "onsite"}.items():
        page.locator(f"[name={name}]").select_option(str(value))
    page.locator("[name=label]").fill("周末班")
    page.locator("[name=capacity]").fill("24")
    checked(staff, "offering")
    save(page)
    page.wait_for_url("**/admin/offering/")
    assert Offering.objects.get(label="周末班").venue == venue
    visitor.go(course.get_url())
    expect(there.get_by_text("周末班").first).to_be_visible()

    staff.go("/admin/completion_policy/new/")
    page.locator("[name=valid_from]").fill("2027-01-01")
    page.keyboard.press("Escape")
    page.locator("[name=attendance_percent]").fill("75")
    save(page)
    page.wait_for_url("**/admin/completion_policy/")
    assert CompletionPolicy.objects.filter(attendance_percent=75).exists()
    staff.go("/admin/completion_policy/")  # the button of the menu lies over what comes below a message, on a phone
    checked(staff, "policies")


def by_menu(page: Page, desk: str, entry: str) -> None:
    """As people find it: the desk in the menu of the admin, and what they keep there."""
    page.locator("#wagtail-sidebar").get_by_role("button", name=desk, exact=True).click()
    page.locator("#wagtail-sidebar").get_by_role("link", name=entry, exact=True).click()


def test_staff_keep_schools_people_and_the_rules_of_credits(new_visitor: Any, transactional_db: Any) -> None:
    school, worker = college.school("gov"), credits.category()
    staff = new_visitor()
    staff.sign_in(make.person("jiaowu", Role.STAFF, display_name="教务 刘敏"))
    page = staff.go("/admin/")

    by_menu(page, "场地", "学校")
    page.get_by_role("link", name=school.name).first.click()
    page.locator("[name=tagline]").fill("学会商量，把楼里的事办好")
    checked(staff, "school")
    save(page)
    page.wait_for_url("**/admin/school/")
    school.refresh_from_db()
    assert school.tagline == "学会商量，把楼里的事办好"

    by_menu(page, "人员", "账号")
    page.get_by_role("link", name=re.compile("添加")).first.click()
    for name, value in {"username": "wangxiulan", "display_name": "王秀兰", "password1": "yuanxiao-2026", "password2": "yuanxiao-2026"}.items():
        page.locator(f"[name={name}]").fill(value)
    checked(staff, "person")
    save(page)
    expect(page.get_by_text("王秀兰").first).to_be_visible()
    assert User.objects.get(username="wangxiulan").display_name == "王秀兰"

    by_menu(page, "学分", "学分规则")
    page.get_by_role("link", name=re.compile("添加|新增")).first.click()
    values = {"version": "2027-1", "title": "学分规则", "text": "45 分钟记 1 学分。", "valid_from": "2027-01-01", f"need_{worker.pk}_required": "8"}
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=version]").click()  # the calendar of the day closes
    checked(staff, "rules")
    save(page)
    page.get_by_role("row", name=re.compile("2027-1")).locator("[data-w-dropdown-target='toggle']").click()
    page.get_by_role("link", name="公布规则").click()
    checked(staff, "publish")
    page.get_by_role("main").get_by_role("button", name="公布规则").click()
    expect(page.get_by_role("row", name=re.compile("2027-1"))).to_contain_text("公布")
    made = RuleSet.objects.get()
    assert (made.published_at is not None, made.requirements.get().required) == (True, 800)
