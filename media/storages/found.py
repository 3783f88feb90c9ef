"""A file of a replay on its way to a player."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Address = Callable[..., str]
ADDRESS_SECONDS = 120  # for which a signed address of another server is good


def may_change(path: Path) -> bool:
    """Of a replay that is being written: playlists grow, and sound that turns out too loud or too quiet is put in its place once more at the end."""
    return path.suffix == ".m3u8" or path.parent.name == "audio"


@dataclass(frozen=True, slots=True)
class Found:
    """Where a file is: at `path` on this machine, here as `content`, or behind `address`, which makes a signed address of another server of
    (method, seconds, **headers of the answer). `size` in bytes, 0 behind an address; one that `changes` is being written."""

    path: Path | None = None
    content: bytes | None = None
    address: Address | None = None
    size: int = 0
    changes: bool = False
