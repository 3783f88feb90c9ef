"""Headings: which level each one has on the page, and what looks like one where the author has used no styles."""

from collections.abc import Sequence
from re import compile

LAST = 6
NAMED = compile(r"(?:heading|标题|標題|überschrift)\s*([1-9])", 2)
TITLES = {"title", "标题", "標題", "文档标题", "大标题"}
CHAPTER = compile(r"第\s*[0-9〇零一二三四五六七八九十百]+\s*(?:章|篇|部分|单元|讲|课)")
PATTERNS = ((CHAPTER, 1), (compile(r"[一二三四五六七八九十]+、"), 1), (compile(r"[（(][一二三四五六七八九十]+[）)]"), 2), (compile(r"\d+(?:\.\d+)+\s*\S"), 3))
CONTENTS = ("toc ", "目录 ")  # how the styles of a table of contents begin
CAPTION = compile(r"\s*(?:表|Table)\s*[0-9一二三四五六七八九十]")  # a line that names the table below it
LONGEST = 40  # characters of a line that may be a heading without a style
UNFINISHED = "。；，、：！？.;,:!?…"  # what ends like this is a sentence, or leads to what follows


def level_of_style(name: str) -> int | None:
    """The level from 1 that a style's name gives, 0 for the title of the whole, None for ordinary text."""
    plain = name.strip().lower()
    if plain in TITLES:
        return 0
    found = NAMED.fullmatch(plain)
    return int(found[1]) if found else None


def level_of_words(text: str) -> int | None:
    """The level that the beginning of a line gives: 一、 and 第二讲 stand over （一）, and that over 1.1."""
    return next((level for pattern, level in PATTERNS if pattern.match(text.strip())), None)


def may_be_heading(text: str) -> bool:
    """Whether a line that stands out by its print may be a heading."""
    text = text.strip()
    return 0 < len(text) <= LONGEST and text[-1] not in UNFINISHED


def fitted(levels: Sequence[int], top: int = 2) -> list[int]:
    """The levels on the page, from `top` to 6: the order among them is kept, and none is skipped on the way down."""
    open_: list[int] = []
    found = []
    for level in levels:
        while open_ and open_[-1] >= level:
            open_.pop()
        open_.append(level)
        found.append(min(top + len(open_) - 1, LAST))
    return found
