"""The PPT of a course: a coloured title page with the school's lattice, then one thought a page in large type, with speaker notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from demo import content
from demo.content import CourseText, SlideText
from demo.files import colours
from demo.files.steady import saved, sign

COLLEGE = "方兴社区学院"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
_LEAD = re.compile(r"^(.{1,6}?)：(.+)$")  # “第一步：点开「设置」”: the part before the colon is set in the school's colour


@dataclass(frozen=True)
class Fonts:
    """The faces of the text and of titles. A renderer without Office's faces names its own."""

    text: str
    display: str


OFFICE = Fonts("Microsoft YaHei", "STZhongsong")


def deck(course: CourseText, fonts: Fonts = OFFICE) -> bytes:
    """The slides of a course as a .pptx, 16:9, one page for each slide of its content."""
    show = Presentation()
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    sign(show.core_properties, title=course.title, author=content.teacher(course.teacher).name, subject=COLLEGE)
    for number, slide in enumerate(course.slides, start=1):
        page = _title_page(show, course, slide, fonts) if number == 1 else _page(show, course, slide, fonts, number)
        page.notes_slide.notes_text_frame.text = slide.notes
    return saved(show)


def _title_page(show: Any, course: CourseText, slide: SlideText, fonts: Fonts) -> Any:
    page = show.slides.add_slide(show.slide_layouts[0])
    _ground(page, colours.COVER[course.school])
    _window(page, course.school)
    title, subtitle = page.placeholders[0], page.placeholders[1]
    _place(title, 0.9, 1.55, 8.6, 2.1, anchor=MSO_ANCHOR.BOTTOM)
    _write(title.text_frame.paragraphs[0], slide.title, 54 if len(slide.title) <= 12 else 46, colours.WHITE, fonts.display, bold=True)
    _place(subtitle, 0.9, 3.85, 8.6, 2.0)
    for index, line in enumerate(slide.bullets):
        paragraph = subtitle.text_frame.paragraphs[0] if index == 0 else subtitle.text_frame.add_paragraph()
        paragraph.space_after, paragraph.alignment = Pt(6), PP_ALIGN.LEFT
        _write(paragraph, line, 28, colours.PAPER, fonts.text)
    teacher = content.teacher(course.teacher)
    signed = f"{COLLEGE} · {content.school(course.school).name}　　主讲 {teacher.name}"
    _label(page, signed, 0.9, 6.5, 11, 24, colours.PAPER, fonts.text)
    return page


def _page(show: Any, course: CourseText, slide: SlideText, fonts: Fonts, number: int) -> Any:
    page = show.slides.add_slide(show.slide_layouts[1])
    colour = colours.SCHOOL[course.school]
    _ground(page, colours.PAPER)
    _box(page, MSO_SHAPE.RECTANGLE, 0, 0, 0.28, 7.5, colour)
    _box(page, MSO_SHAPE.RECTANGLE, 0.9, 1.62, 11.5, 0.03, colours.LINE)
    title, body = page.placeholders[0], page.placeholders[1]
    _place(title, 0.9, 0.5, 11.5, 1.05, anchor=MSO_ANCHOR.MIDDLE)
    _write(title.text_frame.paragraphs[0], slide.title, 42, colour, fonts.display, bold=True)
    _place(body, 0.9, 1.8, 11.5, 3.75, anchor=MSO_ANCHOR.MIDDLE)
    _bullets(body.text_frame, slide.bullets, colour, fonts)
    _label(page, f"{COLLEGE} · {course.title}", 0.9, 6.75, 9, 18, colours.INK_2, fonts.text)
    _label(page, f"{number} / {len(course.slides)}", 11.2, 6.75, 1.6, 18, colours.INK_2, fonts.text)
    return page


def _bullets(frame: Any, lines: tuple[str, ...], colour: str, fonts: Fonts) -> None:
    size, gap = {2: (40, 34), 3: (40, 34), 4: (36, 22)}.get(len(lines), (32, 10))
    for index, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(gap)
        _marker(paragraph, colour)
        lead = _LEAD.match(line)
        if lead:
            _write(paragraph, lead[1] + "：", size, colour, fonts.text, bold=True)
        _write(paragraph, lead[2] if lead else line, size, colours.INK, fonts.text)


def _marker(paragraph: Any, colour: str) -> None:
    """A small square in the school's colour before the line, with a hanging indent."""
    settings = paragraph._p.get_or_add_pPr()
    settings.set("marL", str(Inches(0.5)))
    settings.set("indent", str(-Inches(0.5)))
    fill = settings.makeelement(qn("a:buClr"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": colour}))
    size = settings.makeelement(qn("a:buSzPct"), {"val": "60000"})
    settings.extend([fill, size, settings.makeelement(qn("a:buChar"), {"char": "■"})])


def _write(paragraph: Any, text: str, size: int, colour: str, face: str, *, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = text, Pt(size), bold
    run.font.color.rgb = RGBColor.from_string(colour)
    settings = run._r.get_or_add_rPr()
    settings.set("lang", "zh-CN")
    for tag in ("a:latin", "a:ea"):
        settings.append(settings.makeelement(qn(tag), {"typeface": face}))


def _place(shape: Any, left: float, top: float, width: float, height: float, *, anchor: Any = MSO_ANCHOR.TOP) -> None:
    shape.left, shape.top, shape.width, shape.height = Inches(left), Inches(top), Inches(width), Inches(height)
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, anchor
    frame.margin_left = frame.margin_right = Emu(0)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT  # whatever the layout says


def _label(page: Any, text: str, left: float, top: float, width: float, size: int, colour: str, face: str) -> None:
    box = page.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(0.5))
    _place(box, left, top, width, 0.5)
    _write(box.text_frame.paragraphs[0], text, size, colour, face)


def _ground(page: Any, colour: str) -> None:
    page.background.fill.solid()
    page.background.fill.fore_color.rgb = RGBColor.from_string(colour)


def _box(page: Any, kind: Any, left: float, top: float, width: float, height: float, colour: str | None, line: str | None = None) -> Any:
    shape = page.shapes.add_shape(kind, Inches(left), Inches(top), Inches(width), Inches(height))
    shape.shadow.inherit = False
    if colour:
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(colour)
    else:
        shape.fill.background()
    if line:
        shape.line.color.rgb, shape.line.width = RGBColor.from_string(line), Pt(3)
    else:
        shape.line.fill.background()
    return shape


def _window(page: Any, school: str) -> None:
    """A garden window on the right of the title page: the moon gate of the design, with a lattice of the school."""
    _box(page, MSO_SHAPE.OVAL, 9.35, 1.75, 3.2, 3.2, colours.TINT[school], colours.WHITE)
    step = {"party": 0.46, "gov": 0.64, "elder": 0.38, "citizen": 0.55}[school]
    radius, centre_x, centre_y = 1.52, 10.95, 3.35
    count = int(radius / step)
    for index in range(-count, count + 1):
        reach = (radius**2 - (index * step) ** 2) ** 0.5
        _box(page, MSO_SHAPE.RECTANGLE, centre_x + index * step - 0.02, centre_y - reach, 0.04, 2 * reach, colours.COVER[school])
        _box(page, MSO_SHAPE.RECTANGLE, centre_x - reach, centre_y + index * step - 0.02, 2 * reach, 0.04, colours.COVER[school])
