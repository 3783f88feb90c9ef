"""All recordings are equally loud. A sound is heard when it is verified; one that is too loud or too quiet is encoded once from the original,
changed by one gain throughout: people hear the teacher, not a machine at the knob. All sizes of a picture share the one sound.

It is known at the end of the ladder, not before: people do not wait until hours are listened to, they begin with the sound as it was recorded. The new
one takes its place segment by segment (media.storages.found).
"""

import logging
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from media.rules import gain_for
from media.transcoding import aac, fragments, graph, playlists, sound
from media.transcoding.jobs import COPY_FAULTS, Job, NotMade, Rendition
from media.transcoding.tool import find_tool
from media.transcoding.verifying import closed, complete, decode, limits_of

logger = logging.getLogger(__name__)


def wanted(folder: Path) -> float:
    """The gain (dB) that the sound of a folder still needs; 0 where nobody listened to it, or nothing is heard in it."""
    told = sound.noted(folder)
    return gain_for(told["loudness"]) if told else 0.0


def level(job: Job) -> Rendition | None:
    """Make a verified sound as loud as it should be, in its place; None when it stays as it is. Raises NotMade only for what no sound can be blamed for."""
    gain = wanted(job.folder)
    if not gain:
        return None
    apart = replace(job, plan=replace(job.plan, gain=gain), folder=job.folder / "level", playable=None)
    (apart.folder / "audio").mkdir(parents=True)
    try:
        job.run(graph.levelled(find_tool(), job.path, job.source, apart.plan, _shift(job), apart.folder / "audio"), limits_of(job))
        complete(apart, "audio")
        decode(apart, ["audio"])
        _swap(apart.folder, job.folder)
    except NotMade as fault:
        if fault.code not in COPY_FAULTS:
            raise
        logger.warning("the sound stays as it was recorded: %s %s", fault.code, fault.detail)
        return None
    finally:
        shutil.rmtree(apart.folder)
    return closed(job.folder / "audio")


def _shift(job: Job) -> float:
    """By how many seconds the former sound lies later than in the original: a muxer moves all tracks so that none begins below zero."""
    assert job.source.audio
    folder = job.folder / "audio"
    first = playlists.segments((folder / "index.m3u8").read_text())[0]
    track = fragments.read_files((folder / "init.mp4").read_bytes(), [folder / first.name])
    began = Fraction(job.source.audio.start, 1000) if job.plan.audio == "copy" else Fraction(-aac.FRAME, track.timescale)  # the encoder's priming packet
    return max(0.0, float(Fraction(track.pts[0], track.timescale) - began))


def _swap(apart: Path, folder: Path) -> None:
    """Somebody may be playing: segments have the names and lengths of the former ones, which are hardly ever more or fewer by one."""
    fresh = {file.name: file for file in (apart / "audio").iterdir()}
    for name, file in fresh.items():
        file.replace(folder / "audio" / name)
    for file in (folder / "audio").glob("*.m4s"):
        if file.name not in fresh:
            file.unlink()
    (apart / sound.HEARD).replace(folder / sound.HEARD)
