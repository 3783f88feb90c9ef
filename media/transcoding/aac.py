"""AAC packets outside of MP4: the decoder's settings out of an esds box, and ADTS, which is packets one after the other."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from media.transcoding.fragments import Track, contents
from media.transcoding.jobs import NotMade

LC = 2
FRAME = 1024  # samples
_DESCRIPTORS = {3: 3, 4: 13, 5: 0}  # tag: bytes before what it contains


@dataclass(frozen=True, slots=True)
class Settings:
    """What the decoder is told: kind (2 is LC), number of the rate, channels."""

    kind: int
    rate_number: int
    channels: int


def settings(esds: bytes) -> Settings:
    """Raises NotMade where it is not usual AAC-LC."""
    at = 4
    for tag, skipped in _DESCRIPTORS.items():
        if esds[at : at + 1] != bytes([tag]):
            raise NotMade("encoder_failed", "the sound's header is unusual")
        at += 1
        while esds[at] & 0x80:
            at += 1
        at += 1 + skipped
    bits = int.from_bytes(esds[at : at + 2])
    found = Settings(bits >> 11, bits >> 7 & 15, bits >> 3 & 15)
    if found.kind != LC or found.rate_number > 12 or not 1 <= found.channels <= 2:
        raise NotMade("encoder_failed", f"the sound is unusual: {found}")
    return found


def write_adts(path: Path, track: Track, packets: Iterable[int], how: Settings) -> None:
    """Packets of a rendition as a stream of their own."""
    with path.open("wb") as target:
        for data in contents(track, packets):
            size = len(data) + 7
            head = 0xFFF << 44 | 1 << 40 | (how.kind - 1) << 38 | how.rate_number << 34 | how.channels << 30 | size << 13 | 0x7FF << 2
            target.write(head.to_bytes(7) + data)


def read_adts(path: Path) -> Track:
    """Where each packet of a stream lies."""
    track, data, at = Track(b"", [path]), path.read_bytes(), 0
    track.file, track.size, track.offset = array("l"), array("q"), array("q")
    while at + 7 <= len(data):
        size = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        head = 7 if data[at + 1] & 1 else 9
        if data[at] != 0xFF or size <= head:
            raise NotMade("encoder_failed", "the encoded sound is broken")
        track.file.append(0)
        track.size.append(size - head)
        track.offset.append(at + head)
        at += size
    return track
