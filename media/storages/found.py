"""A file of a replay on its way to a player."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Address = Callable[..., str]
ADDRESS_SECONDS = 120  # for which a signed address of another server is good


@dataclass(frozen=True, slots=True)
class Found:
    """Where a file is: at `path` on this machine, here as `content`, or behind `address`, which makes a signed address of another server of
    (method, seconds, **headers of the answer). `size` in bytes, 0 behind an address; one that `changes` is being written."""

    path: Path | None = None
    content: bytes | None = None
    address: Address | None = None
    size: int = 0
    changes: bool = False
