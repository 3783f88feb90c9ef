"""Which rungs a recording gets, and what of it is copied.

Times are milliseconds unless a name says otherwise, sizes are pixels, rates are bits per second.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil

from media.rules.source import Source, VideoTrack

LADDER = (1080, 720, 480, 360)  # the short side of a rung
MAX_RATES = {1080: 4_500_000, 720: 2_500_000, 480: 1_200_000, 360: 700_000}
COPY_RATES = {1080: 6_750_000, 720: 3_750_000, 480: 1_800_000, 360: 1_050_000}  # 1.5 times the target
SEGMENT_SECONDS = 4
FIRST_SECONDS = 2  # the first two segments of a ladder that is encoded: people wait for the first one, and half of it costs half
MAX_KEYFRAME_GAP_MS = 6_000
MAX_LEAD_IN_MS = 100  # an edit list that hides more than this is obeyed by decoding only: a copy would show what was cut away
MAX_FPS = 30
COPYABLE_CONTAINERS = ("mov", "matroska")


@dataclass(frozen=True, slots=True)
class Rung:
    """One picture size of the ladder. `copied` keeps the packets of the original as they are."""

    name: str
    width: int
    height: int
    max_rate: int
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What the encoder shall do. `cuts` are the seconds at which every rung begins a segment, those of the copied one (None: an even grid).
    By `gain` decibels the sound becomes louder; it is encoded then, whatever `audio` says."""

    duration: int
    rungs: tuple[Rung, ...]
    fps: Fraction
    deinterlace: bool
    cuts: tuple[float, ...] | None
    audio: str  # "copy", "encode" or ""
    gain: float = 0.0

    @property
    def copies(self) -> bool:
        return self.audio == "copy" or any(rung.copied for rung in self.rungs)

    @property
    def copies_audio(self) -> bool:
        return self.audio == "copy" and not self.gain

    @property
    def is_remux(self) -> bool:
        """True when every track is copied, so that the best rung costs next to nothing."""
        return self.audio != "encode" and (any(rung.copied for rung in self.rungs) if self.rungs else self.audio == "copy")

    @property
    def begins_early(self) -> bool:
        """True when nothing says where segments begin, so that the first ones may be short."""
        return bool(self.rungs) and self.cuts is None

    @property
    def encoded(self) -> tuple[Rung, ...]:
        return tuple(rung for rung in self.rungs if not rung.copied)


def display_size(video: VideoTrack) -> tuple[int, int]:
    """Width and height as a person sees them: square pixels, upright."""
    width, height = max(2, round(video.width * video.sar)), video.height
    return (height, width) if video.rotation % 180 else (width, height)


def fitted(size: tuple[int, int], short: int) -> tuple[int, int]:
    """The size scaled so that its short side is `short`, never larger than it was, both sides even."""
    scale = min(Fraction(1), Fraction(short, min(size)))
    return _even(size[0] * scale), _even(size[1] * scale)


def _even(side: Fraction) -> int:
    return max(2, int(side) // 2 * 2)


def may_copy(source: Source) -> bool:
    """True when the picture can go to the players as it is: H.264 8-bit 4:2:0, upright, progressive, frequent keyframes, not fat."""
    video = source.video
    if video is None or not source.container.startswith(COPYABLE_CONTAINERS):
        return False
    return (
        video.codec == "h264"
        and video.pix_fmt in ("yuv420p", "yuvj420p")
        and video.profile in ("Constrained Baseline", "Baseline", "Main", "High")
        and 0 < video.level <= 42
        and not video.interlaced
        and video.rotation % 360 == 0
        and video.sar == 1
        and min(video.width, video.height) <= LADDER[0]
        and video.bitrate <= _rate(COPY_RATES, min(video.width, video.height))
        and keyframe_gap(video) <= MAX_KEYFRAME_GAP_MS
        and video.start >= -MAX_LEAD_IN_MS
    )


def keyframe_gap(video: VideoTrack) -> int:
    """The longest time between two keyframes, or to either end."""
    times = [video.start, *video.keyframes, video.end]
    return max(later - earlier for earlier, later in pairwise(times))


def may_copy_audio(source: Source) -> bool:
    """True when the sound is AAC-LC of a usual rate that every player takes."""
    audio = source.audio
    if audio is None or not source.container.startswith(COPYABLE_CONTAINERS):
        return False
    return (
        audio.codec == "aac"
        and audio.profile == "LC"
        and audio.channels <= 2
        and audio.bitrate <= 200_000
        and audio.sample_rate in (44_100, 48_000)
        and audio.start >= -MAX_LEAD_IN_MS
    )


def _rate(rates: dict[int, int], short: int) -> int:
    return rates[min((step for step in rates if step >= short), default=LADDER[0])]


def plan_for(source: Source, *, copying: bool = True) -> Plan:
    """The cheapest ladder that every player takes: the top as it is when it conforms, the lower rungs from one decode.

    Without `copying` everything is encoded anew: for a source whose packets turned out to be worse than they looked.
    """
    audio = "" if source.audio is None else "copy" if copying and may_copy_audio(source) else "encode"
    video = source.video
    if video is None:
        return Plan(source.duration, (), Fraction(0), False, None, audio)
    copied = copying and may_copy(source)
    cuts = segment_cuts(video.keyframes, video.start) if copied else None
    return Plan(source.duration, _rungs(display_size(video), copied), output_fps(video.fps), video.interlaced, cuts, audio)


def _rungs(size: tuple[int, int], copied: bool) -> tuple[Rung, ...]:
    top = min(min(size), LADDER[0])
    steps = [top, *(step for step in LADDER if step * 20 <= top * 17)]  # a rung less than 15 % smaller is not worth its bytes
    first = Rung(f"{top}p", *(size if copied else fitted(size, top)), _rate(MAX_RATES, top), copied)
    return (first, *(Rung(f"{step}p", *fitted(size, step), _rate(MAX_RATES, step)) for step in steps[1:]))


def output_fps(fps: Fraction) -> Fraction:
    """A steady rate: that of the source, halved until it is at most 30; odd averages of unsteady sources are rounded up."""
    if not 1 <= fps <= 240:
        return Fraction(25)
    while fps > MAX_FPS + Fraction(1, 10):
        fps /= 2
    return fps if fps.denominator in (1, 2, 1001) else Fraction(ceil(fps))


def segment_cuts(keyframes: tuple[int, ...], start: int) -> tuple[float, ...]:
    """The seconds at which the copied rung will be cut: the first keyframe after each multiple of the segment length."""
    cuts: list[float] = []
    due = start + SEGMENT_SECONDS * 1000
    for time in keyframes:
        if time >= due:
            cuts.append(time / 1000)
            due = start + SEGMENT_SECONDS * 1000 * (len(cuts) + 1)
    return tuple(cuts)
