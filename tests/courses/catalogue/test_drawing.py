"""Slides drawn here: where things are, in which colour, and that nothing odd stops a slide."""

import random
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches

from courses.catalogue.drawing import Show, faces
from courses.catalogue.drawing.colours import Colour, Palette, of_name
from courses.catalogue.drawing.faces import is_song
from courses.catalogue.drawing.painting import Fill, _tables
from courses.catalogue.drawing.pictures import SOURCE_SIDE, Pictures, read_smaller
from tests.courses.catalogue.decks import blank, box, picture, rich, saved, words

WIDTH = 400  # pixels: 40 an inch
needs_face = pytest.mark.skipif(faces() is None, reason="no typeface that can write Chinese: no slide can be drawn")
pytestmark = needs_face


@pytest.fixture
def drawn(tmp_path):
    def draw(show, number=1):
        return Show(saved(show, tmp_path / "deck.pptx"), faces()).draw(number, WIDTH)

    return draw


def at(canvas, x, y):
    """The colour at a place in inches."""
    return canvas.getpixel((round(40 * x), round(40 * y)))


def ink(canvas, *inches):
    """Where something dark is in a part of a white slide: left, top, right, bottom in inches; None without."""
    left, top, right, bottom = (round(40 * value) for value in inches)
    found = canvas.crop((left, top, right, bottom)).convert("L").point(lambda value: 255 * (value < 140)).getbbox()
    return tuple(round((offset + value) / 40, 2) for offset, value in zip((left, top, left, top), found, strict=True)) if found else None


def test_shapes_lie_in_their_places_with_their_colours(drawn):
    show = Presentation()
    page = blank(show)
    box(page, MSO_SHAPE.RECTANGLE, (1, 1, 2, 1), "A3312A")
    box(page, MSO_SHAPE.OVAL, (5, 1, 2, 2), "2A4F80")
    box(page, MSO_SHAPE.DONUT, (1, 4, 2, 2), "17594A")
    canvas = drawn(show)
    assert canvas.size == (400, 300)
    assert at(canvas, 2, 1.5) == (0xA3, 0x31, 0x2A)
    assert at(canvas, 6, 2) == (0x2A, 0x4F, 0x80)
    assert at(canvas, 5.1, 1.1) == (255, 255, 255)  # beside the oval, in its box
    assert at(canvas, 2, 5) == (255, 255, 255)  # the hole
    assert at(canvas, 1.25, 5) == (0x17, 0x59, 0x4A)


def test_a_turned_and_a_grouped_shape_lie_where_they_are_seen(drawn):
    show = Presentation()
    page = blank(show)
    box(page, MSO_SHAPE.RECTANGLE, (3, 3, 4, 0.5), "A3312A").rotation = 90
    group = page.shapes.add_group_shape()
    inner = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Inches(1), Inches(1))
    inner.fill.solid()
    inner.fill.fore_color.rgb = show.slides[0].shapes[0].fill.fore_color.rgb
    group.left, group.top, group.width, group.height = Inches(8), Inches(6), Inches(2), Inches(1)
    canvas = drawn(show)
    assert at(canvas, 5, 1.6) == at(canvas, 5, 4.8) == (0xA3, 0x31, 0x2A)
    assert at(canvas, 3.3, 3.25) == (255, 255, 255)
    assert at(canvas, 9.5, 6.5) == (0xA3, 0x31, 0x2A)  # stretched with its group


@pytest.mark.parametrize(("align", "side"), [(PP_ALIGN.LEFT, 0), (PP_ALIGN.RIGHT, 2)])
def test_text_stands_on_its_side(drawn, align, side):
    show = Presentation()
    shape = words(blank(show), "活到老，学到老", (1, 2, 8, 1))
    shape.text_frame.paragraphs[0].alignment = align
    found = ink(drawn(show), 0, 0, 10, 7.5)
    assert found[side] == pytest.approx({0: 1.1, 2: 8.9}[side], abs=0.12)


def test_chinese_is_broken_into_lines_and_set_in_the_middle(drawn):
    show = Presentation()
    shape = words(blank(show), "先看胸口有没有起伏，再拍双肩、大声呼唤；没有反应，马上请人拨打急救电话。" * 2, (1, 1, 4, 5))
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _, top, right, bottom = ink(drawn(show), 0, 0, 10, 7.5)
    assert right <= 5.3  # a mark may hang
    assert 1.5 < top < bottom < 5.5
    assert (top + bottom) / 2 == pytest.approx(3.5, abs=0.25)


def test_a_text_that_its_author_let_be_fitted_fits(drawn):
    show = Presentation()
    shape = words(blank(show), "很长的一段话" * 30, (1, 1, 4, 2), 28)
    body = shape.text_frame._txBody.find(qn("a:bodyPr"))
    body.append(body.makeelement(qn("a:normAutofit"), {"fontScale": "62500"}))
    assert ink(drawn(show), 0, 0, 10, 7.5)[3] <= 3.1


def test_columns_run_from_top_to_bottom(drawn):
    show = Presentation()
    shape = words(blank(show), "竖排文字", (6, 1, 2, 5), 40)
    shape.text_frame._txBody.find(qn("a:bodyPr")).set("vert", "eaVert")
    left, top, right, bottom = ink(drawn(show), 0, 0, 10, 7.5)
    assert bottom - top > 1.8 > 0.8 > right - left


