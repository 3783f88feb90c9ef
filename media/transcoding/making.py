"""Running the steps: ladder, playlists, verification, plain MP4, poster."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from media import processes
from media.rules import Plan, Rung, Source, plan_for
from media.transcoding import graph, playlists
from media.transcoding.tool import find_tool

POSTER_MOMENTS = (0.08, 0.3, 0.6)  # parts of the length; frame 0 is black or a desktop
LADDER_SHARE = 95  # per cent of the progress bar


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
class Made:
    """What lies in the folder now."""

    duration: int
    width: int
    height: int
    rungs: tuple[MadeRung, ...]
    has_video: bool
    has_audio: bool


@dataclass(frozen=True, slots=True)
class _Rendition:
    """A verified folder: its segments, their sizes, and the codec of its header."""

    name: str
    entries: list[playlists.Segment]
    sizes: list[int]
    codec: str

    @property
    def seconds(self) -> float:
        return sum(entry.seconds for entry in self.entries)


@dataclass(frozen=True, slots=True)
class _Job:
    """One attempt: where from, where to, and who watches."""

    path: Path
    source: Source
    plan: Plan
    folder: Path
    watch: processes.Watch

    def run(self, arguments: list[str], limits: processes.Limits, on_line: Callable[[str], None] | None = None) -> None:
        try:
            outcome = processes.run(arguments, limits=limits, watch=replace(self.watch, on_line=on_line))
        except processes.TimedOut as error:
            raise NotMade("too_slow") from error
        if outcome.code != 0:
            raise NotMade(_code(outcome), outcome.errors)


def encode(path: Path, source: Source, folder: Path, *, watch: processes.Watch, on_progress: Callable[[int], None]) -> Made:
    """Make and verify the replay of a probed original. `on_progress` hears whole per cents.

    A copied track that does not pass is encoded after all.

    Raises NotMade, processes.Stopped, or what a tick of the watch raises. The caller throws the folder away then.
    """
    job = _Job(path, source, plan_for(source), folder, watch)
    try:
        return _make(job, on_progress)
    except NotMade as fault:
        if not job.plan.copies or fault.code not in ("encoder_failed", "wrong_length"):
            raise
    for entry in folder.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    return _make(replace(job, plan=plan_for(source, copying=False)), on_progress)


def _make(job: _Job, on_progress: Callable[[int], None]) -> Made:
    _make_ladder(job, on_progress)
    sounds = [_verified(job, "audio")] if job.plan.audio else []
    pictures = [_verified(job, rung.name) for rung in job.plan.rungs]
    variants = _variants(job.plan, pictures, sounds)
    (job.folder / "master.m3u8").write_text(playlists.master(variants, has_audio=bool(sounds)))
    on_progress(LADDER_SHARE + 2)
    _make_download(job)
    _make_poster(job)
    return _made(job, variants, pictures or sounds, sounds)


def _make_ladder(job: _Job, on_progress: Callable[[int], None]) -> None:
    for name in _names(job.plan):
        (job.folder / name).mkdir()
    command = graph.ladder(find_tool(), job.path, job.source, job.plan, job.folder)
    job.run(command, _limits(job), lambda line: _report(line, job.plan.duration, on_progress))


def _names(plan: Plan) -> list[str]:
    return [rung.name for rung in plan.rungs] + (["audio"] if plan.audio else [])


def _limits(job: _Job) -> processes.Limits:
    """Generous, but bounded by the length: the slowest ladder measured takes 1.2 CPU seconds a second."""
    seconds, size = job.plan.duration / 1000, job.path.stat().st_size
    return processes.Limits(wall=120 + seconds * 12, cpu=round(120 + seconds * 8), memory=3 * 1024**3, file=max(256 * 1024**2, size * 2))


def _report(line: str, duration: int, on_progress: Callable[[int], None]) -> None:
    """A line of `-progress`. out_time_us is "N/A" until the first packet."""
    key, _, value = line.partition("=")
    if key == "out_time_us" and value.lstrip("-").isdigit():
        on_progress(max(0, min(LADDER_SHARE, int(value) // 10 // max(duration, 1) * LADDER_SHARE // 100)))


def _code(outcome: processes.Outcome) -> str:
    return "disk_full" if "No space left" in outcome.errors else "encoder_failed"


# ---- is it what it should be


def _verified(job: _Job, name: str) -> _Rendition:
    """Close the playlist and look at what was written: every segment there, the length right, every segment's first picture decodable."""
    folder = job.folder / name
    rendition = _closed(folder)
    if not rendition.entries or not all(rendition.sizes) or len(list(folder.glob("*.m4s"))) != len(rendition.entries):
        raise NotMade("encoder_failed", f"{name}: segments are missing")
    if abs(rendition.seconds * 1000 - _expected(job.source, name)) > _tolerance(job.plan):
        raise NotMade("wrong_length", f"{name}: {rendition.seconds:.2f} s instead of {_expected(job.source, name) / 1000:.2f} s")
    job.run(graph.check(find_tool(), folder / "index.m3u8", name != "audio"), _limits(job))
    return rendition


