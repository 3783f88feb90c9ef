"""A recording made into a replay by us / Esup-Pod's usual six processes (x264 slow, CRF 20, three sizes, MP4 and HLS encoded apart). CPU seconds."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from benchmarks import college, recordings
from benchmarks.measure import Result, cpu_of, in_turns

SECONDS = 24  # theirs takes four times as long as the recording
SIZES = (1080, 720, 360)


def measure(tiny: bool) -> Result:
    college.start_django()
    from media import transcoding

    tool = transcoding.find_tool()
    folder = Path(tempfile.mkdtemp(prefix="clip-", dir=os.environ["DATA_DIR"]))
    clip, named = recordings.lecture(tool, folder, 4 if tiny else SECONDS)

    def ours() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as target:
            recordings.replay(clip, Path(target))

    def peer() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as target:
            for size in SIZES:
                subprocess.run([*_encoded(tool, clip, size), "-movflags", "+faststart", f"{target}/{size}.mp4"], check=True)
                subprocess.run([*_encoded(tool, clip, size), "-f", "hls", "-hls_time", "4", "-hls_playlist_type", "vod", f"{target}/{size}.m3u8"], check=True)

    spent = in_turns(1, lambda: cpu_of(ours), lambda: cpu_of(peer))
    return Result("esup_cpu", *spent, "CPU s", 0.15, True, [f"{named}, {4 if tiny else SECONDS} s; theirs {'/'.join(map(str, SIZES))} as MP4 and HLS"])


def _encoded(tool: str, clip: Path, size: int) -> list[str]:
    picture = [
        "-vf",
        f"scale=-2:{size}",
        "-c:v",
        "libx264",
        "-preset",
        "slow",
        "-crf",
        "20",
        "-pix_fmt",
        "yuv420p",
        "-force_key_frames",
        "expr:gte(t,n_forced*4)",
    ]
    return [*recordings.quiet(tool, clip), *picture, "-c:a", "aac", "-b:a", "128k"]


if __name__ == "__main__":
    college.answer(measure)
