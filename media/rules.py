"""Decisions about recordings on plain values: what a file is, whether it is whole, which rungs it gets, what a request may fetch.

No Django, no clock, no files. Times are milliseconds unless a name says otherwise, sizes are pixels, rates are bits per second.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil

LADDER = (1080, 720, 480, 360)  # the short side of a rung
MAX_RATES = {1080: 4_500_000, 720: 2_500_000, 480: 1_200_000, 360: 700_000}
COPY_RATES = {1080: 6_750_000, 720: 3_750_000, 480: 1_800_000, 360: 1_050_000}  # 1.5 times the target
SEGMENT_SECONDS = 4
MAX_KEYFRAME_GAP_MS = 6_000
MAX_LEAD_IN_MS = 100  # an edit list that hides more than this is obeyed by decoding only: a copy would show what was cut away
MAX_FPS = 30
FORMATS = "mov,matroska,mpegts,avi,asf,flv,mpeg,mp3,wav,ogg,flac,aac"  # no playlist, no script that names other files, no picture
MAX_PIXELS = 9_000_000
MAX_STREAMS = 8
MAX_DURATION_MS = 12 * 3600 * 1000
MAX_TRIES = 3
LEASE_SECONDS = 20
PLAYBACK_SECONDS = 6 * 3600
PLAYBACK_STEP_SECONDS = 15 * 60

# Containers whose header states a real length; the others are only estimated, so a shorter file proves nothing.
STATES_LENGTH = ("mov", "matroska", "avi", "flv", "asf", "wav")
COPYABLE_CONTAINERS = ("mov", "matroska")


@dataclass(frozen=True, slots=True)
class VideoTrack:
    """The picture as stored. `rotation` is degrees still to be applied; `sar` the pixel's shape; `keyframes` their times."""

    index: int
    codec: str
    profile: str
    level: int
    pix_fmt: str
    width: int
    height: int
    rotation: int
    sar: Fraction
    fps: Fraction
    bitrate: int
    interlaced: bool
    keyframes: tuple[int, ...]
    start: int
    end: int
    declared: int | None


@dataclass(frozen=True, slots=True)
class AudioTrack:
    """The sound as stored."""

    index: int
    codec: str
    profile: str
    channels: int
    sample_rate: int
    bitrate: int
    start: int
    end: int
    declared: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """What the probe read. `declared` is the length that the header promises, `duration` the end of the last packet that is there."""

    container: str
    declared: int | None
    duration: int
    video: VideoTrack | None
    audio: AudioTrack | None


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
    """What the encoder shall do. `cuts` are the seconds at which every rung begins a segment (empty: an even grid)."""

    duration: int
    rungs: tuple[Rung, ...]
    fps: Fraction
    deinterlace: bool
    cuts: tuple[float, ...]
    audio: str  # "copy", "encode" or ""

    @property
    def copies(self) -> bool:
        return self.audio == "copy" or any(rung.copied for rung in self.rungs)

    @property
    def encoded(self) -> tuple[Rung, ...]:
        return tuple(rung for rung in self.rungs if not rung.copied)


# ---- is it a recording, is it whole


def sniff(head: bytes) -> str:
    """The container that the first bytes announce, or "" when they announce none that we take."""
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return "mov"
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head[:4] == b"RIFF" and head[8:12] in (b"AVI ", b"WAVE"):
        return "riff"
    if len(head) > 376 and (head[0] == head[188] == 0x47 or head[4] == head[196] == 0x47):
        return "mpegts"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "mp3"
    return ""


_SIGNATURES = (
    (b"\x1aE\xdf\xa3", "matroska"),
    (b"0&\xb2u\x8ef\xcf\x11", "asf"),
    (b"FLV\x01", "flv"),
    (b"\x00\x00\x01\xba", "mpeg"),
    (b"\x00\x00\x01\xb3", "mpeg"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"fLaC", "flac"),
)


def fault_of(source: Source) -> str:
    """The code of what makes a probed file unusable, or ""."""
    if source.video is None and source.audio is None:
        return "no_tracks"
    if source.video and source.video.width * source.video.height > MAX_PIXELS:
        return "picture_too_large"
    if source.duration > MAX_DURATION_MS:
        return "too_long"
    if source.duration <= 0:
        return "no_tracks"
    return "incomplete" if is_cut_off(source) else ""


def is_cut_off(source: Source) -> bool:
    """True when packets end well before the length that the header states: such a file plays, and ffmpeg even exits 0."""
    if not source.container.startswith(STATES_LENGTH):
        return False
    tracks = [track for track in (source.video, source.audio) if track]
    promises = [(track.declared, track.end - track.start) for track in tracks]
    promises.append((source.declared, max(track.end for track in tracks)))
    return any(_falls_short(promised, found) for promised, found in promises if promised)


def _falls_short(promised: int, found: int) -> bool:
    return found < promised - max(1_000, promised // 50)


# ---- the ladder


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
        return Plan(source.duration, (), Fraction(0), False, (), audio)
    copied = copying and may_copy(source)
    cuts = segment_cuts(video.keyframes, video.start) if copied else ()
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


# ---- what a player may fetch

_FILE = re.compile(r"(?:master\.m3u8|poster\.jpg|replay\.(?:mp4|m4a)|(?:audio|[0-9]{1,4}p)/(?:index\.m3u8|init\.mp4|[0-9]{5}\.m4s))")
_CAPTION = re.compile(r"captions/[0-9a-f]{32}\.vtt")
CONTENT_TYPES = {
    "m3u8": "application/vnd.apple.mpegurl",
    "m4s": "video/iso.segment",
    "mp4": "video/mp4",
    "m4a": "audio/mp4",
    "jpg": "image/jpeg",
    "vtt": "text/vtt; charset=utf-8",
}


def is_replay_file(name: str) -> bool:
    """True for a name that a published replay can have. Everything else, with dots or slashes of whatever kind, is nothing."""
    return _FILE.fullmatch(name) is not None


def is_caption_file(name: str) -> bool:
    return _CAPTION.fullmatch(name) is not None


def content_type(name: str) -> str:
    return CONTENT_TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a Range header with one range; None when it is to be ignored (none, malformed, several).

    Raises ValueError when it lies outside the file.
    """
    match = re.fullmatch(r"bytes=([0-9]{0,18})-([0-9]{0,18})", header.strip())
    if not match or match[0].strip() == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        if not int(last) or not size:
            raise ValueError(header)
        return max(0, size - int(last)), size - 1
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise ValueError(header)
    return int(first), min(int(last or size - 1), size - 1)


def expiry(now: int) -> int:
    """The second at which an address asked for now ends: rounded, so that a learner's browser keeps what it has loaded."""
    return -(-now // PLAYBACK_STEP_SECONDS) * PLAYBACK_STEP_SECONDS + PLAYBACK_SECONDS
