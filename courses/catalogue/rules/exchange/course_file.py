"""course.toml: what a packed course says of itself beside its files, in words that people can read and change."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, replace
from posixpath import join, normpath
from typing import Any

from courses.catalogue.rules.exchange import prose, toml_text
from courses.catalogue.rules.exchange.archives import Archive, BadArchive
from courses.catalogue.rules.exchange.packed import (
    FILES,
    LENGTHS,
    MATERIAL,
    READING,
    TEXTS,
    Packed,
    PackedFile,
    PackedNeed,
    PackedTeacher,
    PackedUnit,
    Said,
    Trouble,
)

NAME = "course.toml"
PACKED = ("name", "path", "sha256", "licence", "licence_note", "credit", "purpose", "note")  # of a file
EDITION = 1  # of this form; a newer one is refused with a sentence


def written(course: Packed, texts: Mapping[str, str], comment: str) -> str:
    """The file. `texts` says where each written part lies; `comment` is one line for people."""
    lines = [f"# {comment}", f"edition = {EDITION}", ""]
    facts = {name: course.facts.get(name, "") for name in LENGTHS} | {"school": course.school}
    lines += toml_text.table("course", facts)
    if texts:
        lines += toml_text.table("texts", dict(texts))
    for part, one in course.files.items():
        lines += toml_text.table(f"files.{part}", asdict(one))
    lines += toml_text.tables("teachers", [asdict(one) for one in course.teachers])
    lines += toml_text.tables("units", [asdict(one) for one in course.units])
    lines += toml_text.tables("needs", [asdict(one) for one in course.needs])
    return "\n".join(lines)


def read(archive: Archive, path: str) -> Packed:
    """The course whose course.toml lies at `path`; what cannot be read of it is a trouble, never an error."""
    try:
        data = tomllib.loads(archive.text(path))
    except (tomllib.TOMLDecodeError, BadArchive, RecursionError):
        return Packed(troubles=[Said(Trouble.UNREADABLE, path)])
    if data.get("edition") != EDITION:
        return Packed(facts={"title": path}, troubles=[Said(Trouble.NEWER, str(data.get("edition", "")))])
    folder = path.removesuffix(NAME)
    course = Packed()
    try:
        _fill(course, data)
        course.texts = {part: _text(course, archive, join(folder, str(where))) for part, where in data.get("texts", {}).items() if part in TEXTS}
    except (TypeError, ValueError, AttributeError, KeyError, BadArchive):
        course.troubles.append(Said(Trouble.UNREADABLE, path))
    course.files = {part: replace(one, path=normpath(join(folder, one.path))) for part, one in course.files.items()}
    return course


def _fill(course: Packed, data: Mapping[str, Any]) -> None:
    told = data.get("course", {})
    course.facts = {name: str(told.get(name, "")) for name in LENGTHS}
    course.school = str(told.get("school", ""))
    course.files = {part: PackedFile(**_strings(one, *PACKED)) for part, one in data.get("files", {}).items() if is_file(part)}
    course.teachers = [PackedTeacher(**_strings(one, "name", "slug")) for one in data.get("teachers", [])]
    course.units = [_unit(one) for one in data.get("units", [])]
    course.needs = [PackedNeed(**_strings(one, "slug", "title")) for one in data.get("needs", [])]


def is_file(name: str) -> bool:
    """Whether a file of this name belongs to a course: one of the five ones, read in a lesson, or a further material."""
    return name in FILES or bool(READING.fullmatch(name) or MATERIAL.fullmatch(name))


def _unit(row: Mapping[str, Any]) -> PackedUnit:
    words: dict[str, Any] = _strings(row, "title", "summary", "format", "activity", "design")
    return PackedUnit(**words, minutes=int(row.get("minutes", 90)), practice_minutes=int(row.get("practice_minutes", 0)))


def _strings(row: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: str(row[name]) for name in names if name in row}


def _text(course: Packed, archive: Archive, path: str) -> str:
    path = normpath(path)
    if path in archive:
        return prose.written(archive.text(path))
    course.troubles.append(Said(Trouble.FILE_GONE, path))
    return ""
