"""The words of a file, and that no file keeps the reader busy."""

import time
from io import BytesIO

import pytest
from docx import Document
from pptx import Presentation

from courses.catalogue.rules.files import problem_of
from courses.catalogue.texts import MAX_SLIDES, MAX_TEXT, Words, pages_of, words_of
from tests.courses.catalogue.test_files import rezipped
from tests.factories.catalogue import docx_bytes, pptx_bytes

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SLIDE = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def with_body(body):
    part = f"<w:document {WORD}><w:body>{body}</w:body></w:document>".encode()
    return rezipped(docx_bytes(), change={"word/document.xml": lambda same: part})


def with_slide(body):
    return rezipped(pptx_bytes(), change={"ppt/slides/slide1.xml": lambda same: f"<p:sld {SLIDE}>{body}</p:sld>".encode()})


def wide_table():
    row = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc></w:tr>'
    return with_body(f"<w:tbl>{row * 60_000}</w:tbl>")


HOSTILE = {
    "a table of six milliards of cells": ("docx", wide_table),
    "empty elements without end": ("docx", lambda: with_body("<w:p/>" * 4_000_000)),
    "more text than a book": ("docx", lambda: with_body("<w:p><w:r><w:t>字</w:t></w:r></w:p>" * 400_000)),
    "groups in groups": ("pptx", lambda: with_slide("<p:grpSp>" * 100_000 + "</p:grpSp>" * 100_000)),
    "one name without end": ("docx", lambda: with_body(f'<w:p w:x="{"a" * 25_000_000}"/>')),
    "slides that are all the same": (
        "pptx",
        lambda: rezipped(
            with_slide("<a:p/>" * 100_000),
            change={"ppt/presentation.xml": lambda xml: xml.replace(b"</p:sldIdLst>", b'<p:sldId id="300" r:id="rId7"/>' * 90_000 + b"</p:sldIdLst>")},
        ),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_keeps_the_reader_busy(name):
    kind, make = HOSTILE[name]
    content = make()
    begun = time.process_time()
    problem = problem_of(BytesIO(content), f"a.{kind}", len(content))
    if problem is None:
        words = words_of(BytesIO(content), kind)
        assert len(words.text) <= MAX_TEXT
        assert (words.slides or 0) <= 2000
    assert time.process_time() - begun < 20  # a slow and busy machine needs four; unbounded, each of them takes minutes


def test_each_cell_and_each_box_is_a_line_of_its_own():
    document = Document()
    document.add_paragraph("一\t二\n三")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "左", "右"
    stream = BytesIO()
    document.save(stream)
    assert words_of(stream, "docx") == Words("一 二\n三\n左\n右")


def test_words_split_over_runs_stay_together_and_old_copies_and_deleted_words_are_left_out():
    box = "<mc:AlternateContent {0}><mc:Choice>{1}</mc:Choice><mc:Fallback>{1}</mc:Fallback></mc:AlternateContent>"
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = "<w:p>" + run.format("手") + run.format("机") + "<w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
    body += box.format('xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"', f"<w:p>{run.format('框')}</w:p>")
    assert words_of(BytesIO(with_body(body)), "docx").text == "手机\n框"


def test_slides_come_in_the_order_of_the_show_with_groups_and_tables():
    deck = Presentation()
    for title in ("甲", "乙"):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = title
        slide.shapes.add_group_shape().shapes.add_textbox(0, 0, 9, 9).text_frame.text = f"{title}组"
        slide.shapes.add_table(1, 1, 0, 0, 9, 9).table.cell(0, 0).text = f"{title}表"
    order = deck.slides._sldIdLst
    order.insert(0, order[1])
    stream = BytesIO()
    deck.save(stream)
    assert words_of(stream, "pptx") == Words("乙\n乙组\n乙表\n甲\n甲组\n甲表", 2)


def test_a_deck_is_read_page_by_page_without_what_is_hidden():
    deck = Presentation()
    for title in ("第一页", "藏起来的", "第三页"):
        deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = title
    deck.slides[1]._element.set("show", "0")
    stream = BytesIO()
    deck.save(stream)
    assert pages_of(stream) == ["第一页", "第三页"]
    assert words_of(stream, "pptx") == Words("第一页\n第三页", 2)


def test_pages_without_end_are_given_up_in_time():
    begun = time.process_time()
    assert len(pages_of(BytesIO(HOSTILE["slides that are all the same"][1]()))) == MAX_SLIDES
    assert time.process_time() - begun < 30
