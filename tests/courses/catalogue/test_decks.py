"""A deck becomes slides: its words in order, its pictures by LibreOffice or by us, and nothing that a stranger has put there acts."""

import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Inches

from courses.catalogue.drawing import faces
from courses.catalogue.reading import Unread, deck, deck_tidy
from courses.catalogue.rules.decks import Block, Slide
from courses.catalogue.rules.files import problem_of
from courses.catalogue.rules.readings import Reason
from courses.catalogue.texts import words_of
from media import office
from media.processes import Watch
from tests.courses.catalogue.decks import blank, changed, linked, picture, rich, saved, words

needs_office = pytest.mark.skipif(office.program() is None, reason="LibreOffice is missing: decks are drawn by ourselves")
needs_face = pytest.mark.skipif(faces() is None, reason="no typeface that can write Chinese: no slide can be drawn")


@pytest.fixture
def without_office(monkeypatch):
    monkeypatch.setattr(office, "program", lambda: None)


def read(path, folder):
    folder.mkdir(exist_ok=True)
    return deck.read(path, folder, Watch())


@needs_face
def test_a_deck_is_read_with_its_pictures_its_words_and_its_notes(tmp_path, without_office):
    made = read(saved(rich(), tmp_path / "deck.pptx"), tmp_path / "out")
    assert (made.how, made.page_count, made.cut_short, len(made.pages)) == ("built-in", 1, False, 1)
    page = made.pages[0]
    assert (page.number, page.title, page.notes) == (1, "心肺复苏", "这里停一停")
    assert page.text.startswith("心肺复苏\n先看反应\n拍双肩\n再按压\n老师示范 <按压>\n时间 地点\n周一 一楼")
    assert "<ul><li>先看反应<ul><li>拍双肩</li></ul></li><li>再按压</li></ul>" in page.html
    assert "<figcaption>老师示范 &lt;按压&gt;</figcaption>" in page.html
    assert '<th scope="col">时间</th>' in page.html
    assert "<td>35</td>" in page.html  # the chart's numbers
    assert "组合" in page.html
    assert "这里停一停" not in page.text + page.html
    with Image.open(page.picture.file) as shown, Image.open(page.thumbnail) as small:
        assert (shown.format, shown.size) == ("WEBP", (page.picture.width, page.picture.height)) == ("WEBP", (1440, 1080))
        assert small.size == (320, 240)


@needs_face
def test_hidden_slides_are_for_nobody_and_numbers_are_those_of_the_file(tmp_path, without_office):
    show = Presentation()
    for text in ("一", "二", "三"):
        words(blank(show), f"第{text}讲的话", (1, 1, 5, 1))
    show.slides[1]._element.set("show", "0")
    made = read(saved(show, tmp_path / "deck.pptx"), tmp_path / "out")
    assert [(page.number, page.title) for page in made.pages] == [(1, "第一讲的话"), (3, "第三讲的话")]
    assert "第二讲" not in made.text
    assert (made.page_count, made.cut_short) == (2, False)


def test_a_deck_of_ten_thousand_slides_is_cut_short(tmp_path, without_office, monkeypatch):
    """One slide that is named ten thousand times: a small file."""
    show = Presentation()
    words(blank(show), "一句话", (1, 1, 5, 1))
    path = saved(show, tmp_path / "deck.pptx")
    entry = '<p:sldId id="{}" r:id="{}"/>'
    name = show.slides._sldIdLst[0].rId
    many = "".join(entry.format(number, name) for number in range(300, 10_299))
    changed(path, "ppt/presentation.xml", lambda xml: xml.replace("</p:sldIdLst>", many + "</p:sldIdLst>"))
    with path.open("rb") as stream:
        assert problem_of(stream, path.name, path.stat().st_size) is None
    monkeypatch.setattr(deck, "MAX_PAGES", 5)
    count, slides = deck.words(path, Watch(), None)
    assert len(slides) == 5
    assert count >= 50


