"""The Word papers of a course: outline, lesson plan and handout, with headings, lists and ruled tables, in type that elders can read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from demo import content
from demo.content import CourseText
from demo.files import colours
from demo.files.steady import saved, sign
from demo.markup import Block, parse

# kind: (its name, the size of its text in points, whether the units are listed)
PAPERS: dict[str, tuple[str, int, bool]] = {"outline": ("大纲", 14, True), "lesson_plan": ("教案", 12, False), "handout": ("讲义", 16, False)}
TEXT_FACE, DISPLAY_FACE = "Microsoft YaHei", "STZhongsong"


def paper(course: CourseText, kind: str) -> bytes:
    """One of the papers of a course as a .docx; `kind` is a key of PAPERS."""
    name, size, with_units = PAPERS[kind]
    document = Document()
    _prepare(document, course, name, size)
    document.add_heading(f"{course.title}　{name}", level=0)
    _facts(document, course, kind)
    for block in parse(getattr(course, kind)):
        _WRITERS[block.kind](document, block, course)
    if with_units:
        _units(document, course)
    return saved(document)


def sheet(title: str, body: str) -> bytes:
    """A plain Word file of one page: a head and its lines."""
    document = Document()
    sign(document.core_properties, title=title, author="", subject="方兴社区学院")
    _style(document, "Normal", TEXT_FACE, 14, colours.INK)
    document.add_heading(title, level=0)
    for line in body.strip().splitlines():
        document.add_paragraph(line)
    return saved(document)


def _prepare(document: Any, course: CourseText, name: str, size: int) -> None:
    """Page, faces, colours of headings, header; A4 with room for a thumb."""
    author = content.teacher(course.teacher).name
    sign(document.core_properties, title=f"{course.title} {name}", author=author, subject="方兴社区学院")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    _style(document, "Normal", TEXT_FACE, size, colours.INK)
    document.styles["Normal"].paragraph_format.line_spacing = 1.5
    _style(document, "Title", DISPLAY_FACE, 24, colours.SCHOOL[course.school])
    _style(document, "Heading 2", DISPLAY_FACE, size + 4, colours.SCHOOL[course.school])
    header = section.header.paragraphs[0]
    header.text = f"方兴社区学院 · {content.school(course.school).name}"
    header.runs[0].font.size = Pt(11)


def _style(document: Any, name: str, face: str, size: int, colour: str) -> None:
    style = document.styles[name]
    style.font.name, style.font.size, style.font.color.rgb = face, Pt(size), RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[theme]
    for slot in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(slot), face)


def _facts(document: Any, course: CourseText, kind: str) -> None:
    teacher = content.teacher(course.teacher)
    facts = [f"主讲：{teacher.name}（{teacher.title}）", f"适合：{course.audience}"]
    if kind == "lesson_plan":
        facts = [facts[0], "本教案供老师和教务使用，不发给学员。"]
    for fact in facts:
        document.add_paragraph(fact).paragraph_format.space_after = Pt(2)


def _heading(document: Any, block: Block, course: CourseText) -> None:
    document.add_heading(block.lines[0], level=2)


def _paragraph(document: Any, block: Block, course: CourseText) -> None:
    document.add_paragraph(block.lines[0])


def _bullets(document: Any, block: Block, course: CourseText) -> None:
    for line in block.lines:
        document.add_paragraph(line, style="List Bullet")


def _steps(document: Any, block: Block, course: CourseText) -> None:
    """Numbers are written out: Word would go on counting from one list to the next."""
    for number, line in enumerate(block.lines, start=1):
        step = document.add_paragraph(f"{number}. {line}")
        step.paragraph_format.left_indent, step.paragraph_format.first_line_indent = Cm(0.9), Cm(-0.9)


def _table(document: Any, block: Block, course: CourseText) -> None:
    rows = block.rows
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row_number, row in enumerate(rows):
        for cell, text in zip(table.rows[row_number].cells, row, strict=True):
            cell.text = text
            if row_number == 0:
                cell.paragraphs[0].runs[0].font.bold = True
                _shade(cell, colours.TINT[course.school])
    _repeat_head(table.rows[0])
    document.add_paragraph()


def _shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat_head(row: Any) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)


def _units(document: Any, course: CourseText) -> None:
    document.add_heading("课次安排", level=2)
    rows = ("| 讲次 | 内容 |", *(f"| {unit.title} | {unit.summary} |" for unit in course.units))
    _table(document, Block("table", rows), course)


_WRITERS: dict[str, Callable[[Any, Block, CourseText], None]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "bullets": _bullets,
    "steps": _steps,
    "table": _table,
}
