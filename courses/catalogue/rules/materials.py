"""Further materials beside papers and presentations: pictures and plain text, judged by their content.

A picture is opened by Pillow, with the readers of its own form only; its size is taken from the head before anything is unpacked. Text must be text:
what a browser or a table program could run is either refused (zero bytes, no known encoding) or sent as a download of plain text.
"""

import warnings
from enum import StrEnum
from typing import IO

from PIL import Image

PICTURES = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP"}  # ending: Pillow's name of the form
TEXTS = ("txt", "csv")
MAX_PIXELS = 60_000_000  # the largest photographs of telephones have 50 million
MAX_SIDE = 20_000
MAX_TEXT_BYTES = 5 * 1024 * 1024
ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")
BEGINNINGS = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff", "WEBP": b"RIFF"}
PREVIEW = (1600, 1600)  # of a JPEG, which is read at a fraction of its size: that finds one cut short


class Fault(StrEnum):
    """What is wrong with a picture or a text."""

    MISMATCH = "mismatch"
    BROKEN = "broken"
    TOO_LARGE = "too_large"  # more pixels than anybody looks at
    TOO_BIG = "too_big"  # more bytes than a text has


def fault_of_picture(stream: IO[bytes], ending: str) -> Fault | None:
    """None when it is a whole picture of the form that its ending names. The stream is read, not closed."""
    form = PICTURES[ending]
    stream.seek(0)
    if not stream.read(16).startswith(BEGINNINGS[form]):
        return Fault.MISMATCH
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we look at the size ourselves
            return fault_of_form(stream, form)
    except Image.DecompressionBombError:
        return Fault.TOO_LARGE
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError):  # all seen with damaged ones
        return Fault.BROKEN


def fault_of_form(stream: IO[bytes], form: str) -> Fault | None:
    picture = Image.open(stream, formats=[form])
    if picture.width * picture.height > MAX_PIXELS or max(picture.size) > MAX_SIDE:
        return Fault.TOO_LARGE
    if form == "JPEG":
        picture.draft("RGB", PREVIEW)
        picture.load()
    else:
        picture.verify()
    return None


def fault_of_text(stream: IO[bytes], size: int) -> Fault | None:
    """None when it is text in an encoding that is in use here. The stream is read, not closed."""
    if size > MAX_TEXT_BYTES:
        return Fault.TOO_BIG
    stream.seek(0)
    return None if decoded(stream.read()) is not None else Fault.MISMATCH


def decoded(content: bytes) -> str | None:
    """The text, when it is one: no zero bytes and no control characters beside those of lines and tables."""
    encodings = ENCODINGS if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ENCODINGS[:2]
    for encoding in reversed(encodings) if len(encodings) == 3 else encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if all(sign >= " " or sign in "\t\r\n\f" for sign in text) else None
    return None
