"""A recording step by step: playable at once, all sizes, what enriches it; stopped, cancelled and killed in every one."""

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from college.models import User
from media import domain, processes, rules, speech, storages, transcoding
from media.domain import captioning, processing, steps
from media.models import Recording
from media.probing import probe
from media.rules.captions import Cue
from media.transcoding import NotMade, Told, making
from tests.factories import media as make
from tests.factories.media import NOW

REQUIRED = ("probe", "first", "ladder")


def worked(recording: Recording, which: Any = rules.STEPS, **options: Any) -> Recording:
    domain.process(recording_id=recording.pk, now=options.get("now", NOW), stop=options.get("stop", Event()), steps=which)
    recording.refresh_from_db()
    return recording


def cut_short(recording: Recording) -> Recording:
    """What a worker gets has a wish already, so that the step of cutting has something to do."""
    Recording.objects.filter(pk=recording.pk).update(edits_wanted=[[0, 700], [1_200, 2_000]])
    return recording


def rungs(recording: Recording) -> list[str]:
    return [rendition.name for rendition in recording.renditions.all()]


@pytest.fixture(scope="session")
def tall(clips: Path) -> Path:
    """Conforming, and large enough for a second rung."""
    return make.clip(clips / "tall.mp4", "-g", "5", "-preset", "veryfast", "-profile:v", "main", size="640x480", fps=5, seconds=2)


@pytest.fixture(scope="session")
def stubborn(clips: Path) -> Path:
    """One keyframe in all of it: nothing of its picture can be copied."""
    return make.clip(clips / "stubborn.mp4", "-g", "9999", size="64x48", fps=5, seconds=9)


@pytest.fixture(scope="session")
def small(clips: Path) -> Path:
    return make.clip(clips / "small.mp4", "-g", "10", size="64x48", fps=10, seconds=2)


