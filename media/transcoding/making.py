"""Running the steps: ladder, playlists, verification, loudness, plain MP4, poster."""

import logging
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from media import processes
from media.rules import Plan, Rung, Source, plan_for
from media.transcoding import graph, levelling, playlists
from media.transcoding.jobs import COPY_FAULTS, SILENT, Beginning, Job, Made, MadeRung, NotMade, Rendition, Told, names, write
from media.transcoding.sound import HEARD
from media.transcoding.tool import find_tool
from media.transcoding.verifying import complete, decode, limits_of, size_of, taken_over

logger = logging.getLogger(__name__)
POSTER_MOMENTS = (0.08, 0.3, 0.6)  # parts of the length; frame 0 is black or a desktop
LADDER_SHARE = 95  # per cent of the progress bar


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

    `playable` is a folder of `remux`, whose tracks are taken over as they are. A copied track that does not pass is encoded after all; sound that is
    too loud or too quiet is encoded so that it is not.

    Raises NotMade, processes.Stopped, or what a tick of the watch raises. The caller throws the folder away then.
    """
    job = Job(path, source, plan or plan_for(source), folder, watch, playable, told)
    try:
        return _make(job, is_final=True)
    except NotMade as fault:
        if not job.plan.copies or fault.code not in COPY_FAULTS:
            raise
        logger.warning("copies did not pass, everything is encoded: %s %s", fault.code, fault.detail)
    for entry in folder.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    return _make(replace(job, plan=plan_for(source, copying=False), playable=None), is_final=True)


def _make(job: Job, *, is_final: bool = False) -> Made:
    _make_ladder(job)
    sounds = [complete(job, "audio")] if job.plan.audio else []
    pictures = [complete(job, rung.name) for rung in job.plan.rungs]
    decode(job, _fresh(job))
    if is_final:
        sounds = [levelling.level(job) or sound for sound in sounds]
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
        _take_over(job, job.playable)
    if not names(plan):
        return
    for name in names(plan):
        (job.folder / name).mkdir()
    command = graph.ladder(find_tool(), job.path, job.source, plan, job.folder)
    beginning = Beginning(job)
    watched = replace(job, watch=replace(job.watch, on_tick=beginning.tick))
    watched.run(command, limits_of(job), lambda line: _report(line, job.plan.duration, job.told.progress))
    beginning.tick()  # what was written sooner than anybody looked


def _take_over(job: Job, playable: Path) -> None:
    """Nothing is written twice."""
    for name in taken_over(job):
        shutil.copytree(playable / name, job.folder / name, copy_function=os.link)
    if "audio" in taken_over(job) and (playable / HEARD).is_file():
        os.link(playable / HEARD, job.folder / HEARD)


def _fresh(job: Job) -> list[str]:
    """The tracks that nobody looked at, or listened to, yet."""
    known = set(taken_over(job)) - (set() if (job.folder / HEARD).is_file() else {"audio"})
    return [name for name in names(job.plan) if name not in known]


def _report(line: str, duration: int, on_progress: Callable[[int], None]) -> None:
    """A line of `-progress`. out_time_us is "N/A" until the first packet."""
    key, _, value = line.partition("=")
    if key == "out_time_us" and value.lstrip("-").isdigit():
        on_progress(max(0, min(LADDER_SHARE, int(value) // 10 // max(duration, 1) * LADDER_SHARE // 100)))


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
    best = max(_stills(job, POSTER_MOMENTS), key=size_of)
    if not size_of(best):
        (best,) = _stills(job, (0.0,))  # a picture that is over before the first moment
    if not size_of(best):
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
