"""What stands on a page of a PDF, as pdfium sees it: lines of print, ruled lines, pictures. Runs in the child process only."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from courses.catalogue.rules.grids import Rule
from courses.catalogue.rules.layout import Line

MOST_OBJECTS = 4000  # of one page that are looked at; a page of a book has some dozens
THIN, LONG = 3.0, 8.0  # points: what is thinner and longer is a line
LINE_ENDS, BLANKS = (10, 13), (9, 32, 160, 0x3000)
GAP = 1.6  # of the print's size: a space that divides a line into pieces
BOLD = ("bold", "black", "heavy", "simhei", "semibold", "medium")
TURNED = 0.3  # radians; what is written across the page is a watermark


@dataclass(slots=True)
class Sign:
    """One sign of print with its place; `blank`: a blank stands before it; `bold` is that of its run."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    blank: bool = False
    bold: bool = False

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Print:
    """A page: `pictures` as (left, top, right, bottom); `drawn`: how many paths it has."""

    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)
    drawn: int = 0
    odd: int = 0  # signs that mean nothing
    count: int = 0

    def counts(self, code: int) -> bool:
        """Notes a sign; False for one that is not print at all."""
        self.count += 1
        self.odd += code < 32 or 0xE000 <= code <= 0xF8FF or code >= 0xFFFD
        return code >= 32

    @property
    def has_something(self) -> bool:
        return bool(self.pictures or self.drawn)

    @property
    def is_garbled(self) -> bool:
        return self.count > 0 and self.odd > 0.25 * self.count


def print_of(page: Any) -> Print:
    width, height = page.get_size()
    found = Print(width, height)
    read_objects(page, found)
    read_text(page, found)
    return found


def read_text(page: Any, found: Print) -> None:
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return
    try:
        signs = [sign for run in runs(text, found) for sign in run]
    finally:
        pdfium.FPDFText_ClosePage(text)
    found.lines = [line_of(piece) for row in rows(signs) for piece in pieces(row)]


def runs(text: Any, found: Print) -> Iterator[list[Sign]]:
    """Signs as they were written, one line of the writer after another, without those across the page."""
    start, run, blank = 0, [], False  # type: ignore[var-annotated]
    box = pdfium.FS_RECTF()
    for number in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, number)
        if code in LINE_ENDS:
            yield finished(text, start, run)
            run, blank = [], False
        elif code in BLANKS:
            blank = True
        elif found.counts(code) and pdfium.FPDFText_GetLooseCharBox(text, number, ctypes.byref(box)):
            start = start if run else number
            run.append(Sign(chr(code), box.left, box.right, found.height - box.top, found.height - box.bottom, blank))
            blank = False
    yield finished(text, start, run)


def finished(text: Any, start: int, run: list[Sign]) -> list[Sign]:
    if not run or is_turned(text, start):
        return []
    bold = is_bold(text, start)
    for sign in run:
        sign.bold = bold
    return run


def rows(signs: list[Sign]) -> Iterator[list[Sign]]:
    """Signs at one height, from left to right: quotation marks in another font are written before or after the line in which they stand."""
    row: list[Sign] = []
    top = bottom = 0.0
    for sign in sorted(signs, key=lambda sign: sign.middle):
        if row and not top <= sign.middle <= bottom:
            yield sorted(row, key=lambda sign: sign.left)
            row = []
        if not row:
            top, bottom = sign.middle - 0.35 * sign.height, sign.middle + 0.35 * sign.height
        row.append(sign)
    if row:
        yield sorted(row, key=lambda sign: sign.left)


def pieces(row: list[Sign]) -> Iterator[list[Sign]]:
    """A row divided at wide gaps. What is printed twice at one place, to look bold, stands there once."""
    piece: list[Sign] = []
    for sign in row:
        if piece and sign.text == piece[-1].text and abs(sign.left - piece[-1].left) < 0.2 * sign.height:
            continue
        if piece and sign.left - piece[-1].right > GAP * max(sign.height, piece[-1].height, 1.0):
            yield piece
            piece = []
        piece.append(sign)
    if piece:
        yield piece


def line_of(signs: list[Sign]) -> Line:
    heights = sorted(sign.height for sign in signs)
    size = heights[len(heights) // 2]
    words = signs[0].text
    for before, sign in pairwise(signs):
        gap = sign.left - before.right
        words += f" {sign.text}" if gap > 0.5 * size or (sign.blank and gap > 0.12 * size) else sign.text
    top, bottom = min(sign.top for sign in signs), max(sign.bottom for sign in signs)
    return Line(words, signs[0].left, signs[-1].right, top, bottom, size, sum(sign.bold for sign in signs) * 2 > len(signs))


def is_bold(text: Any, number: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(text, number) >= 600:
        return True
    buffer = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(text, number, buffer, 128, None)
    name = buffer.value.decode("utf-8", "replace").lower()
    return any(word in name for word in BOLD)


def is_turned(text: Any, number: int) -> bool:
    angle = float(pdfium.FPDFText_GetCharAngle(text, number))
    return TURNED < angle < 6.283 - TURNED


def read_objects(page: Any, found: Print) -> None:
    """Paths and pictures, with their places on the page."""
    edges = [ctypes.c_float() for _ in range(4)]
    for number in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        thing = pdfium.FPDFPage_GetObject(page, number)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE) or not pdfium.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, edges)):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        box = left, found.height - top, right, found.height - bottom
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.pictures.append(box)
        else:
            found.drawn += 1
            add_rules(thing, box, found)


def add_rules(thing: Any, box: tuple[float, float, float, float], found: Print) -> None:
    """A thin path is a line; a framed box is four."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    if high <= THIN and wide >= LONG:
        found.across.append(Rule((top + bottom) / 2, left, right))
    elif wide <= THIN and high >= LONG:
        found.down.append(Rule((left + right) / 2, top, bottom))
    elif wide >= LONG and high >= LONG and is_framed(thing):
        found.across.extend((Rule(top, left, right), Rule(bottom, left, right)))
        found.down.extend((Rule(left, top, bottom), Rule(right, top, bottom)))


def is_framed(thing: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    drawn = pdfium.FPDFPath_GetDrawMode(thing, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(drawn and stroke.value and 4 <= pdfium.FPDFPath_CountSegments(thing) <= 6)
