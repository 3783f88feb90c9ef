"""The plain folder: a zip that people open with a double click: outline, lesson plan, handout, PPT under their own names, and course.toml.

A folder that somebody packed by hand has no course.toml; then the names say what is what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import basename, dirname

from courses.catalogue.rules.exchange import course_file, prose
from courses.catalogue.rules.exchange.archives import Archive
from courses.catalogue.rules.exchange.packed import TEXTS, Packed, PackedFile, Remark, Said
from courses.catalogue.rules.exchange.words import part_named
from courses.catalogue.rules.files import extension
from courses.catalogue.rules.readiness import Part

PAPERS, DECKS, PAGES = ("docx", "pdf"), ("pptx",), ("html", "htm")


def entries(course: Packed, names: Mapping[str, str], comment: str) -> Iterator[tuple[str, str]]:
    """The written entries of the folder as (path, text); `names` are the parts' names for files, such as "outline" -> its word."""
    texts: dict[str, str] = {part: f"{names[part]}.html" for part in TEXTS if course.texts.get(part)}
    for part, path in texts.items():
        yield path, prose.page(f"{course.title} {names[part]}", course.texts[part])
    yield course_file.NAME, course_file.written(course, texts, comment)


def read(archive: Archive) -> list[Packed]:
    """All courses of an archive: those that say of themselves what they are, else one for each folder with files of a course."""
    told = [name for name in archive if basename(name) == course_file.NAME and not _is_hidden(name)]
    if told:
        return [course_file.read(archive, name) for name in told]
    folders: dict[str, list[str]] = {}
    for name in archive:
        if not _is_hidden(name):
            folders.setdefault(dirname(name), []).append(name)
    return [course for folder, names in folders.items() if (course := _guessed(archive, folder, names)) is not None]


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or any(step.startswith(".") for step in name.split("/"))


def _guessed(archive: Archive, folder: str, names: list[str]) -> Packed | None:
    course, left = Packed(facts={"title": basename(folder)}), 0
    for name in names:
        part = _part(name)
        ending = extension(name)
        if part in TEXTS and ending in PAGES and part not in course.texts:
            course.texts[part] = prose.written(archive.text(name))
        elif part is not None and ending in (*PAPERS, *DECKS) and part not in course.files:
            course.files[part] = PackedFile(basename(name).rsplit(".", 1)[0], name)
        else:
            left += 1
    if left:
        course.remarks.append(Said(Remark.LEFT_OUT, str(left)))
    return course if course.files or course.texts else None


def _part(name: str) -> Part | None:
    """What a file is by its name; the ending decides where it leaves no choice."""
    named = part_named(basename(name).rsplit(".", 1)[0])
    if extension(name) in DECKS:
        return Part.SLIDES
    return None if named is Part.SLIDES else named
