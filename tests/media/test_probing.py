"""The quick way to probe says what the thorough one says, or leaves it to that one."""

from pathlib import Path
from typing import Any

import av
import pytest

from media import probing_child as child
from media.rules import FORMATS, MAX_PIXELS, MAX_STREAMS
from tests.factories import media as make


def thorough(path: Path) -> dict[str, Any]:
    return child.main(str(path), FORMATS, MAX_STREAMS, MAX_PIXELS, (child.walk,))


def quick(path: Path) -> dict[str, Any] | None:
    with av.open(str(path)) as container:
        return child.describe(container, MAX_PIXELS, child.skim)


KINDS = {
    "a phone's": (".mp4", ("-preset", "veryfast", "-g", "25")),
    "with frames in another order than they are shown": (".mp4", ("-preset", "veryfast", "-bf", "3", "-g", "50", "-movflags", "+faststart")),
    "turned": (".mov", ("-metadata:s:v:0", "rotate=90")),
    "of unusual time": (".mp4", ("-video_track_timescale", "90000", "-r", "24000/1001")),
}


@pytest.mark.parametrize("kind", KINDS)
def test_both_ways_agree(clips: Path, kind: str) -> None:
    ending, options = KINDS[kind]
    path = make.clip(clips / f"probed-{len(kind)}{ending}", *options, size="64x48", seconds=5)
    told, known = quick(path), thorough(path)
    assert told is not None
    for track in ("video", "audio"):
        for name, value in known[track].items():
            if name in ("end", "bitrate"):
                assert told[track][name] == pytest.approx(value, rel=0.02, abs=50), name  # the last packet may be shorter than those before it
            else:
                assert told[track][name] == value, name


@pytest.mark.parametrize("kind", ["cut", "fragmented", "matroska", "sound"])
def test_what_an_index_cannot_tell_is_read(clips: Path, tmp_path: Path, kind: str) -> None:
    whole = make.clip(clips / "indexed.mp4", "-movflags", "+faststart", size="64x48", seconds=3)
    path = tmp_path / f"{kind}.mp4"
    if kind == "cut":
        path.write_bytes(whole.read_bytes()[: whole.stat().st_size * 6 // 10])
    elif kind == "fragmented":
        make.ffmpeg("-i", str(whole), "-c", "copy", "-movflags", "+frag_keyframe+empty_moov", str(path))
    elif kind == "matroska":
        make.ffmpeg("-i", str(whole), "-c", "copy", "-f", "matroska", str(path))
    else:
        make.ffmpeg("-i", str(whole), "-c", "copy", "-vn", str(path))
    assert quick(path) is None
    assert child.main(str(path), FORMATS, MAX_STREAMS, MAX_PIXELS) == thorough(path)
