"""Turns what mammoth made of a Word file into the HTML of an accessible page: headings without gaps, tables with heads, nothing that may act.

Top-level elements stand one a line. A picture is `<img src="@3">`, an anchor `id="@h-1"`: who shows the page gives both an address (`reading.showing`).
Runs in the child process only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag

from courses.catalogue.reading.allowed import HEADINGS, SCHEMES, clean
from courses.catalogue.reading.word_xml import CLOSE, OPEN
from courses.catalogue.rules.headings import CAPTION, fitted

COUNT = re.compile(f"{OPEN}([1aAiI])(\\d+){CLOSE}")
SPACES = re.compile(r"[ \t\r\n\f\v]+")
BLOCKS = {"p", "ul", "ol", "table", "div", "blockquote", *HEADINGS}
TYPED = re.compile(r"\s*(?:(?P<number>\d{1,3})(?:[.．](?!\d)|、)|[•●◆■▪◇○·])\s*(?=\S)")


@dataclass
class Paper:
    """The page: `lines` are its top-level elements, `headings` (level, anchor, words)."""

    lines: list[str] = field(default_factory=list)
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    text: str = ""
    cut_short: bool = False


def paper_of(html: str, most: int) -> Paper:
    """The page of mammoth's HTML, with at most about `most` characters of text."""
    soup = BeautifulSoup(html, "html.parser")
    for step in (set_counts, wrap_loose, gather_typed, mend_notes, mend_anchors, mend_tables, mend_headings, drop_empty):
        step(soup)
    paper = Paper(headings=anchored(soup))
    return filled(paper, soup, most)


def set_counts(soup: BeautifulSoup) -> None:
    """The numbers that Word shows; those of a browser go on after other text where Word's begin anew, and the other way round."""
    for item in soup.find_all("li"):
        own = next((text for text in item.find_all(string=True) if text.strip()), None)
        found = COUNT.match(own) if own else None
        natural = previous_count(item) + 1
        if found and int(found[2]) != natural:
            item["value"] = found[2]
        if found and found[1] != "1" and item.parent:
            item.parent["type"] = found[1]
        item["data-count"] = found[2] if found else str(natural)
    for text in soup.find_all(string=COUNT):
        text.replace_with(COUNT.sub("", text))
    for item in soup.find_all("li"):
        del item["data-count"]


def previous_count(item: Tag) -> int:
    before = item.find_previous_sibling("li")
    return int(str(before["data-count"])) if before else 0


def wrap_loose(soup: BeautifulSoup) -> None:
    """Whatever stands loose on the page is a paragraph."""
    for node in list(soup.contents):
        if isinstance(node, NavigableString):
            if node.strip():
                node.wrap(soup.new_tag("p"))
            else:
                node.extract()
        elif isinstance(node, Tag) and node.name not in BLOCKS:
            node.wrap(soup.new_tag("p"))


def gather_typed(soup: BeautifulSoup) -> None:
    """Paragraphs that their author has numbered by hand (1. 2. 3.) are a list all the same; so are lines that begin with a dot."""
    for paragraph in [tag for tag in soup.find_all("p") if tag.parent is soup]:
        if paragraph.parent is not soup:
            continue  # it is in a list already
        rows = following(paragraph)
        if len(rows) > 1:
            into_list(soup, rows)


def following(paragraph: Tag) -> list[tuple[Tag, int, int]]:
    """The paragraph and those after it that go on counting: each with its number (0: a dot) and the length of its mark."""
    rows: list[tuple[Tag, int, int]] = []
    node: Any = paragraph
    while isinstance(node, Tag) and node.name == "p" and (mark := TYPED.match(node.get_text())):
        number = int(mark["number"] or 0)
        if rows and number != (rows[-1][1] + 1 if rows[-1][1] else 0):
            break
        rows.append((node, number, mark.end()))
        node = node.find_next_sibling()
    return rows


def into_list(soup: BeautifulSoup, rows: list[tuple[Tag, int, int]]) -> None:
    number = rows[0][1]
    whole = soup.new_tag("ol" if number else "ul")
    if number > 1:
        whole["start"] = str(number)
    rows[0][0].insert_before(whole)
    for paragraph, _, length in rows:
        strip_mark(paragraph, length)
        paragraph.name = "li"
        whole.append(paragraph.extract())


def strip_mark(paragraph: Tag, length: int) -> None:
    for text in list(paragraph.find_all(string=True)):
        if length <= 0:
            return
        text.replace_with(text[length:])
        length -= len(text)


def mend_notes(soup: BeautifulSoup) -> None:
    """Footnotes stand at the end, in a part of their own."""
    for notes in soup.find_all("ol", recursive=False):
        first = notes.find("li", recursive=False)
        if isinstance(first, Tag) and re.fullmatch(r"@?(footnote|endnote)-\d+", str(first.get("id", ""))):
            box = soup.new_tag("div", attrs={"class": "paper-notes"})
            notes.wrap(box)


