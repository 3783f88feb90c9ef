"""What a deck's slides say, in plain values: blocks of text in the order in which they are read, without what stands on every slide."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from re import compile as pattern

from courses.catalogue.rules.deck_script import OFFICE_SAYS, PAGE_NUMBER

RUNNING = 0.6  # of the slides, on which a line is a header or footer and no content
FEWEST = 4  # slides of which that can be said
LONGEST = 60  # characters of such a line
FILE_NAME = pattern(r"(?i).*\.(png|jpe?g|gif|bmp|tiff?|webp|svg|emf|wmf)")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a slide: "p" a paragraph, "ul" or "ol" an entry of a list, "table" rows of cells, "alt" a picture as its author describes it."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def lines(self) -> list[str]:
        """Its words, a line each."""
        return [" ".join(cell for cell in row if cell) for row in self.rows] if self.rows else [self.text]


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide by its number in the file, counted from 1."""

    number: int
    title: str = ""
    blocks: tuple[Block, ...] = field(default=())
    notes: str = ""
    hidden: bool = False

    @property
    def text(self) -> str:
        """All words on it in lines, the title first."""
        lines = [self.title, *(line for block in self.blocks for line in block.lines)]
        return "\n".join(line for line in lines if line.strip())


def shown(slides: Sequence[Slide]) -> list[Slide]:
    """The slides that their author has not hidden, without running headers, footers and page numbers."""
    kept = [slide for slide in slides if not slide.hidden]
    running = _running(kept)
    return [Slide(slide.number, slide.title, tuple(block for block in slide.blocks if not _is_running(block, running)), slide.notes) for slide in kept]


def _running(slides: Sequence[Slide]) -> set[str]:
    if len(slides) < FEWEST:
        return set()
    counts = Counter(text for slide in slides for text in {block.text for block in slide.blocks if block.kind == "p" and len(block.text) <= LONGEST})
    return {text for text, count in counts.items() if count >= max(FEWEST, RUNNING * len(slides))}


def _is_running(block: Block, running: set[str]) -> bool:
    return block.kind == "p" and (block.text in running or PAGE_NUMBER.fullmatch(block.text) is not None)


def description(words: str) -> str:
    """What an author says of a picture; "" for a file's name and for what a program has put there."""
    said = OFFICE_SAYS.sub("", words).strip()
    return "" if FILE_NAME.fullmatch(said) or said.startswith(("http://", "https://")) else said[:500]
