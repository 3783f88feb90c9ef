"""Two real replays as one: what is alike is copied bit by bit, the rest is encoded to fit, and sound and picture stay together across the seam."""

from pathlib import Path

import pytest

from media import processes, transcoding
from media.rules.cuts import EditList
from media.transcoding import Told, cutting, joining, playlists
from media.transcoding.jobs import SILENT
from tests.factories import media as make
from tests.media.test_cuts import BEEP_EVERY, HEIGHT, TALL, _out, beeps, hashes, in_step, numbered, published, rungs, shown, state

pytestmark = pytest.mark.usefixtures("own_ffmpeg")

USUAL = ("-g", "50", "-keyint_min", "50", "-sc_threshold", "0")


def joined(first: Path, second: Path, target: Path, seam: int, length: int, told: Told = SILENT) -> transcoding.Made:
    target.mkdir()
    return joining.join(first, second, target, seam=seam, length=length, watch=processes.Watch(), told=told)


def frames(playlist: Path) -> list[str]:
    """The MD5 of each decoded frame, in order."""
    text = _out("-allowed_extensions", "ALL", "-i", str(playlist), "-map", "0:v", "-fps_mode", "passthrough", "-f", "framemd5").decode()
    return [line.rpartition(",")[2].strip() for line in text.splitlines() if not line.startswith("#")]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(numbered(tmp_path_factory.mktemp("first") / "clip.mp4", *USUAL, frames=250, height=TALL))


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(numbered(tmp_path_factory.mktemp("second") / "clip.mp4", *USUAL, frames=150, height=TALL))


def test_what_is_alike_is_copied_and_no_frame_is_lost_or_doubled(first: Path, second: Path, tmp_path: Path) -> None:
    before, heard = (state(first), state(second)), list[int]()
    result = joined(first, second, tmp_path / "joined", 10_000, 6_000, Told(heard.append))
    assert (state(first), state(second)) == before
    begins = []
    for rung in rungs(first):
        playlist = tmp_path / "joined" / rung / "index.m3u8"
        assert frames(playlist) == frames(first / rung / "index.m3u8") + frames(second / rung / "index.m3u8")
        seen = shown(playlist, TALL)
        assert [number for number, _ in seen] == [*range(250), *range(150)]
        assert [second for _, second in seen] == pytest.approx([0.04 * number for number in range(400)], abs=0.001)
        begins.append([entry.seconds for entry in playlists.segments(playlist.read_text())])
    assert begins[0] == pytest.approx(begins[1], abs=0.002)
    assert abs(result.duration - 16_000) < 25
    assert in_step(tmp_path / "joined", "72p") < 0.025
    assert heard == sorted(heard)
    assert heard[-1] > 90
    assert not [path.name for path in (tmp_path / "joined").rglob("*") if path.name in ("seams", "touched.m3u8")]


def test_what_was_joined_is_cut_as_anything_else(first: Path, second: Path, tmp_path: Path) -> None:
    joined(first, second, tmp_path / "joined", 10_000, 6_000)
    (tmp_path / "cut").mkdir()
    cutting.cut(tmp_path / "joined", EditList(16_000, ((1_000, 3_520), (9_000, 11_000), (14_040, 16_000))), tmp_path / "cut", watch=processes.Watch())
    wanted = [*range(25, 88), *range(225, 250), *range(25), *range(101, 150)]
    for rung in rungs(first):
        assert [number for number, _ in shown(tmp_path / "cut" / rung / "index.m3u8", TALL)] == wanted
        assert len(hashes(tmp_path / "cut" / rung) & (hashes(first / rung) | hashes(second / rung))) >= 25  # copied
    assert in_step(tmp_path / "cut", "72p") < 0.025


@pytest.mark.parametrize(
    ("options", "height", "fps", "rate"), [(("-g", "30"), HEIGHT, 30, 44_100), (("-profile:v", "baseline", "-bf", "0", "-g", "25"), TALL, 25, 48_000)]
)
def test_what_is_of_another_kind_is_encoded_to_fit(first: Path, tmp_path: Path, options: tuple[str, ...], height: int, fps: int, rate: int) -> None:
    """Another size, rate, profile and sound: the first one's bits stay, of the second all is shown at its time."""
    other = published(numbered(tmp_path / "clip.mp4", *options, "-ar", str(rate), frames=6 * fps, fps=fps, rate=rate, height=height))
    result = joined(first, other, tmp_path / "joined", 10_000, 6_000)
    assert result.rungs[0].name == rungs(first)[-1]
    for rung in rungs(first):
        seen = frames(tmp_path / "joined" / rung / "index.m3u8")
        assert len(seen) == 400
        assert seen[:250] == frames(first / rung / "index.m3u8")
    late = shown(tmp_path / "joined/72p/index.m3u8", TALL)[250:] if height == TALL else []
    assert [number for number, _ in late] in ([], list(range(150)))
    heard = [second for second in beeps(tmp_path / "joined/audio/index.m3u8") if second > 10.1]
    due = [10 + BEEP_EVERY * number / fps for number in range(1, 6 * fps // BEEP_EVERY)]
    assert heard == pytest.approx(due, abs=0.025)
    assert len(beeps(tmp_path / "joined/audio/index.m3u8")) >= 25 + len(due)


def test_a_half_without_sound_is_silent(first: Path, tmp_path: Path) -> None:
    silent = published(numbered(tmp_path / "silent.mp4", *USUAL, frames=100, height=TALL, sound=False))
    joined(first, silent, tmp_path / "after", 10_000, 4_000)
    joined(silent, first, tmp_path / "before", 4_000, 10_000)
    assert max(beeps(tmp_path / "after/audio/index.m3u8")) < 10
    assert min(beeps(tmp_path / "before/audio/index.m3u8")) == pytest.approx(4.0, abs=0.025)
    for place in ("after", "before"):
        assert len(frames(tmp_path / place / "72p/index.m3u8")) == 350
        assert abs(sum(entry.seconds for entry in playlists.segments((tmp_path / place / "audio/index.m3u8").read_text())) - 14) < 0.05


def test_sound_that_comes_late_in_the_second_half(first: Path, tmp_path: Path) -> None:
    late = published(numbered(tmp_path / "clip.mp4", *USUAL, frames=150, height=TALL, late=2.2))
    joined(first, late, tmp_path / "joined", 10_000, 6_000)
    heard = [second for second in beeps(tmp_path / "joined/audio/index.m3u8") if second > 10.1]
    assert heard == pytest.approx([10 + 0.4 * number for number in range(6, 15)], abs=0.025)


def test_sound_alone_is_joined_and_a_picture_is_not_joined_to_it(first: Path, tmp_path: Path) -> None:
    voice = published(make.clip(tmp_path / "voice.m4a", video=False, seconds=5))
    result = joined(voice, voice, tmp_path / "joined", 5_000, 5_000)
    assert not result.has_video
    assert abs(result.duration - 10_000) < 50
    with pytest.raises(joining.Unlike):
        joined(first, voice, tmp_path / "unlike", 10_000, 5_000)
