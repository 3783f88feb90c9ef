"""A short Word file of a topic: a title and paragraphs."""

from __future__ import annotations

from collections.abc import Iterable

from docx import Document

from demo.files.steady import saved, sign


def note(title: str, texts: Iterable[str]) -> bytes:
    """The file as .docx, the same bytes in every run."""
    document = Document()
    sign(document.core_properties, title=title, author="方兴社区学院", subject="方兴社区学院")
    document.add_heading(title, level=1)
    for text in texts:
        for line in filter(None, text.splitlines()):
            document.add_paragraph(line)
    return saved(document)
