"""A recording made into a replay by us / Esup-Pod's usual six processes (x264 slow, CRF 20, three sizes, MP4 and HLS encoded apart). CPU seconds."""

from __future__ import annotations

import subprocess
from pathlib import Path

from benchmarks import college, recordings
from benchmarks.measure import Result

SECONDS = 24  # theirs takes four times as long as the recording
SIZES = (1080, 720, 360)


def measure(tiny: bool) -> Result:
    return recordings.against("esup_cpu", 0.15, 4 if tiny else SECONDS, _theirs, f"theirs {'/'.join(map(str, SIZES))} as MP4 and HLS")


def _theirs(tool: str, clip: Path, target: Path) -> None:
    for size in SIZES:
        subprocess.run([*_encoded(tool, clip, size), "-movflags", "+faststart", f"{target}/{size}.mp4"], check=True)
        subprocess.run([*_encoded(tool, clip, size), "-f", "hls", "-hls_time", "4", "-hls_playlist_type", "vod", f"{target}/{size}.m3u8"], check=True)


def _encoded(tool: str, clip: Path, size: int) -> list[str]:
    picture = ["-vf", f"scale=-2:{size}", "-c:v", "libx264", "-preset", "slow", "-crf", "20", "-pix_fmt", "yuv420p"]
    picture += ["-force_key_frames", "expr:gte(t,n_forced*4)"]
    return [*recordings.quiet(tool, clip), *picture, "-c:a", "aac", "-b:a", "128k"]


if __name__ == "__main__":
    college.answer(measure)
