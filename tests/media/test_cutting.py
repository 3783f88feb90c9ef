"""A cut of a real recording: published, changed, undone and split, with all that is noted about it."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files import File
from django.test import Client
from django.utils import timezone

from college.models import User
from media import domain, storages, transcoding
from media.domain import captioning, cutting
from media.models import CaptionTrack, Recording
from media.rules.captions import Cue
from media.rules.cuts import EditList
from media.transcoding import playlists
from tests.factories import media as make
from tests.factories.media import NOW

SAID = [Cue(0, 900, "开始"), Cue(1_500, 3_500, "第一页"), Cue(4_000, 5_500, "第二页"), Cue(7_000, 8_000, "结束")]
KEPT = [(1_000, 3_000), (5_000, 9_000)]


@pytest.fixture
def recording(owner: User, talk: Path) -> Recording:
    """Ready, nine seconds, with captions and two slides."""
    made = make.replay(talk, owner)
    captioning.put(recording=made, by=owner, language="zh-Hans", cues=SAID, version="")
    return make.with_slides(made, {0: "第一页", 4_000: "第二页"}, end=9_000)


@pytest.fixture
def spoken(owner: User, voice: Path) -> Recording:
    """Sound alone, with captions."""
    made = make.replay(voice, owner)
    captioning.put(recording=made, by=owner, language="zh-Hans", cues=SAID, version="")
    return made


def cut(recording: Recording, *parts: tuple[int, int], by: Any = None, version: int | None = None) -> Recording:
    wanted = cutting.read(recording, parts)
    at = recording.edits_version if version is None else version
    return cutting.cut(recording=recording, by=by or recording.owner, kept=wanted, version=at, now=NOW)


def seconds(recording: Recording, folder: str) -> float:
    playlist = storages.published_file(recording.pk, folder, "48p/index.m3u8").read_text()
    return sum(entry.seconds for entry in playlists.segments(playlist))


def captions() -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, cue.text) for cue in captioning._cues(CaptionTrack.objects.get())]


def moments(recording: Recording) -> list[tuple[int, int, str]]:
    return list(recording.moments.values_list("begins_ms", "ends_ms", "title"))


def test_a_cut_is_published_and_everything_follows(recording: Recording, client: Client) -> None:
    former, original = recording.folder, Path(recording.original.path).read_bytes()
    cut(recording, *KEPT)
    assert (recording.state, recording.step, recording.is_playable, recording.folder) == ("uploaded", "cut", True, former)  # it plays on
    made = make.processed(recording)
    assert (made.state, made.step, made.edits, made.left_out) == ("ready", "", [list(part) for part in KEPT], {})
    assert (made.whole, made.whole_ms, made.duration_ms) == (former, pytest.approx(9_000, abs=60), pytest.approx(6_000, abs=60))
    assert seconds(made, made.folder) == pytest.approx(6, abs=0.05)
    assert captions() == [(500, 2_000, "第一页"), (2_000, 2_500, "第二页"), (4_000, 5_000, "结束")]
    assert moments(made) == [(0, 2_000, "第一页"), (2_000, 6_000, "第二页")]
    assert sorted(made.parts) == ["extras", "slides"]
    playback = domain.playback_for(recording=made, viewer_key="a", now=timezone.now())
    for address in (playback.mp4_url, playback.chapters_url, playback.slides_url, playback.thumbnails_url, playback.captions[0][2]):
        assert client.get(address).status_code == 200
    assert Path(made.original.path).read_bytes() == original
    assert (storages.published_file(made.pk, made.whole, "extras/waveform.json")).is_file()


def test_a_cut_is_changed_and_undone(recording: Recording) -> None:
    before = (recording.folder, captions(), moments(recording), list(recording.renditions.values_list("name", "bandwidth", "codecs", "bytes")))
    make.processed(cut(recording, *KEPT))
    first = recording.folder
    make.processed(cut(recording, (0, 2_000), (8_000, 9_000)))
    assert recording.folder not in (before[0], first)
    assert captions() == [(0, 900, "开始"), (1_500, 2_000, "第一页")]
    make.processed(cut(recording))
    assert (recording.edits, recording.duration_ms, sorted(recording.parts)) == ([], recording.whole_ms, ["extras", "slides"])
    assert (recording.folder, captions(), moments(recording), list(recording.renditions.values_list("name", "bandwidth", "codecs", "bytes"))) == before
    assert CaptionTrack.objects.get().aside == []


def test_captions_changed_in_a_cut_stay_changed(spoken: Recording, owner: User) -> None:
    make.processed(cut(spoken, *KEPT))
    track = CaptionTrack.objects.get()
    cues = [Cue(500, 2_000, "第一页，改过"), Cue(4_000, 5_000, "结束")]  # the one across the seam was removed
    captioning.put(recording=spoken, by=owner, language="zh-Hans", cues=cues, version=captioning.version_of(track))
    make.processed(cut(spoken))
    assert captions() == [(0, 900, "开始"), (1_500, 3_000, "第一页，改过"), (7_000, 8_000, "结束")]


def test_the_sweep_keeps_the_whole_and_takes_what_was_replaced(spoken: Recording) -> None:
    whole = spoken.folder
    make.processed(cut(spoken, *KEPT))
    former = spoken.folder
    make.processed(cut(spoken, (0, 2_000)))
    domain.sweep(now=timezone.now() + timedelta(days=2))
    left = {folder.name for _pk, folder in storages.published()}
    assert left == {whole, spoken.folder}
    assert former not in left


def test_slides_that_nobody_looked_for_yet_are_found_in_the_whole(owner: User, talk: Path) -> None:
    recording = make.received(talk, owner)
    Recording.objects.filter(pk=recording.pk).update(edits_wanted=[[1_000, 3_000]])
    made = make.processed(recording)
    assert (made.state, made.edits, made.left_out) == ("ready", [[1_000, 3_000]], {})
    assert json.loads(storages.published_file(made.pk, made.whole, "slides/slides.json").read_text()) == []
    assert made.duration_ms == pytest.approx(2_000, abs=60)


def test_another_file_is_not_cut_as_the_former_one(spoken: Recording, voice: Path) -> None:
    make.processed(cut(spoken, *KEPT))
    with voice.open("rb") as file:
        domain.replace(recording=spoken, upload=File(file, name="neu.mp4"), now=NOW)
    made = make.processed(spoken)
    assert (made.state, made.edits, made.edits_wanted, made.folder) == ("ready", [], [], made.whole)


# ---- refusals


@pytest.mark.parametrize(
    ("parts", "code"), [([(0, 500)], "too_short"), ([(0, 20_000)], "outside"), ([(3_000, 4_000), (1_000, 2_000)], "not_ordered"), ([(5, 5)], "not_ordered")]
)
def test_what_cannot_be_kept_is_said(recording: Recording, parts: list[tuple[int, int]], code: str) -> None:
    with pytest.raises(cutting.EditsFaulty) as refused:
        cutting.read(recording, parts)
    assert refused.value.code == code
    assert str(refused.value)


def test_of_two_windows_the_second_is_told(recording: Recording) -> None:
    cut(recording, *KEPT)
    with pytest.raises(cutting.EditsChanged):
        cut(recording, (0, 5_000), version=0)
    recording.refresh_from_db()
    assert recording.edits_wanted == [list(part) for part in KEPT]


def test_a_stranger_does_not_find_it(recording: Recording, db: Any) -> None:
    with pytest.raises(cutting.NoCutting):
        cut(recording, *KEPT, by=User.objects.create_user("li"))


@pytest.mark.parametrize("fields", [{"whole": ""}, {"step": "ladder", "state": "uploaded"}])
def test_what_is_not_ready_cannot_be_cut(ready: Recording, fields: dict[str, str]) -> None:
    Recording.objects.filter(pk=ready.pk).update(**fields)
    ready.refresh_from_db()
    with pytest.raises(cutting.CutTooEarly):
        cutting.read(ready, [(0, 900)])


def test_a_new_wish_takes_the_recording_from_its_worker(spoken: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cut that was being made is never published."""
    real = transcoding.cut

    def slow(source: Path, edits: EditList, target: Path, **options: Any) -> Any:
        made = real(source, edits, target, **options)
        cut(Recording.objects.get(pk=spoken.pk), (0, 5_000))
        return made

    cut(spoken, *KEPT)
    monkeypatch.setattr(transcoding, "cut", slow)
    made = make.processed(spoken)
    assert (made.edits, made.step, made.claim) == ([], "cut", "")
    assert list(storages.attempts()) == []
    monkeypatch.setattr(transcoding, "cut", real)
    assert make.processed(made).edits == [[0, 5_000]]


