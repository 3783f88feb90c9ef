"""A lecture made into slides from end to end, and the words read from clean pictures. Reading needs `requirements/ocr.txt`."""

import json
import resource
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import django
import pytest
from PIL import Image, ImageDraw
from pptx import Presentation

from media import processes, slides
from media.probing import probe
from media.rules import chapters
from media.slides import decks, reading
from tests.conftest import lacking
from tests.factories import media as make
from tests.media.test_slides_detection import filmed
from tests.media.test_slides_matching import needs_office
from tests.media.texts import right


@pytest.fixture
def reader() -> None:
    if not reading.can_read():
        lacking("rapidocr", "install requirements/ocr.txt")


needs_reader = pytest.mark.usefixtures("reader")


def test_the_measure() -> None:
    assert right(["一二三\n四五"], [["一、二三", "四五"]]) == 1.0
    assert right(["一二三\n四五"], [["一二三四五"]]) == 0.6
    assert right(["一二"], [["一二三四"]]) == 0.5
    assert right([""], [["一二三四"]]) == 0.0


def test_without_a_reader_slides_have_no_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "can_read", lambda: False)
    path = filmed(tmp_path / "lecture.mp4", [0, 1, 0], "-g", "10")
    (tmp_path / "made").mkdir()
    made = slides.make(path, probe(path), tmp_path / "made")
    assert [(slide.page, slide.text) for slide in made] == [(None, "")] * 3
    assert [chapter.title for chapter in chapters.chapters(made)] == [""]


