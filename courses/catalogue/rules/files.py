"""What a course file must be, judged by its content: the name of a file is only a claim.

Word and PowerPoint files are zip archives of named parts; the limits keep a small file from becoming a huge one, and macros are refused
since people open these files at home.
"""

import zlib
from dataclasses import dataclass
from enum import StrEnum
from re import IGNORECASE
from re import compile as pattern
from typing import IO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

MEGABYTE = 1024 * 1024
MAX_BYTES = 50 * MEGABYTE
MAX_ENTRIES = 5000
MAX_UNPACKED = 300 * MEGABYTE
MAX_PART = 30 * MEGABYTE  # of a part that is read as text
MAX_RATIO = 200  # unpacked to packed, of parts above SMALL; slides with one flat colour reach about 100
SMALL = 5 * MEGABYTE
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")  # .doc and .ppt, and also every file locked with a password
TYPES = "[Content_Types].xml"


class Problem(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    KIND = "kind"
    MISMATCH = "mismatch"
    LOCKED = "locked"
    BROKEN = "broken"
    MACROS = "macros"
    BOMB = "bomb"


@dataclass(frozen=True)
class Kind:
    """An Office kind: its main part, and the type that the table of contents must give it."""

    part: str
    content_type: str


KINDS = {
    "docx": Kind("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    "pptx": Kind("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
}
ACTIVE = pattern(r"(vbaproject|vbadata|/activex/|\.(exe|dll|scr|com|bat|cmd|vbs|vbe|js|jse|jar|msi|ps1|hta|lnk|docm|xlsm|pptm)$)", IGNORECASE)
REMOTE_TEMPLATE = pattern(rb"attachedTemplate[^>]*TargetMode\s*=\s*\"External\"|TargetMode\s*=\s*\"External\"[^>]*attachedTemplate")


def extension(name: str) -> str:
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def problem_of(stream: IO[bytes], name: str, size: int) -> Problem | None:
    """What is wrong with a file of `size` bytes that calls itself `name`; None when nothing is. The stream is read, not closed."""
    if size == 0:
        return Problem.EMPTY
    if size > MAX_BYTES:
        return Problem.TOO_BIG
    if extension(name) == "pdf":
        return problem_of_pdf(stream, size)
    kind = KINDS.get(extension(name))
    return problem_of_office(stream, kind) if kind else Problem.KIND


def problem_of_pdf(stream: IO[bytes], size: int) -> Problem | None:
    stream.seek(0)
    head = stream.read(4096)
    stream.seek(max(0, size - 4096))
    tail = stream.read(4096)
    if not head.startswith(b"%PDF-"):
        return Problem.MISMATCH
    if b"%%EOF" not in tail:
        return Problem.BROKEN
    return Problem.LOCKED if b"/Encrypt" in head + tail else None


def problem_of_office(stream: IO[bytes], kind: Kind) -> Problem | None:
    stream.seek(0)
    head = stream.read(8)
    if head == OLD_OFFICE:
        return Problem.LOCKED
    if not head.startswith(b"PK\x03\x04"):
        return Problem.MISMATCH
    stream.seek(0)
    try:
        with ZipFile(stream) as archive:
            return problem_of_entries(archive.infolist()) or problem_of_parts(archive, kind)
    except (BadZipFile, LargeZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):  # all seen with damaged ones
        return Problem.BROKEN


def problem_of_entries(entries: list[ZipInfo]) -> Problem | None:
    """What the archive's own list gives away, before anything is unpacked."""
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        return Problem.BOMB
    if any(is_bomb(entry) for entry in entries):
        return Problem.BOMB
    if any(entry.flag_bits & 0x1 for entry in entries):
        return Problem.LOCKED
    if any(climbs(entry.filename) for entry in entries):
        return Problem.BROKEN
    return Problem.MACROS if any(ACTIVE.search(entry.filename) for entry in entries) else None


def is_bomb(entry: ZipInfo) -> bool:
    return entry.file_size > SMALL and entry.file_size > MAX_RATIO * max(1, entry.compress_size)


def climbs(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")


def problem_of_parts(archive: ZipFile, kind: Kind) -> Problem | None:
    names = set(archive.namelist())
    if TYPES not in names:
        return Problem.MISMATCH
    types = read_part(archive, TYPES)
    if b"macroEnabled" in types:
        return Problem.MACROS
    if kind.part not in names or kind.content_type.encode() not in types:
        return Problem.MISMATCH
    if b"<!DOCTYPE" in read_part(archive, kind.part)[:4096] or b"<!DOCTYPE" in types:
        return Problem.BROKEN  # Office never writes one; it is how an XML reader is made to fetch or to swell
    return problem_of_template(archive, names)


def problem_of_template(archive: ZipFile, names: set[str]) -> Problem | None:
    """A template fetched from elsewhere brings its macros along."""
    relations = "word/_rels/settings.xml.rels"
    if relations in names and REMOTE_TEMPLATE.search(read_part(archive, relations)):
        return Problem.MACROS
    return None


def read_part(archive: ZipFile, name: str) -> bytes:
    """One part, whole, so that its checksum is compared; a part too big to be text counts as damaged."""
    if archive.getinfo(name).file_size > MAX_PART:
        raise ValueError(name)
    return archive.read(name)
