"""Playlists: ffmpeg's are read and closed, the master is our own. Pure text and bytes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """One entry of a media playlist: its file's name and length in seconds."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Variant:
    """One playable rung as the master announces it. Rates are bits per second of picture and sound together; a sound has no size."""

    name: str
    codecs: str
    peak: int
    average: int
    width: int = 0
    height: int = 0
    fps: float = 0.0


_ENTRY = re.compile(r"#EXTINF:([\d.]+),[^\n]*\n(?:#[^\n]*\n)*([^#\n]+)")


def segments(playlist: str) -> list[Segment]:
    return [Segment(match[2].strip(), float(match[1])) for match in _ENTRY.finditer(playlist)]


def header_name(playlist: str) -> str:
    """The file that holds the codec's header (with several variants ffmpeg numbers it), or ""."""
    match = re.search(r'#EXT-X-MAP:URI="([^"/]+)"', playlist)
    return match[1] if match else ""


def closed(playlist: str) -> str:
    """A finished event playlist as what it now is: on demand, complete, its header called init.mp4."""
    text = playlist.replace("#EXT-X-PLAYLIST-TYPE:EVENT", "#EXT-X-PLAYLIST-TYPE:VOD")
    text = re.sub(r'#EXT-X-MAP:URI="[^"]+"', '#EXT-X-MAP:URI="init.mp4"', text)
    return text if "#EXT-X-ENDLIST" in text else text.rstrip("\n") + "\n#EXT-X-ENDLIST\n"


def peak_rate(sizes: Sequence[int], entries: Sequence[Segment]) -> int:
    """The rate of the heaviest segment; a last crumb of a segment says nothing and is left out."""
    rates = [size * 8 / entry.seconds for size, entry in zip(sizes, entries, strict=True) if entry.seconds >= 1 or len(entries) == 1]
    return round(max(rates, default=0))


def average_rate(sizes: Sequence[int], entries: Sequence[Segment]) -> int:
    return round(sum(sizes) * 8 / max(sum(entry.seconds for entry in entries), 0.001))


def codec_of(init: bytes) -> str:
    """The RFC 6381 name, read from the header that a player will read: avc1 with the true profile and level, or AAC-LC."""
    at = init.find(b"avcC")
    if at >= 0:
        return "avc1." + init[at + 5 : at + 8].hex()
    return "mp4a.40.2"


def master(variants: Sequence[Variant], *, has_audio: bool) -> str:
    """The master playlist, best rung first. Sound is stored once, as a group that every rung shares."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    shared = has_audio and any(variant.height for variant in variants)
    if shared:
        lines.append('#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="audio",DEFAULT=YES,AUTOSELECT=YES,URI="audio/index.m3u8"')
    for variant in variants:
        lines += [f"#EXT-X-STREAM-INF:{_attributes(variant, shared)}", f"{variant.name}/index.m3u8"]
    return "\n".join(lines) + "\n"


def _attributes(variant: Variant, shared: bool) -> str:
    parts = [f"BANDWIDTH={variant.peak}", f"AVERAGE-BANDWIDTH={variant.average}", f'CODECS="{variant.codecs}"']
    if variant.height:
        parts += [f"RESOLUTION={variant.width}x{variant.height}", f"FRAME-RATE={variant.fps:.3f}"]
    return ",".join([*parts, 'AUDIO="audio"'] if shared else parts)


def announced(master: str) -> list[Variant]:
    """What one of our masters says of its rungs, best first."""
    return [_variant(line, name) for line, name in re.findall(r"#EXT-X-STREAM-INF:([^\n]+)\n([^/\n]+)/", master)]


def _variant(line: str, name: str) -> Variant:
    told = dict(re.findall(r'([A-Z-]+)=("[^"]*"|[^,]*)', line))
    width, _, height = told.get("RESOLUTION", "0x0").partition("x")
    rates = int(told["BANDWIDTH"]), int(told["AVERAGE-BANDWIDTH"])
    return Variant(name, told["CODECS"].strip('"'), *rates, int(width), int(height), float(told.get("FRAME-RATE", 0)))


def smallest(master: str) -> Variant | None:
    """The last picture that one of our masters announces, None for sound alone; only its name and size are told."""
    found = re.findall(r"RESOLUTION=(\d+)x(\d+)[^\n]*\n([^/\n]+)/", master)
    if not found:
        return None
    width, height, name = found[-1]
    return Variant(name, "", 0, 0, int(width), int(height))
