"""Real files through the real encoder."""

import sys
import time
from pathlib import Path
from threading import Event, Timer

import pytest

from media import processes, rules, transcoding
from media.probing import probe
from media.transcoding import levelling, making, playlists, tool, verifying
from tests.factories import media as make

pytestmark = pytest.mark.usefixtures("own_ffmpeg")


def encoded(path: Path, folder: Path) -> transcoding.Made:
    source = probe(path)
    assert rules.fault_of(source) == ""
    folder.mkdir(exist_ok=True)
    return transcoding.encode(path, source, folder, watch=processes.Watch())


def frames(playlist: Path) -> int:
    """Pictures that ffmpeg decodes from a finished rendition."""
    out = playlist.with_name("frames.txt")
    make.ffmpeg("-allowed_extensions", "ALL", "-i", str(playlist), "-map", "0:v", "-f", "framehash", str(out))
    return sum(not line.startswith("#") for line in out.read_text().splitlines())


def sizes(made: transcoding.Made) -> list[tuple[int, int]]:
    return [(rung.width, rung.height) for rung in made.rungs]


def test_a_conforming_lecture_is_copied_and_laid_out_for_every_player(talk: Path, tmp_path: Path) -> None:
    made = encoded(talk, tmp_path)
    assert sizes(made) == [(64, 48)]
    assert abs(made.duration - 9_000) < 100
    master = (tmp_path / "master.m3u8").read_text()
    assert 'TYPE=AUDIO,GROUP-ID="audio"' in master
    assert 'CODECS="avc1.4d' in master  # Main: the profile that really lies in the file
    assert "RESOLUTION=64x48" in master
    playlist = (tmp_path / "48p/index.m3u8").read_text()
    assert "#EXT-X-PLAYLIST-TYPE:VOD" in playlist
    assert playlist.endswith("#EXT-X-ENDLIST\n")
    assert [round(entry.seconds) for entry in playlists.segments(playlist)] == [4, 4, 1]
    assert frames(tmp_path / "48p/index.m3u8") == 225
    assert (tmp_path / "poster.jpg").read_bytes()[:3] == b"\xff\xd8\xff"
    assert (tmp_path / "replay.mp4").read_bytes().find(b"moov") < 100  # index in front: it plays while it loads
    assert not list(tmp_path.glob("still-*"))


def test_a_ladder_begins_its_segments_together(clips: Path, tmp_path: Path) -> None:
    """The copied top has keyframes every three seconds: the lower rung is cut where the top is."""
    path = make.clip(
        clips / "three.mp4", "-preset", "veryfast", "-crf", "40", "-g", "15", "-keyint_min", "15", "-sc_threshold", "0", size="854x480", fps=5, seconds=10
    )
    made = encoded(path, tmp_path)
    assert [rung.name for rung in made.rungs] == ["480p", "360p"]
    top, low = ([entry.seconds for entry in playlists.segments((tmp_path / name / "index.m3u8").read_text())] for name in ("480p", "360p"))
    assert top == pytest.approx(low, abs=0.01)
    assert top == pytest.approx([6, 3, 1], abs=0.05)


@pytest.mark.parametrize(
    "name, options, size, expected",
    [
        ("fast.mp4", ("-r", "60", "-c:v", "mpeg4"), "160x90", (160, 90)),
        ("lying.mkv", ("-r", "60"), "160x90", (160, 90)),
        ("stream.ts", (), "160x90", (160, 90)),
        ("squeezed.avi", ("-f", "mp4", "-vf", "setsar=2"), "80x90", (160, 90)),
    ],
)
def test_odd_pictures_become_usual_ones(clips: Path, tmp_path: Path, name: str, options: tuple[str, ...], size: str, expected: tuple[int, int]) -> None:
    """Others go the whole way in test_hostile_steps.py: of ten bits, of odd sides, at no steady rate, turned, of one picture."""
    made = encoded(make.clip(clips / name, *options, size=size, seconds=1), tmp_path)
    assert sizes(made) == [expected]
    assert made.has_audio
    assert abs(made.duration - 1_000) < 150


def test_sound_alone_becomes_a_sound_recording(clips: Path, tmp_path: Path) -> None:
    made = encoded(make.clip(clips / "voice.mp3", "-c:a", "libmp3lame", video=False, seconds=1), tmp_path)
    assert not made.has_video
    assert made.has_audio
    assert (tmp_path / "replay.m4a").stat().st_size > 1000
    assert not (tmp_path / "poster.jpg").exists()
    master = (tmp_path / "master.m3u8").read_text()
    assert 'CODECS="mp4a.40.2"' in master
    assert "TYPE=AUDIO" not in master


