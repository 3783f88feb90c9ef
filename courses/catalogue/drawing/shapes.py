"""Drawing the shapes of a slide, its layout and its master, one after another. A shape that is odd beyond us is left out, never the slide."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from PIL import Image

from courses.catalogue.drawing import charts, diagrams, outlines, painting, pictures, places, tables
from courses.catalogue.drawing.colours import Colour, Palette
from courses.catalogue.drawing.names import A, child, children, full, local, number, truth
from courses.catalogue.drawing.painting import Fill, Stroke
from courses.catalogue.drawing.places import Matrix
from courses.catalogue.drawing.styles import Styles
from courses.catalogue.drawing.writing import Writer

logger = logging.getLogger(__name__)
MAX_SHAPES, DEEPEST = 2000, 12  # of a slide; groups in groups
TITLES, BODIES = ("title", "ctrTitle"), ("body", "subTitle", "obj", "")
SHAPES = {"sp", "pic", "cxnSp", "grpSp", "graphicFrame", "AlternateContent"}
FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")


@dataclass(frozen=True)
class Look:
    """What a theme and a master say: colours, faces, fills and lines by number, and how texts look."""

    palette: Palette
    fonts: dict[str, str] = field(default_factory=dict)
    formats: Any = None  # a:fmtScheme
    texts: Any = None  # p:txStyles
    default: Any = None  # p:defaultTextStyle
    tables: Any = None  # a:tblStyleLst


@dataclass(frozen=True)
class Sheet:
    """A slide, layout or master: its part, its tree of shapes, and the sheets whose placeholders it fills in, nearest first."""

    part: Any
    tree: Any
    under: tuple[Sheet, ...] = ()


def part_of(shape: Any, name: str) -> Any:
    """An element inside by its name alone: it has another namespace in a diagram."""
    return next((element for element in children(shape) if local(element) == name), None)


def placeholder(shape: Any) -> Any:
    """`p:ph` of a shape that fills in a place of its layout, or None."""
    return next((child(named, "p:nvPr", "p:ph") for named in children(shape) if local(named).startswith("nv")), None)


class Drawer:
    """Draws sheets on one canvas."""

    def __init__(self, canvas: Image.Image, writer: Writer, look: Look, found: pictures.Pictures, number_: int) -> None:
        self.canvas, self.writer, self.look, self.pictures, self.number = canvas, writer, look, found, number_
        self.left = MAX_SHAPES

    def sheet(self, sheet: Sheet, with_places: bool) -> None:
        """All shapes; those that only hold a place for a slide are drawn on the slide itself."""
        scale = Matrix(self.writer.pixel, 0, 0, self.writer.pixel, 0, 0)
        self.tree(sheet, sheet.tree, scale, with_places, None)

    def tree(self, sheet: Sheet, tree: Any, outside: Matrix, with_places: bool, fill: Fill | None, depth: int = 0) -> None:
        for shape in shapes_in(tree):
            self.left -= 1
            if self.left < 0 or depth > DEEPEST:
                return
            if (placeholder(shape) is not None and not with_places) or is_hidden(shape):
                continue
            try:
                self.shape(sheet, shape, outside, with_places, fill, depth)
            except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError):
                logger.debug("A shape was left out", exc_info=True)

    def shape(self, sheet: Sheet, shape: Any, outside: Matrix, with_places: bool, group_fill: Fill | None, depth: int) -> None:
        kind = local(shape)
        if kind == "grpSp":
            properties = part_of(shape, "grpSpPr")
            place = places.place(child(properties, "a:xfrm"), outside)
            fill = self.fill(sheet, properties, group_fill) or group_fill
            self.tree(sheet, shape, places.inside(child(properties, "a:xfrm"), place), with_places, fill, depth + 1)
        elif kind == "graphicFrame":
            self.frame(sheet, shape, outside, depth)
        elif kind == "pic":
            self.picture(sheet, shape, places.place(self.transform(sheet, shape), outside))
        else:
            self.plain(sheet, shape, places.place(self.transform(sheet, shape), outside), group_fill)

    def above(self, sheet: Sheet, shape: Any) -> list[Any]:
        """The shape and the places of layout and master that it fills in."""
        mark = placeholder(shape)
        found = [] if mark is None else [match for under in sheet.under if (match := matching(under.tree, mark)) is not None]
        return [shape, *found]

    def transform(self, sheet: Sheet, shape: Any) -> Any:
        found = (child(part_of(layer, "spPr"), "a:xfrm") for layer in self.above(sheet, shape))
        return next((transform for transform in found if transform is not None), None)

    def plain(self, sheet: Sheet, shape: Any, place: Matrix, group_fill: Fill | None) -> None:
        """A shape with an outline, a fill, a line and a text."""
        layers = self.above(sheet, shape)
        properties = [part_of(layer, "spPr") for layer in layers]
        style = part_of(shape, "style")
        outline = outline_of(properties, place)
        fill = next(filter(None, (self.fill(sheet, found, group_fill) for found in properties)), None) or self.styled(style)
        stroke = self.stroke(properties, style)
        if outline.closed and fill:
            painting.shape(self.canvas, place, outline.paths, fill)
        if stroke:
            painting.line(self.canvas, place, outline.paths, outline.closed, stroke)
        body = part_of(shape, "txBody")
        if body is not None:
            self.text(shape, layers, body, place, style)

    def text(self, shape: Any, layers: list[Any], body: Any, place: Matrix, style: Any) -> None:
        bodies = [found for layer in layers if (found := part_of(layer, "txBody")) is not None]
        body = inherited(body, [child(found, "a:bodyPr") for found in bodies])
        own = self.look.palette.colour(child(style, "a:fontRef"))
        near = [found for body_ in bodies if (found := child(body_, "a:lstStyle")) is not None]
        far = [found for found in (self.master_style(shape), self.look.default) if found is not None]
        styles = Styles([*near, *far], self.look.palette, self.look.fonts, own, len(near))
        self.writer.write(self.canvas, place @ outlines.room(preset_of(layers)), body, styles, self.number)

    def master_style(self, shape: Any) -> Any:
        mark = placeholder(shape)
        kind = mark.get("type", "") if mark is not None else None
        name = "p:titleStyle" if kind in TITLES else "p:bodyStyle" if kind in BODIES else "p:otherStyle"
        return child(self.look.texts, name)

    def fill(self, sheet: Sheet, properties: Any, group_fill: Fill | None = None) -> Fill | None:
        """What an element with one of the fills says; None when it has none."""
        element = next((found for found in children(properties) if local(found) in FILLS), None)
        if element is None:
            return None
        if local(element) == "grpFill":
            return group_fill
        if local(element) == "blipFill":
            picture = self.pictures.of(sheet.part, child(element, "a:blip"))
            return Fill(picture=pictures.cut(picture, element)) if picture else painting.NOTHING
        return painting.fill_of(element, self.look.palette)

    def styled(self, style: Any) -> Fill | None:
        """A fill of the theme, by its number, in the shape's colour."""
        asked = child(style, "a:fillRef")
        kinds = list(children(child(self.look.formats, "a:fillStyleLst")))
        index = number(asked, "idx")
        if asked is None or index == 0:
            return None
        own = self.look.palette.colour(asked)
        found = painting.fill_of(kinds[index - 1], self.look.palette, own) if 0 < index <= len(kinds) else None
        return found or painting.plain(own)

    def stroke(self, properties: list[Any], style: Any) -> Stroke | None:
        lines = [line for found in properties if (line := child(found, "a:ln")) is not None]
        asked = child(style, "a:lnRef")
        if any(child(line, "a:noFill") is not None for line in lines[:1]):
            return None
        colours = (self.line_colour(line) for line in lines)
        colour = next(filter(None, colours), None) or (self.look.palette.colour(asked) if number(asked, "idx") else None)
        if colour is None:
            return None
        breadth = next((number(line, "w") for line in lines if line.get("w")), 9525)
        dashes = (child(line, "a:prstDash") for line in lines)
        dash = next((found.get("val", "solid") for found in dashes if found is not None), "solid")
        head, tail = (
            any(child(line, name) is not None and child(line, name).get("type", "none") != "none" for line in lines) for name in ("a:headEnd", "a:tailEnd")
        )
        return Stroke(colour, breadth * self.writer.pixel, dash not in ("solid", "sysSolid"), head, tail)

    def line_colour(self, line: Any) -> Colour | None:
        fills = (painting.fill_of(element, self.look.palette) for element in children(line) if local(element) in FILLS)
        return next((fill.plain for fill in fills if fill and fill.stops), None)

    def picture(self, sheet: Sheet, shape: Any, place: Matrix) -> None:
        filling, properties = part_of(shape, "blipFill"), part_of(shape, "spPr")
        found = self.pictures.of(sheet.part, child(filling, "a:blip"))
        outline = outline_of([properties], place)
        if found is None:
            self.missing(shape, place)
            return
        back = self.fill(sheet, properties)
        if back:
            painting.shape(self.canvas, place, outline.paths, back)
        self.lay(pictures.cut(found, filling), place, outline)
        stroke = self.stroke([properties], None)
        if stroke:
            painting.line(self.canvas, place, outline.paths, True, stroke)

    def lay(self, picture: Image.Image, place: Matrix, outline: outlines.Outline) -> None:
        """A picture in its place: turned and mirrored with its shape."""
        if place.a < 0 and place.is_straight:
            picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        if place.d < 0 and place.is_straight:
            picture = picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        size = min(place.width, 2.0 * self.canvas.width), min(place.height, 2.0 * self.canvas.height)
        fitted = pictures.fitted(picture, *size)
        if not place.is_straight:
            fitted = fitted.convert("RGBA").rotate(-place.turn, Image.Resampling.BICUBIC, expand=True)
        left, top, _right, _bottom = place.box
        if outline.paths == [outlines.RECTANGLE] or not place.is_straight:
            self.canvas.paste(fitted.convert("RGB"), (round(left), round(top)), fitted.getchannel("A") if fitted.mode == "RGBA" else None)
        else:
            painting.shape(self.canvas, place, outline.paths, Fill(picture=fitted))

    def missing(self, shape: Any, place: Matrix) -> None:
        """A picture that cannot be drawn here: a frame with its description, so that nobody wonders what is missing."""
        grey = self.look.palette.named("tx1")
        painting.line(self.canvas, place, [outlines.RECTANGLE], True, Stroke(grey._replace(alpha=110), 1.5, dashed=True))
        name = next((found for element in shape.iter(full("p:cNvPr")) for found in [element.get("descr") or element.get("title")] if found), "")
        if name:
            self.writer.words(self.canvas, place, name, grey)

    def frame(self, sheet: Sheet, shape: Any, outside: Matrix, depth: int) -> None:
        """A table, a chart or a diagram."""
        place = places.place(part_of(shape, "xfrm"), outside)
        data = child(shape, "a:graphic", "a:graphicData")
        inner = next(children(data), None)
        kind = local(inner) if inner is not None else ""
        if kind == "tbl":
            tables.draw(self, inner, place)
        elif kind == "chart":
            charts.draw(self, sheet.part, inner, place)
        elif kind == "relIds":
            tree = diagrams.tree(sheet.part, inner)
            if tree is not None:
                self.tree(replace(sheet, under=()), tree, place @ Matrix(1 / place.width, 0, 0, 1 / place.height) @ scaled(self.writer), True, None, depth + 1)
        else:
            self.missing(shape, place)


