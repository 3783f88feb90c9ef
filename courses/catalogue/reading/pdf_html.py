"""The text of PDF pages as HTML: paragraphs, headings, lists, tables. Runs in the child process only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from courses.catalogue.reading.block_html import elements
from courses.catalogue.reading.pdf_print import Print
from courses.catalogue.rules.grids import Cell, Grid, grids
from courses.catalogue.rules.headings import fitted
from courses.catalogue.rules.layout import Block, Item, Line, Thing, blocks_of, heading_levels, joined, usual_size, without_running_heads

Box = tuple[float, float, float, float]  # left, top, right, bottom
SMALL = 24.0  # points; smaller pictures are ornaments
TEXT_OVER = 0.7  # of the page: a picture as large lies behind the text


@dataclass(slots=True)
class PageText:
    """The blocks of a page, its tables as HTML and its pictures by the names that stand in the blocks."""

    blocks: list[Block] = field(default_factory=list)
    tables: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, Box] = field(default_factory=dict)
    is_doubtful: bool = False  # lines that should be a table and are none for certain


def texts_of(pages: Sequence[Print]) -> list[PageText]:
    """All pages, read with the knowledge of all: what repeats at their edges, and what size most of the print has."""
    kept = without_running_heads([page.lines for page in pages], [page.height for page in pages])
    usual = usual_size(line for lines in kept for line in lines)
    return [text_of(page, lines, usual) for page, lines in zip(pages, kept, strict=True)]


def text_of(page: Print, lines: Sequence[Line], usual: float) -> PageText:
    text, items = PageText(), []  # type: ignore[var-annotated]
    found = grids(page.across, page.down)
    inside: dict[int, list[Line]] = {}
    for number, grid in enumerate(found):
        inside[number] = [line for line in lines if grid.left <= (line.left + line.right) / 2 <= grid.right and grid.top <= line.middle <= grid.bottom]
        text.tables[f"table-{number}"] = table_of(grid, inside[number])
        items.append(Thing(f"table-{number}", grid.left, grid.right, grid.top, grid.bottom))
    taken = {id(line) for some in inside.values() for line in some}
    for number, box in enumerate(pictures_of(page, found)):
        text.pictures[f"picture-{number}"] = box
        items.append(Thing(f"picture-{number}", box[0], box[2], box[1], box[3]))
    rest: list[Item] = [*items, *(line for line in lines if id(line) not in taken)]
    text.blocks = blocks_of(rest, usual)
    text.is_doubtful = not found and len(page.across) > 3 and len(page.down) > 3
    return text


def pictures_of(page: Print, tables: Sequence[Grid]) -> list[Box]:
    """Pictures in the text: neither ornaments nor what lies behind everything."""
    found = []
    for left, top, right, bottom in page.pictures:
        box = max(left, 0.0), max(top, 0.0), min(right, page.width), min(bottom, page.height)
        wide, high = box[2] - box[0], box[3] - box[1]
        in_table = any(grid.left <= box[0] and box[2] <= grid.right and grid.top <= box[1] and box[3] <= grid.bottom for grid in tables)
        if wide >= SMALL and high >= SMALL and wide * high <= TEXT_OVER * page.width * page.height and not in_table:
            found.append(box)
    return found


def table_of(grid: Grid, lines: Sequence[Line]) -> str:
    """The words by cells; a first row that is bold throughout is the head."""
    words = {(cell.row, cell.column): cell_lines(cell, lines) for cell in grid.cells}
    first = [some for (row, _), some in words.items() if row == 0 and some]
    has_head = bool(first) and all(line.bold for some in first for line in some) and grid.rows > 1
    rows = []
    for number, cells in groupby(sorted(grid.cells, key=lambda cell: (cell.row, cell.column)), key=lambda cell: cell.row):
        rows.append("<tr>" + "".join(cell_html(cell, words[cell.row, cell.column], has_head and number == 0) for cell in cells) + "</tr>")
    head = f"<thead>{rows[0]}</thead>" if has_head else ""
    return f'<div class="paper-table"><table>{head}<tbody>{"".join(rows[1:] if has_head else rows)}</tbody></table></div>'


def cell_lines(cell: Cell, lines: Sequence[Line]) -> list[Line]:
    return sorted((line for line in lines if cell.holds((line.left + line.right) / 2, line.middle)), key=lambda line: (round(line.middle), line.left))


def cell_html(cell: Cell, lines: Sequence[Line], is_head: bool) -> str:
    text = ""
    for line in lines:
        text = joined(text, line.text)
    reach = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (f' colspan="{cell.columns}"' if cell.columns > 1 else "")
    return f'<th scope="col"{reach}>{escape(text)}</th>' if is_head and text else f"<td{reach}>{escape(text)}</td>"


class Writer:
    """Writes page after page; headings have one order over all of them."""

    def __init__(self, texts: Sequence[PageText], usual: float) -> None:
        found = [block for text in texts for block in text.blocks if block.kind == "heading"]
        self.levels = iter(fitted(heading_levels(found, usual)))
        self.headings: list[tuple[int, str, str]] = []

    def page(self, text: PageText, pictures: dict[str, str]) -> Iterator[str]:
        """Top-level elements, one a line; `pictures` are the tags of those that could be drawn."""
        return elements(text.blocks, lambda block: self.element(block, text, pictures))

    def element(self, block: Block, text: PageText, pictures: dict[str, str]) -> str:
        if block.kind == "thing":
            return text.tables.get(block.text) or (f"<p>{pictures[block.text]}</p>" if block.text in pictures else "")
        if block.kind == "heading":
            level, anchor = next(self.levels), f"h-{len(self.headings) + 1}"
            self.headings.append((level, anchor, block.text[:200]))
            return f'<h{level} id="@{anchor}">{escape(block.text)}</h{level}>'
        words = escape(block.text)
        return f"<p><strong>{words}</strong></p>" if block.bold and len(block.text) <= 80 else f"<p>{words}</p>"
