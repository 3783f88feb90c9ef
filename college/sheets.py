"""Reading a spreadsheet that somebody sent: .xlsx, or .csv in UTF-8 or GB 18030, into a table of text. Hostile until proven otherwise.

`read_limited` does it in a process of its own with little memory and time (`python -m college.sheets`); nothing of Django is needed for it.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

LARGEST = 5 * 1024**2  # bytes of the file
UNPACKED = 60 * 1024**2  # bytes of everything in an .xlsx
PARTS = 500
ROWS, COLUMNS, CELL = 5_000, 40, 500  # what is read of it: more is refused, longer cells are cut
SECONDS, MEMORY = 20, 1024**3
REASONS = ("large", "kind", "locked", "broken", "rows", "columns", "text")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and every .xlsx with a password


class BadSheet(Exception):
    """The file cannot be read; `reason` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read(data: bytes) -> list[list[str]]:
    """The first sheet as rows of text. Raises BadSheet."""
    if len(data) > LARGEST:
        raise BadSheet("large")
    if data.startswith(_OLD_OFFICE):
        raise BadSheet("locked")
    rows = _of_xlsx(data) if data.startswith(b"PK\x03\x04") else _of_csv(data)
    return _bounded(rows)


def _bounded(rows: Iterator[list[str]]) -> list[list[str]]:
    kept: list[list[str]] = []
    empty = 0
    for row in rows:
        if len(kept) + empty >= ROWS:
            if any(row):
                raise BadSheet("rows")
            continue
        while row and not row[-1]:
            row.pop()
        if len(row) > COLUMNS:
            raise BadSheet("columns")
        if not row:
            empty += 1
            continue
        kept.extend([] for _line in range(empty))  # so that line numbers stay those of the file
        empty = 0
        kept.append([cell[:CELL] for cell in row])
    return kept


def _of_csv(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    csv.field_size_limit(100_000)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error:
        raise BadSheet("broken") from None


def _decoded(data: bytes) -> str:
    if b"\x00" in data:
        raise BadSheet("kind")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadSheet("text")


def _of_xlsx(data: bytes) -> Iterator[list[str]]:
    _must_be_harmless(data)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(values_only=True, max_col=COLUMNS + 1):
            yield [_text(value) for value in row]
    except BadSheet:
        raise
    except Exception:  # a broken file breaks the reader in many ways; this process has nothing else to do
        raise BadSheet("broken") from None


def _must_be_harmless(data: bytes) -> None:
    """Before any XML is parsed: few parts, not huge when unpacked, a table among them, and no document type (entities, outside files)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            listed = parts.infolist()
            if len(listed) > PARTS or sum(part.file_size for part in listed) > UNPACKED:
                raise BadSheet("large")
            if "xl/workbook.xml" not in {part.filename for part in listed}:
                raise BadSheet("kind")
            for part in listed:
                if part.filename.endswith((".xml", ".rels")) and _declares(parts, part):
                    raise BadSheet("broken")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise BadSheet("broken") from None


def _declares(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part has a document type; it stands before the first element, so that its beginning is enough. UTF-16 is not expected here."""
    with parts.open(part) as opened:
        start = opened.read(4096)
    return b"<!DOCTYPE" in start or b"<!ENTITY" in start or start[:2] in (b"\xff\xfe", b"\xfe\xff")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def read_limited(data: bytes) -> list[list[str]]:
    """`read` in a process that may use SECONDS and MEMORY and nothing more. Raises BadSheet."""
    if len(data) > LARGEST:
        raise BadSheet("large")
    command = [sys.executable, "-m", "college.sheets"]
    folder = Path(__file__).resolve().parents[1]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS * 3, cwd=folder, check=False)
    except subprocess.TimeoutExpired:
        raise BadSheet("broken") from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:  # it was ended by its limits
        raise BadSheet("broken") from None
    if reason := answer.get("reason"):
        raise BadSheet(reason)
    rows: list[list[str]] = answer["rows"]
    return rows


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        answer: dict[str, Any] = {"rows": read(sys.stdin.buffer.read())}
    except BadSheet as bad:
        answer = {"reason": bad.reason}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
