"""Pictures of slides as files: taken from the recording, one a slide."""

from collections.abc import Sequence
from pathlib import Path

from media import processes
from media.rules import Source
from media.slides.detection import NotSeen
from media.transcoding import find_tool, stills

LIMITS = processes.Limits(wall=120, cpu=60, file=64 * 1024**2)


def take(path: Path, source: Source, moments: Sequence[int], folder: Path, watch: processes.Watch | None = None) -> list[Path]:
    """One JPEG for each moment (milliseconds) in a folder that is there, 00000.jpg and on.

    Raises NotSeen, and what processes.run raises.
    """
    return [_taken(path, source, moment, folder / f"{number:05d}.jpg", watch) for number, moment in enumerate(moments)]


def _taken(path: Path, source: Source, moment: int, target: Path, watch: processes.Watch | None) -> Path:
    assert source.video
    outcome = processes.run(stills.slide(find_tool(), path, source.video.index, moment, target), limits=LIMITS, watch=watch)
    if outcome.code != 0 or not target.is_file():
        raise NotSeen(outcome.errors or f"no picture at {moment} ms")
    return target
