"""Written parts as files of their own: a page that any browser shows, and back; only the markup that our editor knows comes in."""

from __future__ import annotations

import re
from html import escape

import nh3

KEY = re.compile(r"[a-z0-9]{1,12}")
TAGS = {"p", "br", "h3", "h4", "b", "ol", "ul", "li", "a", "hr"}
SAME = {"h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "strong": "b", "div": "p"}  # read as
BODY = re.compile(r"<body[^>]*>\n?(.*?)\n?</body\s*>", re.IGNORECASE | re.DOTALL)
TITLE = re.compile(r"<title[^>]*>(.*?)</title\s*>", re.IGNORECASE | re.DOTALL)


def page(title: str, html: str) -> str:
    """A whole page around a written part."""
    head = f'<!doctype html>\n<html lang="zh-Hans">\n<head><meta charset="utf-8"><title>{escape(title)}</title></head>'
    return f"{head}\n<body>\n{html}\n</body>\n</html>\n"


def written(text: str) -> str:
    """The written part of a page, whoever made it: scripts, styles, pictures and everything that acts are gone."""
    body = BODY.search(text)
    return clean(body.group(1) if body else text)


def title_of(text: str) -> str:
    """What a page calls itself, as plain text."""
    found = TITLE.search(text)
    return nh3.clean(found.group(1), tags=set()).strip() if found else ""


def clean(html: str) -> str:
    """Only what the editor of this room can write."""
    kept = nh3.clean(
        html,
        tags=TAGS | SAME.keys(),
        attributes={"a": {"href"}, **{tag: {"data-block-key"} for tag in TAGS - {"a", "br"}}},
        attribute_filter=_kept,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    for foreign, ours in SAME.items():
        kept = re.sub(rf"<(/?){foreign}(?=[\s>])", rf"<\1{ours}", kept)
    return re.sub(r"<(hr|br)([^>]*)>", r"<\1\2/>", kept).strip()  # as our editor writes them


def _kept(tag: str, name: str, value: str) -> str | None:
    return value if name == "href" or KEY.fullmatch(value) else None
