"""Tables: cells with their fills, borders and texts; rows grow with what is written in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from courses.catalogue.drawing import painting
from courses.catalogue.drawing.colours import WHITE, Colour
from courses.catalogue.drawing.laying import PADDING, Laid, Words
from courses.catalogue.drawing.names import child, children, local, number, truth
from courses.catalogue.drawing.outlines import RECTANGLE
from courses.catalogue.drawing.painting import Fill, Stroke
from courses.catalogue.drawing.places import Matrix
from courses.catalogue.drawing.styles import Styles

if TYPE_CHECKING:
    from courses.catalogue.drawing.shapes import Drawer

MAX_CELLS = 2000
SIDES = {"lnL": ((0, 0), (0, 1)), "lnR": ((1, 0), (1, 1)), "lnT": ((0, 0), (1, 0)), "lnB": ((0, 1), (1, 1))}
PLAIN = "{5940675A-B579-460E-94D1-54222C63F5DA}", "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # Office's styles with a grid, and with nothing


@dataclass(frozen=True)
class Manner:
    """How a table without wishes of its own looks: Office's usual style in the theme's first accent."""

    head: Colour | None
    band: Colour | None
    rest: Colour | None
    rule: Colour


def manner_of(drawer: Drawer, settings: Any) -> Manner:
    style = child(settings, "a:tableStyleId")
    name = style.text if style is not None else ""
    palette = drawer.look.palette
    if not name or name in PLAIN:
        return Manner(None, None, None, palette.named("tx1") if name != PLAIN[1] else palette.named("bg1")._replace(alpha=0))
    accent = palette.named("accent1")
    return Manner(accent if truth(settings, "firstRow") else None, light(accent, 0.27) if truth(settings, "bandRow") else None, light(accent, 0.125), WHITE)


def light(colour: Colour, share: float) -> Colour:
    return Colour(*(round(part * share + 255 * (1 - share)) for part in colour.rgb))


def draw(drawer: Drawer, table: Any, place: Matrix) -> None:
    """In its place; what does not fit grows below it, as in Office."""
    pixel = drawer.writer.pixel
    left, top = place.point(0, 0)
    columns = [number(column, "w") * pixel for column in children(child(table, "a:tblGrid"))]
    rows = [row for row in children(table) if local(row) == "tr"]
    manner = manner_of(drawer, child(table, "a:tblPr"))
    left_cells = MAX_CELLS
    heights = [
        max(number(row, "h") * pixel, *(_needs(drawer, cell, width) for cell, width in zip(_cells(row), columns, strict=False)), 0.0)
        for row in rows[:MAX_CELLS]
    ]
    for index, row in enumerate(rows):
        for column, cell in enumerate(_cells(row)[: len(columns)]):
            left_cells -= 1
            if left_cells < 0:
                return
            if truth(cell, "hMerge") or truth(cell, "vMerge"):
                continue
            width = sum(columns[column : column + max(1, number(cell, "gridSpan", 1))])
            height = sum(heights[index : index + max(1, number(cell, "rowSpan", 1))])
            box = Matrix(width, 0, 0, height, left + sum(columns[:column]), top + sum(heights[:index]))
            _cell(drawer, cell, box, manner, index)


def _cells(row: Any) -> list[Any]:
    return [cell for cell in children(row) if local(cell) == "tc"]


def _styles(drawer: Drawer, on: Colour | None = None) -> Styles:
    lists = [child(drawer.look.texts, "p:otherStyle"), drawer.look.default]
    return Styles([found for found in lists if found is not None], drawer.look.palette, drawer.look.fonts, on)


def _needs(drawer: Drawer, cell: Any, width: float) -> float:
    """How high a cell is, in pixels, that its text fits."""
    body = child(cell, "a:txBody")
    if body is None or number(cell, "gridSpan", 1) > 1 or number(cell, "rowSpan", 1) > 1:
        return 0.0
    laid = _laid(drawer, cell, body, Matrix(width, 0, 0, 0), None)
    return laid.tall + laid.top + laid.bottom


def _laid(drawer: Drawer, cell: Any, body: Any, box: Matrix, colour: Colour | None) -> Laid:
    return Laid(drawer.writer, Words(body, _styles(drawer, colour), drawer.number), _settings(cell), box.width, box.height)


def _settings(cell: Any) -> Any:
    """A cell's margins and anchor under the names that a text box has for them."""
    properties = child(cell, "a:tcPr")
    made = cell.makeelement("bodyPr", {})
    for ours, theirs, default in (("lIns", "marL", PADDING[0]), ("rIns", "marR", PADDING[0]), ("tIns", "marT", PADDING[1]), ("bIns", "marB", PADDING[1])):
        made.set(ours, str(number(properties, theirs, default)))
    made.set("anchor", (properties.get("anchor") if properties is not None else None) or "t")
    return made


def _cell(drawer: Drawer, cell: Any, box: Matrix, manner: Manner, row: int) -> None:
    properties = child(cell, "a:tcPr")
    is_head = row == 0 and manner.head is not None
    usual = manner.head if is_head else manner.band if row % 2 and manner.band else manner.rest
    fills = (painting.fill_of(element, drawer.look.palette) for element in children(properties) if not local(element).startswith("ln"))
    fill: Fill = next((found for found in fills if found is not None), painting.plain(usual))
    painting.shape(drawer.canvas, box, [RECTANGLE], fill)
    for side, ends in SIDES.items():
        own = child(properties, f"a:{side}")
        stroke = drawer.stroke([_with_line(own)], None) if own is not None else Stroke(manner.rule, max(1.0, 12_700 * drawer.writer.pixel))
        if stroke and stroke.colour.alpha:
            painting.line(drawer.canvas, box, [list(ends)], False, stroke)
    body = child(cell, "a:txBody")
    if body is not None:
        on_dark = is_head and fill.stops and sum(fill.plain.rgb) < 500
        _laid(drawer, cell, body, box, WHITE if on_dark else None).draw(drawer.canvas, box.e, box.f)


def _with_line(line: Any) -> Any:
    """A cell's border as a shape has it."""
    holder = line.makeelement("spPr", {})
    made = line.makeelement(line.tag.replace(local(line), "ln"), dict(line.attrib))
    made.extend([inner.__copy__() for inner in line])
    holder.append(made)
    return holder
