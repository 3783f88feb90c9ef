"""Decks for tests, made with python-pptx and then changed as strangers' files are."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches, Pt

WIDTH, HEIGHT = Inches(10), Inches(7.5)


def picture(colour: tuple[int, int, int] = (200, 30, 30), size: tuple[int, int] = (40, 30), kind: str = "PNG") -> BytesIO:
    stream = BytesIO()
    Image.new("RGB", size, colour).save(stream, kind)
    stream.seek(0)
    return stream


def blank(show: Any) -> Any:
    return show.slides.add_slide(show.slide_layouts[6])


def box(page: Any, kind: Any, place: tuple[float, float, float, float], colour: str) -> Any:
    """A shape in inches, filled, without a line."""
    shape = page.shapes.add_shape(kind, *(Inches(value) for value in place))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colour)
    shape.line.fill.background()
    return shape


def words(page: Any, text: str, place: tuple[float, float, float, float], size: int = 24) -> Any:
    shape = page.shapes.add_textbox(*(Inches(value) for value in place))
    shape.text_frame.word_wrap = True
    shape.text_frame.text = text
    for paragraph in shape.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(size)
    return shape


def rich() -> Any:
    """A slide of everything: title and entries, a described picture, a table, a chart, a group, notes."""
    show = Presentation()
    page = show.slides.add_slide(show.slide_layouts[1])
    page.shapes.title.text = "心肺复苏"
    frame = page.placeholders[1].text_frame
    frame.text = "先看反应"
    for text, level in (("拍双肩", 1), ("再按压", 0)):
        paragraph = frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
    shown = page.shapes.add_picture(picture(), Inches(6), Inches(1), Inches(2))
    shown._element.nvPicPr.cNvPr.set("descr", "老师示范 <按压>")
    table = page.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(4), Inches(1)).table
    for row, column, text in ((0, 0, "时间"), (0, 1, "地点"), (1, 0, "周一"), (1, 1, "一楼")):
        table.cell(row, column).text = text
    data = CategoryChartData()
    data.categories = ["一月", "二月"]
    data.add_series("报名", (20, 35))
    page.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(5), Inches(4), Inches(4), Inches(3), data)
    group = page.shapes.add_group_shape()
    group.shapes.add_shape(MSO_SHAPE.OVAL, Inches(1), Inches(6), Inches(1), Inches(1)).text_frame.text = "组合"
    page.notes_slide.notes_text_frame.text = "这里停一停"
    return show


def bytes_of(show: Any) -> bytes:
    stream = BytesIO()
    show.save(stream)
    return stream.getvalue()


def saved(show: Any, path: Path) -> Path:
    path.write_bytes(bytes_of(show))
    return path


def changed(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """The same archive with one part rewritten."""
    with ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    parts[part] = change(parts[part].decode()).encode()
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def linked(path: Path, address: str) -> Path:
    """A deck whose first slide shows a picture that lies elsewhere."""
    show = Presentation()
    page = blank(show)
    page.shapes.add_picture(picture(), Inches(1), Inches(1), Inches(3))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    name = page.part.relate_to(address, kind, is_external=True)
    saved(show, path)
    return changed(path, "ppt/slides/slide1.xml", lambda xml: xml.replace("r:embed=", f'r:link="{name}" r:embed='))
