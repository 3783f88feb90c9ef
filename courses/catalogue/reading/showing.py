"""A reading as a page shows it: addresses for its pictures and anchors, words in the reader's language, headings that fit below those of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import count

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from courses.catalogue.models import CourseDocument, Reading, ReadingPage
from courses.catalogue.reading.made import Heading
from courses.catalogue.rules.headings import LAST

IMAGE = re.compile(r'<img((?: [\w-]+="[^"]*")*)>')
ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
ANCHOR = re.compile(r' (id|href)="(#?)@')
TABLE = '<div class="paper-table">'
LEVEL = re.compile(r"<(/?)h([2-6])([ >])")
BACK = re.compile(r'(<a href="[^"]*ref-\d+"[^>]*)>↑</a>')
HEADING_TAG = re.compile(r'<h[2-6] id="@([\w-]+)"')
TAG = re.compile(r"<[^>]*>")
SPACES = re.compile(r"\s+")


@dataclass
class Paper:
    """What a template shows. `head` and `rest` are HTML, `rest` being what is folded away; `unread` counts pages whose words are still to be recognised."""

    head: str
    rest: str
    contents: list[Heading] = field(default_factory=list)
    pages: int = 0
    unread: int = 0


@dataclass
class Block:
    """A top-level element of the page, the anchors in it unfinished."""

    html: str
    size: int  # characters of text, pictures counting as some lines

    @classmethod
    def of(cls, html: str) -> Block:
        return cls(html, len(TAG.sub("", html)) + 400 * html.count("<img"))


def paper_of(document: CourseDocument, reading: Reading, *, top: int = 2, fold_at: int = 0) -> Paper:
    """The page of a document. `top` is the level of its highest headings; after about `fold_at` characters the rest is folded away (0: never)."""
    pages = list(reading.pages.all()) if reading.kind == "pdf" else []
    headings = [Heading(*row) for row in reading.headings]
    blocks = [Block.of(line) for line in reading.html.split("\n") if line]
    blocks, headings = without_title(blocks, headings, document.title)
    for page in pages:
        blocks.extend(blocks_of(page))
    show = Shower(document, shift=top - min((heading.level for heading in headings), default=top))
    head, rest = folded(blocks, fold_at)
    return Paper(
        SafeString("\n".join(show(block.html) for block in head)),  # allowed elements only, see `allowed.clean`
        SafeString("\n".join(show(block.html) for block in rest)),
        [Heading(show.level(heading.level), show.anchor(heading.anchor), heading.words) for heading in headings],
        len(pages),
        sum(page.unread for page in pages),
    )


def plain(text: str) -> str:
    return SPACES.sub("", unescape(text)).lower()


def without_title(blocks: list[Block], headings: list[Heading], title: str) -> tuple[list[Block], list[Heading]]:
    """The title of the file stands over the page already."""
    if blocks and headings and plain(headings[0].words) == plain(title) and (found := HEADING_TAG.match(blocks[0].html)) and found[1] == headings[0].anchor:
        return blocks[1:], headings[1:]
    return blocks, headings


def blocks_of(page: ReadingPage) -> list[Block]:
    """A page of a PDF: its mark, its picture where there is one, its text."""
    blocks = [Block(f'<p class="paper-mark" id="@page-{page.number}">{escape(_("Page %(number)d") % {"number": page.number})}</p>', 0)]
    lines = [Block.of(line) for line in page.html.split("\n") if line]
    if not page.picture:
        return blocks + lines
    size = f'width="{page.width}" height="{page.height}"'
    picture = f'<figure class="paper-page"><a href="@@{page.number}"><img src="@@{page.number}" alt="" {size}></a></figure>'
    return [*blocks, Block(picture, 1200), *recognised(page, lines)]


def recognised(page: ReadingPage, lines: list[Block]) -> list[Block]:
    """The words of a picture; said so, for a machine has read them."""
    if page.unread:
        return [Block(f'<p class="paper-said">{escape(_("The words on this page have not been recognised yet."))}</p>', 0)]
    if not lines:
        return []
    words = escape(_("The words on this page, recognised by a machine; there may be mistakes"))
    return [Block(f'<details class="paper-words" open><summary>{words}</summary>' + "".join(line.html for line in lines) + "</details>", 0)]


def folded(blocks: list[Block], fold_at: int) -> tuple[list[Block], list[Block]]:
    """Never for a little rest, and never right after a heading."""
    total = sum(block.size for block in blocks)
    if not fold_at or total <= fold_at * 3 // 2:
        return blocks, []
    size = 0
    for number, block in enumerate(blocks):
        if size >= fold_at and number and not blocks[number - 1].html.startswith(("<h", '<p class="paper-mark"')):
            return blocks[:number], blocks[number:]
        size += block.size
    return blocks, []


class Shower:
    """Finishes one line after another of a document's page."""

    def __init__(self, document: CourseDocument, shift: int) -> None:
        self.document, self.shift = document, shift
        self.prefix = f"d{document.pk}-"
        self.tables, self.pictures = count(1), count(1)

    def __call__(self, line: str) -> str:
        line = IMAGE.sub(self.image, line)
        line = line.replace(' href="@@', f' href="{self.address("page", "")}')
        line = ANCHOR.sub(lambda found: f' {found[1]}="{found[2]}{self.prefix}', line)
        line = LEVEL.sub(lambda found: f"<{found[1]}h{self.level(int(found[2]))}{found[3]}", line)
        line = BACK.sub(lambda found: f'{found[1]} aria-label="{escape(_("Back to the text"))}">↑</a>', line)
        return re.sub(re.escape(TABLE), lambda found: self.table(), line)

    def level(self, level: int) -> int:
        return max(2, min(level + self.shift, LAST))

    def anchor(self, anchor: str) -> str:
        return self.prefix + anchor

    def address(self, what: str, number: str) -> str:
        """Of a picture in the file, or of a page's; without a number the beginning of such addresses."""
        return reverse(f"catalogue:document_{what}", args=[self.document.pk, 0])[:-2] + (f"{number}/" if number else "")

    def table(self) -> str:
        label = escape(_("Table %(number)d; it can be moved sideways") % {"number": next(self.tables)})
        return f'<div class="paper-table" tabindex="0" role="region" aria-label="{label}">'

    def image(self, found: re.Match[str]) -> str:
        attributes = dict(ATTRIBUTE.findall(found[1]))
        source = attributes.get("src", "")
        if source.startswith("@@"):
            alt = _("Page %(number)s as a picture") % {"number": source[2:]}
            return self.tag(self.address("page", source[2:]), escape(alt), attributes)
        if not source.removeprefix("@").isdigit() or source == "@0":
            return f'<span class="paper-lost">{escape(_("A drawing that can only be seen in the file itself"))}{self.described(attributes)}</span>'
        number = next(self.pictures)
        alt = attributes.get("alt") or escape(_("Picture %(number)d, which the author has not described") % {"number": number})
        return self.tag(self.address("picture", source[1:]), alt, attributes)

    @staticmethod
    def described(attributes: dict[str, str]) -> str:
        return f" ({attributes['alt']})" if attributes.get("alt") else ""

    @staticmethod
    def tag(source: str, alt: str, attributes: dict[str, str]) -> str:
        size = "".join(f' {name}="{attributes[name]}"' for name in ("width", "height") if attributes.get(name, "").isdigit())
        return f'<img src="{source}" alt="{alt}"{size} loading="lazy" decoding="async">'
