"""From lines of print on a page to text in reading order: columns, paragraphs, headings, lists. Lengths in points, y downwards from the top of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from re import compile
from statistics import median

from courses.catalogue.rules.headings import level_of_words, may_be_heading

LARGER = 1.15  # than the text around it: a heading
EDGE = 0.09  # of a page's height: where running heads and page numbers stand
MARK = compile(r"\s*(?:(?P<number>\d{1,3})(?:[.．](?!\d)|、)|(?P<dot>[•●◆■▪◇○·➢✓※\uf0b7\uf06c\uf0d8\uf0fc]))\s*(?=\S)")
STEP = compile(r"\s*(?:[（(]\s*[\d一二三四五六七八九十]{1,3}\s*[）)]|[①-⑳]|[一二三四五六七八九十]{1,3}、|\d+[）)])")
FOLIO = compile(r"[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[-—–·\s]*")
WIDE = compile(r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3000-\u303f“”‘’…—]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of print, or a piece of it where a wide gap stands between."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Thing:
    """A table or picture between the lines; `name` says which."""

    name: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text: "heading" (with the size of its print), "paragraph", "dot" or "number" (an item of a list, with its number), "thing"."""

    kind: str
    text: str
    size: float = 0
    number: int = 0
    bold: bool = False


Item = Line | Thing


def joined(first: str, second: str) -> str:
    """Two pieces of one sentence: Chinese needs no blank, Latin words do, and a word that was divided is whole again."""
    first, second = first.rstrip(), second.lstrip()
    if not first or not second:
        return first or second
    if first[-1] == "-" and len(first) > 1 and first[-2].isalpha() and second[0].islower():
        return first[:-1] + second
    if WIDE.match(first[-1]) or WIDE.match(second[0]):
        return first + second
    return f"{first} {second}"


