"""Two published folders as one: what a player takes as one track is copied packet by packet, the rest of the second one is encoded to fit the first."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg

from media import processes
from media.rules import Rung, cuts
from media.transcoding import avc, cutting, cutting_checks, fragments, graph, join_sound, meter, seams
from media.transcoding.fragments import Sample, Track, Writer
from media.transcoding.jobs import SILENT, Job, Made, NotMade, Told
from media.transcoding.meter import BYTE, PIXEL, Meter
from media.transcoding.tool import find_tool


class Unlike(NotMade):
    """One has a picture, the other only sound."""

    def __init__(self) -> None:
        super().__init__("encoder_failed", "one has a picture, the other only sound")


@dataclass(frozen=True, slots=True)
class _Half:
    """One of the two: its folder, where it begins in the joined replay and how long it is (both in milliseconds), its rungs, and its first picture's second."""

    folder: Path
    begin: int
    length: int
    rungs: tuple[Rung, ...]
    origin: Fraction

    def ticks(self, time: int, track: Track, timescale: int) -> int:
        """A time of a track of this half in the joined replay's ticks of `timescale`."""
        return round((Fraction(time, track.timescale) - self.origin) * timescale) + self.begin * timescale // 1000


def join(first: Path, second: Path, target: Path, *, seam: int, length: int, watch: processes.Watch, told: Told = SILENT) -> Made:
    """Make in the empty folder `target` a replay of the first folder and, from `seam` on, the second one. `seam` and `length`: how long they are (ms).

    Frames are neither lost nor doubled; those of the first are the same bits. Raises NotMade, processes.Stopped, or what a tick of the watch raises.
    """
    whole = cuts.whole(seam + length)
    job, other = replace(cutting.job_for(first, whole, target, watch), told=told), cutting.job_for(second, cuts.whole(length), target, watch)
    if bool(job.plan.rungs) != bool(other.plan.rungs):
        raise Unlike
    halves = _half(first, 0, seam, job), _half(second, seam, length, other)
    has_sound = bool(job.plan.audio or other.plan.audio)
    job = replace(job, plan=replace(job.plan, audio="copy" if has_sound else ""), spent=Meter(told.progress, _work(job, other)).add)
    for rung in job.plan.rungs:
        _join_rung(job, rung, *halves)
    if has_sound:
        join_sound.join(job, [(half.folder / "audio", half.begin, half.length, half.origin) for half in halves])
        job.spent(sum(path.stat().st_size for path in (target / "audio").glob("*.m4s")) * BYTE)
    return cutting.finished(job)


def _half(folder: Path, begin: int, length: int, job: Job) -> _Half:
    tracks = [fragments.read(folder / rung.name) for rung in job.plan.rungs]
    sound = fragments.read(folder / "audio") if job.plan.audio else None
    return _Half(folder, begin, length, job.plan.rungs, cutting.origin_of(tracks, sound))


def _work(job: Job, other: Job) -> float:
    sizes = [sum(path.stat().st_size for path in folder.path.parent.glob("*/*.m4s")) for folder in (job, other)]
    anew = sum(rung.width * rung.height for rung in job.plan.rungs if not _alike(job.path.parent, other.path.parent, rung))
    return sum(sizes) * BYTE + anew * PIXEL * float(job.plan.fps) * other.plan.duration / 1000


# ---- the picture


def _alike(first: Path, second: Path, rung: Rung) -> bool:
    """Whether the second has this rung and a decoder needs no word more for it."""
    if not (second / rung.name / "init.mp4").is_file():
        return False
    headers = [Track((folder / rung.name / "init.mp4").read_bytes(), []) for folder in (first, second)]
    return seams.configuration(headers[0]) == seams.configuration(headers[1])