def test_a_silent_picture_has_no_sound_group(clips: Path, tmp_path: Path) -> None:
    made = encoded(make.clip(clips / "silent.mp4", audio=False, seconds=1, size="160x90", fps=10), tmp_path)
    assert made.has_video
    assert not made.has_audio
    assert "AUDIO" not in (tmp_path / "master.m3u8").read_text()


def test_the_packaged_ffmpeg_does_it_too(talk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine without ffmpeg the one in the wheel is used."""
    which = tool.shutil.which
    monkeypatch.setattr(tool.shutil, "which", lambda name, **places: None if name == "ffmpeg" else which(name, **places))
    (packaged,) = tool.candidates()
    assert "imageio_ffmpeg" in packaged
    assert tool.fault(packaged) == ""
    for module in (making, verifying, levelling):
        monkeypatch.setattr(module, "find_tool", lambda: packaged)
    assert sizes(encoded(talk, tmp_path)) == [(64, 48)]


def test_a_program_that_is_no_ffmpeg_is_not_trusted() -> None:
    assert tool.fault("/bin/false") == "exit 1"
    assert tool.fault("/nowhere/ffmpeg") != ""


def test_a_stop_kills_the_encoder_at_once(talk: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = make.unhurried(tmp_path_factory.mktemp("tool"), speed=0.1)
    monkeypatch.setattr(making, "find_tool", lambda: str(slow))
    source, stop, began = probe(talk), Event(), time.monotonic()
    Timer(0.6, stop.set).start()
    with pytest.raises(processes.Stopped):
        transcoding.encode(talk, source, tmp_path, watch=processes.Watch(stop=stop), plan=rules.plan_for(source, copying=False))
    assert time.monotonic() - began < 30  # of the ninety that it takes


def test_a_program_that_hangs_is_ended() -> None:
    with pytest.raises(processes.TimedOut):
        processes.run(["sleep", "30"], limits=processes.Limits(wall=0.3, cpu=5))


def test_a_tick_says_when_it_wants_to_come_again() -> None:
    ticks: list[float] = []

    def tick() -> float:
        ticks.append(time.monotonic())
        return 0.02

    processes.run(["sleep", "1"], limits=processes.Limits(wall=20, cpu=5), watch=processes.Watch(on_tick=tick))
    assert len(ticks) > 8  # four without


def test_a_program_that_shouts_does_not_fill_the_pipe() -> None:
    shout = "import sys; [print('x' * 1000, file=sys.stderr) for _ in range(2000)]; print('done')"
    outcome = processes.run(["/usr/bin/env", "python3", "-c", shout], limits=processes.Limits(wall=20, cpu=20))
    assert outcome.code == 0
    assert outcome.output == "done"
    assert len(outcome.errors.splitlines()) == processes.KEPT_LINES


@pytest.fixture(params=[True, False], ids=["by programs", "by a fork"])
def _confined(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param and sys.platform != "linux":
        pytest.skip("Linux alone has these programs")
    monkeypatch.setattr(processes, "_can_confine", lambda: request.param)


@pytest.mark.usefixtures("_confined")
def test_a_program_has_its_limits_and_makes_way_for_others() -> None:
    limits = processes.Limits(wall=20, cpu=7, memory=10**9, file=10**6)
    told = processes.run(["sh", "-c", "ulimit -t; ulimit -v; ulimit -f; ulimit -c; nice"], limits=limits)
    assert told.output.split() == ["7", str(10**9 // 1024), str(10**6 // 512), "0", "10"]
    if sys.platform == "linux":
        ours = "import ctypes; s = ctypes.c_int(); ctypes.CDLL(None).prctl(2, ctypes.byref(s)); print(s.value)"
        assert processes.run([sys.executable, "-I", "-c", ours], limits=limits).output == "9"  # it dies with us
    with pytest.raises(OSError):
        processes.run(["no-such-program"], limits=limits)


def test_here_programs_are_confined_without_a_fork() -> None:
    assert processes._can_confine() or sys.platform != "linux"


def test_memory_is_limited() -> None:
    limits = processes.Limits(wall=20, cpu=20, memory=256 * 1024**2)
    outcome = processes.run(["/usr/bin/env", "python3", "-c", "b = bytearray(2**30)"], limits=limits)
    assert outcome.code != 0
    assert "MemoryError" in outcome.errors


@pytest.mark.parametrize("name", ["slides-pen-720p.mp4", "talk-360p.mp4", "slide-change-20s.mov", "mandarin-16k.wav"])
def test_real_clips(recordings: Path, tmp_path: Path, name: str) -> None:
    path = recordings / name
    made = encoded(path, tmp_path)
    assert abs(made.duration - probe(path).duration) < 1_000
