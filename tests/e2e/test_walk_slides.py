"""A teacher's PPT becomes slides: prepared, read with their words, looked at one by one with keys, her notes seen by nobody else."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from college.roles import Role
from courses.catalogue import domain
from demo import content, files
from media import office
from tests.e2e.conftest import ON_A_PHONE
from tests.factories.catalogue import course, course_file, pptx_bytes
from tests.factories.college import person, teacher

pytestmark = [pytest.mark.django_db(transaction=True), ON_A_PHONE]


@pytest.fixture
def without_office(monkeypatch):
    """A machine without LibreOffice, which would take its seconds here."""
    monkeypatch.setattr(office, "program", lambda: None)


def read(document):
    now = timezone.now()
    domain.read_words(document_id=document.pk, now=now)
    assert domain.make_reading(reading_id=domain.reading_of(document).pk, now=now)


def test_slides_are_prepared_read_and_shown_large(new_visitor, without_office):
    guide = person("li-laoshi", Role.TEACHER)
    text = next(one for one in content.courses() if one.slug == "fangzha")
    document = course_file("课件.pptx", files.deck(text), by=guide, title="防诈骗与手机支付 PPT")
    page = course("防诈骗与手机支付", slides=document, teachers=[teacher("李国栋", guide)])
    learner, hers = new_visitor(), new_visitor()
    shown = learner.go(f"/documents/{document.pk}/slides/")
    expect(shown.get_by_text("正在准备幻灯片")).to_be_visible()
    learner.shoot("slides-waiting")
    read(document)
    expect(shown.locator("[data-slide]")).to_have_count(8)  # by itself
    learner.go(page.url)
    learner.shoot("slides-course")
    shown.locator(".slide-strip a").nth(1).click()
    expect(shown).to_have_url(re.compile(r"/slides/#slide-2$"))
    expect(shown.get_by_role("heading", name="四个信号，占一个就挂")).to_be_in_viewport()
    assert not learner.scrolls_sideways()
    assert learner.axe() == []
    learner.shoot("slides")
    assert "一整节课不擦" not in shown.content()
    shown.keyboard.press("ArrowRight")
    expect(shown).to_have_url(re.compile(r"#slide-3$"))
    shown.locator("#slide-3 .slide__picture").click()
    stage = shown.get_by_role("dialog")
    expect(stage.get_by_role("status")).to_have_text("第 3 张，共 8 张")
    shown.keyboard.press("End")
    expect(stage.get_by_role("status")).to_have_text("第 8 张，共 8 张")
    expect(stage.get_by_role("button", name="下一张")).to_be_disabled()
    learner.shoot("slides-stage")
    assert learner.axe() == []
    stage.get_by_role("button", name="关闭").click()
    expect(shown.locator("#slide-8 h2")).to_be_in_viewport()
    hers.sign_in(guide)
    hers.go(f"/documents/{document.pk}/slides/")
    expect(hers.page.get_by_text("一整节课不擦")).to_be_visible()
    hers.shoot("slides-teacher")
    assert hers.axe() == []


def test_a_deck_without_script_is_a_page_of_links(new_visitor, without_office):
    document = course_file("课件.pptx", pptx_bytes("一", "二", "三"))
    course(slides=document)
    read(document)
    visitor = new_visitor()
    visitor.page.route("**/*.js", lambda route: route.abort())
    shown = visitor.go(f"/documents/{document.pk}/slides/")
    shown.locator("#slide-1").get_by_role("link", name="下一张").click()
    expect(shown).to_have_url(re.compile(r"#slide-2$"))
    expect(shown.get_by_role("button", name="放大放映")).to_be_hidden()
