"""From folders to an S3 store: what a college kept in `file:///folder` before it had one. Twice is harmless; the folders stay as they are."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from media.storages import s3
from media.storages.local import CAPTIONS, ORIGINAL_NAME, REMOVED
from media.storages.s3.asking import bucket, send
from media.storages.s3.replays import bring
from media.storages.scratch import PART, folders

PLACES = {"private": "originals", "uploads": "media"}


def move(folder: Path) -> Iterator[str]:
    """Bring all that lies below an old STORAGE_URL to the store, and tell what. Web server and workers stand still meanwhile."""
    for place, prefix in PLACES.items():
        yield from _files(folder / place, prefix, only_originals=place == "private")
    for recording in folders(folder / "renditions"):
        number = recording.name.removesuffix(REMOVED)
        if number.isdigit():
            yield from _recording(recording, int(number))


def _files(folder: Path, prefix: str, *, only_originals: bool = False) -> Iterator[str]:
    for file in sorted(folder.rglob("*")):
        key = f"{prefix}/{file.relative_to(folder).as_posix()}"
        if file.is_file() and (not only_originals or ORIGINAL_NAME.fullmatch(file.name)) and not _is_there(key, file):
            send([file], [key])
            yield key


def _recording(place: Path, number: int) -> Iterator[str]:
    for folder in folders(place):
        if folder.name == CAPTIONS:
            yield from _files(folder, f"captions/{number}/captions")
        elif folder.suffix != PART:
            _replay(folder, number)
            yield f"replays/{number}/{folder.name}"
    if place.suffix == REMOVED:
        s3.hide(number)


def _replay(folder: Path, number: int) -> None:
    with tempfile.TemporaryDirectory(dir=folder.parent.parent, prefix="moving-") as name:
        copy = Path(name) / folder.name
        shutil.copytree(folder, copy, copy_function=_linked)  # it is marked on the way, and the folder stays as it is
        bring(copy, number, folder.name)


def _linked(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


def _is_there(key: str, file: Path) -> bool:
    known = bucket().about(key)
    return known is not None and known[0] == file.stat().st_size
