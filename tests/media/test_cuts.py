"""Real cuts. Each frame shows its own number as black and white fields, and a tone sounds while every tenth frame begins: who looks can tell all."""

import hashlib
import subprocess
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from media import processes, transcoding
from media.probing import probe
from media.rules import Rung, cuts, plan_for
from media.rules.cuts import EditList
from media.transcoding import cutting, fragments, playlists, seams
from media.transcoding.jobs import Job, NotMade
from tests.factories import media as make

pytestmark = pytest.mark.usefixtures("own_ffmpeg")

FIELDS, SIDE = 10, 16
WIDTH, TALL, HEIGHT = FIELDS * SIDE, 96, 72
LOWER = Rung(f"{HEIGHT}p", 120, HEIGHT, 100_000)  # what a tall clip has below its top; so small a picture is cut as any other, for a tenth of the work
BEEP_EVERY, BEEP_SECONDS = 10, 0.04


def numbered(target: Path, *options: str, frames: int, fps: int = 25, rate: int = 48_000, height: int = HEIGHT, sound: bool = True, late: float = 0) -> Path:
    """A clip whose frames are numbered in ten bits, from the left; a beep with every tenth."""
    inputs = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDTH}x{height}", "-r", str(fps), "-i", str(_pictures(target, frames, height))]
    if sound:
        inputs += ["-f", "s16le", "-ar", str(rate), "-ac", "1", "-i", str(_beeps(target, frames, fps, rate, late))]
    video = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-preset", "veryfast", "-crf", "30", "-bf", "3", *options]
    make.ffmpeg(*inputs, *video, *(("-c:a", "aac", "-b:a", "64k", "-af", f"asetpts=PTS+{late}/TB") if sound else ()), str(target))
    return target


def _pictures(target: Path, frames: int, height: int) -> Path:
    raw = target.with_suffix(".grey")
    noise = np.random.default_rng(1).integers(0, 40, (height, WIDTH), np.uint8)
    with raw.open("wb") as file:
        for number in range(frames):
            bits = [((number ^ number >> 1) >> bit & 1) * 215 for bit in range(FIELDS)]  # Gray's code: one field changes at a time
            picture = noise.copy()
            picture[:SIDE] += np.repeat(np.array(bits, np.uint8), SIDE)[None, :]
            file.write(picture.tobytes())
    return raw


def _beeps(target: Path, frames: int, fps: int, rate: int, late: float) -> Path:
    raw = target.with_suffix(".pcm")
    # as loud as all replays are, but for one that is made so
    times = np.arange(int((frames / fps - late) * rate)) / rate + late
    loud = (times * fps % BEEP_EVERY) / fps < BEEP_SECONDS
    raw.write_bytes((np.sin(times * 2 * np.pi * 1000) * loud * (12_000 if late else 23_500)).astype(np.int16).tobytes())
    return raw


def published(clip: Path) -> Path:
    folder, source = clip.with_suffix(".replay"), probe(clip)
    folder.mkdir()
    plan = plan_for(source)
    rungs = (*plan.rungs, LOWER) if source.video and source.video.height == TALL else plan.rungs
    transcoding.encode(clip, source, folder, watch=processes.Watch(), plan=replace(plan, rungs=rungs))
    return folder


def made(folder: Path, parts: list[tuple[int, int]], target: Path, duration: int = 20_000) -> transcoding.Made:
    target.mkdir()
    return cutting.cut(folder, EditList(duration, tuple(parts)), target, watch=processes.Watch())


def shown(playlist: Path, height: int = HEIGHT) -> list[tuple[int, float]]:
    """What a player shows: the number of each frame and its second."""
    hls = playlist.suffix == ".m3u8"
    with av.open(str(playlist), options={"allowed_extensions": "ALL"} if hls else {}) as container:
        return [(_number(_fields(frame, height)), float(frame.pts * frame.time_base)) for frame in container.decode(video=0)]


def _fields(frame: av.VideoFrame, height: int) -> np.ndarray:
    scale = frame.height / height  # a lower rung shows the same fields smaller
    plane = frame.planes[0]  # how bright each point is
    grey = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: frame.height, : frame.width][round(2 * scale) : round((SIDE - 2) * scale)]
    side = grey.shape[1] / FIELDS
    return grey[:, (side * (np.arange(FIELDS) + 0.5)).astype(int)].mean(axis=0)


def _number(fields: np.ndarray) -> int:
    code = sum(int(value > 128) << bit for bit, value in enumerate(fields))
    number = 0
    while code:
        number, code = number ^ code, code >> 1
    return number


