"""The small markup of the demo's texts: headings (`## `), bullets (`- `), steps (`1. `), table rows (`| a | b |`), paragraphs. No Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

_STEP = re.compile(r"\d+\. ")


@dataclass(frozen=True)
class Block:
    """A run of lines of one kind: "heading", "bullets", "steps", "table" or "paragraph". A table's first row is its head."""

    kind: str
    lines: tuple[str, ...]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(cell.strip() for cell in line.strip("|").split("|")) for line in self.lines)


def parse(text: str) -> list[Block]:
    """The blocks of a text, in order. Headings and paragraphs are one line each."""
    blocks: list[Block] = []
    for kind, lines in groupby(text.strip().splitlines(), _kind):
        if kind in ("heading", "paragraph"):
            blocks += [Block(kind, (_bare(line),)) for line in lines]
        elif kind:
            blocks.append(Block(kind, tuple(_bare(line) for line in lines)))
    return blocks


def to_html(text: str) -> str:
    """The text as the rich text of a page: `h3`, `p`, `ul`, `ol`. A table becomes a list, since rich text here has no tables."""
    return "".join(_html(block) for block in parse(text))


def goals(text: str) -> list[str]:
    """The first list of a text: what people can do afterwards."""
    return next((list(block.lines) for block in parse(text) if block.kind == "bullets"), [])


def _kind(line: str) -> str:
    if line.startswith("## "):
        return "heading"
    if line.startswith("- "):
        return "bullets"
    if line.startswith("|"):
        return "table"
    if _STEP.match(line):
        return "steps"
    return "paragraph" if line.strip() else ""


def _bare(line: str) -> str:
    if line.startswith("|"):
        return line.strip()
    return _STEP.sub("", line.removeprefix("## ").removeprefix("- "), count=1).strip()


def _html(block: Block) -> str:
    if block.kind == "heading":
        return f"<h3>{escape(block.lines[0], quote=False)}</h3>"
    if block.kind == "paragraph":
        return f"<p>{escape(block.lines[0], quote=False)}</p>"
    tag = "ol" if block.kind == "steps" else "ul"
    items = _table_items(block) if block.kind == "table" else (escape(line, quote=False) for line in block.lines)
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


def _table_items(block: Block) -> Iterator[str]:
    """Each row as a line: the first cell in bold, then the others, each named by its column where the column says something new."""
    head, *rows = block.rows
    for first, *others in rows:
        said = "；".join(f"{name}：{cell}" for name, cell in zip(head[1:], others, strict=True) if cell)
        yield f"<b>{escape(first, quote=False)}</b>" + (f" {escape(said, quote=False)}" if said else "")
