"""The guides (指南): short Markdown files in docs/guides, readable there and served at /help/. Only what they use of Markdown is known here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

NAMES = ("learner", "teacher", "staff", "committee")
LANGUAGES = ("zh-hans", "en")
_PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\((/[^)\s]*)\)")  # to pages of this site only
_STEP = re.compile(r"(?:\d+\.|-) (.+)")


@dataclass(frozen=True)
class Guide:
    """One guide: its name in the address, its title, its first sentence, and the rest as HTML."""

    name: str
    title: str
    lead: SafeString
    body: SafeString
    pictures: tuple[str, ...]


@lru_cache(maxsize=16)
def guide(name: str, language: str) -> Guide:
    """A guide by its name in NAMES, in one of LANGUAGES (any other: English)."""
    chosen = language if language in LANGUAGES else "en"
    text = (settings.BASE_DIR / "docs" / "guides" / f"{name}.{chosen}.md").read_text(encoding="utf-8")
    title, lead, *blocks = [block.strip() for block in text.split("\n\n") if block.strip()]
    pictures = tuple(PurePosixPath(match["path"]).name for match in _PICTURE.finditer(text))
    return Guide(name, title.removeprefix("# "), mark_safe(_line(lead)), mark_safe("\n".join(map(_html, blocks))), pictures)  # noqa: S308 (every part is escaped below)


def _html(block: str) -> str:
    """One block of Markdown as HTML."""
    if block.startswith("## "):
        return f"<h2>{_line(block[3:])}</h2>"
    if picture := _PICTURE.fullmatch(block):
        return _figure(picture["alt"], PurePosixPath(picture["path"]).name)
    steps = [_STEP.fullmatch(line) for line in block.splitlines()]
    if all(steps):
        kind = "ol" if block[0].isdigit() else "ul"
        return f"<{kind}>{''.join(f'<li>{_line(step[1])}</li>' for step in steps if step)}</{kind}>"
    return f"<p>{_line(' '.join(block.splitlines()))}</p>"


def _figure(alt: str, name: str) -> str:
    return format_html('<figure class="guide__picture"><img src="{}" alt="{}" loading="lazy"></figure>', static(f"college/help/{name}"), alt)


def _line(text: str) -> str:
    """A line with bold words and links; everything else is text."""
    return _LINK.sub(r'<a href="\2">\1</a>', _BOLD.sub(r"<strong>\1</strong>", escape(text)))
