"""What a player may fetch, and for how long. Times are seconds."""

import re

from media.rules.ladder import SEGMENT_SECONDS

PLAYBACK_SECONDS = 6 * 3600
PLAYBACK_STEP_SECONDS = 15 * 60

_TOP = r"master\.m3u8|poster\.jpg|replay\.(?:mp4|m4a)"
_TRACK = r"(?:audio|[0-9]{1,4}p)/(?:index\.m3u8|init(?:_[0-9])?\.mp4|[0-9]{5}\.m4s)"
_ADDED = r"extras/(?:sound\.m4a|thumbnails\.vtt|waveform\.json|sprite-[0-9]{3}\.jpg)|slides/(?:chapters\.vtt|slides\.pdf|[0-9]{5}\.jpg)"
_FILE = re.compile(f"{_TOP}|{_TRACK}|{_ADDED}")
_CAPTION = re.compile(r"captions/[0-9a-f]{32}\.vtt")
CONTENT_TYPES = {
    "m3u8": "application/vnd.apple.mpegurl",
    "m4s": "video/iso.segment",
    "mp4": "video/mp4",
    "m4a": "audio/mp4",
    "jpg": "image/jpeg",
    "vtt": "text/vtt; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
}


def is_replay_file(name: str) -> bool:
    """True for a name that a published replay can have. Everything else, with dots or slashes of whatever kind, is nothing."""
    return _FILE.fullmatch(name) is not None


def steady(playlist: str) -> str:
    """A playlist that is being written, with the length that its segments will have from the beginning: players plan by it, and it must not change."""
    return re.sub(r"(?<=#EXT-X-TARGETDURATION:)\d+", lambda told: str(max(int(told[0]), SEGMENT_SECONDS)), playlist)


def is_caption_file(name: str) -> bool:
    return _CAPTION.fullmatch(name) is not None


def saved_name(title: str, ending: str) -> str:
    """The name under which any system can save a file: no sign that one of them minds, at most 80 characters before the ending."""
    plain = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+', " ", title)
    return f"{' '.join(plain.split())[:80].strip(' .') or 'recording'}.{ending}"


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
