"""Pages that are pictures: their words are recognised where the machine has what that needs, a few pages at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path

from courses.catalogue.reading.allowed import clean
from courses.catalogue.reading.block_html import elements
from courses.catalogue.reading.made import Heading
from courses.catalogue.rules import layout
from courses.catalogue.rules.headings import level_of_words, may_be_heading
from media import processes
from media.slides import reading

AT_ONCE = 6  # pages for one job, about half a minute; then others have their turn
SIDE = 800.0  # points that we give the longer side of a picture; only proportions matter
TALLER = 1.35  # than most of the print: a heading; heights of recognised lines are rough


@dataclass(frozen=True, slots=True)
class Scan:
    """A picture of a page: its number in the file, the picture's place, its size in pixels."""

    number: int
    picture: Path
    width: int
    height: int


@dataclass(slots=True)
class Words:
    """What stands on a page."""

    number: int
    html: str = ""
    text: str = ""
    headings: list[Heading] = field(default_factory=list)


def can_read() -> bool:
    """Whether this machine can recognise words (requirements/ocr.txt)."""
    return reading.can_read()


def read(scans: Sequence[Scan], watch: processes.Watch) -> list[Words]:
    """The words of each picture, none where nothing could be recognised. Raises Stopped, or what the watch's tick raises."""
    try:
        found = reading.lines([scan.picture for scan in scans], watch)
    except (processes.TimedOut, OSError):
        found = [[] for _ in scans]
    return [words_of(scan, lines) for scan, lines in zip(scans, found, strict=True)]


def words_of(scan: Scan, found: Sequence[reading.Line]) -> Words:
    """Paragraphs, lists and headings of one page."""
    scale = SIDE / max(scan.width, scan.height)
    wide, high = scan.width * scale, scan.height * scale
    lines = [layout.Line(one.text.strip(), one.left * wide, one.right * wide, one.top * high, one.bottom * high, one.height * high) for one in found]
    lines = [line for line in lines if line.text]
    usual = layout.usual_size(lines)
    (lines,) = layout.without_running_heads([[evened(line, usual) for line in lines]], [high])
    words, blocks = Words(scan.number), layout.blocks_of(lines, usual)
    words.html = "\n".join(clean(line) for line in elements(blocks, lambda block: element(block, words)))
    words.text = "\n".join(block.text for block in blocks)
    return words


def evened(line: layout.Line, usual: float) -> layout.Line:
    """Of recognised lines only those that are clearly taller are larger print."""
    return line if line.size >= TALLER * usual else replace(line, size=usual)


def element(block: layout.Block, words: Words) -> str:
    text = escape(block.text)
    if block.kind == "heading" or (level_of_words(block.text) == 1 and may_be_heading(block.text)):
        words.headings.append(Heading(2, f"p{words.number}-h-{len(words.headings) + 1}", block.text[:200]))
        return f'<h2 id="@{words.headings[-1].anchor}">{text}</h2>'
    return f"<p>{text}</p>"
