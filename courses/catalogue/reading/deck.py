"""PowerPoint files: the words of each slide, and its picture, by LibreOffice where the machine has it, else by our own `drawing`.

A deck whose pictures cannot be made is still read: its words are shown without them.
"""

import json
import sys
import tempfile
from collections.abc import Sequence
from html import escape
from itertools import batched, groupby
from pathlib import Path
from typing import Any

from courses.catalogue.reading.made import Made, MadePage, MadePicture, Unread
from courses.catalogue.rules.decks import Block, Slide
from courses.catalogue.rules.readings import MAX_PAGES, MAX_TEXT, Reason
from media import office, processes

CHILD = Path(__file__).with_name("deck_child.py")
OPEN = processes.Limits(wall=120, cpu=60, memory=1536 * 1024**2, file=400 * 1024**2)
DRAW = processes.Limits(wall=400, cpu=240, memory=1536 * 1024**2, file=400 * 1024**2)
AT_ONCE, EACH = 50, 10  # slides for one LibreOffice, whose start takes a second, and in one file: each slide that is open takes 2 MB more


def read(path: Path, folder: Path, watch: processes.Watch) -> Made:
    """The slides that are shown, at most `MAX_PAGES`, with their pictures in `folder`."""
    copy = folder / "tidied.pptx"
    count, slides = words(path, watch, copy if office.program() else None)
    how, pictures = drawn(path, copy, folder, [slide.number for slide in slides], watch)
    copy.unlink(missing_ok=True)
    left = iter(bounded(slides))
    pages = [page(slide, text, pictures.get(slide.number), folder) for slide, text in zip(slides, left, strict=True)]
    text = "\n".join(page.text for page in pages if page.text)
    return Made(how, text=text, page_count=count, cut_short=count > len(slides), pages=pages)


def words(path: Path, watch: processes.Watch, copy: Path | None) -> tuple[int, list[Slide]]:
    """How many slides are shown in the whole deck, and what the first of them say. Raises Unread."""
    rows, outcome = _run(["words", str(path.resolve()), str(MAX_PAGES), str(copy.resolve()) if copy else ""], OPEN, watch)
    if not rows or (outcome is None and copy is None):
        raise Unread(Reason.TOO_MUCH if outcome is None or outcome.code < 0 or "MemoryError" in outcome.errors else Reason.BROKEN)
    slides = [slide_of(row) for row in rows[1:]]
    if not slides:
        raise Unread(Reason.EMPTY)
    return max(int(rows[0]["visible"]), len(slides)), slides


def slide_of(row: dict[str, Any]) -> Slide:
    blocks = tuple(Block(block["kind"], block["text"], block["level"], tuple(map(tuple, block["rows"]))) for block in row["blocks"])
    return Slide(row["number"], row["title"], blocks, row["notes"])


def drawn(path: Path, copy: Path, folder: Path, numbers: Sequence[int], watch: processes.Watch) -> tuple[str, dict[int, dict[str, Any]]]:
    """How the pictures came about, one of `Reading.How`, and what they are by the numbers of their slides; {} when there are none."""
    pictures = by_office(copy, folder, numbers, watch) if copy.is_file() else {}
    if pictures:
        return "office", pictures
    rows, _ = _run(["draw", str(path.resolve()), str(folder.resolve()), *map(str, numbers)], DRAW, watch)
    return ("built-in" if rows else "text"), {row["number"]: row for row in rows}


def by_office(copy: Path, folder: Path, numbers: Sequence[int], watch: processes.Watch) -> dict[int, dict[str, Any]]:
    """{} when LibreOffice cannot, or has made other pages than there are slides."""
    done: list[dict[str, Any]] = []
    for places in batched(range(1, len(numbers) + 1), AT_ONCE):
        rows = _by_office(copy, folder, places, watch)
        if not rows:
            return {}
        done.extend(rows)
    return dict(zip(numbers, done, strict=True))


def _by_office(copy: Path, folder: Path, places: Sequence[int], watch: processes.Watch) -> list[dict[str, Any]]:
    """Some of the copy's slides, by their places in it; [] when LibreOffice has not made a page of each."""
    with tempfile.TemporaryDirectory(prefix="parts-", dir=folder) as between:
        told, _ = _run(["parts", str(copy.resolve()), str(Path(between).resolve()), str(EACH), *map(str, places)], OPEN, watch)
        pdfs = office.to_pdfs([Path(between) / row["file"] for row in told], Path(between), watch)
        rows, _ = _run(["pages", str(folder.resolve()), str(places[0]), str(EACH), *map(str, pdfs)], DRAW, watch) if pdfs else ([], None)
    return rows if [row["number"] for row in rows] == list(places) else []


def _run(arguments: Sequence[str], limits: processes.Limits, watch: processes.Watch) -> tuple[list[dict[str, Any]], processes.Outcome | None]:
    """What the child has printed until its end, and how it ended; None: it took too long."""
    lines: list[str] = []
    listening = processes.Watch(stop=watch.stop, on_line=lines.append, on_tick=watch.on_tick)
    try:
        outcome = processes.run([sys.executable, "-I", str(CHILD), *arguments], limits=limits, watch=listening)
    except processes.TimedOut:
        outcome = None
    return [json.loads(line) for line in lines if line.endswith("}")], outcome


def bounded(slides: Sequence[Slide]) -> list[str]:
    """The text of each slide, until all together are too long."""
    left, found = MAX_TEXT, []
    for slide in slides:
        found.append(slide.text[: max(0, left)])
        left -= len(slide.text)
    return found


def page(slide: Slide, text: str, told: dict[str, Any] | None, folder: Path) -> MadePage:
    picture = MadePicture(folder / Path(told["file"]).name, int(told["width"]), int(told["height"])) if told else None
    thumbnail = folder / Path(told["thumbnail"]).name if told else None
    return MadePage(slide.number, slide.title, text, html_of(slide.blocks) if text else "", slide.notes, picture, thumbnail)


def html_of(blocks: Sequence[Block]) -> str:
    """Lists, paragraphs and tables; every word escaped, no attribute but the scope of a table's head."""
    return "".join(_html(kind, list(group)) for kind, group in groupby(blocks, lambda block: block.kind))


def _html(kind: str, blocks: list[Block]) -> str:
    if kind in ("ul", "ol"):
        return _entries(kind, blocks)
    if kind == "table":
        return "".join(_table(block.rows) for block in blocks)
    frame = "<figure><figcaption>{}</figcaption></figure>" if kind == "alt" else "<p>{}</p>"
    return "".join(frame.format(escape(block.text)) for block in blocks)


def _entries(kind: str, blocks: list[Block]) -> str:
    """Entries of a deeper level are a list inside the entry before them."""
    done, index = [], 0
    base = min(block.level for block in blocks)
    while index < len(blocks):
        deeper = index + 1
        while deeper < len(blocks) and blocks[deeper].level > base:
            deeper += 1
        first = blocks[index]
        inner = blocks[index + 1 : deeper] if first.level == base else blocks[index:deeper]
        words_ = escape(first.text) if first.level == base else ""
        done.append(f"<li>{words_}{_entries(kind, inner) if inner else ''}</li>")
        index = deeper
    return f"<{kind}>{''.join(done)}</{kind}>"


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *others = rows
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in others)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
