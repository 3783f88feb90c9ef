"""The captions of a recording: who may change them, and what becomes of the files."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage

from college.models import User
from college.roles import Role
from media.domain import captioning, playback_for
from media.domain.refusals import NoRoom
from media.models import CaptionTrack, Recording
from media.rules.captions import Cue, Fault
from media.signals import recording_changed
from tests.factories import college
from tests.factories import media as make
from tests.races import all_at_once

HELLO = [Cue(0, 500, "大家好"), Cue(500, 900, "<b> & --> 欢迎")]
pytestmark = pytest.mark.django_db


@pytest.fixture
def recording(owner: User) -> Recording:
    return make.row(owner, duration_ms=1000)


def files(settings: Any, recording: Recording) -> list[Path]:
    return sorted((Path(settings.RENDITIONS_ROOT) / str(recording.pk) / "captions").glob("*"))


def put(recording: Recording, version: str = "", cues: list[Cue] = HELLO, language: str = "zh-Hans") -> CaptionTrack:
    return captioning.put(recording=recording, by=recording.owner, language=language, cues=cues, version=version)


def test_they_are_written_as_webvtt_under_a_random_name(recording: Recording, settings: Any) -> None:
    track = put(recording)
    assert captioning.text_of(track) == ("WEBVTT\n\n00:00:00.000 --> 00:00:00.500\n大家好\n\n00:00:00.500 --> 00:00:00.900\n&lt;b&gt; &amp; --&gt; 欢迎\n")
    assert captioning.read(captioning.text_of(track), recording) == HELLO
    assert [file.stem for file in files(settings, recording)] == [captioning.version_of(track)]
    assert (track.label, captioning.is_draft(track)) == ("中文", False)


def test_new_ones_replace_the_old_file_on_commit(recording: Recording, settings: Any, django_capture_on_commit_callbacks: Any) -> None:
    track = put(recording)
    old = files(settings, recording)
    heard: list[int] = []
    recording_changed.connect(lambda recording_id, **_: heard.append(recording_id), weak=False, dispatch_uid="test")
    with django_capture_on_commit_callbacks() as later:
        again = put(recording, captioning.version_of(track), HELLO[:1])
    assert set(old) < set(files(settings, recording))
    for callback in later:
        callback()
    recording_changed.disconnect(dispatch_uid="test")
    assert [file.stem for file in files(settings, recording)] == [captioning.version_of(again)]
    assert (again.pk, heard) == (track.pk, [recording.pk])


def test_two_windows_do_not_overwrite_each_other(recording: Recording) -> None:
    seen = captioning.version_of(put(recording))
    put(recording, seen, HELLO[:1])
    for version in (seen, "", "x"):
        with pytest.raises(captioning.CaptionsChanged):
            put(recording, version)
        with pytest.raises(captioning.CaptionsChanged):
            captioning.remove(recording=recording, by=recording.owner, language="zh-Hans", version=version)
    assert captioning.read(captioning.text_of(CaptionTrack.objects.get()), recording) == HELLO[:1]


def test_removed_ones_are_gone_with_their_file(recording: Recording, settings: Any, django_capture_on_commit_callbacks: Any) -> None:
    track = put(recording)
    put(recording, language="en")
    with django_capture_on_commit_callbacks(execute=True):
        captioning.remove(recording=recording, by=recording.owner, language="zh-Hans", version=captioning.version_of(track))
    assert [left.language for left in CaptionTrack.objects.all()] == ["en"]
    assert len(files(settings, recording)) == 1
    with pytest.raises(captioning.NoCaptions):
        captioning.remove(recording=recording, by=recording.owner, language="zh-Hans", version="")


def test_the_owner_and_keepers_may_and_nobody_else(recording: Recording) -> None:
    version = captioning.version_of(captioning.put(recording=recording, by=college.person("office", Role.STAFF), language="en", cues=HELLO, version=""))
    for other in (college.person("colleague", Role.TEACHER), college.person("learner", Role.LEARNER)):
        with pytest.raises(captioning.NoCaptions):
            captioning.put(recording=recording, by=other, language="en", cues=HELLO, version=version)
        with pytest.raises(captioning.NoCaptions):
            captioning.remove(recording=recording, by=other, language="en", version=version)


def test_no_other_language_and_no_recording_that_is_gone(recording: Recording) -> None:
    with pytest.raises(captioning.NoCaptions):
        put(recording, language="../x")
    Recording.objects.all().delete()
    with pytest.raises(captioning.NoCaptions):
        put(recording)


@pytest.mark.parametrize(
    "cues, faults",
    [
        ([], [Fault(0, "no_cues")]),
        ([HELLO[0]] * 10_001, [Fault(0, "too_many")]),
        ([HELLO[0], Cue(5, 5, "x"), Cue(1000, 1100, "x"), Cue(1, 2, "")], [Fault(2, "order"), Fault(3, "beyond"), Fault(4, "empty")]),
    ],
)
def test_faulty_cues_are_refused_by_their_numbers(recording: Recording, settings: Any, cues: list[Cue], faults: list[Fault]) -> None:
    with pytest.raises(captioning.CaptionsFaulty) as caught:
        put(recording, cues=cues)
    assert list(caught.value.faults) == faults
    assert files(settings, recording) == []


def test_a_file_is_refused_in_words_with_the_line(recording: Recording) -> None:
    with pytest.raises(captioning.CaptionsFaulty) as caught:
        captioning.read("WEBVTT\n\n00:02.000 --> 00:01.000\n早\n".encode(), recording)
    assert str(caught.value) == "第 3 行：结束时间要晚于开始时间。"


def test_every_reason_has_words() -> None:
    assert all(captioning.said(Fault(3, code)).startswith("第 3 行：") for code in captioning.REASONS)


def test_a_disk_that_is_full_leaves_the_old_ones(recording: Recording, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    track = put(recording)

    def full(*_: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    with pytest.raises(NoRoom):
        put(recording, captioning.version_of(track))
    assert [file.stem for file in files(settings, recording)] == [captioning.version_of(CaptionTrack.objects.get())]


def test_without_its_row_there_is_no_file(recording: Recording, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(CaptionTrack, "save", refuse)
    with pytest.raises(RuntimeError):
        put(recording)
    assert files(settings, recording) == []


def test_a_draft_is_marked_and_never_replaces_what_a_person_saved(recording: Recording) -> None:
    draft = captioning.put_draft(recording=recording, language="zh-Hans", cues=HELLO)
    assert draft is not None
    assert (draft.label, captioning.is_draft(draft)) == ("中文（自动生成）", True)
    again = captioning.put_draft(recording=recording, language="zh-Hans", cues=HELLO[:1])
    saved = put(recording, captioning.version_of(again))
    assert (saved.pk, captioning.is_draft(saved)) == (draft.pk, False)
    assert captioning.put_draft(recording=recording, language="zh-Hans", cues=HELLO[:1]) is None
    assert captioning.read(captioning.text_of(CaptionTrack.objects.get()), recording) == HELLO


def test_a_lost_file_is_no_fault(recording: Recording, settings: Any) -> None:
    track = put(recording)
    files(settings, recording)[0].unlink()
    assert captioning.text_of(track) == ""
    put(recording, captioning.version_of(track))


def test_players_get_the_new_ones(ready: Recording) -> None:
    track = captioning.put(recording=ready, by=ready.owner, language="zh-Hans", cues=[Cue(0, 500, "大家好")], version="")
    ((language, label, url),) = playback_for(recording=ready, viewer_key="7", now=make.NOW).captions
    assert (language, label) == ("zh-Hans", "中文")
    assert url.endswith(f"/captions/{captioning.version_of(track)}.vtt")


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_of_many_who_save_at_once_one_is_first_and_the_others_are_told(recording: Recording, settings: Any) -> None:
    assert all_at_once(*[partial(put, recording)] * 4) == {"done": 1, "captions_changed": 3}
    version = captioning.version_of(CaptionTrack.objects.get())
    gone = partial(captioning.remove, recording=recording, by=recording.owner, language="zh-Hans", version=version)
    told = all_at_once(partial(put, recording, version), partial(put, recording, version), gone)
    assert told["done"] == 1
    assert set(told) <= {"done", "captions_changed", "no_captions"}
    assert len(files(settings, recording)) == CaptionTrack.objects.count()
