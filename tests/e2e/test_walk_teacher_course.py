"""Walk 1: a teacher signs in, makes a course page from the five ones, is refused while one is missing, previews, and publishes."""

import pytest
from playwright.sync_api import expect

from college.roles import Role
from courses.catalogue.models import CoursePage
from tests.factories.catalogue import CANARY, index, pptx_bytes
from tests.factories.college import PASSWORD, person, school, teacher

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TITLE = "智能手机零基础"


@pytest.fixture
def me():
    user = person("chenjing", Role.TEACHER)
    teacher("陈静", user)
    school("elder")
    return user


def write(page, field, text):
    """Types into one of Wagtail's rich text fields."""
    box = page.locator(f"[data-contentpath='{field}'] [contenteditable='true']")
    box.click()
    page.keyboard.insert_text(text)
    handed_over = "([name, text]) => document.querySelector(`[name='${name}']`).value.includes(text)"  # the editor does it a little later
    page.wait_for_function(handed_over, arg=[field, text])


def choose_slides(page):
    """Opens the chooser, goes to its upload tab, and sends a real presentation."""
    page.locator("[data-contentpath='slides'] button:visible").first.click()
    page.get_by_role("tab", name="上传").click()
    page.set_input_files("#id_document-chooser-upload-file", {"name": "课件.pptx", "mimeType": "application/octet-stream", "buffer": pptx_bytes("认识手机")})
    page.locator("#id_document-chooser-upload-title").fill("课件")
    page.locator(".modal-body form button[type=submit]:visible, .modal-body form input[type=submit]:visible").click()
    page.locator(".modal-body").wait_for(state="hidden")


def send(page, button):
    """Press it and wait for the page that answers the form itself: the editor also saves by itself, and changes the address when it does."""
    page.evaluate("window.asked = true")
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.request.is_navigation_request()):
        button.click()
    page.wait_for_function("!window.asked && document.readyState === 'complete'")


def press_publish(page):
    """The button lives in the menu beside “save draft”."""
    page.locator("footer [data-w-dropdown-target='toggle']:visible").first.click()
    send(page, page.locator("button[name='action-publish']:visible"))


def test_a_teacher_makes_a_course_from_the_five_ones(visitor, me):
    page = visitor.go("/accounts/login/?next=/admin/")
    page.fill("[name=login]", "chenjing")
    page.fill("[name=password]", PASSWORD)
    page.locator("form [type=submit]:visible").last.click()
    page.wait_for_url("**/admin/")
    visitor.shoot("admin-home")

    page.get_by_role("link", name="新建课程").click()
    page.wait_for_url(f"**/admin/pages/add/courses/coursepage/{index().pk}/")
    meter = page.locator("[data-readiness]")
    expect(meter.locator(".readiness__slot--missing")).to_have_count(4)  # the teacher herself is there already
    visitor.shoot("course-new")
    page.fill("#id_title", TITLE)
    page.select_option("#id_school", label="老年学校")
    write(page, "outline", "每讲只学三件事")
    write(page, "lesson_plan", CANARY)
    write(page, "handout", "忘了就翻这一页")
    visitor.shoot("course-half")

    press_publish(page)
    expect(page.locator(".readiness__refusal")).to_contain_text("这门课还不能发布，还缺：PPT。")
    expect(meter.locator(".readiness__slot--missing")).to_have_count(1)
    visitor.shoot("course-refused")
    assert not CoursePage.objects.filter(live=True).exists()

    send(page, page.get_by_role("button", name="保存草稿"))
    draft = CoursePage.objects.get()
    visitor.go(f"/admin/pages/{draft.pk}/view_draft/")
    assert "每讲只学三件事" in page.content()
    assert CANARY not in page.content()
    visitor.shoot("course-preview")

    visitor.go(f"/admin/pages/{draft.pk}/edit/")
    choose_slides(page)
    press_publish(page)
    course = CoursePage.objects.get()
    assert course.live
    assert course.owner == me

    visitor.go(course.url)
    visitor.shoot("course-page")
    text = page.content()
    assert TITLE in text
    assert "陈静" in text
    assert CANARY not in text
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
