"""The sound of a cut: AAC packets are copied, those around a seam are made anew from faded samples.

A packet holds half of two neighbouring frames of 1024 samples: what a decoder gives out after packet m is frame m, made of packets m-1 and m.
Frames of a part keep their grid, so sound may be half a frame (11 ms) away from where the seam is, and never more, however many seams there are.
"""

import itertools
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg

from media import processes
from media.rules.cuts import EditList, merged
from media.transcoding import aac, cutting_checks, fragments, graph
from media.transcoding.aac import FRAME
from media.transcoding.fragments import Sample, Track, Writer
from media.transcoding.jobs import Job, NotMade
from media.transcoding.seams import clean
from media.transcoding.tool import find_tool

FADE_MS = 10
LEAD, TAIL = 3, 2  # frames given to the encoder beside those that are used: it needs them to settle
WARM = 2  # packets given to the decoder before those that are used
RATE = "128k"
SEGMENT = 4  # seconds, where there is no picture to follow
JITTER_MS = 10


@dataclass(frozen=True, slots=True)
class Part:
    """Samples `begin` to `end` of the cut; sample x of them is sample x + `away` of what the packets hold. Its own packets are `low` to `high` (without)."""

    begin: int
    end: int
    away: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Sound:
    """All that is known for one cut. `seams` are samples of the cut, `packets` how many the track has, `frames` how many the cut will have."""

    job: Job
    track: Track
    how: aac.Settings
    parts: tuple[Part, ...]
    seams: tuple[int, ...]
    frames: int

    @property
    def fade(self) -> int:
        return self.track.timescale * FADE_MS // 1000


