"""Running the steps: ladder, playlists, verification, plain MP4, poster."""

import logging
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from media import processes
from media.rules import Plan, Rung, Source, plan_for
from media.transcoding import graph, playlists
from media.transcoding.jobs import SILENT, Beginning, Job, Made, MadeRung, NotMade, Rendition, Told, names, write
from media.transcoding.tool import find_tool

logger = logging.getLogger(__name__)
POSTER_MOMENTS = (0.08, 0.3, 0.6)  # parts of the length; frame 0 is black or a desktop
LADDER_SHARE = 95  # per cent of the progress bar
COPY_FAULTS = frozenset({"encoder_failed", "wrong_length"})  # a copied track that is worse than it looked ends so


def remux(path: Path, source: Source, folder: Path, *, watch: processes.Watch, told: Told = SILENT) -> Made:
    """Make the best rung of a recording whose tracks are all copied, and verify it. Raises as `encode` does; one of COPY_FAULTS: it must be encoded."""
    plan = plan_for(source)
    copied = replace(plan, rungs=tuple(rung for rung in plan.rungs if rung.copied))
    return _make(Job(path, source, copied, folder, watch, told=told))


def encode(
    path: Path,
    source: Source,
    folder: Path,
    *,
    watch: processes.Watch,
    plan: Plan | None = None,
    playable: Path | None = None,
    told: Told = SILENT,
) -> Made:
    """Make and verify the replay of a probed original.

    `playable` is a folder of `remux`, whose tracks are taken over as they are. A copied track that does not pass is encoded after all.

    Raises NotMade, processes.Stopped, or what a tick of the watch raises. The caller throws the folder away then.
    """
    job = Job(path, source, plan or plan_for(source), folder, watch, playable, told)
    try:
        return _make(job)
    except NotMade as fault:
        if not job.plan.copies or fault.code not in COPY_FAULTS:
            raise
        logger.warning("copies did not pass, everything is encoded: %s %s", fault.code, fault.detail)
    for entry in folder.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    return _make(replace(job, plan=plan_for(source, copying=False), playable=None))


def _make(job: Job) -> Made:
    _make_ladder(job)
    sounds = [_complete(job, "audio")] if job.plan.audio else []
    pictures = [_complete(job, rung.name) for rung in job.plan.rungs]
    _decode(job)
    variants = variants_of(job.plan, pictures, sounds)
    write(job.folder / "master.m3u8", playlists.master(variants, has_audio=bool(sounds)))
    job.told.progress(LADDER_SHARE + 2)
    make_download(job)
    make_poster(job)
    return made(job, variants, pictures or sounds, sounds)


def _make_ladder(job: Job) -> None:
    plan = job.plan
    if job.playable:
        plan = replace(plan, rungs=plan.encoded, audio="")
        for name in names(job.plan):
            if (job.playable / name).is_dir():
                shutil.copytree(job.playable / name, job.folder / name, copy_function=os.link)  # nothing is written twice
    for name in names(plan):
        (job.folder / name).mkdir()
    command = graph.ladder(find_tool(), job.path, job.source, plan, job.folder)
    beginning = Beginning(job)
    watched = replace(job, watch=replace(job.watch, on_tick=beginning.tick))
    watched.run(command, limits_of(job), lambda line: _report(line, job.plan.duration, job.told.progress))
    beginning.tick()  # what was written sooner than anybody looked


def limits_of(job: Job) -> processes.Limits:
    """Generous, but bounded by the length: the slowest ladder measured takes 1.2 CPU seconds a second."""
    seconds, size = job.plan.duration / 1000, job.path.stat().st_size
    return processes.Limits(wall=120 + seconds * 12, cpu=round(120 + seconds * 8), memory=3 * 1024**3, file=max(256 * 1024**2, size * 2))


