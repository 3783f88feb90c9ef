"""Is what was written what it should be? Every segment there, the length right, all of it to be decoded; the sound is listened to on the way."""

import os
from contextlib import suppress
from pathlib import Path

from media import processes
from media.rules import Plan, Source
from media.transcoding import graph, playlists
from media.transcoding.jobs import Job, NotMade, Rendition, names, write
from media.transcoding.sound import HEARD, Ear
from media.transcoding.tool import find_tool


def limits_of(job: Job) -> processes.Limits:
    """Generous, but bounded by the length: the slowest ladder measured takes 1.2 CPU seconds a second."""
    seconds, size = job.plan.duration / 1000, job.path.stat().st_size
    return processes.Limits(wall=120 + seconds * 12, cpu=round(120 + seconds * 8), memory=3 * 1024**3, file=max(256 * 1024**2, size * 2))


def complete(job: Job, name: str) -> Rendition:
    """Close the playlist and look at what was written: every segment there, the length right."""
    folder = job.folder / name
    rendition = closed(folder)
    if not rendition.entries or not all(rendition.sizes) or len(list(folder.glob("*.m4s"))) != len(rendition.entries):
        raise NotMade("encoder_failed", f"{name}: segments are missing")
    if abs(rendition.seconds * 1000 - _expected(job.source, name)) > _tolerance(job.plan):
        raise NotMade("wrong_length", f"{name}: {rendition.seconds:.2f} s instead of {_expected(job.source, name) / 1000:.2f} s")
    return rendition


def decode(job: Job, fresh: list[str]) -> None:
    """Every segment's first picture and all of the sound must decode. One program looks at all: half of its time goes into its start.

    What it hears is written down beside them, as a sound of the whole folder.
    """
    if not fresh:
        return
    ear = Ear()
    job.run(graph.check(find_tool(), {job.folder / name / "index.m3u8": name != "audio" for name in fresh}), limits_of(job), ear.hear)
    with suppress(NotMade):  # a picture alone, or hardly any sound
        (job.folder / HEARD).write_text(ear.sound().text())


def taken_over(job: Job) -> list[str]:
    """The tracks that are those of the playable folder; they were looked at when they were made."""
    return [name for name in names(job.plan) if job.playable and (job.playable / name).is_dir()]


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
    return Rendition(folder.name, entries, [size_of(folder / entry.name) for entry in entries], playlists.codec_of((folder / "init.mp4").read_bytes()))


def size_of(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _expected(source: Source, name: str) -> int:
    """The length in milliseconds that a track must have from the start of the recording."""
    track = source.audio if name == "audio" else source.video
    assert track
    return track.end - max(0, min(0, track.start))


def _tolerance(plan: Plan) -> int:
    return max(1_000, plan.duration // 50)