def make(job: Job, edits: EditList, track: Track, origin: Fraction, begins: Sequence[float]) -> float:
    """Write audio/ for a cut, its segments beginning at `begins` (seconds; none: every four); its length in seconds. Raises NotMade."""
    folder = job.folder / "audio"
    folder.mkdir()
    (folder / "seams").mkdir()
    how = aac.settings(fragments.find(track.init, b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd", b"mp4a", b"esds"))
    first = track.pts[0] - round(origin * track.timescale)
    if not is_regular(track):
        anew = regular(job, job.path.with_name("audio") / "index.m3u8", track.timescale, how, folder / "seams/regular.aac")
        anew.init, track, first = track.init, anew, -FRAME - round(origin * track.timescale)
    sound = _planned(job, edits, track, how, first)
    writer = Writer(folder, track)
    write_all(writer, sound, begins, folder / "seams")
    (folder / "init.mp4").write_bytes(fragments.header(track.init, 0))
    (folder / "index.m3u8").write_text(writer.playlist())
    clean(folder / "seams")
    cutting_checks.verify(job, "audio", writer)
    return sound.frames * FRAME / track.timescale


def is_regular(track: Track) -> bool:
    most = track.timescale * JITTER_MS // 1000
    return all(abs(time - track.pts[0] - FRAME * number) <= most for number, time in enumerate(track.pts))


def regular(job: Job, playlist: Path, rate: int, how: aac.Settings, target: Path) -> Track:
    """Sound encoded anew, with silence in its gaps: packets at equal distances, as one file without a header. The first one only primes the decoder."""
    sound = graph.own(playlist, copyts=None)["0"].filter("aresample", rate, **{"async": 1, "first_pts": 0})
    run(job, ffmpeg.output(sound, str(target.resolve()), ac=how.channels, **encoder()), job.plan.duration)
    made = aac.read_adts(target)
    made.timescale = rate
    return made


def _planned(job: Job, edits: EditList, track: Track, how: aac.Settings, first: int) -> Sound:
    rate, count = track.timescale, len(track)
    parts = []
    for (start, end), begin in zip(edits.kept, edits.begins, strict=True):
        here = round(begin * rate / 1000)
        packets = round((Fraction(start * rate, 1000) - first - here) / FRAME)  # so many packets were left out before this part
        parts.append(Part(here, here + round((end - start) * rate / 1000), packets * FRAME, 0, count))
    seams = [part.begin for part in parts[1:]] + [0] * (edits.kept[0][0] > 0) + [parts[-1].end] * (edits.kept[-1][1] < edits.duration)
    return Sound(job, track, how, tuple(parts), tuple(seams), frames_of(parts))


def frames_of(parts: Sequence[Part]) -> int:
    """How many a track of these parts has: to the end of the last one that there is sound for."""
    ends = [min(part.end, part.high * FRAME - part.away) for part in parts]
    length = max((end for part, end in zip(parts, ends, strict=True) if end > part.begin), default=parts[-1].end)
    return -(-length // FRAME)


# ---- which packets


def write_all(writer: Writer, sound: Sound, begins: Sequence[float], folder: Path) -> None:
    blocks = _blocks(sound)
    anew = _encoded(sound, blocks, folder) if blocks else {}
    samples = [_sample(sound, number, anew) for number in range(sound.frames)]
    rate = sound.track.timescale
    begins = begins or list(range(0, sound.frames * FRAME // rate + 1, SEGMENT))
    heads = sorted({min(round(begin * rate / FRAME), sound.frames) for begin in begins} | {0, sound.frames})
    for first, end in itertools.pairwise(heads):
        writer.segment(samples[first:end], end * FRAME, 0)


def _sample(sound: Sound, number: int, anew: dict[int, tuple[Track, int]]) -> Sample:
    track, packet = anew.get(number) or (sound.track, number + _part_at(sound, number * FRAME).away // FRAME)
    return Sample(track, packet, number * FRAME, number * FRAME, True)


def _part_at(sound: Sound, sample: int) -> Part:
    return next((part for part in reversed(sound.parts) if part.begin <= sample), sound.parts[0])


def _blocks(sound: Sound) -> list[tuple[int, int]]:
    """Packets to be made anew, first and end: those whose frames a fade touches, and those that the original does not have."""
    found = [((seam - sound.fade) // FRAME - 1, (seam + sound.fade - 1) // FRAME + 1) for seam in sound.seams]
    for part in sound.parts:  # sound that begins later than the picture, or ends before it
        before, after = (part.begin, min(part.end, part.low * FRAME - part.away)), (max(part.begin, part.high * FRAME - part.away), part.end)
        found += [(begin // FRAME, -(-end // FRAME)) for begin, end in (before, after) if begin < end]
    found += [(max(0, (len(sound.track) * FRAME - sound.parts[-1].away) // FRAME), sound.frames)]
    clipped = ((max(0, first), min(sound.frames, end)) for first, end in found)
    return [(first, end) for first, end in merged((first, end + LEAD + TAIL) for first, end in clipped if first < end)]


# ---- samples


def _encoded(sound: Sound, blocks: list[tuple[int, int]], folder: Path) -> dict[int, tuple[Track, int]]:
    """The packets of all blocks: number in the cut, and where it lies. One process decodes, one encodes."""
    runs = [run for block in blocks for run in _runs(sound, block)]
    aac.write_adts(folder / "old.aac", sound.track, (packet for _, first, end in runs for packet in range(first, end)), sound.how)
    _decode(sound, folder)
    with (folder / "new.f32").open("wb") as target:
        for block in blocks:
            for first, end in _slices(block):
                _faded(sound, first, end, runs, folder / "old.f32").tofile(target)
    _encode(sound, folder)
    made, result, frame = aac.read_adts(folder / "new.aac"), dict[int, tuple[Track, int]](), 0
    for first, end in blocks:
        for number in range(first, min(end, sound.frames)):
            result[number] = made, frame + LEAD + number - first + 1  # the encoder's first packet only primes the decoder
        frame += LEAD + end - first + TAIL
    if max(packet for _, packet in result.values()) >= len(made):
        raise NotMade("encoder_failed", "sound is missing at the seams")
    return result


type _Run = tuple[Part, int, int]


def _runs(sound: Sound, block: tuple[int, int]) -> Iterator[_Run]:
    """The packets that hold what a block is made of, of each part in it, with some before for the decoder to settle."""
    begin, end = (block[0] - LEAD) * FRAME, (block[1] + TAIL) * FRAME
    for part in sound.parts:
        first = max(begin, part.begin if part is not sound.parts[0] else begin) + part.away
        after = min(end, part.end if part is not sound.parts[-1] else end) + part.away
        low, high = max(part.low, first // FRAME - WARM), min(part.high, -(-after // FRAME))
        if first < after and low < high:
            yield part, low, high


def _slices(block: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """A block with what the encoder needs beside it, in samples, in slices that fit in memory."""
    first, end = block[0] - LEAD, block[1] + TAIL
    for begin in range(first, end, 1024):
        yield begin * FRAME, min(end, begin + 1024) * FRAME


def _faded(sound: Sound, first: int, end: int, runs: Sequence[_Run], path: Path) -> Any:
    """Samples of the cut, interleaved, silent where there are none, faded at the seams."""
    channels = sound.how.channels
    result = array("f", bytes(4 * channels * (end - first)))
    place = 0
    with path.open("rb") as file:
        for part, low, high in runs:
            begin = max(first, part.begin if part is not sound.parts[0] else first, low * FRAME + (WARM * FRAME if low > part.low else 0) - part.away)
            stop = min(end, part.end, high * FRAME - part.away)
            if begin < stop:
                file.seek(4 * channels * (place * FRAME + begin + part.away - low * FRAME))
                values = array("f")
                values.fromfile(file, channels * (stop - begin))
                result[channels * (begin - first) : channels * (stop - first)] = values
            place += high - low
    _fade(sound, result, first, end)
    return result


def _fade(sound: Sound, samples: Any, first: int, end: int) -> None:
    channels, fade = sound.how.channels, sound.fade
    for seam in sound.seams:
        for sample in range(max(first, seam - fade), min(end, seam + fade)):
            share = abs(sample + 0.5 - seam) / fade
            for channel in range(channels):
                samples[channels * (sample - first) + channel] *= share


# ---- commands


def _decode(sound: Sound, folder: Path) -> None:
    source = graph.opened(folder / "old.aac", "aac", f="aac")["0"]
    run(sound.job, ffmpeg.output(source, str((folder / "old.f32").resolve()), f="f32le", **{"c:a": "pcm_f32le"}), _milliseconds(sound))


def _encode(sound: Sound, folder: Path) -> None:
    source = graph.opened(folder / "new.f32", "f32le", f="f32le", ar=sound.track.timescale, ac=sound.how.channels)["0"]
    run(sound.job, ffmpeg.output(source, str((folder / "new.aac").resolve()), **encoder()), _milliseconds(sound))


def encoder() -> dict[str, Any]:
    return {"c:a": "aac", "b:a": RATE, "aac_coder": "fast", "map_metadata": -1, "f": "adts"}


def _milliseconds(sound: Sound) -> int:
    return sound.frames * FRAME * 1000 // sound.track.timescale


def run(job: Job, output: Any, milliseconds: int) -> None:
    limits = processes.Limits(wall=120 + milliseconds / 250, cpu=60 + milliseconds // 2_000, file=256 * 1024**2 + milliseconds * 400)
    job.run(graph.compiled(find_tool(), output), limits)
