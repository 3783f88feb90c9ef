"""Blocks of a page as HTML, whether they were printed or recognised."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby

from courses.catalogue.rules.layout import Block

ITEMS = ("dot", "number")


def elements(blocks: Sequence[Block], element: Callable[[Block], str]) -> Iterator[str]:
    """Top-level elements, one a line: items that follow each other are one list, everything else is made by `element` ("": nothing)."""
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind in ITEMS:
            yield list_of(list(group))
        else:
            yield from filter(None, map(element, group))


def list_of(blocks: Sequence[Block]) -> str:
    if blocks[0].kind == "dot":
        return "<ul>" + "".join(f"<li>{escape(block.text)}</li>" for block in blocks) + "</ul>"
    items, expected = [], 1
    for block in blocks:
        value = f' value="{block.number}"' if block.number != expected else ""
        items.append(f"<li{value}>{escape(block.text)}</li>")
        expected = block.number + 1
    return f"<ol>{''.join(items)}</ol>"