def _report(line: str, duration: int, on_progress: Callable[[int], None]) -> None:
    """A line of `-progress`. out_time_us is "N/A" until the first packet."""
    key, _, value = line.partition("=")
    if key == "out_time_us" and value.lstrip("-").isdigit():
        on_progress(max(0, min(LADDER_SHARE, int(value) // 10 // max(duration, 1) * LADDER_SHARE // 100)))


# ---- is it what it should be


def _complete(job: Job, name: str) -> Rendition:
    """Close the playlist and look at what was written: every segment there, the length right."""
    folder = job.folder / name
    rendition = closed(folder)
    if not rendition.entries or not all(rendition.sizes) or len(list(folder.glob("*.m4s"))) != len(rendition.entries):
        raise NotMade("encoder_failed", f"{name}: segments are missing")
    if abs(rendition.seconds * 1000 - _expected(job.source, name)) > _tolerance(job.plan):
        raise NotMade("wrong_length", f"{name}: {rendition.seconds:.2f} s instead of {_expected(job.source, name) / 1000:.2f} s")
    return rendition


def _decode(job: Job) -> None:
    """Every segment's first picture and all of the sound must decode. One program looks at all: half of its time goes into its start."""
    fresh = [name for name in names(job.plan) if not (job.playable and (job.playable / name).is_dir())]  # others were looked at when they were made
    if fresh:
        job.run(graph.check(find_tool(), {job.folder / name / "index.m3u8": name != "audio" for name in fresh}), limits_of(job))


def closed(folder: Path) -> Rendition:
    index = folder / "index.m3u8"
    text = index.read_text() if index.is_file() else ""
    header = folder / (playlists.header_name(text) or "init.mp4")
    if not header.is_file():
        raise NotMade("encoder_failed", f"{folder.name}: nothing was written")
    if header.name != "init.mp4" and not (folder / "init.mp4").exists():
        os.link(header, folder / "init.mp4")  # the first name stays for those who began to watch while it was written
    write(index, playlists.closed(text))
    entries = playlists.segments(text)
    return Rendition(folder.name, entries, [_size(folder / entry.name) for entry in entries], playlists.codec_of((folder / "init.mp4").read_bytes()))


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


def variants_of(plan: Plan, pictures: list[Rendition], sounds: list[Rendition]) -> list[playlists.Variant]:
    sound_peak = max((playlists.peak_rate(sound.sizes, sound.entries) for sound in sounds), default=0)
    sound_average = sum(playlists.average_rate(sound.sizes, sound.entries) for sound in sounds)
    if not pictures:
        return [playlists.Variant("audio", sound.codec, sound_peak, sound_average) for sound in sounds]
    return [_variant(rung, picture, plan, sound_peak, sound_average) for rung, picture in zip(plan.rungs, pictures, strict=True)]


def _variant(rung: Rung, picture: Rendition, plan: Plan, sound_peak: int, sound_average: int) -> playlists.Variant:
    return playlists.Variant(
        rung.name,
        f"{picture.codec},mp4a.40.2" if plan.audio else picture.codec,
        playlists.peak_rate(picture.sizes, picture.entries) + sound_peak,
        playlists.average_rate(picture.sizes, picture.entries) + sound_average,
        rung.width,
        rung.height,
        float(plan.fps),
    )


def make_download(job: Job) -> None:
    """The plain file: the best rung up to 720p, so that a phone without scripts is not given the fat top."""
    rungs = job.plan.rungs
    chosen = next((rung for rung in rungs if min(rung.width, rung.height) <= 720), rungs[-1] if rungs else None)
    names = ([chosen.name] if chosen else []) + (["audio"] if job.plan.audio else [])
    target = job.folder / ("replay.mp4" if chosen else "replay.m4a")
    job.run(graph.download(find_tool(), [job.folder / name / "index.m3u8" for name in names], target), limits_of(job))


def make_poster(job: Job) -> None:
    """Of three moments the one with most to see: the largest JPEG. A black or empty picture is the smallest. The one that people see already stays."""
    if not job.plan.rungs:
        return
    if job.playable and (job.playable / "poster.jpg").is_file():
        os.link(job.playable / "poster.jpg", job.folder / "poster.jpg")
        return
    best = max(_stills(job, POSTER_MOMENTS), key=_size)
    if not _size(best):
        (best,) = _stills(job, (0.0,))  # a picture that is over before the first moment
    if not _size(best):
        raise NotMade("encoder_failed", "no poster")
    best.replace(job.folder / "poster.jpg")
    for still in job.folder.glob("still-*.jpg"):
        still.unlink()


def _stills(job: Job, parts: Sequence[float]) -> list[Path]:
    """The pictures at parts of the length, made by one program; a file is absent when there is none."""
    moments = {job.folder / f"still-{round(part * 100)}.jpg": job.plan.duration * part / 1000 for part in parts}
    job.run(graph.stills(find_tool(), job.folder / "replay.mp4", moments), processes.Limits(wall=180, cpu=90))
    return list(moments)


def made(job: Job, variants: list[playlists.Variant], renditions: list[Rendition], sounds: list[Rendition]) -> Made:
    rungs = tuple(
        MadeRung(variant.name, variant.width, variant.height, variant.peak, variant.codecs, sum(rendition.sizes))
        for variant, rendition in zip(variants, renditions, strict=True)
    )
    length = round(max(rendition.seconds for rendition in [*renditions, *sounds]) * 1000)
    return Made(length, rungs[0].width, rungs[0].height, rungs, bool(job.plan.rungs), bool(sounds))
