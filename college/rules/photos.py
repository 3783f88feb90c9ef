"""Photographs without what they tell beside the picture: where and when they were taken, by whom, with which telephone, and what lies behind their end.

Nothing is drawn anew: the segments that hold it are left out. What is kept is the picture, its colours, and which way up it is. Pure.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps

FORMS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP"}  # ending: Pillow's name of the form
ORIENTATION = 0x0112
NEXT_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")  # in the middle of a scan: none of its own signs
KEPT_APPS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
PNG_SIGN = b"\x89PNG\r\n\x1a\n"
PNG_TELLS = {b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"}
WEBP_TELLS = {b"EXIF", b"XMP "}
WEBP_SAYS = 0x08 | 0x04  # in the head of a WebP: there is EXIF, there is XMP
BAD = (IndexError, ValueError, struct.error)


def cleaned(data: bytes, form: str) -> bytes:
    """The picture without it, the same bytes when there is none. One that cannot be followed is drawn anew; only of pictures that were found to be whole."""
    return stripped(data, form) or drawn_anew(data, form)


def stripped(data: bytes, form: str) -> bytes | None:
    """The same without drawing; None for what cannot be followed."""
    try:
        return WALKS[form](data, turned(data, form))
    except BAD:
        return None


def turned(data: bytes, form: str) -> int:
    """Which way up a picture is, 1 to 8 as EXIF counts; 1 is as it stands."""
    try:
        said = Image.open(BytesIO(data), formats=[form]).getexif().get(ORIENTATION, 1)
    except Exception:  # whatever a damaged EXIF raises: it goes
        return 1
    return said if isinstance(said, int) and 1 <= said <= 8 else 1


def _way_up(orientation: int) -> bytes:
    """EXIF that says this and nothing else; b"" for what needs no word."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif.tobytes() if orientation > 1 else b""


def drawn_anew(data: bytes, form: str) -> bytes:
    picture, out = ImageOps.exif_transpose(Image.open(BytesIO(data), formats=[form])), BytesIO()
    picture.save(out, form, icc_profile=picture.info.get("icc_profile"), **({} if form == "PNG" else {"quality": 90}))
    return out.getvalue()


def _jpeg(data: bytes, orientation: int) -> bytes:
    out, word = [data[:2]], _way_up(orientation)
    for marker, segment in _segments(data):
        if word and marker != 0xE0:
            out.append(b"\xff\xe1" + struct.pack(">H", len(word) + 2) + word)
            word = b""
        if _stays(marker, segment):
            out.append(segment)
    return b"".join(out)


def _stays(marker: int, segment: bytes) -> bool:
    if marker == 0xFE:
        return False
    return segment[4:].startswith(KEPT_APPS[marker]) if marker in KEPT_APPS else not 0xE0 <= marker <= 0xEF


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG up to its end, a scan with its head. Raises what BAD names."""
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker == 0xD9:
            yield marker, b"\xff\xd9"
            return
        end = at + 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
        if marker == 0xDA:
            found = NEXT_MARKER.search(data, end)
            end = found.start() if found else len(data)
        if end > len(data):
            raise ValueError("cut short")
        yield marker, data[at:end]
        at = end


def _png(data: bytes, orientation: int) -> bytes:
    out, at, word = [PNG_SIGN], len(PNG_SIGN), _way_up(orientation).removeprefix(b"Exif\0\0")
    while out[-1][4:8] != b"IEND":
        end = at + 12 + struct.unpack(">I", data[at : at + 4])[0]
        chunk = data[at:end]
        if len(chunk) < end - at:
            raise ValueError("cut short")
        if chunk[4:8] not in PNG_TELLS:
            out.append(chunk)
        if chunk[4:8] == b"IHDR" and word:
            out.append(struct.pack(">I", len(word)) + b"eXIf" + word + struct.pack(">I", zlib.crc32(b"eXIf" + word)))
        at = end
    return b"".join(out)


def _webp(data: bytes, orientation: int) -> bytes:
    chunks, word = dict[int, bytes](), _way_up(orientation).removeprefix(b"Exif\0\0")
    for at, chunk in _chunks(data):
        if chunk[:4] == b"VP8X":
            flags = (chunk[8] & ~WEBP_SAYS) | (0x08 if word else 0)
            chunk = chunk[:8] + bytes([flags]) + chunk[9:]
        if chunk[:4] not in WEBP_TELLS:
            chunks[at] = chunk
    if word:
        chunks[len(data)] = b"EXIF" + struct.pack("<I", len(word)) + word + b"\0" * (len(word) % 2)
    body = b"WEBP" + b"".join(chunks.values())
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _chunks(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The chunks of a WebP with where each begins; what lies behind the end that its head names is none."""
    at, end = 12, min(len(data), 8 + struct.unpack("<I", data[4:8])[0])
    while at < end:
        size = struct.unpack("<I", data[at + 4 : at + 8])[0]
        after = at + 8 + size + size % 2
        if after > len(data):
            raise ValueError("cut short")
        yield at, data[at:after]
        at = after


WALKS = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp}
