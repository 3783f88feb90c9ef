"""A recording made into a replay by us / Opencast's usual three sizes (x264 medium, CRF 22, one process, sound encoded). CPU seconds."""

from __future__ import annotations

import subprocess
from pathlib import Path

from benchmarks import college, recordings
from benchmarks.measure import Result

SECONDS = 110
SIZES = (1080, 720, 480)


def measure(tiny: bool) -> Result:
    return recordings.against("opencast_cpu", 0.45, 4 if tiny else SECONDS, _theirs, f"theirs {'/'.join(map(str, SIZES))}")


def _theirs(tool: str, clip: Path, target: Path) -> None:
    outputs: list[str] = []
    for size in SIZES:
        picture = ["-map", "0:v:0", "-map", "0:a:0", "-vf", f"scale=-2:{size}", "-c:v", "libx264", "-preset", "medium", "-crf", "22", "-pix_fmt", "yuv420p"]
        outputs += [*picture, "-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart", f"{target}/{size}.mp4"]
    subprocess.run([*recordings.quiet(tool, clip), *outputs], check=True)


if __name__ == "__main__":
    college.answer(measure)
