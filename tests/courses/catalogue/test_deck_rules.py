"""What a deck's slides say: what stands on every slide is no content, and a description is what an author has written."""

from string import ascii_lowercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.catalogue.drawing.breaking import CLOSING, OPENING, lines, pieces
from courses.catalogue.drawing.styles import numbered
from courses.catalogue.rules.decks import Block, Slide, description, shown


def deck(count, *others, footer="方兴社区学院"):
    return [Slide(number, f"第 {number} 讲", (Block("p", footer), *others)) for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("count", "block", "stays"),
    [
        (8, Block("p", "正文"), False),  # the same on all eight
        (3, Block("p", "正文"), True),  # three slides do not tell
        (8, Block("p", "字" * 61), True),  # too long for a footer
        (8, Block("ul", "正文"), True),  # an entry is content
        (3, Block("p", "2 / 8"), False),
        (3, Block("p", "第 12 页"), False),
        (3, Block("p", "12 个月"), True),
    ],
)
def test_what_stands_on_every_slide_is_left_out(count, block, stays):
    assert (block in shown(deck(count, block))[0].blocks) is stays


def test_hidden_slides_are_left_out_and_numbers_stay():
    slides = [Slide(1, "一"), Slide(2, "二", hidden=True, notes="不讲"), Slide(3, "三")]
    assert [(slide.number, slide.title) for slide in shown(slides)] == [(1, "一"), (3, "三")]


def test_the_words_of_a_slide_stand_in_lines_with_its_title_first():
    blocks = (Block("p", "一段"), Block("table", rows=(("时间", "地点"), ("周一", ""))), Block("alt", "一张照片"))
    assert Slide(1, "标题", blocks).text == "标题\n一段\n时间 地点\n周一\n一张照片"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("老师示范按压的位置", "老师示范按压的位置"),
        ("图片包含 人, 户外\n\n描述已自动生成", "图片包含 人, 户外"),
        ("IMG_2034.JPG", ""),
        ("https://example.org/a", ""),
        ("  ", ""),
        ("字" * 600, "字" * 500),
    ],
)
def test_a_description_is_what_an_author_has_written(said, kept):
    assert description(said) == kept


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("arabicPeriod", 3, "3."),
        ("arabicParenBoth", 3, "(3)"),
        ("alphaLcParenR", 2, "b)"),
        ("alphaUcPeriod", 27, "AA."),
        ("romanUcPeriod", 14, "XIV."),
        ("romanLcPeriod", 4, "iv."),
        ("ea1JpnChsDbPeriod", 12, "十二、"),
        ("ea1ChsPlain", 20, "二十"),
        ("circleNumDbPlain", 5, "⑤"),
    ],
)
def test_numbers_are_written_as_the_file_wants_them(kind, value, text):
    assert numbered(kind, value) == text


def broken(text, room):
    return ["".join(piece.text for piece in line) for line in lines(pieces([(text, None)], lambda part, style: float(len(part))), room)]


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("先看胸口，再拍双肩。", 4, ["先看胸口，", "再拍双肩。"]),  # a mark hangs over the edge
        ("他说“好的”", 3, ["他说", "“好的”"]),  # an opening mark goes with what it opens
        ("use the AED now", 8, ["use the", "AED now"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),  # longer than a line: torn
        ("一\n二", 9, ["一", "二"]),
        ("", 4, [""]),
    ],
)
def test_lines_break_as_chinese_is_set(text, room, expected):
    assert broken(text, room) == expected


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="社区学院，。、“”（）" + ascii_lowercase + " ", max_size=60), st.integers(1, 20))
def test_no_sign_is_lost_and_no_line_begins_with_a_lonely_mark(text, room):
    found = broken(text, room)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    for line in found[1:]:
        rest = line.lstrip(" ")
        assert not rest or rest[0] not in CLOSING or len(rest) > 1 or room < 4
    for line in found:
        assert len(line.strip()) <= room + 2 or room == 1 or set(line[-3:]) & (CLOSING | OPENING)
