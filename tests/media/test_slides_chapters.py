from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.rules import chapters as rules
from media.rules.chapters import Chapter, Slide


def slide(start: int, end: int, text: str = "", page: int | None = None, picture: str = "") -> Slide:
    return Slide(start, end, page, text, Path(picture or f"{start}.jpg"))


@pytest.mark.parametrize(
    "changes, duration, spans",
    [
        ([], 60_000, []),
        ([10_000], 0, []),
        ([10_000, 40_000], 60_000, [(0, 10_000), (10_000, 40_000), (40_000, 60_000)]),
        ([10_000, 12_000, 40_000], 60_000, [(0, 10_000), (10_000, 40_000), (40_000, 60_000)]),  # leafed over
        ([1_000, 40_000], 60_000, [(0, 40_000), (40_000, 60_000)]),
        ([10_000, 58_000], 60_000, [(0, 10_000), (10_000, 60_000)]),  # too late to be one
    ],
)
def test_the_times_of_slides(changes: list[int], duration: int, spans: list[tuple[int, int]]) -> None:
    assert rules.spans(changes, duration) == spans


@given(st.lists(st.integers(0, 200_000), unique=True).map(sorted), st.integers(0, 200_000))
def test_times_fill_the_recording_without_gaps_and_none_is_short(changes: list[int], duration: int) -> None:
    spans = rules.spans([change for change in changes if change < duration], duration)
    assert all(before[1] == after[0] for before, after in pairwise(spans))
    assert not spans or (spans[0][0], spans[-1][1]) == (0, duration)
    assert len(spans) < 2 or all(end - start >= rules.SHORT_MS for start, end in spans)


@pytest.mark.parametrize("looks, moment", [([0, 4_000, 8_000, 12_000], 8_000), ([0, 12_000], 7_000), ([], 7_000)])
def test_the_picture_is_taken_when_every_line_has_come(looks: list[int], moment: int) -> None:
    assert rules.moment((4_000, 10_000), looks) == moment


@pytest.mark.parametrize(
    "text, title",
    [("", ""), ("•  \n• 挂号难", "挂号难"), ("一、为什么要学\n二", "一、为什么要学"), ("  two   words ", "two words"), ("长" * 200, "长" * 80)],
)
def test_a_slides_title(text: str, title: str) -> None:
    assert slide(0, 1, text).title == title


def test_neighbours_of_one_page_are_one_slide() -> None:
    shown = [slide(0, 5, page=1), slide(5, 9, page=1), slide(9, 12, page=2), slide(12, 20, page=1), slide(20, 30), slide(30, 40)]
    assert [(one.start, one.end, one.page, one.picture.name) for one in rules.joined(shown)] == [
        (0, 9, 1, "5.jpg"), (9, 12, 2, "9.jpg"), (12, 20, 1, "12.jpg"), (20, 30, None, "20.jpg"), (30, 40, None, "30.jpg"),
    ]  # fmt: skip


def test_chapters_by_title() -> None:
    shown = [slide(0, 5, "五不要\n一"), slide(5, 9, "五不要\n一\n二"), slide(9, 12), slide(12, 20, "小结"), slide(20, 30, "五不要")]
    assert rules.chapters(shown) == [Chapter(0, 12, "五不要"), Chapter(12, 20, "小结"), Chapter(20, 30, "五不要")]


def test_chapters_as_webvtt() -> None:
    text = rules.webvtt([Chapter(0, 5_250, "a --> <b> & c"), Chapter(5_250, 3_723_004, "")])
    assert text == "WEBVTT\n\n00:00:00.000 --> 00:00:05.250\na --&gt; &lt;b&gt; &amp; c\n\n00:00:05.250 --> 01:02:03.004\n2\n"


@given(st.lists(st.tuples(st.integers(1, 9_000), st.text(max_size=30))))
def test_webvtt_has_one_cue_a_chapter_whatever_is_written(parts: list[tuple[int, str]]) -> None:
    shown, at = [], 0
    for length, text in parts:
        shown.append(slide(at, at + length, text))
        at += length
    made = rules.chapters(shown)
    text = rules.webvtt(made)
    assert text.count(" --> ") == len(made)
    assert all(len(block.split("\n")) == 2 for block in text.rstrip("\n").split("\n\n")[1:])


def test_what_is_printed() -> None:
    shown = [slide(0, 5, page=1), slide(5, 9, page=2), slide(9, 12, page=1), slide(12, 20), slide(20, 30)]
    assert [picture.name for picture in rules.printed(shown)] == ["0.jpg", "5.jpg", "12.jpg", "20.jpg"]