def scaled(writer: Writer) -> Matrix:
    return Matrix(writer.pixel, 0, 0, writer.pixel, 0, 0)


def shapes_in(tree: Any) -> Iterator[Any]:
    """The shapes of a tree; of what is said twice, for new and for old programs, the part that is known here."""
    for shape in children(tree):
        kind = local(shape)
        if kind == "AlternateContent":
            ways = [way for way in children(shape) if any(local(inner) in SHAPES for inner in children(way))]
            fallback = next((way for way in ways if local(way) == "Fallback"), ways[0] if ways else None)
            yield from shapes_in(fallback)
        elif kind in SHAPES:
            yield shape


def is_hidden(shape: Any) -> bool:
    named = next((found for found in children(shape) if local(found).startswith("nv")), None)
    return truth(part_of(named, "cNvPr"), "hidden")


def matching(tree: Any, mark: Any) -> Any:
    """The place of a layout or master that a slide's shape fills in: by its number, else by its kind."""
    kind, index = mark.get("type", "obj"), mark.get("idx", "0")
    marks = [(shape, found) for shape in shapes_in(tree) if (found := placeholder(shape)) is not None]
    by_index = next((shape for shape, found in marks if found.get("idx", "0") == index and (index != "0" or alike(found.get("type", "obj"), kind))), None)
    return by_index if by_index is not None else next((shape for shape, found in marks if alike(found.get("type", "obj"), kind)), None)


