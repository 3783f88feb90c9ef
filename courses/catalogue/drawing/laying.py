"""A text laid out in its box: lines, alignment, bullets, and shrinking what does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Protocol

from PIL import Image, ImageDraw

from courses.catalogue.drawing.breaking import WIDE, Piece, lines, pieces
from courses.catalogue.drawing.faces import Face
from courses.catalogue.drawing.names import child, children, local, number
from courses.catalogue.drawing.styles import Block, Letters, Styles

ASCENT, LINE = 0.88, 1.2  # of the size: how high letters stand, and how far apart lines do
PADDING = 91_440, 45_720  # EMU beside and above a text, where nothing is said
SMALLEST = 0.4  # to which a text is shrunk that its author's program had to fit
MAX_SIGNS = 20_000  # drawn of one text
MAX_PARAGRAPHS = 500
STANDING = str.maketrans("，、。：；！？（）《》〈〉「」『』【】…—", "︐︑︒︓︔︕︖︵︶︽︾︿﹀﹁﹂﹃﹄︻︼︙︱")  # marks as they stand in columns
UPRIGHT = {"eaVert", "wordArtVert", "mongolianVert", "wordArtVertRtl"}
MIDDLE = 0.38  # of the size: how high above its line a sign has its middle
ENDLESS = 1e6  # pixels of a line that is not broken


class Pen(Protocol):
    """What laying out asks of a writer."""

    pixel: float

    def face(self, letters: Letters) -> tuple[Face, bool]: ...

    def pixels(self, points: float) -> float: ...

    def measure(self, text: str, letters: Letters) -> float: ...


class Bullet(NamedTuple):
    """A sign before a paragraph, and where it begins."""

    sign: str
    letters: Letters
    left: float


@dataclass(frozen=True, slots=True)
class Written:
    """A line: its pieces, where it begins and how high it is, in pixels."""

    pieces: list[Piece]
    left: float
    height: float
    size: float  # of its largest letters, in pixels
    before: float = 0.0
    bullet: Bullet | None = None

    @property
    def width(self) -> float:
        return sum(piece.width for piece in self.pieces)


@dataclass(frozen=True)
class Words:
    """The paragraphs of an element with their looks. `number` is the slide's, for fields that show it."""

    body: Any
    styles: Styles
    number: int = 0

    @property
    def paragraphs(self) -> list[Any]:
        return [element for element in children(self.body) if local(element) == "p"][:MAX_PARAGRAPHS]

    def runs(self, paragraph: Any) -> list[tuple[str, Letters]]:
        return [(self.text(run), self.styles.letters(run, paragraph)) for run in children(paragraph) if local(run) in ("r", "fld", "br")]

    def text(self, run: Any) -> str:
        if local(run) == "br":
            return "\n"
        if local(run) == "fld" and run.get("type") == "slidenum" and self.number:
            return str(self.number)
        said = child(run, "a:t")
        return ((said.text if said is not None else "") or "").replace("\t", "    ").replace("\x0b", "\n")


def fitted(settings: Any, styles: Styles) -> Styles:
    """As much smaller as the author's program has found."""
    fit = child(settings, "a:normAutofit")
    if fit is None:
        return styles
    return replace(styles, shrink=number(fit, "fontScale", 100_000) / 100_000, tighter=number(fit, "lnSpcReduction") / 100_000)


