"""The words on pictures of slides, read by rapidocr where it is installed (`requirements/ocr.txt`), in a child process of one thread."""

import json
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import batched
from pathlib import Path
from typing import NamedTuple

from media import processes
from media.rules.chapters import clean
from media.rules.slides import Blocks
from media.slides.matching import blocks_of

CHILD = Path(__file__).with_name("reading_child.py")
AT_ONCE = 40  # pictures for one child; a stop or a fault costs no more than these


class Line(NamedTuple):
    """What was read at one place; edges are parts of the picture's width and height."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


def can_read() -> bool:
    """Whether this machine has what reading needs."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))


def read(pictures: Sequence[Path], moving: str = "", watch: processes.Watch | None = None) -> list[str]:
    """The lines of each picture from top to bottom, "" for all of them where nothing can read. What a camera shows (`moving`) is left out.

    Raises what processes.run raises.
    """
    if not can_read():
        return [""] * len(pictures)
    return [text_of(found, moving) for found in lines(pictures, watch)]


def lines(pictures: Sequence[Path], watch: processes.Watch | None = None) -> list[list[Line]]:
    """What was read on each picture, with its places; nothing at all is asked of a machine that cannot read (`can_read`).

    Raises what processes.run raises.
    """
    return [found for batch in batched(pictures, AT_ONCE) for found in _batch(batch, watch)]


def _batch(pictures: Sequence[Path], watch: processes.Watch | None) -> Iterator[list[Line]]:
    limits = processes.Limits(wall=120 + 40 * len(pictures), cpu=60 + 15 * len(pictures), memory=3 * 1024**3, file=1024 * 1024)
    outcome = processes.run([sys.executable, "-I", str(CHILD), *(str(path.resolve()) for path in pictures)], limits=limits, watch=watch)
    found = json.loads(outcome.output) if outcome.code == 0 else [[]] * len(pictures)  # without words a slide is still a slide
    return ([Line(*line) for line in one] for one in found)


def text_of(lines: Sequence[tuple[str, float, float, float, float]], moving: str) -> str:
    """What is written, in lines: without what lies on moving blocks, pieces of one line put together, bullets gone."""
    blocks = blocks_of(moving)
    kept = [line for line in (Line(*line) for line in lines) if not _is_on(blocks, line)]
    cleaned = (clean(piece.text) for row in _rows(kept) for piece in _joined(row))
    return "\n".join(text for text in cleaned if text)


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """From top to bottom what stands side by side, each from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.middle):
        if rows and line.middle - rows[-1][0].middle < min(line.height, rows[-1][0].height) / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _joined(row: Sequence[Line]) -> list[Line]:
    """One line of print found in pieces: the gap is no wider than a letter. Heights count in parts of the height, which is less than the width."""
    pieces = [row[0]]
    for line in row[1:]:
        height = min(pieces[-1].height, line.height)
        if -height < line.left - pieces[-1].right < height * 9 / 16:
            pieces[-1] = _together(pieces[-1], line)
        else:
            pieces.append(line)
    return pieces


def _is_on(blocks: Blocks, line: Line) -> bool:
    rows, columns = blocks.shape
    across = (line.left + line.right) / 2
    return bool(blocks[min(int(line.middle * rows), rows - 1), min(int(across * columns), columns - 1)])


def _together(before: Line, line: Line) -> Line:
    blank = " " if before.text[-1:].isascii() and line.text[:1].isascii() else ""
    return Line(before.text + blank + line.text, before.left, max(before.right, line.right), min(before.top, line.top), max(before.bottom, line.bottom))
