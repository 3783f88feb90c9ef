"""Stylesheets are written by topic and sent as one file: a sheet that only imports others is found as their text, in that order.

A page would ask for thirty files instead. The text is kept below DATA_DIR and written anew when it is no longer that of its parts, so a developer sees
a change at the next reload; what is collected for production is found the same way.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder, BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

IMPORT = re.compile(r'@import url\("([^"]+)"\);\n?')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def imported(text: str) -> list[str]:
    """The sheets that this one imports, as it names them; none if it says anything else."""
    text = COMMENT.sub("", text)
    return [] if IMPORT.sub("", text).strip() else IMPORT.findall(text)


class SheetFinder(BaseFinder):
    """Finds the sheets of imports of all apps, joined. To stand before the finder of the apps, which finds them as they were written."""

    def __init__(self, *_arguments: Any, **_options: Any) -> None:
        self.apps = AppDirectoriesFinder()
        self.kept = FileSystemStorage(location=settings.DATA_DIR / "sheets")

    def check(self, **_options: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False) -> Any:
        joined = self._joined(path)
        return ([joined] if find_all else joined) if joined else []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for path, _storage in self.apps.list(ignore_patterns):
            if self._joined(path):
                yield path, self.kept

    def _joined(self, path: str) -> str | None:
        """Where the joined text of this sheet lies; None of a file that is no sheet of imports, or names one that is not here."""
        source = self.apps.find(path) if path.endswith(".css") else None
        names = imported(Path(source).read_text(encoding="utf-8")) if source else []
        found = [self.apps.find(str(PurePosixPath(path).parent / name)) for name in names]
        if not (found and all(found)):
            return None
        parts = [Path(part) for part in found]
        text, target = "".join(part.read_text(encoding="utf-8") for part in parts), Path(self.kept.path(path))
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            _write(target, text, max(part.stat().st_mtime for part in parts))
        return str(target)


def _write(target: Path, text: str, changed: float) -> None:
    """At once, since several processes may find the same sheet in the same moment; as old as its youngest part, since browsers keep what is old."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, delete=False) as file:
        file.write(text)
    os.chmod(file.name, 0o644)
    os.utime(file.name, (changed, changed))
    os.replace(file.name, target)
