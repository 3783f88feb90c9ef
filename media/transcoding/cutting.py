"""A cut made from an uncut published folder: packets are copied, only what lies around the seams is encoded anew."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, pairwise
from pathlib import Path

from media import processes
from media.rules import AudioTrack, Plan, Rung, Source, VideoTrack, splicing
from media.rules.cuts import EditList
from media.rules.splicing import Piece
from media.transcoding import avc, cut_sound, cutting_checks, fragments, making, playlists, seams
from media.transcoding.aac import FRAME
from media.transcoding.fragments import Sample, Track, Writer
from media.transcoding.jobs import COPY_FAULTS, SILENT, Job, Made, NotMade, Told, write
from media.transcoding.meter import BYTE, PIXEL, Meter
from media.transcoding.seams import Picture
from media.transcoding.verifying import closed

_RUNG = re.compile(r"RESOLUTION=(\d+)x(\d+),FRAME-RATE=([\d.]+)[^\n]*\n([^/\n]+)/")


@dataclass(frozen=True, slots=True)
class _Scene:
    """One rung and what becomes of it: the frames of each part, its pieces, and when each frame is shown in the cut (ticks)."""

    picture: Picture
    frames: list[tuple[int, int]]
    pieces: list[Piece]
    shown: dict[int, int]


@dataclass(frozen=True, slots=True)
class _Moment:
    """A moment at which segments could begin: in which part, and at which time of the original (milliseconds; None: where the part begins)."""

    part: int
    time: float | None


def cut(source: Path, edits: EditList, target: Path, *, watch: processes.Watch, start: int = 0, told: Told = SILENT) -> Made:
    """Make the cut of a published folder in the empty folder `target`, in the same layout, and verify it.

    `start`: the milliseconds of the original at which the first picture came. Frames belong to the part that their middle lies in; sound and
    picture keep the distance that they had. Raises NotMade, processes.Stopped, or what a tick of the watch raises.
    """
    job = replace(job_for(source, edits, target, watch), told=told)
    make_renditions(job, edits, start)
    return finished(job)


def make_renditions(job: Job, edits: EditList, start: int = 0) -> None:
    """All rungs and the sound, verified, but no master and nothing beside them."""
    source = job.path.parent
    pictures = [(rung.name, fragments.read(source / rung.name)) for rung in job.plan.rungs]
    sound = fragments.read(source / "audio") if job.plan.audio else None
    origin = origin_of([track for _, track in pictures], sound) - Fraction(start, 1000)
    scenes = [_scene(seams.look(name, track, origin), edits) for name, track in pictures]
    of_sound = sum(sound.size) * edits.length / edits.duration * BYTE if sound else 0
    job = replace(job, spent=Meter(job.told.progress, sum(_work(job, scene) for scene in scenes) + of_sound).add)
    begins = _make_pictures(job, edits, scenes) if scenes else []
    if sound:
        cut_sound.make(job, edits, sound, origin, begins)
    job.spent(of_sound)


def _work(job: Job, scene: _Scene) -> float:
    """What a rung takes: its packets are written and read again, some are encoded before."""
    anew = sum(piece.end - piece.first for piece in scene.pieces if not piece.copied)
    size = sum(scene.picture.track.size) * sum(piece.end - piece.first for piece in scene.pieces) / len(scene.picture.track)
    return anew * seams.pixels(job, scene.picture) * PIXEL + size * BYTE


def origin_of(pictures: Sequence[Track], sound: Track | None) -> Fraction:
    """The second at which a player shows the first picture. Of sound alone: the first packet of AAC only primes the decoder."""
    if pictures:
        return min(Fraction(min(track.pts), track.timescale) for track in pictures)
    assert sound
    return Fraction(sound.pts[0] + FRAME, sound.timescale)


def job_for(source: Path, edits: EditList, target: Path, watch: processes.Watch) -> Job:
    """What making.py knows of an attempt, as far as a cut has it."""
    found = _RUNG.findall((source / "master.m3u8").read_text())
    rungs = tuple(Rung(name, int(width), int(height), seams.max_rate(min(int(width), int(height)))) for width, height, _, name in found)
    fps = Fraction(found[0][2]).limit_denominator(1001) if found else Fraction(0)
    audio = "copy" if (source / "audio").is_dir() else ""
    plan = Plan(edits.length, rungs, fps, False, None, audio)
    video = VideoTrack(0, "h264", "", 0, "", 0, 0, 0, Fraction(1), fps, 0, False, (), 0, edits.length, None) if rungs else None
    track = AudioTrack(1, "aac", "LC", 2, 0, 0, 0, edits.length, None) if audio else None
    return Job(source / ("replay.mp4" if rungs else "replay.m4a"), Source("cut", None, edits.length, video, track), plan, target, watch)


# ---- the picture


def _make_pictures(job: Job, edits: EditList, scenes: list[_Scene]) -> list[float]:
    """Write all rungs; the seconds at which their segments begin."""
    moments = [moment for moment in _moments(scenes[0].picture, edits) if all(_frame(scene, moment) is not None for scene in scenes)]
    if not moments:
        raise NotMade("wrong_length", "no picture is left")
    begins = [_in_cut(moment, edits) / 1000 for moment in moments]
    chosen = [moments[number] for number in splicing.segments(begins, edits.length / 1000)]
    for scene in scenes:
        _make_rung(job, edits, scene, chosen)
    return [0.0, *(_in_cut(moment, edits) / 1000 for moment in chosen[1:])]


def _scene(picture: Picture, edits: EditList) -> _Scene:
    picture = seams.steady(picture) if picture.whole else picture
    frames = [picture.frames(part) for part in edits.kept]
    pieces = [piece for number, (first, end) in enumerate(frames) if first < end for piece in _pieces(picture, number, first, end)]
    if not picture.whole and not all(_stands_alone(picture, piece) for piece in pieces):
        return _scene(replace(picture, whole="a keyframe is none"), edits)
    return _Scene(picture, frames, pieces, _shown(picture, edits, frames))


def _pieces(picture: Picture, part: int, first: int, end: int) -> list[Piece]:
    return [Piece(part, first, end, False)] if picture.whole else splicing.pieces(part, first, end, picture.track.keys, picture.ranks)


def _stands_alone(picture: Picture, piece: Piece) -> bool:
    """Whether a piece needs nothing of what came before it: copied it begins with an IDR picture, else it is decoded from one."""
    key = piece.first if piece.copied else picture.track.keys[bisect_right(picture.track.keys, piece.first) - 1]
    return avc.begins_anew(picture.track.bytes_of(key))


def _shown(picture: Picture, edits: EditList, frames: list[tuple[int, int]]) -> dict[int, int]:
    """Each kept frame's time in the cut. The first of a part is there from the seam on, the others keep their distance from it."""
    shown: dict[int, int] = {}
    for (first, end), (start, _), begin in zip(frames, edits.kept, edits.begins, strict=True):
        away = picture.ticks(begin) - picture.ticks(start)
        shown |= {frame: picture.times[frame] + away for frame in range(first, end)}
        if first < end:
            shown[first] = picture.ticks(begin) if len(shown) > end - first else 0
    return shown


