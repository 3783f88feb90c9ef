"""The office looks after recordings: the list, one recording, removing it and taking it back; a teacher says who can be seen, a learner downloads."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from college.roles import Role
from courses.selection.models import Lesson
from media.models import CaptionTrack
from tests.e2e.conftest import AT_A_DESK, Visitor
from tests.factories import learning, selection

pytestmark = [pytest.mark.django_db(transaction=True), AT_A_DESK]


@pytest.fixture
def lesson(transactional_db: Any) -> Lesson:
    now = timezone.now()
    teacher = selection.teacher(user=selection.person("chenjing", Role.TEACHER, display_name="陈静"))
    offering = selection.offering(selection.course(units=2), term=selection.term(now), teacher=teacher, venue=selection.venue("华山路睦邻中心"))
    lesson = selection.lessons(offering, first=now - timedelta(days=2), number=2)[0]
    lesson.recording = learning.recording(
        teacher.user,
        title="智能手机零基础 第一讲",
        original_name="VID_20260908.mp4",
        consent="unsaid",
        consent_to=[],
        left_out={"slides": "too_slow"},
        created_at=now,
    )
    lesson.save()
    for name, height, rate in (("1080p", 1080, 2_400_000), ("720p", 720, 900_000), ("audio", 0, 110_000)):
        lesson.recording.renditions.create(name=name, width=height * 16 // 9, height=height, bandwidth=rate, codecs="avc1", bytes=rate * 60)
    CaptionTrack.objects.create(recording=lesson.recording, language="zh-Hans", label="中文", file="x.vtt")
    learning.recording(teacher.user, title="旧录像", state="failed", step="probe", folder="", error_code="incomplete", progress=0, created_at=now)
    return lesson


def test_the_office_looks_removes_and_takes_back(visitor: Visitor, lesson: Lesson) -> None:
    visitor.sign_in(selection.person("jiaowu", Role.STAFF, display_name="教务"))
    page = visitor.go("/admin/recording/")
    expect(page.get_by_text("VID_20260908.mp4")).to_have_count(0)
    visitor.shoot("library-list")
    page.get_by_role("link", name="智能手机零基础 第一讲").first.click()
    expect(page.get_by_text("VID_20260908.mp4")).to_be_visible()
    visitor.shoot("library-recording")
    assert True not in [visitor.scrolls_sideways() for _width in visitor.layouts()]
    page.get_by_label("能看到、听到的人都同意了").check()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    page.get_by_role("link", name="移除", exact=True).click()
    visitor.shoot("library-remove")
    page.get_by_role("button", name="确定移除").click()
    expect(page.get_by_text("谁也看不到")).to_be_visible()
    visitor.shoot("library-removed")
    page.get_by_role("button", name="恢复").click()
    expect(page.get_by_text("录播已恢复。")).to_be_visible()
    lesson.refresh_from_db()
    assert lesson.recording is not None
    assert lesson.recording.is_shown


def test_a_teacher_says_who_can_be_seen(visitor: Visitor, lesson: Lesson) -> None:
    visitor.sign_in(lesson.offering.teacher.user)
    page = visitor.go("/teach/")
    visitor.shoot("consent-desk")
    page.get_by_role("link", name="回答").click()
    expect(page.get_by_text("学员还不能看")).to_be_visible()
    visitor.shoot("consent-asked")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    form = page.locator("#consent")
    form.get_by_label("能看到、听到的人都同意了").check()
    form.get_by_label("学员可以下载").check()
    form.get_by_role("button", name="保存").click()
    expect(page.get_by_text("学员还不能看")).to_have_count(0)
    visitor.shoot("consent-answered")
