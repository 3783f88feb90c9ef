"""One walk through all of it: a recording is sent over a network that breaks off, prepared, cut, and a learner jumps to its second slide."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.selection.models import Lesson
from media.forms import UploadForm
from media.models import Recording, Upload
from tests.e2e.conftest import Visitor, eventually
from tests.e2e.replays import until
from tests.e2e.test_walk_cutting import seek
from tests.e2e.test_walk_upload_parts import CUT, FAST, SLOW, offset, opened
from tests.factories import learning, selection
from tests.factories import media as clips
from tests.media.test_slides_detection import SECONDS, filmed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_ffmpeg")]
PARTS = 8  # in which the film is sent, each taking about a second
LEFT_OUT = 2  # seconds at the beginning


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filmed(tmp_path_factory.mktemp("whole") / "第一讲.mp4", [0, 1], "-g", "20", "-movflags", "+faststart")


@pytest.fixture
def widths() -> tuple[int, ...]:
    return (390,)  # each of its pages is looked at on both widths where it is tested by itself


@pytest.fixture
def lesson(transactional_db: Any) -> Lesson:
    offering = learning.running_offering(now=timezone.now(), course=selection.course(units=3))
    return offering.lessons.get(number=1)


def worked() -> Recording:
    """What the worker does meanwhile."""
    made = clips.processed(Recording.objects.get(), now=timezone.now())
    assert made.state == "ready", made.error_code
    return made


def test_from_a_lost_network_to_a_slide(new_visitor: Callable[[], Visitor], lesson: Lesson, film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = film.stat().st_size // PARTS
    monkeypatch.setattr(UploadForm, "part_bytes", part)
    teacher = new_visitor()
    teacher.sign_in(lesson.offering.teacher.user)
    page = _sent(teacher, lesson, film, part)
    worked()
    page.reload()
    expect(page.locator("[data-recording-state]")).to_have_attribute("data-recording-state", "ready")
    page.locator("#consent").get_by_label("能看到、听到的人都同意了").check()
    page.locator("#consent").get_by_role("button", name="保存").click()
    page.get_by_role("link", name="剪辑").click()
    _cut(teacher)
    _watched(new_visitor(), lesson)


def _sent(teacher: Visitor, lesson: Lesson, film: Path, part: int) -> Page:
    page, devtools = opened(teacher, lesson, film, {**SLOW, "uploadThroughput": part})
    page.get_by_role("button", name="上传录播").click()
    eventually(page, lambda: Upload.objects.exists() and offset() > part)
    devtools.send("Network.emulateNetworkConditions", CUT)
    expect(page.locator("[data-upload-status]")).to_contain_text("网络好了会自动接着传")
    devtools.send("Network.emulateNetworkConditions", FAST)
    expect(page.locator("[data-recording-state]")).to_have_attribute("data-recording-state", "uploaded")
    assert Path(Recording.objects.get().original.path).read_bytes() == film.read_bytes()
    return page


def _cut(teacher: Visitor) -> None:
    page = teacher.page
    until(page, "video.readyState > 0")
    seek(page, LEFT_OUT)
    page.get_by_role("button", name="从这里开始").click()
    page.get_by_role("button", name="发布").click()
    expect(page.locator("[data-recording-words]")).to_contain_text("新剪辑")
    teacher.shoot("whole-waiting")
    assert teacher.axe() == []
    worked()
    expect(page.locator("[data-recording-state]")).to_have_attribute("data-recording-state", "ready")
    assert Recording.objects.get().edits[0][0] == LEFT_OUT * 1000


def _watched(learner: Visitor, lesson: Lesson) -> None:
    person = selection.person("wangxiulan", display_name="王秀兰")
    selection.enrolled(lesson.offering, person)
    learner.sign_in(person)
    page = learner.go(f"/replay/{lesson.pk}/")
    page.locator(".player__controls media-play-button").click()
    until(page, "video.currentTime > 0.5")
    strip = page.get_by_role("region", name="这一讲的幻灯片").get_by_role("link")
    expect(strip).to_have_count(2)
    strip.nth(1).click()
    second = SECONDS - LEFT_OUT
    until(page, f"video.currentTime >= {second - 1} && video.currentTime < {second + SECONDS}")
    learner.shoot("whole-watched")
