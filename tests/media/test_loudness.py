"""Whoever listens finds all recordings equally loud: heard in what was made by ffmpeg's own loudness filter, true peaks included."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from media import processes, rules, transcoding
from media.probing import probe
from media.rules import gain_for
from media.rules.cuts import EditList
from media.transcoding import levelling, playlists, sound
from media.transcoding.jobs import Job
from tests.factories import media as make

pytestmark = pytest.mark.usefixtures("own_ffmpeg")

EQUAL = pytest.approx(-16, abs=1)
WATCH = processes.Watch()


def spoken(target: Path, loudness: float, *options: str) -> Path:
    """Four seconds of a tone that comes and goes as words do, with a clap in each second."""
    words = f"sine=f=440:r=48000:d=4,asetnsamples=96,volume='{10 ** ((loudness + 23.5) / 20)}*(lt(mod(t,1),0.5)+2*lt(mod(t,1),0.004))':eval=frame"
    make.ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x36:r=10:d=4", "-f", "lavfi", "-i", words, *make.SMALL, "-c:a", "aac", *options, str(target))
    return target


def replay(clip: Path) -> Path:
    """As the steps do it: what can be kept is playable first, in `first` beside the folder that is answered."""
    source, first, whole = probe(clip), clip.with_suffix(".first"), clip.with_suffix(".whole")
    playable = first if rules.plan_for(source).is_remux else None
    whole.mkdir()
    if playable:
        first.mkdir()
        transcoding.remux(clip, source, first, watch=WATCH)
    transcoding.encode(clip, source, whole, watch=WATCH, playable=playable)
    return whole


def heard(file: Path) -> tuple[float, float]:
    """Loudness (LUFS) and true peak (dBTP) of what a player gives out."""
    hls = ("-allowed_extensions", "ALL") if file.suffix == ".m3u8" else ()
    command = [make.tool(), "-nostdin", "-nostats", "-hide_banner", *hls, "-i", str(file), "-vn", "-af", "ebur128=peak=true", "-f", "null", "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return float(re.findall(r"I:\s+(\S+) LUFS", told)[-1]), float(re.findall(r"Peak:\s+(\S+) dBFS", told)[-1])


def samples(playlist: Path) -> np.ndarray:
    command = [
        make.tool(),
        "-v",
        "error",
        "-allowed_extensions",
        "ALL",
        "-copyts",
        "-i",
        str(playlist),
        "-af",
        "aresample=async=1:first_pts=0",
        "-f",
        "f32le",
        "-ac",
        "1",
        "-",
    ]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, np.float32)


@pytest.fixture(scope="module")
def quiet(clips: Path) -> Path:
    """Recorded far from the teacher: conforming, so that it was playable before; in stereo at another rate than ours."""
    return replay(spoken(clips / "quiet.mp4", -35, "-g", "10", "-ar", "44100", "-ac", "2", "-b:a", "160k"))


@pytest.fixture(scope="module")
def loud(clips: Path) -> Path:
    """Nothing of it can be kept, so that people watch it grow."""
    return replay(spoken(clips / "loud.mkv", -8, "-pix_fmt", "yuv422p", "-c:a", "pcm_s16le"))


@pytest.mark.parametrize(
    "loudness, gain", [(-35, 19), (-8, -8), (-16, 0), (-16.9, 0), (-15.1, 0), (-17.5, 1.5), (-40, 20), (-54, 20), (-56, 0), (-70, 0), (sound.NOTHING, 0)]
)
def test_the_gain_has_a_limit_and_silence_has_none(loudness: float, gain: float) -> None:
    assert gain_for(loudness) == gain


def test_a_quiet_lecture_is_heard(quiet: Path) -> None:
    loudness, peak = heard(quiet / "audio/index.m3u8")
    assert loudness == EQUAL
    assert peak <= -1
    assert sound.noted(quiet.with_suffix(".first"))["loudness"] == pytest.approx(-35, abs=1)  # who was first heard it as it was recorded
    assert sound.noted(quiet)["loudness"] == pytest.approx(loudness, abs=0.2)
    assert (quiet / "36p/00000.m4s").samefile(quiet.with_suffix(".first") / "36p/00000.m4s")
    source = probe(quiet / "replay.mp4").audio
    assert source
    assert (source.sample_rate, source.channels) == (44_100, 2)


def test_sound_and_picture_stay_together(quiet: Path) -> None:
    before, after = samples(quiet.with_suffix(".first") / "audio/index.m3u8"), samples(quiet / "audio/index.m3u8")
    length = min(len(before), len(after))
    spectrum = np.fft.rfft(after[:length], 2 * length) * np.conj(np.fft.rfft(before[:length], 2 * length))
    assert np.argmax(np.fft.irfft(spectrum)) <= 44  # a thousandth of a second
    assert abs(len(before) - len(after)) <= 2 * 1024


def test_a_loud_one_is_made_quieter_where_it_grew(loud: Path) -> None:
    loudness, peak = heard(loud / "audio/index.m3u8")
    assert loudness == EQUAL
    assert peak <= -1
    entries = playlists.segments((loud / "audio/index.m3u8").read_text())
    assert [entry.seconds for entry in entries[:2]] == pytest.approx([2, 2], abs=0.03)  # those of the ladder, which somebody may be playing
    assert not (loud / "level").exists()


def test_downloads_and_the_wave_form_are_of_the_new_sound(quiet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("media.transcoding.extras.told", None)  # it was listened to already
    transcoding.make_extras(quiet, 4_000, tmp_path, watch=WATCH)
    assert json.loads((tmp_path / "waveform.json").read_text())["loudness"] == EQUAL
    for file in (quiet / "replay.mp4", tmp_path / "sound.m4a"):
        assert heard(file)[0] == EQUAL


def test_a_cut_is_not_changed_a_second_time(quiet: Path, tmp_path: Path) -> None:
    transcoding.cut(quiet, EditList(4_000, ((0, 1_000), (2_000, 4_000))), tmp_path, watch=WATCH)
    assert heard(tmp_path / "audio/index.m3u8")[0] == EQUAL


def test_a_sound_that_cannot_be_made_again_stays(loud: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A replay that is too quiet is better than none."""
    shutil.copytree(loud, tmp_path, dirs_exist_ok=True)
    clip = loud.with_suffix(".mkv")
    source = probe(clip)
    monkeypatch.setattr(levelling, "gain_for", lambda loudness: 6.0)
    monkeypatch.setattr(levelling.graph, "levelled", lambda *arguments: ["/bin/false"])
    assert levelling.level(Job(clip, source, rules.plan_for(source), tmp_path, WATCH)) is None
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in loud.iterdir()}
    assert (tmp_path / "audio/00001.m4s").read_bytes() == (loud / "audio/00001.m4s").read_bytes()
