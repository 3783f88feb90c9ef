"""The files that seeding makes are real ones: they open, say what the content says, and are the same at every run."""

from functools import cache
from io import BytesIO

import pytest
from docx import Document
from pptx import Presentation
from pptx.util import Pt

from courses.catalogue.rules.files import problem_of
from courses.catalogue.texts import words_of
from demo import content, files, markup
from demo.content import CourseText

deck_of, paper_of = cache(files.deck), cache(files.paper)  # looked at from several sides
COURSES = pytest.mark.parametrize("course", content.courses(), ids=lambda course: course.slug)


@COURSES
def test_a_deck_has_every_slide_with_its_title_lines_and_notes(course: CourseText) -> None:
    deck = Presentation(BytesIO(deck_of(course)))
    pages = list(deck.slides)
    assert [page.shapes.title.text_frame.text for page in pages] == [slide.title for slide in course.slides]
    assert [page.notes_slide.notes_text_frame.text for page in pages] == [slide.notes for slide in course.slides]
    for page, slide in zip(pages, course.slides, strict=True):
        assert [paragraph.text for paragraph in page.placeholders[1].text_frame.paragraphs] == list(slide.bullets)


@COURSES
def test_no_line_of_a_deck_is_small(course: CourseText) -> None:
    deck = Presentation(BytesIO(deck_of(course)))
    sizes = [run.font.size for page in deck.slides for shape in page.placeholders for line in shape.text_frame.paragraphs for run in line.runs]
    assert min(sizes) >= Pt(28)


@COURSES
@pytest.mark.parametrize("kind", files.PAPERS)
def test_a_paper_has_the_headings_and_tables_of_its_text(course: CourseText, kind: str) -> None:
    document = Document(BytesIO(paper_of(course, kind)))
    blocks = markup.parse(getattr(course, kind))
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 2"]
    assert document.paragraphs[0].text == f"{course.title}　{files.PAPERS[kind][0]}"
    assert headings[: sum(block.kind == "heading" for block in blocks)] == [block.lines[0] for block in blocks if block.kind == "heading"]
    tables = [[tuple(cell.text for cell in row.cells) for row in table.rows] for table in document.tables]
    assert tables[: sum(block.kind == "table" for block in blocks)] == [list(block.rows) for block in blocks if block.kind == "table"]
    assert tables if kind == "outline" else True
    assert (kind == "lesson_plan") == any("不发给学员" in paragraph.text for paragraph in document.paragraphs)


def test_the_files_pass_the_door_and_their_words_are_found() -> None:
    course = content.course("shouji")
    deck, handout = deck_of(course), paper_of(course, "handout")
    assert problem_of(BytesIO(deck), "slides.pptx", len(deck)) is None
    assert problem_of(BytesIO(handout), "handout.docx", len(handout)) is None
    assert words_of(BytesIO(deck), "pptx").slides == len(course.slides)
    assert "字体大小" in words_of(BytesIO(handout), "docx").text


def test_the_same_content_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    course = content.course("jijiu")
    first = deck_of(course), paper_of(course, "outline")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *args: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert (files.deck(course), files.paper(course, "outline")) == first
