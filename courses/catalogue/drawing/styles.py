"""How a paragraph looks: what it says itself, else its shape, its layout, its master, the presentation, in this order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from courses.catalogue.drawing.colours import Colour, Palette
from courses.catalogue.drawing.names import child, children, local, number, truth
from courses.catalogue.rules.numbering import chinese, letters, roman

LEVELS = 9
BULLETS = {"l": "•", "n": "■", "u": "◆", "q": "❑", "Ø": "➢", "ü": "✓", "v": "❖", "§": "▪"}  # of symbol faces


@dataclass(frozen=True, slots=True)
class Letters:
    """How a run looks. `size` in points."""

    face: str
    size: float
    colour: Colour
    bold: bool = False
    underlined: bool = False
    struck: bool = False
    raised: float = 0.0  # of the size; negative: lowered


@dataclass(frozen=True, slots=True)
class Block:
    """How a paragraph stands: alignment, distances in EMU, spacing ("points", hundredths) or ("share", of a line)."""

    align: str
    left: int
    indent: int
    before: tuple[str, float]
    after: tuple[str, float]
    line: tuple[str, float]
    bullet: str = ""
    bullet_colour: Colour | None = None
    bullet_size: float = 1.0


@dataclass(frozen=True)
class Styles:
    """What to ask for a text, nearest first: elements of list styles, each with `lvl1pPr` to `lvl9pPr`."""

    lists: Sequence[Any]
    palette: Palette
    fonts: dict[str, str] = field(default_factory=dict)  # "+mn-ea" and its like: the theme's faces
    colour: Colour | None = None  # of a shape's own style, before the master's
    near: int = 0  # how many of the lists are the shape's own and its layout's
    shrink: float = 1.0  # so that the text fits, as the author's program has found
    tighter: float = 0.0

    def chain(self, paragraph: Any, near: int | None = None) -> list[Any]:
        """The elements that may say how this paragraph looks, nearest first; of the lists only the first `near`."""
        own = child(paragraph, "a:pPr")
        level = f"a:lvl{max(0, min(LEVELS - 1, number(own, 'lvl'))) + 1}pPr"
        found = [own, *(child(styles, level) for styles in self.lists[:near])]
        return [element for element in found if element is not None]

    def block(self, paragraph: Any, order: int) -> Block:
        """`order`: how many numbered paragraphs of this level came before it."""
        chain = self.chain(paragraph)
        return Block(
            align=next((element.get("algn") for element in chain if element.get("algn")), "l"),
            left=_first(chain, "marL"),
            indent=_first(chain, "indent"),
            before=self._spacing(chain, "spcBef", ("points", 0)),
            after=self._spacing(chain, "spcAft", ("points", 0)),
            line=self._line(chain),
            bullet=_bullet(chain, order),
            bullet_colour=next((self.palette.colour(found) for found in _named(chain, "buClr", "buClrTx")), None),
            bullet_size=next((number(found, "val", 100_000) / 100_000 for found in _named(chain, "buSzPct", "buSzTx")), 1.0),
        )

    def _spacing(self, chain: Sequence[Any], name: str, default: tuple[str, float]) -> tuple[str, float]:
        found = next(_named(chain, name), None)
        share, points = child(found, "a:spcPct"), child(found, "a:spcPts")
        if share is not None:
            return "share", number(share, "val") / 100_000
        return ("points", number(points, "val") / 100) if points is not None else default

    def _line(self, chain: Sequence[Any]) -> tuple[str, float]:
        kind, value = self._spacing(chain, "lnSpc", ("share", 1.0))
        return kind, max(0.5, value - self.tighter) if kind == "share" else value

    def letters(self, run: Any, paragraph: Any) -> Letters:
        """`run` is an element with `a:rPr`, or that element's paragraph."""
        near = [child(run, "a:rPr"), *(child(element, "a:defRPr") for element in self.chain(paragraph, self.near))]
        far = [child(element, "a:defRPr") for element in self.chain(paragraph)]
        chain = [element for element in (*near, *far) if element is not None]
        return Letters(
            face=self._face(chain),
            size=_first(chain, "sz", 1800) / 100 * self.shrink,
            colour=self._colour(near, chain),
            bold=_said(chain, "b"),
            underlined=next((element.get("u") for element in chain if element.get("u")), "none") != "none",
            struck=next((element.get("strike") for element in chain if element.get("strike")), "noStrike") != "noStrike",
            raised=_first(chain, "baseline") / 100_000,
        )

    def _face(self, chain: Sequence[Any]) -> str:
        """The Chinese face is asked first: nearly all that is drawn here is Chinese."""
        for name in ("ea", "latin"):
            for found in _named(chain, name):
                face = found.get("typeface") or ""
                if face := self.fonts.get(face, "" if face.startswith("+") else face):
                    return face
        return ""

    def _colour(self, near: Sequence[Any], chain: Sequence[Any]) -> Colour:
        """Of the run or the shape's lists, then of the shape's style, then what the masters say."""
        return self._filled(near) or self.colour or self._filled(chain) or self.palette.named("tx1")

    def _filled(self, chain: Sequence[Any]) -> Colour | None:
        """The first colour that letters are filled with; of several the first."""
        fills = _named([element for element in chain if element is not None], "solidFill", "gradFill")
        colours = (self.palette.colour(fill) or self.palette.colour(next(children(child(fill, "a:gsLst")), None)) for fill in fills)
        return next(filter(None, colours), None)


def _first(chain: Sequence[Any], name: str, default: int = 0) -> int:
    return next((number(element, name, default) for element in chain if element.get(name) is not None), default)


def _said(chain: Sequence[Any], name: str) -> bool:
    return next((truth(element, name) for element in chain if element.get(name) is not None), False)


def _named(chain: Sequence[Any], *names: str) -> Iterator[Any]:
    return (inner for element in chain for inner in children(element) if local(inner) in names)


def _bullet(chain: Sequence[Any], order: int) -> str:
    found = next(_named(chain, "buNone", "buChar", "buAutoNum", "buBlip"), None)
    kind = local(found) if found is not None else "buNone"
    if kind == "buNone":
        return ""
    if kind == "buAutoNum":
        return numbered(found.get("type") or "", number(found, "startAt", 1) + order)
    sign = (found.get("char") or "•")[:2]
    face = next((named.get("typeface") or "" for named in _named(chain, "buFont")), "")
    return BULLETS.get(chr(ord(sign[0]) & 0xFF), sign) if face.startswith(("Wingdings", "Symbol", "Webdings")) else sign


def numbered(kind: str, value: int) -> str:
    """A paragraph's number as its file wants it written: "1.", "(a)", in Chinese."""
    if kind.startswith("ea1"):
        return chinese(value) if "Plain" in kind else f"{chinese(value)}、"
    if kind.startswith("circle") and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    text = letters(value) if kind.startswith("alpha") else roman(value) if kind.startswith("roman") else str(value)
    text = text.upper() if kind.startswith(("alphaUc", "romanUc")) else text
    if kind.endswith("ParenBoth"):
        return f"({text})"
    return f"{text})" if kind.endswith("ParenR") else text if kind.endswith("Plain") else f"{text}."
