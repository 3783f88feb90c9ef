"""One attempt at a replay: its values, how it runs programs, and how it says that a player can begin."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from media import processes
from media.rules import Plan, Rung, Source
from media.transcoding import playlists

COPY_FAULTS = frozenset({"encoder_failed", "wrong_length"})  # a copied track that is worse than it looked ends so
AUDIO_PEAK = 200_000  # bits per second
LOOK_SECONDS = 0.04  # between looks at a ladder that begins; people wait for it
TOO_LARGE = re.compile(r"Picture size \d{3,}x\d{3,} (exceeds|is invalid)")  # ffmpeg's words, of any picture on the way whatever its header said


class NotMade(Exception):
    """The encoder failed or its result did not pass. `code` is a failure code, `detail` ffmpeg's last words for the log."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code}: {detail}")


@dataclass(frozen=True, slots=True)
class MadeRung:
    """One finished rendition. `bandwidth` is the announced peak with sound, `bytes` the size of its own files."""

    name: str
    width: int
    height: int
    bandwidth: int
    codecs: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Told:
    """Who wants to hear how it goes: `progress` in whole per cents, and `playable` once, when a player can begin with what is written."""

    progress: Callable[[int], None] = lambda percent: None
    playable: Callable[[], None] = lambda: None


SILENT = Told()


@dataclass(frozen=True, slots=True)
class Made:
    """What lies in the folder now."""

    duration: int
    width: int
    height: int
    rungs: tuple[MadeRung, ...]
    has_video: bool
    has_audio: bool


@dataclass(frozen=True, slots=True)
class Rendition:
    """A verified folder: its segments, their sizes, and the codec of its header."""

    name: str
    entries: list[playlists.Segment]
    sizes: list[int]
    codec: str

    @property
    def seconds(self) -> float:
        return sum(entry.seconds for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Job:
    """One attempt: where from, where to, and who watches."""

    path: Path
    source: Source
    plan: Plan
    folder: Path
    watch: processes.Watch
    playable: Path | None = None
    told: Told = SILENT
    spent: Callable[[float], None] = lambda work: None  # hears of work done, as media.transcoding.meter weighs it

    def run(self, arguments: list[str], limits: processes.Limits, on_line: Callable[[str], None] | None = None) -> None:
        try:
            outcome = processes.run(arguments, limits=limits, watch=replace(self.watch, on_line=on_line))
        except processes.TimedOut as error:
            raise NotMade("too_slow") from error
        if outcome.code != 0 or TOO_LARGE.search(outcome.errors):  # a picture that is not decoded is no error to ffmpeg
            raise NotMade(_code(outcome), outcome.errors)

    def did(self, work: float) -> None:
        """So much was done by ourselves, not by a program: tell it, and keep what is held meanwhile. Raises processes.Stopped, or what a tick raises."""
        self.spent(work)
        if self.watch.stop.is_set():
            raise processes.Stopped
        self.watch.on_tick()


def names(plan: Plan) -> list[str]:
    return [rung.name for rung in plan.rungs] + (["audio"] if plan.audio else [])


def write(path: Path, text: str) -> None:
    """At once or not at all: somebody may be reading it."""
    fresh = path.with_name(path.name + ".tmp")
    fresh.write_text(text)
    fresh.replace(path)


class Beginning:
    """Watches a ladder that is being written, and once all of it has begun, writes a first master and says so."""

    def __init__(self, job: Job) -> None:
        self.job, self.is_over = job, bool(job.playable)

    def tick(self) -> float | None:
        pause = self.job.watch.on_tick()
        if self.is_over:
            return pause
        if all(self._begun(name) for name in names(self.job.plan)):
            self.is_over = True
            write(self.job.folder / "master.m3u8", playlists.master(self._announced(), has_audio=bool(self.job.plan.audio)))
            self.job.told.playable()
        return LOOK_SECONDS

    def _begun(self, name: str) -> bool:
        index = self.job.folder / name / "index.m3u8"
        return index.is_file() and "#EXTINF" in index.read_text()

    def _announced(self) -> list[playlists.Variant]:
        """Rates are known at the end; until then a player hears the most that they may be."""
        plan, sound = self.job.plan, AUDIO_PEAK if self.job.plan.audio else 0
        if not plan.rungs:
            return [playlists.Variant("audio", "mp4a.40.2", sound, sound)]
        return [self._variant(rung, sound) for rung in plan.rungs]

    def _variant(self, rung: Rung, sound: int) -> playlists.Variant:
        folder, rate = self.job.folder / rung.name, rung.max_rate + sound
        header = folder / (playlists.header_name((folder / "index.m3u8").read_text()) or "init.mp4")
        codec = playlists.codec_of(header.read_bytes())
        return playlists.Variant(rung.name, f"{codec},mp4a.40.2" if sound else codec, rate, rate, rung.width, rung.height, float(self.job.plan.fps))


def _code(outcome: processes.Outcome) -> str:
    if TOO_LARGE.search(outcome.errors):
        return "picture_too_large"
    return "disk_full" if "No space left" in outcome.errors else "encoder_failed"