def test_pictures_are_cut_turned_and_framed_when_they_cannot_be_shown(drawn, monkeypatch):
    show = Presentation()
    page = blank(show)
    page.shapes.add_picture(picture(), Inches(1), Inches(1), Inches(2))
    lost = page.shapes.add_picture(picture((30, 200, 30)), Inches(5), Inches(1), Inches(3))
    lost._element.nvPicPr.cNvPr.set("descr", "一张照片")
    lost.part.related_part(lost._element.blip_rId)._blob = b"no picture"
    canvas = drawn(show)
    assert at(canvas, 2, 1.5) == (200, 30, 30)
    assert at(canvas, 5.3, 1.3) == (255, 255, 255)
    assert ink(canvas, 5.2, 1.2, 7.8, 3) is not None  # its description


def test_a_photo_is_read_no_larger_than_it_is_seen_and_a_master_picture_stays():
    """A slide's photos come and go; what stands on every slide is opened once."""
    photo = Image.open(picture(size=(4000, 3000), kind="JPEG"))
    read_smaller(photo, SOURCE_SIDE)
    assert photo.size == (2000, 1500)
    show = Presentation()
    page, kept = blank(show), Pictures()
    blips = [page.shapes.add_picture(picture((n, n, n), size=(2400, 1800)), 0, 0)._element.blipFill.find(qn("a:blip")) for n in range(5)]
    first = kept.of(page.part, blips[0])
    for blip in blips[1:]:
        kept.of(page.part, blip)
        assert kept.of(page.part, blips[0]) is first
    assert len(kept.kept) == 2


def test_the_background_comes_from_the_master_and_masters_places_are_not_drawn(drawn):
    show = Presentation()
    master = show.slide_master
    master.background.fill.solid()
    master.background.fill.fore_color.rgb = box(blank(show), MSO_SHAPE.RECTANGLE, (0, 0, 1, 1), "FAF7F1").fill.fore_color.rgb
    canvas = drawn(show)
    assert at(canvas, 9, 7) == (0xFA, 0xF7, 0xF1)
    assert len(canvas.getcolors()) < 5  # no “click to edit”


def test_a_table_has_a_head_and_a_chart_has_columns(drawn):
    canvas = drawn(rich())
    head, body = at(canvas, 4.9, 4.1), at(canvas, 4.9, 4.9)
    assert head == (0x4F, 0x81, 0xBD)
    assert sum(body) > sum(head)
    chart = canvas.crop((200, 160, 360, 280))
    assert sum(count for count, colour in chart.getcolors(100_000) if colour == (0x4F, 0x81, 0xBD)) > 300


def test_whatever_is_odd_about_a_shape_the_slide_is_drawn(tmp_path):
    """Elements and attributes are taken away or made nonsense, forty times."""
    path = saved(rich(), tmp_path / "deck.pptx")
    chance = random.Random(6)
    show = Show(path, faces())
    tree = show.slides[0].shapes._spTree
    for _ in range(40):
        elements = [element for element in tree.iter() if isinstance(element.tag, str) and element is not tree]
        victim = chance.choice(elements)
        if chance.random() < 0.3 and len(elements) > 80:
            victim.getparent().remove(victim)
        elif victim.attrib:
            victim.set(chance.choice(list(victim.attrib)), chance.choice(["", "-1", "99999999999", "nonsense", "50%", "0"]))
        assert show.draw(1, 120).size == (120, 90)


@pytest.mark.parametrize(
    ("xml", "colour"),
    [
        ('<a:srgbClr val="A3312A"/>', (0xA3, 0x31, 0x2A)),
        ('<a:srgbClr val="000000"><a:alpha val="50000"/></a:srgbClr>', (0, 0, 0)),
        ('<a:schemeClr val="accent1"/>', (0x44, 0x72, 0xC4)),
        ('<a:schemeClr val="bg1"><a:lumMod val="50000"/></a:schemeClr>', (128, 128, 128)),
        ('<a:schemeClr val="tx1"><a:lumMod val="50000"/><a:lumOff val="50000"/></a:schemeClr>', (128, 128, 128)),
        ('<a:sysClr val="window" lastClr="FAFAFA"/>', (0xFA, 0xFA, 0xFA)),
        ('<a:prstClr val="dkBlue"/>', (0, 0, 139)),
        ('<a:srgbClr val="nonsense"/>', (0, 0, 0)),
        ('<a:hslClr hue="0" sat="100000" lum="50000"/>', (255, 0, 0)),
    ],
)
def test_colours_are_read_as_they_are_written(xml, colour):
    element = etree.fromstring(f'<a:solidFill xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{xml}</a:solidFill>')
    assert Palette().colour(element).rgb == colour


def test_unknown_names_are_grey_and_a_ramp_goes_from_one_colour_to_the_other():
    assert of_name("nonsense").rgb == (128, 128, 128)
    red = _tables(Fill(((0.0, Colour(0, 0, 0)), (1.0, Colour(255, 0, 0)))).stops)[0]
    assert red == sorted(red)
    assert (red[0], red[128], red[255]) == (0, 128, 255)


@pytest.mark.parametrize(
    ("name", "song"),
    [
        ("宋体", True),
        ("SimSun", True),
        ("STZhongsong", True),
        ("楷体", True),
        ("Microsoft YaHei", False),
        ("思源黑体", False),
        ("Open Sans", False),
        ("", False),
    ],
)
def test_faces_are_told_by_their_names(name, song):
    assert is_song(name) is song


def test_a_face_that_writes_no_chinese_is_not_taken(tmp_path: Path):
    from courses.catalogue.drawing.faces import Source, writes_chinese

    (tmp_path / "broken.ttf").write_bytes(b"no face")
    assert not writes_chinese(Source(str(tmp_path / "broken.ttf")))