def usual_size(lines: Iterable[Line]) -> float:
    """The size of most of the print."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.size * 2) / 2] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def without_running_heads(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """Without page numbers, and without what stands at the edge of most pages."""
    seen: Counter[str] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        seen.update({_pattern(line.text) for line in lines if _at_edge(line, height)})
    often = {text for text, count in seen.items() if count >= max(2, 0.6 * len(pages))}

    def runs(line: Line, height: float) -> bool:
        return _at_edge(line, height) and (_pattern(line.text) in often or bool(FOLIO.fullmatch(line.text.strip())))

    return [[line for line in lines if not runs(line, height)] for lines, height in zip(pages, heights, strict=True)]


def _pattern(text: str) -> str:
    return "".join("#" if sign.isdigit() else sign for sign in text if not sign.isspace())


def _at_edge(line: Line, height: float) -> bool:
    return line.middle < EDGE * height or line.middle > (1 - EDGE) * height


def columns(items: Sequence[Item]) -> list[list[Item]]:
    """The items of a page in reading order: what spans the page divides it, and between such dividers the left column comes before the right."""
    ordered = sorted(items, key=lambda item: (item.top, item.left))
    gutter = _gutter(ordered)
    if gutter is None:
        return [ordered] if ordered else []
    found: list[list[Item]] = []
    left: list[Item] = []
    right: list[Item] = []
    for item in ordered:
        if item.right <= gutter:
            left.append(item)
        elif item.left >= gutter:
            right.append(item)
        else:
            found.extend(_band(left, right))
            found.append([item])
            left, right = [], []
    found.extend(_band(left, right))
    return _rejoined(found)


def _band(left: list[Item], right: list[Item]) -> list[list[Item]]:
    """Columns, where both sides have some height in common; else one after the other as they stand."""
    if not left or not right:
        return [side for side in (left, right) if side]
    common = min(left[-1].bottom, right[-1].bottom) - max(left[0].top, right[0].top)
    if len(left) >= 3 and len(right) >= 3 and common > 0:
        return [left, right]
    return [sorted([*left, *right], key=lambda item: (item.top, item.left))]


def _rejoined(found: list[list[Item]]) -> list[list[Item]]:
    """Single items that span the page follow each other in one column."""
    result: list[list[Item]] = []
    for group in found:
        if result and len(group) == 1 and len(result[-1]) >= 1 and getattr(result[-1][-1], "right", 0) > group[0].left and _spans(result[-1], group[0]):
            result[-1].extend(group)
        else:
            result.append(list(group))
    return result


def _spans(group: list[Item], item: Item) -> bool:
    return max(one.right for one in group) - min(one.left for one in group) > 0.6 * (item.right - item.left) and item.top >= group[-1].top


def _gutter(items: Sequence[Item]) -> float | None:
    """The x of the space between two columns, None for a page of one: a strip that few items cross, with print on both sides."""
    if len(items) < 8:
        return None
    start, end = min(item.left for item in items), max(item.right for item in items)
    best: tuple[int, float] | None = None
    for step in range(30, 71):
        x = start + (end - start) * step / 100
        crossing = sum(item.left < x < item.right for item in items)
        left, right = sum(item.right <= x for item in items), sum(item.left >= x for item in items)
        if crossing <= 0.3 * len(items) and min(left, right) >= 0.25 * len(items) and (best is None or (crossing, abs(step - 50)) < best):
            best = (crossing, abs(step - 50))
            found = x
    return None if best is None else found


@dataclass(slots=True)
class Reader:
    """Makes blocks of the items of one column."""

    usual: float
    left: float = 0
    right: float = 0
    gap: float = 0
    blocks: list[Block] = field(default_factory=list)
    last: Line | None = None

    def read(self, items: Sequence[Item]) -> list[Block]:
        lines = [item for item in items if isinstance(item, Line)]
        if lines:
            self.left, self.right = min(line.left for line in lines), max(line.right for line in lines)
            gaps = [after.top - before.bottom for before, after in pairwise(lines) if after.top > before.middle]
            self.gap = median(gaps) if gaps else 0
        for item in rows_joined(items):
            if isinstance(item, Thing):
                self.blocks.append(Block("thing", item.name))
                self.last = None
            else:
                self.take(item)
        return self.blocks

    def take(self, line: Line) -> None:
        heading = self.is_heading(line)
        mark = None if heading else MARK.match(line.text)
        if mark:
            number = int(mark["number"] or 0)
            self.blocks.append(Block("number" if number else "dot", line.text[mark.end() :].strip(), line.size, number))
        elif self.last is not None and self.blocks and self.goes_on(self.last, line, heading):
            self.extend(line)
        else:
            self.blocks.append(Block("heading" if heading else "paragraph", line.text.strip(), line.size, bold=line.bold))
        self.last = line

    def extend(self, line: Line) -> None:
        before = self.blocks[-1]
        self.blocks[-1] = Block(before.kind, joined(before.text, line.text), before.size, before.number, before.bold)

    def is_heading(self, line: Line) -> bool:
        if not may_be_heading(line.text):
            return False
        if line.size >= LARGER * self.usual:
            return True
        return line.bold and (self.ends_early(line) or level_of_words(line.text) is not None) and not MARK.match(line.text)

    def ends_early(self, line: Line) -> bool:
        return line.right < self.right - 2.6 * line.size

    def goes_on(self, before: Line, line: Line, heading: bool) -> bool:
        """Whether a line belongs to the same sentence as the one above it."""
        if (self.blocks[-1].kind == "heading") != heading or abs(before.size - line.size) > 0.1 * before.size:
            return False
        gap = line.top - before.bottom
        if gap > max(1.4 * self.gap, self.gap + 2, 0.4 * line.size) or line.top < before.middle:
            return False
        if heading:
            return len(self.blocks[-1].text) + len(line.text) <= 60 and not self.ends_early(before)
        if STEP.match(line.text) or self.ends_early(before) or self.is_centred(line):
            return False
        indent = line.left - max(before.left, self.left) if self.blocks[-1].kind == "paragraph" else 0
        return indent <= 0.8 * line.size

    def is_centred(self, line: Line) -> bool:
        left, right = line.left - self.left, self.right - line.right
        return left > 3 * line.size and right > 3 * line.size and abs(left - right) < 2 * line.size


def rows_joined(items: Sequence[Item]) -> list[Item]:
    """Pieces that stand side by side are one line, with a wide space between."""
    found: list[Item] = []
    for item in items:
        before = found[-1] if found else None
        if isinstance(item, Line) and isinstance(before, Line) and _side_by_side(before, item):
            first, second = sorted((before, item), key=lambda line: line.left)
            gap = "" if second.left - first.right < 0.3 * first.size else "　"
            text = first.text.rstrip() + gap + second.text.lstrip() if gap else joined(first.text, second.text)
            top, bottom = min(first.top, second.top), max(first.bottom, second.bottom)
            found[-1] = replace(first, text=text, right=max(first.right, second.right), top=top, bottom=bottom)
        else:
            found.append(item)
    return found


def _side_by_side(first: Line, second: Line) -> bool:
    common = min(first.bottom, second.bottom) - max(first.top, second.top)
    return common > 0.6 * min(first.bottom - first.top, second.bottom - second.top) and (second.left >= first.right - 1 or second.right <= first.left + 1)


def blocks_of(items: Sequence[Item], usual: float) -> list[Block]:
    """The blocks of one page in reading order."""
    return [block for column in columns(items) for block in Reader(usual).read(column)]


def heading_levels(headings: Sequence[Block], usual: float) -> list[int]:
    """The levels of all headings of a file: by the size of their print, below that by how they begin."""
    sizes = sorted({round(block.size) for block in headings if block.size >= LARGER * usual}, reverse=True)
    ranks: dict[int, int] = {}
    for size in sizes:
        near = next((rank for known, rank in ranks.items() if abs(known - size) <= 1), None)
        ranks[size] = min(near if near is not None else len(set(ranks.values())) + 1, 4)
    lowest = max(ranks.values(), default=0)
    return [ranks.get(round(block.size)) or lowest + (level_of_words(block.text) or 1) for block in headings]
