"""What is made beside the sizes (small pictures, loudness and wave form, slide changes, poster) / the sizes themselves. CPU seconds."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from benchmarks import college, recordings
from benchmarks.measure import Result, cpu_of

SECONDS = 110


def measure(tiny: bool) -> Result:
    college.start_django()
    from media import transcoding
    from media.transcoding.sound import HEARD

    tool = transcoding.find_tool()
    folder = Path(tempfile.mkdtemp(prefix="clip-", dir=os.environ["DATA_DIR"]))
    clip, named = recordings.lecture(tool, folder, 4 if tiny else SECONDS)
    peer = cpu_of(lambda: recordings.ladder(clip, folder))
    (folder / "whole" / HEARD).unlink()  # the ladder listened already; here it is counted again, as for a replay that is cut
    ours = cpu_of(lambda: recordings.enrich(clip, folder))
    return Result("extras_cpu", ours, peer, "CPU s", 0.05, True, [f"{named}, {4 if tiny else SECONDS} s; the poster is counted with the sizes"])


if __name__ == "__main__":
    college.answer(measure)
