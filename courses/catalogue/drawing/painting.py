"""Putting colour on a picture: what is filled, with one colour, several or a picture, and what is drawn along a line."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, cos, floor, radians, sin
from typing import Any

from PIL import Image, ImageDraw

from courses.catalogue.drawing.colours import Colour, Palette
from courses.catalogue.drawing.names import child, children, local, number
from courses.catalogue.drawing.places import Matrix, Point

FINER = 3  # how many times finer an edge is drawn, for Pillow draws none smoothly
EDGE = 4000  # pixels of a mask's side, finer ones included
Canvas = Image.Image


@dataclass(frozen=True)
class Fill:
    """Stops of colour with their places from 0 to 1, one for a plain colour, along an angle; or a picture. None of them: nothing is seen."""

    stops: tuple[tuple[float, Colour], ...] = ()
    angle: float = 0  # degrees clockwise from the right
    picture: Image.Image | None = field(default=None, compare=False)

    @property
    def plain(self) -> Colour:
        """The one colour that stands for all of it."""
        return self.stops[len(self.stops) // 2][1]


NOTHING = Fill()


@dataclass(frozen=True)
class Stroke:
    """A line's colour, its breadth in pixels, and whether its ends are arrows."""

    colour: Colour
    breadth: float
    dashed: bool = False
    head: bool = False
    tail: bool = False


def plain(colour: Colour | None) -> Fill:
    return Fill(((0, colour),)) if colour else NOTHING


def fill_of(element: Any, palette: Palette, own: Colour | None = None) -> Fill | None:
    """From one of DrawingML's elements of filling; None when it is none of those that need no picture."""
    kind = local(element)
    if kind == "noFill":
        return NOTHING
    if kind == "solidFill":
        return plain(palette.colour(element, own))
    if kind == "pattFill":
        return plain(palette.colour(child(element, "a:bgClr"), own) or palette.colour(child(element, "a:fgClr"), own))
    return _gradient(element, palette, own) if kind == "gradFill" else None


def _gradient(element: Any, palette: Palette, own: Colour | None) -> Fill:
    stops = [(number(stop, "pos") / 100_000, palette.colour(stop, own)) for stop in children(child(element, "a:gsLst"))]
    kept = tuple(sorted((place, colour) for place, colour in stops if colour))
    return Fill(kept, number(child(element, "a:lin"), "ang") / 60_000)


def shape(canvas: Canvas, place: Matrix, paths: Sequence[Sequence[Point]], fill: Fill) -> None:
    """Fill closed paths of the unit square; the second and later ones are cut out."""
    if not fill.stops and fill.picture is None:
        return
    drawn = [[place.point(x, y) for x, y in path] for path in paths if len(path) > 2]
    box = _box([point for path in drawn for point in path], 0, canvas)
    if box:
        _cover(canvas, box, _mask(box, drawn), fill)


def _box(points: Sequence[Point], around: float, canvas: Canvas) -> tuple[int, int, int, int] | None:
    """The whole pixels that points lie on, as far as they are on the picture."""
    if not points:
        return None
    left, top = floor(min(x for x, _ in points) - around), floor(min(y for _, y in points) - around)
    right, bottom = ceil(max(x for x, _ in points) + around), ceil(max(y for _, y in points) + around)
    box = max(0, left), max(0, top), min(canvas.width, right), min(canvas.height, bottom)
    return box if box[0] < box[2] and box[1] < box[3] else None


def _mask(box: tuple[int, int, int, int], paths: Sequence[Sequence[Point]]) -> Image.Image:
    width, height = box[2] - box[0], box[3] - box[1]
    finer = FINER if max(width, height) * FINER <= EDGE else 1
    mask = Image.new("L", (width * finer, height * finer))
    pen = ImageDraw.Draw(mask)
    for number_, path in enumerate(paths):
        # Pillow counts the last pixel in, so an edge lies half a pixel before it.
        pen.polygon([((x - box[0]) * finer - 0.5, (y - box[1]) * finer - 0.5) for x, y in path], fill=0 if number_ else 255)
    return mask.reduce(finer) if finer > 1 else mask


