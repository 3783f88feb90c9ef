"""What a published sound is like, heard once: how loud, where it is silent, and its wave form."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import ffmpeg

from media import processes
from media.transcoding import graph, playlists
from media.transcoding.jobs import NotMade
from media.transcoding.tool import find_tool

STEP_MS = 100  # a peak each; the loudness filter's own step
SILENCE_MS = 1_000  # shorter ones are breath
BELOW = 22  # decibels below the loudness of the whole: a room with a running projector, but nobody who speaks
QUIETEST, NOTHING = -60.0, -120.0  # decibels: below the first all is silence, whatever is compared; the second stands for -inf
_LOUDNESS, _PEAK, _LEVEL = "lavfi.r128.I", "lavfi.astats.Overall.Peak_level", "lavfi.astats.Overall.RMS_level"


@dataclass(frozen=True, slots=True)
class Sound:
    """`loudness_lufs` of the whole (EBU R 128), `silences` in milliseconds (start, end), `peaks` from 0 to 100 for each tenth of a second."""

    loudness_lufs: float
    silences: list[tuple[int, int]]
    peaks: list[int]

    def waveform(self, most: int = 4_000) -> list[int]:
        """The peaks in at most so many equal steps."""
        width = -(-len(self.peaks) // most) or 1
        return [max(self.peaks[start : start + width]) for start in range(0, len(self.peaks), width)]


def measure(playlist: Path, watch: processes.Watch) -> Sound:
    """Listen to a rendition of ours (its playlist) once. Raises NotMade, and what processes.run raises."""
    heard: dict[str, list[float]] = {_LOUDNESS: [], _PEAK: [], _LEVEL: []}
    seconds = sum(entry.seconds for entry in playlists.segments(playlist.read_text()))
    limits = processes.Limits(wall=120 + seconds / 2, cpu=round(60 + seconds / 10))
    told = processes.Watch(watch.stop, lambda line: _hear(line, heard), watch.on_tick)
    outcome = processes.run(_command(playlist), limits=limits, watch=told)
    if outcome.code != 0 or not heard[_LEVEL]:
        raise NotMade("encoder_failed", outcome.errors or "there is no sound")
    loudness = heard[_LOUDNESS][-1] if heard[_LOUDNESS] else NOTHING
    return Sound(round(loudness, 1), silences(heard[_LEVEL], loudness), [round(100 * 10 ** (min(0.0, peak) / 20)) for peak in heard[_PEAK]])


def silences(levels: Sequence[float], loudness: float) -> list[tuple[int, int]]:
    """Times at which the level of each step (decibels) stays far below the loudness of the whole for a second or more."""
    limit = max(loudness - BELOW, QUIETEST)
    found, begin = [], 0
    for number, level in enumerate([*levels, 0.0]):
        if level >= limit or number == len(levels):
            if (number - begin) * STEP_MS >= SILENCE_MS:
                found.append((begin * STEP_MS, number * STEP_MS))
            begin = number + 1
    return found


def _command(playlist: Path) -> list[str]:
    """The loudness filter cuts the sound in tenths of a second, which the statistics are then made of; both speak in metadata."""
    sound = graph.own(playlist)["0"].filter("ebur128", metadata=1)
    sound = sound.filter("astats", metadata=1, reset=1, measure_perchannel="none", measure_overall="Peak_level+RMS_level")
    sound = sound.filter("ametadata", mode="print", file="-")  # one printer: of several, each writes when its own buffer is full, in the middle of a line
    return graph.compiled(find_tool(), ffmpeg.output(sound, str(Path("/dev/null")), f="null"))


def _hear(line: str, heard: dict[str, list[float]]) -> None:
    key, _, value = line.partition("=")
    if key in heard:
        heard[key].append(float(value) if "inf" not in value and "nan" not in value else NOTHING)
