"""SHA-256 of files that arrive by parts, computed while they arrive, so that the last part of eight gigabytes is answered as fast as the first.

Each process remembers how far it has read a file. What another process or an earlier life of this one took in is read from the disk,
a bounded piece with each part and the rest with the last one. Only bytes that count are read: those below the row's offset never change.
"""

import hashlib
from collections import OrderedDict
from threading import Lock
from typing import BinaryIO

CAUGHT_UP = 256 * 1024 * 1024  # bytes that one part may read of what came before it: well under a second
BLOCK = 1024 * 1024
REMEMBERED = 256  # files; one takes a few hundred bytes

_lock = Lock()
_running: OrderedDict[str, "Digest"] = OrderedDict()


class Digest:
    """The hash of a file's first `position` bytes."""

    def __init__(self) -> None:
        self.position, self._hash = 0, hashlib.sha256()

    def follow(self, block: bytes, at: int) -> None:
        """Take in a block that begins at byte `at`, unless something before it is still missing."""
        if at == self.position:
            self._hash.update(block)
            self.position += len(block)

    def read(self, file: BinaryIO, until: int) -> None:
        """Take in what is missing before byte `until`. Raises OSError."""
        file.seek(self.position)
        while self.position < until and (block := file.read(min(BLOCK, until - self.position))):
            self.follow(block, self.position)

    def of_whole(self, file: BinaryIO, length: int) -> str:
        """The hash of the whole, in hexadecimal. Raises OSError."""
        self.read(file, length)
        return self._hash.hexdigest()


def taken(name: str, file: BinaryIO, offset: int) -> Digest:
    """The digest of the file called `name`, as near to `offset` as may be. It is remembered again only by `keep`: a part that failed leaves none."""
    with _lock:
        digest = _running.pop(name, None) or Digest()
    digest.read(file, min(offset, digest.position + CAUGHT_UP))
    return digest


def keep(name: str, digest: Digest) -> None:
    """Remember a digest for the next part."""
    with _lock:
        _running[name] = digest
        while len(_running) > REMEMBERED:
            _running.popitem(last=False)


def forget(name: str) -> None:
    """Nothing more will come."""
    with _lock:
        _running.pop(name, None)
