"""The library of recordings: what staff see and do, removal with grace, and the rule for how long recordings are kept."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from college.models import User
from college.roles import Role
from courses.selection.models import Lesson
from media import domain, storages
from media.domain import keeping, removing
from media.domain.refusals import AlreadyRemoved, NoReplayFile, NothingLeftOut, NotRemoved
from media.keeping import GRACE, RecordingPolicy
from media.models import CaptionTrack, Recording
from media.rules.retention import years_after, years_before
from tests.factories import learning
from tests.factories import media as make
from tests.factories.college import person
from tests.factories.media import NOW


@pytest.fixture
def staff(db: Any) -> Client:
    client = Client()
    client.force_login(person("jiaowu", Role.STAFF, display_name="教务"), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def lesson(db: Any) -> Lesson:
    return learning.lesson_with_replay(learning.running_offering())


def ready(owner: User, **fields: Any) -> Recording:
    return make.row(owner, **{"state": "ready", "step": "", "folder": "a", "progress": 100, "duration_ms": 61_000, **fields})


def titles(client: Client, query: str = "") -> set[str]:
    page = client.get(f"/admin/recording/?{query}").content.decode()
    return set(re.findall(r"录像甲|录像乙|录像丙|录像丁", page))


def page_of(client: Client, recording: Recording) -> str:
    answer = client.get(f"/admin/recording/inspect/{recording.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def press(client: Client, recording: Recording, what: str, values: dict[str, Any] | None = None) -> str:
    answer = client.post(f"/admin/recording/{recording.pk}/{what}/", values or {}, follow=True)
    assert answer.status_code == 200
    recording.refresh_from_db()
    return answer.content.decode()


# ---- the list


def test_staff_find_recordings_by_title_file_owner_and_standing(staff: Client, owner: User, lesson: Lesson) -> None:
    ready(owner, title="录像甲", original_name="VID_1.mp4", left_out={"slides": "encoder_failed"})
    make.row(owner, title="录像乙", state="failed", error_code="incomplete")
    ready(owner, title="录像丙", consent="unsaid", consent_to=[])
    removed = ready(owner, title="录像丁")
    domain.remove(recording=removed, by=None, now=NOW)
    assert titles(staff) == {"录像甲", "录像乙", "录像丙"}
    assert titles(staff, "q=VID_1") == {"录像甲"}
    assert titles(staff, "q=wangfang") == {"录像甲", "录像乙", "录像丙"}
    assert titles(staff, "standing=failed") == {"录像乙"}
    assert titles(staff, "standing=left_out") == {"录像甲"}
    assert titles(staff, "standing=unsaid") == {"录像丙"}
    assert titles(staff, "standing=ready") == {"录像甲", "录像丙"}
    assert titles(staff, "standing=unattached") == {"录像甲", "录像乙", "录像丙"}
    assert titles(staff, "standing=removed") == {"录像丁"}
    assert titles(staff, "standing=nonsense") == {"录像甲", "录像乙", "录像丙"}


def test_a_line_says_whose_it_is_its_lesson_its_state_and_its_size(staff: Client, lesson: Lesson) -> None:
    Recording.objects.filter(pk=lesson.recording_id).update(stored_bytes=3 * 1024**3, measured_at=NOW)
    page = staff.get("/admin/recording/").content.decode()
    assert lesson.offering.course.title in page
    assert lesson.shown_title in page
    assert "0:10:00" in page
    assert "3.0\xa0GB" in page


@pytest.mark.parametrize("roles", [(), (Role.LEARNER,), (Role.TEACHER,), (Role.SCHOOL_HEAD,), (Role.COMMITTEE,)])
def test_the_library_is_for_the_office(client: Client, owner: User, roles: tuple[Role, ...]) -> None:
    recording = ready(owner)
    client.force_login(person("other", *roles), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/recording/").status_code != 200
    assert client.get(f"/admin/recording/inspect/{recording.pk}/").status_code != 200
    for what in ("retry", "cancel", "redo", "answer", "remove", "take_back", "replace"):
        assert client.post(f"/admin/recording/{recording.pk}/{what}/").status_code in (302, 403)
    recording.refresh_from_db()
    assert recording.removed_at is None


def test_nobody_writes_rows_by_a_form(staff: Client, owner: User) -> None:
    recording = ready(owner)
    for address in ("new", f"edit/{recording.pk}", f"delete/{recording.pk}"):
        assert staff.get(f"/admin/recording/{address}/").status_code != 200


# ---- one recording


def test_its_page_says_all_about_it(staff: Client, owner: User) -> None:
    recording = ready(owner, original_name="讲座.mp4", left_out={"slides": "too_slow"}, stored_bytes=5 * 1024**2, measured_at=NOW)
    recording.renditions.create(name="720p", width=1280, height=720, bandwidth=800_000, codecs="avc1", bytes=2 * 1024**2)
    recording.moments.create(number=0, begins_ms=0, ends_ms=1, picture="00000.jpg")
    CaptionTrack.objects.create(recording=recording, language="zh-Hans", label="中文", file="x.vtt")
    page = page_of(staff, recording)
    for words in ("讲座.mp4", "1280×720", "800 kbit/s", "5.0\xa0MB", "2.0\xa0MB", "中文", "0:01:01", "找出幻灯片", "花的时间太长"):
        assert words in page
    assert staff.get("/admin/recording/inspect/4711/").status_code == 404


def test_what_failed_is_tried_again_and_work_is_ended_from_there(staff: Client, owner: User, jobs: Any) -> None:
    failed = make.row(owner, state="failed", error_code="incomplete")
    assert "文件不完整" in page_of(staff, failed)
    assert "又试了一次" in press(staff, failed, "retry")
    assert (failed.state, failed.error_code) == ("uploaded", "")
    assert "结束了处理" in press(staff, failed, "cancel")
    assert (failed.state, failed.error_code) == ("failed", "cancelled")
    press(staff, failed, "cancel")
    assert failed.error_code == "cancelled"


def test_a_part_that_was_left_out_is_made_again(staff: Client, owner: User, jobs: Any) -> None:
    recording = ready(owner, left_out={"slides": "too_slow", "text": "cancelled"})
    press(staff, recording, "redo", {"step": "slides"})
    assert (recording.step, recording.state, recording.left_out) == ("slides", "ready", {"text": "cancelled"})
    for step in ("text", "extras", "ladder", "", "x" * 300):
        press(staff, recording, "redo", {"step": step})
        assert recording.step == "slides"


def test_the_worker_does_the_part_again(ready: Recording, owner: User) -> None:
    Recording.objects.filter(pk=ready.pk).update(left_out={"extras": "too_slow"})
    keeping.redo(recording=ready, step="extras", by=owner, now=NOW)
    make.processed(ready)
    assert (ready.step, ready.left_out) == ("", {})
    assert "extras" in ready.parts
    with pytest.raises(NothingLeftOut):
        keeping.redo(recording=ready, step="extras", by=owner, now=NOW)


def test_another_file_takes_its_place_and_is_asked_about_anew(staff: Client, owner: User, short: Path, jobs: Any) -> None:
    recording = ready(owner, made_from="0" * 64)
    page = press(staff, recording, "replace", {"recording": SimpleUploadedFile("新.mp4", short.read_bytes())})
    assert "换上了另一个文件" in page
    assert (recording.original_name, recording.consent, recording.is_shown) == ("新.mp4", "unsaid", True)  # the old one plays on for everybody
    Recording.objects.filter(pk=recording.pk).update(made_from=recording.sha256)
    recording.refresh_from_db()
    assert not recording.is_shown
    assert "请先选择录播文件" in press(staff, recording, "replace")


# ---- removing


def test_a_removed_recording_is_gone_for_everybody_and_can_be_taken_back(staff: Client, lesson: Lesson, django_capture_on_commit_callbacks: Any) -> None:
    recording, address = lesson.recording, f"/replay/{lesson.pk}/"
    assert lesson.offering.course.title in staff.get(f"/admin/recording/{recording.pk}/remove/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert "可以恢复" in press(staff, recording, "remove")
    lesson.refresh_from_db()
    assert lesson.recording is None
    owner = Client()
    owner.force_login(recording.owner, backend="django.contrib.auth.backends.ModelBackend")
    assert owner.get(f"/recordings/{recording.pk}/state/").status_code == 404
    assert owner.get(f"/recordings/{recording.pk}/captions/").status_code == 404
    assert "<video" not in owner.get(address).content.decode()
    press(staff, recording, "take_back")
    lesson.refresh_from_db()
    assert (lesson.recording, recording.removed_at, recording.was_at) == (recording, None, "")
    assert "<video" in owner.get(address).content.decode()


def test_it_comes_back_without_its_lesson_when_that_has_another_one(staff: Client, lesson: Lesson) -> None:
    recording = lesson.recording
    domain.remove(recording=recording, by=None, now=NOW)
    lesson.recording = learning.recording(recording.owner)
    lesson.save()
    assert "没有对应的课次" in press(staff, recording, "take_back")
    lesson.refresh_from_db()
    assert recording.removed_at is None
    assert lesson.recording != recording


def test_of_two_who_remove_or_take_back_the_second_is_told(owner: User) -> None:
    recording = ready(owner)
    with pytest.raises(NotRemoved):
        domain.take_back(recording=recording, by=owner, now=NOW)
    domain.remove(recording=recording, by=owner, now=NOW)
    with pytest.raises(AlreadyRemoved):
        domain.remove(recording=recording, by=owner, now=NOW)


def test_who_is_watching_loses_it_at_once(ready: Recording, django_capture_on_commit_callbacks: Any) -> None:
    playback = domain.playback_for(recording=ready, viewer_key="7", now=timezone.now())
    token = playback.mp4_url.split("/")[2]
    assert domain.replay_file(token=token, name="replay.mp4", now=timezone.now()).found.size
    with django_capture_on_commit_callbacks(execute=True):
        domain.remove(recording=ready, by=ready.owner, now=NOW)
    with pytest.raises(NoReplayFile):
        domain.replay_file(token=token, name="replay.mp4", now=timezone.now())
    domain.take_back(recording=ready, by=ready.owner, now=NOW)
    assert domain.replay_file(token=token, name="replay.mp4", now=timezone.now()).found.size


def test_a_worker_does_not_touch_what_is_removed_and_goes_on_when_it_is_back(owner: User, voice: Path, django_capture_on_commit_callbacks: Any) -> None:
    recording = make.received(voice, owner)
    with django_capture_on_commit_callbacks(execute=True):
        domain.remove(recording=recording, by=owner, now=NOW)
    assert make.processed(recording).state == "uploaded"
    domain.take_back(recording=recording, by=owner, now=NOW)
    assert make.processed(recording).state == "ready"


@pytest.mark.parametrize("state", ["checking", "encoding", "ready"])
def test_a_recording_in_work_is_removed_too(owner: User, state: str) -> None:
    folder = {"folder": "a", "progress": 100, "duration_ms": 1, "step": "slides"} if state == "ready" else {}
    recording = make.row(owner, state=state, claim="x", lease_until=NOW, **folder)
    domain.remove(recording=recording, by=owner, now=NOW)
    assert (recording.claim, recording.lease_until) == ("", None)
    assert recording.state == ("ready" if state == "ready" else "uploaded")


def files(settings: Any) -> list[Path]:
    return [path for root in (settings.PRIVATE_ROOT, settings.RENDITIONS_ROOT) for path in Path(root).rglob("*") if path.is_file()]


def test_after_the_grace_nothing_is_left(ready: Recording, settings: Any, django_capture_on_commit_callbacks: Any) -> None:
    assert files(settings)
    with django_capture_on_commit_callbacks(execute=True):
        domain.remove(recording=ready, by=ready.owner, now=NOW)
        domain.sweep(now=NOW + GRACE - timedelta(minutes=1))
    assert Recording.objects.filter(pk=ready.pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        domain.sweep(now=NOW + GRACE + timedelta(minutes=1))
    assert not Recording.objects.filter(pk=ready.pk).exists()
    assert files(settings) == []


def test_the_sweep_heals_what_a_process_that_ended_left(ready: Recording, settings: Any) -> None:
    root = Path(settings.RENDITIONS_ROOT)
    Recording.objects.filter(pk=ready.pk).update(removed_at=NOW)  # and the folder stands still
    domain.sweep(now=NOW)
    assert storages.hidden() == [ready.pk]
    Recording.objects.filter(pk=ready.pk).update(removed_at=None)
    domain.sweep(now=NOW)
    assert (root / str(ready.pk) / ready.folder / "master.m3u8").is_file()
    (root / "4711.removed" / "a").mkdir(parents=True)
    domain.sweep(now=NOW)
    assert storages.hidden() == []


def test_what_an_attempt_writes_after_the_removal_is_thrown_away(ready: Recording, settings: Any) -> None:
    storages.hide(ready.pk)
    storages.attempt_folder(ready.pk, "late")
    storages.hide(ready.pk)
    storages.show(ready.pk)
    assert [path.name for path in (Path(settings.RENDITIONS_ROOT) / str(ready.pk)).iterdir()] == [ready.folder]


# ---- the rule


def kept_for(years: int) -> None:
    RecordingPolicy.objects.update_or_create(pk=1, defaults={"keep_years": years})


def test_the_rule_removes_what_is_old_enough_and_only_that(owner: User) -> None:
    old, new = ready(owner, created_at=NOW - timedelta(days=800)), ready(owner)
    domain.sweep(now=NOW)
    kept_for(2)
    domain.sweep(now=NOW)
    assert list(Recording.objects.exclude(removed_at=None)) == [old]
    assert keeping.history(old)[0].message == "保存期满，已移除"
    assert removing.last_days([new]) == {new.pk: years_after(NOW, 2)}
    kept_for(0)
    assert removing.last_days([new]) == {new.pk: None}


def test_the_years_of_a_lesson_are_counted_from_it_when_it_was_later(lesson: Lesson) -> None:
    Recording.objects.filter(pk=lesson.recording_id).update(created_at=lesson.ends_at - timedelta(days=1000))
    kept_for(2)
    domain.sweep(now=lesson.ends_at + timedelta(days=100))
    assert not Recording.objects.exclude(removed_at=None).exists()
    domain.sweep(now=years_after(lesson.ends_at, 2) + timedelta(days=1))
    assert Recording.objects.exclude(removed_at=None).count() == 1


def test_staff_write_the_rule_and_its_day_is_shown(staff: Client, owner: User) -> None:
    address = staff.get("/admin/settings/media/recordingpolicy/", follow=True).redirect_chain[-1][0]
    assert staff.post(address, {"keep_years": "3"}).status_code == 302
    assert RecordingPolicy.objects.get().keep_years == 3
    assert "2029" in page_of(staff, ready(owner))
    assert staff.post(address, {"keep_years": "-1"}).status_code == 200
    assert RecordingPolicy.objects.get().keep_years == 3


def test_years_are_those_of_the_calendar() -> None:
    leap = NOW.replace(year=2024, month=2, day=29)
    assert years_before(leap, 1) == leap.replace(year=2023, day=28)
    assert years_after(leap, 4) == leap.replace(year=2028)


# ---- the disk


def test_what_a_recording_takes_is_counted_once_it_has_changed(ready: Recording, settings: Any, django_assert_num_queries: Any) -> None:
    later = timezone.now() + timedelta(minutes=1)
    domain.sweep(now=later)
    ready.refresh_from_db()
    assert ready.stored_bytes == sum(path.stat().st_size for path in files(settings))
    (Path(settings.RENDITIONS_ROOT) / str(ready.pk) / ready.folder / "poster.jpg").unlink()
    domain.sweep(now=later)
    before = ready.stored_bytes
    ready.refresh_from_db()
    assert ready.stored_bytes == before  # nobody said that it changed