def _moments(picture: Picture, edits: EditList) -> list[_Moment]:
    """Where segments could begin: at each part, and where they begin in the original."""
    grid = [picture.times[picture.ranks[start]] * 1000 / picture.track.timescale for start in picture.track.starts] if not picture.whole else _even(picture)
    result = []
    for number, (start, end) in enumerate(edits.kept):
        result.append(_Moment(number, None))
        result += [_Moment(number, time) for time in grid if start < time < end]
    return result


def _even(picture: Picture) -> list[float]:
    """A segment every four seconds, where the top rung is encoded anew anyway: of the lower rungs those that have a keyframe there follow."""
    track = picture.track
    return [(track.pts[start] - min(track.pts) + picture.times[0]) * 1000 / track.timescale for start in track.starts]


def _in_cut(moment: _Moment, edits: EditList) -> float:
    start, _ = edits.kept[moment.part]
    return edits.begins[moment.part] + (0 if moment.time is None else moment.time - start)


def _frame(scene: _Scene, moment: _Moment) -> int | None:
    """The frame of a rung with which a segment can begin at a moment, or None."""
    first, end = scene.frames[moment.part]
    if moment.time is None:
        return first if first < end else None
    frame = bisect_left(scene.picture.middles, scene.picture.ticks(moment.time))
    if not first <= frame < end:
        return None
    is_head = scene.picture.whole or any(piece.first == frame or (piece.copied and piece.first < frame < piece.end) for piece in scene.pieces)
    return frame if is_head and (scene.picture.whole or frame in scene.picture.track.keys or frame == first) else None


