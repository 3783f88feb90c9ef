"""The sound of two replays as one track: packets are copied, those around the seam are made anew from faded samples.

What is of another rate or number of channels is encoded to fit, and a half without sound is silent.
"""

from array import array
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg

from media.transcoding import aac, cutting_checks, fragments
from media.transcoding.aac import FRAME
from media.transcoding.cut_sound import Part, Sound, encoder, frames_of, is_regular, regular, run, write_all
from media.transcoding.fragments import Track, Writer
from media.transcoding.jobs import Job
from media.transcoding.seams import clean

type Half = tuple[Path, int, int, Fraction]  # its folder, where it begins, how long it is (ms), and the second of its playlist at which it begins


def join(job: Job, halves: Sequence[Half]) -> None:
    """Write audio/ of the joined replay and verify it. Raises NotMade."""
    folder = job.folder / "audio"
    folder.mkdir()
    (folder / "seams").mkdir()
    like = fragments.read(next(place for place, *_ in halves if place.is_dir()))
    how = _settings(like)
    found = [_track(job, half, like, how, folder / f"seams/half{number}.aac") for number, half in enumerate(halves)]
    parts, low = list[Part](), 0
    for (_, begin, length, _), (track, first) in zip(halves, found, strict=True):
        here = round(Fraction(begin * like.timescale, 1000))
        away = (low + round(Fraction(-first - here, FRAME))) * FRAME
        parts.append(Part(here, here + round(Fraction(length * like.timescale, 1000)), away, low, low + len(track)))
        low += len(track)
    track = _one([track for track, _ in found], like)
    writer = Writer(folder, track)
    write_all(writer, Sound(job, track, how, tuple(parts), (parts[1].begin,), frames_of(parts)), [], folder / "seams")
    (folder / "init.mp4").write_bytes(fragments.header(like.init, 0))
    (folder / "index.m3u8").write_text(writer.playlist())
    clean(folder / "seams")
    cutting_checks.verify(job, "audio", writer)


def _settings(track: Track) -> aac.Settings:
    return aac.settings(fragments.find(track.init, b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd", b"mp4a", b"esds"))


def _track(job: Job, half: Half, like: Track, how: aac.Settings, target: Path) -> tuple[Track, int]:
    """The packets of a half, and at which sample of it the first one begins."""
    place, _, length, origin = half
    if not place.is_dir():
        return _silence(job, length, like, how, target), -FRAME
    track = fragments.read(place)
    if is_regular(track) and track.timescale == like.timescale and _settings(track) == how:
        return track, track.pts[0] - round(origin * track.timescale)
    return regular(job, place / "index.m3u8", like.timescale, how, target), -FRAME - round(origin * like.timescale)


def _silence(job: Job, length: int, like: Track, how: aac.Settings, target: Path) -> Track:
    layout = "mono" if how.channels == 1 else "stereo"
    source: Any = ffmpeg.input(f"anullsrc=r={like.timescale}:cl={layout}", f="lavfi", t=f"{length / 1000:.3f}")
    run(job, ffmpeg.output(source, str(target.resolve()), **encoder()), length)
    made = aac.read_adts(target)
    made.timescale = like.timescale
    return made


def _one(tracks: Sequence[Track], like: Track) -> Track:
    """One track of all packets; it knows where they lie, not when they are."""
    result = Track(like.init, [], like.timescale)
    for track in tracks:
        result.file.extend(array("l", (number + len(result.files) for number in track.file)))
        result.files += track.files
        result.size.extend(track.size)
        result.offset.extend(track.offset)
    return result
