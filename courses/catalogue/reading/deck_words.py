"""Takes the words out of a deck: title, text, tables, charts, descriptions of pictures and the speaker's notes of each slide. In the child process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from courses.catalogue.drawing.diagrams import tree as diagram
from courses.catalogue.drawing.names import child, children, full, local, truth
from courses.catalogue.drawing.shapes import is_hidden, part_of, placeholder, shapes_in
from courses.catalogue.rules.decks import Block, Slide, description

ASIDE = {"dt", "ftr", "sldNum", "hdr"}  # places of date, footer and number
TITLES = {"title", "ctrTitle"}
LISTS = {"body", "obj", ""}
DEEPEST, MAX_ROWS, MAX_CELLS, MAX_NOTES = 12, 60, 20, 10_000
MAX_SLIDE = 20_000  # characters kept of one slide


def slide_of(slide: Any, number: int) -> Slide:
    """What a slide of python-pptx says. A shape that is odd beyond us says nothing."""
    element = slide.part._element
    title, blocks = "", []
    for kind, block in _bounded(_read(slide.part, slide.shapes._spTree)):
        if kind == "title" and not title:
            title = block.text
        else:
            blocks.append(block)
    return Slide(
        number, title or _first(blocks), tuple(blocks[1:] if not title and _first(blocks) else blocks), notes_of(slide), not truth(element, "show", True)
    )


def _first(blocks: list[Block]) -> str:
    """A slide without a title is called by its first line, where that is short."""
    return blocks[0].text if blocks and blocks[0].kind == "p" and len(blocks[0].text) <= 60 else ""


def _bounded(found: Iterator[tuple[str, Block]]) -> Iterator[tuple[str, Block]]:
    left = MAX_SLIDE
    for kind, block in found:
        left -= sum(map(len, block.lines))
        if left < 0:
            return
        yield kind, block


def notes_of(slide: Any) -> str:
    try:
        frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    except (AttributeError, KeyError, ValueError):
        return ""
    return frame.text.replace("\x0b", "\n").strip()[:MAX_NOTES] if frame is not None else ""


def _read(part: Any, tree: Any, depth: int = 0) -> Iterator[tuple[str, Block]]:
    """Kinds "title" and "text"."""
    for shape in shapes_in(tree) if depth < DEEPEST else ():
        mark = placeholder(shape)
        kind = mark.get("type", "") if mark is not None else None
        if is_hidden(shape) or kind in ASIDE:
            continue
        try:
            yield from _shape(part, shape, kind, depth)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            continue


def _shape(part: Any, shape: Any, kind: str | None, depth: int) -> Iterator[tuple[str, Block]]:
    name = local(shape)
    if name == "grpSp":
        yield from _read(part, shape, depth + 1)
    elif name == "graphicFrame":
        yield from (("text", block) for block in _frame(part, shape, depth))
    elif name == "sp":
        body = part_of(shape, "txBody")
        if kind in TITLES:
            yield "title", Block("p", " ".join(block.text for block in paragraphs(body, False)))
        else:
            yield from (("text", block) for block in paragraphs(body, kind in LISTS and kind is not None))
    if said := _description(shape):
        yield "text", Block("alt", said)


def _description(shape: Any) -> str:
    """Of pictures, and of drawings that somebody has cared to describe."""
    named = next((found for found in children(shape) if local(found).startswith("nv")), None)
    named = part_of(named, "cNvPr")
    return description(named.get("descr") or "") if named is not None else ""


def paragraphs(body: Any, are_entries: bool) -> list[Block]:
    """The paragraphs of a text that say something. `are_entries`: without a word about it they are entries of a list."""
    found = []
    for paragraph in children(body):
        text = words(paragraph) if local(paragraph) == "p" else ""
        if text:
            own = child(paragraph, "a:pPr")
            found.append(Block(_kind(own, are_entries), text, min(4, int(own.get("lvl") or 0)) if own is not None and (own.get("lvl") or "0").isdigit() else 0))
    return found


def _kind(settings: Any, is_entry: bool) -> str:
    if child(settings, "a:buNone") is not None:
        return "p"
    if child(settings, "a:buAutoNum") is not None:
        return "ol"
    return "ul" if is_entry or child(settings, "a:buChar") is not None else "p"


def words(paragraph: Any) -> str:
    parts = (" " if local(run) in ("br", "tab") else (run.text or "") if local(run) == "t" else "" for run in paragraph.iter() if isinstance(run.tag, str))
    return " ".join("".join(parts).replace("\x0b", " ").split())


def _frame(part: Any, shape: Any, depth: int) -> Iterator[Block]:
    inner = next(children(child(shape, "a:graphic", "a:graphicData")), None)
    kind = local(inner) if inner is not None else ""
    if kind == "tbl":
        yield from _table(inner)
    elif kind == "chart":
        yield from _chart(part.related_part(inner.get(full("r:id"))).chart)
    elif kind == "relIds":
        found = diagram(part, inner)
        yield from (Block("ul", block.text) for _, block in _read(part, found, depth + 1)) if found is not None else ()


def _table(table: Any) -> Iterator[Block]:
    rows = [row for row in children(table) if local(row) == "tr"][:MAX_ROWS]
    cells = [tuple(_cell(cell) for cell in children(row) if local(cell) == "tc")[:MAX_CELLS] for row in rows]
    if any(any(row) for row in cells):
        yield Block("table", rows=tuple(cells))


def _cell(cell: Any) -> str:
    return "" if truth(cell, "hMerge") or truth(cell, "vMerge") else " ".join(block.text for block in paragraphs(child(cell, "a:txBody"), False))


def _chart(chart: Any) -> Iterator[Block]:
    """A chart as the table of its numbers."""
    if chart.has_title and chart.chart_title.has_text_frame and chart.chart_title.text_frame.text:
        yield Block("p", chart.chart_title.text_frame.text)
    plot = next(iter(chart.plots), None)
    series = list(plot.series)[: MAX_CELLS - 1] if plot is not None else []
    if not series:
        return
    head = ("", *(str(one.name or "") for one in series))
    columns = [list(one.values) for one in series]
    names = [str(category) for category in plot.categories][: MAX_ROWS - 1]
    rows = [(name, *(_said(column[index]) if index < len(column) else "" for column in columns)) for index, name in enumerate(names)]
    yield Block("table", rows=(head, *rows))


def _said(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
