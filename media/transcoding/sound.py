"""What a published sound is like, heard once: how loud, where it is silent, and its wave form."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ffmpeg

from media.transcoding.jobs import NotMade

HEARD = "heard.json"  # in a folder whose sound was listened to
LEVEL_RATE = 16_000  # per second: of levels and peaks nothing is missed that belongs to a voice, and the statistics, which cost most, cost a third
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

    def text(self) -> str:
        """As JSON: loudness in LUFS, silences in milliseconds, peaks from 0 to 100 in equal steps."""
        return json.dumps({"loudness": self.loudness_lufs, "silences": self.silences, "peaks": self.waveform()}, separators=(",", ":"))


def noted(folder: Path) -> dict[str, Any] | None:
    """What `Sound.text` says of a folder of ours; None where nobody listened."""
    return json.loads((folder / HEARD).read_text()) if (folder / HEARD).is_file() else None


class Ear:
    """Hears what ffmpeg says of a sound, line by line."""

    def __init__(self) -> None:
        self.heard: dict[str, list[float]] = {_LOUDNESS: [], _PEAK: [], _LEVEL: []}

    def hear(self, line: str) -> None:
        key, _, value = line.partition("=")
        if key in self.heard:
            self.heard[key].append(float(value) if "inf" not in value and "nan" not in value else NOTHING)

    def sound(self) -> Sound:
        """Raises NotMade when there was none."""
        levels, peaks = self.heard[_LEVEL], self.heard[_PEAK]
        if not levels:
            raise NotMade("encoder_failed", "there is no sound")
        loudness = self.heard[_LOUDNESS][-1] if self.heard[_LOUDNESS] else NOTHING
        return Sound(round(loudness, 1), silences(levels, loudness), [round(100 * 10 ** (min(0.0, peak) / 20)) for peak in peaks])


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


def told(sound: Any) -> Any:
    """An output that prints how a stream of sound is, for an Ear.

    The loudness filter cuts it in tenths of a second, which the statistics are then made of; both speak in metadata.
    """
    sound = sound.filter("ebur128", metadata=1).filter("aformat", sample_rates=LEVEL_RATE)
    sound = sound.filter("astats", metadata=1, reset=1, measure_perchannel="none", measure_overall="Peak_level+RMS_level")
    sound = sound.filter("ametadata", mode="print", file="-")  # one printer: of several, each writes when its own buffer is full, in the middle of a line
    return ffmpeg.output(sound, "/dev/null", f="null")
