"""The frames at the seams of a cut, encoded anew: only the groups of pictures that they lie in are decoded."""

import itertools
import shutil
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg

from media import processes
from media.rules import Rung, splicing
from media.rules.ladder import MAX_RATES
from media.rules.splicing import Piece
from media.transcoding import avc, fragments, graph, meter
from media.transcoding.fragments import Sample, Track
from media.transcoding.jobs import Job, NotMade
from media.transcoding.meter import PIXEL
from media.transcoding.tool import find_tool

MIDDLE_MS = 20
QUARTER = Fraction(1, 4)  # of a frame: a forced keyframe is asked for a little early, so that rounding never puts it a frame late


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendition looked at for cutting. All lists are in order of presentation, but `ranks`: the place of the frame that is decoded i-th.

    `times` count from the original's beginning; `step` is the usual time of a frame; both in ticks. `whole` says why nothing of it can be
    copied, or "".
    """

    name: str
    track: Track
    times: Sequence[int]
    middles: Sequence[int]
    ranks: Sequence[int]
    step: int
    end: int
    whole: str

    def ticks(self, milliseconds: float) -> int:
        return round(milliseconds * self.track.timescale / 1000)

    def frames(self, part: tuple[int, int]) -> tuple[int, int]:
        """The frames of a kept part: those whose middle lies in it."""
        first, end = (bisect_left(self.middles, self.ticks(edge)) for edge in part)
        return first, end


def look(name: str, track: Track, origin: Fraction) -> Picture:
    """Judge a rendition. `origin`: the seconds at which a player shows the original's beginning."""
    begin, number = round(origin * track.timescale), len(track)
    order = sorted(range(number), key=track.pts.__getitem__)
    ranks = [0] * number
    for place, sample in enumerate(order):
        ranks[sample] = place
    times = [track.pts[sample] - begin for sample in order]
    gaps = sorted(after - time for time, after in itertools.pairwise(times))
    step = gaps[len(gaps) // 2] if gaps else track.timescale // 25
    whole = "its keyframes are open" if not _is_closed(track.keys, ranks) else "its rate is not steady" if gaps and gaps[-1] > 2 * step + 1 else ""
    end = times[-1] + step
    return Picture(name, track, times, splicing.middles(times, end, track.timescale * MIDDLE_MS // 1000), ranks, step, end, whole or unusual(track))


def steady(picture: Picture) -> Picture:
    """The same rendition as the fps filter will give it: a frame every step from its first on."""
    times = range(picture.times[0], picture.end, picture.step)
    most = picture.track.timescale * MIDDLE_MS // 1000
    return Picture(picture.name, picture.track, times, splicing.middles(times, picture.end, most), range(len(times)), picture.step, picture.end, picture.whole)


def _is_closed(keys: Sequence[int], ranks: Sequence[int]) -> bool:
    """Whether no frame before a keyframe is decoded after it."""
    highest, heads = -1, set(keys)
    for place, rank in enumerate(ranks):
        if place in heads and highest != place - 1:
            return False
        highest = max(highest, rank)
    return bool(keys) and keys[0] == 0


def configuration(track: Track) -> avc.Configuration:
    return avc.parse(fragments.find(track.init, b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd", b"avc1", b"avcC"))


def unusual(track: Track) -> str:
    found = configuration(track)
    return "" if found.length_size == 4 and found.profile in avc.PROFILES and len(found.sequences) < 31 else "its profile is unusual"


# ---- encoding


def encode(job: Job, picture: Picture, pieces: Sequence[Piece], folder: Path, heads: Sequence[int]) -> Track:
    """The frames of all `pieces`, one after the other, each of them and each of `heads` (counted in what is encoded) at a keyframe.

    Raises NotMade when not exactly those come out.
    """
    folder.mkdir()
    playlist, chosen = (
        (job.path.with_name(picture.name) / "index.m3u8", [(piece.first, piece.end) for piece in pieces]) if picture.whole else _groups(picture, pieces, folder)
    )
    command = _command(job, picture, playlist, chosen, heads, folder / "anew.mp4")
    bytes_of_source = sum(path.stat().st_size for path in picture.track.files)
    seconds = sum(piece.end - piece.first for piece in pieces) * picture.step / picture.track.timescale + job.plan.duration / 1000 * bool(picture.whole)
    limits = processes.Limits(wall=120 + seconds * 12, cpu=round(120 + seconds * 8), memory=3 * 1024**3, file=max(256 * 1024**2, bytes_of_source * 2))
    job.run(command, limits, meter.frames(job.spent, pixels(job, picture) * PIXEL))
    made = read(folder / "anew.mp4")
    if len(made) != sum(piece.end - piece.first for piece in pieces) or not set(heads) <= set(made.keys):
        raise NotMade("encoder_failed", f"{picture.name}: {len(made)} frames at the seams, keyframes at {made.keys[:20]}")
    return made


def pixels(job: Job, picture: Picture) -> int:
    """Of one frame."""
    return next(rung.width * rung.height for rung in job.plan.rungs if rung.name == picture.name)


def read(path: Path) -> Track:
    data = path.read_bytes()[: 1 << 16]
    end = data.find(b"moof") - 4
    return fragments.read_files(data[:end], [path])


def _groups(picture: Picture, pieces: Sequence[Piece], folder: Path) -> tuple[Path, list[tuple[int, int]]]:
    """What must be decoded for the pieces, as a rendition of its own, and which of its frames they are."""
    track, writer = picture.track, fragments.Writer(folder, picture.track)
    groups, chosen, seen, time = list[list[Sample]](), list[tuple[int, int]](), 0, 0
    for piece in pieces:
        number = bisect_right(track.keys, piece.first) - 1
        key, group_end = track.keys[number], _group_end(track, piece.end)
        stop = splicing.needed(picture.ranks, key, piece.end, group_end)
        places = range(key, stop)
        groups.append([_shifted(picture, place, key, time) for place in places])
        chosen.append((seen + piece.first - key, seen + piece.end - key))
        seen, time = seen + len(places), time + (max(picture.ranks[place] for place in places) - key + 1) * picture.step
    delay = max(sample.dts - sample.pts for group in groups for sample in group)
    for group, after in zip(groups, [*(group[0].dts for group in groups[1:]), time], strict=True):
        writer.segment(group, after, delay)
    (folder / "init.mp4").write_bytes(fragments.header(track.init, delay))
    (folder / "index.m3u8").write_text(writer.playlist())
    return folder / "index.m3u8", chosen


def _group_end(track: Track, end: int) -> int:
    number = bisect_left(track.keys, end)
    return track.keys[number] if number < len(track.keys) else len(track)


def _shifted(picture: Picture, place: int, key: int, time: int) -> Sample:
    step = picture.step
    return Sample(picture.track, place, time + (place - key) * step, time + (picture.ranks[place] - key) * step, place == key)


def _command(job: Job, picture: Picture, playlist: Path, chosen: Sequence[tuple[int, int]], heads: Sequence[int], target: Path) -> list[str]:
    step = Fraction(picture.step, picture.track.timescale)
    frames: Any = graph.own(playlist)["0"]
    if picture.whole:
        frames = frames.filter("fps", fps=f"{step.denominator}/{step.numerator}")
    frames = frames.filter("select", _any([f"between(n,{first},{end - 1})" for first, end in chosen]))
    frames = frames.filter("setpts", f"round(N*{step.numerator}/{step.denominator}/TB)")
    return graph.compiled(find_tool(), ffmpeg.output(frames, str(target.resolve()), **_options(job, picture, heads, step)), *graph.PROGRESS)


def _any(terms: list[str]) -> str:
    """A sum as a tree: ffmpeg refuses a flat one of more than a hundred terms."""
    if len(terms) == 1:
        return terms[0]
    half = len(terms) // 2
    return f"({_any(terms[:half])}+{_any(terms[half:])})"


def _options(job: Job, picture: Picture, heads: Sequence[int], step: Fraction) -> dict[str, Any]:
    rung = next(rung for rung in job.plan.rungs if rung.name == picture.name)
    around = None if picture.whole else configuration(picture.track)
    return {**encoding(rung, around, [(head - QUARTER) * step for head in heads]), "g": round(10 / step)}


def encoding(rung: Rung, around: avc.Configuration | None, keyframes: Iterable[Fraction | float]) -> dict[str, Any]:
    """As the ladder is encoded, under the profile of what lies `around`, and by parameter sets of another number than those. `keyframes`: seconds."""
    own = {"x264-params": f"sps-id={around.free_id()}"} if around else {}
    return {
        "c:v": "libx264",
        "preset": graph.PRESET,
        "crf": graph.CRF,
        "maxrate": rung.max_rate,
        "bufsize": rung.max_rate * 2,
        "profile:v": avc.PROFILES[around.profile] if around else "high",
        "sc_threshold": 0,
        "force_key_frames": ",".join(f"{max(0.0, float(second)):.6f}" for second in keyframes),
        "threads": graph.THREADS,
        "fps_mode": "passthrough",
        "map_metadata": -1,
        "f": "mp4",
        "movflags": "+frag_keyframe+empty_moov+default_base_moof",
        **own,
    }


def max_rate(short: int) -> int:
    """The ladder's limit for a picture with this short side, bits per second."""
    return MAX_RATES[min((step for step in MAX_RATES if step >= short), default=max(MAX_RATES))]


def clean(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
