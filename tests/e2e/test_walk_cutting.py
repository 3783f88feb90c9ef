"""Walk: a teacher cuts a recording by hand and by keys alone, looks at it before it is made, publishes it and takes it back."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from media.models import Recording
from tests.e2e.conftest import AT_A_DESK, ON_A_PHONE, Visitor, eventually
from tests.e2e.replays import until

pytestmark = pytest.mark.django_db(transaction=True)


def editor(visitor: Visitor, lesson: Any) -> Page:
    visitor.sign_in(lesson.recording.owner)
    page = visitor.go(f"/recordings/{lesson.recording.pk}/cut/")
    expect(page.locator("[data-cut-line]")).to_be_visible()
    until(page, "video.readyState > 0")
    return page


def seek(page: Page, second: float) -> None:
    page.evaluate(f"document.querySelector('video').currentTime = {second}")
    until(page, f"Math.abs(video.currentTime - {second}) < 0.05 && !video.seeking")


def parts(page: Page) -> list[tuple[str, str]]:
    values = page.locator("[data-part] input").evaluate_all("boxes => boxes.map(box => box.value)")
    return list(zip(values[::2], values[1::2], strict=True))


@AT_A_DESK
def test_by_keys_alone(visitor: Visitor, lesson: Any) -> None:
    page = editor(visitor, lesson)
    end = parts(page)[0][1]
    visitor.shoot("cut-editor")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    seek(page, 2)
    page.keyboard.press("Alt+Comma")
    seek(page, 5)
    page.keyboard.press("Alt+Enter")
    seek(page, 7)
    page.keyboard.press("Alt+Comma")
    assert parts(page) == [("0:00:02.0", "0:00:05.0"), ("0:00:07.0", end)]
    expect(page.locator("[data-cut-status]")).to_contain_text("第 2 段")
    page.keyboard.press("Alt+z")
    page.keyboard.press("Alt+z")
    assert parts(page) == [("0:00:02.0", end)]
    page.keyboard.press("Alt+y")
    page.keyboard.press("Alt+y")
    assert parts(page) == [("0:00:02.0", "0:00:05.0"), ("0:00:07.0", end)]
    visitor.shoot("cut-parts")
    seek(page, 4.5)
    page.get_by_role("button", name="试看剪好的样子").click()
    until(page, "video.currentTime > 7")
    page.get_by_role("button", name="发布").click()
    expect(page.locator("[data-recording-state]")).to_be_visible()
    eventually(page, lambda: Recording.objects.get(pk=lesson.recording.pk).edits_wanted[0] == [2_000, 5_000])


@AT_A_DESK
def test_a_mistake_is_named_and_nothing_is_sent(visitor: Visitor, lesson: Any) -> None:
    page = editor(visitor, lesson)
    page.get_by_label("第 1 段 开始").fill("0:00:99")
    page.get_by_label("第 1 段 开始").blur()
    expect(page.locator("[data-cut-error]")).to_contain_text("时间这样写")
    page.get_by_role("button", name="发布").click()
    expect(page.locator("[data-cut-status]")).to_contain_text("时间这样写")
    assert Recording.objects.get(pk=lesson.recording.pk).edits_version == 0


@ON_A_PHONE
def test_a_part_is_left_out_by_hand_on_a_phone(visitor: Visitor, lesson: Any) -> None:
    page = editor(visitor, lesson)
    seek(page, 3)
    page.get_by_role("button", name="在这里切开").click()
    page.get_by_role("button", name="删掉这一段").click()
    assert parts(page) == [("0:00:00.0", "0:00:03.0")]
    visitor.shoot("cut-phone")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
