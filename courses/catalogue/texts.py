"""Takes the words out of a course file, so that people can find it. What cannot be read gives no words and no error.

The parts are read as a stream with a fixed allowance: a file of a few kilobytes may describe a table of millions of cells.
"""

from dataclasses import dataclass, field
from typing import IO
from zipfile import ZipFile

from courses.catalogue.rules.files import KINDS, relations_of
from courses.catalogue.rules.markup import Allowance, Attributes, Enough, TooMuch, read

MAX_TEXT = 200_000  # characters kept of one file: a book has about as many
MAX_ELEMENTS = 1_000_000  # about two seconds; a book of 200,000 characters has about 100,000
MAX_READ = 100 * 1024 * 1024  # bytes
MAX_SLIDES = 2000
BREAKS = {"br", "cr"}


@dataclass(frozen=True)
class Words:
    """The text of a file, and its number of slides where it has any."""

    text: str = ""
    slides: int | None = None


def words_of(stream: IO[bytes], kind: str) -> Words:
    """`kind` is "pptx", "docx" or "pdf" (whose words stay inside). The file passed `rules.files` when it was uploaded."""
    if kind not in KINDS:
        return Words()
    with ZipFile(stream) as archive:
        if kind == "pptx":
            return words_of_slides(archive)
        return Words(text_of(archive, [KINDS["docx"].part]))


def words_of_slides(archive: ZipFile) -> Words:
    """The text on the slides that are shown; what the teacher hid, and the speaker's notes, are the teacher's own."""
    allowance = Allowance(MAX_ELEMENTS, MAX_READ)
    slides = [part for part in slides_of(archive) if not _is_hidden(archive, part, allowance)]
    return Words(text_of(archive, slides, allowance), len(slides))


def pages_of(stream: IO[bytes]) -> list[str]:
    """The text of each slide that is shown, in the order of the show, without those that the teacher hid. The file passed `rules.files`."""
    with ZipFile(stream) as archive:
        allowance = Allowance(MAX_ELEMENTS, MAX_READ)  # for all of them together: a deck may name one slide thousands of times
        return [text_of(archive, [part], allowance) for part in shown_slides(archive, allowance)]


def shown_slides(archive: ZipFile, allowance: Allowance) -> list[str]:
    """The parts of the slides that their author has not hidden, in the order of the show."""
    return [part for part in slides_of(archive) if not _is_hidden(archive, part, allowance)]


def _is_hidden(archive: ZipFile, part: str, allowance: Allowance) -> bool:
    shown: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        shown.append(attributes.get("show", "1"))
        raise Enough

    if part in archive.namelist():
        with archive.open(part) as stream:
            read(stream, allowance, start)
    return shown[:1] in (["0"], ["false"])


def slides_of(archive: ZipFile) -> list[str]:
    """The parts of the slides in the order of the show."""
    main = KINDS["pptx"].part
    targets = {relation.id: relation.part(main) for relation in relations_of(archive, main)}
    found: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        if len(found) >= MAX_SLIDES:
            raise Enough
        if name == "sldId":
            found.extend(targets[value] for key, value in attributes.items() if key.endswith(" id") and value in targets)

    with archive.open(main) as stream:
        read(stream, Allowance(MAX_ELEMENTS, MAX_READ), start)
    return found


def text_of(archive: ZipFile, parts: list[str], allowance: Allowance | None = None) -> str:
    """The text of the parts, one line a paragraph. Where the allowance ends, what was read until then is kept."""
    allowance, lines = allowance or Allowance(MAX_ELEMENTS, MAX_READ), Lines()
    names = set(archive.namelist())
    try:
        for part in parts:
            if part in names:
                with archive.open(part) as stream:
                    read(stream, allowance, lines.start, lines.end, lines.text)
    except TooMuch:
        pass
    return lines.joined()


@dataclass
class Lines:
    """Collects what stands in `t` elements, and a new line after each paragraph, of Word and PowerPoint alike."""

    kept: list[str] = field(default_factory=list)
    size: int = 0
    inside: bool = False
    skipped: int = 0  # depth of "Fallback", which repeats for old programs what stands before it

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Fallback":
            self.skipped += 1
        elif name in BREAKS:
            self.keep("\n")
        elif name == "tab":
            self.keep(" ")
        self.inside = name == "t"

    def end(self, name: str) -> None:
        self.inside = False
        if name == "Fallback":
            self.skipped -= 1
        elif name == "p":
            self.keep("\n")

    def text(self, text: str) -> None:
        if self.inside:
            self.keep(text)

    def keep(self, text: str) -> None:
        if self.skipped or (text.isspace() and self.kept and self.kept[-1] == text):
            return
        self.kept.append(text)
        self.size += len(text)
        if self.size > MAX_TEXT:
            raise Enough

    def joined(self) -> str:
        lines = (line.strip() for line in "".join(self.kept).replace("\x0b", "\n").split("\n"))
        return "\n".join(line for line in lines if line)[:MAX_TEXT]
