"""What is proposed for a lot of dropped files: a title, a part for each file with the reasons, the twins of files that are in the college, and the lessons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from courses.catalogue.domain import library
from courses.catalogue.domain.drops import seen
from courses.catalogue.models import CourseDocument, Drop, DroppedFile
from courses.catalogue.rules import naming
from courses.catalogue.rules.naming import Lesson
from courses.catalogue.rules.readiness import Part
from courses.catalogue.rules.recognising import LINES_READ, Guess, Seen, may_be, recognise


@dataclass(frozen=True, slots=True)
class Proposed:
    """One good file: what it may be, what it is guessed to be, and a file with the same content that is in the college already."""

    row: DroppedFile
    guess: Guess
    twin: CourseDocument | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        return may_be(self.row.name)

    @property
    def document(self) -> CourseDocument:
        assert self.row.document is not None
        return self.row.document


@dataclass(frozen=True, slots=True)
class Proposal:
    files: list[Proposed]
    refused: list[DroppedFile]
    title: str
    lessons: list[Lesson]

    @property
    def found(self) -> dict[Part, Proposed]:
        return {file.guess.part: file for file in self.files if file.guess.part}


def propose(drop: Drop) -> Proposal:
    """Everything that the page of a lot shows. A PDF says more once the worker has read it."""
    rows = list(drop.files.select_related("document"))
    good = [row for row in rows if row.document]
    known = [with_words(row) for row in good]
    guesses = recognise(known)
    twins = twins_of(good, drop)
    files = [Proposed(row, guess, twins.get(row.pk)) for row, guess in zip(good, guesses, strict=True)]
    outline = outline_lines(known, guesses)
    title = drop.into.title if drop.into else naming.title_of(known, outline)
    return Proposal(files, [row for row in rows if not row.document], title, naming.lessons_of(outline))


def with_words(row: DroppedFile) -> Seen:
    if row.lines or not (row.document and row.document.text):
        return seen(row)
    lines = tuple(line.strip() for line in row.document.text.splitlines()[:LINES_READ] if line.strip())
    return Seen(row.name, row.folder, lines)


def outline_lines(known: Sequence[Seen], guesses: Sequence[Guess]) -> tuple[str, ...]:
    """The lines of the outline; () when none was found."""
    return next((one.lines for one, guess in zip(known, guesses, strict=True) if guess.part is Part.OUTLINE), ())


def twins_of(rows: Sequence[DroppedFile], drop: Drop) -> dict[int, CourseDocument]:
    """For files of the lot (by key) one of the college with the same content, those of the library first. One query."""
    own = [row.document_id for row in rows if row.document_id]
    same = library.twins_of([row.sha256 for row in rows], by=drop.owner, but=own)
    by_content = {(twin.sha256, twin.kind): twin for twin in reversed(same)}
    found = {row.pk: by_content.get((row.sha256, row.document.kind)) for row in rows if row.document}
    return {key: twin for key, twin in found.items() if twin}
