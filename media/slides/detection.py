"""When another slide comes, found from keyframes by a limited child process (`detection_child.py`) in a tenth of the time that decoding takes."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from media import processes
from media.rules import FORMATS, Source
from media.rules import slides as rules

CHILD = Path(__file__).with_name("detection_child.py")


class NotSeen(Exception):
    """The recording's pictures could not be read; the message is for the log."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """`changes` are the moments in milliseconds at which another slide came, none where the recording shows no slides.

    `looks` are moments of pictures that are cheap to fetch. `moving` are the 18 by 32 bits, row by row, of the blocks that show a camera or a
    pointer, as hexadecimal digits.
    """

    changes: tuple[int, ...]
    looks: tuple[int, ...]
    moving: str


def find(path: Path, source: Source, watch: processes.Watch | None = None) -> Sighting:
    """Look at a probed recording. Each change is right within a second.

    Raises NotSeen, and what processes.run raises.
    """
    if source.video is None or source.duration <= 0:
        return Sighting((), (), "")
    density = "sparse" if rules.is_sparse(source.video.keyframes, source.duration) else "dense"
    arguments = [str(path.resolve()), FORMATS, str(source.video.index), str(source.duration), density]
    outcome = processes.run([sys.executable, "-I", str(CHILD), *arguments], limits=_limits(source), watch=watch)
    if outcome.code != 0:
        raise NotSeen(outcome.errors)
    report = json.loads(outcome.output)
    return Sighting(tuple(report["changes"]), tuple(report["looks"]), report["moving"])


def _limits(source: Source) -> processes.Limits:
    """By the length: where keyframes are rare every second picture is decoded, which takes a tenth of real time."""
    seconds = source.duration / 1000
    return processes.Limits(wall=120 + seconds * 4, cpu=round(60 + seconds), file=1024 * 1024)
