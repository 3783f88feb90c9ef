"""What makes an Office file the same at every run: a fixed date inside, fixed dates in the archive."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

MADE_AT = datetime(2026, 9, 1, 8, 0)
_ZIP_DATE = (2026, 9, 1, 8, 0, 0)


def sign(properties: Any, *, title: str, author: str, subject: str) -> None:
    """Fill the core properties of a python-pptx or python-docx document, with a date that does not move."""
    properties.title, properties.author, properties.subject = title, author, subject
    properties.last_modified_by, properties.language, properties.revision = author, "zh-CN", 1
    properties.created = properties.modified = MADE_AT


def saved(document: Any) -> bytes:
    """The document's bytes, its archive rewritten with fixed dates and the same order of parts."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            target.writestr(zipfile.ZipInfo(item.filename, _ZIP_DATE), source.read(item.filename), zipfile.ZIP_DEFLATED)
    return out.getvalue()