def _closed(folder: Path) -> _Rendition:
    index = folder / "index.m3u8"
    text = index.read_text() if index.is_file() else ""
    header = folder / (playlists.header_name(text) or "init.mp4")
    if not header.is_file():
        raise NotMade("encoder_failed", f"{folder.name}: nothing was written")
    header = header.rename(folder / "init.mp4")
    index.write_text(playlists.closed(text))
    entries = playlists.segments(text)
    return _Rendition(folder.name, entries, [_size(folder / entry.name) for entry in entries], playlists.codec_of(header.read_bytes()))


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _expected(source: Source, name: str) -> int:
    """The length in milliseconds that a track must have from the start of the recording."""
    track = source.audio if name == "audio" else source.video
    assert track
    return track.end - max(0, min(0, track.start))


def _tolerance(plan: Plan) -> int:
    return max(1_000, plan.duration // 50)


# ---- what is written beside the ladder


def _variants(plan: Plan, pictures: list[_Rendition], sounds: list[_Rendition]) -> list[playlists.Variant]:
    sound_peak = max((playlists.peak_rate(sound.sizes, sound.entries) for sound in sounds), default=0)
    sound_average = sum(playlists.average_rate(sound.sizes, sound.entries) for sound in sounds)
    if not pictures:
        return [playlists.Variant("audio", sound.codec, sound_peak, sound_average) for sound in sounds]
    return [_variant(rung, picture, plan, sound_peak, sound_average) for rung, picture in zip(plan.rungs, pictures, strict=True)]


def _variant(rung: Rung, picture: _Rendition, plan: Plan, sound_peak: int, sound_average: int) -> playlists.Variant:
    return playlists.Variant(
        rung.name,
        f"{picture.codec},mp4a.40.2" if plan.audio else picture.codec,
        playlists.peak_rate(picture.sizes, picture.entries) + sound_peak,
        playlists.average_rate(picture.sizes, picture.entries) + sound_average,
        rung.width,
        rung.height,
        float(plan.fps),
    )


def _make_download(job: _Job) -> None:
    """The plain file: the best rung up to 720p, so that a phone without scripts is not given the fat top."""
    rungs = job.plan.rungs
    chosen = next((rung for rung in rungs if min(rung.width, rung.height) <= 720), rungs[-1] if rungs else None)
    names = ([chosen.name] if chosen else []) + (["audio"] if job.plan.audio else [])
    target = job.folder / ("replay.mp4" if chosen else "replay.m4a")
    job.run(graph.download(find_tool(), [job.folder / name / "index.m3u8" for name in names], target), _limits(job))


def _make_poster(job: _Job) -> None:
    """Of three moments the one with most to see: the largest JPEG. A black or empty picture is the smallest."""
    if not job.plan.rungs:
        return
    best = max((_still(job, part) for part in POSTER_MOMENTS), key=_size)
    if not _size(best):
        best = _still(job, 0)  # a picture that is over before the first moment
    if not _size(best):
        raise NotMade("encoder_failed", "no poster")
    best.replace(job.folder / "poster.jpg")
    for still in job.folder.glob("still-*.jpg"):
        still.unlink()


def _still(job: _Job, part: float) -> Path:
    """The picture at a part of the length; the file is absent when there is none."""
    target = job.folder / f"still-{round(part * 100)}.jpg"
    job.run(graph.still(find_tool(), job.folder / "replay.mp4", job.plan.duration * part / 1000, target), processes.Limits(wall=60, cpu=30))
    return target


def _made(job: _Job, variants: list[playlists.Variant], renditions: list[_Rendition], sounds: list[_Rendition]) -> Made:
    rungs = tuple(
        MadeRung(variant.name, variant.width, variant.height, variant.peak, variant.codecs, sum(rendition.sizes))
        for variant, rendition in zip(variants, renditions, strict=True)
    )
    length = round(max(rendition.seconds for rendition in [*renditions, *sounds]) * 1000)
    return Made(length, rungs[0].width, rungs[0].height, rungs, bool(job.plan.rungs), bool(sounds))
