"""Charts, drawn plainly from their numbers: columns, bars, lines and pies. Others are framed with their title."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any

from courses.catalogue.drawing import outlines, painting
from courses.catalogue.drawing.colours import Colour
from courses.catalogue.drawing.names import R
from courses.catalogue.drawing.painting import Stroke
from courses.catalogue.drawing.places import Matrix

if TYPE_CHECKING:
    from courses.catalogue.drawing.shapes import Drawer

MAX_VALUES, MAX_SERIES = 60, 12
COLUMNS, BARS, LINES, PIES = "BAR_CLUSTERED COLUMN", "BAR", "LINE", "PIE DOUGHNUT"
EDGE = 0.06  # of the frame, around


def draw(drawer: Drawer, part: Any, element: Any, place: Matrix) -> None:
    chart = part.related_part(element.get(f"{{{R}}}id")).chart
    plot = next(iter(chart.plots), None)
    kind = type(plot).__name__
    names = [str(category) for category in plot.categories][:MAX_VALUES] if plot is not None else []
    series = [(one.name, [value or 0.0 for value in one.values][:MAX_VALUES]) for one in list(plot.series)[:MAX_SERIES]] if plot is not None else []
    title = chart.chart_title.text_frame.text if chart.has_title and chart.chart_title.has_text_frame else ""
    top = 0.02
    if title:
        drawer.writer.words(drawer.canvas, sub(place, 0, 0, 1, 0.12), title, drawer.look.palette.named("tx1"), 18)
        top = 0.13
    colours = accents(drawer)
    if kind in ("PiePlot", "DoughnutPlot") and series:
        pie(drawer, sub(place, 0, top, 1, 1 - top), names, series[0][1], colours, hole=kind == "DoughnutPlot")
    elif series and kind in ("BarPlot", "LinePlot", "AreaPlot", "XyPlot", "RadarPlot"):
        lower = 0.1 if len(series) > 1 else 0.0
        area = sub(place, EDGE, top, 1 - 2 * EDGE, 1 - top - 0.12 - lower)
        across = kind == "BarPlot" and "barDir" in str(plot._element.xml) and 'barDir val="bar"' in plot._element.xml
        (bars if across else columns if kind == "BarPlot" else lines)(drawer, area, names, series, colours)
        if lower:
            legend(drawer, sub(place, EDGE, 1 - lower, 1 - 2 * EDGE, lower), [name for name, _ in series], colours)
    else:
        painting.line(drawer.canvas, place, [outlines.RECTANGLE], True, Stroke(drawer.look.palette.named("tx1"), 1, dashed=True))


def accents(drawer: Drawer) -> list[Colour]:
    return [drawer.look.palette.named(f"accent{number}") for number in range(1, 7)]


def sub(place: Matrix, x: float, y: float, width: float, height: float) -> Matrix:
    return place @ Matrix(width, 0, 0, height, x, y)


def reach(series: list[tuple[str, list[float]]]) -> tuple[float, float]:
    """From at most nought to at least one."""
    values = [value for _, row in series for value in row]
    return min(0.0, *values), max(0.0, *values) or 1.0


def columns(drawer: Drawer, area: Matrix, names: list[str], series: list[tuple[str, list[float]]], colours: list[Colour]) -> None:
    low, high = reach(series)
    rules(drawer, area)
    step = 1 / max(1, len(names))
    breadth = step * 0.7 / len(series)
    for order, ((_, values), colour) in enumerate(zip(series, cycle(colours))):
        for index, value in enumerate(values):
            x = index * step + step * 0.15 + order * breadth
            top, bottom = (high - max(value, 0)) / (high - low), (high - min(value, 0)) / (high - low)
            painting.shape(drawer.canvas, sub(area, x, top, breadth * 0.92, max(0.002, bottom - top)), [outlines.RECTANGLE], painting.plain(colour))
            drawer.writer.words(drawer.canvas, sub(area, x - breadth / 2, top - 0.08, breadth * 2, 0.08), said(value), drawer.look.palette.named("tx1"), 11)
    below(drawer, area, names)


def bars(drawer: Drawer, area: Matrix, names: list[str], series: list[tuple[str, list[float]]], colours: list[Colour]) -> None:
    low, high = reach(series)
    step = 1 / max(1, len(names))
    breadth = step * 0.7 / len(series)
    for order, ((_, values), colour) in enumerate(zip(series, cycle(colours))):
        for index, value in enumerate(values):
            y = 1 - (index + 1) * step + step * 0.15 + order * breadth
            start, end = (min(value, 0) - low) / (high - low), (max(value, 0) - low) / (high - low)
            box = sub(area, 0.2 + 0.7 * start, y, max(0.002, 0.7 * (end - start)), breadth * 0.92)
            painting.shape(drawer.canvas, box, [outlines.RECTANGLE], painting.plain(colour))
            drawer.writer.words(drawer.canvas, sub(area, 0.2 + 0.7 * end, y, 0.1, breadth), said(value), drawer.look.palette.named("tx1"), 11)
    for index, name in enumerate(names):
        drawer.writer.words(drawer.canvas, sub(area, 0, 1 - (index + 1) * step, 0.19, step), name, drawer.look.palette.named("tx1"), 12)


def lines(drawer: Drawer, area: Matrix, names: list[str], series: list[tuple[str, list[float]]], colours: list[Colour]) -> None:
    low, high = reach(series)
    rules(drawer, area)
    step = 1 / max(1, len(names))
    for (_, values), colour in zip(series, cycle(colours)):
        points = [((index + 0.5) * step, (high - value) / (high - low)) for index, value in enumerate(values)]
        painting.line(drawer.canvas, area, [points], False, Stroke(colour, 28_575 * drawer.writer.pixel))
    below(drawer, area, names)


def pie(drawer: Drawer, area: Matrix, names: list[str], values: list[float], colours: list[Colour], hole: bool) -> None:
    """With a legend beside it."""
    side = min(area.width * 0.55, area.height) * 0.92
    x, y = area.point(0.3, 0.5)
    place = Matrix(side, 0, 0, side, x - side / 2, y - side / 2)
    whole, start = sum(max(0.0, value) for value in values) or 1.0, -90.0
    for value, colour in zip(values, cycle(colours)):
        sweep = 360 * max(0.0, value) / whole
        inner = list(reversed(outlines.arc(0.5, 0.5, 0.25, 0.25, start, sweep))) if hole else [(0.5, 0.5)]
        painting.shape(drawer.canvas, place, [[*inner, *outlines.arc(0.5, 0.5, 0.5, 0.5, start, sweep)]], painting.plain(colour))
        start += sweep
    shares = [f"{name} {100 * max(0.0, value) / whole:.0f}%" for name, value in zip(names, values, strict=False)]
    for index, (words, colour) in enumerate(zip(shares[:12], cycle(colours))):
        entry(drawer, sub(area, 0.62, 0.5 + (index - len(shares[:12]) / 2) * 0.1, 0.38, 0.09), words, colour)


def legend(drawer: Drawer, area: Matrix, names: list[str], colours: list[Colour]) -> None:
    for index, (name, colour) in enumerate(zip(names, cycle(colours))):
        entry(drawer, sub(area, index / len(names), 0, 1 / len(names), 1), name, colour)


def entry(drawer: Drawer, box: Matrix, words: str, colour: Colour) -> None:
    side = min(box.height * 0.5, box.width * 0.1)
    x, y = box.point(0, 0.5)
    painting.shape(drawer.canvas, Matrix(side, 0, 0, side, x, y - side / 2), [outlines.RECTANGLE], painting.plain(colour))
    drawer.writer.words(drawer.canvas, sub(box, 0.12, 0, 0.88, 1), words, drawer.look.palette.named("tx1"), 12, align="l")


def rules(drawer: Drawer, area: Matrix) -> None:
    faint = drawer.look.palette.named("tx1")._replace(alpha=50)
    for height in (0, 0.25, 0.5, 0.75, 1):
        painting.line(drawer.canvas, area, [[(0, height), (1, height)]], False, Stroke(faint, 1))


def below(drawer: Drawer, area: Matrix, names: list[str]) -> None:
    step = 1 / max(1, len(names))
    for index, name in enumerate(names):
        drawer.writer.words(drawer.canvas, sub(area, index * step, 1.01, step, 0.12), name, drawer.look.palette.named("tx1"), 12)


def said(value: float) -> str:
    return f"{value:.10g}" if abs(value) < 1e9 else f"{value:.2g}"
