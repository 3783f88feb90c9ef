"""The slides of a lesson: found by the real steps in a drawn lecture, shown as a strip, chapters and small pictures; a tap goes to the second."""

import gzip
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from media import storages
from media.domain import slideshow
from media.slides import reading
from tests.conftest import ROOT
from tests.e2e.conftest import ON_A_PHONE, Visitor, eventually
from tests.e2e.faults import AXE
from tests.factories import learning, selection
from tests.factories import media as clips
from tests.media.test_slides_detection import SECONDS, filmed

pytestmark = [pytest.mark.django_db(transaction=True), ON_A_PHONE]


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filmed(tmp_path_factory.mktemp("film") / "lecture.mp4", [0, 1, 2], "-g", "10", "-movflags", "+faststart")


@pytest.fixture
def lesson(transactional_db: Any, film: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Its slides are found and pictured by the real steps; their words are ours, since reading them has a test of its own."""
    monkeypatch.setattr(reading, "can_read", lambda: False)
    offering = learning.running_offering(now=timezone.now(), course=selection.course(units=3))
    lesson = offering.lessons.get(number=1)
    lesson.recording = clips.replay(film, offering.teacher.user, now=timezone.now())
    lesson.save(update_fields=["recording"])
    assert lesson.recording.parts == ["extras", "slides"], lesson.recording.left_out
    folder = storages.published_file(lesson.recording.pk, lesson.recording.folder, "slides")
    named = [replace(slide, text=f"第{number}页") for number, slide in enumerate(slideshow.known(folder) or [], 1)]
    slideshow.write(named, folder)
    slideshow.remember(lesson.recording, named)
    return lesson


def test_a_learner_goes_from_slide_to_slide(visitor: Visitor, lesson: Any) -> None:
    learner = selection.person("wangxiulan", display_name="王秀兰")
    selection.enrolled(lesson.offering, learner)
    visitor.sign_in(learner)
    loaded: list[str] = []
    visitor.context.on("request", lambda request: loaded.append(request.url) if request.resource_type == "script" else None)
    page = visitor.go(f"/replay/{lesson.pk}/")
    strip = page.get_by_role("region", name="这一讲的幻灯片")
    expect(strip.get_by_role("link")).to_have_count(3)
    strip.evaluate("(strip) => strip.querySelectorAll('img').forEach((image) => { image.loading = 'eager'; })")  # all of them, for the picture
    eventually(page, lambda: page.evaluate("[...document.querySelectorAll('.slides img')].every((image) => image.complete && image.naturalWidth)"))
    visitor.shoot("slides")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    assert _weight(loaded) < 70_000

    strip.get_by_role("link").nth(2).click()
    eventually(page, lambda: page.evaluate(f"document.querySelector('video').currentTime >= {2 * SECONDS - 1}"))
    expect(strip.locator("[aria-current]")).to_have_count(1)
    expect(strip.get_by_role("link").nth(2)).to_have_attribute("aria-current", "true")
    tracks = page.evaluate("[...document.querySelector('video').textTracks].map((track) => [track.kind, track.cues?.length ?? 0])")
    assert sorted(tracks) == [["chapters", 3], ["metadata", 5]]
    page.locator("media-time-range").hover()
    eventually(page, lambda: page.evaluate("document.querySelector('media-controller').getAttribute('mediapreviewimage')?.includes('sprite-001.jpg')"))
    visitor.shoot("slides-playing")
    assert visitor.axe() == []


def test_words_are_found_on_the_slides(visitor: Visitor, lesson: Any) -> None:
    learner = selection.person("wangxiulan", display_name="王秀兰")
    selection.enrolled(lesson.offering, learner)
    visitor.sign_in(learner)
    page = visitor.go(f"/replay/{lesson.pk}/")
    strip = page.get_by_role("region", name="这一讲的幻灯片")
    field = strip.get_by_role("searchbox", name="在幻灯片里找")
    field.fill(" 2 页")  # as it is written nowhere: blanks do not matter
    expect(strip.get_by_role("status")).to_contain_text("有一张幻灯片上有")
    expect(strip.get_by_role("link")).to_have_count(1)
    expect(strip.locator("mark")).to_have_text("2页")
    visitor.shoot("slides-found")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    strip.get_by_role("link").click()
    eventually(page, lambda: page.evaluate(f"document.querySelector('video').currentTime >= {SECONDS - 1}"))

    field.fill("第")
    expect(strip.get_by_role("status")).to_contain_text("3 张幻灯片上有")
    field.fill("<b>(没有")
    expect(strip.get_by_role("status")).to_have_text("幻灯片上没有“<b>(没有”。")
    expect(strip.get_by_role("link")).to_have_count(0)
    field.fill("")
    expect(strip.get_by_role("link")).to_have_count(3)


def _weight(addresses: list[str]) -> int:
    """Bytes of the scripts as they travel: a front server sends them compressed."""
    names = {Path(address.partition("?")[0]).name for address in addresses} - {AXE.name}
    found = {path.name: path for root in ("college", "courses", "media") for path in (ROOT / root).glob("static/**/*.js")}
    assert names <= set(found)
    return sum(len(gzip.compress(found[name].read_bytes())) for name in names)