def _make_rung(job: Job, edits: EditList, scene: _Scene, chosen: Sequence[_Moment]) -> None:
    """Copy and encode; when that does not pass, encode all of it."""
    try:
        _write_rung(job, edits, scene, chosen)
    except NotMade as fault:
        if scene.picture.whole or fault.code not in COPY_FAULTS:
            raise
        seams.clean(job.folder / scene.picture.name)
        _write_rung(job, edits, _scene(replace(scene.picture, whole=fault.detail or fault.code), edits), chosen)


def _write_rung(job: Job, edits: EditList, scene: _Scene, chosen: Sequence[_Moment]) -> None:
    picture, folder = scene.picture, job.folder / scene.picture.name
    folder.mkdir()
    heads = {frame for moment in chosen if (frame := _frame(scene, moment)) is not None}
    made = _encoded(job, scene, heads, folder / "seams")
    samples = _samples(scene, made)
    delay = max(0, *(sample.dts - sample.pts for sample in samples))
    end = scene.picture.ticks(edits.begins[-1]) + min(picture.ticks(edits.kept[-1][1]), picture.end) - picture.ticks(edits.kept[-1][0])
    writer = Writer(folder, picture.track)
    _write_segments(job, writer, samples, {scene.shown[frame] for frame in heads}, max(end, samples[-1].dts + 1), delay)
    (folder / "init.mp4").write_bytes(fragments.header(picture.track.init, delay, lambda kind, content: _header(kind, content, picture, made)))
    (folder / "index.m3u8").write_text(writer.playlist())
    seams.clean(folder / "seams")
    cutting_checks.verify(job, picture.name, writer)
    job.spent(sum(sample.track.size[sample.number] for sample in samples) * BYTE / 2)


def _encoded(job: Job, scene: _Scene, heads: set[int], folder: Path) -> Track | None:
    anew = [piece for piece in scene.pieces if not piece.copied]
    if not anew:
        return None
    offsets = accumulate((piece.end - piece.first for piece in anew), initial=0)
    keyed = [offset + frame - piece.first for piece, offset in zip(anew, offsets, strict=False) for frame in sorted({piece.first, *_within(heads, piece)})]
    return seams.encode(job, scene.picture, anew, folder, keyed)


def _within(frames: set[int], piece: Piece) -> list[int]:
    return [frame for frame in frames if piece.first <= frame < piece.end]


def _samples(scene: _Scene, made: Track | None) -> list[Sample]:
    """All that is written, in order of decoding."""
    result, done = [], 0
    ranks = _ranks(made) if made else []
    for piece in scene.pieces:
        for place in range(piece.first, piece.end):
            track, number, rank = scene.picture.track, place, scene.picture.ranks[place]
            if not piece.copied:
                assert made
                track, number = made, done
                rank, done = place + ranks[number] - number, done + 1
            result.append(Sample(track, number, scene.shown[place], scene.shown[rank], rank == place and _is_key(track, number)))
    if any(after.dts <= sample.dts for sample, after in pairwise(result)):
        raise NotMade("encoder_failed", f"{scene.picture.name}: times do not rise")
    return result


def _ranks(track: Track) -> list[int]:
    ranks = [0] * len(track)
    for place, sample in enumerate(sorted(range(len(track)), key=track.pts.__getitem__)):
        ranks[sample] = place
    return ranks


def _is_key(track: Track, number: int) -> bool:
    at = bisect_left(track.keys, number)
    return at < len(track.keys) and track.keys[at] == number


def _write_segments(job: Job, writer: Writer, samples: list[Sample], heads: set[int], end: int, delay: int) -> None:
    begins = [number for number, sample in enumerate(samples) if sample.dts in heads]
    for first, after in zip(begins, [*begins[1:], len(samples)], strict=True):
        writer.segment(samples[first:after], samples[after].dts if after < len(samples) else end, delay)
        job.did(sum(sample.track.size[sample.number] for sample in samples[first:after]) * BYTE / 2)


def _header(kind: bytes, content: bytes, picture: Picture, made: Track | None) -> bytes:
    if kind != b"avcC" or made is None:
        return content
    anew = seams.configuration(made)
    return (anew if picture.whole else avc.parse(content).joined(anew)).packed()


# ---- what is written beside them


def finished(job: Job) -> Made:
    sounds = [closed(job.folder / "audio")] if job.plan.audio else []
    shown = [closed(job.folder / rung.name) for rung in job.plan.rungs]
    variants = making.variants_of(job.plan, shown, sounds)
    write(job.folder / "master.m3u8", playlists.master(variants, has_audio=bool(sounds)))
    making.make_download(job)
    making.make_poster(job)
    return making.made(job, variants, shown or sounds, sounds)