# ---- two of one


def test_a_recording_is_split_in_two(recording: Recording, owner: User) -> None:
    whole = cutting.read(recording, [])
    second = cutting.split(recording=recording, by=owner, kept=whole, at=4_500, version=0, now=NOW)
    make.processed(recording)
    make.processed(second)
    assert (recording.edits, second.edits) == ([[0, 4_500]], [[4_500, recording.whole_ms]])
    assert (second.state, second.owner, second.title) == ("ready", owner, "录像（2）")
    assert [track.recording_id for track in CaptionTrack.objects.order_by("recording_id")] == [recording.pk, second.pk]
    texts = [captioning.text_of(track).count("-->") for track in CaptionTrack.objects.order_by("recording_id")]
    assert texts == [3, 2]
    assert moments(second) == [(0, 4_500, "第二页")]
    one, other = Path(recording.original.path), Path(second.original.path)
    assert one.stat().st_ino == other.stat().st_ino
    make.processed(cut(second))
    assert second.duration_ms == recording.whole_ms  # the rest of the talk is still there


def test_nothing_is_left_of_a_refused_split(recording: Recording, owner: User) -> None:
    with pytest.raises(cutting.EditsFaulty):
        cutting.split(recording=recording, by=owner, kept=cutting.read(recording, []), at=200, version=0, now=NOW)
    assert Recording.objects.count() == 1
    recording.refresh_from_db()
    assert (recording.step, recording.edits_version) == ("", 0)
