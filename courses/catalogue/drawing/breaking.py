"""Breaking a paragraph into lines: between Chinese signs, at blanks of Latin, never before a closing mark or after an opening one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

CLOSING = frozenset("，。、；：？！）》〉」』】〕”’…—～·,.;:?!)]}%％℃")
OPENING = frozenset("（《〈「『【〔“‘([{￥¥$")
WIDE = 0x2E80  # from here on signs stand alone: Chinese, Japanese, Korean, full-width marks
HANGING = 2  # closing marks that may follow a full line


@dataclass(frozen=True, slots=True)
class Piece:
    """Signs of one look that are not torn; `style` is the caller's."""

    text: str
    style: Any
    width: float = 0.0


def pieces(runs: Sequence[tuple[str, Any]], measure: Callable[[str, Any], float]) -> list[Piece]:
    """The runs of a paragraph as pieces that a line may end after. A "\\n" stands for itself."""
    return [Piece(text, style, 0.0 if text == "\n" else measure(text, style)) for run, style in runs for text in _words(run)]


def _words(text: str) -> Iterator[str]:
    """Wide signs one by one, blanks together, other signs as words."""
    for kind, signs in groupby(text, _kind):
        if kind in ("wide", "break"):
            yield from signs
        else:
            yield "".join(signs)


def _kind(sign: str) -> str:
    if sign == "\n":
        return "break"
    if sign.isspace():
        return "blank"
    return "wide" if ord(sign) >= WIDE or (sign in CLOSING and sign not in ",.:;") or sign in OPENING else "word"


def lines(found: Sequence[Piece], room: float, first: float | None = None) -> list[list[Piece]]:
    """Pieces in lines of a width; `first` is the room of the first line. At least one line, perhaps an empty one."""
    done: list[list[Piece]] = [[]]
    used = 0.0
    for piece in _torn(found, max(1.0, room)):
        limit = first if first is not None and len(done) == 1 else room
        if piece.text == "\n":
            done.append([])
            used = 0.0
        elif used + piece.width <= limit or not done[-1] or _hangs(piece, done[-1]):
            done[-1].append(piece)
            used += piece.width
        else:
            moved = _moved(done[-1])
            done.append([*moved, *([] if piece.text.isspace() else [piece])])
            used = sum(kept.width for kept in done[-1])
    return [_trimmed(line) for line in done]


def _hangs(piece: Piece, line: list[Piece]) -> bool:
    """Closing marks and blanks stay with what is before them."""
    return piece.text.isspace() or (piece.text[:1] in CLOSING and not all(kept.text[:1] in CLOSING for kept in line[-HANGING:]))


def _moved(line: list[Piece]) -> list[Piece]:
    """Opening marks at the end of a line go to the next with what they open."""
    moved: list[Piece] = []
    while len(line) > 1 and line[-1].text[-1:] in OPENING:
        moved.insert(0, line.pop())
    return moved


def _torn(found: Sequence[Piece], room: float) -> Iterator[Piece]:
    """A word that is longer than a whole line is torn."""
    for piece in found:
        if piece.width <= room or len(piece.text) == 1 or piece.text.isspace():
            yield piece
            continue
        step = max(1, int(len(piece.text) * room / piece.width))
        for start in range(0, len(piece.text), step):
            part = piece.text[start : start + step]
            yield Piece(part, piece.style, piece.width * len(part) / len(piece.text))


def _trimmed(line: list[Piece]) -> list[Piece]:
    while line and line[-1].text.isspace():
        line.pop()
    return line
