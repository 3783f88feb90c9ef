"""The gate for archives of courses. What is unpacked is bounded before anything is read, and nothing is ever written to where a name says."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Iterator
from enum import StrEnum
from hashlib import sha256
from typing import IO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from courses.catalogue.rules.files import MEGABYTE, climbs, is_bomb

MAX_ARCHIVE = 200 * MEGABYTE
MAX_ENTRIES = 3000
MAX_UNPACKED = 600 * MEGABYTE
MAX_WRITTEN = 2 * MEGABYTE  # of an entry that is read as text
DAMAGED = (BadZipFile, LargeZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError, KeyError)
UTF8, LOCKED = 0x800, 0x1


class Refusal(StrEnum):
    """Why an archive is not opened at all."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    KIND = "kind"
    BOMB = "bomb"
    LOCKED = "locked"
    BROKEN = "broken"
    PATHS = "paths"
    NOTHING = "nothing"


class BadArchive(Exception):
    """The archive is refused; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class Archive:
    """A checked archive: its entries by the name that people gave them, with forward slashes."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Raises BadArchive."""
        stream.seek(0)
        if stream.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            raise BadArchive(Refusal.KIND)
        stream.seek(0)
        try:
            self._zip = ZipFile(stream)
            entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        except DAMAGED:
            raise BadArchive(Refusal.BROKEN) from None
        _check(entries)
        self.entries = {_name(entry): entry for entry in entries}
        if len(self.entries) < len(entries):
            raise BadArchive(Refusal.PATHS)

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __contains__(self, name: object) -> bool:
        return name in self.entries

    def size(self, name: str) -> int:
        return self.entries[name].file_size

    def read(self, name: str, most: int = MAX_WRITTEN) -> bytes:
        """One entry, whole. Raises BadArchive when it is longer than agreed or damaged: the size in the list is only a claim."""
        try:
            with self._zip.open(self.entries[name]) as entry:
                data = entry.read(most + 1)
        except DAMAGED:
            raise BadArchive(Refusal.BROKEN) from None
        if len(data) > most:
            raise BadArchive(Refusal.TOO_BIG)
        return data

    def text(self, name: str) -> str:
        """One entry as text, in UTF-8 or the Chinese coding of old Windows."""
        data = self.read(name)
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return data.decode("gb18030", errors="replace")


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _check(entries: list[ZipInfo]) -> None:
    if not entries:
        raise BadArchive(Refusal.EMPTY)
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED or any(is_bomb(entry) for entry in entries):
        raise BadArchive(Refusal.BOMB)
    if any(entry.flag_bits & LOCKED for entry in entries):
        raise BadArchive(Refusal.LOCKED)
    if any(climbs(entry.filename) or ":" in entry.filename or "\x00" in entry.orig_filename or _is_link(entry) for entry in entries):
        raise BadArchive(Refusal.PATHS)


def _is_link(entry: ZipInfo) -> bool:
    return (entry.external_attr >> 16) & 0o170000 == 0o120000


def _name(entry: ZipInfo) -> str:
    """The name as it was meant: without the flag for UTF-8, Windows writes Chinese names in its own coding, and zipfile takes them for old DOS."""
    name = entry.filename
    if not entry.flag_bits & UTF8 and not name.isascii():
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    return name.replace("\\", "/")
