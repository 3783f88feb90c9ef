"""What lies on this machine wherever recordings are kept: attempts that are being written, uploads that are arriving."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from django.conf import settings

PART = ".part"


def random_name() -> str:
    """A name that tells nothing: no extension, nothing that the client wrote."""
    return uuid4().hex


def root() -> Path:
    return Path(settings.RENDITIONS_ROOT)


def attempt_folder(recording_id: int, name: str) -> Path:
    """A fresh, empty folder of one attempt, which is called `name` once it is published."""
    folder = root() / str(recording_id) / f"{name}{PART}"
    folder.mkdir(parents=True)
    return folder


def growing_file(recording_id: int, folder: str, name: str) -> Path:
    """The place of a file while its replay is being written."""
    return root() / str(recording_id) / f"{folder}{PART}" / name


def attempts() -> Iterator[tuple[int, Path]]:
    """Every folder that is being written, or was left by a killed attempt, with the number of its recording."""
    yield from ((pk, folder) for pk, folder in of_recordings() if folder.suffix == PART)


def of_recordings() -> Iterator[tuple[int, Path]]:
    """Every folder of every recording that is not removed."""
    for recording in folders(root()):
        if recording.name.isdigit():
            yield from ((int(recording.name), folder) for folder in folders(recording))


def arriving() -> Iterator[Path]:
    """Files that Django is receiving, whatever form they belong to."""
    with suppress(FileNotFoundError):
        yield from list(Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*"))


def relative(path: Path) -> str:
    """The path below the renditions, for a front server that sends it."""
    return path.relative_to(root()).as_posix()


def discard(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def folders(parent: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError):
        yield from [entry for entry in parent.iterdir() if entry.is_dir()]