class Laid:
    """A text laid out in a box."""

    def __init__(self, pen: Pen, words: Words, settings: Any, width: float, height: float) -> None:
        self.pen, self.words, self.settings, self.width, self.height = pen, words, settings, width, height
        beside, above = (padding * pen.pixel for padding in PADDING)
        sides = {"lIns": beside, "rIns": beside, "tIns": above, "bIns": above}
        if settings is not None:
            sides |= {name: number(settings, name) * pen.pixel for name in sides if settings.get(name) is not None}
        self.left, self.right, self.top, self.bottom = (sides[name] for name in ("lIns", "rIns", "tIns", "bIns"))
        self.upright = settings is not None and settings.get("vert") in UPRIGHT
        self.wraps = settings is None or settings.get("wrap") != "none"
        self.anchor = (settings.get("anchor") if settings is not None else None) or "t"
        self.lines = self._lines()
        self._shrink()

    @property
    def inner(self) -> tuple[float, float]:
        """The room for lines, and for how many of them: its width and height, the other way round in columns."""
        across, down = self.width - self.left - self.right, self.height - self.top - self.bottom
        return (down, across) if self.upright else (across, down)

    @property
    def has_words(self) -> bool:
        return any(line.pieces for line in self.lines)

    @property
    def tall(self) -> float:
        return sum(line.before + line.height for line in self.lines)

    def _shrink(self) -> None:
        """Our faces are broader than some of Office's; a text whose author let it be fitted shall still fit."""
        if child(self.settings, "a:normAutofit") is None:
            return
        while self.tall > self.inner[1] * 1.02 and self.words.styles.shrink > SMALLEST:
            self.words = replace(self.words, styles=replace(self.words.styles, shrink=self.words.styles.shrink * 0.9))
            self.lines = self._lines()

    def _lines(self) -> list[Written]:
        done: list[Written] = []
        orders: dict[str, int] = {}
        left = MAX_SIGNS
        for paragraph in self.words.paragraphs:
            block = self.words.styles.block(paragraph, _order(paragraph, orders))
            runs = [(text[:left], letters) for text, letters in self.words.runs(paragraph)]
            left = max(0, left - sum(len(text) for text, _ in runs))
            done.extend(self._paragraph(block, runs, self.words.styles.letters(paragraph, paragraph), is_first=not done))
        return done[:-1] if done and done[-1].size == 0 else done  # nothing is kept free after the last paragraph

    def _paragraph(self, block: Block, runs: Sequence[tuple[str, Letters]], empty: Letters, *, is_first: bool) -> list[Written]:
        """`empty` are the letters of a paragraph without any: it is still a line high."""
        letters, left = (runs[0][1] if runs else empty), block.left * self.pen.pixel
        bullet = self._bullet(block, letters) if runs else None
        first = max(0.0, (block.left + block.indent) * self.pen.pixel)
        if bullet:
            first = max(left, bullet.left + self.pen.measure(bullet.sign + " ", bullet.letters))
        room = self.inner[0] if self.wraps else ENDLESS
        broken = lines(pieces(runs, self.pen.measure), room - left, room - first)
        written = [self._written(line, block, first if order == 0 else left, letters) for order, line in enumerate(broken)]
        before = 0.0 if is_first else self._space(block.before, written[0].size)
        written[0] = replace(written[0], before=before, bullet=bullet)
        after = self._space(block.after, written[-1].size)
        return [*written, Written([], 0, after, 0)] if after else written

    def _bullet(self, block: Block, letters: Letters) -> Bullet | None:
        if not block.bullet:
            return None
        looks = replace(letters, size=letters.size * block.bullet_size, colour=block.bullet_colour or letters.colour)
        return Bullet(block.bullet, looks, max(0.0, (block.left + block.indent) * self.pen.pixel))

    def _written(self, line: list[Piece], block: Block, edge: float, letters: Letters) -> Written:
        size = self.pen.pixels(max((piece.style.size for piece in line), default=letters.size))
        spare = self.inner[0] - edge - sum(piece.width for piece in line)
        return Written(line, edge + _shift(block.align, spare, self.wraps), self._space(block.line, size), size)

    def _space(self, spacing: tuple[str, float], size: float) -> float:
        kind, value = spacing
        return size * LINE * value if kind == "share" else self.pen.pixels(value) * self.words.styles.shrink

    def draw(self, canvas: Image.Image, x: float, y: float) -> None:
        """With the box's upper left corner at this place."""
        hand = ImageDraw.Draw(canvas)
        spare = self.inner[1] - self.tall
        begun = spare if self.anchor == "b" else spare / 2 if self.anchor == "ctr" else 0.0
        if self.upright:
            self._columns(hand, x + self.width - self.right - max(0.0, begun), y + self.top)
            return
        top = y + self.top + begun
        for line in self.lines:
            top += line.before
            self._line(hand, line, x + self.left, top)
            top += line.height

    def _line(self, hand: ImageDraw.ImageDraw, line: Written, x: float, top: float) -> None:
        base = top + (line.height - line.size * LINE) / 2 + line.size * (LINE - 1) / 2 + line.size * ASCENT
        if line.bullet and line.pieces:
            sign, letters, start = line.bullet
            self._sign(hand, sign, letters, x + start, base - (line.size - self.pen.pixels(letters.size)) * MIDDLE)
        x += line.left
        for piece in line.pieces:
            self._sign(hand, piece.text, piece.style, x, base)
            x += piece.width

    def _sign(self, hand: ImageDraw.ImageDraw, text: str, letters: Letters, x: float, base: float) -> None:
        face, faint = self.pen.face(letters)
        size = self.pen.pixels(letters.size)
        y = base - letters.raised * size
        hand.text((x, y), text, fill=letters.colour.rgb, font=face, anchor="ls", stroke_width=max(0.3, size / 60) if faint else 0)
        for wanted, height in ((letters.underlined, 0.12), (letters.struck, -0.3)):
            if wanted and text.strip():
                hand.line((x, y + height * size, x + face.getlength(text), y + height * size), fill=letters.colour.rgb, width=max(1, round(size / 18)))

    def _columns(self, hand: ImageDraw.ImageDraw, right: float, top: float) -> None:
        """Sign under sign, columns from the right."""
        for line in self.lines:
            right -= line.before + line.height
            down = top + line.left
            for piece in line.pieces:
                down = self._down(hand, piece, right + line.height / 2, down)

    def _down(self, hand: ImageDraw.ImageDraw, piece: Piece, middle: float, down: float) -> float:
        face, _ = self.pen.face(piece.style)
        size = self.pen.pixels(piece.style.size)
        for sign in piece.text.translate(STANDING):
            hand.text((middle, down + size * ASCENT), sign, fill=piece.style.colour.rgb, font=face, anchor="ms")
            down += size if ord(sign) >= WIDE else LINE * face.getlength(sign)
        return down


def _order(paragraph: Any, orders: dict[str, int]) -> int:
    """How many numbered paragraphs of the same level came just before; one of a higher level, or numbered otherwise, begins anew."""
    own = child(paragraph, "a:pPr")
    level = (own.get("lvl") if own is not None else None) or "0"
    counted = child(own, "a:buAutoNum")
    kind = f"{level} {counted.get('type')}" if counted is not None else ""
    for ended in [kept for kept in orders if kept != kind and kept.split()[0] >= level]:
        del orders[ended]
    order = orders.get(kind, 0) if kind else 0
    if kind:
        orders[kind] = order + 1
    return order


def _shift(align: str, spare: float, wraps: bool) -> float:
    """To the right, by the room that a line leaves. A text that is not broken may stand out of its box on both sides."""
    spare = max(0.0, spare) if wraps else spare
    return {"ctr": spare / 2, "r": spare}.get(align, 0.0)
