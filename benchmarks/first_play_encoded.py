"""CPU seconds from an uploaded file until a browser can begin to play it / one CPU second. A recording of which every size must be encoded."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from statistics import median

from benchmarks import college, recordings
from benchmarks.first_play import until_playable
from benchmarks.measure import Result


def measure(tiny: bool) -> Result:
    college.start_django()
    from media import transcoding

    tool = transcoding.find_tool()
    folder = Path(tempfile.mkdtemp(prefix="clip-", dir=os.environ["DATA_DIR"]))
    clip, named = recordings.lecture(tool, folder, 8 if tiny else 60)
    stubborn = folder / "stubborn.mkv"  # 720 lines and one keyframe: three sizes, none of them a copy
    picture = ["-vf", "scale=-2:720", "-c:v", "libx264", "-preset", "ultrafast", "-g", "99999", "-sc_threshold", "0"]
    subprocess.run([*recordings.quiet(tool, clip), *picture, "-c:a", "pcm_s16le", str(stubborn)], check=True)
    spent = median(until_playable(stubborn) for _ in range(1 if tiny else 3))
    return Result("first_play_encoded", spent, 1, "CPU s", 3, True, [f"{named} as 720p without keyframes, three sizes and the sound encoded"])


if __name__ == "__main__":
    college.answer(measure)