def test_without_a_face_and_without_office_the_words_are_there(tmp_path, without_office, monkeypatch):
    monkeypatch.setattr(deck, "DRAW", replace(deck.DRAW, memory=40 * 1024**2))  # nothing can be drawn in that
    made = read(saved(rich(), tmp_path / "deck.pptx"), tmp_path / "out")
    assert made.how == "text"
    assert made.pages[0].picture is None
    assert "先看反应" in made.pages[0].html


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken"])
def test_what_is_no_deck_is_told(tmp_path, without_office, content):
    (tmp_path / "deck.pptx").write_bytes(content)
    with pytest.raises(Unread) as refused:
        read(tmp_path / "deck.pptx", tmp_path / "out")
    assert refused.value.reason is Reason.BROKEN


def test_a_deck_of_hidden_slides_is_empty(tmp_path, without_office):
    show = Presentation()
    blank(show)._element.set("show", "0")
    with pytest.raises(Unread) as refused:
        read(saved(show, tmp_path / "deck.pptx"), tmp_path / "out")
    assert refused.value.reason is Reason.EMPTY


def test_the_copy_for_libreoffice_leads_nowhere_and_is_small(tmp_path):
    show = Presentation()
    shared, own = picture(size=(3000, 2000), kind="JPEG"), picture((1, 2, 3))
    for _ in range(3):
        page = blank(show)
        page.notes_slide.notes_text_frame.text = "讲稿"
    for stream in (shared, own):
        show.slides[1].shapes.add_picture(stream, Inches(1), Inches(1), Inches(3))
    page.shapes.add_picture(shared, Inches(1), Inches(1), Inches(3))
    page.shapes.add_movie(picture(), Inches(1), Inches(1), Inches(1), Inches(1), mime_type="video/mp4")
    path = saved(show, tmp_path / "deck.pptx")
    changed(path, "ppt/slides/_rels/slide3.xml.rels", lambda xml: xml.replace("</Relationships>", OUTSIDE + "</Relationships>"))
    deck_tidy.write(path, tmp_path / "copy.pptx", {1, 3})
    with ZipFile(tmp_path / "copy.pptx") as archive:
        everything = {name: archive.read(name) for name in archive.namelist()}
    assert not any(b"example.invalid" in data or b'TargetMode="External"' in data for name, data in everything.items() if name.endswith(".rels"))
    assert max(max(Image.open(BytesIO(data)).size) for name, data in everything.items() if name.endswith(".jpg")) == deck_tidy.SIDE
    assert all(not data for name, data in everything.items() if name.endswith(".mp4"))
    assert [slide.name for slide in Presentation(str(tmp_path / "copy.pptx")).slides] == [show.slides[0].name, show.slides[2].name]
    assert {"ppt/slides/slide1.xml", "ppt/notesSlides/notesSlide3.xml", "ppt/slideLayouts/slideLayout2.xml"} < everything.keys()
    assert not {"ppt/slides/slide2.xml", "ppt/slides/_rels/slide2.xml.rels", "ppt/notesSlides/notesSlide2.xml"} & everything.keys()
    assert sum(name.endswith((".jpg", ".png")) for name in everything) == 2, "the photo of both slides and the film's picture"


def test_a_slide_that_is_named_twice_or_jumped_to_stays_in_the_copy(tmp_path):
    show = Presentation()
    for _ in range(3):
        page = blank(show)
    words(page, "回到第一页", (1, 1, 5, 1)).click_action.target_slide = show.slides[0]
    path = saved(show, tmp_path / "deck.pptx")
    changed(path, "ppt/presentation.xml", lambda xml: xml.replace("</p:sldIdLst>", f'<p:sldId id="900" r:id="{show.slides._sldIdLst[1].rId}"/></p:sldIdLst>'))
    deck_tidy.write(path, tmp_path / "copy.pptx", {3, 4})
    assert len(Presentation(str(tmp_path / "copy.pptx")).slides) == 2
    with ZipFile(tmp_path / "copy.pptx") as archive:
        assert {f"ppt/slides/slide{number}.xml" for number in (1, 2, 3)} < set(archive.namelist())


KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
OUTSIDE = f'<Relationship Id="rId99" Type="{KIND}" Target="http://example.invalid/a.png" TargetMode="External"/>'


class Asked(BaseHTTPRequestHandler):
    """A place elsewhere, which counts who asks."""

    count = 0

    def do_GET(self):
        type(self).count += 1
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    def log_message(self, *arguments):
        pass


@needs_office
@needs_face
def test_nothing_is_fetched_from_elsewhere_by_either_way(tmp_path, monkeypatch):
    server = HTTPServer(("127.0.0.1", 0), Asked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        path = linked(tmp_path / "deck.pptx", f"http://127.0.0.1:{server.server_port}/picture.png")
        with path.open("rb") as stream:
            assert problem_of(stream, path.name, path.stat().st_size) is None  # a linked picture from the web is no reason to refuse
        assert read(path, tmp_path / "office").how == "office"
        monkeypatch.setattr(office, "program", lambda: None)
        assert read(path, tmp_path / "ours").how == "built-in"
    finally:
        server.shutdown()
    assert Asked.count == 0


@needs_office
def test_libreoffice_draws_many_slides_in_small_files(tmp_path, monkeypatch):
    show = Presentation()
    for colour in ((200, 0, 0), (0, 200, 0), (0, 0, 200), (200, 200, 0), (0, 200, 200)):
        blank(show).shapes.add_picture(picture(colour), 0, 0, show.slide_width, show.slide_height)
    monkeypatch.setattr(deck, "AT_ONCE", 3)
    monkeypatch.setattr(deck, "EACH", 2)
    made = read(saved(show, tmp_path / "deck.pptx"), tmp_path / "out")
    assert made.how == "office"
    shown = [Image.open(page.picture.file).convert("RGB").getpixel((700, 500)) for page in made.pages]
    assert [tuple(round(part / 200) for part in colour) for colour in shown] == [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (0, 1, 1)]


@needs_office
@needs_face
def test_what_libreoffice_cannot_draw_we_draw(tmp_path, monkeypatch):
    monkeypatch.setattr(office, "LIMITS", replace(office.LIMITS, memory=64 * 1024**2))
    assert read(saved(rich(), tmp_path / "deck.pptx"), tmp_path / "out").how == "built-in"
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".webp", ".webp"]  # nothing else is left


DEEP = "<ul><li>一<ul><li>二<ul><li>三</li></ul></li></ul></li><li>四</li></ul>"
TABLE = '<table><thead><tr><th scope="col">&quot;a&quot;</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table>'


@pytest.mark.parametrize(
    ("blocks", "html"),
    [
        ((Block("ul", "一"), Block("ul", "二", 1), Block("ul", "三", 2), Block("ul", "四")), DEEP),
        ((Block("ul", "深", 2), Block("ul", "浅", 0)), "<ul><li><ul><li>深</li></ul></li><li>浅</li></ul>"),
        ((Block("p", "<script>"), Block("ol", "1 & 2")), "<p>&lt;script&gt;</p><ol><li>1 &amp; 2</li></ol>"),
        ((Block("table", rows=(('"a"',), ("c",))),), TABLE),
    ],
)
def test_blocks_become_html_that_says_only_what_is_written(blocks, html):
    assert deck.html_of(blocks) == html


def test_all_words_together_are_bounded(monkeypatch):
    monkeypatch.setattr(deck, "MAX_TEXT", 5)
    assert deck.bounded([Slide(1, "一二三"), Slide(2, "四五六"), Slide(3, "七")]) == ["一二三", "四五", ""]


def test_a_hidden_slide_is_not_found_even_before_its_deck_is_read(tmp_path):
    show = Presentation()
    for text in ("第一讲的话", "藏起来的话"):
        words(blank(show), text, (1, 1, 5, 1))
    show.slides[1]._element.set("show", "0")
    with saved(show, tmp_path / "deck.pptx").open("rb") as stream:
        found = words_of(stream, "pptx")
    assert (found.text, found.slides) == ("第一讲的话", 1)
