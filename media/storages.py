"""Where recordings lie: originals in private, attempts and published replays in folders that only signed addresses lead to.

`PRIVATE_ROOT/<random>` is an original; `RENDITIONS_ROOT/<recording>/<random>.part` is being written by one attempt, and loses the `.part` when it is
complete: what lies in `RENDITIONS_ROOT/<recording>/<random>` never changes again, but later steps add folders of theirs (extras, slides);
`RENDITIONS_ROOT/<recording>/captions/` holds captions. While a recording is removed its folder is called `<recording>.removed`, which no address leads to.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage

PART = ".part"
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

    def url(self, name: str | None) -> str:
        raise ValueError("This file has no public address.")


class Originals(_Folder):
    """Uploads as they came. Nothing in the site leads to them."""

    setting = "PRIVATE_ROOT"


class Replays(_Folder):
    """Captions of recordings; they are served by the signed address of their recording."""

    setting = "RENDITIONS_ROOT"


def originals() -> Storage:
    return Originals(file_permissions_mode=0o600, directory_permissions_mode=0o700)


def kept_originals() -> Iterator[Path]:
    """Every file that an upload left, by the shape of its name; whatever else lies in the folder is not ours."""
    with suppress(FileNotFoundError):
        yield from [entry for entry in Path(settings.PRIVATE_ROOT).iterdir() if ORIGINAL_NAME.fullmatch(entry.name)]


def arriving() -> Iterator[Path]:
    """Files that Django is receiving, whatever form they belong to."""
    with suppress(FileNotFoundError):
        yield from list(Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*"))


def replays() -> Storage:
    return Replays()


def random_name() -> str:
    """A name that tells nothing: no extension, nothing that the client wrote."""
    return uuid4().hex


def attempt_folder(recording_id: int, name: str) -> Path:
    """A fresh, empty folder of one attempt, which is called `name` once it is published."""
    folder = _root() / str(recording_id) / f"{name}{PART}"
    folder.mkdir(parents=True)
    return folder


def publish(attempt: Path) -> None:
    """A verified attempt is what it is called from now on, by one rename."""
    attempt.rename(attempt.with_suffix(""))


def add(attempt: Path, recording_id: int, folder: str, name: str) -> None:
    """A finished attempt becomes the part `name` of a published replay, by one rename. One that lies there already is replaced."""
    target = _root() / str(recording_id) / folder / name
    discard(target)
    attempt.rename(target)


def published_file(recording_id: int, folder: str, name: str) -> Path:
    return _root() / str(recording_id) / folder / name


def playing_file(recording_id: int, folder: str, name: str) -> Path:
    """A file of a published replay, or of one that is being written: addresses stay the same when it is complete."""
    published = published_file(recording_id, folder, name)
    growing = published_file(recording_id, f"{folder}{PART}", name)
    return growing if not published.is_file() and growing.is_file() else published


def is_growing(path: Path) -> bool:
    return any(parent.suffix == PART for parent in path.parents)


def relative(path: Path) -> str:
    """The path below the renditions, for a front server that sends it."""
    return path.relative_to(_root()).as_posix()


def discard(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def discard_published(recording_id: int, folder: str) -> None:
    if not folder:
        raise ValueError("Without a name this would be every replay of the recording.")
    discard(_root() / str(recording_id) / folder)


def retire_published(recording_id: int, folder: str) -> None:
    """Note the moment from which a replaced replay is only kept for those who are watching it."""
    if folder:
        with suppress(FileNotFoundError):
            os.utime(_root() / str(recording_id) / folder)


def is_older(path: Path, moment: datetime) -> bool:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime < moment.timestamp()
    return False


def hide(recording_id: int) -> None:
    """Nothing of this recording can be fetched any more, whatever address somebody holds. Twice is harmless."""
    with suppress(FileNotFoundError):
        if _removed(recording_id).exists():  # then this is what an attempt left that had not noticed yet
            discard(_root() / str(recording_id))
        else:
            (_root() / str(recording_id)).rename(_removed(recording_id))


def show(recording_id: int) -> None:
    """The folders of a recording that was removed lie in their place again."""
    place = _root() / str(recording_id)
    for folder in _folders(_removed(recording_id)):
        place.mkdir(exist_ok=True)
        if not (place / folder.name).exists():
            folder.rename(place / folder.name)
    discard(_removed(recording_id))


def forget(recording_id: int) -> None:
    """Delete all that was made of a removed recording."""
    discard(_removed(recording_id))


def hidden() -> list[int]:
    """The numbers of recordings whose folders are hidden."""
    return [int(folder.stem) for folder in _folders(_root()) if folder.suffix == REMOVED and folder.stem.isdigit()]


def bytes_of(recording_id: int) -> int:
    """What all folders of a recording take. Files that come or go meanwhile are counted or not."""
    folder = _root() / str(recording_id)
    return sum(_size(file) for file in (folder if folder.exists() else _removed(recording_id)).rglob("*"))


def _size(file: Path) -> int:
    with suppress(OSError):
        return file.stat().st_size if file.is_file() else 0
    return 0


def _removed(recording_id: int) -> Path:
    return _root() / f"{recording_id}{REMOVED}"


def attempts() -> Iterator[tuple[int, Path]]:
    """Every folder that is being written, or was left by a killed attempt, with the number of its recording."""
    yield from ((pk, folder) for pk, folder in _of_recordings() if folder.suffix == PART)


def published() -> Iterator[tuple[int, Path]]:
    """Every published folder with the number of its recording."""
    yield from ((pk, folder) for pk, folder in _of_recordings() if folder.suffix != PART and folder.name != CAPTIONS)


def captions() -> Iterator[Path]:
    """Every file of captions, whichever recording it belongs to."""
    yield from (file for _pk, folder in _of_recordings() if folder.name == CAPTIONS for file in folder.iterdir())


def _of_recordings() -> Iterator[tuple[int, Path]]:
    for recording in _folders(_root()):
        if recording.name.isdigit():
            yield from ((int(recording.name), folder) for folder in _folders(recording))


def _folders(parent: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError):
        yield from [entry for entry in parent.iterdir() if entry.is_dir()]


def _root() -> Path:
    return Path(settings.RENDITIONS_ROOT)
