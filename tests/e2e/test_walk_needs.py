"""Walk: a survey goes from the office to phones, from answers to results, from a result to a need, a module, a course, and the map."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from college.roles import Role
from courses.catalogue.models import CoursePage, Module, Need, Survey, TopicCourse, TopicFile, TopicPerson
from tests.e2e.conftest import AT_A_DESK, ON_A_PHONE, Visitor
from tests.e2e.test_walk_map import drawn
from tests.factories import catalogue, needs
from tests.factories.college import person

pytestmark = pytest.mark.django_db(transaction=True)


def checked(visitor: Visitor, shot: str) -> None:
    visitor.shoot(f"walk-needs-{shot}")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()


QUESTIONS = (
    ("小区", "您住在哪个小区？", ("方兴家园", "青年里", "荷里花园")),
    ("单选", "您什么时候方便？", ("白天", "晚上")),
    ("多选", "您想学什么？", ("急救", "书法", "合唱", "智能手机")),
    ("1 到 5 打分", "课程够用吗？", ()),
    ("排前三", "先解决什么？", ("停车", "电梯", "助餐")),
    ("自由填写", "还想说什么？", ()),
)


def built(page: Page, questions: Sequence[tuple[str, str, Sequence[str]]]) -> None:
    """The blocks of a survey, each chosen from the menu under the last one."""
    for place, (kind, text, options) in enumerate(questions):
        page.locator(".c-sf-add-button").last.click()
        page.get_by_role("option", name=kind).click()
        block = f"#questions-{place}-value"
        page.fill(f"{block}-text", text)
        for number, option in enumerate(options):
            field = page.locator(f"{block}-options-{number}-value")
            if not field.count():
                page.locator("[data-contentpath=options] .c-sf-add-button").last.click()
            field.fill(option)


@ON_A_PHONE
def test_a_survey_goes_from_a_question_to_the_map(new_visitor: Any) -> None:
    today = timezone.localdate()
    course = catalogue.course("急救与心肺复苏", units=2)
    office = new_visitor()
    office.sign_in(person("jiaowu", Role.STAFF, display_name="教务"))
    desk = office.go("/admin/survey/new/")
    desk.fill("[name=title]", "社区学习需求")
    desk.fill("[name=intro]", "想学什么，您说了算。")
    desk.fill("[name=opens_on]", str(today))
    desk.fill("[name=closes_on]", str(today + timedelta(days=9)))
    built(desk, QUESTIONS)
    desk.uncheck("#questions-3-value-required")
    office.shoot("walk-needs-blocks")
    desk.get_by_role("button", name="创建", exact=True).click()
    desk.wait_for_url("**/admin/survey/inspect/*/")
    draft = Survey.objects.get()
    desk.get_by_role("button", name="开始调研").click()
    expect(desk.get_by_role("main")).to_contain_text("进行中，大家可以填写")
    office.shoot("walk-needs-desk")
    poster = office.go(f"/needs/{draft.slug}/poster/")
    expect(poster.locator("svg.qr")).to_be_visible()
    checked(office, "poster")

    neighbour = new_visitor()
    page = neighbour.go("/needs/")
    page.get_by_role("link", name="我来填").click()
    page.get_by_label("方兴家园").check()
    page.get_by_label("晚上").check()
    page.get_by_label("急救").check()
    page.get_by_label("第一", exact=True).select_option("电梯")
    page.get_by_label(re.compile("还想说什么")).fill("长" * 320)
    expect(page.get_by_role("status").nth(1)).to_have_text("已答 5 题，共 6 题")
    page.reload()
    expect(page.get_by_label("急救")).to_be_checked()
    page.get_by_role("button", name="交卷").click()
    expect(page.get_by_role("alert")).to_contain_text("您写了 320 个字")
    expect(page.get_by_label(re.compile("还想说什么"))).to_have_value("长" * 320)
    checked(neighbour, "refused")
    page.get_by_label(re.compile("还想说什么")).fill("周末也开门吧")
    checked(neighbour, "survey")
    page.get_by_role("button", name="交卷").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("谢谢您，答卷收到了。")
    checked(neighbour, "thanks")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('survey-')).length") == 0
    neighbour.go(f"/needs/{draft.slug}/")
    expect(page.get_by_role("main")).to_contain_text("这台设备上已经答过这份问卷")

    opened = Survey.objects.get(pk=draft.pk)
    needs.sealed(opened, [{"q1": place % 3, "q2": place % 2, "q3": [place % 4, (place + 1) % 4], "q4": place % 5, "q5": [1]} for place in range(90)])
    office.go(f"/admin/survey/inspect/{draft.pk}/")
    desk.get_by_role("button", name="结束并统计").click()
    desk.get_by_role("button", name="公布结果").click()
    desk.get_by_role("link", name="看结果，列需求").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("社区学习需求")
    checked(office, "results")
    found = desk.locator("section.found", has_text="您想学什么？")
    found.get_by_role("button", name="列为需求").click()
    expect(desk.get_by_role("main")).to_contain_text("已列为需求")
    need = Need.objects.get()
    assert (need.title, need.asked) == ("急救", 46)
    neighbour.go("/needs/")
    expect(page.locator(f"#need-{need.pk}")).to_contain_text("还没有课程")
    desk = office.go("/admin/module/new/")
    desk.fill("[name=name]", "急救与照护")
    desk.select_option("[name=school]", label="老年学校")
    desk.fill("#id_description", "遇事不慌，先救人。")
    desk.get_by_role("button", name="增加 课程").click()
    desk.get_by_role("button", name="选择一个页面").click()
    desk.locator(".modal").get_by_role("link", name=course.title).click()
    expect(desk.locator("[data-chooser-title]").last).to_have_text(course.title)
    office.shoot("walk-needs-module-new")
    desk.get_by_role("button", name="创建", exact=True).click()
    desk.wait_for_url("**/admin/module/")
    module = Module.objects.get()
    desk = office.go(f"/admin/need/edit/{need.pk}/")
    desk.locator("[name=module]").select_option("急救与照护")
    desk.locator("main button[type=submit]").first.click()
    desk.wait_for_url("**/admin/need/")
    page = neighbour.go("/needs/")
    expect(page.locator(f"#need-{need.pk}")).to_contain_text("已有课程")
    checked(neighbour, "needs")
    page.locator(f"#need-{need.pk}").get_by_role("link", name="急救与照护").click()
    checked(neighbour, "module")
    page.get_by_role("link", name="急救与心肺复苏").click()
    expect(page.get_by_role("main")).to_contain_text("46 位邻居提出")
    checked(neighbour, "course")
    on_the_map(page, f"elder/{module.slug}", course)
    checked(neighbour, "map")


def on_the_map(page: Page, way: str, course: CoursePage) -> None:
    """From the course to its place; by keyboard up to the college, by mouse down again, and by keyboard from the module to the course once more."""
    page.get_by_role("link", name="在课程体系图上看").click()
    drawn(page, f"{way}/{course.pk}")
    expect(page.locator("[data-table] tbody tr")).to_have_count(2)
    picture = page.locator("[data-picture]")
    picture.focus()
    for place in (way, "elder", ""):
        page.keyboard.press("Escape")
        drawn(page, place)
    for place in ("elder", way, f"{way}/{course.pk}"):
        picture.click()  # each has one field only
        drawn(page, place)
        if place == "elder":
            expect(page.locator("[data-table]")).to_contain_text("需求调研中 46 人提出")
    for key, place in (("Escape", way), ("ArrowRight", way), ("Enter", f"{way}/{course.pk}")):
        page.keyboard.press(key)
        drawn(page, place)
    expect(page.locator("#level-title")).to_have_text(course.title)


@AT_A_DESK
def test_a_topic_goes_from_a_question_to_a_course(new_visitor: Any) -> None:
    course = catalogue.course("楼栋自治")
    report = catalogue.course_file("资政报告.docx")
    topic = needs.topic(starts_on=timezone.localdate() - timedelta(days=90))
    TopicPerson.objects.create(topic=topic, name="王建国")
    TopicFile.objects.create(topic=topic, document=report, kind="report", is_public=True)
    TopicCourse.objects.create(topic=topic, course=course)
    office = new_visitor()
    office.sign_in(person("jiaowu", Role.STAFF, display_name="教务"))
    desk = office.go(f"/admin/topic/inspect/{topic.pk}/")
    for station in ("立项", "研究", "资政报告", "成果进课堂"):
        desk.locator("[name=note]").first.fill(f"进入{station}")
        desk.get_by_role("button", name=re.compile(f"进入“{station}”")).click()
    expect(desk.get_by_role("main")).to_contain_text("这个课题已经完成")
    office.shoot("walk-needs-topic-desk")
    visitor = new_visitor()
    page = visitor.go("/topics/")
    checked(visitor, "topics")
    page.get_by_role("link", name="加装电梯怎么谈得拢").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("成果进课堂")
    checked(visitor, "topic")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("资政报告")).click()
    assert download.value.suggested_filename.endswith(".docx")
    page.get_by_role("link", name="楼栋自治").click()
    expect(page.get_by_role("main")).to_contain_text("来自课题")
