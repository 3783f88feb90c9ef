"""Makes the XML of a Word file say plainly what its author sees: headings by whatever style, numbers as they are counted, nothing hidden, nothing from afar.

mammoth knows English styles and counts lists as a browser does; Word and WPS in Chinese name, number and hide things in ways of their own.
Runs in the child process only.
"""

from copy import deepcopy
from statistics import mode
from typing import Any

from lxml import etree

from courses.catalogue.reading.word_styles import Names, Styles, counter_of, outline_level, whole
from courses.catalogue.rules.headings import CONTENTS, level_of_words, may_be_heading

HEADING, TITLE = "PaperHeading", "PaperTitle"  # the style ids that we give
OPEN, CLOSE = "\ue000", "\ue001"  # around form and number of a list's paragraph, which mammoth would count anew
STRICT = "http://purl.oclc.org/ooxml/"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LARGER = 1.15  # than the text around it: stands out


class Simplifier:
    """Rewrites one document.xml in place."""

    def __init__(self, root: Any, styles: Any | None, numbering: Any | None) -> None:
        self.root, self.w = root, Names.of(root)
        self.styles, self.counter = Styles(styles), counter_of(numbering)

    def run(self) -> None:
        self.drop_hidden()
        self.drop_tables_of_contents()
        self.write_formulas()
        self.mark_header_rows()
        paragraphs = list(self.root.iter(self.w("p")))
        levels = {paragraph: self.level_of(paragraph) for paragraph in paragraphs}
        if not any(level for level in levels.values()):
            levels |= self.guessed([paragraph for paragraph in paragraphs if levels[paragraph] is None])
        for paragraph in paragraphs:
            self.write_number(paragraph, is_heading=levels[paragraph] is not None)
            self.style(paragraph, levels[paragraph])

    def drop_hidden(self) -> None:
        """Text that the author has hidden, and pictures that lie elsewhere."""
        for run in [run for run in self.root.iter(self.w("r")) if self.w.is_on(run, "rPr/vanish")]:
            _drop(run)
        for element in self.root.iter():
            for name in [key for key in element.attrib if key == RELATIONS + "link" or (key.startswith("{" + STRICT) and key.endswith("}link"))]:
                del element.attrib[name]

    def drop_tables_of_contents(self) -> None:
        """The page has one of its own, without page numbers."""
        for gallery in list(self.root.iter(self.w("docPartGallery"))):
            if gallery.get(self.w("val")) == "Table of Contents":
                _drop(next(gallery.iterancestors(self.w("sdt")), None))
        for paragraph in list(self.root.iter(self.w("p"))):
            name = self.styles.name(self.style_of(paragraph))
            if name.startswith(CONTENTS) or name in ("toc heading", "table of figures"):
                _drop(paragraph)

    def write_formulas(self) -> None:
        """A formula in one line: better than none."""
        for formula in list(self.root.iter(M + "oMath")):
            text = "".join(piece.text or "" for piece in formula.iter(M + "t"))
            parent = formula.getparent()
            parent.replace(formula, self.run_of(text))
            if parent.tag == M + "oMathPara":
                _unwrap(parent)

    def run_of(self, text: str) -> Any:
        run = etree.Element(self.w("r"))
        etree.SubElement(run, self.w("t")).text = text
        return run

    def mark_header_rows(self) -> None:
        """A first row that is shaded or bold throughout is the head, also where nobody has said that it repeats."""
        for table in self.root.iter(self.w("tbl")):
            rows = table.findall(self.w("tr"))
            if len(rows) > 1 and self.w.value(rows[0], "trPr/tblHeader") is None and self.is_head(rows[0]) and not self.is_head(rows[1]):
                properties = rows[0].find(self.w("trPr"))
                if properties is None:
                    properties = etree.Element(self.w("trPr"))
                    rows[0].insert(0, properties)
                etree.SubElement(properties, self.w("tblHeader"))

    def is_head(self, row: Any) -> bool:
        cells = row.findall(self.w("tc"))
        return bool(cells) and (all(self.is_shaded(cell) for cell in cells) or all(self.stands_bold(cell) for cell in cells))

    def is_shaded(self, cell: Any) -> bool:
        fill = (self.w.value(cell, "tcPr/shd", "fill") or "auto").lower()
        return fill not in ("auto", "ffffff")

    def stands_bold(self, element: Any) -> bool:
        """All its words are bold, and there are some."""
        runs = [run for run in element.iter(self.w("r")) if _words(self.w, run).strip()]
        return bool(runs) and all(self.w.is_on(run, "rPr/b") for run in runs)

    def style_of(self, paragraph: Any) -> str:
        return self.w.value(paragraph, "pPr/pStyle") or self.styles.default

    def level_of(self, paragraph: Any) -> int | None:
        direct = self.w.value(paragraph, "pPr/outlineLvl")
        return outline_level(direct) if direct is not None else self.styles.level(self.style_of(paragraph))

    def guessed(self, paragraphs: list[Any]) -> dict[Any, int | None]:
        """Without any style of a heading: short lines in bold or larger print, outside of tables and lists, by how they begin."""
        sizes = {paragraph: self.size_of(paragraph) for paragraph in paragraphs}
        printed = [size for paragraph, size in sizes.items() for _ in range(len(_words(self.w, paragraph)) // 10) if size]
        usual = mode(printed) if printed else 0
        found: dict[Any, int | None] = {}
        for paragraph in paragraphs:
            text = _words(self.w, paragraph)
            stands_out = self.stands_bold(paragraph) or (usual and sizes[paragraph] >= LARGER * usual)
            if stands_out and may_be_heading(text) and not self.is_inside(paragraph) and self.list_of(paragraph) is None:
                found[paragraph] = level_of_words(text) or 1
        return self.with_title(found, sizes)

    def with_title(self, found: dict[Any, int | None], sizes: dict[Any, float]) -> dict[Any, int | None]:
        """The first line, larger than all other headings, is the title of the whole."""
        first = next((paragraph for paragraph in sizes if _words(self.w, paragraph).strip()), None)
        if first in found and len(found) > 1 and sizes[first] > max(sizes[other] for other in found if other is not first):
            found[first] = 0
        return found

    def size_of(self, paragraph: Any) -> float:
        """The largest print in it, in half points; 0 where nothing is said."""
        said = [self.w.value(run, "rPr/sz") for run in paragraph.iter(self.w("r")) if _words(self.w, run).strip()]
        style = self.styles.said(self.style_of(paragraph), "rPr/sz")
        return max((whole(size or style, 0) for size in said), default=0)

    def is_inside(self, paragraph: Any) -> bool:
        return next(paragraph.iterancestors(self.w("tc"), self.w("txbxContent")), None) is not None

    def list_of(self, paragraph: Any) -> tuple[str, int] | None:
        """The list of a paragraph and its depth: its own, or that of its style."""
        number, depth = self.w.value(paragraph, "pPr/numPr/numId"), self.w.value(paragraph, "pPr/numPr/ilvl")
        style = self.style_of(paragraph)
        number = number if number is not None else self.styles.said(style, "pPr/numPr/numId")
        depth = depth if depth is not None else self.styles.said(style, "pPr/numPr/ilvl")
        known = number not in (None, "0") and number in self.counter.levels
        return (str(number), whole(depth, 0)) if known else None

    def write_number(self, paragraph: Any, *, is_heading: bool) -> None:
        """Writes the number where a list of a browser would show another one."""
        place = self.list_of(paragraph)
        if place is None or not _words(self.w, paragraph).strip():
            return
        level = self.counter.level(*place)
        if level.is_bullet:
            if is_heading:
                self.leave_list(paragraph)
            return
        count, label = self.counter.next(*place)
        if level.natural and not is_heading:
            self.begin_with(paragraph, f"{OPEN}{level.natural}{count}{CLOSE}")
            return
        self.begin_with(paragraph, f"{label} " if label[-1:].isalnum() or label[-1:] == "." else label)
        self.leave_list(paragraph)

    def begin_with(self, paragraph: Any, text: str) -> None:
        run = self.run_of(text)
        run[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        properties = paragraph.find(self.w("pPr"))
        first = next((run for run in paragraph.iter(self.w("r")) if _words(self.w, run).strip()), None)
        if first is not None and first.find(self.w("rPr")) is not None:
            run.insert(0, deepcopy(first.find(self.w("rPr"))))
        paragraph.insert(0 if properties is None else list(paragraph).index(properties) + 1, run)

    def leave_list(self, paragraph: Any) -> None:
        properties = self.properties_of(paragraph)
        for old in properties.findall(self.w("numPr")):
            properties.remove(old)
        numbering = etree.SubElement(properties, self.w("numPr"))
        for name in ("ilvl", "numId"):
            etree.SubElement(numbering, self.w(name)).set(self.w("val"), "0")

    def style(self, paragraph: Any, level: int | None) -> None:
        """Our own style ids for headings; no style else, so that no name of a style means anything to mammoth."""
        properties = self.properties_of(paragraph)
        place = self.list_of(paragraph)
        for old in properties.findall(self.w("pStyle")):
            properties.remove(old)
        if level is not None:
            self.leave_list(paragraph)
            etree.SubElement(properties, self.w("pStyle")).set(self.w("val"), f"{HEADING}{level}" if level else TITLE)
        elif place and self.w.value(paragraph, "pPr/numPr/numId") is None:
            self.keep_list(properties, *place)

    def keep_list(self, properties: Any, number: str, depth: int) -> None:
        """The list of the style that has just gone."""
        numbering = etree.SubElement(properties, self.w("numPr"))
        etree.SubElement(numbering, self.w("ilvl")).set(self.w("val"), str(depth))
        etree.SubElement(numbering, self.w("numId")).set(self.w("val"), number)

    def properties_of(self, paragraph: Any) -> Any:
        found = paragraph.find(self.w("pPr"))
        if found is None:
            found = etree.Element(self.w("pPr"))
            paragraph.insert(0, found)
        return found


def _words(w: Names, element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(w("t")))


def _drop(element: Any | None) -> None:
    if element is not None and element.getparent() is not None:
        element.getparent().remove(element)


def _unwrap(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    place = list(parent).index(element)
    for child in reversed(list(element)):
        parent.insert(place, child)
    parent.remove(element)