def beeps(playlist: Path, rate: int = 48_000) -> list[float]:
    """The seconds at which tones begin."""
    whole = ["-af", f"aresample={rate}:async=1:first_pts=0", "-f", "s16le", "-ac", "1"]  # sound that begins late is late
    raw = _out("-allowed_extensions", "ALL", "-copyts", "-i", str(playlist), "-map", "0:a", *whole)
    loud = np.abs(np.frombuffer(raw, np.int16).astype(float))
    level = np.convolve(loud, np.ones(rate // 500) / (rate // 500), "same") > 2_500
    starts = np.flatnonzero(level[1:] & ~level[:-1]) / rate
    return [float(start) for number, start in enumerate(starts) if not number or start - starts[number - 1] > 0.03]


def _out(*arguments: str) -> bytes:
    return subprocess.run([make.tool(), "-v", "error", "-nostdin", *arguments, "-"], check=True, capture_output=True).stdout


def in_step(folder: Path, rung: str, fps: int = 25, rate: int = 48_000) -> float:
    """The worst distance between a beep and the frame that it belongs to, in seconds, where both are whole."""
    due = [second for number, second in shown(folder / rung / "index.m3u8") if number % BEEP_EVERY == 0]
    heard = beeps(folder / "audio/index.m3u8", rate)
    assert len(heard) >= len(due) - 4  # cut short at a seam it may not be heard
    return max(min(abs(second - other) for other in due) for second in heard if min(abs(second - other) for other in due) < 0.1)


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty seconds in two rungs: the top copied, with a keyframe every two seconds, the lower one encoded."""
    clip = numbered(tmp_path_factory.mktemp("cuts") / "clip.mp4", "-g", "50", "-keyint_min", "50", "-sc_threshold", "0", frames=500, height=TALL)
    folder = published(clip)
    assert rungs(folder) == ["72p", "96p"]
    return folder


def state(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.md5(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def rungs(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*p"))


PARTS = [(1_000, 6_520), (7_000, 7_400), (9_960, 18_040)]
WANTED = [frame for start, end in PARTS for frame in range(start // 40, end // 40)]


def test_frames_are_exact_copied_bits_are_the_same_and_all_stays_together(lecture: Path, tmp_path: Path) -> None:
    before = state(lecture)
    result = made(lecture, PARTS, tmp_path / "cut")
    assert state(lecture) == before
    assert in_step(lecture, "72p") < 0.012
    assert in_step(tmp_path / "cut", "72p") < 0.025
    assert not [path.name for path in (tmp_path / "cut").rglob("*") if path.name in ("seams", "touched.m3u8")]
    begins = []
    for rung in rungs(lecture):
        seen = shown(tmp_path / "cut" / rung / "index.m3u8", TALL)
        assert [number for number, _ in seen] == WANTED
        assert [second for _, second in seen] == pytest.approx([0.04 * number for number in range(350)], abs=0.001)
        entries = playlists.segments((tmp_path / "cut" / rung / "index.m3u8").read_text())
        begins.append(np.cumsum([entry.seconds for entry in entries]).tolist())
    assert begins[0] == pytest.approx(begins[1], abs=0.002)
    assert abs(result.duration - 14_000) < 25
    top = rungs(lecture)[-1]
    assert hashes(tmp_path / "cut" / top) <= hashes(lecture / top) | anew(tmp_path / "cut" / top, lecture / top)
    assert [number for number, _ in shown(tmp_path / "cut/replay.mp4", TALL)] == WANTED
    assert shown(tmp_path / "cut/poster.jpg", TALL)[0][0] in WANTED


@lru_cache(maxsize=4)  # what is published never changes
def hashes(folder: Path) -> set[str]:
    text = _out("-allowed_extensions", "ALL", "-i", str(folder / "index.m3u8"), "-map", "0:v", "-f", "framemd5").decode()
    return {line.rpartition(",")[2].strip() for line in text.splitlines() if not line.startswith("#")}


def anew(cut: Path, original: Path) -> set[str]:
    """What was encoded: no more than the beginnings of groups and a few frames at their ends."""
    found = hashes(cut) - hashes(original)
    assert 0 < len(found) <= 25 + 10 + 1 + 8
    return found


@pytest.mark.parametrize(("fps", "rate"), [(30, 44_100), (50, 48_000)])
def test_other_rates(tmp_path: Path, fps: int, rate: int) -> None:
    folder = published(numbered(tmp_path / "clip.mp4", "-g", "30", "-ar", str(rate), frames=10 * fps, fps=fps, rate=rate))
    made(folder, [(333, 2_517), (3_001, 3_016), (4_777, 9_999)], tmp_path / "cut", 10_000)
    numbers = [number for number, _ in shown(tmp_path / "cut/72p/index.m3u8")]
    wanted = [frame for start, end in ((333, 2_517), (3_001, 3_016), (4_777, 9_999)) for frame in range(10 * fps) if start <= (frame + 0.5) * 1000 / fps < end]
    assert numbers == wanted
    assert in_step(tmp_path / "cut", "72p", fps, rate) < 0.025


@pytest.mark.parametrize("options", [("-x264-params", "open-gop=1", "-g", "25"), ("-vf", "select=gt(mod(n\\,7)\\,2)", "-fps_mode", "vfr", "-g", "25")])
def test_what_cannot_be_copied_is_encoded(tmp_path: Path, options: tuple[str, ...]) -> None:
    """Open groups, and a rate that is not steady (its first picture comes late): what is shown is what was shown at that time."""
    clip = numbered(tmp_path / "clip.mp4", *options, frames=250)
    edits, source = EditList(10_000, ((1_000, 3_000), (5_000, 9_000))), probe(clip)
    assert source.video
    (tmp_path / "cut").mkdir()
    cutting.cut(published(clip), edits, tmp_path / "cut", watch=processes.Watch(), start=source.video.start)
    seen = shown(tmp_path / "cut/72p/index.m3u8")
    assert [second for _, second in seen] == pytest.approx([0.04 * number for number in range(150)], abs=0.001)
    assert all(-20 <= edits.to_original(round(second * 1000)) - 40 * number <= 140 for number, second in seen)


def test_a_rung_that_does_not_pass_is_encoded(lecture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = seams.encode

    def failing(job: Job, picture: seams.Picture, *rest: Any) -> fragments.Track:
        if not picture.whole:
            raise NotMade("encoder_failed", "as if a decoder had lost a frame")
        return real(job, picture, *rest)

    monkeypatch.setattr(seams, "encode", failing)
    made(lecture, PARTS, tmp_path / "cut")
    for rung in rungs(lecture):
        assert [number for number, _ in shown(tmp_path / "cut" / rung / "index.m3u8", TALL)] == WANTED
        assert not hashes(tmp_path / "cut" / rung) & hashes(lecture / rung)


def test_two_hundred_parts_drift_nowhere(lecture: Path, tmp_path: Path) -> None:
    parts = [(number * 100, number * 100 + 80) for number in range(200)]
    made(lecture, parts, tmp_path / "cut")
    seen = shown(tmp_path / "cut/72p/index.m3u8", TALL)
    assert [number for number, _ in seen] == [frame for frame in range(500) if any(start <= frame * 40 + 20 < end for start, end in parts)]
    edits = EditList(20_000, tuple(parts))
    assert max(abs(edits.to_original(round(second * 1000)) - number * 40) for number, second in seen) <= 40
    assert abs(playlists_seconds(tmp_path / "cut/audio") - 16) < 0.03


def playlists_seconds(folder: Path) -> float:
    return sum(entry.seconds for entry in playlists.segments((folder / "index.m3u8").read_text()))


def test_nothing_removed_is_the_same_again(lecture: Path, tmp_path: Path) -> None:
    made(lecture, [(0, 20_000)], tmp_path / "cut")
    for rung in rungs(lecture):
        assert hashes(tmp_path / "cut" / rung) == hashes(lecture / rung)
        assert shown(tmp_path / "cut" / rung / "index.m3u8", TALL)[0] == (0, 0.0)
    assert in_step(tmp_path / "cut", "72p") < 0.025


def test_sound_alone_and_a_silent_picture(tmp_path: Path) -> None:
    voice = published(make.clip(tmp_path / "voice.m4a", video=False, seconds=12))
    result = made(voice, [(1_000, 3_000), (5_000, 10_000)], tmp_path / "voice", 12_000)
    assert not result.has_video
    assert abs(result.duration - 7_000) < 25
    silent = published(numbered(tmp_path / "silent.mp4", "-g", "25", frames=100, sound=False))
    result = made(silent, [(1_000, 3_000)], tmp_path / "silent", 4_000)
    assert not result.has_audio
    assert [number for number, _ in shown(tmp_path / "silent/72p/index.m3u8")] == list(range(25, 75))


def test_sound_that_comes_late(tmp_path: Path) -> None:
    folder = published(numbered(tmp_path / "clip.mp4", "-g", "25", frames=250, late=2.2))
    made(folder, [(1_000, 4_000), (6_000, 10_000)], tmp_path / "cut", 10_000)
    assert min(beeps(tmp_path / "cut/audio/index.m3u8")) > 1.1
    assert in_step(tmp_path / "cut", "72p") < 0.025


def test_a_broken_rendition_is_told(lecture: Path, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    subprocess.run(["cp", "-r", str(lecture), str(folder)], check=True)
    part = folder / "72p/00001.m4s"
    part.write_bytes(part.read_bytes()[: part.stat().st_size // 2])
    with pytest.raises(NotMade):
        made(folder, [(0, 10_000)], tmp_path / "cut")


def test_a_cut_of_a_cut_keeps_its_own_time() -> None:
    first = EditList(20_000, tuple(PARTS))
    later = EditList(20_000, ((0, 20_000),))
    assert cuts.change([(0, 14_000)], first, later) == [tuple(part) for part in PARTS]
