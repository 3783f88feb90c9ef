"""The curriculum map by mouse and by keyboard: from the college down to a lesson, the picture, the tree and the table together."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from courses.evaluation.models import ScoreSnapshot
from courses.evaluation.rules import ITEMS
from courses.selection.models import Offering
from tests.factories import needs
from tests.factories import selection as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def taught():
    """Two schools; one has a module with two courses, one of them rated."""
    first, second = (make.offering(make.course(title, units=2), capacity=40) for title in ("智能手机零基础", "防诈骗与手机支付"))
    other = make.offering(make.course("居民议事", school_code="gov"), capacity=40)
    for offering, taken in ((first, 30), (second, 12), (other, 9)):
        Offering.objects.filter(pk=offering.pk).update(seats_taken=taken)
    needs.module("数字生活", first.course, second.course, slug="shuzi")
    counts = {item: [0, 0, 0, 2, 8] for item in ITEMS}
    ScoreSnapshot.objects.create(course=first.course, answers=10, eligible=12, counts=counts, reason="closed", published_at=timezone.now())
    return first.course


def drawn(page, at):
    """The picture shows this place, and so does the address."""
    expect(page.locator(f'[data-figure][data-drawn="{at}"]')).to_be_visible()
    page.wait_for_function("at => (new URL(location).searchParams.get('at') ?? '') === at", arg=at)


def test_the_map_by_mouse_and_by_keyboard(visitor, taught):
    page = visitor.go("/courses/")
    page.get_by_role("link", name="课程体系图").click()
    drawn(page, "")
    visitor.shoot("map")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()

    picture = page.locator("[data-picture]")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] / 4, "y": box["height"] / 2})  # the larger of the two schools
    drawn(page, "elder")
    expect(page.get_by_role("treeitem", name="老年学校")).to_have_attribute("aria-expanded", "true")
    page.locator("[data-table] a", has_text="数字生活").click()
    drawn(page, "elder/shuzi")
    expect(page.locator("#level-title")).to_be_focused()
    expect(page.locator("[data-table]")).to_contain_text("4.8 分（10 人评）")
    visitor.shoot("map-module")
    assert visitor.axe() == []
    page.go_back()
    drawn(page, "elder")

    picture.focus()  # from here on without a mouse
    for key in ("ArrowRight", "Enter"):
        page.keyboard.press(key)
    drawn(page, "elder/shuzi")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-said]")).to_contain_text("智能手机零基础, 需求 30 · 4.8")
    page.keyboard.press("Enter")
    drawn(page, f"elder/shuzi/{taught.pk}")
    expect(page.locator("[data-table] tbody tr")).to_have_count(2)
    page.keyboard.press("Escape")
    drawn(page, "elder/shuzi")

    page.get_by_role("treeitem", name="社区治理学院").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("treeitem", name="其他")).to_be_visible()
    for key in ("ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.get_by_role("treeitem", name="居民议事")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#level-title")).to_have_text("居民议事")
    page.get_by_role("link", name="去看这门课").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("居民议事")