def mend_anchors(soup: BeautifulSoup) -> None:
    """Marks to which nothing leads go; links to nowhere become words."""
    wanted = {str(link["href"])[1:] for link in soup.find_all("a", href=True) if str(link["href"]).startswith("#")}
    there = {str(tag["id"]) for tag in soup.find_all(id=True)}
    for tag in soup.find_all(id=True):
        if tag["id"] not in wanted:
            del tag["id"]
    for link in soup.find_all("a"):
        href = str(link.get("href", ""))
        leads = href[1:] in there if href.startswith("#") else urlsplit(href).scheme.lower() in SCHEMES
        if not leads and not link.get("id"):
            link.unwrap()


def mend_tables(soup: BeautifulSoup) -> None:
    for table in soup.find_all("table"):
        cells = table.find_all(["td", "th"])
        if len(cells) <= 1:
            box_of(table, cells)
            continue
        set_heads(table)
        for cell in cells:
            only_paragraph(cell)
        if table.find_parent("table") is None:
            take_caption(soup, table)
            table.wrap(soup.new_tag("div", attrs={"class": "paper-table"}))


def box_of(table: Tag, cells: list[Tag]) -> None:
    """A table of one cell is a frame around text."""
    for part in table.find_all(["thead", "tbody", "tr", "td", "th"]):
        part.unwrap()
    table.name, table.attrs = "div", {"class": "paper-box"}


def set_heads(table: Tag) -> None:
    """Heads of columns, and of rows where the first column stands bold and the other cells do not."""
    for cell in table.find_all("th"):
        name_as_head(cell, "col")
    rows = [row for row in table.find_all("tr") if row.find_parent("thead") is None and row.find_parent("table") is table]
    cells = [row.find_all(["td", "th"], recursive=False) for row in rows]
    first = [row[0] for row in cells if len(row) > 1]
    others = [cell for row in cells for cell in row[1:]]
    if len(first) > 1 and all(is_bold(cell) for cell in first) and not any(is_bold(cell) for cell in others):
        for cell in first:
            name_as_head(cell, "row")


def name_as_head(cell: Tag, scope: str) -> None:
    """An empty corner is no head."""
    if not cell.get_text(strip=True):
        cell.name = "td"
        return
    cell.name, cell["scope"] = "th", scope
    for strong in cell.find_all("strong"):
        strong.unwrap()


def is_bold(cell: Tag) -> bool:
    words = [text for text in cell.find_all(string=True) if text.strip()]
    return bool(words) and all(text.find_parent("strong") for text in words)


def only_paragraph(cell: Tag) -> None:
    inside = [child for child in cell.children if not (isinstance(child, NavigableString) and not child.strip())]
    if len(inside) == 1 and isinstance(inside[0], Tag) and inside[0].name == "p":
        inside[0].unwrap()


def take_caption(soup: BeautifulSoup, table: Tag) -> None:
    """A line such as 表 1 right above is the table's name."""
    before = table.find_previous_sibling()
    if isinstance(before, Tag) and before.name == "p" and CAPTION.match(before.get_text()) and len(before.get_text()) <= 60:
        caption = soup.new_tag("caption")
        caption.string = before.get_text().strip()
        table.insert(0, caption)
        before.decompose()


def mend_headings(soup: BeautifulSoup) -> None:
    found = [tag for tag in soup.find_all(HEADINGS) if tag.get_text(strip=True)]
    for tag, level in zip(found, fitted([int(tag.name[1]) for tag in found]), strict=True):
        tag.name = f"h{level}"
        for strong in tag.find_all("strong"):
            strong.unwrap()


def drop_empty(soup: BeautifulSoup) -> None:
    """Empty lines are how people make room; the page has its own."""
    for tag in reversed(soup.find_all(["p", "li", "div", "blockquote", "ul", "ol", *HEADINGS])):
        if not tag.get_text(strip=True) and not tag.find(["img", "table"]):
            tag.decompose()


def anchored(soup: BeautifulSoup) -> list[tuple[int, str, str]]:
    """Gives each heading outside of tables an anchor; answers the table of contents."""
    found = []
    for number, tag in enumerate(soup.find_all(HEADINGS), start=1):
        if tag.find_parent("table") is None:
            tag["id"] = f"@h-{number}"
            found.append((int(tag.name[1]), f"h-{number}", words_of(tag)[:200]))
    return found


def words_of(tag: Tag) -> str:
    return SPACES.sub(" ", tag.get_text()).strip()


def filled(paper: Paper, soup: BeautifulSoup, most: int) -> Paper:
    """Line by line until the page is full."""
    texts, size = [], 0
    for node in soup.find_all(True, recursive=False):
        size += len(node.get_text())
        if size > most:
            paper.cut_short = True
            break
        line = SPACES.sub(" ", clean(str(node))).strip()
        if line:
            paper.lines.append(line)
            texts.extend(lines_of(node))
    anchors = set(re.findall(r'id="@(h-\d+)"', "".join(paper.lines))) if paper.cut_short else {anchor for _, anchor, _ in paper.headings}
    paper.headings = [heading for heading in paper.headings if heading[1] in anchors]
    paper.text = "\n".join(texts)
    return paper


def lines_of(node: Tag) -> Iterator[str]:
    """The words of a block, a line for each paragraph, item and cell."""
    parts: Any = node.find_all(["p", "li", "td", "th", "caption"]) or [node]
    for part in parts:
        text = words_of(part)
        if text and not part.find(["p", "li", "td", "th"]):
            yield text
