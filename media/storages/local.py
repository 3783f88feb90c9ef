"""Recordings in folders of this machine, or in folders that several machines share.

`PRIVATE_ROOT/<random>` is an original; `RENDITIONS_ROOT/<recording>/<random>.part` is being written by one attempt, and loses the `.part` when it is
complete: what lies in `RENDITIONS_ROOT/<recording>/<random>` never changes again, but later steps add folders of theirs (extras, slides);
`RENDITIONS_ROOT/<recording>/captions/` holds captions. While a recording is removed its folder is called `<recording>.removed`, which no address leads to.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage

from media.storages.found import Found, may_change
from media.storages.scratch import PART, discard, folders, growing_file, of_recordings, relative, root

REMOVED = ".removed"
CAPTIONS = "captions"
ORIGINAL_NAME = re.compile(r"[0-9a-f]{32}")


class _Folder(FileSystemStorage):
    """A folder named by a setting that is read at each use, so that tests and settings agree."""

    setting = ""

    @property
    def base_location(self) -> str:
        return str(getattr(settings, self.setting))

    @property
    def location(self) -> str:
        return str(Path(self.base_location).resolve())


class Originals(_Folder):
    """Uploads as they came. Nothing in the site leads to them."""

    setting = "PRIVATE_ROOT"


class Replays(_Folder):
    """Captions of recordings; they are served by the signed address of their recording."""

    setting = "RENDITIONS_ROOT"


# ---- originals


def originals() -> Storage:
    return Originals(file_permissions_mode=0o600, directory_permissions_mode=0o700)


def keep(name: str, sha256: str) -> None:
    """What has arrived lies in its place already."""


def settle(name: str) -> None:
    """The same."""


def original(name: str) -> Path:
    path = private(name)
    if not path.is_file():
        raise FileNotFoundError(name)
    return path


def copy_original(name: str, other: str) -> None:
    os.utime(private(name))  # both names have one age, and a sweep leaves alone what is young and not yet in a row
    os.link(private(name), private(other))


def discard_original(name: str) -> None:
    private(name).unlink(missing_ok=True)


def old_originals(before: datetime) -> set[str]:
    with suppress(FileNotFoundError):
        return {entry.name for entry in Path(settings.PRIVATE_ROOT).iterdir() if ORIGINAL_NAME.fullmatch(entry.name) and _is_older(entry, before)}
    return set()


def private(name: str) -> Path:
    return Path(settings.PRIVATE_ROOT) / name


# ---- replays


def publish(attempt: Path) -> None:
    attempt.rename(attempt.with_suffix(""))


def add(attempt: Path, recording_id: int, folder: str, name: str) -> None:
    target = published_file(recording_id, folder, name)
    discard(target)
    attempt.rename(target)


def published_file(recording_id: int, folder: str, name: str) -> Path:
    return root() / str(recording_id) / folder / name


def read(recording_id: int, folder: str, name: str) -> bytes:
    return published_file(recording_id, folder, name).read_bytes()


def size(recording_id: int, folder: str, name: str) -> int | None:
    with suppress(OSError):
        return published_file(recording_id, folder, name).stat().st_size
    return None


def find(recording_id: int, folder: str, name: str) -> Found:
    """Of a published replay, or of one that is being written: addresses stay the same when it is complete."""
    for path, grows in ((published_file(recording_id, folder, name), False), (growing_file(recording_id, folder, name), True)):
        if path.is_file():
            return Found(path=path, size=path.stat().st_size, changes=grows and may_change(path))
    raise FileNotFoundError(name)


def copy_published(recording_id: int, folder: str, other_id: int, other: str) -> None:
    link(published_file(recording_id, folder, ""), published_file(other_id, other, ""))


def link(source: Path, target: Path) -> None:
    """A second name for every file of a folder. What a refused transaction leaves the sweep finds."""
    for file in source.rglob("*"):
        if file.is_file():
            place = target / file.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            os.link(file, place)


def discard_published(recording_id: int, folder: str) -> None:
    discard(root() / str(recording_id) / folder)


def retire_published(recording_id: int, folder: str) -> None:
    with suppress(FileNotFoundError):
        os.utime(root() / str(recording_id) / folder)


def old_published(before: datetime) -> set[tuple[int, str]]:
    return {(pk, folder.name) for pk, folder in published() if _is_older(folder, before)}


def published() -> Iterator[tuple[int, Path]]:
    """Every published folder with the number of its recording."""
    yield from ((pk, folder) for pk, folder in of_recordings() if folder.suffix != PART and folder.name != CAPTIONS)


def captions() -> Storage:
    return Replays()


def old_captions(before: datetime) -> set[str]:
    files = [file for _pk, folder in of_recordings() if folder.name == CAPTIONS for file in folder.iterdir()]
    return {relative(file) for file in files if _is_older(file, before)}


def _is_older(path: Path, moment: datetime) -> bool:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime < moment.timestamp()
    return False


# ---- a recording as a whole


def hide(recording_id: int) -> None:
    with suppress(FileNotFoundError):
        if _removed(recording_id).exists():  # then this is what an attempt left that had not noticed yet
            discard(root() / str(recording_id))
        else:
            (root() / str(recording_id)).rename(_removed(recording_id))


def keep_hidden(recording_ids: set[int]) -> None:
    for recording_id in recording_ids:
        hide(recording_id)


def show(recording_id: int) -> None:
    place = root() / str(recording_id)
    for folder in folders(_removed(recording_id)):
        place.mkdir(exist_ok=True)
        if not (place / folder.name).exists():
            folder.rename(place / folder.name)
    discard(_removed(recording_id))


def forget(recording_id: int) -> None:
    discard(_removed(recording_id))


def hidden() -> set[int]:
    return {int(folder.stem) for folder in folders(root()) if folder.suffix == REMOVED and folder.stem.isdigit()}


def bytes_of(recording_id: int) -> int:
    """Files that come or go meanwhile are counted or not."""
    folder = root() / str(recording_id)
    return sum(_bytes(file) for file in (folder if folder.exists() else _removed(recording_id)).rglob("*"))


def check() -> None:
    """What a folder can be asked is asked by the college's own health check."""


def _bytes(file: Path) -> int:
    with suppress(OSError):
        return file.stat().st_size if file.is_file() else 0
    return 0


def _removed(recording_id: int) -> Path:
    return root() / f"{recording_id}{REMOVED}"