def alike(one: str, other: str) -> bool:
    def family(kind: str) -> str:
        return "title" if kind in TITLES else "body" if kind in BODIES else kind

    return family(one) == family(other)


def outline_of(properties: list[Any], place: Matrix) -> outlines.Outline:
    """Of the nearest element that names one."""
    for found in properties:
        drawn, named = child(found, "a:custGeom"), child(found, "a:prstGeom")
        if drawn is not None:
            return outlines.drawn(drawn)
        if named is not None:
            return outlines.preset(named.get("prst", "rect"), place.width, place.height, adjuster(named))
    return outlines.Outline([outlines.RECTANGLE])


def preset_of(layers: list[Any]) -> str:
    """The name of the preset outline, "" for others."""
    named = (child(part_of(layer, "spPr"), "a:prstGeom") for layer in layers)
    return next((found.get("prst", "") for found in named if found is not None), "")


def adjuster(geometry: Any) -> outlines.Adjusted:
    """The handles that somebody has moved, as parts of one."""
    moved = {guide.get("name", ""): (guide.get("fmla") or "").removeprefix("val ") for guide in children(child(geometry, "a:avLst"))}

    def adjusted(name: str, default: float) -> float:
        try:
            return max(-50.0, min(50.0, float(moved[name]) / 100_000))
        except (KeyError, ValueError):
            return default

    return adjusted


def inherited(body: Any, settings: list[Any]) -> Any:
    """The text's own element with the settings that it leaves to the places above."""
    kept = [found for found in settings if found is not None]
    if len(kept) < 2:
        return body
    own = body.find(f"{{{A}}}bodyPr")
    if own is None:
        return body
    for above in kept[1:]:
        for name, value in above.attrib.items():
            if name not in own.attrib:
                own.set(name, value)
        if not any(local(inner).endswith(("Autofit", "AutoFit")) for inner in children(own)):
            own.extend([inner.__copy__() for inner in children(above) if local(inner) == "normAutofit"])
    return body
