"""Files of the store that lie here while they are worked on: a bounded room, from which the one that was used longest ago goes first.

`STORE_CACHE_ROOT/originals/<name>` and `replays/<recording>/<folder>` are copies; what is just being fetched lies in `coming/<random>`. Whoever uses an
entry holds a shared lock on it until the end of the step, in whatever process, and the lock ends with the process: nothing that is in use goes.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from django.conf import settings


@dataclass(slots=True)
class Step:
    """What a worker's step uses. `tick` is called about four times a second while files come and go; what it raises ends that."""

    tick: Callable[[], None]
    held: ExitStack
    looked_at: set[Path] = field(default_factory=set)  # folders that are known to be as they are in the store


_step: ContextVar[Step | None] = ContextVar("step", default=None)


@contextmanager
def borrowing(tick: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Until this ends all that is fetched stays where it is."""
    with ExitStack() as held:
        token = _step.set(Step(tick, held))
        try:
            yield
        finally:
            _step.reset(token)


def step() -> Step | None:
    return _step.get()


def root() -> Path:
    return Path(settings.STORE_CACHE_ROOT)


def hold(entry: Path) -> bool:
    """Keep an entry until the step ends, and note that it is used. False when it is not there (any more)."""
    try:
        handle = os.open(entry, os.O_RDONLY)
    except FileNotFoundError:
        return False
    fcntl.flock(handle, fcntl.LOCK_SH)
    if not _is_same(entry, handle):  # it went while we waited
        os.close(handle)
        return False
    os.utime(entry)
    if current := _step.get():
        current.held.callback(os.close, handle)
    else:
        os.close(handle)
    return True


@contextmanager
def coming() -> Iterator[Path]:
    """A folder for what is being fetched; it goes in every case."""
    folder = root() / "coming" / uuid4().hex
    folder.mkdir(parents=True)
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_SH)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def make_room(needed: int = 0) -> None:
    """Let entries go until this many bytes more fit into the room, or all that is left is in use."""
    for left in (root() / "coming").glob("*"):
        if left.stat().st_mtime < _an_hour_ago():
            _let_go(left)
    entries = [(entry, _size(entry)) for entry in _entries()]
    total = sum(size for _, size in entries)
    for entry, size in sorted(entries, key=lambda pair: _used_at(pair[0])):
        if total + needed <= settings.STORE_CACHE_BYTES:
            return
        total -= size if _let_go(entry) else 0


def forget(*entries: Path) -> None:
    """Copies of what is gone from the store. Who still reads one reads on: its files are only unlinked."""
    for entry in entries:
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)


def _entries() -> list[Path]:
    return [*(root() / "originals").glob("*"), *(root() / "replays").glob("*/*")]


def _let_go(entry: Path) -> bool:
    """Delete an entry that nobody holds: first out of its place, so that who comes now fetches it anew."""
    with suppress(FileNotFoundError, BlockingIOError):
        handle = os.open(entry, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with coming() as away:
                entry.rename(away / entry.name)
        finally:
            os.close(handle)
        return True
    return False


def _is_same(entry: Path, handle: int) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(entry.stat(), os.fstat(handle))
    return False


def _size(entry: Path) -> int:
    files = entry.rglob("*") if entry.is_dir() else [entry]
    total = 0
    for file in files:
        with suppress(OSError):
            total += file.lstat().st_size
    return total


def _used_at(entry: Path) -> float:
    with suppress(FileNotFoundError):
        return entry.stat().st_mtime
    return 0.0


def _an_hour_ago() -> float:
    return time.time() - 3600
