"""What a file tells beside what it shows: photographs, and those in Word files, presentations and tables, say where they were taken."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from college.rules import photos
from courses.catalogue.rules.files import OFFICE, extension

BROKEN = (BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, SyntaxError, ValueError, EOFError)


def without_places(stream: IO[bytes], name: str) -> bytes | None:
    """The content of a file without it; None when there is nothing to take out, or when it is none of ours. The stream is read, not closed."""
    kind = extension(name)
    stream.seek(0)
    try:
        if form := photos.FORMS.get(kind):
            return _picture(stream.read(), form)
        return _office(stream) if kind in OFFICE else None
    except BROKEN:  # the gate tells people so; a row that is written past it keeps what it was given
        return None


def _picture(data: bytes, form: str) -> bytes | None:
    made = photos.cleaned(data, form)
    return made if made != data else None


def _office(stream: IO[bytes]) -> bytes | None:
    with ZipFile(stream) as archive:
        changed = {info.filename: made for info in archive.infolist() if (made := _changed(archive, info)) is not None}
        return _packed(archive, changed) if changed else None


def _changed(archive: ZipFile, info: ZipInfo) -> bytes | None:
    """A picture of the file that told something. One that cannot be followed stays: it was not judged as a picture."""
    form = photos.FORMS.get(extension(info.filename)) if "/media/" in info.filename else None
    if form is None:
        return None
    data = archive.read(info)
    made = photos.stripped(data, form)
    return made if made != data else None


def _packed(archive: ZipFile, changed: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as anew:
        for info in archive.infolist():
            entry = ZipInfo(info.filename, info.date_time)
            entry.compress_type, entry.external_attr = info.compress_type, info.external_attr
            anew.writestr(entry, changed.get(info.filename) or archive.read(info))
    return out.getvalue()