def _join_rung(job: Job, rung: Rung, first: _Half, second: _Half) -> None:
    folder, track = job.folder / rung.name, fragments.read(first.folder / rung.name)
    folder.mkdir()
    is_alike = _alike(first.folder, second.folder, rung)
    other = fragments.read(second.folder / rung.name) if is_alike else _fitted(job, rung, track, second, folder / "seams")
    samples = [*_samples(first, track, track.timescale), *_samples(second, other, track.timescale)]
    starts = [*track.starts, *(len(track) + start for start in other.starts)]
    writer, delay = Writer(folder, track), max(0, *(sample.dts - sample.pts for sample in samples))
    for begin, after in zip(starts, [*starts[1:], len(samples)], strict=True):
        last = samples[-1].dts + max(1, samples[-1].dts - samples[-2].dts)
        writer.segment(samples[begin:after], samples[after].dts if after < len(samples) else last, delay)
        job.did(sum(sample.track.size[sample.number] for sample in samples[begin:after]) * BYTE / 2)
    (folder / "init.mp4").write_bytes(fragments.header(track.init, delay, lambda kind, content: _header(kind, content, other, is_alike)))
    (folder / "index.m3u8").write_text(writer.playlist())
    cutting_checks.verify(job, rung.name, writer)
    job.spent(sum(sample.track.size[sample.number] for sample in samples) * BYTE / 2)
    seams.clean(folder / "seams")


def _samples(half: _Half, track: Track, timescale: int) -> list[Sample]:
    """As they are decoded; the i-th is decoded when the i-th is shown, so times rise across the seam whatever came before it."""
    shown, keys = sorted(track.pts), set(track.keys)
    return [
        Sample(track, number, half.ticks(shown[number], track, timescale), half.ticks(track.pts[number], track, timescale), number in keys)
        for number in range(len(track))
    ]


def _header(kind: bytes, content: bytes, other: Track, is_alike: bool) -> bytes:
    return content if kind != b"avcC" or is_alike else avc.parse(content).joined(seams.configuration(other)).packed()


def _fitted(job: Job, rung: Rung, like: Track, half: _Half, folder: Path) -> Track:
    """The second one's picture in the size, rate and profile of the first, with a keyframe where its own segments begin, as one file."""
    if reason := seams.unusual(like):
        raise NotMade("encoder_failed", f"{rung.name}: {reason}")
    folder.mkdir()
    source = min(half.rungs, key=lambda one: (one.height < rung.height, abs(one.height - rung.height)))
    track = fragments.read(half.folder / source.name)
    begins = [float(Fraction(track.pts[start] - min(track.pts), track.timescale)) for start in track.starts]
    seconds, size = half.length / 1000, sum(path.stat().st_size for path in track.files)
    limits = processes.Limits(wall=120 + seconds * 12, cpu=round(120 + seconds * 8), memory=3 * 1024**3, file=max(256 * 1024**2, size * 4))
    command = _command(job, rung, like, half.folder / source.name / "index.m3u8", begins, folder / "anew.mp4")
    job.run(command, limits, meter.frames(job.spent, rung.width * rung.height * PIXEL))
    return _segmented(seams.read(folder / "anew.mp4"), begins, min(track.pts) / track.timescale)


def _command(job: Job, rung: Rung, like: Track, playlist: Path, begins: Sequence[float], target: Path) -> list[str]:
    fps = job.plan.fps
    frames: Any = graph.own(playlist)["0"].filter("fps", fps=f"{fps.numerator}/{fps.denominator}", start_time=0)
    frames = frames.filter("scale", rung.width, rung.height, force_original_aspect_ratio="decrease", force_divisible_by=2)
    frames = frames.filter("pad", rung.width, rung.height, "(ow-iw)/2", "(oh-ih)/2").filter("setsar", 1).filter("format", "yuv420p")
    options = {**seams.encoding(rung, seams.configuration(like), [begin - 1 / (4 * float(fps)) for begin in begins]), "g": round(fps * 10)}
    return graph.compiled(find_tool(), ffmpeg.output(frames, str(target.resolve()), **options), *graph.PROGRESS)


def _segmented(track: Track, begins: Sequence[float], start: float) -> Track:
    """Segments begin at the keyframes that were asked for, times where the source's own were."""
    times = [track.pts[key] / track.timescale for key in track.keys]
    wanted = [track.keys[max(0, bisect_right(times, begin + 0.001) - 1)] for begin in begins]
    track.starts = sorted({0, *wanted})
    first, late = min(track.pts), round(start * track.timescale)
    for number in range(len(track)):
        track.pts[number] += late - first
    return track
