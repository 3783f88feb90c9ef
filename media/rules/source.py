"""What a file is, and whether it is whole.

Times are milliseconds, sizes are pixels, rates are bits per second.
"""

from dataclasses import dataclass
from fractions import Fraction

FORMATS = "mov,matroska,mpegts,avi,asf,flv,mpeg,mp3,wav,ogg,flac,aac"  # no playlist, no script that names other files, no picture
MAX_PIXELS = 9_000_000
MAX_STREAMS = 8
MAX_DURATION_MS = 12 * 3600 * 1000

# Containers whose header states a real length; the others are only estimated, so a shorter file proves nothing.
STATES_LENGTH = ("mov", "matroska", "avi", "flv", "asf", "wav")


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
