"""A deck of 200 slides for the benchmarks (text with bullets, photos of a camera's size, tables, charts, shapes in groups, notes), and what a worker
takes to make it ready: seconds of one processor and megabytes of the worker and all below it, the larger share of what it may."""

from __future__ import annotations

import os
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches, Pt

from benchmarks import college, memory
from benchmarks.measure import Result, cpu_of, wall_of

SLIDES, PHOTOS = 200, 25
SECONDS, MEGABYTES = 60, 500
WORDS = "先看胸口有没有起伏，再拍双肩、大声呼唤；没有反应，马上请人拨打急救电话，并取来最近的除颤器。"


def measure(name: str, tiny: bool, *, by_office: bool) -> Result:
    """The whole of a worker's work on the deck, the database included."""
    folder = Path(tempfile.mkdtemp(prefix="deck-", dir=os.environ["DATA_DIR"]))
    college.migrated()
    slides = 4 if tiny else SLIDES
    write(folder / "deck.pptx", slides)
    command = [sys.executable, "-c", f"from benchmarks import decks; decks.work({str(folder / 'deck.pptx')!r}, by_office={by_office})"]
    peaks: list[memory.Peak] = []
    walls: list[float] = []
    cpu = cpu_of(lambda: walls.append(wall_of(lambda: peaks.append(memory.peak(command)))))
    size = (folder / "deck.pptx").stat().st_size / 1e6
    notes = [f"{slides} slides, {size:.0f} MB: {cpu:.0f} CPU s, {walls[0]:.0f} s here, {peaks[0].python:.0f} MB at most"]
    return Result(name, max(cpu / SECONDS, peaks[0].python / MEGABYTES), 1, "of what it may", 1, True, notes)


def work(path: str, *, by_office: bool) -> None:
    """In a process of its own, as the queue's worker does it."""
    import django

    django.setup()
    from django.core.files import File
    from django.utils import timezone

    from courses.catalogue import domain
    from courses.catalogue.models import CourseDocument
    from media import office

    if not by_office:
        office.program = lambda: None
    with Path(path).open("rb") as file:
        document = CourseDocument.objects.create(title="deck", file=File(file, name="deck.pptx"))
    now = timezone.now()
    domain.read_words(document_id=document.pk, now=now)
    reading = domain.reading_of(document)
    assert reading is not None
    domain.make_reading(reading_id=reading.pk, now=now)
    reading.refresh_from_db()
    if reading.how != ("office" if by_office else "built-in"):
        raise SystemExit(f"{reading.state} {reading.reason} {reading.how}")


def write(path: Path, slides: int = SLIDES) -> None:
    """Every fourth slide has a photo, every fourth a table, every fourth a chart or shapes."""
    show = Presentation()
    show.slide_width, show.slide_height = Inches(13.333), Inches(7.5)
    photos = [photo(number) for number in range(min(PHOTOS, slides))]
    for number in range(slides):
        page = show.slides.add_slide(show.slide_layouts[1])
        page.shapes.title.text = f"第 {number + 1} 讲：社区急救与心肺复苏"
        (text, picture, table, drawing)[number % 4](page, number, photos)
        page.notes_slide.notes_text_frame.text = f"讲稿 {number + 1}：{WORDS}"
    show.save(str(path))


def photo(number: int) -> bytes:
    """Twelve million pixels, as a phone's camera makes them, each another."""
    ramp = Image.linear_gradient("L").resize((4000, 3000))
    noise = Image.effect_noise((500, 375), 60).resize((4000, 3000))
    made = Image.merge("RGB", (ramp.rotate(90 * (number % 4)).resize((4000, 3000)), noise, ramp.point(lambda value: (value + 10 * number) % 256)))
    out = BytesIO()
    made.save(out, "JPEG", quality=60)
    return out.getvalue()


def text(page: Any, number: int, photos: list[bytes]) -> None:
    frame = page.placeholders[1].text_frame
    for line in range(6):
        paragraph = frame.paragraphs[0] if line == 0 else frame.add_paragraph()
        paragraph.text, paragraph.level = WORDS[: 12 + 5 * line], line % 3
        paragraph.runs[0].font.size = Pt(24)


def picture(page: Any, number: int, photos: list[bytes]) -> None:
    text(page, number, photos)
    shown = page.shapes.add_picture(BytesIO(photos[number // 4 % len(photos)]), Inches(7), Inches(2), Inches(5.5))
    shown._element.nvPicPr.cNvPr.set("descr", f"第 {number + 1} 张照片：老师示范按压的位置")


def table(page: Any, number: int, photos: list[bytes]) -> None:
    cells = page.shapes.add_table(6, 4, Inches(0.8), Inches(1.8), Inches(11.5), Inches(4)).table
    for row in range(6):
        for column in range(4):
            cells.cell(row, column).text = f"{WORDS[column * 4 : column * 4 + 8]} {row}"


def drawing(page: Any, number: int, photos: list[bytes]) -> None:
    if number % 8 == 3:
        data = CategoryChartData()
        data.categories = ["一月", "二月", "三月"]
        data.add_series("报名", (20, 35, number))
        page.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(1.8), Inches(10), Inches(5), data)
        return
    group = page.shapes.add_group_shape()
    for index, kind in enumerate((MSO_SHAPE.OVAL, MSO_SHAPE.RIGHT_ARROW, MSO_SHAPE.ROUNDED_RECTANGLE, MSO_SHAPE.CHEVRON)):
        shape = group.shapes.add_shape(kind, Inches(1 + 3 * index), Inches(3), Inches(2.4), Inches(1.6))
        shape.text_frame.text = WORDS[index * 4 : index * 4 + 4]
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor(40 * index, 90, 140)
