"""What a request of the tus protocol says (tus.io, version 1.0): numbers, names and checksums out of its headers.

All functions raise ValueError for a header that cannot be read.
"""

import base64
import binascii
import re

TUS_VERSION = "1.0.0"
TUS_EXTENSIONS = "creation,termination,expiration,checksum"
CHECKSUMS = ("sha1", "sha256")
PART_TYPE = "application/offset+octet-stream"
PART_BYTES = 8 * 1024 * 1024  # of one request of the page's script: little to send again, and below what proxies accept
OPEN_UPLOADS = 20  # a person's unfinished uploads at one time
UPLOAD_DAYS = 7  # an unfinished upload is kept so long after its last part
_NUMBER = re.compile(r"[0-9]{1,18}")


def whole_number(header: str) -> int:
    """A length or an offset in bytes."""
    if not _NUMBER.fullmatch(header):
        raise ValueError(header)
    return int(header)


def metadata(header: str) -> dict[str, str]:
    """Upload-Metadata as names and texts; a name without a value has the empty text."""
    pairs = [pair.split(" ") for pair in header.split(",")] if header else []
    return {pair[0]: _text(pair[1:]) for pair in pairs}


def checksum(header: str) -> tuple[str, bytes] | None:
    """Algorithm and digest of a part, None when the client sent none."""
    if not header:
        return None
    algorithm, _, digest = header.partition(" ")
    if algorithm not in CHECKSUMS:
        raise ValueError(header)
    return algorithm, _decoded(digest)


def _text(values: list[str]) -> str:
    if len(values) > 1:
        raise ValueError(values)
    return _decoded(values[0]).decode() if values else ""


def _decoded(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise ValueError(value) from error
