"""Taking in recordings that lie on the server, such as those of the years before."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File

from media.domain.receiving import hash_if_known, receive, shown_name
from media.domain.refusals import UploadRefused
from media.failures import Failure
from media.models import Recording


def files_below(folder: Path) -> Iterator[Path]:
    """Every regular file below a folder, by name. Hidden files and folders are left out: they are a system's, not a person's."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def import_file(*, path: Path, owner: Any, now: datetime) -> Recording | None:
    """Copy one file in as a recording without a lesson. None when a recording of these very bytes is there already.

    Raises UploadRefused, NoRoom, and OSError when the file cannot be read.
    """
    if path.stat().st_size > settings.UPLOAD_MAX_BYTES:
        raise UploadRefused(Failure.TOO_BIG)  # before gigabytes are read
    with path.open("rb") as opened:
        file = File(opened, name=path.name)
        if Recording.objects.filter(sha256=hash_if_known(file) or "-").exists():
            return None
        return receive(upload=file, owner=owner, title=shown_name(path.stem), now=now)
