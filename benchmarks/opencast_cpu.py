"""A recording made into a replay by us / Opencast's usual three sizes (x264 medium, CRF 22, one process, sound encoded). CPU seconds."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from benchmarks import college, recordings
from benchmarks.measure import Result, cpu_of, in_turns

SECONDS = 110
SIZES = (1080, 720, 480)


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
            subprocess.run(_theirs(tool, clip, target), check=True)

    spent = in_turns(1, lambda: cpu_of(ours), lambda: cpu_of(peer))
    return Result("opencast_cpu", *spent, "CPU s", 0.45, True, [f"{named}, {4 if tiny else SECONDS} s; theirs {'/'.join(map(str, SIZES))}"])


def _theirs(tool: str, clip: Path, target: str) -> list[str]:
    outputs: list[str] = []
    for size in SIZES:
        picture = ["-map", "0:v:0", "-map", "0:a:0", "-vf", f"scale=-2:{size}", "-c:v", "libx264", "-preset", "medium", "-crf", "22", "-pix_fmt", "yuv420p"]
        outputs += [*picture, "-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart", f"{target}/{size}.mp4"]
    return [*recordings.quiet(tool, clip), *outputs]


if __name__ == "__main__":
    college.answer(measure)