def _cover(canvas: Canvas, box: tuple[int, int, int, int], mask: Image.Image, fill: Fill) -> None:
    size = box[2] - box[0], box[3] - box[1]
    if fill.picture is not None:
        picture = fill.picture.resize(size)
        canvas.paste(picture.convert("RGB"), box[:2], _both(mask, picture))
        return
    if len({colour for _, colour in fill.stops}) == 1:
        colour = fill.plain
        canvas.paste(colour.rgb, box, mask if colour.alpha == 255 else mask.point(lambda value: value * colour.alpha // 255))
        return
    ramp = _ramp(size, fill.angle)
    red, green, blue, alpha = (ramp.point(table) for table in _tables(fill.stops))
    canvas.paste(Image.merge("RGB", (red, green, blue)), box[:2], Image.composite(alpha, Image.new("L", size), mask))


def _both(mask: Image.Image, picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return mask
    return Image.composite(picture.getchannel("A"), Image.new("L", mask.size), mask)


def _ramp(size: tuple[int, int], angle: float) -> Image.Image:
    """From black to white along an angle, over the whole of a box."""
    width, height = size
    across, down = cos(radians(angle)), sin(radians(angle))
    long = max(1, ceil(abs(width * across) + abs(height * down)))
    side = ceil((width**2 + height**2) ** 0.5) + 2
    ramp = Image.linear_gradient("L").resize((1, long)).resize((side, long))  # darkest on top
    field_ = Image.new("L", (side, side), 255)
    field_.paste(0, (0, 0, side, (side - long) // 2))
    field_.paste(ramp, (0, (side - long) // 2))
    turned = field_.rotate(90 - angle)
    left, top = (side - width) // 2, (side - height) // 2
    return turned.crop((left, top, left + width, top + height))


def _tables(stops: Sequence[tuple[float, Colour]]) -> list[list[int]]:
    """For each of red, green, blue and alpha what a place from 0 to 255 becomes."""
    colours = [_at(stops, place / 255) for place in range(256)]
    return [[colour[part] for colour in colours] for part in range(4)]


def _at(stops: Sequence[tuple[float, Colour]], place: float) -> Colour:
    before = [stop for stop in stops if stop[0] <= place]
    after = [stop for stop in stops if stop[0] > place]
    if not before or not after:
        return (before[-1] if before else after[0])[1]
    (start, first), (end, last) = before[-1], after[0]
    share = (place - start) / (end - start)
    return Colour(*(round(a + (b - a) * share) for a, b in zip(first, last, strict=True)))


def line(canvas: Canvas, place: Matrix, paths: Sequence[Sequence[Point]], closed: bool, stroke: Stroke) -> None:
    """Draw along paths of the unit square."""
    breadth = max(1.0, stroke.breadth)
    for path in paths:
        points = [place.point(x, y) for x, y in path]
        box = _box(points, breadth * 3 + 2, canvas)
        if box and len(points) > 1:
            _cover(canvas, box, _trace(box, [*points, *(points[:2] if closed else ())], breadth, stroke), plain(stroke.colour))


def _trace(box: tuple[int, int, int, int], points: list[Point], breadth: float, stroke: Stroke) -> Image.Image:
    width, height = box[2] - box[0], box[3] - box[1]
    finer = FINER if max(width, height) * FINER <= EDGE else 1
    mask = Image.new("L", (width * finer, height * finer))
    pen = ImageDraw.Draw(mask)
    there = [((x - box[0]) * finer, (y - box[1]) * finer) for x, y in points]
    for piece in _dashes(there, breadth * finer) if stroke.dashed else [there]:
        pen.line(piece, fill=255, width=max(1, round(breadth * finer)), joint="curve")
    for wanted, tip, before in ((stroke.head, there[0], there[1]), (stroke.tail, there[-1], there[-2])):
        if wanted:
            pen.polygon(_arrowhead(tip, before, max(3.0, breadth) * finer), fill=255)
    return mask.reduce(finer) if finer > 1 else mask


def _dashes(points: list[Point], breadth: float) -> list[list[Point]]:
    """Strokes of four breadths with gaps of three, at most some hundreds."""
    pieces: list[list[Point]] = []
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        step = max(7 * breadth, length / 200)
        for number_ in range(max(1, ceil(length / step)) if length else 0):
            ends = (number_ * step / length, min(1.0, (number_ * step + step * 4 / 7) / length))
            pieces.append([(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share) for share in ends])
    return pieces


def _arrowhead(tip: Point, before: Point, size: float) -> list[Point]:
    x, y = tip[0] - before[0], tip[1] - before[1]
    length = (x * x + y * y) ** 0.5 or 1
    x, y = x / length * size, y / length * size
    return [(tip[0] + x, tip[1] + y), (tip[0] - 2 * x - 1.5 * y, tip[1] - 2 * y + 1.5 * x), (tip[0] - 2 * x + 1.5 * y, tip[1] - 2 * y - 1.5 * x)]
