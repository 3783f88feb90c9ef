"""Decisions on plain values: how Word counts, which levels headings get, in which order print is read, what is a table."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue.rules import grids, headings, layout
from courses.catalogue.rules.numbering import FORMS, Counter, Level, chinese

# ---- numbering


@pytest.mark.parametrize(
    ("form", "number", "text"),
    [
        ("chineseCountingThousand", 1, "一"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 105, "一百零五"),
        ("chineseCounting", 2010, "二千零一十"),
        ("chineseLegalSimplified", 25, "贰拾伍"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("lowerLetter", 27, "aa"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("decimalZero", 7, "07"),
    ],
)
def test_a_number_in_the_form_that_its_author_chose(form, number, text):
    assert FORMS[form](number) == text


@given(st.sampled_from(sorted(FORMS)), st.integers(-5, 100_000))
def test_no_number_is_too_odd_for_a_form(form, number):
    assert isinstance(FORMS[form](number), str)


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_chinese_numbers_are_all_different(first, second):
    assert (chinese(first) == chinese(second)) == (first == second)


def test_word_counts_through_a_file():
    levels = {0: Level("chineseCounting", "%1、"), 1: Level("chineseCounting", "（%2）"), 2: Level("decimal", "%1.%2.%3")}
    counter = Counter({"7": levels, "8": levels}, {"7": "a", "8": "a"}, {("8", 0)})
    assert [counter.next("7", depth)[1] for depth in (0, 1, 1, 2, 0, 1)] == ["一、", "（一）", "（二）", "一.二.1", "二、", "（一）"]
    assert [counter.next("8", 0)[1] for _ in range(2)] == ["一、", "二、"]  # it begins anew, once
    assert counter.next("unknown", 3) == (1, "1.")


@pytest.mark.parametrize(("form", "text", "natural"), [("decimal", "%1.", "1"), ("lowerLetter", "%2)", "a"), ("decimal", "第%1讲", ""), ("bullet", "•", "")])
def test_what_a_browser_counts_by_itself(form, text, natural):
    assert Level(form, text).natural == natural


# ---- headings


@pytest.mark.parametrize(
    ("name", "level"), [("heading 1", 1), ("标题 2", 2), ("标题3", 3), ("Heading 9", 9), ("Title", 0), ("标题", 0), ("正文", None), ("heading 1 Char", None)]
)
def test_a_style_says_what_is_a_heading(name, level):
    assert headings.level_of_style(name) == level


@pytest.mark.parametrize(("text", "level"), [("一、目标", 1), ("第三讲 挂号", 1), ("（二）过程", 2), ("2.1 准备", 3), ("今天讲三件事", None)])
def test_the_beginning_of_a_line_gives_its_level(text, level):
    assert headings.level_of_words(text) == level


@given(st.lists(st.integers(1, 9), max_size=30), st.integers(2, 4))
def test_levels_are_fitted_without_a_gap(levels, top):
    found = headings.fitted(levels, top)
    assert all(top <= level <= 6 for level in found)
    assert found[:1] in ([], [top])
    assert all(after - before <= 1 for before, after in itertools.pairwise(found))


# ---- layout


def line(text, x=60.0, y=100.0, size=12.0, bold=False):
    return layout.Line(text, x, x + size * len(text), y, y + size, size, bold)


def said(*lines, usual=12.0):
    return [(block.kind, block.text) for block in layout.blocks_of(lines, usual)]


def test_lines_of_one_sentence_are_joined_without_blanks():
    full = "社区定于六月十八日上午九点举行消防演练"
    assert said(line(full), line("请每户派一人参加。", y=118), line("第二段在这里开始。", x=84, y=136)) == [
        ("paragraph", full + "请每户派一人参加。"),
        ("paragraph", "第二段在这里开始。"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [("中心广", "场举行", "中心广场举行"), ("open the", "door", "open the door"), ("exer-", "cise", "exercise"), ("按 OK", "键", "按 OK键"), ("", "好", "好")],
)
def test_two_pieces_of_one_sentence(first, second, whole):
    assert layout.joined(first, second) == whole


def test_larger_print_is_a_heading_and_marks_make_lists():
    page = [line("通知", size=24), line("一、时间", y=140, bold=True), line("• 平底鞋", y=160), line("1. 先听", y=180), line("2、再做", y=200)]
    assert said(*page) == [("heading", "通知"), ("heading", "一、时间"), ("dot", "平底鞋"), ("number", "先听"), ("number", "再做")]
    found = [block for block in layout.blocks_of(page, 12.0) if block.kind == "heading"]
    assert headings.fitted(layout.heading_levels(found, 12.0)) == [2, 3]


def test_the_left_column_is_read_before_the_right():
    left = [line(f"左{number}左左左左左左左左左", y=100 + 18 * number) for number in range(6)]
    right = [line(f"右{number}右右右右右右右右右", x=320, y=105 + 18 * number) for number in range(6)]
    words = "".join(text for _, text in said(line("通栏的一行字在最上面一直到右边的尽头为止", x=150, y=60), *left, *right))
    assert words.index("左5") < words.index("右0")


def test_pieces_side_by_side_are_one_line():
    assert said(line("姓名："), line("电话：", x=250)) == [("paragraph", "姓名：　电话：")]


def test_what_stands_at_the_edge_of_most_pages_goes():
    pages = [[line("方兴社区学院", y=20), line(f"第{n}段正文", y=400), line(f"- {n} -", y=820)] for n in range(1, 5)]
    kept = layout.without_running_heads(pages, [842.0] * 4)
    assert [[one.text for one in page] for page in kept] == [[f"第{n}段正文"] for n in range(1, 5)]
    assert layout.without_running_heads([[line("只有一页的抬头", y=20)]], [842.0])[0]


@given(st.lists(st.builds(line, st.text("字a1 。", min_size=1, max_size=20), st.floats(0, 500), st.floats(0, 800), st.floats(1, 40)), max_size=40))
def test_no_word_is_lost_in_whatever_layout(lines):
    marks = "0123456789.．、•"
    found = "".join(block.text for block in layout.blocks_of(lines, 12.0))
    assert sorted(sign for sign in found if sign == "字") == sorted(sign for one in lines for sign in one.text if sign == "字")
    assert len(found.replace(" ", "")) >= sum(sign not in marks + " -　" and not sign.isspace() for one in lines for sign in one.text)


# ---- tables


def rules(xs, ys, without=()):
    """The lines of a whole grid, cell edge by cell edge, without some: ("down", x, y) or ("across", x, y) by their first point."""
    across = [grids.Rule(y, x, x2) for y in ys for x, x2 in itertools.pairwise(xs) if ("across", x, y) not in without]
    down = [grids.Rule(x, y, y2) for x in xs for y, y2 in itertools.pairwise(ys) if ("down", x, y) not in without]
    return across, down


def test_ruled_lines_make_a_table():
    (grid,) = grids.grids(*rules([0, 100, 200], [0, 30, 60]))
    assert (grid.rows, grid.columns, len(grid.cells)) == (2, 2, 4)


def test_a_missing_line_joins_cells():
    (grid,) = grids.grids(*rules([0, 100, 200], [0, 30, 60, 90], without={("down", 100, 0), ("across", 0, 60)}))
    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in grid.cells] == [(0, 0, 1, 2), (1, 0, 2, 1), (1, 1, 1, 1), (2, 1, 1, 1)]


@pytest.mark.parametrize(
    "found",
    [
        rules([0, 100], [0, 30]),  # a frame
        rules([0, 100, 200], [0, 30, 60], without={("down", 0, 0)}),  # open at the side
        ([], []),
        ([grids.Rule(0, 0, 9)] * 700, []),  # a drawing
    ],
)
def test_lines_that_are_no_table_for_certain(found):
    assert grids.grids(*found) == []


@given(
    st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300), st.floats(0, 300)), max_size=25),
    st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300), st.floats(0, 300)), max_size=25),
)
def test_whatever_lines_there_are_no_place_is_in_two_cells(across, down):
    for grid in grids.grids([grids.Rule(at, min(a, b), max(a, b)) for at, a, b in across], [grids.Rule(at, min(a, b), max(a, b)) for at, a, b in down]):
        places = [(cell.row + i, cell.column + j) for cell in grid.cells for i in range(cell.rows) for j in range(cell.columns)]
        assert len(places) == len(set(places)) == grid.rows * grid.columns


def test_a_line_knows_its_middle():
    assert replace(line("字"), top=10, bottom=20).middle == 15
