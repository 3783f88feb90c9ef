from pathlib import Path

import pytest

from media import processes, transcoding
from media.rules import gain_for
from media.transcoding import find_tool, graph, sound
from media.transcoding.jobs import NotMade
from tests.factories import media as make

pytestmark = pytest.mark.usefixtures("own_ffmpeg")

HLS = ("-c:a", "aac", "-b:a", "64k", "-f", "hls", "-hls_time", "4", "-hls_playlist_type", "event", "-hls_segment_type", "fmp4")


def heard(tmp_path: Path, volume: str, seconds: int = 12) -> sound.Sound:
    """Some seconds of a tone whose volume ffmpeg's expression gives, over a hiss at -66 dB, in segments as they are published."""
    mixed = f"sine=f=300:r=48000:d={seconds},volume='{volume}':eval=frame[a];anoisesrc=d={seconds}:a=0.0005:r=48000:seed=1[b];[a][b]amix=2:normalize=0"
    make.ffmpeg("-f", "lavfi", "-i", mixed, *HLS, str(tmp_path / "index.m3u8"))
    ear, command = sound.Ear(), graph.compiled(find_tool(), sound.told(graph.own(tmp_path / "index.m3u8")["0"]))
    assert processes.run(command, limits=processes.Limits(wall=600, cpu=60), watch=processes.Watch(on_line=ear.hear)).code == 0
    return ear.sound()


def test_silences_and_peaks_are_where_they_are(tmp_path: Path) -> None:
    found = heard(tmp_path, "if(between(t,3,5.5)+between(t,8,8.5)+gt(t,10.5),0,1)")
    assert [(round(start, -2), round(end, -2)) for start, end in found.silences] == [
        (pytest.approx(3_000, abs=150), pytest.approx(5_500, abs=150)),
        (pytest.approx(10_500, abs=150), pytest.approx(12_000, abs=150)),
    ]
    assert -30 < found.loudness_lufs < -18
    assert len(found.peaks) == pytest.approx(120, abs=2)
    assert max(found.peaks[35:50]) <= 1
    assert min(found.peaks[5:25]) > 8
    assert len(found.waveform(50)) <= 50
    assert max(found.waveform(50)) == max(found.peaks)


def test_a_recording_of_nothing_is_silent(tmp_path: Path) -> None:
    found = heard(tmp_path, "0")
    assert found.silences == [(0, pytest.approx(12_000, abs=150))]
    assert gain_for(found.loudness_lufs) == 0  # hiss is not made louder
    assert set(found.peaks) == {0}


def test_a_quiet_voice_is_no_silence() -> None:
    levels = [-52.0] * 30 + [-58.0] * 5 + [-90.0] * 20 + [-52.0] * 30
    assert sound.silences(levels, -48.0) == [(3_500, 5_500)]


def test_what_is_no_sound_is_told(tmp_path: Path) -> None:
    (tmp_path / "audio").mkdir()
    for name in ("master.m3u8", "audio/index.m3u8"):
        (tmp_path / name).write_text("#EXTM3U\n#EXT-X-ENDLIST\n")
    with pytest.raises(NotMade):
        transcoding.make_extras(tmp_path, 1_000, tmp_path, watch=processes.Watch())
    with pytest.raises(NotMade):
        sound.Ear().sound()


def test_a_long_sound_is_heard_to_its_end(tmp_path: Path) -> None:
    """ffmpeg's words come in thousands of lines, and not one is broken in the middle."""
    found = heard(tmp_path, "0.2+0.8*abs(sin(t/3))", seconds=60)
    assert len(found.peaks) == pytest.approx(600, abs=2)
    assert min(found.peaks[5:-5]) >= 1
