"""Takes the words out of a course file, so that people can find it. What cannot be read gives no words and no error."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from docx import Document
from pptx import Presentation

MAX_TEXT = 200_000  # characters kept of one file: a book has about as many


@dataclass(frozen=True)
class Words:
    """The text of a file, and its number of slides where it has any."""

    text: str = ""
    slides: int | None = None


def words_of(stream: IO[bytes], kind: str) -> Words:
    """`kind` is "pptx", "docx" or "pdf" (whose words stay inside). The file passed `rules.files` when it was uploaded."""
    if kind == "pptx":
        return words_of_slides(stream)
    if kind == "docx":
        return Words(joined(paragraphs(Document(stream))))
    return Words()


def words_of_slides(stream: IO[bytes]) -> Words:
    """The text on the slides; the speaker's notes are the teacher's own."""
    deck = Presentation(stream)
    return Words(joined(line for slide in deck.slides for line in lines_of(slide.shapes)), len(deck.slides))


def lines_of(shapes: Any) -> Iterator[str]:
    for shape in shapes:
        if shape.shape_type == 6:  # a group
            yield from lines_of(shape.shapes)
        elif shape.has_text_frame:
            yield shape.text_frame.text
        elif getattr(shape, "has_table", False):
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def paragraphs(document: Any) -> Iterator[str]:
    yield from (paragraph.text for paragraph in document.paragraphs)
    for table in document.tables:
        yield from (cell.text for row in table.rows for cell in row.cells)


def joined(lines: Iterator[str]) -> str:
    """NUL goes: PostgreSQL cannot store it."""
    kept = (line.replace("\x00", "").replace("\x0b", "\n").strip() for line in lines)
    return "\n".join(line for line in kept if line)[:MAX_TEXT]