@pytest.fixture
def unhurried(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The encoder takes its time, so that what it writes can be looked at meanwhile."""
    tool = make.unhurried(tmp_path_factory.mktemp("tool"))
    monkeypatch.setattr(making, "find_tool", lambda: str(tool))


# ---- playable at once


def test_a_conforming_recording_is_playable_before_its_ladder_is_made(owner: User, tall: Path, client: Client) -> None:
    recording = worked(make.received(tall, owner), rules.QUICK)
    assert (recording.state, recording.step, recording.is_playable, rungs(recording)) == ("uploaded", "ladder", True, ["480p"])
    assert abs(recording.duration_ms - 2_000) < 100
    early, once = recording.folder, ("480p/00000.m4s", "audio/00000.m4s", "poster.jpg")
    first = [storages.published_file(recording.pk, early, name).stat().st_ino for name in once]
    address = domain.playback_for(recording=recording, viewer_key="a", now=timezone.now()).mp4_url

    worked(recording, rules.LONG)
    assert (recording.state, recording.step, recording.progress, rungs(recording)) == ("ready", "", 100, ["480p", "360p"])
    assert recording.folder != early
    assert [
        storages.published_file(recording.pk, recording.folder, name).stat().st_ino for name in once
    ] == first  # neither rung, sound nor poster is made twice
    assert client.get(address).status_code == 200  # whoever began to watch goes on


def test_a_worker_takes_only_its_own_steps(owner: User, short: Path) -> None:
    recording = worked(make.received(short, owner), rules.LONG)
    assert (recording.state, recording.step, recording.attempts) == ("uploaded", "probe", 0)


def test_what_looked_like_a_copy_and_is_none_is_encoded(owner: User, short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise NotMade("wrong_length")

    monkeypatch.setattr("media.transcoding.remux", broken)
    recording = worked(make.received(short, owner), REQUIRED)
    assert (recording.state, recording.copying, rungs(recording)) == ("ready", False, ["48p"])


@pytest.mark.usefixtures("unhurried")
def test_another_recording_can_be_watched_while_it_is_written(owner: User, stubborn: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked at the very moment at which the worker says that it can: a first master, a growing playlist, and segments that stay where they are."""
    seen: list[str] = []

    def look(lease: Any, recording: Recording) -> Any:
        tell = steps_tell(lease, recording)

        def told() -> None:
            tell()
            row = Recording.objects.get(pk=recording.pk)
            assert (row.state, row.live, row.folder, row.is_playable) == ("encoding", True, "", True)
            playback = domain.playback_for(recording=row, viewer_key="a", now=timezone.now())
            assert (playback.grows, playback.mp4_url) == (True, "")
            master = client.get(playback.hls_url)
            assert master["Cache-Control"] == "private, no-cache"
            seen.append(playback.hls_url)
            assert "48p/index.m3u8" in text_of(master)
            playlist = text_of(client.get(playback.hls_url.replace("master.m3u8", "48p/index.m3u8")))
            assert "#EXTINF" in playlist
            assert "#EXT-X-PLAYLIST-TYPE:EVENT" in playlist
            assert "#EXT-X-TARGETDURATION:4" in playlist  # it must not change, and only the first segments are shorter
            header = transcoding.playlists.header_name(playlist)
            seen.append(playback.hls_url.replace("master.m3u8", f"48p/{header}"))
            assert client.get(seen[-1]).status_code == 200

        return told

    steps_tell = steps._tell_live
    monkeypatch.setattr(steps, "_tell_live", look)
    recording = worked(make.received(stubborn, owner), REQUIRED)
    assert (recording.state, recording.live, recording.attempt) == ("ready", False, "")
    master, header = seen
    assert client.get(header).status_code == 200  # the address of a viewer who began early leads to the same files
    assert "#EXT-X-ENDLIST" in text_of(client.get(master.replace("master.m3u8", "48p/index.m3u8")))


def text_of(response: Any) -> str:
    return b"".join(response.streaming_content).decode()


@pytest.mark.usefixtures("unhurried")
def test_a_player_is_told_once_and_only_when_everything_has_begun(stubborn: Path, tmp_path: Path) -> None:
    told: list[list[str]] = []
    made = transcoding.encode(
        stubborn, probe(stubborn), tmp_path, watch=processes.Watch(), told=Told(playable=lambda: told.append(sorted(p.name for p in tmp_path.iterdir())))
    )
    assert told == [["48p", "audio", "master.m3u8"]]
    assert [rung.name for rung in made.rungs] == ["48p"]
    lengths = [entry.seconds for entry in transcoding.playlists.segments((tmp_path / "48p/index.m3u8").read_text())]
    assert lengths == pytest.approx([2, 2, 4, 1], abs=0.05)  # people wait for the first one


# ---- what enriches it


def test_a_player_is_told_of_what_is_written_before_anybody_looks(short: Path, tmp_path: Path) -> None:
    told = list[bool]()
    transcoding.remux(short, probe(short), tmp_path, watch=processes.Watch(), told=Told(playable=lambda: told.append(True)))
    assert told == [True]


def test_the_time_line_gets_small_pictures(owner: User, stubborn: Path, client: Client) -> None:
    recording = worked(make.received(stubborn, owner), (*REQUIRED, "extras"))
    assert "extras" in recording.parts
    playback = domain.playback_for(recording=recording, viewer_key="a", now=timezone.now())
    track = text_of(client.get(playback.thumbnails_url))
    assert track.count("-->") == 2
    assert "sprite-001.jpg#xywh=160,0,160,120" in track
    sheet = client.get(playback.thumbnails_url.replace("thumbnails.vtt", "sprite-001.jpg"))
    assert (sheet.status_code, sheet["Content-Type"]) == (200, "image/jpeg")


def test_sound_alone_is_heard(owner: User, clips: Path) -> None:
    recording = worked(make.received(make.clip(clips / "sound.m4a", "-af", "volume=-12dB", seconds=2, video=False), owner))
    assert (recording.state, recording.step, recording.parts, recording.left_out) == ("ready", "", ["extras"], {})
    told = json.loads(storages.published_file(recording.pk, recording.folder, "extras/waveform.json").read_text())
    assert len(told["peaks"]) == pytest.approx(20, abs=2)
    assert told["loudness"] == pytest.approx(-16, abs=1)  # it was much quieter, and is as loud as all are
    assert domain.playback_for(recording=recording, viewer_key="a", now=timezone.now()).thumbnails_url == ""


def test_a_picture_alone_has_no_sound_to_hear(owner: User, clips: Path) -> None:
    recording = worked(make.received(make.clip(clips / "silent.mp4", "-g", "10", size="64x48", fps=10, seconds=2, audio=False), owner))
    assert (recording.state, recording.parts, recording.left_out) == ("ready", ["extras"], {})


def test_what_was_heard_becomes_a_draft_and_never_replaces_captions(ready: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model itself is tested in test_speech.py, where it lies."""
    heard: list[Path] = []

    def transcribe(sound: Path, model: str, **options: Any) -> speech.Transcript:
        heard.append(sound)
        return speech.Transcript("zh-Hans", [Cue(0, 900, "大家好")])

    monkeypatch.setattr(speech, "can_hear", lambda model: True)
    monkeypatch.setattr(speech, "transcribe", transcribe)
    for _ in range(2):
        Recording.objects.filter(pk=ready.pk).update(step="text")
        worked(ready)
    (track,) = ready.captions.all()
    assert captioning.is_draft(track)
    assert "大家好" in track.file.read().decode()
    assert heard == [storages.published_file(ready.pk, ready.folder, "replay.mp4")]


@pytest.mark.parametrize("step", sorted(rules.OPTIONAL))
def test_a_replay_does_without_what_could_not_be_made(ready: Recording, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any) -> None:
        raise NotMade("encoder_failed")

    monkeypatch.setitem(processing.WORK, step, broken)
    Recording.objects.filter(pk=ready.pk).update(step=step)
    for _ in range(rules.MAX_TRIES):
        worked(ready)
        assert (ready.state, ready.progress, ready.is_playable) == ("ready", 100, True)
    assert (ready.step, ready.left_out) == ("", {step: "encoder_failed"})


def test_an_optional_step_that_kills_its_worker_is_left_out(ready: Recording) -> None:
    Recording.objects.filter(pk=ready.pk).update(step="extras", attempts=rules.MAX_TRIES, claim="dead", lease_until=NOW - timedelta(seconds=1))
    assert (worked(ready).left_out, ready.step) == ({"extras": "gave_up"}, "")


# ---- stopped and cancelled


def test_a_stop_in_any_step_costs_that_step_alone(owner: User, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker does all steps in their order; it is told to end in each of them, when its work is done but not yet written down."""
    began: list[str] = []

    def once_stopped(step: str, work: Any) -> Any:
        def stopped(lease: Any, watch: Any) -> Any:
            began.append(step)
            result = work(lease, watch)
            if began.count(step) == 1:
                raise processes.Stopped
            return result

        return stopped

    for step, work in processing.WORK.items():
        monkeypatch.setitem(processing.WORK, step, once_stopped(step, work))
    recording = cut_short(make.received(small, owner))
    for step in rules.STEPS:
        worked(recording)
        assert (recording.step, recording.attempts, recording.claim, recording.attempt) == (step, 0, "", "")
        assert list(storages.attempts()) == []
    assert (worked(recording).step, recording.state, recording.left_out) == ("", "ready", {})
    assert recording.edits == [[0, 700], [1_200, 2_000]]
    assert list(storages.attempts()) == []
    assert began == [step for step in rules.STEPS for _ in range(2)]


def cancelling(work: Any) -> Any:
    """That step, of a recording that somebody cancels meanwhile."""

    def cancelled(lease: Any, watch: Any) -> Any:
        domain.cancel(recording=Recording.objects.get(pk=lease.recording_id), now=NOW)
        return work(lease, watch)

    return cancelled


@pytest.mark.parametrize("step", [*REQUIRED, "cut"])
def test_a_cancel_in_any_step_leaves_nothing_of_it(owner: User, small: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    recording = cut_short(make.received(small, owner))
    monkeypatch.setitem(processing.WORK, step, cancelling(processing.WORK[step]))
    worked(recording, (*REQUIRED, "cut"))
    is_there = step == "cut"  # without a cut the uncut replay is there
    assert (recording.state, recording.claim) == ("ready" if is_there else "failed", "")
    assert (recording.left_out if is_there else recording.error_code) == ({step: "cancelled"} if is_there else "cancelled")
    _published_alone(recording)


def test_a_cancel_in_what_enriches_a_replay_leaves_it_out(owner: User, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One after the other, of the same recording: the replay and its cut stay."""
    recording = cut_short(make.received(small, owner))
    for step in (step for step in rules.STEPS if step in rules.OPTIONAL):
        monkeypatch.setitem(processing.WORK, step, cancelling(processing.WORK[step]))
        worked(recording)
        assert (recording.state, recording.claim, recording.left_out) == ("ready", "", {step: "cancelled"})
        assert recording.edits == recording.edits_wanted
        _published_alone(recording)
        Recording.objects.filter(pk=recording.pk).update(step=rules.after(step), left_out={})


def _published_alone(recording: Recording) -> None:
    assert list(storages.attempts()) == []
    assert {folder.name for _pk, folder in storages.published()} == {recording.folder, recording.whole} - {""}


# ---- killed


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are counted in Linux's /proc")
def test_thirty_kills_lose_no_recording_and_publish_no_half_file(transactional_db: Any, clips: Path, settings: Any) -> None:
    """The worker is a fork of this process, killed with SIGKILL at a random moment, thirty times and in every step; whoever comes then finishes everything.

    It does one step until all were hit, then whatever comes. A worker that finds a step unfinished is left twice the time of the one before, and
    less again once one got through: so every step is hit, however fast this machine is.
    """
    owner = User.objects.create_user("wangfang")
    small = {"size": "64x48", "fps": 10, "seconds": 2}
    sources = [make.clip(clips / "killed.mkv", "-c:v", "mpeg4", **small), make.clip(clips / "killed.mp4", "-g", "10", **small)]  # encoded, copied
    dice, recordings, killed = random.Random(30), list[Recording](), Counter[str]()
    patience = dict.fromkeys([*rules.STEPS, ""], 0.1)
    wanted = set(rules.STEPS) - {"text"}  # without a model the last one is over at once
    while killed.total() < 30 or not killed.keys() >= wanted:
        if not recordings or not recordings[-1].step:
            assert len(recordings) < 30, killed
            fresh = make.received(sources[len(recordings) % 2], owner, now=timezone.now())
            recordings.append(fresh if len(recordings) % 2 else cut_short(fresh))
        recording = recordings[-1]
        step, steps = recording.step, rules.STEPS if killed.keys() >= wanted else (recording.step,)
        if _killed_after(dice.uniform(0.01, patience[step]), recording, steps):
            killed[recording.step] += 1
        patience[step] *= 2 if recording.step == step else 0.7
        _nothing_half(recording)
        _until_no_ffmpeg(str(settings.RENDITIONS_ROOT))
        past = timezone.now() - timedelta(seconds=1)  # as if the lease had run out; and no patience is lost by kills
        Recording.objects.filter(pk=recording.pk).exclude(claim="").update(lease_until=past, attempts=0)
    for recording in recordings:
        worked(recording, now=timezone.now())
        assert (recording.state, recording.step, recording.left_out) == ("ready", "", {})
        assert recording.edits == recording.edits_wanted
        _nothing_half(recording)
    domain.sweep(now=timezone.now())
    assert list(storages.attempts()) == []


def _killed_after(seconds: float, recording: Recording, which: Any) -> bool:
    """Whether it was still at work then."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            domain.process(recording_id=recording.pk, now=timezone.now(), stop=Event(), steps=which)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    recording.refresh_from_db()
    return os.WIFSIGNALED(status)


def _nothing_half(recording: Recording) -> None:
    """What the row calls published is whole: every file that its playlists name is there and not empty."""
    assert recording.state in ("uploaded", "checking", "encoding", "ready")
    assert Path(recording.original.path).is_file()
    if not recording.folder:
        return
    folder = storages.published_file(recording.pk, recording.folder, "")
    assert (folder / "replay.mp4").stat().st_size
    for playlist in folder.glob("*/index.m3u8"):
        assert "#EXT-X-ENDLIST" in playlist.read_text()
        for segment in transcoding.playlists.segments(playlist.read_text()):
            assert (playlist.parent / segment.name).stat().st_size
    for part in recording.parts:
        assert any((folder / part).iterdir())


def _until_no_ffmpeg(folder: str) -> None:
    """ffmpeg ends with its parent."""
    end = time.monotonic() + 10
    while any(folder in line for line in _command_lines()):
        assert time.monotonic() < end
        time.sleep(0.02)


def _command_lines() -> Iterator[str]:
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if "ffmpeg" in line.split(" ")[0]:
            yield line