def test_with_its_deck_a_lecture_has_the_decks_words(tmp_path: Path) -> None:
    path = filmed(tmp_path / "lecture.mp4", [0, 1, 2, 1], "-g", "10")
    pages = [slides.Page(tmp_path / f"{number}.png", f"第{number}页\n{number}") for number in range(3)]
    (tmp_path / "made").mkdir()
    made = slides.make(path, probe(path), tmp_path / "made", pages)
    assert [slide.page for slide in made] == [0, 1, 2, 1]
    assert [(round(slide.start, -3), slide.title) for slide in made] == [(0, "第0页"), (8000, "第1页"), (16000, "第2页"), (24000, "第1页")]
    slides.write_pdf(chapters.printed(made), tmp_path / "slides.pdf")
    assert (tmp_path / "slides.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "slides.pdf").read_bytes().count(b"/DCTDecode") == 3


def test_a_pdf_of_many_slides_has_them_all(tmp_path: Path) -> None:
    Image.new("RGB", (64, 36), "red").save(tmp_path / "slide.jpg")
    slides.write_pdf([tmp_path / "slide.jpg"] * 40, tmp_path / "slides.pdf")
    assert b"/Count 40" in (tmp_path / "slides.pdf").read_bytes()


def test_a_film_makes_nothing(lecture: Path, tmp_path: Path) -> None:
    assert slides.make(lecture, probe(lecture), tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "lines, text",
    [
        ([("冒充：", 0.0867, 0.2656, 0.2875, 0.3431), ("“您涉嫌”", 0.2578, 0.6719, 0.2833, 0.3458)], "冒充：“您涉嫌”"),  # one line with a gap after the colon
        ([("“您涉嫌”", 0.21, 0.5, 0.205, 0.245), ("冒充：", 0.1, 0.2, 0.2, 0.24)], "冒充：“您涉嫌”"),
        ([("Part", 0.1, 0.2, 0.2, 0.24), ("two", 0.21, 0.3, 0.2, 0.24)], "Part two"),
        ([("学时", 0.1, 0.2, 0.2, 0.24), ("学分", 0.4, 0.5, 0.2, 0.24)], "学时\n学分"),  # cells of a table
        ([("• 一", 0.1, 0.3, 0.2, 0.24), ("•", 0.1, 0.11, 0.3, 0.34), ("二", 0.1, 0.3, 0.4, 0.44)], "一\n二"),
        ([], ""),
    ],
)
def test_pieces_of_a_line_come_together(lines: list[tuple[str, float, float, float, float]], text: str) -> None:
    assert reading.text_of(lines, "") == text


CORNER = "".join("0" * 8 if row < 12 else "0001ffff" for row in range(18))


def test_what_stands_where_a_camera_moves_is_left_out() -> None:
    lines = [("Lesson", 0.1, 0.4, 0.1, 0.2), ("badge", 0.6, 0.9, 0.8, 0.9)]
    assert reading.text_of(lines, "") == "Lesson\nbadge"
    assert reading.text_of(lines, CORNER) == "Lesson"


@needs_reader
def test_words_are_read_and_the_cameras_are_left_out(tmp_path: Path) -> None:
    words, image = Image.new("L", (120, 20), 255), Image.new("RGB", (1280, 720), "white")
    ImageDraw.Draw(words).text((5, 4), "Lesson 2026", fill=0)
    for place in ((80, 80), (80, 300), (760, 560)):
        image.paste(words.resize((480, 80), Image.Resampling.BICUBIC).convert("RGB"), place)
    image.save(tmp_path / "slide.jpg", quality=95)
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff nothing")
    seen = reading.read([tmp_path / "slide.jpg", tmp_path / "broken.jpg"], CORNER)
    assert [text.replace(" ", "") for text in seen] == ["Lesson2026\nLesson2026", ""]


@needs_reader
def test_reading_stops_when_asked(tmp_path: Path) -> None:
    watch = processes.Watch()
    watch.stop.set()  # type: ignore[attr-defined]
    with pytest.raises(processes.Stopped):
        reading.read([tmp_path / "slide.jpg"], watch=watch)


def truth(recordings: Path) -> list[list[str]]:
    return json.loads((recordings / "lecture-zh-text.json").read_text())[:9]


@needs_reader
@pytest.mark.slow
def test_the_lecture_read_without_its_deck(recordings: Path, tmp_path: Path) -> None:
    """Its first three slides; `benchmarks.ocr` reads them all."""
    movie = tmp_path / "beginning.mp4"
    make.ffmpeg("-t", "44", "-i", str(recordings / "lecture-zh-1080p.mp4"), "-c", "copy", str(movie))
    # A small process that has had no children: what its child was before it became a program, a copy of this one, would count too.
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=django.setup) as pool:
        made, largest = pool.submit(made_beside, movie, tmp_path).result()
    assert right([slide.text for slide in made], truth(recordings)[:3]) >= 0.995
    assert chapters.chapters(made)[1].title == "一、为什么要学"
    assert largest < 1024 * 1024


def made_beside(movie: Path, folder: Path) -> tuple[list[chapters.Slide], int]:
    """The slides, and the memory of the largest child (kB)."""
    return slides.make(movie, probe(movie), folder), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


@needs_office
@pytest.mark.slow
def test_the_lecture_with_its_deck(recordings: Path, tmp_path: Path) -> None:
    movie, deck = recordings / "lecture-zh-1080p.mp4", recordings / "lecture-zh-deck.pptx"
    drawn = decks.draw(deck, tmp_path)
    pages = [slides.Page(*page) for page in zip(drawn, words_of(deck), strict=True)]
    assert len(pages) == len(json.loads((recordings / "lecture-zh-text.json").read_text()))
    made = slides.make(movie, probe(movie), tmp_path, pages)
    assert [slide.page for slide in made] == list(range(9))
    assert right([slide.text for slide in made], truth(recordings)) == 1.0
    assert [chapter.title for chapter in chapters.chapters(made)][5:] == ["五、电子支付安全", "六、识别电信诈骗"]


def words_of(deck: Path) -> list[str]:
    """The text of each page in lines, as the courses take it from a deck."""
    return ["\n".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame) for page in Presentation(str(deck)).slides]
