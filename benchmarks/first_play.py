"""CPU seconds from an uploaded file until a browser can begin to play it / one CPU second. A recording whose packets can be kept, of any length."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks import college, recordings
from benchmarks.measure import Result

LONG = 50  # times the lecture's 110 seconds: an hour and a half


def measure(tiny: bool) -> Result:
    college.start_django()
    from media import transcoding

    tool = transcoding.find_tool()
    folder = Path(tempfile.mkdtemp(prefix="clip-", dir=os.environ["DATA_DIR"]))
    clip, named = recordings.lecture(tool, folder, 8 if tiny else 110)
    long = recordings.repeated(tool, clip, 2 if tiny else LONG)
    rounds = 1 if tiny else 3
    short_one, long_one = (median(until_playable(path) for _ in range(rounds)) for path in (clip, long))
    notes = [f"{named}: {short_one:.2f} CPU s; {2 if tiny else LONG} times as long: {long_one:.2f} CPU s"]
    return Result("first_play", max(short_one, long_one), 1, "CPU s", 1, True, notes)


def until_playable(clip: Path) -> float:
    """From the file to the moment at which a player can begin, our own start of Python children included."""
    from media import processes, transcoding
    from media.probing import probe
    from media.rules import plan_for

    def work(happened: Callable[[], None]) -> None:
        source = probe(clip)
        way = transcoding.remux if plan_for(source).is_remux else transcoding.encode
        with tempfile.TemporaryDirectory(dir=clip.parent) as target:
            way(clip, source, Path(target), watch=processes.Watch(), told=transcoding.Told(playable=happened))

    return recordings.cpu_until(work)


if __name__ == "__main__":
    college.answer(measure)
