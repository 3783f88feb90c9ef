"""A recording is sent by parts: the network is lost amid one, the page is closed, nothing is sent twice; pause, cancel, a file sent before."""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.utils import timezone
from playwright.sync_api import Page, expect

from college.roles import Role
from courses.selection.models import Lesson
from media.forms import UploadForm
from media.models import Recording, Upload
from tests.e2e.conftest import AT_A_DESK, Visitor, eventually, held
from tests.factories import selection as make

pytestmark = [pytest.mark.django_db(transaction=True), AT_A_DESK]
PART = 200_000
SLOW = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 150_000}  # bytes a second
FAST = {**SLOW, "uploadThroughput": -1}
CUT = {**SLOW, "offline": True}


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """What begins as a film does: the door asks for no more, and nothing is encoded here. On the slow line it takes twenty seconds: a busy machine looks at
    the page meanwhile."""
    file = tmp_path / "第一讲.mp4"
    file.write_bytes(b"\x00\x00\x00\x20ftypisom" + os.urandom(3_000_000))
    return file


@pytest.fixture
def lessons(transactional_db: Any) -> list[Lesson]:
    now = timezone.now()
    teacher = make.teacher(user=make.person("chenjing", Role.TEACHER, display_name="陈静"))
    return make.lessons(make.offering(make.course(units=2), term=make.term(now), teacher=teacher), first=now - timedelta(days=2), number=2)


@pytest.fixture
def teacher(visitor: Visitor, lessons: list[Lesson], monkeypatch: pytest.MonkeyPatch) -> Visitor:
    monkeypatch.setattr(UploadForm, "part_bytes", PART)
    visitor.sign_in(lessons[0].offering.teacher.user)
    return visitor


def opened(teacher: Visitor, lesson: Lesson, film: Path, network: dict[str, Any]) -> tuple[Page, Any]:
    """The lesson's page with the film chosen, and the means to slow or cut its network."""
    page = teacher.go(f"/teach/lessons/{lesson.pk}/recording/")
    devtools = teacher.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", network)
    page.locator("form[data-upload] input[type=file]").set_input_files(film)
    return page, devtools


def checked(visitor: Visitor, shot: str) -> None:
    visitor.shoot(f"upload-parts-{shot}")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()


def offset() -> int:
    return Upload.objects.get().offset


def test_a_lost_network_and_a_closed_page_cost_nothing(teacher: Visitor, lessons: list[Lesson], film: Path) -> None:
    page, devtools = opened(teacher, lessons[0], film, SLOW)
    page.get_by_role("button", name="上传录播").click()
    eventually(page, lambda: Upload.objects.exists() and offset() > PART)
    checked(teacher, "sending")
    devtools.send("Network.emulateNetworkConditions", CUT)
    expect(page.locator("[data-upload-status]")).to_contain_text("网络好了会自动接着传")
    checked(teacher, "lost")
    reached = offset()
    devtools.send("Network.emulateNetworkConditions", SLOW)
    eventually(page, lambda: offset() > reached)  # by itself
    page.close()

    reached = offset()
    teacher.page = teacher.context.new_page()
    begins: list[int] = []
    teacher.page.on("request", lambda request: begins.append(int(request.headers["upload-offset"])) if request.method == "PATCH" else None)
    page, _devtools = opened(teacher, lessons[0], film, FAST)
    expect(page.locator("[data-upload-status]")).to_have_text(re.compile(r"上次传到 [1-9]\d?%，接着传。"))
    checked(teacher, "before")
    page.get_by_role("button", name="接着传", exact=True).click()
    expect(page.locator("[data-recording-state]")).to_have_attribute("data-recording-state", "uploaded")
    checked(teacher, "arrived")
    assert begins[0] >= reached > 0
    assert Path(Recording.objects.get().original.path).read_bytes() == film.read_bytes()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('tus::'))") == []


def test_an_upload_is_paused_taken_up_and_cancelled(teacher: Visitor, lessons: list[Lesson], film: Path) -> None:
    page, _devtools = opened(teacher, lessons[0], film, SLOW)
    page.get_by_role("button", name="上传录播").click()
    eventually(page, lambda: Upload.objects.exists() and offset() > 0)
    page.get_by_role("button", name="暂停").click()
    expect(page.locator("[data-upload-status]")).to_contain_text("一个星期内随时可以接着传")
    checked(teacher, "paused")
    page.wait_for_timeout(300)  # what was on its way when she pressed
    reached = offset()
    page.get_by_role("button", name="接着传", exact=True).click()
    eventually(page, lambda: offset() > reached)
    page.get_by_role("button", name="取消上传").click()
    expect(page.locator("[data-upload-status]")).to_contain_text("上传已取消")
    eventually(page, lambda: not Upload.objects.exists())
    assert list(Path(site.PRIVATE_ROOT).glob("?" * 32)) == []
    expect(page.get_by_role("button", name="上传录播")).to_be_visible()


def test_a_file_of_another_lesson_is_asked_about(teacher: Visitor, lessons: list[Lesson], film: Path) -> None:
    for lesson in lessons:
        page, _devtools = opened(teacher, lesson, film, FAST)
        page.get_by_role("button", name="上传录播").click()
        expect(page.locator("[data-recording-state], [data-upload-before]").first).to_be_visible()
    expect(page.get_by_text(f"“{lessons[0].shown_title}”的录播")).to_be_visible()
    checked(teacher, "known")
    assert Recording.objects.count() == 1
    page.get_by_role("button", name="这一讲也用它").click()
    expect(page.locator("[data-recording-state]")).to_have_attribute("data-recording-state", "uploaded")
    assert Recording.objects.count() == 2


def test_files_of_several_lessons_are_sent_one_after_the_other(teacher: Visitor, lessons: list[Lesson], film: Path) -> None:
    second = film.with_name("第二讲.mp4")
    second.write_bytes(film.read_bytes() + b"2")
    tenth = film.with_name("第10讲.mp4")
    film, second = film.rename(film.with_name("第1讲.mp4")), second.rename(film.with_name("第2讲.mp4"))
    tenth.write_bytes(b"%PDF-1.7")
    lesson = lessons[1]
    lesson.starts_at, lesson.ends_at = lessons[0].ends_at, lessons[0].ends_at + timedelta(minutes=90)
    lesson.save()
    scripts = held(teacher.page, "**/upload*.js")
    page = teacher.go("/teach/")
    page.get_by_role("link", name=re.compile("一次传几讲")).click()
    page.get_by_label("录播", exact=True).first.set_input_files([tenth, second, film])  # too early for the scripts, as what a browser puts back
    eventually(page, lambda: len(scripts) == 2)
    for script in scripts:
        script.continue_()
    expect(page.get_by_text("选了 3 个文件，2 个放到了下面")).to_be_visible()
    checked(teacher, "several")
    page.get_by_role("button", name="全部开始传").click()
    expect(page.get_by_text("都轮过了")).to_be_visible()
    expect(page.get_by_role("link", name="打开这一讲")).to_have_count(2)
    checked(teacher, "several-sent")
    names = [Lesson.objects.get(pk=one.pk).recording.original_name for one in lessons]
    assert names == ["第1讲.mp4", "第2讲.mp4"]
