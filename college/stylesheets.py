"""Stylesheets are written by topic and sent as one file: a sheet that only imports others is collected as their text, in that order.

In development the browser follows the imports itself, so a changed file shows at the next reload.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import url\("([^"]+)"\);\n?')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
Found = dict[str, tuple[Storage, str]]


def joined(name: str, found: Found) -> str | None:
    """The text of a sheet of imports with every import replaced by its file; None of any other sheet."""
    text = COMMENT.sub("", source(name, found))
    if not text.strip() or IMPORT.sub("", text).strip():
        return None
    folder = PurePosixPath(name).parent
    return "".join(source(str(folder / part), found) for part in IMPORT.findall(text))


def source(name: str, found: Found) -> str:
    """What the developer wrote, not what an earlier run collected."""
    storage, path = found[name]
    with storage.open(path) as file:
        return str(file.read(), "utf-8")


class OneStylesheetStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage (hashed names, compressed copies) that joins sheets of imports before it hashes."""

    def post_process(self, paths: Found, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        yield from super().post_process(paths if dry_run else {**paths, **self.join(paths)}, dry_run=dry_run, **options)

    def join(self, found: Found) -> Found:
        """Write the joined sheets; the answer names where they lie now."""
        sheets = {name: joined(name, found) for name in found if name.endswith(".css")}
        for name, text in sheets.items():
            if text is not None:
                self.delete(name)
                self.save(name, ContentFile(text.encode()))
        return {name: (self, name) for name, text in sheets.items() if text is not None}
